"""Charts as SVG for a page: plain bars with their figures written at them, and lines small enough for a table's cell.

This is a small template of our own and no library, as measured on the same seven years of figures: pygal makes 19 kB in
3.7 ms, with a script from elsewhere and random ids; matplotlib 12 kB in 27 ms, random ids, 176 MB installed; Altair
with vl-convert 8 kB in 39 ms, 108 MB. None of them takes its colours from the page. This makes 1.4 kB in 0.05 ms and
does; the manual has the table.

A figure is always written as text: no colour, length or position is needed to read it.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from gongkai.figures import Figure, Number, State, printed
from gongkai.findings import say
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.tables.series import Point, Series
from gongkai.words import words

WIDTH = 340
"""Units across a chart; at the width of a telephone one of them is about a pixel."""

HEIGHT = 104
"""Units of the highest bar that stands upright."""
_ROW, _BAR = 26, 16
_TOP, _FOOT = 34, 20
BASE = _TOP + HEIGHT
"""Where bars that stand upright begin."""
_CROWDED = 9
"""With more years than these only every other one is written below its bar."""


class ChartBar(NamedTuple):
    """A horizontal bar with its label and its figure.

    Attributes:
        label: What it is called.
        figure: Its length; None for no bar.
        word: Why there is no bar, or what the figure leaves out.
    """

    label: str
    figure: int | None
    word: str = ""

    @property
    def text(self) -> str:
        """What is behind the bar."""
        if self.figure is None:
            return self.word
        return say("chart.with-word", {"figure": self.figure, "word": self.word}) if self.word else str(self.figure)


def bars_svg(bars: Sequence[ChartBar], *, title: str, unit: str) -> Markup:
    """Horizontal bars one below the other, each between its label and its figure.

    Args:
        bars: What to draw; figures of 0 and more, or none.
        title: What is seen, for those who do not see it.
        unit: What is counted.
    """
    most = max((bar.figure or 0 for bar in bars), default=0) or 1
    bar_start = 12 * max((len(bar.label) for bar in bars), default=0) + 10
    room = WIDTH - bar_start - 44 - 12 * max((len(bar.word) for bar in bars if bar.figure is not None), default=0)
    parts = [fill('<path d="M{} 0V{}"/>', bar_start, len(bars) * _ROW)]
    for number, bar in enumerate(bars):
        top = number * _ROW + 5
        length = room * (bar.figure or 0) / most
        label = escape(bar.label)
        parts.append(fill('<text x="{}" y="{}" text-anchor="end">{}</text>', bar_start - 8, top + 12, label))
        if bar.figure is not None:
            parts.append(fill('<rect x="{}" y="{}" width="{}" height="{}"/>', bar_start, top, coordinate(length), _BAR))
        kind = fill(' class="gk-gap"') if bar.figure is None else EMPTY
        place = coordinate(bar_start + length + 6)
        parts.append(fill('<text{} x="{}" y="{}">{}</text>', kind, place, top + 12, escape(bar.text)))
    figures = "，".join(say("chart.bar", {"label": bar.label, "figure": bar.text}) for bar in bars)
    return _svg(len(bars) * _ROW, say("chart.bars", {"title": title, "unit": unit, "figures": figures}), join(parts))


def years_svg(series: Series, *, title: str, unit: str, scale: Number | None = None) -> Markup:
    """Vertical bars, one for each year, with their figures above; a dashed line where the form changed.

    Args:
        series: What to draw.
        title: What is seen, for those who do not see it.
        unit: What is counted.
        scale: The figure whose bar is as high as the chart, the same for charts side by side; the highest by default.
    """
    points = series.points
    step = WIDTH / max(len(points), 4)
    values = [given_number(point) for point in points]
    most = scale or highest([series]) or 1
    unused = HEIGHT - math.ceil(min(float(highest([series])) / float(most), 1) * HEIGHT)
    cuts = {item.year for item in series.breaks}
    parts = [fill('<path d="M0 {}H{}"/>', BASE, WIDTH)]
    for number, (point, value) in enumerate(zip(points, values, strict=True)):
        if point.year in cuts:
            parts.append(cut_line(step * number, top=unused))
        parts.append(_year_bar(point, value, most, middle=step * (number + 0.5), width=min(step * 0.62, 44)))
        parts.append(year_label(step * (number + 0.5), point.year, number, len(points)))
    figures = "，".join(say("chart.year-bar", {"year": point.year, "figure": spoken(point)}) for point in points)
    label = say("chart.bars", {"title": title, "unit": unit, "figures": figures})
    return drawing(label, fill('<g text-anchor="middle">{}</g>', join(parts)), top=unused)


def drawing(label: str, body: Markup, *, top: int = 0) -> Markup:
    """A chart of bars that stand upright, as one image with a text for those who do not see it.

    Args:
        label: The text.
        body: The bars.
        top: Units at the top in which nothing is drawn, which are left out: below each other on a phone, charts of one
            scale are only as high as their bars.
    """
    return _svg(BASE + _FOOT, label, body, top=top)


def year_label(middle: float, year: int, place: int, years: int) -> Markup:
    """The year below its bar; nothing for every other bar where there are many."""
    if years > _CROWDED and (years - 1 - place) % 2:
        return EMPTY
    return fill('<text class="gk-year" x="{}" y="{}">{}</text>', coordinate(middle), BASE + 15, year)


def highest(lines: Iterable[Series]) -> Number:
    """The highest figure of some lines, which charts side by side take for their scale; 0 where there is none."""
    numbers = (given_number(point) for line in lines for point in line.points)
    return max((number for number in numbers if number is not None), default=0)


def _year_bar(point: Point, value: Number | None, most: Number, *, middle: float, width: float) -> Markup:
    """The bar of one year with its figure above; a word in its place where there is no number."""
    center = coordinate(middle)
    if value is None:
        return _word(center, BASE - 6, _gap(point))
    height = max(float(value) / float(most), 0) * HEIGHT
    bar = fill(
        '<rect x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}">{}</text>',
        coordinate(middle - width / 2),
        coordinate(BASE - height),
        coordinate(width),
        coordinate(height),
        center,
        coordinate(BASE - height - 5),
        _text(point),
    )
    note = point.figure.note if point.figure is not None else None
    return bar + _word(center, coordinate(BASE - height - 17), note) if note in _partly() and note else bar


def _word(x: Markup, y: Markup | int, text: str) -> Markup:
    return fill('<text class="gk-gap" x="{}" y="{}">{}</text>', x, y, escape(text))


def spark_svg(series: Series) -> Markup:
    """A small line next to the figures that it is drawn from, hidden from screen readers, which read the figures.

    Runs of years that may not be joined stay apart; a change of form is a line across. Nothing where one figure is all.
    """
    first = series.points[0].year
    runs = tuple(
        tuple((point.year - first, float(point.figure.number) if point.figure else 0.0) for point in run)
        for run in series.segments
    )
    return _spark(runs, len(series.points), tuple(item.year - first for item in series.breaks))


@lru_cache(maxsize=4096)
def _spark(runs: tuple[tuple[tuple[int, float], ...], ...], years: int, breaks: tuple[int, ...]) -> Markup:
    """The drawing, kept for equal figures: in most agencies most rows are 0 in every year."""
    values = [value for run in runs for _, value in run]
    if len(values) < 2:  # noqa: PLR2004 - one point is no line
        return EMPTY
    low, high = min(*values, 0.0), max(values)
    span, step = (high - low) or 1.0, 84 / max(years - 1, 1)
    parts = [fill('<path class="gk-cut" d="M{} 0V24"/>', coordinate((year - 0.5) * step + 3)) for year in breaks]
    dots: list[Markup] = []  # lines of no length with round ends: circles would be a fifth of the page
    for run in runs:
        places = [(coordinate(year * step + 3), coordinate(21 - (value - low) / span * 18)) for year, value in run]
        if len(run) > 1:
            parts.append(fill('<path d="M{}"/>', join((fill("{} {}", x, y) for x, y in places), "L")))
        dots += [fill("M{} {}h0", x, y) for x, y in places]
    parts.append(fill('<path class="gk-dots" d="{}"/>', join(dots)))
    return fill('<svg class="gk-spark" viewBox="0 0 90 24" aria-hidden="true">{}</svg>', join(parts))


def spoken(point: Point) -> str:
    """A year's figure as text: as written, or why there is none."""
    return printed(point.figure) if _is(point) and point.figure else _gap(point)


def chart_html(title: str, drawings: Iterable[Markup], *, note: str = "") -> Markup:
    """Charts with the title that says what is seen, and a note below."""
    below = fill('<p class="gk-chart-note">{}</p>', escape(note)) if note else EMPTY
    caption = escape(title)
    return fill('<figure class="gk-chart"><figcaption>{}</figcaption>{}{}</figure>', caption, join(drawings), below)


def _svg(height: int, label: str, body: Markup, *, top: int = 0) -> Markup:
    return fill(
        '<svg class="gk-bars" viewBox="0 {} {} {}" width="{}" height="{}"'
        ' role="img" aria-label="{}" font-size="12" fill="currentColor">{}</svg>',
        top,
        WIDTH,
        height - top,
        WIDTH,
        height - top,
        escape(label),
        body,
    )


def cut_line(x: float, *, top: int = 0) -> Markup:
    """The dashed line before the first year on another form, from the top of the chart on."""
    place, word = coordinate(x), escape(say("chart.break"))
    return fill(
        '<path class="gk-cut" d="M{} {}V{}" stroke-dasharray="3 3"/><text class="gk-gap" x="{}" y="{}">{}</text>',
        place,
        top + 14,
        BASE,
        place,
        top + 10,
        word,
    )


def _is(point: Point) -> bool:
    return point.figure is not None and point.figure.state is State.GIVEN and point.figure.value is not None


def given_number(point: Point) -> Number | None:
    """The number of a point; None for a blank and whatever else holds none."""
    return point.figure.value if point.figure is not None and point.figure.state is State.GIVEN else None


def _text(point: Point) -> Markup:
    """The figure above a bar, without unit and remark, which the table has."""
    return escape(printed(Figure(given_number(point))))


def _gap(point: Point) -> str:
    if point.missing:
        return say("chart.none")
    if point.figure is None:
        return say("chart.absent")
    return word_of(point.figure)


def word_of(figure: Figure) -> str:
    """The word for a figure without a number: 空项, 不适用 or not readable."""
    return say(f"summary.short.{figure.state.value}")


def _partly() -> frozenset[str]:
    """The remarks of a sum that leaves something out; others are the document's, and are in the table."""
    return frozenset(map(str, words()["chart"]["partly"].values()))


def coordinate(number: float) -> Markup:
    """A coordinate as text: a tenth of a unit is finer than any screen."""
    return escape(f"{number:.1f}".removesuffix(".0"))
