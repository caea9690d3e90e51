"""The heads and feet of the printed pages of a workbook's sheets, in which a draft, a year or a unit may be stated."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.readers.document import FileNotice, Origin
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.cells import sheet_parts
from gongkai.readers.formats.workbook_parts.values import sheet_root

_HAS_MARGINS = b"headerFooter"
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|.)', re.DOTALL)
"""A code in such a text: ``&L`` begins its left part, ``&"宋体,常规"`` sets a font, ``&P`` is the page's number."""
_BEGINS_PART, _NAME, _AMPERSAND = frozenset({"&L", "&C", "&R"}), "&A", "&&"
_LONGEST = 300


def notes_in_margins(archive: Archive) -> Iterator[FileNotice]:
    """A notice ``margin`` of each line in the heads and feet of the pages of each sheet, with the sheet as its place.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    for name, path in sheet_parts(archive):
        part = archive.part(path) or b""
        if _HAS_MARGINS in part:
            codes = (code for margins in sheet_root(part).iter(f"{SHEET}headerFooter") for code in _codes(margins))
            for text in dict.fromkeys(line for code in codes for line in margin_lines(code, name)):
                yield FileNotice("margin", text, origin=Origin(sheet=name))


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
