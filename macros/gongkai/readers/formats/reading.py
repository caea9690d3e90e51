"""Reads any file that may hold a report with the reader of its format.

The content decides on the format, the name only where the content does not: a ``.doc`` that is a web page, or a Word
file under the name of a ``.xls``, is read as what it is.
"""

import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from gongkai.errors import ReadError
from gongkai.readers.document import Document
from gongkai.readers.document.boilerplate import without_numbers_above
from gongkai.readers.document.frame_words import without_frame_words
from gongkai.readers.document.radicals import without_radicals
from gongkai.readers.document.spans import MOST_CELLS, WIDEST, TooLargeError
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.files.linked_files import with_files_beside
from gongkai.readers.files.mhtml import text_of_mail
from gongkai.readers.files.refusals import SIZES, check_size, refuse
from gongkai.readers.files.sniffing import kind_of
from gongkai.readers.formats.data_files.json import read_json
from gongkai.readers.formats.docx import read_docx
from gongkai.readers.formats.markdown import read_markdown
from gongkai.readers.formats.old_office import format_by_libreoffice, read_office
from gongkai.readers.formats.text import read_text
from gongkai.readers.html.pages import read_html

Reader = Callable[..., Document]

_READERS: dict[str, Reader] = {
    "html": read_html,
    "md": read_markdown,
    "txt": read_text,
    "json": read_json,
    "docx": read_docx,
    "xlsx": partial(read_in_child_process, "xlsx"),
    "pdf": partial(read_in_child_process, "pdf"),
}
_SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"), "html"),
    **dict.fromkeys((".md", ".markdown"), "md"),
    ".txt": "txt",
    ".json": "json",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
}
_MOST_LINES, _MOST_SIGNS = 5_000, 500_000
"""Paragraphs and lines within them, pictures and rows of tables of a report, and characters.

One of sixty pages has a third of that. What comes after reading takes up to half a millisecond for each line.
"""


def read_document(source: Path | bytes, *, name: str = "", ready: Path | None = None) -> Document:
    """Read a file of any known kind as paragraphs, grids and pictures.

    Args:
        source: The file, or its content.
        name: The file as the clerk knows it, with its suffix; by default the name of the file.
        ready: The folder of ``ManyConversions``, where old Office files have been converted.

    Raises:
        ReadError: It cannot be read; the text says why and what to do.
    """
    if isinstance(source, Path):
        name = name or source.name
        data = _load(source, name=name)
    else:
        data = source
    kind = kind_of(data, name=name)
    check_size(len(data), kind, name=name)
    if kind == "html" and (text := text_of_mail(data)):
        data, kind = text, "txt"
    elif kind == "html" and isinstance(source, Path):
        data = with_files_beside(data, source)
    try:
        office = kind == "office"
        document = read_office(data, name=name, ready=ready) if office else _READERS[kind](data, name=name)
    except TooLargeError as error:
        raise refuse("table-size", name=name, widest=WIDEST, limit=MOST_CELLS) from error
    for blocks in document.by_sheet().values():  # a district's workbook has one for each office
        check_amount(replace(document, blocks=blocks), name=name)
    return without_numbers_above(without_frame_words(without_radicals(document)))


def check_amount(document: Document, *, name: str) -> None:
    """Refuse a document of more content than any report has: all that comes after takes the longer, the more it is.

    Args:
        document: As it was read, or a part of it.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It has more.
    """
    rows = [[cell.text for cell in row if cell.head] for grid in document.grids() for row in grid.rows]
    parts = [*([paragraph.text] for paragraph in document.paragraphs()), *rows]
    lines = len(document.blocks) + len(rows) + sum(text.count("\n") for part in parts for text in part)
    if lines > _MOST_LINES or sum(len(text) for part in parts for text in part) > _MOST_SIGNS:
        raise refuse("long", name=name, limit=f"{_MOST_LINES} 段、行或 {_MOST_SIGNS // 10_000} 万字")


def old_office_file(path: Path) -> tuple[bytes, str] | None:
    """The content of a file that LibreOffice must convert first, and the format it is converted to; else None.

    Args:
        path: The file.
    """
    try:
        data = _load(path, name=path.name)
        kind = format_by_libreoffice(data, name=path.name) if kind_of(data, name=path.name) == "office" else ""
        if kind:
            return data, kind
    except (ReadError, OSError):
        pass  # its reader says why
    return None


def _load(path: Path, *, name: str) -> bytes:
    """The bytes of a file that is not larger than the largest of its kind may be."""
    try:
        status = path.stat()
    except OSError as error:
        raise refuse("absent", name=name) from error
    if not stat.S_ISREG(status.st_mode):
        raise refuse("not-a-file", name=name)
    check_size(status.st_size, _SUFFIXES.get(path.suffix.lower(), "office"), name=name)
    check_size(status.st_size, max(SIZES, key=lambda kind: SIZES[kind]), name=name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse("absent", name=name) from error
