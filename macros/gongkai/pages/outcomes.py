"""How requests ended and the key figures of requests over the years: sums of a report's figures, no drawing.

Which rows these are is read from the form: the cells that have a role, and the groups of outcomes as it prints them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from gongkai.figures import Figure, State, total
from gongkai.findings import say
from gongkai.forms import CellId
from gongkai.forms.outcomes import groups_that_go_on
from gongkai.forms.outcomes import outcome_groups as groups_of
from gongkai.forms.roles import KEY_ROLES
from gongkai.reports import Report
from gongkai.reports.identity_key import IdentityKey
from gongkai.tables.series import Point, Series, series

KEY_FIGURES = tuple((role, role.replace("_", "-")) for role in KEY_ROLES)
"""Each of the roles with the key of its word, below ``chart`` in ``words.zh.yml``."""


def concluded(report: Report) -> Figure | None:
    """The total of requests concluded; None where the form has none or the report no such table."""
    cell = _concluded(report)
    return report.figure(*cell) if cell is not None else None


def outcome_groups(report: Report) -> Mapping[str, Figure]:
    """How many requests ended in which way, by the form's groups; empty where a report has no such figures.

    A group of blanks alone is blank, and of 不适用 alone 不适用. Where only some of its rows are given, the figure is
    their sum, and its remark says what the others are (``有空项``).
    """
    return _outcome_groups(IdentityKey(report))


@lru_cache(maxsize=64)  # the report's chart asks for them, then the comparisons and the series of its agency
def _outcome_groups(key: IdentityKey[Report]) -> Mapping[str, Figure]:
    report = key.value
    cell = _concluded(report)
    if report.form is None or cell is None:
        return {}
    _, column = report.form.table_index[cell.table].position(cell.row, cell.column)
    grid = report.grids[cell.table]
    return {group.name: _group([grid[row][column] for row in group.rows]) for group in groups_of(report.form)}


def _concluded(report: Report) -> CellId | None:
    """The cell of the total of outcomes; None where the form has none or the report no such table."""
    cell = report.form.role("concluded") if report.form is not None else None
    return cell if cell is not None and cell.table in report.grids else None


def _group(figures: Sequence[Figure]) -> Figure:
    """The sum of a group's rows, with a remark where it is incomplete."""
    sum_of_all = total(figures)
    if sum_of_all.state is not State.GIVEN:
        return sum_of_all
    states = {figure.state for figure in figures}
    partly = next((state for state in (State.BLANK, State.NOT_APPLICABLE) if state in states), None)
    note = say(f"chart.partly.{partly.value}") if partly else None
    return Figure(sum_of_all.value, note=note)


def outcome_series(reports: Sequence[Report]) -> tuple[tuple[str, Series], ...]:
    """The form's groups of outcomes over an agency's years, in the order of the newest form.

    The line of a group of several rows is marked as a sum, and has an id and labels of its own.
    """
    return _outcome_series(tuple(map(IdentityKey, reports)))


@lru_cache(maxsize=4)  # the charts of an agency's years, their ids and their file ask for the same
def _outcome_series(keys: tuple[IdentityKey[Report], ...]) -> tuple[tuple[str, Series], ...]:
    reports = [item.value for item in keys]
    groups = {report.year: outcome_groups(report) for report in reports}
    by_year = {year: group for year, group in groups.items() if group}
    if not by_year:
        return ()
    frame = role_series(reports, "concluded")
    if frame is None:
        return ()
    names = [name for year in sorted(by_year, reverse=True) for name in by_year[year]]
    lines = []
    for name in dict.fromkeys(names):
        points = tuple(
            Point(point.year, by_year.get(point.year, {}).get(name), point.missing) for point in frame.points
        )
        breaks = tuple(
            replace(item, comparable=item.comparable and _goes_on(name, reports, item.year)) for item in frame.breaks
        )
        lines.append((name, replace(_of_group(frame, name, reports), points=points, breaks=breaks)))
    return tuple(lines)


def _of_group(frame: Series, name: str, reports: Sequence[Report]) -> Series:
    """The line of a group, which is a sum where the newest form that has it has several rows in it."""
    forms = {report.form: None for report in sorted(reports, key=lambda item: -item.year) if report.form is not None}
    form, group = next((form, group) for form in forms for group in groups_of(form) if group.name == name)
    if len(group.rows) == 1:
        return frame
    first = form.table_index[frame.table].rows[group.rows[0]]
    line = replace(frame.line, id=f"{frame.table}-{first.id}-sum", label=name, is_sum=True)
    return replace(frame, line=line, labels=(say("series.sum", {"label": group.path}), frame.labels[1]))


def _goes_on(name: str, reports: Sequence[Report], year: int) -> bool:
    """Whether a group counts the same on the form that was new in a year as on the one before."""
    forms = {report.year: report.form for report in reports if report.form is not None}
    form, before = forms[year], forms[max(item for item in forms if item < year)]
    return name in groups_that_go_on(form, before)


def key_series(reports: Sequence[Report]) -> tuple[tuple[str, Series], ...]:
    """The key figures with their names, in order; empty where no report has them."""
    lines = ((say(f"chart.{word}"), role_series(reports, role)) for role, word in KEY_FIGURES)
    return tuple((name, line) for name, line in lines if line is not None)


def role_series(reports: Sequence[Report], role: str) -> Series | None:
    """The figure that has a role over an agency's years; None where none of their forms has the role."""
    forms = {report.form: None for report in sorted(reports, key=lambda item: -item.year) if report.form is not None}
    cell = next((cell for form in forms if (cell := form.role(role)) is not None), None)
    return series(reports, cell.table, cell.row, column=cell.column) if cell is not None else None
