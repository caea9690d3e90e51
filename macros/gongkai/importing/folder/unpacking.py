"""Archives among mail attachments: each document in them is put into a folder of its own, within limits.

A document's place in the archive is only shown: it is never a path that anything is written to.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.errors import ReadError
from gongkai.readers.files.refusals import MEGABYTE, SIZES, refuse

_MOST_MEMBERS = 500
_MOST_UNPACKED = 256 * MEGABYTE
"""Most bytes of an archive when it is unpacked."""
_LARGEST = max(SIZES.values()) * MEGABYTE
_LARGEST_DIRECTORY = 2 * MEGABYTE
_TAIL = 66_000
"""Bytes at the end of an archive in which its last record begins."""
_LOCATOR, _RECORD = 20, 56
"""Sizes of the two records before the last one of an archive with numbers of 64 bits."""
_LONGEST_NAME = 60
_UTF8, _ENCRYPTED = 0x800, 1
_OTHER = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OTHER_SUFFIXES = frozenset({".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"})
_OFFICE = ("[Content_Types].xml", "mimetype")
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError)
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\./)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """One document of an archive.

    Attributes:
        name: Its place in the archive, as it is shown.
        file: Where it was put; None where it was not.
        error: Why not, in words.
    """

    name: str
    file: Path | None = None
    error: str = ""


def is_junk(name: str) -> bool:
    """Whether a file is what systems and Office programs leave beside documents, and no document itself."""
    return _JUNK.search(name) is not None


def is_archive(file: Path) -> bool:
    """Whether a file holds documents: an archive that is no Office file itself."""
    try:
        with file.open("rb") as stream:
            head = stream.read(8)
        if head.startswith(_OTHER) or file.suffix.lower() in _OTHER_SUFFIXES:
            return True
        if not head.startswith(b"PK"):
            return file.suffix.lower() == ".zip"
        if _directory_size(file) > _LARGEST_DIRECTORY:
            return True
        with zipfile.ZipFile(file) as archive:
            return not any(name in _OFFICE for name in archive.namelist())
    except _FAULTS:
        return file.suffix.lower() == ".zip"


def unpacked(file: Path, folder: Path, *, name: str) -> Iterator[UnpackedFile]:
    """Unpack the documents of an archive.

    Args:
        file: The archive.
        folder: An empty folder; each document is put into a numbered folder in it.
        name: The archive as the clerk knows it.

    Raises:
        ReadError: It is of another kind than zip, is broken, or would unpack to more than documents can need.
    """
    with file.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(_OTHER) or file.suffix.lower() in _OTHER_SUFFIXES:
        raise refuse("other-archive", name=name)
    limit = f"{_MOST_MEMBERS} 个文件或 {_MOST_UNPACKED // MEGABYTE} MB"
    if _directory_size(file) > _LARGEST_DIRECTORY:
        raise refuse("zip-bomb", name=name, limit=limit)
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as error:
        raise refuse("zip", name=name) from error
    with archive:
        members = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
        members = [(path_text, info) for path_text, info in members if not is_junk(path_text)]
        if not members:
            raise refuse("empty-zip", name=name)
        if len(members) > _MOST_MEMBERS or sum(info.file_size for _, info in members) > _MOST_UNPACKED:
            raise refuse("zip-bomb", name=name, limit=limit)
        for number, (path_text, info) in enumerate(members, start=1):
            yield _member(archive, info, folder / str(number), path_text)


def _directory_size(file: Path) -> int:
    """How many bytes an archive's directory has, which is read at once when the archive is opened; 0 where unknown."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _TAIL))
        tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    record = end - _LOCATOR - _RECORD
    if record >= 0 and tail.startswith(b"PK\x06\x07", end - _LOCATOR) and tail.startswith(b"PK\x06\x06", record):
        size = int.from_bytes(tail[record + 40 : record + 48], "little")
    return size


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, path_text: str) -> UnpackedFile:
    name = printable(path_text.rpartition("/")[2]) or "-"
    try:
        _check(info, path_text, name)
        folder.mkdir(parents=True)
        file = folder / _short(name)
        file.write_bytes(_content(archive, info, name))
        if is_archive(file):
            file.unlink()
            raise refuse("nested-zip", name=name)
    except ReadError as error:
        return UnpackedFile(printable(path_text), error=str(error))
    return UnpackedFile(printable(path_text), file)


def _check(info: zipfile.ZipInfo, path_text: str, name: str) -> None:
    parts = path_text.split("/")
    if path_text.startswith("/") or re.match("[A-Za-z]:", path_text) or ".." in parts or "\0" in path_text:
        raise refuse("zip-path", name=name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise refuse("zip-path", name=name)
    if info.flag_bits & _ENCRYPTED:
        raise refuse("locked-zip", name=name)
    if info.file_size > _LARGEST:
        limit = _LARGEST // MEGABYTE
        raise refuse("too-large", name=name, size=-(-info.file_size // MEGABYTE), limit=limit)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(_LARGEST)
    except _FAULTS as error:
        raise refuse("zip-member", name=name) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a document: UTF-8 where the archive says so, else whichever of UTF-8 and GB18030 its bytes are."""
    raw = info.orig_filename
    if info.flag_bits & _UTF8:
        return raw.replace("\\", "/")
    try:
        data = raw.encode("cp437")
    except UnicodeEncodeError:
        return raw
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return raw


def printable(name: str) -> str:
    """A name as it can be shown: signs that steer a terminal, or are none, are replaced."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)


def _short(name: str) -> str:
    """A name that every file system takes."""
    stem, dot, suffix = name.rpartition(".")
    return name if len(name) <= _LONGEST_NAME else f"{stem[:_LONGEST_NAME]}{dot}{suffix[:8]}"
