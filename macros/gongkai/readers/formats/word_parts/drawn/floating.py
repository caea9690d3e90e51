"""What floats over the text of a Word file, as new programs write it (DrawingML) and as old ones did (VML)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.files.office_xml import WORD

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LOOKS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPES = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_OLD_WRAP = "{urn:schemas-microsoft-com:office:word}wrap"
_OLD_SHAPES = frozenset(
    f"{_VML}{name}" for name in ("rect", "roundrect", "oval", "shape", "line", "polyline", "group", "image", "arc")
)
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|px|pc|)")
_UNITS = {"pt": 12_700, "": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "pc": 152_400}
"""English Metric Units in each unit of length."""
_OFF = ("f", "false", "0")
_INK = "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart"
_OF_OTHERS = re.compile(r"/(?:chart|chartex|diagram)$")
"""How the kinds of drawings end that other parts of the file hold, which fill their area."""


@dataclass(frozen=True, slots=True)
class Floating:
    """Something that floats; lengths are in English Metric Units.

    Attributes:
        element: Its element, which stands where it is anchored.
        across: How far right it begins.
        down: How far down it begins; None where that depends on its height.
        width: Its width.
        height: Its height.
        beside: What ``down`` is measured from: ``paragraph``, ``line``, ``page``, ``margin`` …
        beside_across: What ``across`` is measured from: ``column``, ``page``, ``leftMargin`` …
        align: How it is aligned from top to bottom where it is placed so: ``top``, ``center``, ``bottom`` …
        is_of_cell: Whether it is measured from the cell in which it is anchored, if it is in one.
        is_above: Whether it lies on the text, which does not move aside for it.
        is_line: Whether it is a line, or strokes of a pen.
        has_colour: Whether it is a line that is drawn, or an area that is filled.
        picture: The id of its picture, empty where the id is not known; None where it is none.
    """

    element: Any
    across: int
    down: int | None
    width: int
    height: int
    beside: str
    is_of_cell: bool
    is_above: bool
    is_line: bool
    has_colour: bool
    picture: str | None = None
    beside_across: str = ""
    align: str = ""


def floating_objects(root: Any) -> Iterator[Floating]:
    """What floats in a part of a Word file, but not the copies for older programs.

    Args:
        root: The root element of the part.
    """
    for anchor in root.iter(f"{DRAWING}anchor"):
        if next(anchor.iterancestors(_FALLBACK), None) is None:
            yield _of_anchor(anchor)
    for holder in root.iter(f"{WORD}pict", f"{WORD}object"):
        if next(holder.iterancestors(_FALLBACK), None) is None:
            yield from (_of_old(shape, style) for shape in holder if (style := _old_style(shape)))


def _of_anchor(anchor: Any) -> Floating:
    extent = anchor.find(f"{DRAWING}extent")
    width, height = ((whole_number(extent.get(side) or "") or 0) if extent is not None else 0 for side in ("cx", "cy"))
    offsets = [(anchor.findtext(f"{DRAWING}position{side}/{DRAWING}posOffset") or "").strip() for side in ("H", "V")]
    across, down = (_signed(offset) for offset in offsets)
    beside, beside_across = (_relative(anchor.find(f"{DRAWING}position{side}")) for side in ("V", "H"))
    align = (anchor.findtext(f"{DRAWING}positionV/{DRAWING}align") or "").strip()
    if down is None and align == "top":
        down = 0
    picture = next(anchor.iter(_PICTURE), None)
    looks = list(anchor.iter(f"{_SHAPES}spPr"))
    is_ink = next(anchor.iter(_INK), None) is not None
    kinds = (item.get("uri") or "" for item in anchor.iter(f"{_LOOKS}graphicData"))
    wraps = [item for item in anchor.iterchildren(f"{DRAWING}*") if "wrap" in item.tag.rpartition("}")[2]]
    return Floating(
        anchor, across or 0, down, width, height,
        beside=beside,
        is_of_cell=anchor.get("layoutInCell") not in _OFF,
        is_above=anchor.get("behindDoc") not in ("1", "true") and all("wrapNone" in item.tag for item in wraps),
        is_line=is_ink or (any(map(_is_line, looks)) and picture is None),
        has_colour=is_ink or any(map(_has_colour, looks)) or any(map(_OF_OTHERS.search, kinds)),
        picture=next((item.get(f"{_RELATIONS}embed") or "" for item in picture.iter(f"{_LOOKS}blip")), "")
        if picture is not None
        else None,
        beside_across=beside_across,
        align=align,
    )  # fmt: skip


def _relative(place: Any) -> str:
    return (place.get("relativeFrom") or "") if place is not None else ""


def _signed(text: str) -> int | None:
    number = whole_number(text.removeprefix("-"))
    return -number if number is not None and text.startswith("-") else number


def _is_line(looks: Any) -> bool:
    form = looks.find(f"{_LOOKS}prstGeom")
    return form is not None and ("line" in form.get("prst", "") or "Connector" in form.get("prst", ""))


def _has_colour(looks: Any) -> bool:
    return looks.find(f"{_LOOKS}ln/{_LOOKS}noFill" if _is_line(looks) else f"{_LOOKS}noFill") is None


def _old_style(shape: Any) -> dict[str, str]:
    """The declarations of a shape that floats and is shown; empty for any other."""
    parts = (part.partition(":") for part in (shape.get("style") or "").split(";"))
    style = {name.strip().lower(): value.strip().lower() for name, _, value in parts}
    is_shown = style.get("position") == "absolute" and style.get("visibility") != "hidden"
    return style if is_shown and shape.tag in _OLD_SHAPES else {}


def _of_old(shape: Any, style: dict[str, str]) -> Floating:
    is_line = shape.tag == f"{_VML}line" or shape.get(f"{_OFFICE}connectortype") is not None
    drawn = [item for item in shape.iter() if item.tag in _OLD_SHAPES and item.tag != f"{_VML}group"]
    wraps = [item.get("type") or "none" for item in shape.iter(_OLD_WRAP)]
    pictures = [item.get(f"{_RELATIONS}id") or "" for item in shape.iter(f"{_VML}imagedata")]
    is_of_words = next(shape.iter(f"{_VML}textpath"), None) is not None
    relative = style.get("mso-position-vertical-relative", "text")
    across, down, width, height = _old_box(shape, style)
    return Floating(
        shape, across or 0, down, width or 0, height or 0,
        beside="paragraph" if relative == "text" else relative,
        is_of_cell=shape.get(f"{_OFFICE}allowincell") not in _OFF,
        is_above=not style.get("z-index", "").startswith("-") and all(wrap == "none" for wrap in wraps),
        is_line=is_line,
        has_colour=not is_of_words and any(_is_drawn(item, is_line=is_line) for item in drawn),
        picture=pictures[0] if pictures else None,
        beside_across=style.get("mso-position-horizontal-relative", "column"),
        align=style.get("mso-position-vertical", "absolute"),
    )  # fmt: skip


def _old_box(shape: Any, style: dict[str, str]) -> list[int | None]:
    """How far right and down a shape begins, and its width and height; None for what is not known."""
    ends = [[_emu(length.strip()) for length in (shape.get(name) or "").split(",")] for name in ("from", "to")]
    if "margin-top" not in style and all(len(end) == 2 and None not in end for end in ends):  # noqa: PLR2004 - x and y
        starts = [min(pair) for pair in zip(*ends, strict=True)]
        return [*starts, *(abs(one - other) for one, other in zip(*ends, strict=True))]
    box = [_emu(style.get(name, "0")) for name in ("margin-left", "margin-top", "width", "height")]
    if style.get("mso-position-vertical", "absolute") != "absolute":
        box[1] = None
    return box


def _is_drawn(shape: Any, *, is_line: bool) -> bool:
    """Whether a line is drawn, or an area is filled, so that nothing below it is seen."""
    if is_line:
        return shape.get("stroked") not in _OFF
    fills = list(shape.iterchildren(f"{_VML}fill"))
    is_clear = any(fill.get("on") in _OFF or _is_nought(fill.get("opacity")) for fill in fills)
    return shape.get("filled") not in _OFF and not is_clear


def _is_nought(opacity: str | None) -> bool:
    return opacity is not None and not opacity.strip("0.f%")


def _emu(length: str) -> int | None:
    match = _LENGTH.fullmatch(length)
    return round(float(match[1]) * _UNITS[match[2]]) if match is not None else None
