"""Sets lines without a label of their own into rows by their place among the others.

Only where that is the one possibility: between two rows that are certain, as many lines as rows are free, and every
line fits its row.
"""

import difflib
from collections.abc import Sequence
from itertools import groupby

from gongkai.readers.matching.figure_text import looks_like_figures
from gongkai.readers.matching.label_text import fold, letters_and_digits, split_numbering
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_SIMILAR = 0.5
"""Share of a row's label that unknown words must have in common with it."""


def fill_gaps(rows: WorkingRows) -> None:
    """Set the lines between certain rows into the rows between; what finds no row is unplaced."""
    for _ in range(2):  # a gap that is filled may make another one certain
        own = [line for line in rows.lines if not line.candidate.is_foreign]
        considered = [line for line in own if line.row is None or _is_certain(rows, line)]
        for has_row, run in groupby(considered, key=lambda line: line.row is not None):
            waiting = [line for line in run if line.candidate.has_figures]
            if not has_row and waiting:
                _fill_gap(rows, waiting)
    rows.unplaced.extend(line for line in rows.lines if line.row is None and line.candidate.has_figures)


def _is_certain(rows: WorkingRows, line: WorkingLine) -> bool:
    return line.row is not None and rows.line_by_row.get(line.row) is line


def _fill_gap(rows: WorkingRows, waiting: list[WorkingLine]) -> None:
    first, last = rows.lines.index(waiting[0]), rows.lines.index(waiting[-1])
    above = [line.row for line in rows.lines[:first] if line.row is not None and _is_certain(rows, line)]
    below = [line.row for line in rows.lines[last:] if line.row is not None and _is_certain(rows, line)]
    end = below[0] if below else len(rows.table.rows)
    free = [row for row in range(max(above, default=-1) + 1, end) if row not in rows.line_by_row]
    if len(waiting) != len(free):
        free = [row for row in free if row in rows.labels or any(row in line.possible_rows for line in waiting)]
    if len(waiting) != len(free):
        waiting = [line for line in waiting if line.possible_rows or any(_may_be_row(rows, line, row) for row in free)]
    if len(waiting) != len(free):
        return
    pairs = list(zip(waiting, free, strict=True))
    if not all(_may_be_row(rows, line, row) for line, row in pairs):
        return
    for line, row in pairs:
        line.fit = rows.fit(line, row)
        line.row = row
        rows.line_by_row[row] = line
        rows.by_order[row] = bool(line.candidate.unknown_words)


def _may_be_row(rows: WorkingRows, line: WorkingLine, row: int) -> bool:
    """Whether a line's figures fit a row and its words, if any, resemble the row's label."""
    fit = rows.fit(line, row)
    if fit is None or (line.possible_rows and row not in line.possible_rows and not line.candidate.group):
        return False
    too_few = line.figure_count < len(rows.table.columns(row))
    if too_few and not fit.readings and any(figure is None for figure in fit.figures):
        return False
    words = line.candidate.unknown_words
    return not words or _are_similar(words, rows.table.rows[row].name.label)


def _are_similar(words: str, label: str) -> bool:
    one, other = (letters_and_digits(split_numbering(fold(text))[1]) for text in (words, label))
    return difflib.SequenceMatcher(None, one, other).ratio() >= _SIMILAR


def is_near_unplaced(lines: Sequence[WorkingLine], line: WorkingLine, unplaced: Sequence[WorkingLine]) -> bool:
    """Whether figures without a row are next to a line: they may be that line's, and its own those of another row.

    A line with words of its own is a row of the office's, and takes nothing from a row that has figures. The title of a
    part of the table is none: figures behind it have lost their rows.
    """
    place = lines.index(line)
    return any(
        other.candidate.has_figures
        and not (
            line.candidate.has_figures
            and (other.row is not None or (has_own_words(other) and not _has_title_alone(other)))
        )
        for other in lines[max(place - 1, 0) : place + 2]
        if other in unplaced
    )


def _has_title_alone(line: WorkingLine) -> bool:
    """Whether a line of text has the title of a part of the table, and no other words."""
    words = [token for token in line.candidate.line.tokens if token.match or token.is_unknown]
    is_title = [token.match is not None and bool(token.match.of("title")) for token in words]
    return bool(is_title) and all(is_title) and not line.candidate.line.is_grid


def is_beside_two_rows_in_one(lines: Sequence[WorkingLine], line: WorkingLine) -> bool:
    """Whether cells of a line above or below hold two figures each: those of a second row may be this line's."""
    place = lines.index(line)
    beside = (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2])
    return any(sum(_holds_two(cell.text) for cell in other.candidate.cells) > 1 for other in beside)


def _holds_two(text: str) -> bool:
    parts = text.split()
    return len(parts) > 1 and all(map(looks_like_figures, parts))


def has_own_words(line: WorkingLine) -> bool:
    """Whether words other than those of a cell that spans down from above stand in a line."""
    return any(token.is_unknown or token.match for token in line.candidate.line.tokens if not token.covered)
