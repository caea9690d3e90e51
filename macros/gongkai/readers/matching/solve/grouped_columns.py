"""Solves a table that prints one row in groups of columns: each line into the columns that its heads name.

Where the heads do not fit the number of figures, the number decides: all columns, or the next group without figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai.figures import BLANK, Figure
from gongkai.forms import Column, Form, Table
from gongkai.readers.matching.assign import GroupedColumns, GroupedLine
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.solve.column_fit import add_up, fit_columns, holds_merged_figures
from gongkai.readers.matching.solve.model import CellChoice, ColumnFit, GroupFit, SolvedGroupedColumns, UnplacedLine
from gongkai.readers.matching.solve.readings import are_glued
from gongkai.readers.matching.solve.sums.row_sums import RowSum, ends_without_total, may_be_moved, row_sums

_FEWEST_NUMBERS = 5
"""The fewest figures that count the columns: 1 2 3 may be any."""


def solve_grouped_columns(assigned: GroupedColumns, form: Form, year: int | None) -> SolvedGroupedColumns:
    """Find the figures of every column of a table.

    Args:
        assigned: The table's lines.
        form: The form.
        year: The reporting year, if known.

    Returns:
        The table; without fits where the document does not have it.
    """
    solver = _Solver(assigned.table, row_sums(form, assigned.table, 0, year))
    for line in assigned.lines:
        solver.take(line)
    every = range(len(assigned.table.columns(0)))
    stands_twice = assigned.stands_twice or _is_in_two_tables(solver, len(every))
    # Figures of another line may belong in the place of any blank, which displaces the others; but a second table that
    # is complete explains such a line.
    if solver.unplaced or any(fit.contradicted for fit in solver.fits):
        solver.fits = [
            replace(
                fit,
                fit=fit.fit.without_blanks(),
                certain=fit.certain and (stands_twice or _stands_alone(fit, solver, len(every))),
            )
            for fit in solver.fits
        ]
    if not solver.filled and assigned.blank_cells:
        origins = tuple(cell.origin for cell in assigned.blank_cells)
        solver.keep(GroupFit(None, None, tuple(every), ColumnFit((BLANK,) * len(every), origins=origins)))
    if not solver.filled:
        return SolvedGroupedColumns(assigned.table, tuple(solver.fits), tuple(solver.unplaced))
    missing = tuple(place for place in every if place not in solver.filled)
    return SolvedGroupedColumns(
        assigned.table,
        tuple(solver.fits),
        tuple(solver.unplaced),
        missing,
        assigned.last_origin,
        assigned.has_heads,
        stands_twice,
        assigned.lacks_heads,
    )


@dataclass(slots=True)
class _Solver:
    """One table at work.

    Attributes:
        table: The form's table.
        sums: The sums of its one row.
        fits: Lines set into columns.
        unplaced: Lines that fit no columns.
        filled: Columns that have a line.
        figures: The figure so far, by column; none where lines contradict each other.
    """

    table: Table
    sums: Sequence[RowSum]
    fits: list[GroupFit] = field(default_factory=list)
    unplaced: list[UnplacedLine] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    figures: dict[int, Figure] = field(default_factory=dict)

    def take(self, line: GroupedLine) -> None:
        """Set a line into the columns that it names; where its figures do not fit these, into columns that they fit."""
        if self._fit(line, line.columns) or not line.has_figures:
            return
        if not self._fit_by_count(line) and not self._fit(line, line.columns, lacking=True):
            kind = self.table.columns(0)[0].kind
            figures = tuple(read_figure(token.text, kind).figure or BLANK for token in line.line.figures)
            self.unplaced.append(UnplacedLine(line.line, (CellChoice(line.line.figures, figures),)))

    def _fit_by_count(self, line: GroupedLine) -> bool:
        count = len(line.cells)
        if line.is_of_column:
            return False
        every = tuple(range(len(self.table.columns(0))))
        if count == len(every):
            return self._fit(line, every, certain=line.columns == tuple(sorted(line.columns)))
        for group in self.table.lines:
            if len(group.columns) == count and not self.filled & set(group.columns):
                return self._fit(line, group.columns, certain=False)
        return False

    def _fit(self, line: GroupedLine, positions: Sequence[int], *, certain: bool = True, lacking: bool = False) -> bool:
        """Set a line into some columns if its figures are theirs; ``lacking`` if cells of a grid may be missing."""
        columns = [self.table.columns(0)[place] for place in positions]
        own, sums = line.line, self._sums_within(positions)
        glued = own.glued and not own.stacked and are_glued(line.cells, len(columns))
        fit = fit_columns(line.cells, columns, sums=sums, glued=glued, grid=own.is_grid)
        if fit is None or (fit.too_many and not fit.readings) or fit.lacking is not lacking:
            return False
        if fit.is_open and not lacking and len(line.cells) != 1 and not own.glued:
            return False
        by_place = line.under_heads and not own.loose
        unproven = own.printed and BLANK in fit.figures and not by_place and not add_up(fit, sums)
        totals = [fit.figures[rule.total] for rule in sums]
        has_totals = 2 * totals.count(BLANK) < len(totals)
        merged = BLANK in fit.figures and holds_merged_figures(fit, drawn=own.table > 0 and not own.printed)
        merged = merged or may_be_moved(fit.figures, sums, has_totals=has_totals)
        merged = merged or (has_totals and own.may_lack_cells and ends_without_total(fit.figures, sums))
        fit = fit.without_blanks() if merged else fit
        certain = certain and fit.certain and not (unproven or merged or line.against_heads or own.below_years)
        if fit.is_open and self.filled.issuperset(positions):
            return False  # another line states these columns already, and this one has several readings
        # A blank at the start or end of a row with a cell too many may be the row's own, and another cell the surplus.
        too_many = len(line.cells) > len(columns)
        begins_blank = too_many and line.cells[0].is_blank and BLANK in fit.figures and not add_up(fit, sums)
        breaks_sums = any(rule.is_stated(fit.figures) and not rule.holds(fit.figures) for rule in sums)
        is_moved = too_many and breaks_sums and (line.cells[0].is_blank or line.cells[-1].is_blank)
        behind = own.table > 0 and any(token.is_figure for token in own.tokens if token.column > line.cells[-1].column)
        certain = certain and not (begins_blank or is_moved or (behind and breaks_sums))  # displaced by a cell too many
        is_proven = add_up(fit, sums) and not _adds_up_otherwise(line, fit, columns, sums)
        certain = certain and (is_proven or not line.beside_heads)
        certain = certain and not (own.table and _are_column_numbers(fit.figures))
        certain = certain and not (self._begins_with_total(positions) and not add_up(fit, sums))
        by_heads = line.has_heads and tuple(positions) == line.columns
        self.keep(GroupFit(own, line.number, tuple(positions), fit, certain, by_heads, line.against_heads))
        return True

    def _begins_with_total(self, positions: Sequence[int]) -> bool:
        """Whether a total stands before the parts of its group: it may be that of the group before, on another page."""
        for rule in self.sums:
            parts = [positions.index(part) for part in rule.parts if part in positions]
            if rule.total in positions and parts and positions.index(rule.total) < min(parts):
                return True
        return False

    def _sums_within(self, positions: Sequence[int]) -> list[RowSum]:
        """The sums that speak of some columns only, by their place among these."""
        place = {position: number for number, position in enumerate(positions)}
        return [
            RowSum(place[rule.total], tuple(place[part] for part in rule.parts))
            for rule in self.sums
            if {rule.total, *rule.parts} <= set(place)
        ]

    def keep(self, fit: GroupFit) -> None:
        """Enter figures; a column that had another one before has none now."""
        fit_figures = dict(zip(fit.columns, fit.fit.figures, strict=True))
        contradicted = tuple(
            place for place, figure in fit_figures.items() if place in self.filled and self.figures.get(place) != figure
        )
        if not contradicted and self.filled.issuperset(fit.columns):
            self.fits.append(replace(fit, is_repetition=True))
            return
        self.figures.update({place: figure for place, figure in fit_figures.items() if figure is not None})
        for place in contradicted:
            self.figures.pop(place, None)
        self.filled.update(fit.columns)
        self.fits.append(replace(fit, contradicted=contradicted))


def _are_column_numbers(figures: Sequence[Figure | None]) -> bool:
    """Whether figures may be the numbers of the columns, as a table whose own row is blank has them: 1 2 3 … 15."""
    numbers = [None if figure is None else figure.value for figure in figures]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == list(range(1, len(numbers) + 1))


def _adds_up_otherwise(line: GroupedLine, fit: ColumnFit, columns: Sequence[Column], sums: Sequence[RowSum]) -> bool:
    """Whether a row also adds up if another of its figures is the surplus one, and not the one behind its cells."""
    behind = [token for token in line.line.figures if token.column > line.cells[-1].column]
    if not (line.beside_heads and behind):
        return False
    for place in range(len(line.cells)):
        cells = (*line.cells[:place], *line.cells[place + 1 :], behind[0])
        other = fit_columns(cells, columns, sums=sums, grid=line.line.is_grid)
        if other is not None and other.figures != fit.figures and add_up(other, sums):
            return True
    return False


def _stands_alone(fit: GroupFit, solver: _Solver, width: int) -> bool:
    """Whether a line is a whole table with a figure for each column, beside small tables of other things.

    A line of these has fewer figures than any group of columns, so it is no other version of the line.
    """
    smallest = min(len(part.columns) for part in solver.table.lines)
    if fit.line is None or not fit.line.is_grid or len(fit.columns) != width or len(solver.fits) > 1:
        return False
    is_whole = all(figure is not None and figure != BLANK for figure in fit.fit.figures)
    others = [item.line for item in solver.unplaced]
    return is_whole and all(line.table != fit.line.table and len(line.figures) < smallest for line in others)


def _is_in_two_tables(solver: _Solver, width: int) -> bool:
    """Whether each line is a complete table of the document, and their figures differ."""
    fits = solver.fits
    tables = {fit.line.table for fit in fits if fit.line is not None and fit.certain and len(fit.columns) == width}
    is_each_whole = len(tables) == len(fits) > 1 and min(tables) > 0
    return is_each_whole and not solver.unplaced and any(fit.contradicted for fit in fits)
