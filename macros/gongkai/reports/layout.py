"""Which file belongs to what: ``data/<agency>/<year>.yml`` and ``docs/<agency>/<year>.md`` are one report."""

import re
from dataclasses import dataclass
from pathlib import Path

from gongkai.routes import NO_ADDRESS, SiteAddress

REPORT_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""A year that a report can be on: the name of its files, without the suffix."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a site keeps what.

    Attributes:
        root: The folder with mkdocs.yml; findings name files relative to it.
        data: The folder of data.
        docs: The folder of narratives.
        settings_file: The file that a site is set up by; None where it is not at hand.
        published: The folder of the published site; None where it is not known.
        settings: What it says that every page shows: names, descriptions, the office and its contact.
        trusted: Patterns of pages below ``docs`` that the site's owner answers for and that may hold anything.
        programs: Scripts and styles below ``docs`` that the site's pages load.
        listed: Folders below ``docs`` whose pages the navigation of mkdocs.yml names.
        hard_paragraphs: Whether each line of a narrative is a paragraph, as in text that offices write.
        address: Where the site is published.
        cache: The folder of files that are kept between builds; None where none are.
    """

    root: Path
    data: Path
    docs: Path
    trusted: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    listed: frozenset[str] = frozenset()
    hard_paragraphs: bool = False
    settings_file: Path | None = None
    settings: tuple[str, ...] = ()
    published: Path | None = None
    address: SiteAddress = NO_ADDRESS
    cache: Path | None = None

    def report(self, agency: str, year: int) -> Path:
        """The data file of a report."""
        return self.data / agency / f"{year}.yml"

    def narrative(self, agency: str, year: int) -> Path:
        """The narrative of a report."""
        return self.docs / agency / f"{year}.md"

    def workbook(self, agency: str, year: int) -> Path:
        """The workbook in which a report is filled in: beside mkdocs.yml, where nothing is read or published."""
        return self.root / f"{agency}-{year}.xlsx"

    def rollup_workbook(self, agency: str, year: int) -> Path:
        """The workbook in which the reports are listed that a consolidated report adds up; beside the other one."""
        return self.root / f"{agency}-{year}-rollup.xlsx"

    def board_workbook(self, year: int) -> Path:
        """The workbook of the filing board of a year; beside mkdocs.yml, where nothing is published."""
        return self.root / f"status-{year}.xlsx"

    def sign_sheet(self, agency: str, year: int) -> Path:
        """The sheet of a report's sign-off; beside mkdocs.yml, where nothing is published."""
        return self.root / f"{agency}-{year}-sign.html"

    def ledger(self, agency: str) -> Path:
        """The file that remembers what was published of an agency, committed with the data."""
        return self.data / ".published" / f"{agency}.tsv"

    def reviews(self, agency: str) -> Path:
        """The file that remembers how the reports of an agency were reviewed, committed with the data."""
        return self.data / ".review" / f"{agency}.tsv"

    def name(self, path: Path) -> str:
        """A file's name in findings: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
