"""Ruled tables of a PDF page as cells with their boxes, and as rows with spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Any

from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.formats.pdf_ruled.cell_texts import texts_of
from gongkai.readers.formats.pdf_ruled.cut_off import with_cells_cut_off
from gongkai.readers.formats.pdf_ruled.edges import Box
from gongkai.readers.formats.pdf_ruled.last_cells import PrintProgram, is_cell_by_lines
from gongkai.readers.formats.pdf_ruled.open_boxes import boxes_around_rest
from gongkai.readers.formats.pdf_ruled.open_sides import open_sides
from gongkai.readers.formats.pdf_ruled.own_lines import at_own_lines

NEAR = 3.0
"""Points by which two lines or edges may differ that are one."""
_FEWEST_COLUMNS = 2
_BESIDE = 4
"""At most one digit in this many may be outside the coloured areas, as in the text between two tables."""
_SIDE_BY_SIDE = 2.0
"""By the size of characters: how far figures in one box are apart at least that are those of several cells."""
_BEYOND, _MOST_BEYOND = 0.6, 5
"""By the size of characters: how far below the end of a table at the end of a page, or below another line, a line of
its text may stand, and how far all of them."""


@dataclass(frozen=True, slots=True)
class PdfCell:
    """A cell.

    Attributes:
        box: Where it is on the page.
        text: What is written in it.
        open_above: Whether no line is drawn above it, as where it goes on from the page before.
        open_below: Whether none is drawn below it.
        is_by_lines: Whether it is empty, at the end of a row, and its lines show that it is a cell all the same.
    """

    box: Box
    text: str
    open_above: bool = False
    open_below: bool = False
    is_by_lines: bool = False


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table with its place on the page; text may stand below the end of its cells where it is open."""

    box: Box
    cells: tuple[PdfCell, ...]

    @property
    def rows(self) -> tuple[SourceRow, ...]:
        """Cells by row, each with the number of columns and rows that its box covers."""
        return _rows(self.cells)

    @property
    def may_lack_cells(self) -> bool:
        """Whether a row ends in an empty box, and nothing shows that this is a cell."""
        end = max(cell.box[2] for cell in self.cells) - NEAR
        doubtful = [cell for cell in self.cells if cell.box[2] > end and not (cell.text.strip() or cell.is_by_lines)]
        return any(self._has_text_beside(cell) for cell in doubtful)

    def _has_text_beside(self, cell: PdfCell) -> bool:
        """Whether a text begins in the rows of a cell; the rest of a row that a page cut has none."""
        tops = (other.box[1] for other in self.cells if other.text.strip())
        return any(cell.box[1] - NEAR < top < cell.box[3] for top in tops)


def tables_of(page: Any, program: PrintProgram) -> list[PdfTable]:
    """The tables of a page; a box around text, which has one column, is none.

    Args:
        page: A page of pdfplumber.
        program: The one that laid it out.
    """
    grids = _grids_of(page)
    if any(map(_is_background, page.rects)) and _lie_beside(page, [box for table, _ in grids for box in table.cells]):
        grids = _grids_of(page.filter(lambda item: not _is_background(item)))
    tables = []
    for table, ends in grids:
        own = _innermost(at_own_lines(page, table.bbox, table.cells))
        bounds = _around(own) if any(_lies_in(other, table) for other, _ in grids) else table.bbox
        own += boxes_around_rest(page.chars, bounds, own)
        boxes = [_with_text_below(page, box, ends) for box in own]
        by_lines = _cells_by_lines(page, own) if program.is_chromium else frozenset()
        texts = with_cells_cut_off(page, own, texts_of(page, boxes))
        cells = tuple(
            PdfCell(box, text, _is_open(page, box, 1, ends), _is_open(page, box, 3, ends), box in by_lines)
            for box, text in zip(own, texts, strict=True)
        )
        whole = PdfTable((*bounds[:3], max(box[3] for box in boxes)), cells)
        if max((len(row.cells) for row in whole.rows), default=0) >= _FEWEST_COLUMNS:
            tables.append(whole)
    return [
        table for table in tables if not any(_within(table.box, other.box) for other in tables if other is not table)
    ]


def _cells_by_lines(page: Any, boxes: Sequence[Box]) -> frozenset[Box]:
    """The boxes at the ends of rows that are cells by their lines."""
    end, bottom = (max(box[side] for box in boxes) - NEAR for side in (2, 3))
    return frozenset(box for box in boxes if box[2] > end and is_cell_by_lines(page, box, is_last=box[3] >= bottom))


def _innermost(boxes: Sequence[Box]) -> list[Box]:
    """The boxes that enclose no others: after short rows at an open end one may enclose the cells of several rows."""
    return [box for box in boxes if not any(_within(other, box) for other in boxes)]


def _lies_in(other: Any, table: Any) -> bool:
    """Whether another table lies in one that shares the frame around both: it is no part of that."""
    return other is not table and _within(other.bbox, table.bbox)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _grids_of(page: Any) -> list[tuple[Any, list[float]]]:
    """The tables that the library finds, with the open ends of their page."""
    ends = _open_ends(page)
    sides = open_sides(page)
    lines = {"explicit_horizontal_lines": [*ends, *sides], "explicit_vertical_lines": sides}
    return [(table, ends) for table in page.find_tables(lines)]


def _is_background(item: Any) -> bool:
    """Whether an object is a coloured area and no line."""
    is_area = item.get("object_type") == "rect" and item.get("fill") and not item.get("stroke")
    return bool(is_area) and min(item["width"], item["height"]) > NEAR


def _lie_beside(page: Any, boxes: Sequence[Box]) -> bool:
    """Whether many of the digits between the first and the last box are in none, as where every other row is coloured.

    The boxes of such rows are no grid, and what is between them would be lost. Where a frame is around all rows, what
    is between them stands in a box of its own, side by side as in the cells of a row.
    """
    if not boxes:
        return False
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    digits = [mark for mark in page.chars if mark["text"].isdigit() and top <= mark["top"] <= bottom]
    of_cells = [box for box in boxes if not _is_row(digits, box)]
    inside = sum(any(_holds(box, mark) for box in of_cells) for mark in digits)
    return len(digits) - inside > inside / _BESIDE


def _is_row(digits: Sequence[Any], box: Box) -> bool:
    """Whether figures stand in a box side by side, far from each other."""
    own = sorted((mark for mark in digits if _holds(box, mark)), key=lambda mark: (mark["top"], mark["x0"]))
    return any(
        abs(one["top"] - other["top"]) < NEAR and other["x0"] - one["x1"] > _SIDE_BY_SIDE * one["size"]
        for one, other in pairwise(own)
    )


def _holds(box: Box, mark: Any) -> bool:
    x, y = (mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _open_ends(page: Any) -> list[float]:
    """Where the lines between columns begin or end without one across: a table that goes on over the page may be open.

    Browsers print it so; cells that span rows are open where those beside them end.
    """
    along = [edge for edge in page.edges if edge["orientation"] == "v"]
    across = _across(page)
    if not along or not across:
        return []
    ends = [*_ends(along, "top"), *_ends(along, "bottom")]
    return [end for end in ends if not _is_closed(end, along, across)]


def _ends(along: Sequence[Any], side: str) -> Iterator[float]:
    """Where the lines between columns end on one side of a page, and where those do that a frame around them encloses.

    The frame of a page's layout goes on where the rows of a table in it, which are cut between two of them, do not.
    """
    far = max if side == "bottom" else min
    unmatched, frame = sorted(along, key=itemgetter("x0")), list[Any]()
    while unmatched:
        end = far(float(edge[side]) for edge in unmatched)
        last = [edge for edge in unmatched if abs(edge[side] - end) <= NEAR]
        if any(last[0]["x0"] < edge["x0"] < last[-1]["x0"] for edge in frame):
            return
        yield end
        frame += last
        unmatched = [edge for edge in unmatched if edge not in last]


def _across(page: Any) -> list[Any]:
    """The lines across, without the ends of lines between columns."""
    return [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] > NEAR]


def _is_closed(end: float, along: Sequence[Any], across: Sequence[Any]) -> bool:
    """Whether the first of the lines between columns that end at a height does so at a line across.

    After the last one a row may lack a cell, and its lines.
    """
    lefts = [edge["x0"] for edge in along if min(abs(edge["top"] - end), abs(edge["bottom"] - end)) <= NEAR]
    return any(edge["x0"] <= min(lefts) + NEAR for edge in across if abs(edge["top"] - end) <= NEAR)


def _is_open(page: Any, box: Box, side: int, ends: Sequence[float]) -> bool:
    """Whether a box reaches to an open end of its page and no line is drawn there."""
    if not any(abs(box[side] - end) <= NEAR for end in ends):
        return False
    middle = (box[0] + box[2]) / 2
    return not any(edge["x0"] <= middle <= edge["x1"] for edge in _across(page) if abs(edge["top"] - box[side]) <= NEAR)


def _with_text_below(page: Any, box: Box, ends: Sequence[float]) -> Box:
    """A box at the open end of a page, as high as its text: the last line may stand below the end of the lines."""
    if not _is_open(page, box, 3, ends):
        return box
    own = [mark for mark in page.chars if box[0] <= mark["x0"] and mark["x1"] <= box[2] and mark["bottom"] > box[1]]
    size = max((mark["size"] for mark in own if mark["top"] < box[3]), default=0.0)
    bottom = box[3]
    for mark in sorted(own, key=lambda mark: float(mark["top"])):
        is_next = mark["top"] < bottom + _BEYOND * size and mark["bottom"] < box[3] + _MOST_BEYOND * size
        if is_next and abs(mark["size"] - size) < 1:
            bottom = max(bottom, mark["bottom"])
    return (*box[:3], bottom)


def _rows(cells: Sequence[PdfCell]) -> tuple[SourceRow, ...]:
    boxes = [cell.box for cell in cells]
    lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    rights, bottoms = _edges(box[2] for box in boxes), _edges(box[3] for box in boxes)
    columns, lines = _edges([*lefts, *rights]), _edges([*tops, *bottoms])
    rows: dict[int, list[tuple[int, SourceCell]]] = {
        place: [] for place in sorted({_index(lines, box[1]) for box in boxes})
    }
    for cell in cells:
        left, right = _index(columns, cell.box[0]), _index(columns, cell.box[2])
        top, bottom = _index(lines, cell.box[1]), _index(lines, cell.box[3])
        height = sum(top <= place < bottom for place in rows)  # no row begins where a cell ends and none does
        rows[top].append((left, SourceCell(cell.text, max(right - left, 1), max(height, 1))))
    return _filled(list(rows.values()))


def _filled(rows: Sequence[list[tuple[int, SourceCell]]]) -> tuple[SourceRow, ...]:
    """Rows in which a place without a box, as at the edge of a page, is an empty cell.

    After its last box a row has no cell: it has fewer than the others.
    """
    occupied: set[tuple[int, int]] = set()
    filled = []
    for row, cells in enumerate(rows):
        for first_column, source in cells:
            occupied |= {(row + y, first_column + x) for y in range(source.rowspan) for x in range(source.colspan)}
        if cells:
            last = max(column for place, column in occupied if place == row)
            empty = [(column, SourceCell("")) for column in range(last) if (row, column) not in occupied]
            filled.append(SourceRow(tuple(source for _, source in sorted([*cells, *empty], key=lambda pair: pair[0]))))
    return tuple(filled)


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted values, of those within a few points of each other the least."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _within(box: Box, other: Box) -> bool:
    return (
        box[0] >= other[0] - 1 and box[1] >= other[1] - 1 and box[2] <= other[2] + 1 and box[3] <= other[3] + 1
    ) and box != other
