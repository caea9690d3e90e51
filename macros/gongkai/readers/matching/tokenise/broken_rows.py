"""Rejoins rows of a grid that were split because a label had two paragraphs, as when a Word table is pasted into Excel.

Each paragraph becomes a row then, and the figures are in one of the two, or in cells that span both. Rows are joined if
the halves of a label make a label of the form which the second half alone is not, and only one row has figures.
Rows of the form that share one row of the grid, a line of its cells each, are split.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

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


def split_joined_rows(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document, with rows of its grids split that hold several rows of the form, a line of each cell.

    One cell has the labels then, a line each, and every cell with figures has as many lines.

    Args:
        blocks: The blocks of the document.
        lexicon: The labels of its form.
    """
    return tuple(
        _split(block, lexicon) if isinstance(block, NormalisedTable) and not block.tops else block for block in blocks
    )


def _split(table: NormalisedTable, lexicon: Lexicon) -> NormalisedTable:
    parts = [_rows_within(row, number, lexicon) for number, row in enumerate(table.rows)]
    if not any(parts):
        return table
    firsts = list(accumulate((max(len(rows), 1) for rows in parts), initial=0))
    rows: list[NormalisedRow] = []
    for number, (row, texts) in enumerate(zip(table.rows, parts, strict=True)):
        for part in range(max(len(texts), 1)):
            own = texts[part] if texts else {}
            rows.append(
                tuple(
                    replace(cell, text=own[cell.owner[1]], owner=(firsts[number] + part, cell.owner[1]))
                    if cell.owner[0] == number and cell.owner[1] in own
                    else replace(cell, owner=(firsts[cell.owner[0]], cell.owner[1]), begins=cell.begins and not part)
                    for cell in row
                )
            )
    return replace(table, rows=tuple(rows))


def _rows_within(row: NormalisedRow, number: int, lexicon: Lexicon) -> list[dict[int, str]]:
    """The texts of the rows that a row holds, by the place of their cell; empty where it is one row."""
    cells = {cell.owner[1]: cell.text for cell in row if cell.owner[0] == number and not cell.padded}
    lines = {place: [line for line in text.split("\n") if line.strip()] for place, text in cells.items()}
    labels = next((own for own in lines.values() if len(own) > 1 and _are_rows(own, lexicon)), [])
    of_figures = {place: own for place, own in lines.items() if own and all(map(_may_be_figure, own))}
    if not of_figures or any(len(own) != len(labels) for own in of_figures.values()):
        return []
    own = {place: texts for place, texts in lines.items() if texts is labels or place in of_figures or not texts}
    return [{place: texts[part] if texts else "" for place, texts in own.items()} for part in range(len(labels))]


def _may_be_figure(text: str) -> bool:
    return looks_like_figures(text) or is_blank_text(text)


def _are_rows(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether each text is the whole label of a row, and each of another one."""
    matches = [lexicon.look_up(text) for text in texts]
    names = {item.name for match in matches if match for item in match.of("row") if not (match.edits or match.partial)}
    return all(match and match.of("row") for match in matches) and len(names) >= len(texts)
