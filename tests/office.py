"""LibreOffice for tests: each start has a profile of its own, a copy of the one that the first start of a run has made.

To make a profile takes a quarter of the time of a start.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from gongkai.readers.files.office_conversion import ONE_HEAP
from tests.command_server import run_folder

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 240.0
"""Seconds that a start may take."""


def run_office(*arguments: str, folder: Path) -> None:
    """Start LibreOffice without a window, and wait until it has ended.

    Args:
        arguments: What it is to do.
        folder: Where it may have its profile meanwhile.

    Raises:
        CalledProcessError: It ended with an error.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is not installed; tests/system.sh names it"
    first, profile = run_folder() / "office-profile", folder / "office-profile"
    if first.is_dir():
        shutil.copytree(first, profile)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments]
    subprocess.run(command, env={**os.environ, **ONE_HEAP}, check=True, capture_output=True, timeout=LONGEST)
    if not first.is_dir():
        with contextlib.suppress(OSError):  # another process was first, or the folders are on two disks
            profile.rename(first)
    shutil.rmtree(profile, ignore_errors=True)
