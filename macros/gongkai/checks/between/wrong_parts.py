"""Cells of a consolidated report that are off because a report that it adds up is wrong there.

That report's own sums do not hold, which has a finding of its own, at the right place. A cell is put down to it where
the sums would hold if the report had there what the consolidated report asks for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.checks.between.district import District
from gongkai.checks.explanations import explain
from gongkai.checks.registry import all_rules
from gongkai.figures import Kind, Number, count
from gongkai.findings import Finding, Level
from gongkai.reports import Report
from gongkai.reports.rollup import Difference, Part, RollUp, column_of, leaf_cells
from gongkai.reports.totals import Partial, fill

_FEW = 4
"""Of more cells that are off it is not said that only together they mend a report's sums."""
Broken = frozenset[tuple[str, tuple[str, ...]]]
"""What does not hold in a report: the rule's code and the cells."""


@dataclass(frozen=True, slots=True)
class WrongPart:
    """A report that is added up, and the cells of the sum that are off because of it."""

    part: Part
    differences: tuple[Difference, ...]


def wrong_parts(
    district: District, rollup: RollUp, differences: Sequence[Difference], level: Level
) -> Iterator[WrongPart]:
    """The parts of a sum that are wrong by rules of their own, each with the cells that it puts off.

    Args:
        district: All agencies with their reports.
        rollup: The sums.
        differences: The cells of the consolidated report that are off.
        level: That of the rules of arithmetic that are asked: a report is at fault for certain by those that speak of
            errors, and probably by those that warn.
    """
    unexplained = tuple(item for item in differences if column_of(rollup.form, item.cell).kind is not Kind.AMOUNT)
    for part in rollup.parts:
        mended = _mending(district, part.report, unexplained, level) if unexplained else ()
        if mended:
            yield WrongPart(part, mended)
            unexplained = tuple(item for item in unexplained if item not in mended)


def is_wrong_itself(district: District, report: Report, difference: Difference) -> bool:
    """Whether a consolidated report's own sums hold better with the sum of its parts in a cell that is off.

    Args:
        district: All agencies with their reports.
        report: The consolidated report.
        difference: The cell.
    """
    return bool(_mending(district, report, (replace(difference, number=-difference.number),), Level.ERROR))


def _mending(
    district: District, report: Report, differences: tuple[Difference, ...], level: Level
) -> tuple[Difference, ...]:
    """Those differences that mend the report's own sums, its stated totals as they are or added up anew."""
    if not _broken(district, report, level):  # so it is with nearly all, and adding up anew takes long
        return ()
    possible = tuple(item for item in differences if _wanted(report, item) >= 0)
    return _mending_totals(district, report, possible, level, anew=False) or _mending_totals(
        district, report, possible, level, anew=True
    )


def _mending_totals(
    district: District, report: Report, possible: tuple[Difference, ...], level: Level, *, anew: bool
) -> tuple[Difference, ...]:
    """Those that mend them each by itself, else a few together."""
    before = _broken(district, _with(report, (), anew=anew), level)

    def mends(differences: tuple[Difference, ...]) -> bool:
        return _broken(district, _with(report, differences, anew=anew), level) < before

    if not before:
        return ()
    alone = tuple(item for item in possible if mends((item,)))
    return alone or (possible if 1 < len(possible) <= _FEW and mends(possible) else ())


def _broken(district: District, report: Report, level: Level) -> Broken:
    """What does not hold in a report by rules of arithmetic: the code and the cells of each finding.

    Args:
        district: All agencies with their reports.
        report: The report; what it explains is left out.
        level: The usual level of the rules that are asked.
    """
    subject = district.subject(report)
    findings: list[Finding] = []
    for item in all_rules():
        if item.stated_under and item.levels[0] is level and item.applies(report.form):
            findings += item.run(subject)
    weighty = (item for item in explain(report, findings).findings if item.level in {Level.ERROR, Level.WARNING})
    return frozenset((item.code, item.cells) for item in weighty)


def _with(report: Report, differences: tuple[Difference, ...], *, anew: bool) -> Report:
    """The report with what the consolidated report asks for; totals that were added up are added up anew.

    Those that are stated are, too, with ``anew``: they may be the sums of a wrong figure.
    """
    form = report.form
    if form is None:
        return report
    by_cell = {item.cell: count(int(_wanted(report, item))) for item in differences}
    leaves = frozenset(leaf_cells(form, report.year))
    grids, computed = dict(report.grids), dict(report.computed)
    for table in form.tables:
        partial: Partial = [
            [
                None if (row, column) in computed[table.id] or (anew and (table.id, row, column) not in leaves)
                else by_cell.get((table.id, row, column), figure)
                for column, figure in enumerate(figures)
            ]
            for row, figures in enumerate(report.grids[table.id])
        ]  # fmt: skip
        grids[table.id], computed[table.id] = fill(form, table, partial, year=report.year)
    return replace(report, grids=grids, computed=computed)


def _wanted(report: Report, item: Difference) -> Number:
    """What a report would have to hold in a cell for the sum to be what the consolidated report says."""
    table, row, column = item.cell
    return report.grids[table][row][column].number + item.number
