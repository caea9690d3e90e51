"""LibreOffice for tests: a process of tests starts it once, and each conversion is given to the one that runs.

To start it takes four times as long as to convert a small file. A start that finds one running with the same profile
hands its arguments over and waits until it is done. The one that runs keeps a document open, or it would end after a
conversion. Where no Linux lists the sockets that are listened to, each conversion starts it anew.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from gongkai.readers.files.office_conversion import ONE_HEAP
from tests.command_server import run_folder

LONGEST = 240.0
"""Seconds that a start, or a conversion, may take."""
LISTENING = "_SingleOfficeIPC_"
"""What stands in the name of the socket at which a LibreOffice hears of further starts, before the hash."""
SOCKETS = Path("/proc/net/unix")
"""Where Linux lists the sockets that are listened to."""
OPEN, LOCK = "open.txt", ".~lock.open.txt#"
"""The document that is kept open, and what LibreOffice writes beside it as it opens it."""
_running: dict[int, tuple[subprocess.Popen[bytes], Path]] = {}
"""By process of tests the LibreOffice that it has started, and its profile; a fork has that of its parent in memory."""


def run_office(*arguments: str, folder: Path) -> None:
    """Let LibreOffice do something without a window, and wait until it is done.

    Args:
        arguments: What it is to do.
        folder: Where it may have its profile meanwhile, where it is started anew.

    Raises:
        CalledProcessError: It ended with an error.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is not installed; tests/system.sh names it"
    profile = _listening(program) if SOCKETS.exists() else folder / "office-profile"
    command = [program, _with_profile(profile), "--headless", *arguments]
    subprocess.run(command, env={**os.environ, **ONE_HEAP}, check=True, capture_output=True, timeout=LONGEST)


def _listening(program: str) -> Path:
    """The profile of the LibreOffice that listens to this process of tests, which is started where none does."""
    started, profile = _running.pop(os.getpid(), (None, Path()))
    if started is not None:
        assert started.poll() is None, "LibreOffice has ended since a conversion"
        _running[os.getpid()] = started, profile
        return profile
    profile = run_folder() / f"office-{os.getpid()}-{time.monotonic_ns()}"
    profile.mkdir()
    kept_open = profile / OPEN
    kept_open.write_text("open", encoding="utf-8")
    started = subprocess.Popen(
        [program, _with_profile(profile), "--headless", "--norestore", "--nologo", str(kept_open)],
        env={**os.environ, **ONE_HEAP},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _running[os.getpid()] = started, profile
    atexit.register(_end, os.getpid(), started, profile)
    name, end = _socket(profile), time.monotonic() + LONGEST
    # It listens long before the document is open; a conversion that came meanwhile would be its last.
    while not (profile / LOCK).exists() or name not in SOCKETS.read_text(encoding="utf-8", errors="replace"):
        assert started.poll() is None, "LibreOffice has ended"
        assert time.monotonic() < end, "LibreOffice does not listen"
        time.sleep(0.05)
    return profile


def _with_profile(profile: Path) -> str:
    return f"-env:UserInstallation={profile.as_uri()}"


def _socket(profile: Path) -> str:
    """How the name of the socket ends: the hash of the profile's address, each byte without its leading nought."""
    address = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False)
    return LISTENING + "".join(f"{byte:x}" for byte in address.digest())


def _end(pid: int, started: subprocess.Popen[bytes], profile: Path) -> None:
    """End the LibreOffice of a process of tests, as that process ends."""
    if pid == os.getpid() and started.poll() is None:  # of one that has ended another may have the number
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        shutil.rmtree(profile, ignore_errors=True)
