"""Finds the kind of a file: by its first bytes, in an archive by its parts, and only for text by its name."""

import re
import zipfile
from io import BytesIO

from gongkai.errors import ReadError
from gongkai.readers.files.mhtml import is_mhtml
from gongkai.readers.files.refusals import refuse
from gongkai.readers.files.suffixes import BY_OFFICE, WITHOUT_OFFICE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|center|article|section|ucapcontent|br)\b",
    re.IGNORECASE,
)
_HEAD = 8192
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe \t\r\n"
"""Byte order marks and white space."""
_FLAT = {
    re.compile(rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"): "xlsx",
    re.compile(rb"<(?:\w+:)?wordDocument\b[^>]*office/word/2003/wordml"): "docx",
    re.compile(rb"<office:document\b[^>]*opendocument\.spreadsheet"): "xlsx",
    re.compile(rb"<office:document\b[^>]*opendocument\.text"): "docx",
}
"""How workbooks and texts begin that are one file of XML (XML 电子表格 2003, Word 2003 XML, flat OpenDocument), each
with the kind that LibreOffice makes of it. Systems of offices write the first one under the name of a ``.xls``."""
_PROGRAMS = (b"MZ", b"\x7fELF")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_TEXT = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "json"),
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".csv": "txt",
    ".tsv": "txt",
    ".log": "txt",
}
_SHEETS = frozenset({".xls", ".et"})
"""What systems call a list with tabs as well, so that it is opened in Excel."""
_PARTS = (("word/", "docx"), ("xl/workbook.bin", "office"), ("xl/", "xlsx"))
"""How the names of parts begin that show what a file is. The binary variant of a workbook (.xlsb) is like an old one:
nothing here knows its hidden rows, its number formats or its looks."""


def kind_of(data: bytes, *, name: str) -> str:
    """The kind of a file: a key of ``SIZES``.

    Args:
        data: The whole file.
        name: Its name with its suffix.

    Raises:
        ReadError: It is of no kind that can be read.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise refuse("empty", name=name)
    if data.startswith(b"PK"):
        return _archive(data, name=name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((_OLE, b"{\\rtf")):
        return "office"
    if data.startswith(_PROGRAMS) and b"\0" in data[:_HEAD]:
        raise refuse("program", name=name)
    if data.startswith(_PICTURES) and b"\0" in data[:_HEAD]:
        raise refuse("picture-file", name=name)
    return _text(data, name=name)


def _archive(data: bytes, *, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse("archive", name=name) from error
    for part, kind in _PARTS:
        if any(path.startswith(part) for path in names):
            return kind
    if "content.xml" in names and "mimetype" in names:
        return "office"
    raise _unknown(name)


def _text(data: bytes, *, name: str) -> str:
    """The kind of a text: what its name says, unless it begins like a web page; without a known suffix, a web page."""
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    head = data[:_HEAD].replace(b"\0", b"")
    if is_mhtml(data):
        return "html"
    if flat_office_kind(data):
        return "office"
    markup = _MARKUP.search(head)
    if suffix in _SHEETS and not markup and not _is_binary(data) and b"\t" in head.partition(b"\n")[0]:
        suffix = ".tsv"
    if suffix in _TEXT and not (markup and _begins_with_markup(head)) and (_TEXT[suffix] != "json" or _is_json(head)):
        return _TEXT[suffix]
    if suffix == ".md":
        return "md"
    if markup or _MARKUP.search(data[: 16 * _HEAD].replace(b"\0", b"")):
        return "html"
    if suffix in {".html", ".htm", ".shtml", ".xhtml"} and not _is_binary(data):
        return "html"
    if suffix in {".pdf", ".docx", ".xlsx"}:
        raise refuse("broken", name=name)
    raise _unknown(name)


def flat_office_kind(data: bytes) -> str:
    """What LibreOffice makes of an office file that is one file of XML: ``xlsx`` or ``docx``; empty for any other file.

    Args:
        data: The whole file.
    """
    head = data[:_HEAD].replace(b"\0", b"")
    if not head.lstrip(_BEFORE_TEXT).startswith(b"<?xml"):
        return ""
    return next((kind for root, kind in _FLAT.items() if root.search(head)), "")


def _unknown(name: str) -> ReadError:
    """The error that says which kinds of files can be read."""
    return refuse("unknown", name=name, kinds="、".join(WITHOUT_OFFICE), others="、".join(BY_OFFICE))


def _begins_with_markup(head: bytes) -> bool:
    start = head.lstrip(_BEFORE_TEXT)
    return re.match(rb"<(?:!doctype\s+html|html|head|meta|body)\b", start, re.IGNORECASE) is not None


def _is_json(head: bytes) -> bool:
    return head.lstrip(_BEFORE_TEXT).startswith((b"{", b"["))


def _is_binary(data: bytes) -> bool:
    return (
        data.count(0) > len(data) // 100 and data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and b"<\0" not in data[:_HEAD]
    )
