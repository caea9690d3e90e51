"""The end of a PDF file, where it says at which byte the table of its objects begins (ISO 32000-1, 7.5.5)."""

import re

_NEAR_END = 65_536
"""Bytes at the end of a file among which it says so; the standard has the last line but one in mind."""
_START = re.compile(rb"startxref\s{1,4}(\d{1,10})")
_END = b"\nstartxref\n%b\n%%%%EOF\n"


def with_end(data: bytes) -> bytes:
    """The file with its end, where that is missing or far from the end: the library looks for it line by line.

    A file of 20 MB without a line break takes it half a minute.

    Args:
        data: The file.
    """
    place = data.rfind(b"startxref")
    if len(data) - place <= _NEAR_END:
        return data
    start = _START.match(data, place) if place >= 0 else None
    return data + _END % (start[1] if start else b"0")
