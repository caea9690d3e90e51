"""The charts that pages show: how a year's requests ended, and the key figures of an agency over its years.

Which rows they draw is read from the form: parts of the total of outcomes, grouped as the form prints them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from gongkai.figures import Figure, State, total
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.renders.charts.svg import Bar, bars_svg, figure_html, spoken, word_of, years_svg
from gongkai.renders.html import escape
from gongkai.reports import Report
from gongkai.tables.outline import main_columns
from gongkai.tables.series import Point, Series, series

REQUESTS = "requests"
KEYS = (("received", "received"), ("outcome_total", "concluded"), ("carried_out", "carried-out"))
"""The key figures: ids of rows on every form, and the word for each."""

_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）).、．]\s*")
_OUTCOME = "outcome_total"


def outcome_chart_html(report: Report) -> str:
    """How the requests concluded in a year ended, as bars; nothing where none was concluded.

    Args:
        report: The report; the chart is to stand below its table of requests, which holds the same figures.
    """
    form = report.form
    table = form.table_index.get(REQUESTS) if form else None
    if form is None or table is None or _OUTCOME not in table.row_index or REQUESTS not in report.grids:
        return ""
    _, column = _outcomes(form, table)
    whole = report.grids[REQUESTS][table.row_index[_OUTCOME]][column]
    if not whole.value or whole.state is not State.GIVEN:
        return ""
    bars = [_bar(label, figure) for label, figure in outcome_groups(report).items()]
    title = say("chart.outcome-title", {"year": report.year, "total": whole.value})
    drawing = bars_svg(bars, title=title, unit=say("chart.unit"))
    note = "outcome-gaps" if any(bar.word for bar in bars) else "outcome-note"
    return figure_html(title, [drawing], note=say(f"chart.{note}"))


def _bar(label: str, figure: Figure) -> Bar:
    number = int(figure.number) if figure.state is State.GIVEN else None
    return Bar(label, number, (figure.note or "") if number is not None else word_of(figure))


def outcome_groups(report: Report) -> Mapping[str, Figure]:
    """How many requests ended in which way, by the form's groups; empty where a report has no such figures.

    A group of blanks alone is blank, and of 不适用 alone 不适用. Where only some of its rows are given, the figure is
    their sum, and its remark says what the others are (``有空项``).
    """
    form = report.form
    table = form.table_index.get(REQUESTS) if form else None
    if form is None or table is None or _OUTCOME not in table.row_index or REQUESTS not in report.grids:
        return {}
    groups, column = _outcomes(form, table)
    grid = report.grids[REQUESTS]
    return {label: _group([grid[row][column] for row in rows]) for label, rows in groups}


def _group(figures: Sequence[Figure]) -> Figure:
    """The sum of a group's rows, told to be incomplete where it is."""
    whole = total(figures)
    if whole.state is not State.GIVEN:
        return whole
    states = {figure.state for figure in figures}
    partly = next((state for state in (State.BLANK, State.NOT_APPLICABLE) if state in states), None)
    return Figure(whole.value, note=say(f"chart.partly.{partly.value}")) if partly else Figure(whole.value)


def outcome_series(reports: Sequence[Report]) -> tuple[tuple[str, Series], ...]:
    """The form's groups of outcomes over an agency's years, in the order of the newest form."""
    groups = {report.year: outcome_groups(report) for report in reports}
    held = {year: found for year, found in groups.items() if found}
    if not held:
        return ()
    frame = series(reports, REQUESTS, _OUTCOME)
    names = [name for year in sorted(held, reverse=True) for name in held[year]]
    found = []
    for name in dict.fromkeys(names):
        points = tuple(Point(point.year, held.get(point.year, {}).get(name), point.missing) for point in frame.points)
        found.append((name, replace(frame, points=points)))
    return tuple(found)


@lru_cache(maxsize=64)
def _outcomes(form: Form, table: Table) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], int]:
    """Outcomes as the form groups them: label and rows of each, and the column of totals."""
    parts = next((item.parts for item in form.identities if item.table == table.id and item.total == _OUTCOME), ())
    found: dict[str, list[int]] = {}
    for part in parts:
        row = table.rows[table.row_index[part]]
        label = _NUMBERING.sub("", row.groups[1].label) if len(row.groups) > 1 else row.name.short
        found.setdefault(label, []).append(table.row_index[part])
    column = main_columns(form, table, table.row_index[_OUTCOME])[0]
    return tuple((label, tuple(rows)) for label, rows in found.items()), column


def key_series_html(reports: Iterable[Report]) -> str:
    """Requests received, concluded and carried over in an agency's years: a small chart each, and one table.

    Args:
        reports: Reports of one agency that the reader may see, in any order.

    Returns:
        HTML on one line; nothing where no report has figures of requests.
    """
    found = key_series(tuple(reports))
    return f"{_key_charts(found)}{_key_table(found)}" if found else ""


def _key_charts(found: Sequence[tuple[str, Series]]) -> str:
    """The charts; none of a single year, which has no course to be seen."""
    if len(found[0][1].points) == 1:
        return ""
    unit = say("chart.unit")
    drawings = [f"<div><p>{escape(name)}</p>{years_svg(line, title=name, unit=unit)}</div>" for name, line in found]
    return figure_html(say("chart.key-title"), [f'<div class="gk-charts">{"".join(drawings)}</div>'])


def key_series(reports: Sequence[Report]) -> tuple[tuple[str, Series], ...]:
    """The key figures with their names, in order; empty where no report has them."""
    found = []
    for row, word in KEYS:
        if any(
            report.form and row in getattr(report.form.table_index.get(REQUESTS), "row_index", ()) for report in reports
        ):
            found.append((say(f"chart.{word}"), series(reports, REQUESTS, row)))
    return tuple(found)


def _rows(report: Report) -> Iterable[str]:
    table = report.form.table_index.get(REQUESTS) if report.form else None
    return table.row_index if table else ()


def _key_table(found: Sequence[tuple[str, Series]]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in found)
    rows = []
    for number, point in enumerate(found[0][1].points):
        cells = " ".join(f"<td>{escape(spoken(line.points[number]))}</td>" for _, line in found)
        rows.append(f'<tr><th scope="row">{say("theme.year", {"year": point.year})}</th>{cells}</tr>')
    caption = say("chart.key-caption")
    return (
        f'<div class="gk-scroll" role="region" aria-label="{caption}" tabindex="0" style="overflow-x:auto">'
        f'<table class="gk gk-key"><caption>{caption}</caption><thead><tr><th scope="col">{say("chart.year")}</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
