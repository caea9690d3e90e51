"""The heads and feet of the printed pages of a workbook's sheets: a draft, a year or a unit may be stated there.

A picture there, or one behind the whole sheet, may say that it is void. Figures outside of what is printed are told.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.values import CellPlace, column_letters, place_of, sheet_root

_OPEN_STYLE, _OPEN_TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "text"))
_OPEN_MARGINS = tuple(
    f"{_OPEN_STYLE}{place}{pages}" for place in ("header", "footer") for pages in ("", "-left", "-first")
)
_HAS_MARGINS = b"headerFooter"
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|.)', re.DOTALL)
"""A code in such a text: ``&L`` begins its left part, ``&"宋体,常规"`` sets a font, ``&P`` is the page's number."""
_BEGINS_PART, _NAME, _AMPERSAND = frozenset({"&L", "&C", "&R"}), "&A", "&&"
_LONGEST = 300
_BACKGROUND, _PICTURE = re.compile(rb"<(?:\w+:)?picture\s"), b"&amp;G"
_PICTURES = re.compile(rb"<v:shape\s[^<>]*>(?=(?:(?!</v:shape>).)*<v:imagedata)", re.DOTALL)
_HEIGHT = re.compile(rb"(?<![\w-])height:\s*(\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|px)")
_POINTS = {b"pt": 1.0, b"in": 72.0, b"cm": 28.35, b"mm": 2.835, b"px": 0.75}
_PRINT_AREA = "_xlnm.Print_Area"
"""The name that a workbook gives to what of a sheet is printed (ECMA-376 part 1, 18.2.5)."""
_RANGE = re.compile(r"!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?=,|$)")
_LOWEST = 100.0
"""Points from which on a picture in a head reaches below it."""


def notes_in_margins(archive: Archive) -> Iterator[FileNotice]:
    """A notice ``margin`` of each line in the heads and feet of the pages of each sheet, with the sheet as its place.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    yield from _in_open_document(archive.part("styles.xml") or b"")
    for name, path in sheet_parts(archive):
        part = archive.part(path) or b""
        if _HAS_MARGINS in part:
            codes = (code for margins in sheet_root(part).iter(f"{SHEET}headerFooter") for code in _codes(margins))
            for text in dict.fromkeys(line for code in codes for line in margin_lines(code, name)):
                yield FileNotice("margin", text, origin=Origin(sheet=name))


def pictures_behind(archive: Archive) -> Iterator[FileNotice]:
    """A notice of each sheet with a picture behind its cells.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    for name, path in sheet_parts(archive):
        if _has_watermark(archive, path, archive.part(path) or b""):
            yield FileNotice("drawn-behind", origin=Origin(sheet=name))


def figures_not_printed(archive: Archive) -> Iterator[FileNotice]:
    """A notice of each sheet with numbers outside of the area that is printed: how many, and the first of them.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    part = archive.part("xl/workbook.xml") or b""
    names = xml_root(part).iter(f"{SHEET}definedName") if _PRINT_AREA.encode() in part else ()
    areas = {
        name.get("localSheetId"): list(_ranges(name.text or "")) for name in names if name.get("name") == _PRINT_AREA
    }
    for number, (name, path) in enumerate(sheet_parts(archive)):
        ranges = areas.get(str(number))
        cells = sheet_root(archive.part(path) or b"<none/>").iter(f"{SHEET}c") if ranges else ()
        places = [place for cell in cells if _is_number(cell) and (place := place_of(cell.get("r") or "")) is not None]
        outside = [place for place in places if not any(_is_within(place, item) for item in ranges or ())]
        if outside:
            first = f"{column_letters(outside[0][1] + 1)}{outside[0][0] + 1}"
            yield FileNotice(
                "not-printed", args=(("count", str(len(outside))), ("place", first)), origin=Origin(sheet=name)
            )


def _ranges(text: str) -> Iterator[tuple[CellPlace, CellPlace]]:
    """The ranges of cells that an area is made of, each as the first and the last one."""
    for match in _RANGE.finditer(text):
        begin = place_of(f"{match[1]}{match[2]}")
        end = place_of(f"{match[3]}{match[4]}") if match[3] else begin
        if begin is not None and end is not None:
            yield begin, end


def _is_within(place: CellPlace, span: tuple[CellPlace, CellPlace]) -> bool:
    return all(first <= at <= last for first, at, last in zip(span[0], place, span[1], strict=True))


def _is_number(cell: Any) -> bool:
    return (cell.get("t") or "n") == "n" and bool((cell.findtext(f"{SHEET}v") or "").strip())


def _has_watermark(archive: Archive, path: str, part: bytes) -> bool:
    """Whether a picture is behind the cells of a sheet: its background, or one in a head that is too high for a head.

    The latter is how Excel puts a watermark on pages.
    """
    if _BACKGROUND.search(part):
        return True
    if _HAS_MARGINS not in part or _PICTURE not in part:
        return False
    forms = (archive.part(name) or b"" for kind, _, name in linked_parts(archive, path) if kind.endswith("/vmlDrawing"))
    heights = (
        float(number) * _POINTS[unit]
        for form in forms
        for shape in _PICTURES.findall(form)
        for number, unit in _HEIGHT.findall(shape)
    )
    return any(height >= _LOWEST for height in heights)


def _in_open_document(styles: bytes) -> Iterator[FileNotice]:
    """Those of an OpenDocument workbook (1.3, part 3, 16.11), whose pages have them by their styles."""
    margins = xml_root(styles).iter(*_OPEN_MARGINS) if b"<style:header" in styles or b"<style:footer" in styles else ()
    lines = (" ".join("".join(line.itertext()).split()) for part in margins for line in part.iter(f"{_OPEN_TEXT}p"))
    yield from (FileNotice("margin", line[:_LONGEST]) for line in dict.fromkeys(lines) if line)


def _codes(margins: Any) -> Iterator[str]:
    """The texts with their codes; those of first and of even pages where these have their own."""
    kinds = {"odd": "", "even": "differentOddEven", "first": "differentFirst"}
    for kind, switch in kinds.items():
        if not switch or margins.get(switch) in ("1", "true"):
            yield from (margins.findtext(f"{SHEET}{kind}{place}") or "" for place in ("Header", "Footer"))


def margin_lines(code: str, sheet: str) -> Iterator[str]:
    """The lines of the parts of a head or foot, without what only a program fills in, such as the number of the page.

    Args:
        code: Its text, with the codes of its format.
        sheet: Name of the sheet, which one of the codes stands for.
    """
    texts, place = [""], 0
    for match in _CODE.finditer(code):
        texts[-1] += code[place : match.start()]
        place = match.end()
        if match[0].upper() in _BEGINS_PART:
            texts.append("")
        else:
            texts[-1] += {_NAME: sheet, _AMPERSAND: "&"}.get(match[0].upper(), "")
    texts[-1] += code[place:]
    for text in texts:
        yield from (plain for line in text.splitlines() if (plain := " ".join(line.split())[:_LONGEST]))
