"""The most memory that this process has taken, for tests of bounds."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Most kilobytes that this process has taken so far.

    On Linux not by getrusage(), which begins with what the process that has started this one had taken.
    """
    if not _STATUS.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in _STATUS.read_text(encoding="utf-8").splitlines() if "VmHWM" in line)
