"""Parts tables that stand side by side in one grid, as on a sheet: two of the form, or this and last year's."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST, _FEWEST_BESIDE = 3, 2
"""Labels in a column with which a table begins, and rows of which the same line holds another one before them."""


_YEAR = re.compile(r"(?:(?P<year>20\d\d)年?|(?P<this>本年|今年|本期)|上一?年|去年|上期)(?:度|数据|数|情况|数量)*")
"""What stands above a table that is one of a year, and is no head of its columns."""


def part_tables(
    blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon, year: int | None
) -> tuple[NormalisedBlock, ...]:
    """The blocks, each grid in as many as tables stand side by side in it.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
        year: The reporting year, if known: a table beside it that is headed by another year is marked as of that one.
    """
    grouped = frozenset(table.id for table in form.tables if table.by_blocks)
    return tuple(
        part
        for block in blocks
        for part in (
            _of_years(tuple(_parts(block, grouped, lexicon)), lexicon, year)
            if isinstance(block, NormalisedTable) and not block.tops
            else (block,)
        )
    )


def _parts(table: NormalisedTable, grouped: frozenset[str], lexicon: Lexicon) -> Iterator[NormalisedTable]:
    between = list(_cuts(table, lexicon)) or _cuts_between_groups(table, grouped, lexicon)
    cuts = [0, *between, len(table.rows[0]) if table.rows else 0]
    if len(cuts) == 2:  # noqa: PLR2004 - both edges
        yield table
        return
    for start, end in itertools.pairwise(cuts):
        rows = [_columns(row, start, end) for row in table.rows]
        while rows and all(is_blank_text(cell.text) for cell in rows[-1]):
            rows.pop()
        if rows:
            yield replace(table, rows=tuple(rows))


def _of_years(parts: Sequence[NormalisedTable], lexicon: Lexicon, year: int | None) -> Iterator[NormalisedTable]:
    """Tables side by side, those of another year marked where there is one of this year."""
    years = [_year_above(part, lexicon, year) if len(parts) > 1 else "" for part in parts]
    for part, other in zip(parts, years, strict=True):
        yield replace(part, other_year=other) if other and not all(years) else part


def _year_above(part: NormalisedTable, lexicon: Lexicon, year: int | None) -> str:
    """The words above the rows of a table that say it is one of another year; empty where there are none."""
    for row in part.rows:
        if _row_labels(row, lexicon) or sum(looks_like_figures(cell.text) for cell in row) >= _FEWEST:
            break
        for cell in row:
            stated = _YEAR.fullmatch(collapse_spaces(fold(cell.text)).replace(" ", ""))
            if stated is not None:
                of_this_year = stated["this"] or (stated["year"] and int(stated["year"]) == year)
                return "" if of_this_year or (stated["year"] and year is None) else collapse_spaces(cell.text)
    return ""


def _cuts(table: NormalisedTable, lexicon: Lexicon) -> Iterator[int]:
    """The columns with which a further table begins: labels of rows behind label and figures of others, figures behind.

    Empty columns between the two go with the first.
    """
    width = len(table.rows[0]) if table.rows else 0
    sorts = [[_sort(cell, lexicon) if _begins(row, number, place) else "" for place, cell in enumerate(row)]
             for number, row in enumerate(table.rows)]  # fmt: skip
    begun = 0
    for place in range(width):
        both = [row for row in sorts if row[place] == "label" and _are_label_and_figure(row[begun:place])]
        labels = sum(row[place] == "label" for row in sorts)
        if len(both) < _FEWEST_BESIDE or labels < _FEWEST or not any("figure" in row[place + 1 :] for row in both):
            continue
        last = max(column for row in both for column in range(begun, place) if row[column] == "figure")
        begun = _beginning(table, sorts, last + 1, place)
        yield begun


def _sort(cell: NormalisedCell, lexicon: Lexicon) -> str:
    if looks_like_figures(cell.text):
        return "figure"
    return "label" if _row_labels((cell,), lexicon) else ""


def _are_label_and_figure(sorts: Sequence[str]) -> bool:
    return "label" in sorts and "figure" in sorts[sorts.index("label") :]


def _beginning(table: NormalisedTable, sorts: Sequence[Sequence[str]], first: int, labels: int) -> int:
    """The column with which a table begins: behind an empty one, else the first before its labels without a figure."""
    empty = [place for place in range(first, labels) if not _is_written(table, place)]
    if empty:
        return empty[-1] + 1
    while labels > first and not any(row[labels - 1] == "figure" for row in sorts):
        labels -= 1
    return labels


def _cuts_between_groups(table: NormalisedTable, grouped: frozenset[str], lexicon: Lexicon) -> list[int]:
    """The columns with which a table in groups of columns begins again, as the head of its first group shows."""
    for number, row in enumerate(table.rows):
        named: list[tuple[str, int]] = []
        for place, cell in enumerate(row):
            match = lexicon.look_up(cell.text) if _begins(row, number, place) and not is_blank_text(cell.text) else None
            for meaning in match.of("heads")[:1] if match is not None else ():
                if meaning.table in grouped and (not named or named[-1][0] != meaning.name):
                    named.append((meaning.name, place))
        cuts = [place for name, place in named[1:] if name == named[0][0]]
        if cuts:
            return cuts
    return []


def _begins(row: tuple[NormalisedCell, ...], number: int, place: int) -> bool:
    return row[place].owner == (number, place)


def _is_written(table: NormalisedTable, place: int) -> bool:
    return any(not is_blank_text(row[place].text) for row in table.rows)


def _row_labels(cells: Sequence[NormalisedCell], lexicon: Lexicon) -> int:
    """How many rows of the form cells are the labels of, heads aside."""
    names: set[tuple[str, str]] = set()
    for cell in cells:
        if is_blank_text(cell.text) or looks_like_figures(cell.text):
            continue
        match = lexicon.look_up(cell.text)
        if match is not None and not match.partial and not match.of("column"):
            names |= {(meaning.table, meaning.name) for meaning in match.of("row")}
    return len(names)


def _columns(row: tuple[NormalisedCell, ...], start: int, end: int) -> tuple[NormalisedCell, ...]:
    """Some columns of a row as a row; a cell that reaches into them begins with them."""
    return tuple(
        replace(
            cell,
            owner=(cell.owner[0], max(cell.owner[1] - start, 0)),
            begins=cell.begins or (place == 0 and cell.owner[1] < start),
        )
        for place, cell in enumerate(row[start:end])
    )
