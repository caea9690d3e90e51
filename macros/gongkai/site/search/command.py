"""Runs Pagefind's command over the fed pages, one part at a time, and joins its results into one index.

A part is an index of some years. The search page queries the newest part first and older ones only if needed, so that
a query does not cost more on a site of many years. In one folder Pagefind keeps one index for each language; so each
part is given a language code of its own.
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

REPORTS_IN_A_PART = 3000
"""Most reports in a part; a year with more has a part of its own."""

_ENTRY = "pagefind-entry.json"
_WASM = "en"  # one WebAssembly program, that for English, serves all parts
_NEEDED = ("pagefind.js", "index", "fragment")
_LOG_TAIL = 2000
"""Characters from the end of the command's log that are shown when it fails."""


def shelve(counts: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Distribute years over parts, the newest first; without years there is one empty part.

    Args:
        counts: Number of reports by year.
    """
    parts: list[list[int]] = [[]]
    for year in sorted(counts, reverse=True):
        if parts[-1] and sum(counts[other] for other in parts[-1]) + counts[year] > REPORTS_IN_A_PART:
            parts.append([])
        parts[-1].append(year)
    return tuple(map(tuple, parts))


def language(part: int) -> str:
    """The language code of a part: a private variant of English, for which Pagefind splits words at blanks only."""
    return f"en-x-{part}"


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

    def feed(self, part: int, address: str, html: str) -> None:
        """Write a fed page for the command to read.

        Args:
            part: Number of the part, from 0.
            address: Path of the site's page below the site.
            html: The fed page.
        """
        path = self._scratch / f"feed-{part}" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")

    def start(self) -> None:
        """Start to index the first part, in the background."""
        self._run(0)

    def finish(self, parts: int, target: Path) -> None:
        """Wait for the first part, index the others, and move all into one folder.

        Args:
            parts: Number of parts.
            target: The folder of the index; it must not exist yet.

        Raises:
            PluginError: The command failed.
        """
        try:
            for part in range(parts):
                if self._process is None:
                    self._run(part)
                self._wait(part)
            self._join(parts)
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

    def _index(self, part: int) -> Path:
        return self._scratch / f"index-{part}"

    def _run(self, part: int) -> None:
        feed, index = f"feed-{part}", self._index(part).name
        with (self._scratch / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the program of an installed package, with fixed arguments
                [get_executable(), "--site", feed, "--output-path", index, "--force-language", language(part)],
                cwd=self._scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=partial(end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )

    def _wait(self, part: int) -> None:
        process, self._process = self._process, None
        assert process is not None  # noqa: S101 - for mypy: callers start the command before they wait for it
        if process.wait() or not (self._index(part) / _ENTRY).is_file():
            log = (self._scratch / "log").read_text(encoding="utf-8", errors="replace")[-_LOG_TAIL:]
            raise PluginError(say("search.broken", {"detail": log.strip()}))

    def _join(self, parts: int) -> None:
        """Move all parts into the folder of the first one, under one entry file and with one WebAssembly program."""
        joined = self._index(0)
        entry = json.loads((joined / _ENTRY).read_text(encoding="utf-8"))
        entry["languages"] = {}
        for part in range(parts):
            index, name = self._index(part), language(part)
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
