"""Reads old Office files (.doc, .xls, .xlsb, .wps, .et, .rtf, OpenDocument, XML), most of them by way of LibreOffice.

Old workbooks are read without it where possible. What LibreOffice writes is read like any Word file or workbook.
"""

import contextlib
import re
from dataclasses import replace
from pathlib import Path

from lxml.etree import XMLSyntaxError

from gongkai.errors import ReadError
from gongkai.readers.document import Document, FileNotice
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.child_process import read_in_child_process
from gongkai.readers.files.office_conversion import convert_office
from gongkai.readers.files.refusals import refuse
from gongkai.readers.files.sniffing import flat_office_kind
from gongkai.readers.formats.docx import read_docx
from gongkai.readers.formats.workbook_parts import open_widths
from gongkai.readers.formats.workbook_parts.old import widths
from gongkai.readers.formats.workbook_parts.old.formulas import may_have_formulas
from gongkai.readers.formats.workbook_parts.old.looks import has_looks_of_note, has_raised_figures
from gongkai.readers.formats.workbook_parts.old.pictures import has_open_pictures_behind, has_pictures_behind
from gongkai.readers.formats.workbook_parts.old.print_areas import has_figures_not_printed
from gongkai.readers.formats.workbook_parts.open_cells import (
    cells_with_icons_alone,
    has_raised_cells,
    hides_figures,
    shows_other_figures,
)
from gongkai.reports.workbook_marks import KEY_SHEET

_SHEETS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_ERROR = re.compile(
    rb"(?<!\xb1\x01..)\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00{3}\xff\xff"
    rb"|\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01",
    re.DOTALL,
)
"""An error as the result of a formula, or as a cell of its own, in an old workbook ([MS-XLS] 2.5.133 and 2.4.24).

The rule of a conditional format (a record of type 0x01B1, 2.4.42) begins with the same bytes where its formula is long.
"""
_HIDDEN = re.compile(
    rb"\x7d\x00[\x0b\x0c]\x00(?:.{4}\x00\x00|.{8}[%b])|\x08\x02\x10\x00.{12}[%b]"
    % tuple(b"".join(re.escape(bytes([flags])) for flags in range(256) if flags & bit) for bit in (0x01, 0x20)),
    re.DOTALL,
)
"""Columns or a row that an old workbook does not show ([MS-XLS] 2.4.53 and 2.4.221); a column may have no width."""
_NOTE = re.compile(rb"\xb6\x01\x12\x00")
"""The text of a comment or of a text box in an old workbook ([MS-XLS] 2.4.329), whose size never differs."""
_OWN = re.compile(
    rb"\x85\x00[\x0f\x16]\x00.{6}%c(?:\x00%b|\x01%b)"
    % (len(KEY_SHEET), KEY_SHEET.encode("ascii"), KEY_SHEET.encode("utf-16-le")),
    re.DOTALL,
)
"""The name of the key sheet in an old workbook ([MS-XLS] 2.4.28), which every workbook of Gongkai's has."""
_DRAWN_FIELD = re.compile(
    rb"\x13\x00(?: \x00){0,9}[Ee]\x00[Qq]\x00 \x00|\x13 {0,9}[Ee][Qq] |\\fldinst[^}]{0,300}[ {][Ee][Qq] {1,9}\\\\"
)
"""How a field that draws its instruction begins in an old Word file, and in RTF: LibreOffice keeps a part of it."""
_COUNTING = (
    *("IF", "SEQ", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "NUMWORDS"),
    "NUMCHARS",
)
"""Fields of an old Word file ([MS-DOC] 2.9.90) whose result LibreOffice works out anew, drops, or adds to another."""


def _cell_of_field(encoding: str) -> bytes:
    """The pattern of how a cell begins that shows the result of such a field, in an encoding of the text."""
    end_of_cell, begin, blank = (re.escape(sign.encode(encoding)) for sign in ("\x07", "\x13", " "))
    names = b"|".join(re.escape(f"{name} ".encode(encoding)) for name in _COUNTING)
    return b"%b(?:%b){0,9}%b(?:%b){0,9}(?:%b)" % (end_of_cell, blank, begin, blank, names)


_COUNTING_CELL = re.compile(b"|".join(map(_cell_of_field, ("utf-16-le", "latin-1"))), re.IGNORECASE)
_OPEN_NOTE = re.compile(rb"<office:annotation\b|<draw:(?:text-box|custom-shape)\b")
"""Likewise in an OpenDocument workbook (1.3, part 3, 14.1, 10.4.4 and 10.6.1)."""
_HIDES_NOUGHTS = re.compile(rb'"ShowZeroValues"[^>]*>false<')
"""That a sheet of such a workbook does not show noughts."""
_PRINT_RANGES = b' table:print-ranges="'
"""That a sheet of such a workbook is printed in part."""
_BINARY = b"xl/workbook.bin"
"""The name of a part that only the binary variant of newer workbooks has."""
_SUFFIXES = {".xls": "xlsx", ".et": "xlsx", ".ods": "xlsx"}


def format_by_libreoffice(data: bytes, *, name: str) -> str:
    """The format to which LibreOffice converts an old Office file; empty for a file that is read or refused without it.

    Args:
        data: The file.
        name: The file as the clerk knows it.
    """
    if _ENCRYPTED in data:
        return ""
    kind = _target(data, name=name)
    return kind if kind == "docx" or _is_read_in_part(data, name=name) else ""


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
    if _target(data, name=name) == "docx":
        document = read_docx(convert_office(data, "docx", name=name, ready=ready), name=name)
        fields = {"drawn-fields": _DRAWN_FIELD, "counting-fields": _COUNTING_CELL}
        notices = [FileNotice(code) for code, beginning in fields.items() if beginning.search(data)]
        own = (_with_picture_unseen(notice) for notice in document.notices)
        return replace(document, notices=(*own, *notices))
    document = _read_workbook(data, name=name, ready=ready)
    notices = [FileNotice("icons-alone", text) for text in cells_with_icons_alone(_sheets_of(data, name=name))]
    if has_pictures_behind(data) or has_open_pictures_behind(_part(data, "styles.xml", name=name)):
        notices.append(FileNotice("drawn-behind"))
    if _raises_figures(data, name=name):
        notices.append(FileNotice("raised-cells"))
    return replace(document, notices=(*document.notices, *notices)) if notices else document


def _raises_figures(data: bytes, *, name: str) -> bool:
    """Whether a workbook raises or lowers figures with their whole cells."""
    if data.startswith(b"PK") or flat_office_kind(data):
        with contextlib.suppress(XMLSyntaxError):  # LibreOffice has read it, which takes more than is allowed
            return has_raised_cells(_sheets_of(data, name=name), _part(data, "styles.xml", name=name))
        return False
    return not _OWN.search(data) and has_raised_figures(data)


def _with_picture_unseen(notice: FileNotice) -> FileNotice:
    """A notice of a workbook within a file: LibreOffice has drawn its picture anew, from the whole sheet."""
    return replace(notice, code="embedded-unseen") if notice.code.startswith("embedded-") and notice.args else notice


def _sheets_of(data: bytes, *, name: str) -> bytes:
    """The part of an OpenDocument file with its content, or the whole of one that is a single XML file."""
    return data if flat_office_kind(data) else _part(data, "content.xml", name=name)


def _read_workbook(data: bytes, *, name: str, ready: Path | None) -> Document:
    if not _is_read_in_part(data, name=name):
        try:
            document = read_in_child_process("xlsx", data, name=name)
            return replace(document, kind="xls") if _OWN.search(data) else document
        except ReadError as error:
            if error.code == "slow":  # LibreOffice would take its time on top of that
                raise
    return read_in_child_process("xlsx", convert_office(data, "xlsx", name=name, ready=ready), name=name)


def _part(data: bytes, path: str, *, name: str) -> bytes:
    """A part of a file that is an archive; empty for what it has not, and for other files."""
    with contextlib.suppress(ReadError, XMLSyntaxError):  # its reader says what is wrong
        return (Archive(data, name=name).part(path) if data.startswith(b"PK") else None) or b""
    return b""


def _is_read_in_part(data: bytes, *, name: str) -> bool:
    """Whether the reader for workbooks that does without LibreOffice seems to miss something.

    It takes cells with errors for blanks and results of formulas as they are stored, and does not know of hidden rows
    and columns, comments, number formats, looks, narrow columns, nor of what is drawn on sheets or not printed.
    """
    if flat_office_kind(data):
        return True
    if not data.startswith(b"PK"):
        return _is_old_read_in_part(data)
    if _BINARY in data:
        return True
    with contextlib.suppress(ReadError, XMLSyntaxError):  # its reader says what is wrong
        archive = Archive(data, name=name)
        content, styles = (archive.part(path) or b"" for path in ("content.xml", "styles.xml"))
        is_in_part = b'value-type="error"' in content or _PRINT_RANGES in content or b'table:visibility="' in content
        is_in_part = is_in_part or _HIDES_NOUGHTS.search(archive.part("settings.xml") or b"") is not None
        is_in_part = is_in_part or _OPEN_NOTE.search(content) is not None or open_widths.draws_on_sheets(content)
        if is_in_part or not content:
            return is_in_part
        return shows_other_figures(content) or hides_figures(content, styles) or open_widths.may_cut_figures(content)
    return False


def _is_old_read_in_part(data: bytes) -> bool:
    if _OWN.search(data):  # it is read by its marks, hidden or not; texts of totals follow from their parts
        return _ERROR.search(data) is not None
    is_in_part = any(part.search(data) for part in (_ERROR, _HIDDEN, _NOTE)) or has_looks_of_note(data)
    is_in_part = is_in_part or has_figures_not_printed(data) or may_have_formulas(data)
    return is_in_part or widths.draws_on_sheets(data) or widths.may_cut_figures(data)


def _target(data: bytes, *, name: str) -> str:
    """The format to convert a file to: a workbook or a Word file."""
    flat = flat_office_kind(data)
    if flat:
        return flat
    if _WORD in data:
        return "docx"
    if any(stream in data for stream in _SHEETS) or b"opendocument.spreadsheet" in data[:256] or _BINARY in data:
        return "xlsx"
    return _SUFFIXES.get(Path(name).suffix.lower(), "docx")
