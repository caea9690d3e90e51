"""The columns of a table without lines: strips of the paper in which figures stand below each other."""

import itertools
import re
from collections.abc import Iterator, Sequence

from gongkai.readers.document.signs import stands_for_picture
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece, PlacedMark

_UNIT = "[百千万亿]*元|[件项个宗次条份篇家起]"
_FIGURE = re.compile(
    rf"(?:大?约|近)?[+\-＋－−]?[\d０-９](?:[\d０-９.,，．\s]*[\d０-９])?\s*(?:{_UNIT})?(?:[（(].*)?|不适[用\u2f64]|[无\u2f46]|[-—–－/／]+"
)
"""How the words for a picture begin: a figure may be in it."""
SLACK = 1.0
"""Overlap in points that does not count: what stands beside a column may reach into it by so much."""
_CRACK = 0.11
"""Least gap between two cells, by the width of a character."""
_STEP = 10.0
"""Width of the strips before the figures, in points."""
_MOST_STRIPS = 50
_POINTS = ".．,，"
"""Signs within a figure, beside which narrow digits may have a gap."""
_BROKEN_WORD = re.compile(r"[不适用\u2f64]+")
"""A part of 不适用."""
TITLE_OF_TABLE = re.compile(r"第[二\u2f06][十\u2f17]条.*|第[（(].[)）]项")
"""The head of a whole table, centred over all of its columns, so that it may stand between two of them."""
_CLOSES = re.compile(r"[^（(]*[)）]")
"""The end of a note that begins on the line above."""
_NUMBERED = re.compile(r"\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\u2f00\u2f06\u2f0b\u2f17]+[)）]")
"""How a label begins that has a number; browsers print some numerals as radicals."""

Strip = tuple[float, float]
"""Left and right edge of a column."""


def rows_of(lines: Sequence[PdfLine]) -> Iterator[SourceRow]:
    """Each line as a row with a cell, perhaps an empty one, in each column."""
    columns, zone = _columns(lines)
    strips = [strip for strip in columns if strip[0] > zone - SLACK]
    for line in lines:
        cells: list[SourceCell] = []
        end = 0
        for piece in (part for whole in line.pieces for part in _cut(whole, strips)):
            first, width = _place(piece, columns, zone)
            if first < end < first + width and columns[end][0] < zone - SLACK:  # a label beside that of its group
                first, width = end, first + width - end
            if first < end:  # two pieces in one column: neither is taken for certain
                cells[-1] = cells[-1]._replace(text=f"{cells[-1].text} {piece.text}")
                continue
            cells += [SourceCell("")] * (first - end)
            cells.append(SourceCell(piece.text, width))
            end = first + width
        yield SourceRow((*cells, *[SourceCell("")] * (len(columns) - end)))


def _cut(piece: PdfPiece, strips: Sequence[Strip]) -> Iterator[PdfPiece]:
    """Cut a piece at every gap, however small, between characters of different columns: cells may nearly touch.

    The end of a note is left whole, as it may run from the columns of labels into the columns of figures.
    """
    if _CLOSES.fullmatch(piece.text):
        yield piece
        return
    gaps = [
        number
        for number, ((_, _, right), (_, following, end)) in enumerate(itertools.pairwise(piece.marks), 1)
        if following - right > _CRACK * (end - following)
    ]
    ends = [0, *gaps, len(piece.marks)]
    parts = [piece.marks[: ends[1]]]
    is_spaced = " " in piece.text
    for start, end in itertools.pairwise(ends[1:]):
        run, rest = piece.marks[start:end], _part(piece.marks[start:])
        is_label = _NUMBERED.match(rest.text) is not None  # a number and its point may stand apart
        if _are_of_two_cells(_part(parts[-1]), _part(run), strips, is_label=is_label, is_spaced=is_spaced):
            parts.append(run)
        else:
            parts[-1] = (*parts[-1], *run)
    yield from map(_part, parts) if len(parts) > 1 else (piece,)


def _part(marks: tuple[PlacedMark, ...]) -> PdfPiece:
    return PdfPiece("".join(mark[0] for mark in marks), marks)


def _are_of_two_cells(
    one: PdfPiece, other: PdfPiece, strips: Sequence[Strip], *, is_label: bool, is_spaced: bool
) -> bool:
    """Whether what stands after a gap is of another cell.

    Chinese characters of one cell have no gap between them, unless they are written with spaces (总 计); beside digits
    they have one. So the heads of two columns are told apart also where one of them is blank and has no strip. A label
    may reach up to the first figure, and that of a group of rows up to a label with a number.
    """
    if one.text[-1] in _POINTS or other.text[0] in _POINTS:
        return False
    if is_label and not one.text[-1].isascii() and one.text[-1] not in "（第":
        return True
    own, others = ({number for number, strip in enumerate(strips) if _overlaps(piece, strip)} for piece in (one, other))
    words = not (one.text[-1].isascii() or other.text[0].isascii())
    label = one.marks[-1][1] < strips[0][0] and other.text[0].isdigit() if strips else False
    if words and not is_spaced and strips and one.left + one.right > 2 * strips[0][0]:
        return True
    return bool(others) and (words or label or (bool(own) and not own & others))


def _columns(lines: Sequence[PdfLine]) -> tuple[list[Strip], float]:
    """The columns of a table: a strip for each column of figures, and narrow strips of equal width before them.

    Labels of rows and groups have no columns of their own to be seen; by the narrow strips that a label covers, its
    cell gets a width, so that a label of a group spans those of its rows.

    Returns:
        The strips from left to right, and the left edge of the first one that holds figures.
    """
    figures = [piece for line in lines for piece in figures_of(line)]
    single = [piece for line in lines if len(line.pieces) == 1 for piece in line.pieces if is_figure(piece)]
    strips = strips_of(figures)
    zone = min(left_edge for left_edge, _ in strips)
    if not any(line.pieces[0] not in figures for line in lines if figures_of(line)):  # no labels before the figures
        zone = min([zone, *(piece.left for piece in single)])
    others = [piece for line in lines for piece in line.pieces if piece not in figures and piece not in single]
    parts = [part for piece in others for part in _cut(piece, strips)]  # heads nearly touch those of blank columns
    heads = [piece for piece in parts if piece.left > zone - SLACK and not TITLE_OF_TABLE.fullmatch(piece.text)]
    strips = _with_pieces(strips, sorted(single, key=_width), widen=False)
    strips = _with_pieces(strips, sorted(heads, key=_width), widen=False)
    first = min(piece.left for line in lines for piece in line.pieces)
    count = min(max(round((zone - first) / _STEP), 1), _MOST_STRIPS)
    step = (zone - first) / count
    before = [(first + step * number, first + step * (number + 1)) for number in range(count)] if step > 0 else []
    return [*before, *sorted(strips)], zone


def strips_of(figures: Sequence[PdfPiece]) -> list[Strip]:
    """The vertical strips of the page in which figures stand below each other, from left to right."""
    return sorted(_with_pieces([], sorted(figures, key=_width)))


def figures_of(line: PdfLine) -> list[PdfPiece]:
    """The pieces of a row that are figures; a first one by itself may be the number of a label."""
    if len(line.pieces) == 1:
        return []
    every = all(map(is_figure, line.pieces))
    return [piece for number, piece in enumerate(line.pieces) if is_figure(piece) and (number or every)]


def _with_pieces(strips: Sequence[Strip], pieces: Sequence[PdfPiece], *, widen: bool = True) -> list[Strip]:
    """Add pieces to strips, in the order given: first the narrow ones, then those that may span several strips.

    A piece that overlaps no strip makes a new one. One that overlaps a single strip widens it, if ``widen``. One that
    overlaps several, such as a head over two columns, changes nothing.
    """
    wider_strips = list(strips)
    for piece in pieces:
        over = [strip for strip in wider_strips if _overlaps(piece, strip)]
        if not over and len(wider_strips) < _MOST_STRIPS:
            wider_strips.append((piece.left, piece.right))
        elif len(over) == 1 and widen:
            wider_strips.remove(over[0])
            wider_strips.append((min(piece.left, over[0][0]), max(piece.right, over[0][1])))
    return wider_strips


def _width(piece: PdfPiece) -> float:
    return piece.right - piece.left


def _overlaps(piece: PdfPiece, strip: Strip) -> bool:
    return piece.left < strip[1] - SLACK and piece.right > strip[0] + SLACK


def _place(piece: PdfPiece, columns: Sequence[Strip], zone: float) -> tuple[int, int]:
    """The first column that a piece covers, and how many it covers; a figure has just one, the nearest column."""
    over = [number for number, strip in enumerate(columns) if _overlaps(piece, strip)]
    middle = (piece.left + piece.right) / 2
    if middle > zone:  # a head that begins a little before the figures below it, where a label ends
        over = [number for number in over if columns[number][0] > zone - SLACK] or over
    if not over or is_figure(piece) or _BROKEN_WORD.fullmatch(piece.text):
        over = [number for number in over if columns[number][0] > zone - SLACK] or over
        return min(over or range(len(columns)), key=lambda number: abs(sum(columns[number]) / 2 - middle)), 1
    return over[0], over[-1] - over[0] + 1


def is_figure(piece: PdfPiece) -> bool:
    """Whether a piece is a figure, or what stands in place of one."""
    return _FIGURE.fullmatch(piece.text) is not None or stands_for_picture(piece.text)
