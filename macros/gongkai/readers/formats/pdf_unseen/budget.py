"""How much the fonts and forms of a PDF may ask of its reader.

Tables of codes that name millions of them, or forms that are drawn a hundred thousand times, are in no report.

The library writes out each code of a range, and reads a form anew each time that it is drawn. This module needs the
extra for PDF; it is imported where a page is at hand, which proves that the extra is there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from gongkai.readers.formats.pdf_drawn import CrowdedPageError
from gongkai.readers.formats.pdf_unseen.layers import entries_of

_MOST = 4_000_000
"""Steps for a file, each of which takes less than a millionth of a second."""
_OF_FONT, _OF_NAME, _OF_FORM, _OF_BYTE = 1_000, 30, 100, 2
"""Steps for a font, a name of one, a form that is drawn, and a byte of a table of codes."""
_RANGES = re.compile(rb"begin(?:bf|cid)range")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,8})\s*>\s*<\s*([0-9A-Fa-f]{1,8})\s*>\s*(?:<[^<>]*>|\[[^\[\]]*\]|\d+)")
"""A range of codes in such a table, after the word that begins them: the first, the last, and what they stand for."""
_END = b"end"
_WIDTHS = {"W": 3, "W2": 5}
"""Tables of widths, with the numbers that a range of codes has in them."""
_LIMIT = "字体的编码表、重复的图形"


class ReadingBudget:
    """The steps that are left for a file."""

    def __init__(self) -> None:
        self._remaining = _MOST
        self._numbers: set[int] = set()

    def take_form(self) -> None:
        """Count a form that is drawn.

        Raises:
            CrowdedPageError: There are too many.
        """
        self._take(_OF_FORM)

    def take_fonts(self, fonts: Mapping[Any, Any]) -> None:
        """Count the fonts of a page or form; those that are the same objects of the file once.

        Args:
            fonts: Their dictionaries, or references to these, by name.

        Raises:
            CrowdedPageError: There are too many, or they name too many codes.
        """
        for font in fonts.values():
            self._take(_OF_NAME)
            if isinstance(font, PDFObjRef):
                if font.objid in self._numbers:
                    continue
                self._numbers.add(font.objid)
            self._take(_OF_FONT)
            for steps in _steps_of(entries_of(font)):
                self._take(steps)

    def _take(self, steps: int) -> None:
        self._remaining -= steps
        if self._remaining < 0:
            raise CrowdedPageError(_LIMIT)


def _steps_of(font: Mapping[str, Any]) -> Iterator[int]:
    for name in ("ToUnicode", "Encoding"):
        table = resolve1(font.get(name))
        if isinstance(table, PDFStream):
            data = table.get_data()
            yield _OF_BYTE * len(data)
            for part in _RANGES.split(data)[1:]:
                for first, last in _RANGE.findall(part.partition(_END)[0]):
                    yield max(int(last, 16) - int(first, 16), 0)
    inner = resolve1(font.get("DescendantFonts"))
    for own in map(entries_of, inner[:1] if isinstance(inner, list) else ()):
        for name, length in _WIDTHS.items():
            yield from _steps_of_widths(resolve1(own.get(name)), length)


def _steps_of_widths(widths: Any, length: int) -> Iterator[int]:
    run: list[float] = []
    for item in map(resolve1, widths if isinstance(widths, list) else ()):
        if isinstance(item, list):
            yield len(item)
            run = []
        elif isinstance(item, (int, float)):
            run.append(item)
        if len(run) == length:
            yield max(int(run[1] - run[0]), 0)
            run = []
