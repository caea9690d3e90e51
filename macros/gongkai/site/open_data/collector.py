"""Writes the files of data of a whole site out of what is made of each agency: a year's file grows agency by agency.

No more than one agency's lines are in memory at a time, however large the site.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gongkai import routes
from gongkai.findings import say
from gongkai.renders.export.csv_text import csv_file
from gongkai.renders.export.tidy_rows import tidy_head
from gongkai.renders.open_data.agencies import NO_FIGURE, agencies_columns, agencies_csv, agencies_key
from gongkai.renders.open_data.archive import write_archive
from gongkai.renders.open_data.catalogue import catalogue_json
from gongkai.renders.open_data.columns import FIGURES_KEY, figure_columns
from gongkai.renders.open_data.files import DataFile, DataTable
from gongkai.renders.open_data.package import package_json
from gongkai.renders.open_data.parquet import write_parquet
from gongkai.renders.open_data.readme import readme_text
from gongkai.renders.open_data.year_workbook import year_workbook
from gongkai.site.open_data.terms import data_terms
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.work.bundle import Bundle, YearRows
from gongkai.work.contents import SiteContents

_ZIP = "application/zip"
_PARQUET = "application/vnd.apache.parquet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OpenData:
    """The files of data of one build; a collector of bundles."""

    def __init__(self, contents: SiteContents, site_dir: Path) -> None:
        """Begin with nothing.

        Args:
            contents: What the site shows.
            site_dir: The folder that is built.
        """
        self._contents = contents
        self._site_dir = site_dir
        self._figures: dict[int, _GrowingFile] = {}

    def add(self, bundle: Bundle) -> None:
        """Write an agency's lines behind those of the agencies before it."""
        for rows in bundle.rows:
            file = self._figures.get(rows.year)
            if file is None:
                file = self._figures[rows.year] = _GrowingFile(self._site_dir, rows.year)
            file.write(rows)

    def finish(self) -> None:
        """Close the files, describe them, and put all of them into one."""
        tables = [self._figures_table(year) for year in sorted(self._figures, reverse=True)]
        if not tables:
            return
        tables += [table for year in sorted(self._figures, reverse=True) for table in self._agencies_tables(year)]
        terms = data_terms(self._contents, list(self._figures))
        self._write(routes.DATA_README, readme_text(tables, terms))
        self._write(routes.DATA_PACKAGE, package_json(tables, terms))
        files = [file for table in tables for file in (table.file, *table.typed)]
        parts = [routes.DATA_README, routes.DATA_PACKAGE, *(file.path for file in files)]
        target = self._site_dir / routes.DATA_ARCHIVE
        write_archive(target, [self._site_dir / part for part in parts])
        archive = _written(
            target, routes.DATA_ARCHIVE, lines=sum(table.file.lines for table in tables), media_type=_ZIP
        )
        catalogue = catalogue_json(tables, terms, archive=archive, at=f"{routes.DATA_FOLDER}/")
        self._write(routes.DATA_CATALOG, catalogue)

    def stop(self) -> None:
        """Close what is still open."""
        for file in self._figures.values():
            file.close()

    def _figures_table(self, year: int) -> DataTable:
        figures = self._figures[year]
        file = figures.close()
        return DataTable(
            year,
            say("data.figures-title", {"year": year}),
            file,
            figure_columns(),
            FIGURES_KEY,
            typed=(self._parquet(figures, file),) if self._contents.settings.parquet else (),
            changed=self._changed(year),
        )

    def _parquet(self, figures: "_GrowingFile", file: DataFile) -> DataFile:
        """The figures of a year as Parquet."""
        path = f"{file.path.removesuffix('.csv')}.parquet"
        target = self._site_dir / path
        with figures.verbatim() as source:
            write_parquet(source, target)
        partition = self._site_dir / routes.year_figures_file(figures.year, ".parquet", folder=True)
        partition.parent.mkdir(parents=True, exist_ok=True)
        try:
            partition.hardlink_to(target)
        except OSError:  # file systems without links
            shutil.copyfile(target, partition)
        return _written(target, path, lines=file.lines, media_type=_PARQUET)

    def _agencies_tables(self, year: int) -> Iterator[DataTable]:
        """The table of all agencies of a year, as CSV and as a workbook."""
        table = year_table_of(self._contents, year)
        if table is None:
            return
        lines = len(table.lines) + sum(len(agencies) for _, agencies in table.missing)
        workbook = self._put(routes.year_table_file(year, ".xlsx"), year_workbook(table), lines=lines, media_type=_XLSX)
        yield DataTable(
            year,
            say("data.table.agencies-title", {"year": year}),
            self._put(routes.year_table_file(year, ".csv"), agencies_csv(table), lines=lines),
            agencies_columns(table),
            agencies_key(),
            NO_FIGURE,
            others=(workbook,),
            changed=self._changed(year),
        )

    def _put(self, path: str, data: bytes, *, lines: int, media_type: str = "text/csv") -> DataFile:
        (self._site_dir / path).write_bytes(data)
        return DataFile(path, len(data), hashlib.sha256(data).hexdigest(), lines, media_type)

    def _changed(self, year: int) -> str | None:
        """The day on which a report on a year was last published or corrected."""
        changes = (item.changed for (_, own), item in self._contents.summaries.items() if own == year)
        return max((change.date.isoformat() for change in changes if change is not None), default=None)

    def _write(self, path: str, text: str) -> None:
        (self._site_dir / path).write_text(text, encoding="utf-8", newline="")


def _written(target: Path, path: str, *, lines: int, media_type: str) -> DataFile:
    """A file that is there, as it is described."""
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return DataFile(path, target.stat().st_size, digest, lines, media_type)


class _GrowingFile:
    """The file of all figures of a year while it is written."""

    def __init__(self, site_dir: Path, year: int) -> None:
        self.year = year
        self._path = routes.year_figures_file(year, ".csv")
        self._target = site_dir / self._path
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = self._target.open("wb")
        self._verbatim: BinaryIO | None = None  # from the first line on that differs from the file
        self._hash = hashlib.sha256()
        self._size = self._lines = 0
        self._put(csv_file(tidy_head()))

    def write(self, rows: YearRows) -> None:
        """Add lines."""
        if rows.verbatim and self._verbatim is None:
            self._file.flush()
            self._verbatim = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed where it is read
            with self._target.open("rb") as before:
                shutil.copyfileobj(before, self._verbatim)
        if self._verbatim is not None:
            self._verbatim.write(rows.verbatim or rows.data)
        self._put(rows.data)
        self._lines += rows.count

    def close(self) -> DataFile:
        """End the file, and say what it is."""
        self._file.close()
        return DataFile(self._path, self._size, self._hash.hexdigest(), self._lines)

    def verbatim(self) -> BinaryIO:
        """The same lines with texts as they are, to be read once and closed."""
        if self._verbatim is None:
            return self._target.open("rb")
        self._verbatim.seek(0)
        return self._verbatim

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._size += len(data)
