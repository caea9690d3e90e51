"""The outlines of glyphs that are pictures in a font of drawings (Type 3) of a PDF, dot by dot.

Programs that print by way of dots, among them old printers' drivers, write such fonts. This module needs the extra for
PDF.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSEOF, PSKeyword
from pdfminer.utils import apply_matrix_pt, mult_matrix

from gongkai.readers.formats.pdf_drawn.shape_measures import GlyphOutline

_LOWEST, _LARGEST = 7, 400
"""Dots that a picture is high at least, so that a digit has its shape, and high and wide at most."""
OF_FEW_DOTS: GlyphOutline = ((),)
"""In place of the outline of a picture that is lower: people may see a digit in it, and nobody knows here which."""
_MOST_STEPS = 200
_DARK = 0x80
_GREY_BITS = 8
_Matrix = tuple[float, float, float, float, float, float]
_WHOLE: _Matrix = (1, 0, 0, 1, 0, 0)


def outline_of_pictures(procedure: PDFStream, resources: Mapping[str, Any]) -> GlyphOutline:
    """The contours of the rows of dots that a procedure draws as pictures; empty where one cannot be read.

    Where one has too few dots it is ``OF_FEW_DOTS``.

    Args:
        procedure: That of a glyph.
        resources: Those of its font, with the pictures that it calls by name.
    """
    pictures = resolve1(resources.get("XObject")) or {}
    matrix, outer_matrices, operands = _WHOLE, list[_Matrix](), list[Any]()
    contours: list[tuple[tuple[float, float], ...]] = []
    for number, item in enumerate(_items(procedure)):
        if number > _MOST_STEPS:
            return ()
        if not isinstance(item, PSKeyword):
            operands.append(item)
            continue
        if item.name == b"cm":
            matrix = mult_matrix(tuple(operands[-6:]), matrix)
        elif item.name == b"q":
            outer_matrices.append(matrix)
        elif item.name == b"Q" and outer_matrices:
            matrix = outer_matrices.pop()
        elif item.name in (b"EI", b"Do"):
            picture = operands[-1] if item.name == b"EI" else resolve1(pictures.get(operands[-1].name))
            if isinstance(picture, PDFStream) and 0 < _height_of(picture) < _LOWEST:
                return OF_FEW_DOTS
            boxes = [*_boxes(picture)] if isinstance(picture, PDFStream) else []
            if not boxes:
                return ()
            contours += [tuple(apply_matrix_pt(matrix, point) for point in box) for box in boxes]
        operands.clear()
    return tuple(contours)


def _items(procedure: PDFStream) -> Iterator[Any]:
    parser = PDFContentParser([procedure])
    while True:
        try:
            yield parser.nextobject()[1]
        except PSEOF:
            return


def _height_of(picture: PDFStream) -> int:
    return int(resolve1(picture.get_any(("H", "Height"))) or 0)


def _boxes(picture: PDFStream) -> Iterator[tuple[tuple[float, float], ...]]:
    """The runs of dark dots of a picture, as boxes in the square from 0 to 1; none where it cannot be read."""
    width, height = int(resolve1(picture.get_any(("W", "Width"))) or 0), _height_of(picture)
    is_mask = bool(resolve1(picture.get_any(("IM", "ImageMask"))))
    bits = 1 if is_mask else int(resolve1(picture.get_any(("BPC", "BitsPerComponent"))) or 0)
    if not (_LOWEST <= height <= _LARGEST and 0 < width <= _LARGEST and bits in (1, _GREY_BITS)):
        return
    first = ([resolve1(part) for part in resolve1(picture.get_any(("D", "Decode"))) or ()] or [0])[0]
    length, data = (width * bits + 7) // 8, picture.get_data()
    for row in range(height):
        line = data[row * length : (row + 1) * length]
        if len(line) < length:
            return
        dots = [
            bool(line[place // 8] & 0x80 >> place % 8) if bits == 1 else line[place] >= _DARK for place in range(width)
        ]
        above, below = 1 - row / height, 1 - (row + 1) / height
        for is_light, run in groupby(range(width), key=lambda place: dots[place]):
            places = [*run]
            if is_light == (first == 1):  # a dot of 0 is ink unless the picture is to be read the other way round
                left, right = places[0] / width, (places[-1] + 1) / width
                yield (left, below), (right, below), (right, above), (left, above)
