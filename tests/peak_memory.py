"""The most memory that this process has taken, for tests of bounds."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Most kilobytes that this process has taken so far.

    On Linux not by getrusage(), which begins with what the process that has started this one had taken.
    """
    try:
        status = _STATUS.read_bytes()  # thousands of times in a run
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.partition(b"VmHWM:")[2].split(maxsplit=1)[0])
