"""Takes the lines whose label names a row; of two lines for one row, the better one, or what both agree on."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from gongkai.figures import BLANK
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows


def take_labelled(rows: WorkingRows) -> None:
    """Fit every line with a row into it; a doubtful label yields to a plain one of the same row."""
    plain = {line.row for line in rows.lines if line.candidate.cells and not line.candidate.tentative}
    bare: list[WorkingLine] = []
    for line in rows.lines:
        if line.row is None:
            continue
        if line.candidate.tentative and line.row in plain:
            line.possible_rows, line.row = frozenset(), None
            continue
        if not line.candidate.cells:
            rows.labels.setdefault(line.row, line.candidate.line.origin)
            bare.append(line)
            if any(token.padded for token in line.candidate.line.tokens):
                rows.bare_labels.add(line.row)
            continue
        line.fit = rows.fit(line, line.row)
        if line.fit is not None:
            _take(rows, line, line.row, line.fit)
        elif any(not cell.is_blank for cell in line.candidate.cells):
            rows.labels.setdefault(line.row, line.candidate.line.origin)
            rows.unplaced.append(line)
    _doubt_rows_bare_once(rows, bare)


def _doubt_rows_bare_once(rows: WorkingRows, bare: Sequence[WorkingLine]) -> None:
    """Doubt the rows that are stated once more without any cell: there the row may be blank.

    In text it is the line right before the row that says so: a label alone may be written for other reasons elsewhere.
    """
    for line in bare:
        taken = rows.taken.get(line.row) if line.row is not None else None
        if taken is None or taken.fit is None or not taken.candidate.has_figures:
            continue
        table = line.candidate.line.table
        is_next = rows.lines.index(taken) == rows.lines.index(line) + 1
        if taken.candidate.line.table == table and (is_next or (table and line.row in rows.bare_labels)):
            taken.fit = replace(taken.fit, certain=False)


def doubt_rows_named_again(rows: WorkingRows) -> None:
    """Doubt the rows that a line without a row names as well: its words may be in place of a figure of that row."""
    for line in rows.lines:
        taken = rows.taken.get(line.candidate.named_row) if line.candidate.named_row is not None else None
        if line.row is None and taken is not None and taken.fit is not None:
            taken.fit = replace(taken.fit, certain=False)


def doubt_rows_cut_by_page(rows: WorkingRows) -> None:
    """Doubt a row at the foot of a page if the next page begins with a line of no row with figures in its blanks alone.

    Such a line may be the rest of the row: a cell is often printed on the page where the middle of it comes to stand.
    """
    for above, below in itertools.pairwise(rows.lines):
        if below.row is not None or above.fit is None or above.row is None or rows.taken.get(above.row) is not above:
            continue
        other_page = above.candidate.line.table != below.candidate.line.table
        if other_page and _is_in_blanks(below, above):
            above.fit = replace(above.fit, certain=False)


def _is_in_blanks(rest: WorkingLine, line: WorkingLine) -> bool:
    """Whether all figures of a line are where another one has blanks; columns are counted from the right."""
    pairs = list(zip(reversed(rest.candidate.cells), reversed(line.candidate.cells), strict=False))
    filled = [other for cell, other in pairs if cell.is_figure]
    return len(filled) == rest.figure_count > 0 and all(other.is_blank for other in filled)


def _take(rows: WorkingRows, line: WorkingLine, row: int, fit: ColumnFit) -> None:
    before = rows.taken.get(row)
    if before is None or before.fit is None:
        rows.taken[row] = line
        return
    if not line.candidate.has_figures:
        return
    if not before.candidate.has_figures:
        rows.taken[row] = line
        line.fit = replace(fit, certain=False)  # blank the first time it is stated
        return
    one_table = 0 < line.candidate.line.table == before.candidate.line.table
    if one_table and rows.lines.index(line) == rows.lines.index(before) + 1:
        rows.twice_in_place += before.fit.lacking is fit.lacking
    same = fit.figures == before.fit.figures and fit.readings == before.fit.readings
    if same and not fit.is_open:
        rows.repeated.append((line.candidate.line, row))
        return
    if before.fit.lacking is not fit.lacking:  # such as a row of a table of the office's own that is called the same
        rows.taken[row] = line if before.fit.lacking else before
        rows.yielded += 1
        rows.unplaced.append(before if before.fit.lacking else line)
        return
    before.fit = _what_both_say(before.fit, fit)
    if fit.is_open:
        rows.unplaced.append(line)  # its digits are in no reading as they stand in the document


def _what_both_say(one: ColumnFit, other: ColumnFit) -> ColumnFit:
    """One row stated twice with different figures: both are readings, and only equal figures are kept.

    No sum chooses between them: each may be the row of a table that adds up, of another year or another office.
    """
    figures = tuple(
        first if first == second else None for first, second in zip(one.figures, other.figures, strict=True)
    )
    readings = [
        reading
        for fit in (one, other)
        for reading in (fit.readings if fit.is_open else (tuple(figure or BLANK for figure in fit.figures),))
    ]
    return replace(one, figures=figures, readings=tuple(dict.fromkeys(readings)), split=True, contradicted=True)
