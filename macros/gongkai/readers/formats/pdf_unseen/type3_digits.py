"""Which digits a font of drawings (Type 3) of a PDF draws as others, by the outlines in its procedures.

Chromium writes such fonts for those that it may not embed. For glyphs that are pictures see ``type3_pictures``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

from gongkai.readers.formats.pdf_drawn.digit_shapes import other_digits
from gongkai.readers.formats.pdf_drawn.outlines import points_on_curve
from gongkai.readers.formats.pdf_drawn.shape_measures import GlyphOutline
from gongkai.readers.formats.pdf_unseen.type3_pictures import OF_FEW_DOTS, outline_of_pictures

_TOKEN = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)|[A-Za-z]+[01*]?")
_OTHER_DRAWING = re.compile(rb"\b(?:BI|Do|Tj|TJ|sh|cm)\b")
"""Operators of pictures, texts, shadings and other units, in a procedure that is left alone then."""
_LONGEST, _LONGEST_PICTURE = 20_000, 60_000
_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_DIGITS = "0123456789"
_Matrix = tuple[float, float, float, float]


def codes_of_other_digits(spec: Mapping[str, Any], texts: Mapping[int, str]) -> frozenset[int]:
    """The codes of digits that a font draws as others where its text is not mirrored, or of too few dots to be known.

    Args:
        spec: Its dictionary in the file.
        texts: What the file says of its codes.
    """
    glyphs, names = resolve1(spec.get("CharProcs")) or {}, _names(spec)
    a, b, c, d = (float(resolve1(number)) for number in (resolve1(spec.get("FontMatrix")) or [1, 0, 0, 1])[:4])
    outlines, codes, unknown = dict[str, GlyphOutline](), dict[str, int](), set[int]()
    for code, text in texts.items():
        procedure = resolve1(glyphs.get(names.get(code))) if text in _DIGITS and len(text) == 1 else None
        outline = _outline(procedure, resolve1(spec.get("Resources")) or {}) if isinstance(procedure, PDFStream) else ()
        if outline == OF_FEW_DOTS:
            unknown.add(code)
        elif outline and text not in codes:
            codes[text] = code
            outlines[text] = _moved(outline, (a, b, c, d))
    return frozenset(codes[digit] for digit in other_digits(outlines)) | unknown


def _names(spec: Mapping[str, Any]) -> dict[int, str]:
    """The names of the procedures by code."""
    encoding = resolve1(spec.get("Encoding"))
    names: dict[int, str] = {}
    code = 0
    for part in map(resolve1, resolve1(encoding.get("Differences")) or []) if isinstance(encoding, dict) else ():
        if isinstance(part, int):
            code = part
        else:
            names[code] = str(getattr(part, "name", ""))
            code += 1
    return names


def _moved(outline: GlyphOutline, matrix: _Matrix) -> GlyphOutline:
    a, b, c, d = matrix
    return tuple(tuple((a * x + c * y, b * x + d * y) for x, y in contour) for contour in outline)


def _outline(procedure: PDFStream, resources: Mapping[str, Any]) -> GlyphOutline:
    """The contours that a procedure fills, or those of the dots of its pictures; empty where it does anything else."""
    content = procedure.get_data()
    if len(content) > _LONGEST or _OTHER_DRAWING.search(content):
        return outline_of_pictures(procedure, resources) if len(content) <= _LONGEST_PICTURE else ()
    contours: list[list[tuple[float, float]]] = []
    operands: list[float] = []
    is_filled = False
    for token in _TOKEN.findall(content):
        if not token[:1].isalpha():
            operands.append(float(token))
            continue
        if token in _FILLS:
            is_filled = True
        elif token == b"m":
            contours.append([(operands[-2], operands[-1])])
        elif token == b"re":
            contours.append([*_corners(*operands[-4:])])
        elif contours:
            contours[-1] += _points(token, operands, contours[-1][-1])
        operands.clear()
    return tuple(tuple(contour) for contour in contours if len(contour) > 2) if is_filled else ()  # noqa: PLR2004 - a line


def _corners(x: float, y: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    yield from ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _points(operator: bytes, operands: list[float], start: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """The points that an operator adds to a contour."""
    pairs = list(zip(operands[::2], operands[1::2], strict=False))
    if operator == b"l":
        yield pairs[-1]
    elif operator == b"c":
        yield from points_on_curve(start, *pairs[-3:])
    elif operator == b"v":
        yield from points_on_curve(start, start, *pairs[-2:])
    elif operator == b"y":
        yield from points_on_curve(start, pairs[-2], pairs[-1], pairs[-1])
