"""Settles or doubts rows whose figures, on lines of their own, may belong to the label before or the one after them."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.figures import BLANK
from gongkai.readers.matching.figure_text import SIGNS, collapse_spaces, has_bracketed_note
from gongkai.readers.matching.solve.model import ColumnFit, RowReading
from gongkai.readers.matching.solve.readings import agree
from gongkai.readers.matching.solve.sums.table_sums import sums_over_rows
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows
from gongkai.readers.matching.tokenise import LabelSide


def settle_rows_apart(rows: WorkingRows) -> None:
    """Find out on which side of their labels figures stand, where the lines themselves did not tell.

    The side is the same for all such rows. If every sum over rows holds with one side and none with the other, it is
    proven; else each row keeps what both sides have in common, with the figures of either side as its readings.
    """
    ways = {row: (own, other) for row, own, other in _both_sides(rows)}
    proven = _proven_side(rows, ways)
    for row, both in ways.items():
        line = rows.line_by_row[row]
        if line.fit is None:
            continue
        if proven is not None:
            line.fit = replace(line.fit, figures=both[proven], readings=())
        elif both[0] != both[1]:
            line.fit = replace(agree(both, line.candidate.cells[0].origin, len(both[0])), certain=False)


def _both_sides(rows: WorkingRows) -> Iterator[tuple[int, RowReading, RowReading]]:
    """The rows in question, each with the figures it was given and those on the other side of its label."""
    for row, line in rows.line_by_row.items():
        own = _reading(line.fit) if line.candidate.line.either and line.candidate.line.side else None
        other = _other_side(rows, line) if own is not None else None
        reading = _reading(rows.fit(other, row)) if other is not None else (BLANK,) * len(own or ())
        if own is not None and reading is not None:
            yield row, own, reading


def _other_side(rows: WorkingRows, line: WorkingLine) -> WorkingLine | None:
    """The line with the figures on the other side of a label."""
    place = rows.lines.index(line) + (1 if line.candidate.line.side is LabelSide.BEFORE else -1)
    other = rows.lines[place] if 0 <= place < len(rows.lines) else None
    if other is None or not other.candidate.has_figures:
        return None
    return other if other.candidate.line.either or other.row is None or other.row in rows.by_order else None


def _reading(fit: ColumnFit | None) -> RowReading | None:
    """The figures of a fit; None if it leaves any open."""
    if fit is None or fit.is_open or None in fit.figures:
        return None
    return tuple(figure or BLANK for figure in fit.figures)


def _proven_side(rows: WorkingRows, ways: dict[int, tuple[RowReading, RowReading]]) -> int | None:
    """Which of the two sides the sums over rows prove; None where they prove neither."""
    if len(rows.table.blocks) > 1:
        return None
    fixed = {row: reading for row, line in rows.line_by_row.items() if (reading := _reading(line.fit)) is not None}
    sums = [
        sums_over_rows(rows.form, rows.table, fixed | {row: both[side] for row, both in ways.items()}, frozenset(ways))
        for side in (0, 1)
    ]
    sides = [side for side in (0, 1) if sums[side] and all(sums[side]) and not any(sums[1 - side])]
    return sides[0] if len(sides) == 1 and len(sums[0]) > 1 else None


def doubt_rows_apart(rows: WorkingRows) -> None:
    """Doubt the rows whose figures, on lines of their own, may belong to another label or be a page number.

    If nothing tells on which side of their labels figures stand, those after a label that is also a column head may be
    those of the first row. Figures beside a label may belong to the label above if it has none, and if the figures of
    the row below are in doubt as well.
    """
    _doubt_blanks_beside_notes(rows)
    _doubt_dashes_for_all_columns(rows)
    is_open = any(line.candidate.line.either and line.candidate.line.side for line in rows.line_by_row.values())
    for line in rows.line_by_row.values():
        match = line.candidate.match
        may_be_head = is_open and line.candidate.line.stacked and match is not None and bool(match.of("column"))
        if (line.candidate.line.either or may_be_head) and line.fit is not None:
            line.fit = replace(line.fit, certain=False)
    for above, line, below in zip(rows.lines, rows.lines[1:], rows.lines[2:], strict=False):
        own = line.candidate.line
        is_beside = line.candidate.has_figures and not (own.is_grid or own.is_paired)
        is_between = above.candidate.match is not None and not above.candidate.has_figures
        if is_beside and is_between and below.candidate.line.either and line.fit is not None:
            line.fit = replace(line.fit, certain=False)


def _doubt_blanks_beside_notes(rows: WorkingRows) -> None:
    """Leave the blanks of a row open if one of its figures is followed by a number in brackets.

    Of the lines 208, (5) and —, the bracketed number may be the next cell, not a note on 208; then the dash that was
    taken for that cell belongs to a column of the document's own.
    """
    for line in rows.line_by_row.values():
        texts = [collapse_spaces(cell.text) for cell in line.candidate.cells]
        is_noted = any(text.lstrip(SIGNS)[:1].isdigit() and has_bracketed_note(text) for text in texts)
        is_cut = not (line.candidate.line.is_grid or line.candidate.line.delimited)  # nothing but gaps parts its cells
        if is_cut and is_noted and line.fit is not None and BLANK in line.fit.figures:
            line.fit = replace(line.fit.without_blanks(), certain=False)


def _doubt_dashes_for_all_columns(rows: WorkingRows) -> None:
    """Doubt a row of text with one dash for all of its columns where another row of its part is open.

    That row may lack figures that stand elsewhere; the dash then is one cell of a row that lacks some as well.
    """
    blocks = {row: rows.table.rows[row].block for row in rows.line_by_row}
    is_open = {blocks[row] for row, line in rows.line_by_row.items() if line.fit is not None and line.fit.is_open}
    for row, line in rows.line_by_row.items():
        is_alone = len(line.candidate.cells) == 1 < len(rows.table.columns(row))
        is_cut = not (line.candidate.line.is_grid or line.candidate.line.delimited)
        if is_alone and is_cut and line.candidate.cells[0].is_blank and line.fit is not None and blocks[row] in is_open:
            line.fit = replace(line.fit, certain=False)
