"""LibreOffice for tests: it is started once in a run, and each conversion is given to the one that runs.

To start it takes ten times as long as to convert a small file. A start that finds one running with the same profile
hands its arguments over and waits for its turn and until it is done. The one that runs keeps a document open, or it
would end after a conversion. Where no Linux lists the sockets that are listened to, each conversion starts it anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from filelock import FileLock

from gongkai.readers.files.office_conversion import ONE_HEAP
from tests.command_server import end_with_run, run_folder

LONGEST = 240.0
"""Seconds that a start, or a conversion, may take."""
LISTENING = "_SingleOfficeIPC_"
"""What stands in the name of the socket at which a LibreOffice hears of further starts, before the hash."""
SOCKETS = Path("/proc/net/unix")
"""Where Linux lists the sockets that are listened to."""
OPEN, LOCK = "open.txt", ".~lock.open.txt#"
"""The document that is kept open, and what LibreOffice writes beside it as it opens it."""
_started: list[subprocess.Popen[bytes]] = []
"""That which this process has started; it ends with the run."""


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
    """The profile of the LibreOffice that listens to all processes of this run, which is started where none does."""
    profile = run_folder() / "office"
    with FileLock(f"{profile}.lock"):
        if not profile.exists():
            _start(program, profile)
        elif not _listens(profile):
            shutil.rmtree(profile)  # so that the next one that asks starts another
            message = "LibreOffice has ended since a conversion"
            raise AssertionError(message)
    return profile


def _start(program: str, profile: Path) -> None:
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
    _started.append(started)
    end_with_run(started.pid, profile.as_uri())
    end = time.monotonic() + LONGEST
    # It listens long before the document is open; a conversion that came meanwhile would be its last.
    while not ((profile / LOCK).exists() and _listens(profile)):
        assert started.poll() is None, "LibreOffice has ended"
        assert time.monotonic() < end, "LibreOffice does not listen"
        time.sleep(0.05)


def _listens(profile: Path) -> bool:
    return _socket(profile) in SOCKETS.read_text(encoding="utf-8", errors="replace")


def _with_profile(profile: Path) -> str:
    return f"-env:UserInstallation={profile.as_uri()}"


def _socket(profile: Path) -> str:
    """How the name of the socket ends: the hash of the profile's address, each byte without its leading nought."""
    address = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False)
    return LISTENING + "".join(f"{byte:x}" for byte in address.digest())
