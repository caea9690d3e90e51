"""Folders that are made once in a run of the tests and read by all of its processes, such as built sites.

The first test that needs a folder makes it while the others wait. Nobody may change one: a test that changes a site
copies it first. `SharedFolders.changed` names what was changed all the same.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class SharedFolders:
    """All shared folders of one run of the tests, below the folder that pytest keeps for the run."""

    def __init__(self, root: Path) -> None:
        """Take the folder that all processes of the run have in common."""
        self._root = root
        self._states: dict[Path, dict[str, tuple[int, int]]] = {}

    def get(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return a folder by its name.

        Args:
            name: The same for the same content.
            make: Fills the folder, whose parent is there and which is not. When it fails, the next one that asks
                starts again from nothing.
        """
        place = self._root / name
        folder, finished = place / "content", place / "finished"
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(place / "lock"):
            if not finished.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                finished.touch()
        self._states.setdefault(folder, _state(folder))
        return folder

    def holds(self, folder: Path) -> bool:
        """Whether a folder is one of the shared ones, or below one."""
        return folder.resolve().is_relative_to(self._root.resolve())

    def changed(self) -> list[str]:
        """Files of the folders asked for here that are no longer what they were when they were first asked for."""
        return sorted(
            str(folder / name)
            for folder, before in self._states.items()
            for name, _ in before.items() ^ _state(folder).items()
        )


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of every file, by its path."""
    return {name: (entry.stat().st_size, entry.stat().st_mtime_ns) for name, entry in files_below(folder)}


def files_below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, with its path in it and slashes; `Path.rglob` takes several times as long."""
    waiting = [("", str(folder))]
    while waiting:
        path, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = f"{path}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}/", entry.path))
                elif entry.is_file():
                    yield name, entry
