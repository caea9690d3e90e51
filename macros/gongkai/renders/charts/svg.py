"""Charts as SVG for a page: plain bars with their figures written at them, and lines small enough for a table's cell.

A small template of our own and no library, by trial on the same seven years of figures: pygal makes 19 kB in 3.7 ms,
with a script from elsewhere and random ids; matplotlib 12 kB in 27 ms, random ids, 176 MB installed; Altair with
vl-convert 8 kB in 39 ms, 108 MB. None of them takes its colours from the page. This makes 1.4 kB in 0.05 ms and does;
the manual has the table. A figure is always written as text: no colour, length or position is needed to read it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.figures import Figure, State, written
from gongkai.findings import say, words
from gongkai.renders.html import escape
from gongkai.tables.series import Point, Series

WIDTH = 340
"""Units across a chart; at the width of a telephone one of them is about a pixel."""

_ROW, _BAR = 26, 16
_HEIGHT, _TOP, _FOOT = 104, 34, 20
_CROWDED = 9
"""With more years than these only every other one is written below its bar."""


class Bar(NamedTuple):
    """A bar across: its label and its figure; None has no bar, and the word says why. Or what the figure leaves out."""

    label: str
    figure: int | None
    word: str = ""

    @property
    def text(self) -> str:
        """What stands behind the bar."""
        if self.figure is None:
            return self.word
        return say("chart.with-word", {"figure": self.figure, "word": self.word}) if self.word else str(self.figure)


def bars_svg(bars: Sequence[Bar], *, title: str, unit: str) -> str:
    """Bars across, one below the other, each with its label before and its figure behind it.

    Args:
        bars: What to draw; figures of 0 and more, or none.
        title: What is seen, for those who do not see it.
        unit: What is counted.
    """
    most = max((bar.figure or 0 for bar in bars), default=0) or 1
    left = 12 * max((len(bar.label) for bar in bars), default=0) + 10
    room = WIDTH - left - 44 - 12 * max((len(bar.word) for bar in bars if bar.figure is not None), default=0)
    parts = []
    for number, bar in enumerate(bars):
        top = number * _ROW + 5
        length = room * (bar.figure or 0) / most
        kind = ' class="gk-gap"' if bar.figure is None else ""
        parts.append(f'<text x="{left - 8}" y="{top + 12}" text-anchor="end">{escape(bar.label)}</text>')
        if bar.figure is not None:
            parts.append(f'<rect x="{left}" y="{top}" width="{_short(length)}" height="{_BAR}"/>')
        parts.append(f'<text{kind} x="{_short(left + length + 6)}" y="{top + 12}">{escape(bar.text)}</text>')
    height = len(bars) * _ROW
    told = "，".join(say("chart.bar", {"label": bar.label, "figure": bar.text}) for bar in bars)
    label = say("chart.bars", {"title": title, "unit": unit, "figures": told})
    axis = f'<path d="M{left} 0V{height}"/>'
    return _svg(height, label, f"{axis}{''.join(parts)}")


def years_svg(series: Series, *, title: str, unit: str) -> str:
    """Bars upright, a year each, with their figures above; a year without a report is said, a change of form is drawn.

    Args:
        series: What to draw.
        title: What is seen, for those who do not see it.
        unit: What is counted.
    """
    points = series.points
    step = WIDTH / max(len(points), 4)
    values = [_number(point) for point in points]
    most = max((value for value in values if value is not None), default=0) or 1
    base = _TOP + _HEIGHT
    cuts = {item.year: item for item in series.breaks}
    parts = []
    for number, (point, value) in enumerate(zip(points, values, strict=True)):
        middle = _short(step * (number + 0.5))
        if point.year in cuts:
            parts.append(_cut(step * number))
        if value is None:
            parts.append(f'<text class="gk-gap" x="{middle}" y="{base - 6}">{escape(_gap(point))}</text>')
        else:
            height = max(float(value) / float(most), 0) * _HEIGHT
            top = _short(base - height)
            wide = min(step * 0.62, 44)
            parts.append(
                f'<rect x="{_short(step * (number + 0.5) - wide / 2)}" y="{top}" width="{_short(wide)}"'
                f' height="{_short(height)}"/><text x="{middle}" y="{_short(base - height - 5)}">{_text(point)}</text>'
            )
            if point.figure is not None and point.figure.note in _partly():
                told_word = escape(point.figure.note or "")
                parts.append(f'<text class="gk-gap" x="{middle}" y="{_short(base - height - 17)}">{told_word}</text>')
        if len(points) <= _CROWDED or (len(points) - 1 - number) % 2 == 0:
            parts.append(f'<text class="gk-year" x="{middle}" y="{base + 15}">{point.year}</text>')
    told = "，".join(say("chart.year-bar", {"year": point.year, "figure": spoken(point)}) for point in points)
    label = say("chart.bars", {"title": title, "unit": unit, "figures": told})
    axis = f'<path d="M0 {base}H{WIDTH}"/>'
    return _svg(base + _FOOT, label, f'<g text-anchor="middle">{axis}{"".join(parts)}</g>')


def spark_svg(series: Series) -> str:
    """A line of a word's height beside the figures that it is made of; for the eye alone, as the figures say it all.

    Runs of years that may not be joined stay apart; a change of form is a line across. Nothing where one figure is all.
    """
    first = series.points[0].year
    runs = tuple(
        tuple((point.year - first, float(point.figure.number) if point.figure else 0.0) for point in run)
        for run in series.segments
    )
    return _spark(runs, len(series.points), tuple(item.year - first for item in series.breaks))


@lru_cache(maxsize=4096)
def _spark(runs: tuple[tuple[tuple[int, float], ...], ...], years: int, breaks: tuple[int, ...]) -> str:
    """Drawn once for the same run of figures: most rows of most agencies are noughts throughout."""
    given = [value for run in runs for _, value in run]
    if len(given) < 2:  # noqa: PLR2004 - one point is no line
        return ""
    low, high = min(*given, 0.0), max(given)
    span, step = (high - low) or 1.0, 84 / max(years - 1, 1)
    parts = [f'<path class="gk-cut" d="M{_short((year - 0.5) * step + 3)} 0V24"/>' for year in breaks]
    for run in runs:
        places = [(_short(year * step + 3), _short(21 - (value - low) / span * 18)) for year, value in run]
        if len(run) > 1:
            parts.append(f'<path d="M{"L".join(f"{x} {y}" for x, y in places)}"/>')
        parts.extend(f'<circle cx="{x}" cy="{y}" r="2"/>' for x, y in places)
    return f'<svg class="gk-spark" viewBox="0 0 90 24" width="90" height="24" aria-hidden="true">{"".join(parts)}</svg>'


def spoken(point: Point) -> str:
    """A year's figure as text: as written, or why there is none."""
    return written(point.figure) if _is(point) and point.figure else _gap(point)


def figure_html(title: str, drawings: Iterable[str], *, note: str = "") -> str:
    """Charts with the title that says what is seen, and a note below."""
    below = f'<p class="gk-chart-note">{escape(note)}</p>' if note else ""
    return f'<figure class="gk-chart"><figcaption>{escape(title)}</figcaption>{"".join(drawings)}{below}</figure>'


def _svg(height: float, label: str, body: str) -> str:
    return (
        f'<svg class="gk-bars" viewBox="0 0 {WIDTH} {_short(height)}" width="{WIDTH}" height="{_short(height)}"'
        f' role="img" aria-label="{escape(label)}" font-size="12" fill="currentColor">{body}</svg>'
    )


def _cut(x: float) -> str:
    place = _short(x)
    return (
        f'<path class="gk-cut" d="M{place} 14V{_TOP + _HEIGHT}" stroke-dasharray="3 3"/>'
        f'<text class="gk-gap" x="{place}" y="10">{say("chart.break")}</text>'
    )


def _is(point: Point) -> bool:
    return point.figure is not None and point.figure.state is State.GIVEN and point.figure.value is not None


def _number(point: Point) -> int | Decimal | None:
    return point.figure.value if point.figure is not None and point.figure.state is State.GIVEN else None


def _text(point: Point) -> str:
    """A figure above its bar: the number alone, as unit and remark stand in the table."""
    return escape(written(Figure(_number(point))))


def _gap(point: Point) -> str:
    if point.missing:
        return say("chart.none")
    if point.figure is None:
        return say("chart.absent")
    return word_of(point.figure)


def word_of(figure: Figure) -> str:
    """What a figure is that holds no number: 空项, 不适用 or not readable."""
    return say(f"summary.short.{figure.state.value}")


def _partly() -> frozenset[str]:
    """The remarks of a sum that leaves something out; others are the document's, and stand in the table."""
    return frozenset(map(str, words()["chart"]["partly"].values()))


def _short(number: float) -> str:
    """A coordinate: a tenth of a unit is finer than any screen."""
    return f"{number:.1f}".removesuffix(".0")
