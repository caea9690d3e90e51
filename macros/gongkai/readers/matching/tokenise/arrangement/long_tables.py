"""Widens long tables, in which every figure has a line of its own, with the names of its row and of its column.

A line such as 规章 | 本年废止件数 | 3 says both. The rows of the form are put together from such lines.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.tables_beside import filled_up
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST = 3
"""The fewest lines of a long table; some rows of the form have one column, and are a line in any table."""
_MOSTLY = 0.8
"""The least share of the rows of a long table that have a line for each of their columns."""

RowLabels = tuple[str, ...]
"""What a line says but for its column and its figure: the label of its row, and those of the groups around it."""


@dataclass(frozen=True, slots=True)
class _LongLine:
    """A line of a long table.

    Attributes:
        labels: Its labels.
        cells: The cells that they are in.
        column: Its column's label.
        figure: Its figure, or a blank.
        block: Number of the block of the form's table that has such a column.
        place: Position of that column in the block.
    """

    labels: RowLabels
    cells: NormalisedRow
    column: NormalisedCell
    figure: NormalisedCell
    block: int
    place: int


def widen(blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks, each long table among them as one with a row for each row of the form.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    tables = [table for table in form.tables if not table.by_blocks]
    return tuple(
        part
        for block in blocks
        for part in (_widened(block, tables, lexicon) if isinstance(block, NormalisedTable) else (block,))
    )


def _widened(table: NormalisedTable, tables: Sequence[Table], lexicon: Lexicon) -> Iterator[NormalisedTable]:
    """The parts of a table: its long parts widened, the parts between them unchanged."""
    longest = max((list(_long_lines(table, of, lexicon)) for of in tables), key=len, default=[])
    start = 0
    for first, last, lines in _runs(longest):
        rows = _rows(lines)
        if rows is None:
            continue
        if first > start:
            yield replace(table, rows=_moved_up(table.rows[start:first], start))
        yield replace(table, rows=filled_up(rows, table))
        start = last + 1
    if start < len(table.rows):
        yield replace(table, rows=_moved_up(table.rows[start:], start)) if start else table


def _long_lines(table: NormalisedTable, of: Table, lexicon: Lexicon) -> Iterator[tuple[int, _LongLine]]:
    """The lines of a table that name a column of the form's and have one figure after it, by their numbers."""
    label_places = [
        {place: column for place, cell in enumerate(row) if cell.begins and (column := _column(cell, of, lexicon))}
        for row in table.rows
    ]
    counts = Counter(place for places in label_places for place in places)
    if not counts or counts.most_common(1)[0][1] < _FEWEST:
        return
    name = counts.most_common(1)[0][0]
    above: NormalisedRow = ()
    for number, row in enumerate(table.rows):
        figures = [place for place, cell in enumerate(row) if cell.begins and looks_like_figures(cell.text)]
        figure = figures[0] if figures else name + 1
        behind = row[figure + 1 :]
        if (
            name not in label_places[number]
            or len(figures) > 1
            or not name < figure < len(row)
            or any(map(_has_words, behind))
        ):
            above = ()
            continue
        above = cells = _filled_down((*row[:name], *row[name + 1 : figure]), above)
        labels = tuple(collapse_spaces(cell.text) for cell in cells)
        if any(labels):
            yield number, _LongLine(labels, cells, row[name], row[figure], *label_places[number][name])


def _column(cell: NormalisedCell, of: Table, lexicon: Lexicon) -> tuple[int, int] | None:
    """Block and position of the column that a cell is the label of."""
    if is_blank_text(cell.text) or looks_like_figures(cell.text):
        return None
    match = lexicon.look_up(cell.text)
    meanings = match.of("column", table=of.id) if match is not None and not match.partial else ()
    return (meanings[0].block, meanings[0].column) if meanings else None


def _has_words(cell: NormalisedCell) -> bool:
    return cell.begins and not is_blank_text(cell.text)


def _filled_down(cells: NormalisedRow, above: NormalisedRow) -> NormalisedRow:
    """Labels with those of the line above in place of blanks at their beginning: merged cells whose spans are lost."""
    if len(cells) != len(above):
        return cells
    blanks = len(list(itertools.takewhile(lambda cell: is_blank_text(cell.text), cells)))
    return (*above[:blanks], *cells[blanks:])


def _runs(lines: Sequence[tuple[int, _LongLine]]) -> Iterator[tuple[int, int, list[_LongLine]]]:
    """Lines that follow each other: the numbers of the first and the last one, and they."""
    for _, group in itertools.groupby(enumerate(lines), lambda pair: pair[1][0] - pair[0]):
        run = [line for _, line in group]
        if len(run) >= _FEWEST:
            yield run[0][0], run[-1][0], [line for _, line in run]


def _rows(lines: Sequence[_LongLine]) -> tuple[NormalisedRow, ...] | None:
    """The rows, under heads, that long lines make together; None if they are not a long table.

    No row may have a column twice, and nearly all rows must have every column that any row of the same block has. A few
    may lack the line of a column, where cells were merged or a line was lost: a later stage reports the missing cell.
    """
    rows: dict[RowLabels, dict[int, _LongLine]] = {}
    for line in lines:
        own = rows.setdefault(line.labels, {})
        if line.place in own or any(other.block != line.block for other in own.values()):
            return None
        own[line.place] = line
    columns: dict[int, set[int]] = {}
    for own in rows.values():
        columns.setdefault(next(iter(own.values())).block, set()).update(own)
    complete = sum(own.keys() == columns[_block(own)] for own in rows.values())
    if len(rows) == len(lines) or complete < _MOSTLY * len(rows):
        return None
    return _under_heads(list(rows.values()))


def _block(row: dict[int, _LongLine]) -> int:
    return next(iter(row.values())).block


def _under_heads(rows: Sequence[dict[int, _LongLine]]) -> tuple[NormalisedRow, ...]:
    width = max(map(len, rows))
    cells: list[list[NormalisedCell]] = []
    for _, group in itertools.groupby(rows, _block):
        for number, row in enumerate(group):
            lines = [row[place] for place in sorted(row)]
            corner = [replace(cell, text="") for cell in lines[0].cells]
            fill = [replace(lines[0].figure, text="", padded=True)] * (width - len(lines))
            if not number:
                cells.append([*corner, *(line.column for line in lines), *fill])
            cells.append([*lines[0].cells, *(line.figure for line in lines), *fill])
    return tuple(
        tuple(replace(cell, owner=(row, place), begins=True) for place, cell in enumerate(line))
        for row, line in enumerate(cells)
    )


def _moved_up(rows: Sequence[NormalisedRow], by: int) -> tuple[NormalisedRow, ...]:
    """Rows renumbered for a table that begins with the first of them."""
    return tuple(tuple(replace(cell, owner=(cell.owner[0] - by, cell.owner[1])) for cell in row) for row in rows)
