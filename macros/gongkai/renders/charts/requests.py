"""The charts that pages show: how a year's requests ended, and the key figures of an agency over its years."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from gongkai.figures import Figure, State
from gongkai.findings import say
from gongkai.pages.outcomes import concluded, key_series, outcome_groups
from gongkai.renders.charts.svg import ChartBar, bars_svg, chart_html, highest, spoken, word_of, years_svg
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.reports import Report
from gongkai.tables.series import Series


def outcome_chart_html(report: Report) -> Markup:
    """How the requests concluded in a year ended, as bars; nothing where none was, or the form has no such rows.

    Args:
        report: The report; the chart is to be below its table of requests, which holds the same figures.
    """
    total, groups = concluded(report), outcome_groups(report)
    if total is None or not total.value or total.state is not State.GIVEN or not groups:
        return EMPTY
    bars = [_bar(label, figure) for label, figure in groups.items()]
    title = say("chart.outcome-title", {"year": report.year, "total": total.value})
    drawing = bars_svg(bars, title=title, unit=say("chart.unit"))
    note = "outcome-gaps" if any(bar.word for bar in bars) else "outcome-note"
    return chart_html(title, [drawing], note=say(f"chart.{note}"))


def _bar(label: str, figure: Figure) -> ChartBar:
    number = int(figure.number) if figure.state is State.GIVEN else None
    return ChartBar(label, number, (figure.note or "") if number is not None else word_of(figure))


def key_series_html(reports: Iterable[Report]) -> Markup:
    """Requests received, concluded and carried over in an agency's years: a small chart each, and one table.

    Args:
        reports: Reports of one agency that the reader may see, in any order.

    Returns:
        HTML on one line; nothing where no report has figures of requests.
    """
    lines = key_series(tuple(reports))
    return _key_charts(lines) + _key_table(lines) if lines else EMPTY


def _key_charts(lines: Sequence[tuple[str, Series]]) -> Markup:
    """The charts; none of a single year, which has no course to be seen."""
    if len(lines[0][1].points) == 1:
        return EMPTY
    unit, scale = say("chart.unit"), highest(line for _, line in lines)
    drawings = [
        fill("<div><p>{}</p>{}</div>", escape(name), years_svg(line, title=name, unit=unit, scale=scale))
        for name, line in lines
    ]
    charts = fill('<div class="gk-charts">{}</div>', join(drawings))
    return chart_html(say("chart.key-title"), [charts], note=say("chart.one-scale"))


def _key_table(lines: Sequence[tuple[str, Series]]) -> Markup:
    heads = join(fill('<th scope="col">{}</th>', escape(name)) for name, _ in lines)
    rows = []
    for number, point in reversed(list(enumerate(lines[0][1].points))):  # the newest year first, as in every table
        year = escape(say("theme.year", {"year": point.year}))
        cells = join((fill("<td>{}</td>", escape(spoken(line.points[number]))) for _, line in lines), " ")
        rows.append(fill('<tr><th scope="row">{}</th>{}</tr>', year, cells))
    caption = escape(say("chart.key-caption"))
    return fill(
        '{}<table class="gk gk-key"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        region(say("chart.key-caption")),
        caption,
        escape(say("chart.year")),
        heads,
        join(rows),
    )
