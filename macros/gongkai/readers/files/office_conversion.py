"""Converts old Office files with LibreOffice, where that is installed.

It runs with a profile of its own that forbids macros and linked files, in a temporary folder, for a limited time. Many
files are converted in one run, as it needs several seconds to start.
"""

import contextlib
import hashlib
import importlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from gongkai.readers.files.refusals import MEGABYTE, refuse

_SECONDS = 60
"""Longest time of a run for one file, and of a run for many until the next of them is there."""
_FIRST = 4
"""Seconds on a processor for a file, with a further one for each megabyte: it starts in one, and takes two for a report
of sixty pages in RTF, of two megabytes. A run for many files has as many as they would have one by one."""
_MOST_RUNS = 5
"""Runs for many files: one that ends early begins again after the file that it ended at."""

_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {"DisableMacrosExecution": "true", "MacroSecurityLevel": "3", "BlockUntrustedRefererLinks": "true"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
ONE_HEAP = {"MALLOC_MMAP_THRESHOLD_": "1000000000", "MALLOC_TRIM_THRESHOLD_": "1000000000"}
"""Variables by which the C library of Linux gives a block of memory again that was let go: LibreOffice asks for one of
64 MB sixteen times as it starts, and to get each from the system takes half of its processor's time."""
_NO_PROXY = "http://127.0.0.1:9"
"""An address where nothing listens: linked files are not fetched even if the profile were ignored."""


def convert_office(data: bytes, kind: str, *, name: str, ready: Path | None = None) -> bytes:
    """Convert a file to the current format.

    Args:
        data: The file.
        kind: ``docx`` or ``xlsx``.
        name: The file as the clerk knows it.
        ready: The folder of ``ManyConversions``, which may have it already.

    Raises:
        ReadError: LibreOffice is not installed, cannot open the file or takes too long.
    """
    if ready is not None and (file := _converted(ready, data, kind)).is_file():
        return file.read_bytes()
    if _program() is None:
        raise refuse("no-office", name=name, instead=f".{kind}")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        source = Path(folder, "source")
        source.write_bytes(data)
        seconds, before = _seconds_for([source]), _seconds_of_children()
        process = _started(Path(folder), [source], kind, Path(folder, "converted"))
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise refuse("slow", name=name, limit=_SECONDS) from error
        finally:
            _end(process)
        converted = Path(folder, "converted", f"source.{kind}")
        if not converted.is_file():
            if _seconds_of_children() - before > seconds - 1:
                raise refuse("slow", name=name, limit=seconds)
            raise refuse("office", name=name, instead=f".{kind}")
        return converted.read_bytes()


class ManyConversions:
    """Converts files in one run of LibreOffice for each format, while other work is done.

    Whatever it does not convert is left to ``convert_office``, which says why.
    """

    def __init__(self) -> None:
        """Make the folder; nothing is converted yet."""
        self._room = tempfile.TemporaryDirectory(prefix="gongkai-")
        self._runs: dict[str, _Runs] = {}

    def __enter__(self) -> Self:
        """The conversions, to be used until the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End LibreOffice and remove what it has written."""
        for runs in self._runs.values():
            runs.end()
        self._room.cleanup()

    @property
    def folder(self) -> Path:
        """Where the files are put that have been converted."""
        return Path(self._room.name, "converted")

    def add(self, data: bytes, kind: str = "docx") -> None:
        """Take a file.

        Args:
            data: The file.
            kind: What it is converted to: ``docx`` or ``xlsx``.
        """
        self._runs.setdefault(kind, _Runs(Path(self._room.name, kind), kind, self.folder)).add(data)

    def begin(self) -> None:
        """Begin to convert, where LibreOffice is installed."""
        for runs in self._runs.values() if _program() is not None else ():
            runs.begin()

    def finish(self) -> None:
        """Wait for the last file; begin again where LibreOffice has crashed or waits at one of them."""
        for runs in self._runs.values():
            runs.finish()


class _Runs:
    """The runs of LibreOffice for the files of one format; each format has its own profile, so that none waits."""

    def __init__(self, folder: Path, kind: str, results: Path) -> None:
        self._folder, self._kind, self._results = folder, kind, results
        self._sources: list[Path] = []
        self._start_time = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def add(self, data: bytes) -> None:
        source = self._folder / hashlib.sha256(data).hexdigest()
        if source not in self._sources:
            with contextlib.suppress(OSError):  # of a full disk its reader says so
                self._folder.mkdir(exist_ok=True)
                source.write_bytes(data)
                self._sources.append(source)

    def begin(self) -> None:
        if len(self._sources) > 1:  # for a single one ``convert_office`` does as well, and says why where it cannot
            self._process = self._run(self._sources)

    def end(self) -> None:
        if self._process is not None:
            _end(self._process)

    def finish(self) -> None:
        waiting = self._sources
        for more in reversed(range(_MOST_RUNS)):
            if self._process is None or self._ended(self._process) or not more:
                break
            waiting = [source for source in waiting if not self._result(source).is_file()][1:]  # the first made it end
            self._process = self._run(waiting)

    def _run(self, sources: Sequence[Path]) -> subprocess.Popen[bytes] | None:
        """LibreOffice at work on the files; None where there are none, or it cannot be started."""
        self._start_time = time.time()
        with contextlib.suppress(OSError):
            return _started(self._folder, sources, self._kind, self._results) if sources else None
        return None

    def _ended(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether a run went through all files."""
        try:
            while process.poll() is None and time.time() - self._latest() < _SECONDS:
                time.sleep(0.05)
        finally:
            status = process.poll()
            _end(process)
        return status == 0

    def _latest(self) -> float:
        """When the latest file was converted, or the run began."""
        latest = self._start_time
        for source in self._sources:
            with contextlib.suppress(FileNotFoundError):
                latest = max(latest, self._result(source).stat().st_mtime)
        return latest

    def _result(self, source: Path) -> Path:
        return self._results / f"{source.name}.{self._kind}"


def _converted(folder: Path, data: bytes, kind: str) -> Path:
    return folder / f"{hashlib.sha256(data).hexdigest()}.{kind}"


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _started(folder: Path, sources: Sequence[Path], kind: str, results: Path) -> subprocess.Popen[bytes]:
    """Start LibreOffice on some files, in a process group of its own and with a profile of its own."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    items = (_ITEM.format(path=_SECURITY, name=key, value=value) for key, value in _SETTINGS.items())
    (profile / "registrymodifications.xcu").write_text(_PROFILE.format(items="".join(items)), encoding="utf-8")
    command = [
        *(_program() or "", f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"),
        *("--nologo", "--nolockcheck", "--nodefault", "--convert-to", kind, "--outdir", str(results)),
        *map(str, sources),
    ]
    own = {"HOME": str(folder), "TMPDIR": str(folder)}  # it leaves its temporary files there when it is ended
    environment = {**os.environ, **ONE_HEAP, **own, "http_proxy": _NO_PROXY, "https_proxy": _NO_PROXY}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - the program on the path, with files of this module
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    seconds = _seconds_for(sources)
    with contextlib.suppress(ImportError, AttributeError, OSError):  # Linux alone limits another process
        resource = importlib.import_module("resource")
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
    return process


def _seconds_for(sources: Sequence[Path]) -> int:
    """Seconds on a processor that a run for some files may take."""
    return sum(_FIRST + source.stat().st_size // MEGABYTE for source in sources)


def _seconds_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all of its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
