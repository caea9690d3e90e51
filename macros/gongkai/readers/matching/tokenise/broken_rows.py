"""Rejoins rows of a grid that were split because a label had two paragraphs, as when a Word table is pasted into Excel.

Each paragraph becomes a row then, and the figures are in one of the two, or in cells that span both. Rows are joined if
the halves of a label make a label of the form which the second half alone is not, and only one row has figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon


def join_broken_rows(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document, with split rows of its grids rejoined; lines of print are joined elsewhere.

    Args:
        blocks: The blocks of the document.
        lexicon: The labels of its form.
    """
    return tuple(
        _join(block, lexicon) if isinstance(block, NormalisedTable) and not block.tops else block for block in blocks
    )


def _join(table: NormalisedTable, lexicon: Lexicon) -> NormalisedTable:
    rows: list[NormalisedRow] = []
    places: dict[int, int] = {}  # by number of a row, the number of the joined row it becomes part of
    firsts: list[int] = []
    for number, row in enumerate(table.rows):
        joined = _joined(rows[-1], firsts[-1], row, number, lexicon) if rows else None
        if joined is not None:
            rows[-1] = joined
        else:
            rows.append(row)
            firsts.append(number)
        places[number] = len(rows) - 1
    if len(rows) == len(table.rows):
        return table
    return replace(table, rows=tuple(tuple(_moved(cell, places) for cell in row) for row in rows))


def _moved(cell: NormalisedCell, places: Mapping[int, int]) -> NormalisedCell:
    return replace(cell, owner=(places[cell.owner[0]], cell.owner[1]))


def _joined(
    above: NormalisedRow, first: int, below: NormalisedRow, number: int, lexicon: Lexicon
) -> NormalisedRow | None:
    """Two rows as one; None if the second does not continue the first.

    Args:
        above: The first row, perhaps already joined from several.
        first: Its number.
        below: The second row.
        number: Its number.
        lexicon: The labels of the form.
    """
    rest = [
        (place, cell)
        for place, cell in enumerate(below)
        if cell.owner == (number, place) and not is_blank_text(cell.text)
    ]
    words = [(place, cell.text) for place, cell in rest if not looks_like_figures(cell.text)]
    has_figures = len(words) < len(rest)
    if not words or (has_figures and any(looks_like_figures(cell.text) for cell in above)):
        return None
    if not all(_is_half(above[place], first, place, text, lexicon) for place, text in words):
        return None
    if any(not is_blank_text(above[place].text) for place, cell in rest if looks_like_figures(cell.text)):
        return None
    own = dict(rest)
    return tuple(_with_rest(cell, own.get(place)) for place, cell in enumerate(above))


def _is_half(cell: NormalisedCell, first: int, place: int, text: str, lexicon: Lexicon) -> bool:
    """Whether a text completes a cell of the row above: together they are a label, and the text alone is none."""
    if cell.owner != (first, place) or is_blank_text(cell.text) or looks_like_figures(cell.text):
        return False
    return _is_label(f"{cell.text}{text}", lexicon) and not _is_label(text, lexicon)


def _is_label(text: str, lexicon: Lexicon) -> bool:
    match = lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial


def _with_rest(cell: NormalisedCell, rest: NormalisedCell | None) -> NormalisedCell:
    if rest is None:
        return cell
    if is_blank_text(cell.text):
        return replace(rest, owner=cell.owner)
    return replace(cell, text=f"{cell.text}\n{rest.text}")
