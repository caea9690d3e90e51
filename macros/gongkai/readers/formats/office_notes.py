"""What stands beside the text of an Office file and is not read: comments, and text boxes on sheets of a workbook."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.readers.document import FileNotice
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, WORD, xml_root

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_COMMENTS = re.compile(r"xl/(?:comments/)?comments?\d*\.xml")
_DRAWINGS = re.compile(r"xl/drawings/drawing\d*\.xml")
_QUOTED, _LONGEST = 3, 30
"""Texts that are quoted, and characters of each."""


def comments_in_word(archive: Archive) -> Iterator[FileNotice]:
    """A notice of the comments in a Word file, if it has any.

    Args:
        archive: The parts of the file.

    Raises:
        ReadError: A part is broken.
    """
    part = archive.xml("word/comments.xml")
    yield from _notice("comments", _texts(part, f"{WORD}comment", f"{WORD}t"))


def notes_on_sheets(archive: Archive) -> Iterator[FileNotice]:
    """A notice of the comments on the cells of a workbook and one of its text boxes, if it has any.

    Args:
        archive: The parts of the workbook.

    Raises:
        ReadError: A part is broken.
    """
    comments, boxes = [], []
    for path in sorted(archive.names()):
        if _COMMENTS.fullmatch(path):
            comments += _texts(archive.xml(path), f"{SHEET}comment", f"{SHEET}t")
        elif _DRAWINGS.fullmatch(path):
            boxes += _texts(archive.xml(path), f"{_DRAWING}sp", _TEXT)
    yield from _notice("comments", comments)
    yield from _notice("text-boxes", boxes)


def _texts(part: bytes | None, element: str, words: str) -> list[str]:
    root: Any = xml_root(part) if part else ()
    texts = (" ".join("".join(item.itertext(words)).split()) for item in (root.iter(element) if part else ()))
    return [text for text in texts if text]


def _notice(code: str, texts: Sequence[str]) -> Iterator[FileNotice]:
    if texts:
        excerpts = (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in texts[:_QUOTED])
        yield FileNotice(code, "；".join(excerpts), (("count", str(len(texts))),))
