"""A built site compared with its data: the files of every report and every year, files that should not be there."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai import routes
from gongkai.checksums import SUMS
from gongkai.errors import ReadError
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry
from gongkai.processes import InOrder, worth_it
from gongkai.renders.export import formats
from gongkai.renders.open_data.files import PACKED
from gongkai.reports import ReportKey
from gongkai.reports.tidy_columns import HEAD, unguarded
from gongkai.routes import Addresses
from gongkai.verifying.checksums import sum_differences
from gongkai.verifying.copies import Copy, differences, line_differences, lines_of, read_copy
from gongkai.verifying.expected import ExpectedReport, expected_of_data, expected_of_json
from gongkai.verifying.model import Discrepancy
from gongkai.workspace import Workspace

_JSON, _LIST, _WORDS = "report.json", "report.csv", "plain-words.txt"
_CSV, _PARQUET = ".csv", ".parquet"
_LARGEST = 1 << 30
"""Most bytes of a year's file in an archive: ten times as many as a province has."""
_NUMBERS = (HEAD[6], HEAD[10])
_READ = ("report.docx", "report.xlsx", "report.pdf", "tables.csv", routes.BARE_COPY, routes.TITLED_COPY)
_SLUG, _YEAR, _TABLE, _ROW, _COLUMN = (HEAD[place] for place in (-5, 1, -3, -2, -1))

_FEWEST = 4
"""From how many reports on several processes look at them: each takes nearly a second."""
_FOLDERS = Addresses(directory_urls=True)


@dataclass(slots=True)
class Verification:
    """What was looked at, counted as it is.

    Attributes:
        reports: Reports.
        files: Files that were read.
        cells: Cells that were compared.
        sums: Whether there were sums to check.
        uncompared: Names of files in formats that were added, of which nothing but the sum can be compared.
        lines: By report its form and its list of cells, by which the files of a year are compared.
    """

    reports: int = 0
    files: int = 0
    cells: int = 0
    sums: bool = False
    uncompared: set[str] = field(default_factory=set)
    lines: dict[ReportKey, tuple[Form | None, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """A built site, and the data that it is compared with.

    Attributes:
        folder: The site.
        workspace: The data; None where they are not at hand: then the files are compared with one another.
        registry: The forms at hand.
    """

    folder: Path
    workspace: Workspace | None
    registry: FormRegistry

    @property
    def display_name(self) -> str:
        """The site as it is shown, for what stands before the paths of its files."""
        return f"{self.folder.as_posix()}/"

    def keys(self) -> list[ReportKey]:
        """The reports that it should hold."""
        if self.workspace is None:
            return self.held()
        return [key for key in self.workspace.reports if self.workspace.public(key)]

    def held(self) -> list[ReportKey]:
        """The reports that it holds, by their JSON."""
        paths = (path.relative_to(self.folder).as_posix() for path in self.folder.glob(f"*/*/{_JSON}"))
        return sorted(key for key in map(routes.report_of_file, paths) if key is not None)

    def expected(self, key: ReportKey) -> ExpectedReport:
        """What a report of it should say."""
        if self.workspace is not None:
            return expected_of_data(self.workspace.report_export(*key))
        path = self.folder / routes.report_file(*key, _JSON)
        return expected_of_json(path.read_bytes(), self.registry, name=path.as_posix())

    def form(self, key: ReportKey) -> Form | None:
        """The form of a report of it."""
        if self.workspace is not None:
            return self.workspace.reports[key].form
        return self.expected(key).form

    def look(self, key: ReportKey) -> tuple[list[Discrepancy], int, int, bytes]:
        """What differs in the files of a report, how many files and cells that were, and its list of cells."""
        expected = self.expected(key)
        addresses = self.workspace.layout.address.addresses if self.workspace is not None else _FOLDERS
        page = addresses.file(routes.report_page(*key))
        differing = (
            [] if (self.folder / page).is_file() else [Discrepancy("no-page", f"{self.display_name}{page}", *key)]
        )
        files = 0
        for name in (page, *(routes.report_file(*key, file) for file in (_JSON, _LIST, _WORDS, *_READ))):
            if (self.folder / name).is_file():
                files += 1
                differing += file_differences(
                    self.folder / name, expected, self.registry, display_path=f"{self.display_name}{name}"
                )
        own = self.folder / routes.report_file(*key, _LIST)
        lines = expected.lines or (own.read_bytes() if own.is_file() else b"")
        return differing, files, files * len(expected.figures), lines

    def uncompared(self, key: ReportKey) -> Iterator[str]:
        """The names of a report's files in formats that were added: what they hold is known to these formats alone.

        Raises:
            FormatError: A format of another package is broken.
        """
        for name in {item.file for item in formats()}.difference((_JSON, _LIST, _WORDS, *_READ)):
            if (self.folder / routes.report_file(*key, name)).is_file():
                yield name


def verify_site(
    site: PublishedSite, verification: Verification, *, only: ReportKey | None = None
) -> Iterator[Discrepancy]:
    """Compare a built site with its data, or its files with one another where the data are not at hand.

    Args:
        site: The site.
        verification: Takes down what was looked at.
        only: The one report to look at; None for the whole site.
    """
    if only is None and (site.folder / SUMS).is_file():
        verification.sums = True
        yield from sum_differences(site.folder, display_path=site.display_name)
    keys = [key for key in sorted(site.keys()) if only in (None, key)]
    several = worth_it(len(keys), fewest=_FEWEST)
    looked = InOrder(site.look, keys, batch=1) if several else map(site.look, keys)
    for key, (differing, files, cells, lines) in zip(keys, looked, strict=True):
        verification.reports += 1
        verification.files += files
        verification.cells += cells
        verification.lines[key] = (site.form(key), lines)
        verification.uncompared.update(site.uncompared(key))
        yield from differing
    yield from year_differences(site.folder, verification, site.display_name)
    if site.workspace is not None and only is None:
        for key in sorted(set(site.held()) - set(keys)):
            yield Discrepancy("not-public", f"{site.display_name}{routes.report_file(*key, _JSON)}", *key)


def file_differences(
    path: Path, expected: ExpectedReport, registry: FormRegistry, *, display_path: str
) -> Iterator[Discrepancy]:
    """What a file of a site says otherwise than its report should; one that cannot be read is a difference, too."""
    try:
        copy = Copy("", None) if path.name == _WORDS else read_copy(path, registry)  # whose words it holds is known
        yield from differences(path, copy, expected, registry, display_path=display_path)
    except ReadError as error:
        yield Discrepancy("unread", display_path, expected.agency, expected.year, actual=str(error))


def year_differences(folder: Path, verification: Verification, display_path: str) -> Iterator[Discrepancy]:
    """The files that hold all figures of a year; reports that were not looked at are passed over."""
    for suffix in (_CSV, f"{_CSV}{PACKED}", _PARQUET):
        for year in sorted({year for _, year in verification.lines}):
            name = routes.year_figures_file(year, suffix)
            if not (folder / name).is_file():
                continue
            verification.files += 1
            try:
                reports = _by_report(folder / name)
            except ReadError as error:
                yield Discrepancy("unread", f"{display_path}{name}", actual=str(error))
                continue
            for key, (form, lines) in verification.lines.items():
                if key[1] == year and form is not None:
                    file_lines = {ids: _as_in(suffix, line) for ids, line in lines_of(lines).items()}
                    verification.cells += len(file_lines)
                    expected = ExpectedReport(key[0], "", year, form, {})
                    yield from line_differences(reports.get(key, {}), file_lines, expected, f"{display_path}{name}")


def _by_report(path: Path) -> Mapping[ReportKey, Mapping[tuple[str, ...], Mapping[str, str]]]:
    """The lines of a file of a year by report, then by the ids of their cells.

    Raises:
        ReadError: It is no such file, or is Parquet and what reads that is not installed.
    """
    reports: dict[ReportKey, dict[tuple[str, ...], Mapping[str, str]]] = {}
    try:
        lines = _parquet_lines(path) if path.suffix == _PARQUET else _csv_lines(path)
        for line in lines:
            ids = (line[_TABLE], line[_ROW], line[_COLUMN])
            reports.setdefault((line[_SLUG], int(line[_YEAR])), {})[ids] = line
    except (KeyError, ValueError, csv.Error, zipfile.BadZipFile, zlib.error) as error:
        raise ReadError(say("verify.no-list", {"name": path.name}), code="no-list") from error
    return reports


def _csv_lines(path: Path) -> Iterator[Mapping[str, str]]:
    data = _unpacked(path) if path.suffix == PACKED else path.read_bytes()
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return ({name: text or "" for name, text in line.items() if name} for line in reader)


def _unpacked(path: Path) -> bytes:
    """The file that an archive of its name holds."""
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(path.stem).file_size > _LARGEST:
            raise ValueError(path.name)
        return archive.read(path.stem)


def _parquet_lines(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - it comes with an extra, and takes a quarter of a second
        from pyarrow import parquet  # noqa: PLC0415 - of the same extra
    except ImportError as error:
        raise ReadError(say("verify.no-parquet", {"name": path.name}), code="no-parquet") from error
    try:
        rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise ReadError(say("verify.no-list", {"name": path.name}), code="no-list") from error
    return ({name: _number_text(value) for name, value in row.items()} for row in rows)


def _number_text(value: Any) -> str:
    """A value of Parquet as text; its numbers have ten places, whatever was written."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _as_in(suffix: str, line: Mapping[str, str]) -> Mapping[str, str]:
    """A line of CSV as it should be in another kind of file: Parquet has numbers, and texts as they are."""
    if suffix != _PARQUET:
        return line
    return {name: _number(text) if name in _NUMBERS else unguarded(text) for name, text in line.items()}


def _number(text: str) -> str:
    return f"{Decimal(text).normalize():f}" if text else ""
