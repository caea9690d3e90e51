"""Pictures behind the pages of an old workbook (.xls) or of an OpenDocument one, which no conversion keeps.

A sheet has a background, or a head of its pages a picture that reaches below it ([MS-XLS] 2.4.19, 2.4.138 and 2.5.201;
OpenDocument 1.3, part 3, 17.3).
"""

import re

_BACKGROUND = re.compile(rb"\xe9\x00..[\x09\x0e]\x00\x01\x00", re.DOTALL)
_OF_HEAD = re.compile(rb"\x66\x08(..)\x66\x08..\x00{8}", re.DOTALL)
_BEFORE_DRAWING = 10
"""Bytes of such a record that stand before the match of its pattern ends, less those of its type and size."""
_SIZE = re.compile(rb"\x00\x00\x10\xf0\x08\x00\x00\x00.{4}(.{4})", re.DOTALL)
"""Width and height of a picture of a head, in dots of which 96 are an inch."""
_LOWEST = 133
"""Height in dots from which on a picture reaches below the head."""
_OF_OPEN_DOCUMENT = re.compile(
    rb"<style:(?:page-layout|header-footer)-properties\b[^<>]*[^/<>]>\s*<style:background-image\s[^<>]*xlink:href="
)


def has_pictures_behind(data: bytes) -> bool:
    """Whether an old workbook has a picture behind its cells.

    Args:
        data: The file.
    """
    if _BACKGROUND.search(data):
        return True
    for record in _OF_HEAD.finditer(data):
        length = int.from_bytes(record[1], "little") - _BEFORE_DRAWING
        heights = _SIZE.findall(data, record.end(), record.end() + max(length, 0))
        if any(int.from_bytes(height, "little", signed=True) >= _LOWEST for height in heights):
            return True
    return False


def has_open_pictures_behind(styles: bytes) -> bool:
    """Whether an OpenDocument workbook has a picture behind its pages, or behind their heads or feet.

    Args:
        styles: The part with the styles of its pages.
    """
    return _OF_OPEN_DOCUMENT.search(styles) is not None
