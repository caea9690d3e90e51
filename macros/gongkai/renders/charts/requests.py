"""The charts that pages show: how a year's requests ended, and the key figures of an agency over its years.

Which rows they draw is read from the form: parts of the total of outcomes, grouped as the form prints them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gongkai.figures import Figure, State, total
from gongkai.findings import say
from gongkai.forms import Cell
from gongkai.forms.roles import outcome_groups as groups_of
from gongkai.renders.charts.svg import Bar, bars_svg, figure_html, spoken, word_of, years_svg
from gongkai.renders.html import escape
from gongkai.reports import Report
from gongkai.tables.series import Point, Series, series

KEYS = (("received", "received"), ("concluded", "concluded"), ("carried_out", "carried-out"))
"""The key figures: roles of cells of a form, and the word for each."""


def outcome_chart_html(report: Report) -> str:
    """How the requests concluded in a year ended, as bars; nothing where none was concluded.

    Args:
        report: The report; the chart is to stand below its table of requests, which holds the same figures.
    """
    concluded = _concluded(report)
    if concluded is None:
        return ""
    whole = report.figure(*concluded)
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
    concluded = _concluded(report)
    if report.form is None or concluded is None:
        return {}
    _, column = report.form.table_index[concluded.table].position(concluded.row, concluded.column)
    grid = report.grids[concluded.table]
    return {group.name: _group([grid[row][column] for row in group.rows]) for group in groups_of(report.form)}


def _concluded(report: Report) -> Cell | None:
    """The cell of the total of outcomes; None where the form has none or the report no such table."""
    cell = report.form.role("concluded") if report.form is not None else None
    return cell if cell is not None and cell.table in report.grids else None


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
    frame = role_series(reports, "concluded")
    if frame is None:
        return ()
    names = [name for year in sorted(held, reverse=True) for name in held[year]]
    found = []
    for name in dict.fromkeys(names):
        points = tuple(Point(point.year, held.get(point.year, {}).get(name), point.missing) for point in frame.points)
        found.append((name, replace(frame, points=points)))
    return tuple(found)


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
    found = ((say(f"chart.{word}"), role_series(reports, role)) for role, word in KEYS)
    return tuple((name, line) for name, line in found if line is not None)


def role_series(reports: Sequence[Report], role: str) -> Series | None:
    """The figure that has a role over an agency's years; None where none of their forms has the role."""
    forms = {report.form: None for report in sorted(reports, key=lambda item: -item.year) if report.form is not None}
    cell = next((cell for form in forms if (cell := form.role(role)) is not None), None)
    return series(reports, cell.table, cell.row, column=cell.column) if cell is not None else None


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
