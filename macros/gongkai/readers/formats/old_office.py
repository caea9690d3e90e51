"""Old Office files (.doc, .xls, .wps, .et, .rtf, OpenDocument) → documents, where LibreOffice is installed.

It runs with a profile of its own that forbids macros and linked files, in a folder of its own, for a bounded time.
Old workbooks are read without it. What it makes is read like any Word file or workbook.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.errors import ReadError
from gongkai.readers.document import Document
from gongkai.readers.files.child_process import read_bounded
from gongkai.readers.files.refusals import refuse
from gongkai.readers.formats.docx import read_docx

_SECONDS = 60
"""LibreOffice alone needs several seconds to begin."""

_PROGRAMS = ("soffice", "libreoffice")
_SHEETS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SUFFIXES = {".xls": "xlsx", ".et": "xlsx", ".ods": "xlsx"}
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {"DisableMacrosExecution": "true", "MacroSecurityLevel": "3", "BlockUntrustedRefererLinks": "true"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'


def read_office(data: bytes, *, name: str) -> Document:
    """The document of an old Office file.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It has a password, LibreOffice is not installed or cannot open it.
    """
    if _ENCRYPTED in data:
        raise refuse("locked", name=name)
    kind = _target(data, name=name)
    if kind == "xlsx":
        with contextlib.suppress(ReadError):
            return read_bounded("xlsx", data, name=name)
    converted = _convert(data, kind, name=name)
    return read_bounded("xlsx", converted, name=name) if kind == "xlsx" else read_docx(converted, name=name)


def _target(data: bytes, *, name: str) -> str:
    """What a file becomes: a workbook or a text."""
    if _WORD in data:
        return "docx"
    if any(stream in data for stream in _SHEETS) or b"opendocument.spreadsheet" in data[:256]:
        return "xlsx"
    return _SUFFIXES.get(Path(name).suffix.lower(), "docx")


def _convert(data: bytes, kind: str, *, name: str) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise refuse("no-office", name=name, instead=f".{kind}")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        items = (_ITEM.format(path=_SECURITY, name=key, value=value) for key, value in _SETTINGS.items())
        settings = _PROFILE.format(items="".join(items))
        (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        given = Path(folder, "given")
        given.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nologo"]
        command += ["--nolockcheck", "--nodefault", "--convert-to", kind, "--outdir", f"{folder}/converted", str(given)]
        _run(command, folder, name=name)
        converted = Path(folder, "converted", f"given.{kind}")
        if not converted.is_file():
            raise refuse("office", name=name, instead=f".{kind}")
        return converted.read_bytes()


def _run(command: list[str], folder: str, *, name: str) -> None:
    """Run LibreOffice with its children in a group, which is ended as a whole."""
    environment = {
        **os.environ,
        "HOME": folder,
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - found on the path, given files of this module
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise refuse("slow", name=name, limit=_SECONDS) from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
