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
from gongkai.readers.matching.tokenise.arrangement.long.columns_aside import without_columns_aside
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


def widen(
    blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon, year: int | None
) -> tuple[NormalisedBlock, ...]:
    """The blocks, each long table among them as one with a row for each row of the form.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
        year: The reporting year, if known.
    """
    tables = [table for table in form.tables if not table.by_blocks]
    return tuple(
        part
        for block in blocks
        for part in (_parts(block, tables, lexicon, year) if isinstance(block, NormalisedTable) else (block,))
    )


def _parts(
    table: NormalisedTable, tables: Sequence[Table], lexicon: Lexicon, year: int | None
) -> Sequence[NormalisedTable]:
    """The parts of a table, without its columns that name neither rows nor columns where it is a long one."""
    main, *aside = without_columns_aside(table, lexicon, year) or [table]
    parts = list(_widened(main, tables, lexicon))
    if main is not table and parts == [main]:
        return [table]
    return [*parts, *aside]


def _widened(table: NormalisedTable, tables: Sequence[Table], lexicon: Lexicon) -> Iterator[NormalisedTable]:
    """The parts of a table: its long parts widened, those of other tables of the form too, all others unchanged."""
    by_table = [(list(_long_lines(table, of, lexicon)), of) for of in tables]
    longest, of_longest = max(by_table, key=lambda pair: len(pair[0]), default=([], None))
    others = [of for of in tables if of is not of_longest] if longest else []
    start = 0
    for first, last, lines in _runs(longest):
        rows = _rows(lines)
        if rows is None:
            continue
        if first > start:
            yield from _widened(_rows_of(table, start, first), others, lexicon)
        yield replace(table, rows=filled_up(rows, table))
        start = last + 1
    if start < len(table.rows):
        yield from _widened(_rows_of(table, start, len(table.rows)), others, lexicon) if start else (table,)


def _long_lines(table: NormalisedTable, of: Table, lexicon: Lexicon) -> Iterator[tuple[int, _LongLine]]:
    """The lines of a table that name a column of the form's and have one figure after it, by their numbers."""
    label_places = [
        {place: columns for place, cell in enumerate(row) if cell.begins and (columns := _columns(cell, of, lexicon))}
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
            columns = label_places[number][name]
            own = _blocks(labels, of, lexicon) if len(columns) > 1 else ()
            column = next((column for column in columns if column[0] in own), columns[0])
            yield number, _LongLine(labels, cells, row[name], row[figure], *column)


def _columns(cell: NormalisedCell, of: Table, lexicon: Lexicon) -> Sequence[tuple[int, int]]:
    """Block and position of each column that a cell is the label of."""
    if is_blank_text(cell.text) or looks_like_figures(cell.text):
        return ()
    match = lexicon.look_up(cell.text)
    meanings = match.of("column", table=of.id) if match is not None and not match.partial else ()
    return [(meaning.block, meaning.column) for meaning in meanings]


def _blocks(labels: RowLabels, of: Table, lexicon: Lexicon) -> set[int]:
    """The blocks that have the row that labels are of."""
    matches = (lexicon.look_up(label) for label in labels if label)
    return {of.rows[meaning.row].block for match in matches if match for meaning in match.of("row", table=of.id)}


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


def _rows_of(table: NormalisedTable, start: int, end: int) -> NormalisedTable:
    """A table of some rows of another one, renumbered from the first of them."""
    rows = tuple(
        tuple(replace(cell, owner=(cell.owner[0] - start, cell.owner[1])) for cell in row)
        for row in table.rows[start:end]
    )
    return replace(table, rows=rows)
