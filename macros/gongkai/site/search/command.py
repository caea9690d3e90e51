"""Pagefind's command: run over what it is fed with, a shelf at a time, and what it makes put together as one index.

Years are put on shelves, so that a query costs what one shelf costs, however many years a site holds: the page asks the
newest shelf and goes on to older ones. To Pagefind each shelf is a language of its own, all in one folder.
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
"""Reports on a shelf at most, but for a year that has more."""

_ENTRY = "pagefind-entry.json"
_WASM = "en"  # what every shelf is asked with
_NEEDED = ("pagefind.js", "index", "fragment")
_TOLD = 2000


def shelve(counts: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Years by shelf, the newest first; at least one shelf, which then is empty.

    Args:
        counts: How many reports there are on each year.
    """
    shelves: list[list[int]] = [[]]
    for year in sorted(counts, reverse=True):
        if shelves[-1] and sum(counts[other] for other in shelves[-1]) + counts[year] > SHELF:
            shelves.append([])
        shelves[-1].append(year)
    return tuple(map(tuple, shelves))


def language(shelf: int) -> str:
    """How a shelf is called to Pagefind: a private kind of English, of which it takes blanks for the ends of words."""
    return f"en-x-{shelf}"


class Command:
    """The command at work, in a folder of its own outside the site."""

    def __init__(self, scratch: Path | None = None) -> None:
        """Make the folder.

        Args:
            scratch: Where it is to be, not there yet; a temporary folder of the system by default.
        """
        if scratch is None:
            scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        else:
            scratch.mkdir()
        self._scratch = scratch
        self._process: subprocess.Popen[bytes] | None = None

    def feed(self, shelf: int, address: str, html: str) -> None:
        """Lay down a page for a shelf.

        Args:
            shelf: Number of the shelf, from 0.
            address: Path of the site's page below the site.
            html: What the index is to know of it.
        """
        path = self._scratch / f"feed-{shelf}" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")

    def start(self) -> None:
        """Begin with the first shelf; it is made beside what else is done."""
        self._run(0)

    def finish(self, shelves: int, target: Path) -> None:
        """Wait for the first shelf, make the others, and put all into one folder.

        Args:
            shelves: How many there are.
            target: The folder to be; it must not be there yet.

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
            shutil.move(self._made(0), target)
        finally:
            self.stop()

    def stop(self) -> None:
        """End the command, if it is still at work, and remove the folder."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _made(self, shelf: int) -> Path:
        return self._scratch / f"made-{shelf}"

    def _run(self, shelf: int) -> None:
        feed, made = f"feed-{shelf}", self._made(shelf).name
        with (self._scratch / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - a program of ours
                [get_executable(), "--site", feed, "--output-path", made, "--force-language", language(shelf)],
                cwd=self._scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )

    def _wait(self, shelf: int) -> None:
        process, self._process = self._process, None
        assert process is not None  # noqa: S101 - it is run before it is waited for
        if process.wait() or not (self._made(shelf) / _ENTRY).is_file():
            told = (self._scratch / "log").read_text(encoding="utf-8", errors="replace")[-_TOLD:]
            raise PluginError(say("search.broken", {"detail": told.strip()}))

    def _join(self, shelves: int) -> None:
        """Put the shelves into the folder of the first one, with one list of them and the one program for all."""
        whole = self._made(0)
        entry = json.loads((whole / _ENTRY).read_text(encoding="utf-8"))
        entry["languages"] = {}
        for shelf in range(shelves):
            made, name = self._made(shelf), language(shelf)
            own = json.loads((made / _ENTRY).read_text(encoding="utf-8"))["languages"][name]
            entry["languages"][name] = own | {"wasm": _WASM}
            if made != whole:
                for path in (*made.glob("*.pf_meta"), *made.glob("index/*"), *made.glob("fragment/*")):
                    path.rename(whole / path.relative_to(made))
        (whole / f"wasm.{language(0)}.pagefind").rename(whole / f"wasm.{_WASM}.pagefind")
        for path in whole.iterdir():
            if path.name not in (*_NEEDED, f"wasm.{_WASM}.pagefind") and path.suffix != ".pf_meta":
                path.unlink()
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        (whole / _ENTRY).write_text(text, encoding="utf-8", newline="\n")
