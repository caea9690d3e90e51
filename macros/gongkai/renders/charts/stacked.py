"""How requests ended over the years: bars in parts, one bar a year, and the table that says every figure of them.

The parts are told apart by their order and by shades of one colour; the table beside the chart names them in that order
with their figures, so that no colour is needed to read it.
"""

from collections.abc import Sequence

from markupsafe import Markup

from gongkai.figures import Number
from gongkai.findings import say
from gongkai.renders.charts.svg import (
    BASE,
    HEIGHT,
    WIDTH,
    coordinate,
    cut_line,
    drawing,
    given_number,
    spoken,
    year_label,
)
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.tables.series import Point, Series

SHADES = 6
"""Shades of the style sheet; further parts begin with the first again, each after a line of the page's colour."""


def stacked_html(lines: Sequence[tuple[str, Series]], *, title: str) -> Markup:
    """The chart and its table; nothing where there is no year with a figure above 0, or one year alone.

    Args:
        lines: Names and figures of the parts, the lowest first; all over the same years.
        title: What is seen.
    """
    if not is_drawn(lines):
        return EMPTY
    caption, note = escape(title), escape(say("chart.stack-note"))
    return fill(
        '<figure class="gk-chart"><figcaption>{}</figcaption>{}<p class="gk-chart-note">{}</p></figure>{}',
        caption,
        _svg(lines, title),
        note,
        _table(lines, title),
    )


def is_drawn(lines: Sequence[tuple[str, Series]]) -> bool:
    """Whether there is something to compare: a figure above 0, and more than one year."""
    return bool(lines) and len(lines[0][1].points) > 1 and max(_totals(lines)) > 0


def _totals(lines: Sequence[tuple[str, Series]]) -> list[Number]:
    """The sum of what is given, by year."""
    years = range(len(lines[0][1].points))
    return [sum((given_number(line.points[year]) or 0 for _, line in lines), 0) for year in years]


def _svg(lines: Sequence[tuple[str, Series]], title: str) -> Markup:
    points = lines[0][1].points
    totals, step = _totals(lines), WIDTH / max(len(points), 4)
    most = max(totals)
    cuts = {item.year for _, line in lines for item in line.breaks}
    parts = [fill('<path d="M0 {}H{}"/>', BASE, WIDTH)]
    for place, (point, total) in enumerate(zip(points, totals, strict=True)):
        if point.year in cuts:
            parts.append(cut_line(step * place))
        middle, width = step * (place + 0.5), min(step * 0.62, 44)
        foot = float(BASE)
        for number, (_, line) in enumerate(lines):
            high = float(given_number(line.points[place]) or 0) / float(most) * HEIGHT
            if high:
                foot -= high
                parts.append(_part(number, middle - width / 2, foot, width, high))
        is_report = any(given_number(line.points[place]) is not None for _, line in lines)
        kind, text = (EMPTY, str(total)) if is_report else (fill(' class="gk-gap"'), spoken(point))
        top = coordinate(foot - 5)
        parts.append(fill('<text{} x="{}" y="{}">{}</text>', kind, coordinate(middle), top, escape(text)))
        parts.append(year_label(middle, point.year, place, len(points)))
    spoken_parts = "；".join(
        say("chart.year-bar", {"year": point.year, "figure": "，".join(_spoken(lines, place))})
        for place, point in enumerate(points)
    )
    label = say("chart.bars", {"title": title, "unit": say("chart.unit"), "figures": spoken_parts})
    return drawing(label, fill('<g class="gk-stack" text-anchor="middle">{}</g>', join(parts)))


def _spoken(lines: Sequence[tuple[str, Series]], place: int) -> list[str]:
    return [say("chart.bar", {"label": name, "figure": spoken(line.points[place])}) for name, line in lines]


def _part(number: int, x: float, y: float, width: float, height: float) -> Markup:
    return fill(
        '<rect class="gk-p{}" x="{}" y="{}" width="{}" height="{}"/>',
        number % SHADES,
        *(coordinate(value) for value in (x, y, width, height)),
    )


def _table(lines: Sequence[tuple[str, Series]], title: str) -> Markup:
    years = join(
        fill('<th scope="col">{}</th>', escape(say("theme.year", {"year": point.year})))
        for point in reversed(lines[0][1].points)
    )
    rows = []
    for number, (name, line) in reversed(list(enumerate(lines))):  # the highest part first, as in the chart
        cells = join((_cell(point) for point in reversed(line.points)), " ")
        swatch = fill('<span class="gk-swatch gk-p{}"></span>', number % SHADES)
        own = fill(' id="{}"', escape(line.line.id)) if line.line.is_sum else EMPTY
        rows.append(fill('<tr{}><th scope="row">{}{}</th>{}</tr>', own, swatch, escape(name), cells))
    caption = say("chart.stack-table", {"title": title})
    return fill(
        '{}<table class="gk gk-parts"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        region(caption),
        escape(caption),
        escape(say("chart.outcome")),
        years,
        join(rows),
    )


def _cell(point: Point) -> Markup:
    kind = EMPTY if given_number(point) != 0 else fill(' class="z"')
    return fill('<td{} data-label="{}">{}</td>', kind, point.year, escape(spoken(point)))
