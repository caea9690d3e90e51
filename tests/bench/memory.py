"""Watches how much memory a command and all that it starts take, by kind of program; on Linux alone."""

from __future__ import annotations

import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY = 0.25
"""Seconds between two looks."""
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
"""The memory of a process, of which what it shares with others is divided among them."""


class MemoryWatch:
    """Looks at the processes of a command again and again, until it is left."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peaks: dict[str, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        if sys.platform == "linux":
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no longer."""
        self._ended.set()
        if sys.platform == "linux":
            self._thread.join()

    def peak(self, kind: str) -> float:
        """Most memory that all processes of a kind took at once, in MiB: ``python``, ``pagefind`` or ``other``."""
        return self._peaks.get(kind, 0.0)

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            now: dict[str, float] = {}
            for pid in _descendants(self._pid):
                with suppress(OSError):  # it has ended
                    kind = _kind(Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip())
                    size = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
                    now[kind] = now.get(kind, 0.0) + (int(size[1]) / 1024 if size else 0.0)
            for kind, size_now in now.items():
                self._peaks[kind] = max(size_now, self._peaks.get(kind, 0.0))


def _kind(name: str) -> str:
    return next((kind for kind in ("python", "pagefind") if name.startswith(kind)), "other")


def _descendants(pid: int) -> Iterator[int]:
    """A process and all that it and its own have started and that run."""
    yield pid
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _descendants(int(child))
