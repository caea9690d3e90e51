"""Tables without lines on the pages of a PDF: which lines of print they are, and which columns these have.

A table is a run of lines that gaps part into pieces, some of them figures. A column is a strip of the paper in which
pieces stand below each other. A label that breaks takes several lines of print; which ones are one row is told in the
stage ``tokenise``, where labels are known: here a line of print is a row.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.spans import WIDEST, SourceCell, SourceRow
from gongkai.readers.document.whitespace import starts_paragraph
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece

_UNIT = "[百千万亿]*元|[件项个宗次条份篇家起]"
_FIGURE = re.compile(
    rf"(?:大?约|近)?[+\-＋－−]?[\d０-９](?:[\d０-９.,，．\s]*[\d０-９])?\s*(?:{_UNIT})?(?:[（(].*)?|不适用|无|[-—–－/／]+"
)
_WORDS = re.compile(r"[\u3400-\u9fff]")
_NO_HEAD = re.compile(r"[\d０-９]|^[（(]|^[^（(]*[)）]$|^[不适用]+$|^[万亿]?[元件项宗家起]$")
"""Pieces of figures that break: a note, a unit, 不适用."""
_FEWEST_LINES, _FEWEST_FIGURES = 2, 3
"""A table has so many lines of several pieces, or one of so many figures."""
_MOST_BETWEEN = 12
"""Lines of a broken label between two lines with figures."""
_CLOSE = 1.8
"""Distance of two lines of one label, by the size of their characters."""
_SLACK = 1.0
_CRACK = 0.11
"""Least gap between two cells, by the width of a character."""
_STEP = 10.0
"""Width of the strips before the figures, in points."""


def with_bare_tables(pages: Sequence[Sequence[DraftBlock | PdfLine]]) -> list[list[DraftBlock | PdfLine]]:
    """The pages with the lines of each table without lines in one block, on the page where it begins.

    Args:
        pages: The parts of each page, from top to bottom.
    """
    places = [(page, part) for page, parts in enumerate(pages) for part in range(len(parts))]
    changed: dict[tuple[int, int], DraftBlock | None] = {}
    run: list[tuple[int, int]] = []
    for place in [*places, None]:
        part = pages[place[0]][place[1]] if place is not None else None
        if place is not None and isinstance(part, PdfLine):
            run.append(place)
            continue
        lines = [pages[page][number] for page, number in run]
        for first, last in _tables([line for line in lines if isinstance(line, PdfLine)]):
            own = [line for line in lines[first:last] if isinstance(line, PdfLine)]
            changed.update(dict.fromkeys(run[first:last]))
            changed[run[first]] = DraftBlock(rows=tuple(_rows(own)), printed=True)
        run = []
    kept = (
        [changed.get((page, number), part) for number, part in enumerate(parts)] for page, parts in enumerate(pages)
    )
    return [
        [part for part in parts if part is not None and not (isinstance(part, PdfLine) and part.is_number)]
        for parts in kept
    ]


def _is_figure(piece: PdfPiece) -> bool:
    return _FIGURE.fullmatch(piece.text) is not None


def _has_figures(line: PdfLine) -> bool:
    """Whether a line may be a row: figures behind a label, or several of them."""
    return bool(_figures(line))


@dataclass(slots=True)
class _Run:
    """Lines without a table or large picture between them."""

    lines: Sequence[PdfLine]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """First and last line of each stretch of rows and heads, with pieces of labels between them."""
        start: int | None = None
        end = 0
        for number, line in enumerate(self.lines):
            if len(line.pieces) < 2:  # noqa: PLR2004 - a piece by itself parts nothing
                continue
            if start is not None and not self._is_within(end, number):
                yield start, end + 1
                start = None
            start = number if start is None else start
            end = number
        if start is not None:
            yield start, end + 1

    def _is_within(self, above: int, below: int) -> bool:
        between = self.lines[above + 1 : below]
        return len(between) <= _MOST_BETWEEN and all(self._may_be_label(line, above, below) for line in between)

    def _may_be_label(self, line: PdfLine, above: int, below: int) -> bool:
        """Whether a line of one piece between two others may be of a label: it leaves the figures' columns free."""
        zones = [zone for number in (above, below) if (zone := _zone(self.lines[number])) is not None]
        if line.text.endswith(("。", "：", "；")):
            return False
        return not zones or line.right < min(zones) + line.size or line.left > min(zones) - line.size


def _zone(line: PdfLine) -> float | None:
    """Where the figures of a row begin."""
    return min((piece.left for piece in _figures(line)), default=None)


def _tables(lines: Sequence[PdfLine]) -> Iterator[tuple[int, int]]:
    """First line of each table, and the one behind its last."""
    behind = 0
    for start, end in _Run(lines).blocks():
        for first, last in _parts(lines, start, end):
            rows = [line for line in lines[first:last] if _has_figures(line)]
            figures = sum(len(_figures(line)) for line in rows)
            parted = sum(len(line.pieces) > 1 for line in lines[first:last])
            if not rows or (parted < _FEWEST_LINES and figures < _FEWEST_FIGURES):
                continue
            zone = min(filter(None, map(_zone, rows)))
            above, below = max(_up(lines, first, zone), behind), _down(lines, last, zone)
            yield above, below
            behind = below


def _parts(lines: Sequence[PdfLine], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of lines cut before the heads that follow a row."""
    zone: float | None = None
    first = start
    for number in range(start, end):
        line = lines[number]
        if _has_figures(line):
            zone = min(filter(None, (zone, _zone(line))))
        elif zone is not None and any(_is_head(piece, zone) for piece in line.pieces):
            if not any(map(_has_figures, lines[number:end])):
                break  # heads again, at most with figures that broke on the page before
            last = max(place for place in range(first, number) if len(lines[place].pieces) > 1)
            yield first, last + 1
            first, zone = number, None
    yield first, end


def _is_head(piece: PdfPiece, zone: float) -> bool:
    """Whether a piece in the columns of figures is a head: words, and not the rest of a figure that breaks."""
    words = _WORDS.search(piece.text) is not None and _NO_HEAD.search(piece.text) is None
    return piece.right > zone + _SLACK and words and not _is_figure(piece)


def _up(lines: Sequence[PdfLine], first: int, zone: float) -> int:
    """Take in the lines of labels close above."""
    while first and (_is_rest(lines[first - 1], lines[first], zone) or _is_head_above(lines, first, zone)):
        first -= 1
    return first


def _is_head_above(lines: Sequence[PdfLine], first: int, zone: float) -> bool:
    """Whether the line above holds nothing but a part of a head."""
    line = lines[first - 1]
    close = lines[first].top - line.top < _CLOSE * line.size
    return close and len(line.pieces) == 1 and _is_head(line.pieces[0], zone)


def _down(lines: Sequence[PdfLine], last: int, zone: float) -> int:
    """Take in the lines of labels close below."""
    while last < len(lines) and (_is_rest(lines[last], lines[last - 1], zone) or _is_rest_of_figure(lines[last], zone)):
        last += 1
    return last


def _is_rest_of_figure(line: PdfLine, zone: float) -> bool:
    """Whether a line is nothing but the rest of a figure that broke, perhaps on the page before."""
    return len(line.pieces) == 1 and line.left > zone - _SLACK and _is_figure(line.pieces[0])


def _is_rest(line: PdfLine, beside: PdfLine, zone: float) -> bool:
    """Whether a line of one piece is of a label: close to the table, before the figures, no heading and no sentence."""
    close = abs(line.top - beside.top) < _CLOSE * line.size
    before = line.right < zone + line.size / 2
    below = any(piece.left < line.right and piece.right > line.left for piece in beside.pieces)
    return close and before and below and not starts_paragraph(line.text) and not line.text.endswith("。")


def _rows(lines: Sequence[PdfLine]) -> Iterator[SourceRow]:
    """Each line as a row with a cell, perhaps an empty one, in each column."""
    columns, zone = _columns(lines)
    edges = [(one[1] + other[0]) / 2 for one, other in itertools.pairwise(columns) if other[0] > zone - _SLACK]
    for line in lines:
        cells: list[SourceCell] = []
        end = 0
        for piece in (part for whole in line.pieces for part in _cut(whole, edges)):
            first, width = _place(piece, columns)
            if first < end:  # two pieces in one column: neither is taken for certain
                cells[-1] = replace(cells[-1], text=f"{cells[-1].text} {piece.text}")
                continue
            cells += [SourceCell("")] * (first - end)
            cells.append(SourceCell(piece.text, width))
            end = first + width
        yield SourceRow((*cells, *[SourceCell("")] * (len(columns) - end)))


def _cut(piece: PdfPiece, edges: Sequence[float]) -> Iterator[PdfPiece]:
    """A piece cut between columns of figures, as far as there is any gap: cells may stand side by side."""
    start = 0
    for number, ((_, left, right), (_, following, end)) in enumerate(itertools.pairwise(piece.marks), 1):
        middle, behind = (left + right) / 2, (following + end) / 2
        if following - right > _CRACK * (end - following) and any(middle < edge <= behind for edge in edges):
            yield PdfPiece("".join(mark[0] for mark in piece.marks[start:number]), piece.marks[start:number])
            start = number
    yield PdfPiece("".join(mark[0] for mark in piece.marks[start:]), piece.marks[start:]) if start else piece


Strip = tuple[float, float]
"""Left and right edge of a column."""


def _columns(lines: Sequence[PdfLine]) -> tuple[list[Strip], float]:
    """The columns: strips in which figures stand below each other, narrow ones before them for what labels cover.

    Returns:
        The strips, and where those of figures begin.
    """
    figures = [piece for line in lines for piece in _figures(line)]
    single = [piece for line in lines if len(line.pieces) == 1 for piece in line.pieces if _is_figure(piece)]
    strips = _with_pieces([], sorted(figures, key=_width))
    zone = min(left for left, _ in strips)
    others = [piece for line in lines for piece in line.pieces if piece not in figures and piece not in single]
    heads = [piece for piece in others if piece.left > zone - _SLACK]
    strips = _with_pieces(strips, sorted(single, key=_width), widen=False)
    strips = _with_pieces(strips, sorted(heads, key=_width), widen=False)
    first = min(piece.left for line in lines for piece in line.pieces)
    count = min(max(round((zone - first) / _STEP), 1), WIDEST // 2)
    step = (zone - first) / count
    before = [(first + step * number, first + step * (number + 1)) for number in range(count)] if step > 0 else []
    return [*before, *sorted(strips)], zone


def _figures(line: PdfLine) -> list[PdfPiece]:
    """The pieces of a row that are figures; a first one by itself may be the number of a label."""
    if len(line.pieces) == 1:
        return []
    every = all(map(_is_figure, line.pieces))
    return [piece for number, piece in enumerate(line.pieces) if _is_figure(piece) and (number or every)]


def _with_pieces(strips: Sequence[Strip], pieces: Sequence[PdfPiece], *, widen: bool = True) -> list[Strip]:
    """The strips with those of further pieces, the narrowest first; what reaches over several makes none."""
    kept = list(strips)
    for piece in pieces:
        over = [strip for strip in kept if _overlaps(piece, strip)]
        if not over and len(kept) < WIDEST // 2:
            kept.append((piece.left, piece.right))
        elif len(over) == 1 and widen:
            kept.remove(over[0])
            kept.append((min(piece.left, over[0][0]), max(piece.right, over[0][1])))
    return kept


def _width(piece: PdfPiece) -> float:
    return piece.right - piece.left


def _overlaps(piece: PdfPiece, strip: Strip) -> bool:
    return piece.left < strip[1] - _SLACK and piece.right > strip[0] + _SLACK


def _place(piece: PdfPiece, columns: Sequence[Strip]) -> tuple[int, int]:
    """The first column of a piece and how many it covers; a figure has one, where most of it stands."""
    over = [number for number, strip in enumerate(columns) if _overlaps(piece, strip)]
    middle = (piece.left + piece.right) / 2
    nearest = min(range(len(columns)), key=lambda number: abs(sum(columns[number]) / 2 - middle))
    if not over or _is_figure(piece):
        return nearest, 1
    return over[0], over[-1] - over[0] + 1
