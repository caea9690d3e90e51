"""Tells which cells belong to which of several tables side by side, in rows with fewer cells than others.

Text between tabs or bars knows no spans: ``2023年`` and ``2022年`` above two tables stand in its first two cells.
"""

from collections.abc import Sequence

from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.normalise import NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year


def edges_of_heads(row: NormalisedRow, count: int, year: int | None) -> list[int] | None:
    """Where the heads of each table begin, and where the last ones end; None where the row does not tell.

    It does if it names a year for each table, or the same heads for each of them.

    Args:
        row: A row that lacks cells.
        count: How many tables stand side by side.
        year: The reporting year, if known.
    """
    if not row or not row[-1].padded:
        return None
    places = [place for place, cell in enumerate(row) if not is_blank_text(cell.text)]
    texts = [comparable(row[place].text) for place in places]
    if any(map(looks_like_figures, texts)) or not places or len(places) % count:
        return None
    own = len(places) // count
    are_same = all(texts[start : start + own] == texts[:own] for start in range(0, len(texts), own))
    return [0, *places[own::own], len(row)] if are_same or _names_years(texts, count, year) else None


def _names_years(texts: Sequence[str], count: int, year: int | None) -> bool:
    return len(texts) == count and all(is_of_year(text, year) is not None for text in texts)


def move_texts_between(
    table: NormalisedTable, sorts: Sequence[Sequence[str]], edges: Sequence[list[int]], part: int
) -> None:
    """Let a text that stands before the labels of a table in most rows do so in a row that lacks a cell before it.

    It is no cell of the table before: that one has one less then, and no figure of it is where it stands.

    Args:
        table: The grid.
        sorts: What the cells of each row are.
        edges: Where the tables of each row begin and end; those of such rows are moved.
        part: The number of the table with the labels, from 1.
    """
    starts = [places[part] for places in edges]
    are_texts = [
        start < len(row) and row[start].owner == (number, start) and _is_text(row[start].text, of_row[start])
        for number, (row, of_row, start) in enumerate(zip(table.rows, sorts, starts, strict=True))
    ]
    if sum(are_texts) * 2 <= len(are_texts):
        return
    for row, of_row, start, places in zip(table.rows, sorts, starts, edges, strict=True):
        if start < len(of_row) and of_row[start] == "label":
            places[part] -= _is_text(row[start - 1].text, of_row[start - 1])


def _is_text(text: str, sort: str) -> bool:
    """Whether a cell holds something that is neither a label nor a figure."""
    return not sort and not is_blank_text(text)
