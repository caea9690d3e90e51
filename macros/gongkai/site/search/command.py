"""Runs Pagefind's command over the fed pages, one shelf at a time, and joins its results into one index.

A shelf is an index of some years. The search page queries the newest shelf first and older ones only if needed, so that
a query does not cost more on a site of many years. In one folder Pagefind keeps one index for each language; so each
shelf is given a language code of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from mkdocs.exceptions import PluginError
from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.processes import end_with_parent

SHELF = 3000
"""Most reports on a shelf; a year with more has a shelf of its own."""

_ENTRY = "pagefind-entry.json"
_WASM = "en"  # one WebAssembly program, that for English, serves all shelves
_NEEDED = ("pagefind.js", "index", "fragment")
_LOG_TAIL = 2000
"""Characters from the end of the command's log that are shown when it fails."""


def shelve(counts: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Distribute years over shelves, the newest first; without years there is one empty shelf.

    Args:
        counts: Number of reports by year.
    """
    shelves: list[list[int]] = [[]]
    for year in sorted(counts, reverse=True):
        if shelves[-1] and sum(counts[other] for other in shelves[-1]) + counts[year] > SHELF:
            shelves.append([])
        shelves[-1].append(year)
    return tuple(map(tuple, shelves))


def language(shelf: int) -> str:
    """The language code of a shelf: a private variant of English, for which Pagefind splits words at blanks only."""
    return f"en-x-{shelf}"


class PagefindCommand:
    """Pagefind's command, run in the background in a folder outside the site."""

    def __init__(self, scratch: Path | None = None) -> None:
        """Create the folder.

        Args:
            scratch: Its path, which must not exist yet; by default a temporary folder of the system.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._process: subprocess.Popen[bytes] | None = None

    def feed(self, shelf: int, address: str, html: str) -> None:
        """Write a fed page for the command to read.

        Args:
            shelf: Number of the shelf, from 0.
            address: Path of the site's page below the site.
            html: The fed page.
        """
        path = self._scratch / f"feed-{shelf}" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")

    def start(self) -> None:
        """Start to index the first shelf, in the background."""
        self._run(0)

    def finish(self, shelves: int, target: Path) -> None:
        """Wait for the first shelf, index the others, and move all into one folder.

        Args:
            shelves: Number of shelves.
            target: The folder of the index; it must not exist yet.

        Raises:
            PluginError: The command failed.
        """
        try:
            for shelf in range(shelves):
                if self._process is None:
                    self._run(shelf)
                self._wait(shelf)
            self._join(shelves)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(self._index(0), target)
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop the command if it is still running, and remove the folder."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _index(self, shelf: int) -> Path:
        return self._scratch / f"index-{shelf}"

    def _run(self, shelf: int) -> None:
        feed, index = f"feed-{shelf}", self._index(shelf).name
        with (self._scratch / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the program of an installed package, with fixed arguments
                [get_executable(), "--site", feed, "--output-path", index, "--force-language", language(shelf)],
                cwd=self._scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )

    def _wait(self, shelf: int) -> None:
        process, self._process = self._process, None
        assert process is not None  # noqa: S101 - for mypy: callers start the command before they wait for it
        if process.wait() or not (self._index(shelf) / _ENTRY).is_file():
            log = (self._scratch / "log").read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL:]
            raise PluginError(say("search.broken", {"detail": log.strip()}))

    def _join(self, shelves: int) -> None:
        """Move all shelves into the folder of the first one, under one entry file and with one WebAssembly program."""
        joined = self._index(0)
        entry = json.loads((joined / _ENTRY).read_text(encoding="utf-8"))
        entry["languages"] = {}
        for shelf in range(shelves):
            index, name = self._index(shelf), language(shelf)
            own = json.loads((index / _ENTRY).read_text(encoding="utf-8"))["languages"][name]
            entry["languages"][name] = own | {"wasm": _WASM}
            if index != joined:
                for path in (*index.glob("*.pf_meta"), *index.glob("index/*"), *index.glob("fragment/*")):
                    path.rename(joined / path.relative_to(index))
        (joined / f"wasm.{language(0)}.pagefind").rename(joined / f"wasm.{_WASM}.pagefind")
        for path in joined.iterdir():
            if path.name not in (*_NEEDED, f"wasm.{_WASM}.pagefind") and path.suffix != ".pf_meta":
                path.unlink()
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        (joined / _ENTRY).write_text(text, encoding="utf-8", newline="\n")
