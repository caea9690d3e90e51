"""Reads old Office files (.doc, .xls, .wps, .et, .rtf, OpenDocument), most of them by way of LibreOffice.

Old workbooks are read without it where possible. What LibreOffice writes is read like any Word file or workbook.
"""

import contextlib
from pathlib import Path

from gongkai.errors import ReadError
from gongkai.readers.document import Document
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.files.office_conversion import convert_office
from gongkai.readers.files.refusals import refuse
from gongkai.readers.formats.docx import read_docx

_SHEETS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SUFFIXES = {".xls": "xlsx", ".et": "xlsx", ".ods": "xlsx"}


def is_for_libreoffice(data: bytes, *, name: str) -> bool:
    """Whether an old Office file can be read only as the Word file that LibreOffice makes of it.

    Args:
        data: The file.
        name: The file as the clerk knows it.
    """
    return _ENCRYPTED not in data and _target(data, name=name) == "docx"


def read_office(data: bytes, *, name: str, ready: Path | None = None) -> Document:
    """The document of an old Office file.

    Args:
        data: The file.
        name: The file as the clerk knows it.
        ready: The folder of ``ManyConversions``, which may have it already.

    Raises:
        ReadError: It has a password, LibreOffice is not installed or cannot open it.
    """
    if _ENCRYPTED in data:
        raise refuse("locked", name=name)
    kind = _target(data, name=name)
    if kind == "xlsx":
        with contextlib.suppress(ReadError):
            return read_in_child_process("xlsx", data, name=name)
    converted = convert_office(data, kind, name=name, ready=ready)
    return read_in_child_process("xlsx", converted, name=name) if kind == "xlsx" else read_docx(converted, name=name)


def _target(data: bytes, *, name: str) -> str:
    """The format to convert a file to: a workbook or a Word file."""
    if _WORD in data:
        return "docx"
    if any(stream in data for stream in _SHEETS) or b"opendocument.spreadsheet" in data[:256]:
        return "xlsx"
    return _SUFFIXES.get(Path(name).suffix.lower(), "docx")
