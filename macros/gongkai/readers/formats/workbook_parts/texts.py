"""Texts of cells of a workbook, of which single characters may be struck, raised, white or too small."""

import re
from itertools import pairwise
from typing import Any

from gongkai.findings import say
from gongkai.readers.files.office_looks import BLACK
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.looks import CellLooks, font_looks, words_of_unseen
from gongkai.readers.formats.workbook_parts.palette import Palette

FIGURE = re.compile(r"\s*(?:[-+¥￥]?[\d,.]+(?:[件个宗条份人家起项次篇元]|[万亿]元)?|[-+])\s*")
"""What may be a figure, or a part of one."""

SMALLER_BY = 0.8
"""The share of the size of characters up to which others beside them are clearly smaller."""


def plain_text(item: Any) -> str:
    """The characters of a text, without those that say how to read them.

    Args:
        item: An element ``si`` or ``is``.
    """
    parts = [
        item.findtext(f"{SHEET}t") or "",
        *(part.findtext(f"{SHEET}t") or "" for part in item.findall(f"{SHEET}r")),
    ]
    return "".join(parts)


def marked_text(item: Any, looks: CellLooks, palette: Palette) -> str | None:
    """A text with its characters of note in brackets; None where it has none.

    Args:
        item: An element of parts with properties of their own (``si`` or ``is``).
        looks: Those of the cell.
        palette: The colours of the workbook.
    """
    parts: list[str] = []
    is_marked = False
    runs = [(run.findtext(f"{SHEET}t") or "", run.find(f"{SHEET}rPr")) for run in item.iterchildren(f"{SHEET}r")]
    small = _small_ones(runs, looks, palette)
    for number, (text, properties) in enumerate(runs):
        mark = None
        if properties is not None and text.strip():
            behind = "".join(other for other, _ in runs[number + 1 :]) if not "".join(parts).strip() else ""
            mark = _mark(properties, text, ("".join(parts), behind), looks, palette)
        mark = "" if mark is None and number in small else mark
        parts.append(text if mark is None else f"[{mark}{text.strip()}]")
        is_marked = is_marked or mark is not None
    return "".join(parts).strip() if is_marked else None


def _small_ones(runs: list[tuple[str, Any]], looks: CellLooks, palette: Palette) -> set[int]:
    """The numbers of the runs whose digits touch others that are clearly larger."""
    small: set[int] = set()
    sizes = [font_looks(item, palette, BLACK).size if item is not None else looks.size for _, item in runs]
    for number, ((text, _), (text_behind, _)) in enumerate(pairwise(runs)):
        if text[-1:].isdigit() and text_behind[:1].isdigit():
            size, size_behind = sizes[number : number + 2]
            if min(size, size_behind) <= SMALLER_BY * max(size, size_behind):
                small.add(number if size < size_behind else number + 1)
            elif number in small:
                small.add(number + 1)
    return small


def _mark(properties: Any, text: str, around: tuple[str, str], looks: CellLooks, palette: Palette) -> str | None:
    """What stands before characters of note in brackets; a raised 1 beside 22 must not read 221 or 122."""
    font = font_looks(properties, palette, BLACK)
    if font.struck:
        return say("readers.struck")
    if FIGURE.fullmatch(text):
        words = say("readers.tiny") if font.tiny else words_of_unseen(font.color, looks.ground)
        words = say("readers.symbol") if font.pictures else words
        if words:
            return words
    if not font.raised:
        return None
    before, behind = (part.strip() for part in around)
    if not (before or behind) and FIGURE.fullmatch(text):
        return say("readers.raised")
    is_behind = before[-1:].isdigit() and text.strip()[:1].isdigit()
    is_before = text.strip()[-1:].isdigit() and behind[:1].isdigit() and not before
    return "" if is_behind or is_before else None
