"""A cache of reports' files between builds: a file with the same inputs is not made again and has the same bytes.

A file depends on its report's data and narrative, its agency, what its checks found, the other reports that its format
looked up while it was made, the format, the forms, and the versions of all that writes it. All of this is its key, but
for the reports that were looked up: which they are is known only once it is made, so that it stands in the entry, and
is compared when the entry is asked for.
"""

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.forms import installed_form_files
from gongkai.kept_files import KeptFiles
from gongkai.renders.export import Format, ReportExport
from gongkai.reports import Report

_SHAPE = 1
"""Version of the entries; to be raised with any change of how they are read."""
_FIRST_LINE = b"\n"
_PACKAGE = Path(__file__).parents[1]

Sha256Of = Callable[[str, int], str | None]
"""Gives the hash over data and narrative of an agency's (slug) report on a year; None where there is no such report."""


def _none(_agency: str, _year: int) -> None:
    """No report is at hand."""


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """Writes reports in formats, and keeps the files of formats that take longer to make than to read.

    Attributes:
        files: Where they are kept; None where nothing is.
        common: Hash of what they all depend on; see ``common_stamp``.
        sha256_of: What is compared of a report that was looked up.
        anew: Whether all are made anew, and those kept replaced.
    """

    files: KeptFiles | None = None
    common: str = ""
    sha256_of: Sha256Of = _none
    anew: bool = False

    def write(self, item: Format, export: ReportExport) -> bytes:
        """A report in a format, kept or made.

        Raises:
            FormatError: The format has failed.
        """
        if self.files is None or not item.kept:
            return item.write(export)
        key = _key(self.common, item, export)
        earlier = None if self.anew else self.files.get(key)
        if earlier is not None:
            seen, _, data = earlier.partition(_FIRST_LINE)
            if all(self._state(export, agency, year) == state for agency, year, state in json.loads(seen)):
                return data
        looked_up: dict[tuple[str, int], None] = {}

        def lookup(agency: str, year: int) -> Report | None:
            looked_up[agency, year] = None
            return export.lookup(agency, year)

        data = item.write(export.seen_through(lookup))
        states = [(agency, year, self._state(export, agency, year)) for agency, year in looked_up]
        self.files.put(key, json.dumps(states).encode() + _FIRST_LINE + data)
        return data

    def prune(self) -> None:
        """Keep what is kept within its bounds."""
        if self.files is not None:
            self.files.prune_if_used()

    def _state(self, export: ReportExport, agency: str, year: int) -> str | None:
        """What a format can see of another report: its hash, or None where it sees none."""
        return self.sha256_of(agency, year) if export.lookup(agency, year) is not None else None


def common_stamp(forms: Iterable[Path], paths: Iterable[str] = sys.path) -> str:
    """A hash of what every file depends on: Python, what is installed, this package as it stands, the forms of others.

    A package that is being worked on changes its forms while its version stays the same: their texts are part of it.

    Args:
        forms: The files of the site's own forms.
        paths: Where packages are looked for.
    """
    parts = [
        f"{_SHAPE} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}",
        *sorted(name for path in paths for name in _installed(path)),
        *_own_files(_PACKAGE),
        *(f"{name} {hashlib.sha256(text.encode()).hexdigest()}" for name, text in installed_form_files()),
        *(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(forms)),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _installed(path: str) -> tuple[str, ...]:
    """The packages that are installed in a folder, with their versions: pip names the folder of each so.

    Looked at once a process, as `_own_files` are.
    """
    if not Path(path).is_dir():
        return ()
    with os.scandir(path or ".") as entries:
        return tuple(entry.name for entry in entries if entry.name.endswith(".dist-info"))


@cache
def _own_files(package: Path) -> tuple[str, ...]:
    """The files of this package, with size and time of change: it may be under development, its version the same.

    Looked at once a process, which goes on with the modules that it has read.
    """
    return tuple(sorted(_stamps_below(f"{package}", "")))


def _stamps_below(folder: str, name: str) -> Iterator[str]:
    """The files of a folder and of those in it; pathlib takes five times as long for the thousand of the package."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps_below(entry.path, f"{name}{entry.name}/")
            elif entry.is_file():
                yield _stamp_of(entry.stat(), f"{name}{entry.name}")


def _key(common: str, item: Format, export: ReportExport) -> str:
    report, narrative = export.report, export.narrative
    parts = (
        *(common, item.name, item.file, module_stamp(item.make.__module__)),
        *(report.agency, report.year, report.form.id if report.form else None, export.source_sha256),
        None if narrative is None else narrative.hard_paragraphs,
        *(export.agency, export.findings, export.site, export.for_review),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def module_stamp(name: str) -> str:
    """The module of a format or a rule as it stands, which may be another package's under development."""
    file = getattr(sys.modules.get(name), "__file__", None)
    return _stamp(Path(file), name) if file is not None and Path(file).is_file() else name


def _stamp(path: Path, name: str) -> str:
    return _stamp_of(path.stat(), name)


def _stamp_of(status: os.stat_result, name: str) -> str:
    return f"{name} {status.st_size} {status.st_mtime_ns}"
