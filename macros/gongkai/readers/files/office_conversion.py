"""Converts old Office files with LibreOffice, where that is installed.

It runs with a profile of its own that forbids macros and linked files, in a temporary folder, for a limited time.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.readers.files.refusals import refuse

_SECONDS = 60
"""LibreOffice alone needs several seconds to start."""

_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {"DisableMacrosExecution": "true", "MacroSecurityLevel": "3", "BlockUntrustedRefererLinks": "true"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_NO_PROXY = "http://127.0.0.1:9"
"""An address where nothing listens: linked files are not fetched even if the profile were ignored."""


def convert_office(data: bytes, kind: str, *, name: str) -> bytes:
    """Convert a file to the current format.

    Args:
        data: The file.
        kind: ``docx`` or ``xlsx``.
        name: The file as the clerk knows it.

    Raises:
        ReadError: LibreOffice is not installed, cannot open the file or takes too long.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise refuse("no-office", name=name, instead=f".{kind}")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        items = (_ITEM.format(path=_SECURITY, name=key, value=value) for key, value in _SETTINGS.items())
        settings = _PROFILE.format(items="".join(items))
        (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        source = Path(folder, "source")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nologo"]
        command += [
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            kind,
            "--outdir",
            f"{folder}/converted",
            str(source),
        ]
        _run(command, folder, name=name)
        converted = Path(folder, "converted", f"source.{kind}")
        if not converted.is_file():
            raise refuse("office", name=name, instead=f".{kind}")
        return converted.read_bytes()


def _run(command: list[str], folder: str, *, name: str) -> None:
    """Run LibreOffice in a process group of its own, which is killed with all of its children."""
    environment = {
        **os.environ,
        "HOME": folder,
        "http_proxy": _NO_PROXY,
        "https_proxy": _NO_PROXY,
    }
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - the program on the path, with files of this module
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
