"""Converts old Office files with LibreOffice, where that is installed.

It runs with a profile of its own that forbids macros and linked files, in a temporary folder, for a limited time and in
limited memory. Many files are converted in one run, as it needs several seconds to start.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from gongkai.readers.files.processor_time import times_slower
from gongkai.readers.files.refusals import MEMORY, refuse

_SECONDS = 60
"""Longest time of a run for one file, and of a run for many until the next of them is there."""
_FOR_ONE = 3
"""Seconds on a processor for a file: it starts in half of one, takes one for a report of sixty pages or with fifteen
megabytes of pictures, and two for one of two megabytes in RTF. The reading of what it writes comes after that, and all
of it is to take no more than five. A run for many files has as many as they would have one by one."""
_NEAR = 0.5
"""Seconds before that limit from which one that wrote nothing is said to have been ended by it."""
_PAUSE = 0.02
_FULL = 77
_LIMITED = f"""
import os, resource, sys
seconds, megabytes = map(int, sys.argv[1:3])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
_, status, usage = os.wait4(os.posix_spawn(sys.argv[3], sys.argv[3:], os.environ), 0)
sys.exit({_FULL} if usage.ru_maxrss > megabytes << 10 else status != 0)
"""
"""A program that runs LibreOffice within limits and ends with 77 where that had more memory than it may have.

It is a small process between the two: the most memory of a process, as Linux counts it, is at least that of the one
that started it, and an import may be larger than LibreOffice is allowed to be.
"""
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
        process = _started(Path(folder), [source], kind, Path(folder, "converted"))
        try:
            usage = _waited_for(process)
        finally:
            _end(process)
        if usage is None:
            raise refuse("slow", name=name, limit=_SECONDS)
        if usage.is_full:  # what was written without the rest may be a part of it
            raise refuse("memory", name=name, limit=MEMORY)
        converted = Path(folder, "converted", f"source.{kind}")
        if not converted.is_file():
            if usage.seconds > (limit := _FOR_ONE * times_slower()) - _NEAR:
                raise refuse("slow", name=name, limit=limit)
            raise refuse("office", name=name, instead=f".{kind}")
        return converted.read_bytes()


@dataclass(frozen=True, slots=True)
class _Usage:
    """What an ended run took: seconds on the processor, 0 where nobody counts, and whether all memory that it may."""

    seconds: float = 0
    is_full: bool = False


def _waited_for(process: subprocess.Popen[bytes]) -> _Usage | None:
    """What a run took that has ended; None where it has not after the longest time."""
    latest = time.monotonic() + _SECONDS
    while (usage := _usage_at_end(process)) is None and time.monotonic() < latest:
        time.sleep(_PAUSE)
    return usage


def _usage_at_end(process: subprocess.Popen[bytes]) -> _Usage | None:
    """What a run took, LibreOffice and what started it, if it has ended; None before."""
    if not hasattr(os, "wait4"):  # Windows
        return None if process.poll() is None else _Usage()
    if process.returncode is not None:
        return _Usage()
    ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    if not ended:
        return None
    process.returncode = os.waitstatus_to_exitcode(status)
    return _Usage(usage.ru_utime + usage.ru_stime, process.returncode == _FULL)


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
        """Whether a run went through all files; what one wrote that had no more memory is not taken."""
        try:
            while (usage := _usage_at_end(process)) is None and time.time() - self._latest() < _SECONDS:
                time.sleep(_PAUSE)
        finally:
            status = process.returncode
            _end(process)
        if usage is not None and usage.is_full:
            for source in self._sources:
                self._result(source).unlink(missing_ok=True)
            return True
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
    seconds = _FOR_ONE * times_slower() * len(sources)
    if sys.platform == "linux" and sys.executable:
        command = [sys.executable, "-ISc", _LIMITED, str(seconds), str(MEMORY), *command]
    return subprocess.Popen(  # noqa: S603 - the program on the path, with files of this module
        command, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all of its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
