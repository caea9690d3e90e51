"""Finds tables most of whose rows are doubtful, for a reason that may hold for the other rows too."""

from collections.abc import Iterator

from gongkai.readers.matching.solve.sums.row_sums import row_sums
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_SHARE_WRONG = 0.8
"""Share of a table's rows above which sums fail because of the columns that were chosen, not of the figures."""
_MOST_COUNTS = 2
"""Figures other than 0 in a row with a single count: the count and its total."""


def rows_among_doubtful(rows: WorkingRows) -> Iterator[WorkingLine]:
    """Rows of tables in which most rows are doubted because of a figure too many or a sum that fails.

    The heads of such a table may lack a column, of which a row that is blank there shows no sign. Or a blank column was
    taken for one of the form's and the others are displaced: a row with a single count adds up all the same.

    Args:
        rows: The rows at work.
    """
    for own in _tables(rows):
        doubted = [line for line in own if line.fit is not None and not line.fit.certain]
        if 2 * sum(bool(line.fit and line.fit.extra) for line in doubted) > len(own) > 1:
            yield from own
        elif sum(_is_wrong(rows, line) for line in doubted) > _SHARE_WRONG * len(own):
            yield from (line for line in own if _has_one_count(line) or _is_wrong(rows, line))


def _tables(rows: WorkingRows) -> list[list[WorkingLine]]:
    """The rows with figures of each table; a table without heads, as on the next page, continues the one before."""
    tables: list[list[WorkingLine]] = []
    last = -1
    by_place = sorted(rows.line_by_row.values(), key=rows.lines.index)
    for line in by_place:
        if line.fit is None or not line.candidate.has_figures:
            continue
        number = line.candidate.line.table
        if last < 0 or (number != last and (line.candidate.heads or not (number and last))):
            tables.append([])
        tables[-1].append(line)
        last = number
    return tables


def _is_wrong(rows: WorkingRows, line: WorkingLine) -> bool:
    """Whether a sum of a row is stated and does not hold."""
    if line.fit is None or line.row is None:
        return False
    sums = row_sums(rows.form, rows.table, line.row, rows.year)
    return any(rule.is_stated(line.fit.figures) and not rule.holds(line.fit.figures) for rule in sums)


def _has_one_count(line: WorkingLine) -> bool:
    """Whether all parts of a row but one are 0, so that the row adds up wherever the count stands."""
    figures = line.fit.figures if line.fit is not None else ()
    return sum(figure is None or bool(figure.value) for figure in figures) <= _MOST_COUNTS
