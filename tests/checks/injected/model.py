"""A clean report of the demo district, and one mistake put into it together with the finding that is expected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.checks import subjects

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from gongkai.forms import Form
    from gongkai.reports import Report

    Injector = Callable[["CleanReport", random.Random], "Injection | None"]
    """Puts a mistake of one kind into a report; None where the report does not allow it."""


@dataclass(frozen=True)
class CleanReport:
    """One report without a finding.

    Attributes:
        slug: Its agency.
        year: The year reported on.
        files: By path relative to the site, ``agency.yml`` and the two files of this year and of the year before.
    """

    slug: str
    year: int
    files: Mapping[str, str]

    @property
    def agency_path(self) -> str:
        return f"data/{self.slug}/agency.yml"

    @property
    def data_path(self) -> str:
        return self.data_path_of(self.year)

    @property
    def narrative_path(self) -> str:
        return self.narrative_path_of(self.year)

    def data_path_of(self, year: int) -> str:
        return f"data/{self.slug}/{year}.yml"

    def narrative_path_of(self, year: int) -> str:
        return f"docs/{self.slug}/{year}.md"

    @property
    def data(self) -> str:
        """The text of the data file."""
        return self.files[self.data_path]

    @property
    def narrative(self) -> str:
        """The text of the narrative; in the demo every paragraph is one line."""
        return self.files[self.narrative_path]

    @property
    def lines(self) -> list[str]:
        """The lines of the narrative; the first has index 0."""
        return self.narrative.split("\n")

    @cached_property
    def report(self) -> Report:
        """The report as it is loaded, for kinds that need its figures."""
        return subjects.load(self.data, year=self.year, slug=self.slug)[0]

    @property
    def form(self) -> Form:
        assert self.report.form is not None
        return self.report.form

    @cached_property
    def last(self) -> Report | None:
        """The report on the year before."""
        text = self.files.get(self.data_path_of(self.year - 1))
        return None if text is None else subjects.load(text, year=self.year - 1, slug=self.slug)[0]


@dataclass(frozen=True)
class Injection:
    """One mistake.

    Attributes:
        code: Code of the finding that is expected.
        path: The file that it stands in.
        line: The line, from 1.
        files: The files that are changed, by path; None for one that is deleted.
        cell: The cell that the finding must name (``requests.received.total``), if it must name one.
        column: The column, from 1, where it is known.
        also: Codes of further findings that the mistake rightly has.
        level: The least level that the finding must have.
        ledger: The line of the ledger of what was published of the report.
    """

    code: str
    path: str
    line: int
    files: Mapping[str, str | None]
    cell: str | None = None
    column: int | None = None
    also: frozenset[str] = frozenset()
    level: str = "error"
    ledger: str = ""


@dataclass(frozen=True)
class Edit:
    """A text with a change, and the line where it was changed."""

    text: str
    line: int
    column: int = 1

    def injection(  # noqa: PLR0913 - what an injection is made of
        self,
        code: str,
        path: str,
        *,
        cell: str | None = None,
        also: tuple[str, ...] = (),
        level: str = "error",
        column: bool = False,
    ) -> Injection:
        """The injection that changes a file into this text; with ``column`` the finding must stand at the column."""
        place = self.column if column else None
        return Injection(code, path, self.line, {path: self.text}, cell, place, frozenset(also), level)


def with_line(lines: list[str], index: int, line: str) -> Edit:
    """Lines of which one is replaced."""
    return Edit("\n".join([*lines[:index], line, *lines[index + 1 :]]), index + 1)


def with_new_line(lines: list[str], index: int, line: str) -> Edit:
    """Lines with a new paragraph before the one at an index."""
    return Edit("\n".join([*lines[:index], line, "", *lines[index:]]), index + 1)


def prose(lines: list[str]) -> list[int]:
    """Indices of the lines that are paragraphs of prose behind the first section's heading, without block macros."""
    start = next(index for index, line in enumerate(lines) if line.startswith("## "))
    return [n for n in range(start, len(lines)) if lines[n].strip() and not lines[n].startswith(("#", "{{", "|", "!"))]


def with_phrase(report: CleanReport, phrase: str, rng: random.Random) -> Edit:
    """The narrative with a phrase between two sentences of some paragraph, and the place where the phrase begins."""
    lines = report.lines
    index = rng.choice(prose(lines))
    line = lines[index]
    ends = [place + 1 for place, sign in enumerate(line) if sign == "。"] or [len(line)]
    place = rng.choice(ends)
    edit = with_line(lines, index, line[:place] + phrase + line[place:])
    return Edit(edit.text, edit.line, place + 1)
