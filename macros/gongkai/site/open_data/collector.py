"""Writes the files of data of a whole site out of what is made of each agency: a year's file grows agency by agency.

No more than one agency's lines are in memory at a time, however large the site.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
from gongkai.renders.open_data.files import ZIP_TYPE, DataFile, DataTable, figures_suffix
from gongkai.renders.open_data.package import package_json
from gongkai.renders.open_data.parquet import write_parquet
from gongkai.renders.open_data.readme import readme_text
from gongkai.renders.open_data.year_workbook import year_workbook
from gongkai.site.open_data.terms import data_terms
from gongkai.site.open_data.year_tables import year_table_of
from gongkai.site.publishing.site_files import SiteFiles
from gongkai.work.bundle import Bundle, KeptRows, WrittenFile, YearRows
from gongkai.work.contents import SiteContents
from gongkai.work.kept_bundles import KeptTexts

_CSV = "text/csv"
_PARQUET = "application/vnd.apache.parquet"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class OpenData:
    """The files of data of one build; a collector of bundles."""

    def __init__(self, contents: SiteContents, files: SiteFiles, kept_texts: KeptTexts | None = None) -> None:
        """Begin with nothing.

        Args:
            contents: What the site shows.
            files: Takes over what is as it was published.
            kept_texts: Gives the lines of agencies that lie with what is kept; None where there are none.
        """
        self._contents = contents
        self._files, self._kept_texts = files, kept_texts
        self._site_dir = files.folder.folder
        self._years: dict[int, _Year] = {}
        self._keys: dict[str, str] = {}
        """By agency (slug) whose lines lie with what is kept, the hash of all that it is made from."""

    def add(self, bundle: Bundle) -> None:
        """Take in an agency's lines after those of the agencies before it."""
        slug = bundle.slug
        self._keys[slug] = bundle.key
        for rows in bundle.rows:
            year = self._year(rows.year)
            self._write_waiting([year])
            year.lines[slug] = rows.without_text
            year.open(self._site_dir).write(rows)
        for kept_rows in bundle.kept_rows:
            year = self._year(kept_rows.year)
            year.lines[slug] = kept_rows
            year.waiting.append(slug)
        self._write_waiting(
            [self._years[kept_rows.year] for kept_rows in bundle.kept_rows if self._years[kept_rows.year].file]
        )

    def finish(self) -> None:
        """Close the files, describe them, and put all of them into one."""
        for year in self._years.values():
            year.kept_files = self._files.taken(self._made_from(year)) if year.file is None else None
        self._write_waiting([year for year in self._years.values() if year.kept_files is None])
        tables = [self._figures_table(self._years[year]) for year in sorted(self._years, reverse=True)]
        if not tables:
            return
        tables += [table for year in sorted(self._years, reverse=True) for table in self._agencies_tables(year)]
        terms = data_terms(self._contents, list(self._years))
        self._write(routes.DATA_README, readme_text(tables, terms))
        self._write(routes.DATA_PACKAGE, package_json(tables, terms))
        files = [file for table in tables for file in (table.file, *table.typed)]
        parts = [routes.DATA_README, routes.DATA_PACKAGE, *(file.path for file in files)]
        lines = sum(table.file.lines for table in tables)
        archive = self._archive(parts, [(file.path, file.sha256) for file in files], lines=lines)
        catalogue = catalogue_json(tables, terms, archive=archive, at=f"{routes.DATA_FOLDER}/")
        self._write(routes.DATA_CATALOG, catalogue)

    def _year(self, year: int) -> "_Year":
        return self._years.setdefault(year, _Year(year))

    def _write_waiting(self, years: Sequence["_Year"]) -> None:
        """Write the lines that some years wait for: of each agency they are read once."""
        waiting = {slug for year in years for slug in year.waiting}
        for slug in [slug for slug in self._keys if slug in waiting] if waiting else ():
            rows_of = {rows.year: rows for rows in self._rows(slug)}
            for year in years:
                if slug in year.waiting:
                    year.open(self._site_dir).write(rows_of[year.year])
        for year in years:
            year.waiting.clear()

    def _rows(self, slug: str) -> tuple[YearRows, ...]:
        return self._kept_texts.rows(slug, self._keys[slug]) if self._kept_texts is not None else ()

    def _made_from(self, year: "_Year") -> object:
        lines = [(slug, rows.count, rows.digest) for slug, rows in year.lines.items()]
        return "figures of a year", year.year, self._contents.settings.parquet, lines

    def _archive(self, parts: Sequence[str], files: object, *, lines: int) -> DataFile:
        """All files in one; it depends on them, and on what is said of them."""
        descriptions = [(self._site_dir / part).read_bytes() for part in (routes.DATA_README, routes.DATA_PACKAGE)]
        target = self._site_dir / routes.DATA_ARCHIVE

        def make() -> Iterator[WrittenFile]:
            write_archive(target, [self._site_dir / part for part in parts])
            yield self._files.folder.written(routes.DATA_ARCHIVE)

        (archive,) = self._files.made(("archive", descriptions, files), make)
        return _described(archive, lines=lines, media_type=ZIP_TYPE)

    def stop(self) -> None:
        """Close what is still open."""
        for year in self._years.values():
            if year.file is not None:
                year.file.stop()

    def _figures_table(self, year: "_Year") -> DataTable:
        files = year.kept_files
        if files is None:
            files = tuple(self._written_year(year))
            self._files.note(self._made_from(year), files)
        described = [
            _described(file, lines=year.count, media_type=_PARQUET if file.path.endswith(".parquet") else _CSV)
            for file in files
        ]
        return DataTable(
            year.year,
            say("data.figures-title", {"year": year.year}),
            described[0],
            figure_columns(),
            FIGURES_KEY,
            typed=tuple(described[1:2]),
            changed=self._changed(year.year),
        )

    def _written_year(self, year: "_Year") -> Iterator[WrittenFile]:
        """The figures of a year, as CSV and, where that is wanted, as Parquet at two addresses."""
        file = year.open(self._site_dir)
        plain = file.end()
        parquet = tuple(self._written_parquet(year.year, file)) if self._contents.settings.parquet else ()
        packed = routes.year_figures_file(year.year, figures_suffix(year.count))
        yield plain if packed == plain.path else self._packed(plain.path, packed)
        yield from parquet

    def _packed(self, plain: str, packed: str) -> WrittenFile:
        """A file in an archive of its own, which takes its place."""
        source = self._site_dir / plain
        write_archive(self._site_dir / packed, [source])
        source.unlink()
        return self._files.folder.written(packed)

    def _written_parquet(self, year: int, file: "_GrowingFile") -> Iterator[WrittenFile]:
        path = routes.year_figures_file(year, ".parquet")
        target = self._site_dir / path
        with file.verbatim() as source:
            write_parquet(source, target)
        yield self._files.folder.written(path)
        path = routes.year_figures_file(year, ".parquet", folder=True)
        partition = self._site_dir / path
        partition.parent.mkdir(parents=True, exist_ok=True)
        try:
            partition.hardlink_to(target)
        except OSError:  # file systems without links
            shutil.copyfile(target, partition)
        yield self._files.folder.written(path)

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

    def _put(self, path: str, data: bytes, *, lines: int, media_type: str = _CSV) -> DataFile:
        (self._site_dir / path).write_bytes(data)
        return DataFile(path, len(data), hashlib.sha256(data).hexdigest(), lines, media_type)

    def _changed(self, year: int) -> str | None:
        """The day on which a report on a year was last published or corrected."""
        changes = (item.changed for (_, own), item in self._contents.summaries.items() if own == year)
        return max((change.date.isoformat() for change in changes if change is not None), default=None)

    def _write(self, path: str, text: str) -> None:
        (self._site_dir / path).write_text(text, encoding="utf-8", newline="")


def _described(file: WrittenFile, *, lines: int, media_type: str) -> DataFile:
    """A file that is there, as it is described."""
    return DataFile(file.path, file.size, file.digest, lines, media_type)


@dataclass(slots=True)
class _Year:
    """The lines of a year.

    Attributes:
        year: The year.
        lines: The lines of each agency, by slug, without their texts.
        waiting: The agencies whose lines are not written yet: if all are as they were published, none need be.
        file: The file, as far as it is written; None if nothing is.
        kept_files: The files as they were published, if they were taken over.
    """

    year: int
    lines: dict[str, KeptRows] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    file: "_GrowingFile | None" = None
    kept_files: tuple[WrittenFile, ...] | None = None

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(rows.count for rows in self.lines.values())

    def open(self, site_dir: Path) -> "_GrowingFile":
        """The file, begun where it is not yet."""
        if self.file is None:
            self.file = _GrowingFile(site_dir, self.year)
        return self.file


class _GrowingFile:
    """The file of all figures of a year while it is written."""

    def __init__(self, site_dir: Path, year: int) -> None:
        self._path = routes.year_figures_file(year, ".csv")
        self._target = site_dir / self._path
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = self._target.open("wb")
        self._verbatim: BinaryIO | None = None  # from the first line on that differs from the file
        self._hash = hashlib.sha256()
        self._size = 0
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

    def stop(self) -> None:
        """Close the file, if it is open."""
        self._file.close()

    def end(self) -> WrittenFile:
        """End the file, and say what it is."""
        self._file.close()
        return WrittenFile(self._path, self._size, self._target.stat().st_mtime_ns, self._hash.hexdigest())

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
