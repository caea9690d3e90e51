"""Recognises fonts of a PDF that draw other digits than the file says, by the outlines of their glyphs.

An embedded subset names neither its glyphs nor their characters: extracted text is what the file says of the codes.
Fonts whose glyphs are drawings of their own (Type 3) have no outlines for the library: see ``type3_digits``.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.readers.formats.pdf_drawn.digit_shapes import other_digits
from gongkai.readers.formats.pdf_drawn.shape_measures import GlyphOutline

_DIGITS = "0123456789"
_NO_CHARACTER = "\ue0ff"
"""A character for private use: a font draws for it what it draws for every character that it lacks."""
_SIZE = 100.0
_FEWEST_ALIKE = 3
"""The fewest digits with the same outline that show that it is the outline for a missing character."""
_STEPS = 4
"""Straight lines that stand for a curve."""
_MOST_OBJECTS, _MOST_FONTS, _DEEPEST = 50_000, 100, 4

_POINTS_OF_CURVE = 3
_OF_PART = re.compile(r"^[A-Z]{6}\+")
"""What stands before the name of a font of which a file has some glyphs only (ISO 32000-1, 9.6.4)."""
_Point = tuple[float, float]


DigitsByFont = dict[str, frozenset[str]]
"""Digits by the plain name of their font."""


def other_digits_of_fonts(pages: Iterable[Any], raw: Any) -> DigitsByFont:
    """The digits that have the outline of another character in an embedded font.

    For a digit that a font lacks, the library gives the glyph of some other code, so that the caller must ask only
    about digits that the text has.

    Args:
        pages: The pages of a file of pypdfium2, which stay open.
        raw: The functions of the library.
    """
    fonts: dict[int, Any] = {}
    for page in pages:
        for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
            _take_fonts(raw.FPDFPage_GetObject(page.raw, number), fonts, raw, 0)
        if len(fonts) > _MOST_FONTS:
            break
    others: dict[str, set[str]] = {}
    true: dict[str, set[str]] = {}  # fonts may share a name: what one of them draws right is not asked about
    for font in fonts.values():
        name = _name(font, raw)
        for digit, is_other in _judged_digits(font, raw):
            (others if is_other else true).setdefault(name, set()).add(digit)
    return {name: frozenset(digits - true.get(name, set())) for name, digits in others.items()}


def plain_name(name: object) -> str:
    """The name of a font in the form in which names are compared: two libraries decode other letters differently.

    Args:
        name: As a library gives it.
    """
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return "".join(character for character in text if character.isascii())


def digits_drawn_otherwise(name: object, digits: DigitsByFont) -> frozenset[str]:
    """The digits that a font draws as others, by its name on a page.

    Args:
        name: The name; of a font that is embedded in part the library may leave the letters before it out.
        digits: What ``other_digits_of_fonts`` knows.
    """
    plain = plain_name(name)
    return digits.get(plain) or digits.get(_OF_PART.sub("", plain), frozenset())


def _take_fonts(item: Any, fonts: dict[int, Any], raw: Any, depth: int) -> None:
    """Add the fonts of an object on a page, and of the objects within it, by their addresses."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        font = raw.FPDFTextObj_GetFont(item)
        if font:
            fonts[ctypes.addressof(font.contents)] = font
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for number in range(min(raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            _take_fonts(raw.FPDFFormObj_GetObject(item, number), fonts, raw, depth + 1)


def _name(font: Any, raw: Any) -> str:
    buffer = ctypes.create_string_buffer(raw.FPDFFont_GetBaseFontName(font, None, 0) or 1)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return plain_name(buffer.value)


def _judged_digits(font: Any, raw: Any) -> Iterator[tuple[str, bool]]:
    """The digits of a font whose outlines are known, each with whether its outline is another character's."""
    if raw.FPDFFont_GetIsEmbedded(font) != 1:
        return
    outlines = {digit: _outline(font, digit, raw) for digit in _DIGITS}
    alike = [outline for outline in outlines.values() if list(outlines.values()).count(outline) >= _FEWEST_ALIKE]
    missing = {(), _outline(font, _NO_CHARACTER, raw), *alike}
    outlines = {digit: outline for digit, outline in outlines.items() if outline not in missing}
    others = other_digits(outlines)
    yield from ((digit, digit in others) for digit in outlines)


def _outline(font: Any, character: str, raw: Any) -> GlyphOutline:
    """The contours that a font draws for a character; empty if it draws nothing."""
    path = raw.FPDFFont_GetGlyphPath(font, ord(character), _SIZE)
    contours: list[list[_Point]] = []
    curve: list[_Point] = []
    across, up = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, across, up)
        point = (across.value, up.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not contours:
            contours.append([point])
        elif kind != raw.FPDF_SEGMENT_BEZIERTO:
            contours[-1].append(point)
        else:
            curve.append(point)
            if len(curve) == _POINTS_OF_CURVE:
                contours[-1] += points_on_curve(contours[-1][-1], *curve)
                curve.clear()
    return tuple(tuple(contour) for contour in contours if len(contour) > 2)  # noqa: PLR2004 - a point or a line


def points_on_curve(start: _Point, leaving: _Point, arriving: _Point, end: _Point) -> Iterator[_Point]:
    """Points on a Bézier curve, by its two ends and the two points that draw it, without its start.

    Args:
        start: Where it begins.
        leaving: To where it leaves.
        arriving: From where it arrives.
        end: Where it ends.
    """
    for step in range(1, _STEPS + 1):
        there = step / _STEPS
        back = 1 - there
        shares = (back**3, 3 * back**2 * there, 3 * back * there**2, there**3)
        points = (start, leaving, arriving, end)
        yield (
            sum(share * point[0] for share, point in zip(shares, points, strict=True)),
            sum(share * point[1] for share, point in zip(shares, points, strict=True)),
        )
