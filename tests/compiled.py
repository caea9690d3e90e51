"""Test files that Python has to compile first: by one process, and not by each process of a run at the same time."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

MANY = 40
"""Files not yet compiled from which on another process pays, which takes as long as it takes to collect all tests."""


def not_compiled(folder: Path) -> list[Path]:
    """Test files below a folder that pytest, which puts its own words into each `assert`, has not compiled yet."""
    return [path for path in folder.rglob("test_*.py") if not _compiled(path).is_file()]


def _compiled(path: Path) -> Path:
    """Where pytest 9 keeps what it has compiled of a file."""
    kept = Path(cache_from_source(str(path)))
    return kept.with_name(f"{kept.stem}-pytest-{pytest.__version__}{kept.suffix}")


def compile_first(folder: Path, arguments: Sequence[str], *, cwd: Path) -> None:
    """Let a process collect the tests where many files are not compiled: in a new clone all of them are not.

    To compile them takes several seconds of a processor, and each process of a run would do it, all at the same time.

    Args:
        folder: The tests.
        arguments: Which of them are to run, as they were given to pytest.
        cwd: Where it was started.
    """
    if not sys.dont_write_bytecode and len(not_compiled(folder)) >= MANY:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:xdist", *arguments]
        subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, check=False)  # the run itself says what is wrong
