"""Parts a table whose rows are of this year and another one in turn: 行政许可（2024年） above 行政许可（2023年）.

The rows of the other year become a table of their own that is marked as of that year.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.tables_beside import filled_up
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year

_WITH_LABEL = re.compile(
    r"(?P<label>.*\S)\s*[（(]\s*(?P<year>[^（()）]{2,7})\s*[）)]|(?P<before>20\d\d年度?)(?P<behind>.+)"
)
"""A label with its year: ``规章（2024年）``, ``规章（上年）``, ``2024年规章``."""
_HEADS = ("", "年度", "年份", "时间", "期间")
"""What may stand above a column of years."""


def part_rows_of_years(blocks: tuple[NormalisedBlock, ...], year: int | None) -> tuple[NormalisedBlock, ...]:
    """The blocks, each grid with rows of this year and another one in turn as a table of either.

    Args:
        blocks: Of the document.
        year: The reporting year, if known.
    """
    return tuple(
        part for block in blocks for part in (_parts(block, year) if isinstance(block, NormalisedTable) else (block,))
    )


@dataclass(frozen=True, slots=True)
class _RowOfYear:
    """A row that names a year.

    Attributes:
        number: Number of the row.
        is_own: Whether it is the reporting year.
        year: The words that say so.
        place: The column of the cell that holds them.
        label: What else this cell holds.
        words: Its labels.
        has_figures: Whether it has figures as well.
    """

    number: int
    is_own: bool
    year: str
    place: int
    label: str
    words: frozenset[str]
    has_figures: bool


def _parts(table: NormalisedTable, year: int | None) -> Iterator[NormalisedTable]:
    years = [_row_of_year(row, number, year) for number, row in enumerate(table.rows)]
    rows = [item for item in years if item is not None]
    of_none = any(item is None and _has_figures(row) for item, row in zip(years, table.rows, strict=True))
    if of_none or not _are_in_turn(rows):
        yield table
        return
    own = {item.number: item for item in rows if item.is_own}
    other = {item.number: item for item in rows if not item.is_own}
    numbers = [number for number in range(len(table.rows)) if number not in other]
    column_places = {item.place if not item.label else -1 for item in own.values()}
    column = column_places.pop() if len(column_places) == 1 else -1
    yield _with_rows(table, numbers, own, column)
    yield replace(_with_rows(table, [*other], {}, -1), left_out=next(iter(other.values())).year)


def _has_figures(row: NormalisedRow) -> bool:
    return any(looks_like_figures(cell.text) and is_of_year(cell.text, None) is None for cell in row)


def _row_of_year(row: NormalisedRow, number: int, year: int | None) -> _RowOfYear | None:
    """The one year that a row names; None where it names none, or several."""
    years: list[tuple[int, str, str]] = []
    words: set[str] = set()
    for place, cell in enumerate(row):
        text = collapse_spaces(cell.text)
        match = _WITH_LABEL.fullmatch(text)
        own, label = (match["year"] or match["before"], match["label"] or match["behind"]) if match else (text, "")
        if is_of_year(own, year) is not None and cell.owner == (number, place):
            years.append((place, own, label))
        else:
            label = text
        words |= {comparable(label)} if not (is_blank_text(label) or looks_like_figures(label)) else set()
    if len(years) != 1:
        return None
    place, own, label = years[0]
    return _RowOfYear(number, bool(is_of_year(own, year)), own, place, label, frozenset(words), _has_figures(row))


def _are_in_turn(rows: Sequence[_RowOfYear]) -> bool:
    """Whether rows are of this and another year in turn, and the labels of each two are the same.

    Those of the other year may lack them. Where this year's row alone is blank, the years may have been mixed up.
    """
    pairs = [sorted(pair, key=lambda item: not item.is_own) for pair in zip(rows[::2], rows[1::2], strict=False)]
    order = {one.number - other.number for one, other in pairs}
    years = [{comparable(pair[place].year) for pair in pairs} for place in (0, 1)]
    return (
        len(rows) == 2 * len(pairs) > 0
        and order in ({1}, {-1})
        and len(years[0]) == len(years[1]) == 1
        and all(one.is_own and not other.is_own and other.words <= one.words for one, other in pairs)
        and all(one.has_figures or not other.has_figures for one, other in pairs)
    )


def _with_rows(
    table: NormalisedTable, numbers: Sequence[int], own: Mapping[int, _RowOfYear], column: int
) -> NormalisedTable:
    """A table with some of its rows, without the years of those of this year and the heads above a column of these."""
    rows: list[NormalisedRow] = []
    new_numbers = {number: new for new, number in enumerate(numbers)}
    for number in numbers:
        cells: list[NormalisedCell] = []
        for place, cell in enumerate(table.rows[number]):
            year = own[number] if number in own and own[number].place == place else None
            is_head = number not in own and place == column and collapse_spaces(cell.text) in _HEADS
            if is_head or (year is not None and not year.label):
                continue
            is_below = cell.owner[0] not in new_numbers  # the row in which the cell begins is of the other year
            row, first = new_numbers.get(cell.owner[0], len(rows)), max(len(cells) - place + cell.owner[1], 0)
            text = cell.text if year is None else year.label
            begins = cell.begins or (is_below and place == cell.owner[1])
            cells.append(replace(cell, text=text, owner=(row, first), begins=begins))
        rows.append(tuple(cells))
    return replace(table, rows=filled_up(rows, table))
