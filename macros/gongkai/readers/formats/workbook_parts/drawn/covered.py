"""Finds cells of a sheet whose figure is covered by something, or crossed by a line.

Everything opaque counts: filled shapes, charts, controls, pictures without transparent parts, and other pictures that
are small enough to be in a cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import RELATIONS
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.drawn.controls import controls_on, forms_of
from gongkai.readers.formats.workbook_parts.drawn.opaque import is_opaque
from gongkai.readers.formats.workbook_parts.drawn.shapes import (
    DRAWING,
    LOOKS,
    MOST_COLUMNS,
    MOST_ROWS,
    Shape,
    drawings_of,
    shapes_on,
)
from gongkai.readers.formats.workbook_parts.hidden import CellSizes
from gongkai.readers.formats.workbook_parts.values import CellPlace, sheet_root

_FILLS = tuple(f"{LOOKS}{name}" for name in ("solidFill", "gradFill", "pattFill", "blipFill"))
_HALF_CLEAR = 50_000
"""Opacity, in thousandths of a per cent, below which figures can be seen through a shape."""
_LINES = frozenset({"line", "lineInv", "straightConnector1"})
_HIGHEST, _LOWEST = 0.15, 0.85
"""A line that runs between these shares of a row's height crosses its figures."""
_IN_CELL = (0.15, 0.3, 0.5, 0.7, 0.85)
"""Places, as shares of a cell's width, at which its figure may stand."""
_THIN = 0.25
"""The most height of a filled shape that counts as a line, as a share of the row's height."""
_MOST_ROWS, _MOST_COLUMNS = 500, 200
_PICTURE = f"{DRAWING}pic"

_Area = tuple[range, range]
"""Rows and columns, from 0."""


@dataclass(frozen=True, slots=True)
class CellAreas:
    """Cells of a sheet."""

    areas: tuple[_Area, ...]

    def __contains__(self, place: object) -> bool:
        """Whether a cell is one of them."""
        return isinstance(place, tuple) and any(
            place[0] in rows and place[1] in columns for rows, columns in self.areas
        )


def unseen_cells(archive: Archive) -> dict[str, dict[str, CellAreas]]:
    """The cells whose figures cannot be seen, by name of the sheet and by the key of the words that say why.

    Their middle is covered by a small picture or something opaque, or a line is drawn across them.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    return {name: dict(_of_sheet(archive, path)) for name, path in sheet_parts(archive)}


def _of_sheet(archive: Archive, path: str) -> Iterator[tuple[str, CellAreas]]:
    drawings, forms = list(drawings_of(archive, path)), list(forms_of(archive, path))
    if not drawings and not forms:
        return
    sizes = CellSizes(sheet_root(archive.part(path) or b""))
    controls = [control for form in forms for control in controls_on(form, sizes)]
    covered: list[_Area] = [(item.rows.cells(sizes), item.columns.cells(sizes)) for item in controls]
    crossed: list[_Area] = []
    for drawing, part in drawings:
        for shape in shapes_on(part, sizes):
            area = _area(shape, sizes, archive, drawing) if _covers(shape.element) else None
            covered += [area] if area is not None else []
            crossed += _crossed(shape, sizes)
    if crossed:
        yield "readers.struck", CellAreas(tuple(crossed))
    yield "readers.covered", CellAreas(tuple(covered))


def places_below(archive: Archive, path: str) -> Iterator[CellPlace]:
    """The cells over which an opaque picture or a form control may show a figure of its own.

    Args:
        archive: The parts of the workbook.
        path: The name of the part of the sheet.
    """
    drawings, forms = list(drawings_of(archive, path)), list(forms_of(archive, path))
    if not drawings and not forms:
        return
    sizes = CellSizes(sheet_root(archive.part(path) or b""))
    controls = [control for form in forms for control in controls_on(form, sizes) if not control.is_note]
    areas = [(item.rows.cells(sizes), item.columns.cells(sizes)) for item in controls]
    for drawing, part in drawings:
        pictures = [shape for shape in shapes_on(part, sizes) if shape.element.tag == _PICTURE]
        areas += filter(None, (_area(shape, sizes, archive, drawing) for shape in pictures))
    for rows, columns in areas:
        yield from product(rows[:_MOST_ROWS], columns[:_MOST_COLUMNS])


def _area(shape: Shape, sizes: CellSizes, archive: Archive, drawing: str) -> _Area | None:
    """The cells whose middle a shape covers; None for a seal, which is not part of a cell."""
    is_large = shape.rows.touched(sizes) >= MOST_ROWS or shape.columns.touched(sizes) >= MOST_COLUMNS
    if is_large and not _is_opaque(shape.element, archive, drawing):
        return None
    return shape.rows.cells(sizes), shape.columns.cells(sizes)


def _covers(element: Any) -> bool:
    """Whether an element is a picture, a chart, or a shape that is not transparent."""
    if element.tag == f"{DRAWING}cxnSp":
        return False
    looks = element.find(f"{DRAWING}spPr") if element.tag == f"{DRAWING}sp" else None
    if looks is None:
        return True
    if looks.find(f"{LOOKS}noFill") is not None or _is_line(element):
        return False
    fill = next(looks.iterchildren(*_FILLS), None)
    if fill is None:
        style = element.find(f"{DRAWING}style/{LOOKS}fillRef")
        return style is not None and style.get("idx") != "0"
    clear = (whole_number(item.get("val") or "") for item in fill.iter(f"{LOOKS}alpha"))
    return not any(share is not None and share < _HALF_CLEAR for share in clear)


def _is_opaque(element: Any, archive: Archive, drawing: str) -> bool:
    """Whether an element is no picture, or a picture without transparent parts."""
    if element.tag != _PICTURE:
        return True
    blip = next(element.iter(f"{LOOKS}blip"), None)
    if blip is None or any(blip.find(f"{LOOKS}{name}") is not None for name in ("alphaModFix", "clrChange")):
        return False
    key = blip.get(f"{RELATIONS}embed")
    return is_opaque(
        next((archive.part(path) for _, name, path in linked_parts(archive, drawing) if name == key), None) or b""
    )


def _is_line(element: Any) -> bool:
    if element.tag == f"{DRAWING}cxnSp":
        return True
    form = element.find(f"{DRAWING}spPr/{LOOKS}prstGeom")
    return form is not None and form.get("prst") in _LINES


def _is_drawn(element: Any) -> bool:
    """Whether a line is drawn, and not set to be invisible."""
    return element.find(f"{DRAWING}spPr/{LOOKS}ln/{LOOKS}noFill") is None


def _crossed(shape: Shape, sizes: CellSizes) -> Iterator[_Area]:
    """The cells across whose middle a line, or a filled shape as thin as one, runs."""
    is_line = _is_line(shape.element)
    first, _ = sizes.end("row", shape.rows.first, shape.rows.offset)
    is_thin = shape.rows.length <= _THIN * sizes.of("row", first)
    if not (_is_drawn(shape.element) if is_line else is_thin and _covers(shape.element)):
        return
    frame = next(shape.element.iter(f"{LOOKS}xfrm"), None)
    rises = frame is not None and (frame.get("flipV") in ("1", "true")) != (frame.get("flipH") in ("1", "true"))
    begin, end = shape.columns.offset, shape.columns.offset + shape.columns.length
    edge, column = 0.0, shape.columns.first
    for column in range(shape.columns.first, shape.columns.first + _MOST_COLUMNS):
        width = sizes.of("col", column)
        if edge > end:
            return
        for place in _IN_CELL:
            x = edge + place * width
            if begin <= x <= end and end > begin:
                share = (x - begin) / (end - begin) if is_line else 0.5
                down = shape.rows.length * (1 - share if rises else share)
                row, within = sizes.end("row", shape.rows.first, shape.rows.offset + down)
                if _HIGHEST <= within / sizes.of("row", row) <= _LOWEST:
                    yield range(row, row + 1), range(column, column + 1)
        edge += width
