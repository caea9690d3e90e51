"""Looks of cells and characters that change what a workbook says: number formats; struck, white, raised characters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.office_xml import SHEET, xml_root

_OFF = {"0", "false"}
_BUILT_IN = {
    **dict.fromkeys((1, 3, 5, 6, 37, 38), "#,##0"),
    **dict.fromkeys((2, 4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((9, 10), "0.00%"),
}
"""Formats that a workbook names by number only (ECMA-376 part 1, 18.8.30), as far as they matter here."""


@dataclass(frozen=True, slots=True)
class CellLooks:
    """What a style has that changes what a cell says.

    Attributes:
        number_format: The code of its number format; empty where numbers are shown as they are.
        struck: Whether its characters are struck out.
        white: Whether they are white and nothing behind them is coloured.
    """

    number_format: str = ""
    struck: bool = False
    white: bool = False


def looks_of(styles: bytes | None) -> dict[int, CellLooks]:
    """By number of a style its looks, of those only that have any of note.

    Args:
        styles: The part that defines the styles, if there is one.
    """
    root = xml_root(styles) if styles else None
    formats = root.find(f"{SHEET}cellXfs") if root is not None else None
    if root is None or formats is None:
        return {}
    codes = {item.get("numFmtId") or "": item.get("formatCode") or "" for item in root.iter(f"{SHEET}numFmt")}
    struck = {place for place, font in _numbered(root, "fonts") if _is_on(font.find(f"{SHEET}strike"))}
    white = {place for place, font in _numbered(root, "fonts") if _is_white(font.find(f"{SHEET}color"))}
    coloured = {place for place, fill in _numbered(root, "fills") if _is_coloured(fill)}
    looks: dict[int, CellLooks] = {}
    for number, item in enumerate(formats):
        key, font = item.get("numFmtId") or "0", whole_number(item.get("fontId") or "")
        code = codes.get(key) or _BUILT_IN.get(whole_number(key) or 0, "")
        is_white = font in white and whole_number(item.get("fillId") or "") not in coloured
        look = CellLooks("" if code in {"General", "@"} else code, struck=font in struck, white=is_white)
        if look != CellLooks():
            looks[number] = look
    return looks


def _numbered(root: Any, name: str) -> Iterator[tuple[int, Any]]:
    items = root.find(f"{SHEET}{name}")
    return enumerate(items if items is not None else ())


def _is_white(color: Any) -> bool:
    """Whether a colour is white, by itself or as that of the paper in the file's theme."""
    return color is not None and ((color.get("rgb") or "").upper() == "FFFFFFFF" or color.get("theme") == "0")


def _is_coloured(fill: Any) -> bool:
    pattern = fill.find(f"{SHEET}patternFill")
    if pattern is None:
        return len(fill) > 0
    return (pattern.get("patternType") or "none") != "none" and not _is_white(pattern.find(f"{SHEET}fgColor"))


def marked_texts(shared: bytes | None) -> dict[int, str]:
    """By its number each shared text that has struck or raised characters, with these in brackets.

    Args:
        shared: The part with the texts that cells refer to, if there is one.
    """
    if not shared or b"rPr" not in shared:
        return {}
    texts = ((number, text_of(item)) for number, item in enumerate(xml_root(shared).iterchildren(f"{SHEET}si")))
    return {number: text for number, text in texts if text is not None}


def text_of(item: Any) -> str | None:
    """A text with its struck and raised characters in brackets; None where it has none.

    Args:
        item: An element of parts with properties of their own (``si`` or ``is``).
    """
    parts: list[str] = []
    is_marked = False
    for run in item.iterchildren(f"{SHEET}r") if item is not None else ():
        text = run.findtext(f"{SHEET}t") or ""
        properties = run.find(f"{SHEET}rPr")
        mark = _mark(properties, text, "".join(parts)) if properties is not None and text.strip() else None
        parts.append(text if mark is None else f"[{mark}{text.strip()}]")
        is_marked = is_marked or mark is not None
    return "".join(parts).strip() if is_marked else None


def _mark(properties: Any, text: str, before: str) -> str | None:
    """What stands before struck or raised characters in brackets; a raised 1 behind 22 must not read 221."""
    if _is_on(properties.find(f"{SHEET}strike")):
        return say("readers.struck")
    place = properties.find(f"{SHEET}vertAlign")
    raised = place is not None and place.get("val") in {"superscript", "subscript"}
    return "" if raised and before.rstrip()[-1:].isdigit() and text.strip()[:1].isdigit() else None


def _is_on(element: Any) -> bool:
    return element is not None and (element.get("val") or "").lower() not in _OFF
