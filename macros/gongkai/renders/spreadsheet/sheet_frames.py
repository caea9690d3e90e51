"""What XlsxWriter makes of a sheet besides its rows (columns, page, view), kept for sheets that are set up alike."""

import re
from collections.abc import Hashable
from typing import NamedTuple

_SIZE = re.compile(r'(?<=<dimension ref=")[A-Z0-9:]+(?="/>)')
_ROWS_BEGIN, _ROWS_END = "<sheetData>", "</sheetData>"
_MOST = 256


class SheetFrame(NamedTuple):
    """The XML of a sheet without the range of its cells and its rows.

    Attributes:
        before: The XML before the range of its cells.
        opening: The XML between that range and the rows.
        behind: The XML after the rows.
    """

    before: str
    opening: str
    behind: str


_frames: dict[Hashable, SheetFrame] = {}


def frame_of(key: Hashable) -> SheetFrame | None:
    """What was kept under a key; None where nothing was."""
    return _frames.get(key)


def keep_frame(key: Hashable, xml: str) -> None:
    """Keep the frame of a sheet.

    Args:
        key: Everything that the frame depends on.
        xml: The sheet.
    """
    head, begin, rest = xml.partition(_ROWS_BEGIN)
    size = _SIZE.search(head)
    if size is None:
        return
    if len(_frames) >= _MOST:
        _frames.clear()
    _frames[key] = SheetFrame(head[: size.start()], head[size.end() :] + begin, rest[rest.rindex(_ROWS_END) :])
