"""What explains that a consolidated report is not the sum of its parts: one or two agencies, or a single cell.

A difference is a number in each cell that is off. Every agency offers some that it would explain: its own figures, if
it was left out or counted twice; its corrections, if the figures before them were added up. What is off as a whole is
looked at first, then each table, then each row; what nothing explains is left cell by cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai.checks.causes.candidates import MOST_NAMED, cause_among
from gongkai.figures import Kind, Misreading, Number, read
from gongkai.findings import Cause, say
from gongkai.forms import CellPosition
from gongkai.reports.model import Report
from gongkai.reports.rollup import Difference, RollUp, column_of, leaf_cells, numbers_of

_CREDIBLE_CELLS = 3
"""So many cells that are off alike are no chance."""
_CREDIBLE_NUMBER = 10
"""A smaller number equals that of some agency by chance."""
_MOST_CANDIDATES = 400
"""Of more agencies no pairs are tried."""

Numbers = dict[CellPosition, Number]


@dataclass(frozen=True, slots=True)
class ExplainedCells:
    """Cells that are off by one cause; or one cell, with the cause that fits or none.

    Attributes:
        differences: The cells.
        cause: What explains them.
        by_agency: Whether an agency's figures explain them, so that agencies without a report do not.
    """

    differences: tuple[Difference, ...]
    cause: Cause | None
    by_agency: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What would explain a difference: its kind, the agency's name, and the number in each cell."""

    kind: str
    name: str
    numbers: Mapping[CellPosition, Number]

    def within(self, cells: set[CellPosition]) -> "_Candidate":
        """The same in some cells alone."""
        return _Candidate(self.kind, self.name, {cell: self.numbers[cell] for cell in cells & self.numbers.keys()})

    @property
    def cause(self) -> Cause:
        return Cause(self.kind, (("name", self.name),))


def explained_cells(rollup: RollUp, differences: Sequence[Difference]) -> list[ExplainedCells]:
    """Group the cells that are off by what explains them, in printed order.

    Args:
        rollup: The sums.
        differences: The cells that are off.
    """
    candidates = list(_candidates(rollup))
    groups = _explain(candidates, tuple(differences))
    if groups is None:
        groups = []
        for _, table in groupby(differences, key=lambda item: item.cell[0]):
            of_table = tuple(table)
            groups += _explain(_in_table(candidates, of_table), of_table) or _by_row(candidates, of_table)
    return sorted(_gathered(groups), key=lambda item: differences.index(item.differences[0]))


def explains_all(groups: Sequence[ExplainedCells]) -> bool:
    """Whether one cause in one or two agencies explains all wrong cells, and these are too many for mere chance."""
    return len(groups) == 1 and groups[0].by_agency and len(groups[0].differences) >= _CREDIBLE_CELLS


def _gathered(groups: list[ExplainedCells]) -> Iterator[ExplainedCells]:
    """The groups; cells that nothing explains, where they are many, by table and without a word of a slip."""
    alone = [item for item in groups if not item.by_agency]
    if sum(len(item.differences) for item in alone) <= MOST_NAMED:
        yield from groups
        return
    yield from (item for item in groups if item.by_agency)
    cells = (difference for item in alone for difference in item.differences)
    for _, table in groupby(cells, key=lambda item: item.cell[0]):
        yield ExplainedCells(tuple(table), None)


def _by_row(candidates: list[_Candidate], of_table: tuple[Difference, ...]) -> Iterator[ExplainedCells]:
    for _, row in groupby(of_table, key=lambda item: item.cell[1]):
        of_row = tuple(row)
        within = [item for item in _in_row(candidates, of_row) if item.numbers]
        yield from _explain(within, of_row) or (ExplainedCells((item,), None) for item in of_row)


def _in_table(candidates: Iterable[_Candidate], differences: tuple[Difference, ...]) -> list[_Candidate]:
    table = differences[0].cell[0]
    return [item.within({cell for cell in item.numbers if cell[0] == table}) for item in candidates]


def _in_row(candidates: Iterable[_Candidate], differences: tuple[Difference, ...]) -> Iterator[_Candidate]:
    row = differences[0].cell[:2]
    return (item.within({cell for cell in item.numbers if cell[:2] == row}) for item in candidates)


def _candidates(rollup: RollUp) -> Iterator[_Candidate]:
    for part in rollup.parts:
        numbers = numbers_of(part.report)
        yield _Candidate("unit-omitted", part.agency.short, {cell: -number for cell, number in numbers.items()})
        yield _Candidate("unit-twice", part.agency.short, numbers)
        before = _corrected(part.report)
        if before:
            yield _Candidate("unit-before", part.agency.short, before)
    for part in rollup.apart:
        yield _Candidate("unit-apart", part.agency.short, numbers_of(part.report))


def _corrected(report: Report) -> Numbers:
    """By how much a report's figures were larger before they were corrected."""
    first: dict[CellPosition, Number] = {}
    in_order = sorted(report.corrections, key=lambda item: item.date)
    for item in in_order[::-1]:
        place = item.place.cell
        if place is None or report.form is None:
            continue
        cell = (place[0], *report.form.table_index[place[0]].position(*place[1:]))
        if cell not in leaf_cells(report.form, report.year) or column_of(report.form, cell).kind is Kind.AMOUNT:
            continue
        before = read(item.before, Kind.CHANGE)
        if not isinstance(before, Misreading):
            first[cell] = before.figure.number - report.grids[cell[0]][cell[1]][cell[2]].number
    return {cell: number for cell, number in first.items() if number}


def _explain(candidates: list[_Candidate], differences: tuple[Difference, ...]) -> list[ExplainedCells] | None:
    """The cells as one or two groups that are explained; None where nothing explains them."""
    amounts = {item.cell: item.number for item in differences}
    whole = [item for item in candidates if item.numbers == amounts]
    if whole and _credible(amounts) and len(whole) <= MOST_NAMED:
        return [ExplainedCells(differences, cause_among(item.cause for item in whole), by_agency=True)]
    if len(differences) == 1:
        return [_one_cell(candidates, differences[0])]
    return _two(candidates, differences, amounts) if len(differences) >= _CREDIBLE_CELLS else None


def _credible(numbers: Mapping[CellPosition, Number]) -> bool:
    return (
        len(numbers) >= _CREDIBLE_CELLS or sum(max(number, -number) for number in numbers.values()) >= _CREDIBLE_NUMBER
    )


def _one_cell(candidates: list[_Candidate], item: Difference) -> ExplainedCells:
    """A cell that alone is off: most likely typed wrong; an agency whose figure it equals is named as well."""
    typed = Cause("mistyped")
    if not _credible({item.cell: item.number}):
        return ExplainedCells((item,), typed)
    equal = [other.cause for other in candidates if other.numbers.get(item.cell) == item.number]
    if len(equal) >= MOST_NAMED:
        return ExplainedCells((item,), typed)
    return ExplainedCells((item,), cause_among([*equal, typed]), by_agency=bool(equal))


def _two(
    candidates: list[_Candidate], differences: tuple[Difference, ...], amounts: Numbers
) -> list[ExplainedCells] | None:
    """Two agencies that together explain the wrong cells, or one agency that explains all of them but one."""
    by_numbers = {frozenset(item.numbers.items()): item for item in candidates if item.numbers}
    pairs = []
    for item in candidates if len(candidates) <= _MOST_CANDIDATES * 2 else ():
        remaining = _less(amounts, item.numbers)
        other = by_numbers.get(frozenset(remaining.items()))
        if other is not None and other.name != item.name and item.numbers:
            pairs.append(tuple(sorted((item, other), key=lambda each: (each.kind, each.name))))
        elif len(remaining) == 1 and len(item.numbers) > _CREDIBLE_CELLS:
            return _but_one(item, differences, next(iter(remaining)))
    unique = {(first.kind, first.name, second.kind, second.name): (first, second) for first, second in pairs}
    if len(unique) != 1:
        return None
    [pair] = unique.values()
    parts = "，".join(say(f"candidates.{item.kind}", {"name": item.name}) for item in pair)
    return [ExplainedCells(differences, Cause("two", (("parts", parts),)), by_agency=True)]


def _less(amounts: Mapping[CellPosition, Number], numbers: Mapping[CellPosition, Number]) -> Numbers:
    remaining = dict(amounts)
    for cell, number in numbers.items():
        remaining[cell] = remaining.get(cell, 0) - number
    return {cell: number for cell, number in remaining.items() if number}


def _but_one(item: _Candidate, differences: tuple[Difference, ...], typed: CellPosition) -> list[ExplainedCells] | None:
    """An agency that explains all wrong cells but one, which is a typing error; None where no such cell is wrong."""
    one = tuple(other for other in differences if other.cell == typed)
    rest = tuple(other for other in differences if other.cell != typed)
    if not one or not rest:
        return None
    return [ExplainedCells(rest, item.cause, by_agency=True), ExplainedCells(one, Cause("mistyped"))]
