"""Parts a table that has last year's figures beside this year's under its heads: 2022年 | 2023年 below 制发件数.

What is under the other year becomes a table of its own that is marked as of that year. A row has as many figures as the
form has columns where the cells of one year are blank, so that nothing but these heads tells whose they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year
from gongkai.readers.matching.tokenise.lexicon import Lexicon


def part_years(blocks: tuple[NormalisedBlock, ...], lexicon: Lexicon, year: int | None) -> tuple[NormalisedBlock, ...]:
    """The blocks, each grid with columns of this year and another one as a table of either.

    Args:
        blocks: Of the document.
        lexicon: The labels of its form.
        year: The reporting year, if known.
    """
    return tuple(
        part
        for block in blocks
        for part in (_parts(block, lexicon, year) if isinstance(block, NormalisedTable) else (block,))
    )


@dataclass(frozen=True, slots=True)
class _Years:
    """A row of a table that names years.

    Attributes:
        row: Its number.
        own: Columns under the reporting year.
        others: Columns under another one.
        text: Words of the first cell that names another one.
    """

    row: int
    own: frozenset[int]
    others: frozenset[int]
    text: str


def _parts(table: NormalisedTable, lexicon: Lexicon, year: int | None) -> Iterator[NormalisedTable]:
    heads = [
        years
        for number, row in enumerate(table.rows)
        if (years := _years_of(row, number, year)) is not None and _are_of_columns(years, table, lexicon)
    ]
    if not heads:
        yield table
        return
    end = _end(table, heads[0].row + 1, lexicon)
    part = replace(table, rows=table.rows[:end])
    by_row = _heads_of_rows(part, [years for years in heads if years.row < end], lexicon)
    yield _columns(part, by_row, lambda years, column: column not in years.others)
    other = _columns(part, by_row, lambda years, column: column not in years.own)
    yield replace(other, left_out=heads[0].text)
    if end < len(table.rows):
        yield from _parts(replace(table, rows=tuple(_raised(row, end) for row in table.rows[end:])), lexicon, year)


def _end(table: NormalisedTable, begin: int, lexicon: Lexicon) -> int:
    """The row below years and figures with which another table of the form begins: they are not its heads."""
    names = set[str]()
    figures = False
    for number, row in enumerate(table.rows):
        matches = [lexicon.look_up(cell.text) for cell in row if cell.text and not is_blank_text(cell.text)]
        meanings = [match.of("row", "column", "heads") for match in matches if match is not None and not match.partial]
        tables = [{meaning.table for meaning in of_cell} for of_cell in meanings if of_cell]
        if figures and number > begin and tables and _is_head(row, lexicon) and not any(names & one for one in tables):
            return number
        names.update(*(one for one in tables if len(one) == 1))
        figures = figures or (number >= begin and any(looks_like_figures(cell.text) for cell in row))
    return len(table.rows)


def _raised(row: NormalisedRow, rows: int) -> NormalisedRow:
    """A row of a table that begins so many rows further down."""
    return tuple(replace(cell, owner=(max(cell.owner[0] - rows, 0), cell.owner[1])) for cell in row)


def _years_of(row: NormalisedRow, number: int, year: int | None) -> _Years | None:
    """The years that a row names; None for a row that names not both this one and another, or holds figures."""
    own, others, text = set[int](), set[int](), ""
    for column, cell in enumerate(row):
        if cell.owner[0] != number:
            continue
        is_own = is_of_year(cell.text, year)
        if is_own is None:
            if looks_like_figures(cell.text):
                return None
        elif is_own:
            own.add(column)
        else:
            others.add(column)
            text = text or collapse_spaces(cell.text)
    return _Years(number, frozenset(own), frozenset(others), text) if own and others else None


def _are_of_columns(years: _Years, table: NormalisedTable, lexicon: Lexicon) -> bool:
    """Whether years are heads of columns, and do not stand above two tables that are side by side.

    No other heads are below them then, or each column has one of them above it.
    """
    below = years.row + 1
    year_columns = years.own | years.others
    if below < len(table.rows) and not _is_head(table.rows[below], lexicon):
        return True
    return len(years.own) == len(years.others) and year_columns == set(range(min(year_columns), len(table.rows[0])))


def _heads_of_rows(table: NormalisedTable, heads: Sequence[_Years], lexicon: Lexicon) -> Mapping[int, _Years]:
    """By row the years that hold for it: those above it, and for the heads right above a row of years this one."""
    by_row: dict[int, _Years] = {}
    of_years = {years.row for years in heads}
    for years in heads:
        begin = years.row
        while begin > 0 and begin - 1 not in of_years and _is_head(table.rows[begin - 1], lexicon):
            begin -= 1
        by_row.update(dict.fromkeys(range(begin, len(table.rows)), years))
    return by_row


def _is_head(row: NormalisedRow, lexicon: Lexicon) -> bool:
    """Whether a row has neither figures nor the label of a row of the form."""
    matches = (lexicon.look_up(cell.text) for cell in row if cell.text and not is_blank_text(cell.text))
    return not any(looks_like_figures(cell.text) for cell in row) and not any(
        match is not None and not match.partial and match.of("row") and not match.of("column") for match in matches
    )


def _columns(
    table: NormalisedTable, by_row: Mapping[int, _Years], is_kept: Callable[[_Years, int], bool]
) -> NormalisedTable:
    """A table with some of its columns; rows of fewer columns are filled up, empty places at the end left out."""
    columns_by_row = [
        [column for column in range(len(row)) if number not in by_row or is_kept(by_row[number], column)]
        for number, row in enumerate(table.rows)
    ]
    rows = [
        [_moved(row[column], columns_by_row, table) for column in columns]
        for row, columns in zip(table.rows, columns_by_row, strict=True)
    ]
    widths = [
        1 + max((place for place, cell in enumerate(row) if not is_blank_text(cell.text)), default=0) for row in rows
    ]
    label_widths = [
        1 + max(place for place, column in enumerate(columns) if column in by_row[number].own | by_row[number].others)
        for number, columns in enumerate(columns_by_row)
        if number in by_row
    ]
    width = max(*widths, *label_widths)
    empty = NormalisedCell("", table.origin, (0, 0), padded=True)
    return replace(
        table,
        rows=tuple(
            (*row[:width], *(replace(empty, owner=(number, place)) for place in range(len(row), width)))
            for number, row in enumerate(rows)
        ),
    )


def _moved(cell: NormalisedCell, columns_by_row: Sequence[Sequence[int]], table: NormalisedTable) -> NormalisedCell:
    """A cell whose owner is counted among the columns that are kept in the row where it begins."""
    row, column = cell.owner
    place = sum(other < column for other in columns_by_row[row])
    last = max(len(columns_by_row[row]) - 1, 0)
    begins = cell.begins or (column not in columns_by_row[row] and table.rows[row][column].begins)
    return replace(cell, owner=(row, min(place, last)), begins=begins)
