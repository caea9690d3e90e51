"""Recognises fonts of a PDF that draw other digits than the file says, by the outlines of their glyphs.

An embedded subset names neither its glyphs nor their characters: extracted text is what the file says of the codes.
But in any font an 8 encloses two holes, a 0, a 6 and a 9 one, and a 1, a 3, a 5 and a 7 none. A font that exchanges
digits only within these groups cannot be recognised by them.
"""

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

_HOLES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys("1357", (0,)),
    **dict.fromkeys("24", (0, 1)),
    **dict.fromkeys("69", (1,)),
    "0": (1, 2),
    "8": (2,),
}
"""How many holes the outline of a digit has: a 2 may have a loop, a 4 be open, a 0 be struck through."""
_MIDDLE = 0.05
"""The least distance of the hole of a 6 below the middle of the digit, or of a 9 above it, as a share of its height."""
_NO_CHARACTER = "\ue0ff"
"""A character for private use: a font draws for it what it draws for every character that it lacks."""
_SIZE = 100.0
_FEWEST_ALIKE = 3
"""The fewest digits with the same outline that show that it is the outline for a missing character."""
_MOST_OBJECTS, _MOST_FONTS, _DEEPEST = 50_000, 100, 4

_Contour = tuple[tuple[float, float], ...]
_Outline = tuple[_Contour, ...]


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
    outlines = {digit: _outline(font, digit, raw) for digit in _HOLES}
    alike = [outline for outline in outlines.values() if list(outlines.values()).count(outline) >= _FEWEST_ALIKE]
    missing = {(), _outline(font, _NO_CHARACTER, raw), *alike}
    yield from ((digit, _is_other(digit, outline)) for digit, outline in outlines.items() if outline not in missing)


def _outline(font: Any, character: str, raw: Any) -> _Outline:
    """The contours that a font draws for a character; empty if it draws nothing."""
    path = raw.FPDFFont_GetGlyphPath(font, ord(character), _SIZE)
    contours: list[list[tuple[float, float]]] = []
    across, up = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, across, up)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not contours:
            contours.append([])
        contours[-1].append((across.value, up.value))
    return tuple(tuple(contour) for contour in contours if len(contour) > 2)  # noqa: PLR2004 - a point or a line


def _is_other(digit: str, outline: _Outline) -> bool:
    """Whether an outline is not a digit's, by its holes: contours that run the other way round than the largest."""
    areas = [_area(contour) for contour in outline]
    largest = max(areas, key=abs)
    holes = [contour for contour, area in zip(outline, areas, strict=True) if area * largest < 0]
    if len(holes) not in _HOLES[digit]:
        return True
    if digit not in "69":
        return False
    heights = [up for contour in outline for _, up in contour]
    middle = (min(heights) + max(heights)) / 2
    inner = [up for _, up in holes[0]]
    above = ((min(inner) + max(inner)) / 2 - middle) / max(max(heights) - min(heights), 1e-6)
    return above > -_MIDDLE if digit == "6" else above < _MIDDLE


def _area(contour: _Contour) -> float:
    """The area within a contour; negative if it runs the other way round."""
    points = zip(contour, (*contour[1:], contour[0]), strict=True)
    return sum(left * upper - right * lower for (left, lower), (right, upper) in points) / 2
