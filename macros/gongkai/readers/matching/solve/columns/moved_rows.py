"""Doubts rows whose figures may all be displaced by one or more columns."""

from collections.abc import Sequence

from gongkai.figures import BLANK, Figure
from gongkai.readers.matching.assign import cells_behind_label, written_columns
from gongkai.readers.matching.solve.column_fit import add_up
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.sums.row_sums import RowSum, may_be_moved, row_sums
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_FEWEST_TOTALS = 3
"""Rows with a total that show on the pages of a PDF that the others have one, however many of them are moved."""
_Row = tuple[WorkingLine, ColumnFit, Sequence[RowSum]]


def moved_rows(rows: WorkingRows) -> list[WorkingLine]:
    """The rows that contradict their sums but would not if they stood one column further to the left or right.

    Added are rows whose label ends further left than others of the same grid, if their total is blank and those of the
    others are not: after a page break, the column of the outermost group may not be repeated. Added are also rows
    without a total among rows most of which are moved: a 0 in the place of their last part may be their total.

    Left out are rows for which another row of the grid, with the same cells below the same heads, adds up: then the
    figures are in their place, and the document's sum is wrong. A row stays in doubt if its total is blank and its last
    part is the sum of the others; so does every row of a page of a PDF without a total, where others have totals.

    Args:
        rows: The rows of a table of the form, each with the figures that were taken.
    """
    some = [
        (line, line.fit, row_sums(rows.form, rows.table, row, rows.year))
        for row, line in rows.line_by_row.items()
        if line.fit is not None and line.candidate.has_figures
    ]
    has_totals = _have_totals(some)
    have_some = has_totals or sum(map(_has_totals, some)) >= _FEWEST_TOTALS
    moved = [
        line
        for line, fit, sums in some
        if may_be_moved(fit.figures, sums, has_totals=has_totals) or (have_some and _may_lack_cell(line, fit, sums))
    ]
    for table in {line.candidate.line.table for line, _, _ in some} - {0}:
        own = [item for item in some if item[0].candidate.line.table == table]
        moved += _with_label_further_left(own)
        moved += _among_moved(own, moved)
    in_place = _in_place(rows, some) if moved else ()
    return [line for line in moved if line not in in_place]


def _in_place(rows: WorkingRows, some: Sequence[_Row]) -> list[WorkingLine]:
    """The rows in whose very columns another row adds up, unless their last part is the sum of the others."""
    proven = {place for line, fit, sums in some if (place := _place(rows, line)) is not None and add_up(fit, sums)}
    return [
        line
        for line, fit, sums in some
        if _place(rows, line) in proven and not _ends_in_sum(fit.figures, sums) and not _may_lack_cell(line, fit, sums)
    ]


def _may_lack_cell(line: WorkingLine, fit: ColumnFit, sums: Sequence[RowSum]) -> bool:
    """Whether a row of a page has no total: one that lacks a cell is drawn there with an empty one at its end."""
    return line.candidate.line.may_lack_cells and _lacks_total(fit.figures, sums)


def _ends_in_sum(figures: Sequence[Figure | None], sums: Sequence[RowSum]) -> bool:
    """Whether the total is blank and the last part is the sum of the other parts."""
    numbers = [0 if figure is None else figure.number for figure in figures]
    return any(
        figures[rule.total] == BLANK and numbers[rule.parts[-1]] == sum(numbers[part] for part in rule.parts[:-1]) > 0
        for rule in sums
    )


def _place(rows: WorkingRows, line: WorkingLine) -> tuple[int, int, tuple[int, ...]] | None:
    """The grid of a row, where its label ends, and the columns of its cells; None unless each cell is below its head.

    It is None as well if the row has fewer cells than others, or if anything is written beside the heads.
    """
    own, row = line.candidate.line, line.row
    heads = rows.heads_above(line, row) if row is not None else None
    if not heads or not own.is_drawn or own.below_years or own.table in rows.with_others:
        return None
    if any(token.padded for token in own.tokens) or not written_columns(line.candidate) <= set(heads):
        return None
    below = [token for token in own.tokens if token.column in heads and not token.covered and token.match is None]
    is_whole = len(below) == len(heads) and all(token.width == 1 for token in below)
    return (own.table, _label_end(line), tuple(token.column for token in below)) if is_whole else None


def _with_label_further_left(some: Sequence[_Row]) -> list[WorkingLine]:
    """The rows of a grid whose label ends further left than others, and whose total is blank though others have one."""
    furthest = max(_label_end(line) for line, _, _ in some)
    if not _have_totals([item for item in some if _label_end(item[0]) == furthest]):
        return []
    return [
        line
        for line, fit, sums in some
        if _label_end(line) < furthest and _lacks_total(fit.figures, sums) and _has_room(line, len(fit.figures))
    ]


def _among_moved(some: Sequence[_Row], moved: Sequence[WorkingLine]) -> list[WorkingLine]:
    """The rows of a grid without a total, if most of its rows are moved and have none either."""
    without = [line for line, fit, sums in some if _lacks_total(fit.figures, sums)]
    count = sum(line in moved for line in without)
    return [line for line in without if line not in moved] if 2 * count > len(some) else []


def _has_room(line: WorkingLine, width: int) -> bool:
    """Whether a row has more cells after its label than columns, so that its figures may begin in another cell."""
    return len(cells_behind_label(line.candidate)) > width


def _label_end(line: WorkingLine) -> int:
    """The column of the document in which the label of a row ends."""
    first = min((cell.column for cell in line.candidate.cells), default=0)
    ends = [
        token.column + token.width
        for token in line.candidate.line.tokens
        if token.match is not None and token.column < first
    ]
    return max(ends, default=0)


def _have_totals(some: Sequence[_Row]) -> bool:
    """Whether most rows, or groups of columns, have a total."""
    return 2 * sum(map(_has_totals, some)) > len(some)


def _has_totals(row: _Row) -> bool:
    _, fit, sums = row
    return all(rule.is_stated(fit.figures) for rule in sums)


def _lacks_total(figures: Sequence[Figure | None], sums: Sequence[RowSum]) -> bool:
    return any(figures[rule.total] == BLANK for rule in sums)
