"""Notices changes of the files that a site is made from.

The system tells at once that something has happened; what it is, is found by looking at all files. They are looked at
every other second anyway, as a network file system sends no such notice.
"""

import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from gongkai.site_config.written_settings import WrittenSettings
from gongkai.system_errors import system_reason

FileState = tuple[int, int, int]
"""Time of change in nanoseconds, size in bytes, and number."""
_SETTLING = 0.03
"""Seconds to wait for the rest of a change: an editor writes a file in several steps."""
_EMPTIED = 0.3
"""Seconds to wait for the contents of a file that has just been emptied."""
_LONGEST = 1.0
"""Seconds after which files are looked at although something happens all the time."""
_UNTOLD = 2.0
"""Seconds after which the files are looked at although the system has reported no change."""
_HELPERS = ("~", ".swp", ".tmp", ".part")
"""Ends of the names of files that editors make beside the file that they save."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed.

    Attributes:
        edited: Files that are still there, with something else in them.
        others: Files that came or went.
    """

    edited: frozenset[str]
    others: frozenset[str]

    @property
    def paths(self) -> frozenset[str]:
        """All of them."""
        return self.edited | self.others


class Watcher(FileSystemEventHandler):
    """Watches files and folders with all that is in them, but for what is hidden."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Begin to watch.

        Args:
            paths: Files and folders; those that are not there are looked for again.
        """
        self._bell = Event()
        self._observer = Observer()
        self.why_slow = ""
        """Why changes are noticed late, where the system cannot tell them at once; empty where it can."""
        self._paths = _whole(paths)
        self._states: Mapping[str, FileState] = dict(self._look())

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these instead of those before."""
        if _whole(paths) != self._paths:
            self._paths = _whole(paths)
            self._states = dict(self._look())
            self.start()

    def start(self) -> None:
        """Let the system tell what happens, in a thread of its own.

        What has changed since the files were looked at counts all the same. Whoever starts further processes does so
        before: one that has threads cannot be copied safely.
        """
        self.stop()
        # watchdog logs an error where a file changes while the watching is being stopped, and a warning where the
        # system drops notices: neither loses a change here, as all files are looked at every other second.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        self._observer = Observer()
        paths = self._paths
        folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
        outer = [folder for folder in folders if not any(other in folder.parents for other in paths if other.is_dir())]
        try:
            for folder in sorted(outer):
                self._observer.schedule(self, str(folder), recursive=folder in paths)
            self._observer.start()
        except OSError as error:  # the system watches only so many folders
            self.why_slow = system_reason(error)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look at the files soon; reading a file is no change."""
        if event.event_type not in ("opened", "closed_no_write"):
            self._bell.set()

    def changes(self) -> Changes:
        """Wait for a moment; which files were changed, came or went."""
        if self._bell.wait(_UNTOLD):
            self._settle(_SETTLING)
            if self._emptied():
                self._settle(_EMPTIED)
        return self.look()

    def _settle(self, quiet: float) -> None:
        """Wait until nothing has happened for some seconds, or as long as a change may take."""
        end = time.monotonic() + _LONGEST
        self._bell.clear()
        while self._bell.wait(quiet) and time.monotonic() < end:
            self._bell.clear()
            quiet = _SETTLING

    def _emptied(self) -> bool:
        """Whether a file has been emptied: most programs do so before they write what it shall hold."""
        return any(not size and self._states.get(path, (0, 0, 0))[1] for path, (_, size, _) in self._look())

    def look(self) -> Changes:
        """Which files were changed, came or went since they were looked at last."""
        before, self._states = self._states, dict(self._look())
        both = before.keys() & self._states.keys()
        edited = frozenset(path for path in both if before[path] != self._states[path])
        return Changes(edited, frozenset(before.keys() ^ self._states.keys()))

    def stop(self) -> None:
        """Stop the notices of the system."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _look(self) -> Iterator[tuple[str, FileState]]:
        for path in self._paths:
            for file in _files(path) if path.is_dir() else (path,):
                try:
                    status = file.stat()
                except OSError:  # it has gone meanwhile
                    continue
                yield os.fspath(file), (status.st_mtime_ns, status.st_size, status.st_ino)


def watched(config: MkDocsConfig, site: Path) -> Iterator[Path]:
    """All that a site is made from: where its files are, and what its mkdocs.yml names.

    Args:
        config: MkDocs' configuration.
        site: The folder with mkdocs.yml.
    """
    plugins: Any = config.plugins
    data = site / (plugins["gongkai"].config.data_dir if "gongkai" in plugins else "data")
    file = Path(config.config_file_path or "")
    yield from (Path(config.docs_dir), data, data / ".review", data / ".published", file)
    parent = WrittenSettings(file).parent
    options = plugins["macros"].config if "macros" in plugins else {}
    paths = (parent, *config.hooks, options.get("module_name"), options.get("include_dir"))
    for name in filter(None, paths):
        path = site / name
        yield path if path.exists() else path.with_suffix(".py")
    yield from (Path(path) for path in (config.theme.custom_dir, *config.watch) if path)


def _whole(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Paths from the root on, each once."""
    return tuple(dict.fromkeys(path.absolute() for path in paths))


def _files(folder: Path) -> Iterator["os.DirEntry[str]"]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it has gone meanwhile
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(_HELPERS):
            continue
        if entry.is_dir():
            yield from _files(Path(entry.path))
        else:
            yield entry
