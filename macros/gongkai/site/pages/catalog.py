"""Which agencies a site shows, with which years, where their pages and the lists of them stand, and nothing of HTML.

A page is named by its path below the docs folder, so that a Markdown file of the same path takes its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gongkai.findings import say
from gongkai.reports import Agency
from gongkai.reports.order import in_order
from gongkai.workspace import Workspace

PER_PAGE = 100
"""Agencies or reports on one page of a list: no page grows with the site."""

HOME = "index.md"
LIST = "agencies.md"
YEARS = "years.md"

T = TypeVar("T")
_SPECIAL = re.compile(r"^[-+=:\d]|[\\`*_{}\[\]<>#!|&~^]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency as the site shows it.

    Attributes:
        agency: Who reports.
        years: Years with a report that is shown, the newest first; never empty.
        drafts: Those among them that only a preview shows.
    """

    agency: Agency
    years: tuple[int, ...]
    drafts: frozenset[int] = frozenset()

    @property
    def slug(self) -> str:
        """Name of its folder."""
        return self.agency.slug

    def label(self, year: int) -> str:
        """How a year is called in lists."""
        return say("theme.draft-year" if year in self.drafts else "theme.year", {"year": year})


Entries = Mapping[str, Entry]
"""Entries by slug, in the order of lists (see ``reports.order``), which ranks nobody."""


def entries_of(workspace: Workspace, *, preview: bool) -> Entries:
    """Agencies with the years that are shown; one without any is not listed, so that no page tells who is late.

    Args:
        workspace: The loaded site.
        preview: Whether drafts are shown too.
    """
    years: dict[str, list[int]] = {}
    drafts: dict[str, set[int]] = {}
    for slug, year in workspace.reports:
        public = workspace.public((slug, year))
        if public or preview:
            years.setdefault(slug, []).append(year)
        if preview and not public:
            drafts.setdefault(slug, set()).add(year)
    return {
        slug: Entry(
            workspace.agencies.get(slug) or Agency(slug, slug, slug),
            tuple(sorted(years[slug], reverse=True)),
            frozenset(drafts.get(slug, ())),
        )
        for slug in in_order(years, workspace.agencies)
    }


def all_years(entries: Entries) -> tuple[int, ...]:
    """Every year that has a report, the newest first."""
    return tuple(sorted({year for entry in entries.values() for year in entry.years}, reverse=True))


def of_year(entries: Entries, year: int) -> tuple[Entry, ...]:
    """The agencies that have a report on a year, in the order of lists."""
    return tuple(entry for entry in entries.values() if year in entry.years)


def markdown_text(text: str) -> str:
    """Plain text for Markdown: neither Markdown, nor HTML, nor a template engine finds anything to act on."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def home_text(*, title: str, intro: str) -> str:
    """The home page of a site that has not written its own, as Markdown.

    Args:
        title: Its heading.
        intro: Its first paragraph; may be empty.
    """
    return "\n\n".join(part for part in (f"# {markdown_text(title)}", markdown_text(intro)) if part) + "\n"


def list_path(number: int) -> str:
    """Path of one page of the list of agencies, from 1."""
    return LIST if number == 1 else f"agencies/{number}.md"


def year_path(year: int, number: int = 1) -> str:
    """Path of one page of the list of a year's reports, from 1."""
    return f"years/{year}.md" if number == 1 else f"years/{year}-{number}.md"


def agency_path(slug: str) -> str:
    """Path of an agency's page."""
    return f"{slug}/{HOME}"


def chunks(items: Sequence[T]) -> list[Sequence[T]]:
    """Items page by page; without any there is still a first page."""
    return [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)] or [[]]


def list_sources(entries: Entries) -> Iterator[str]:
    """Paths of all pages that list agencies or reports of more than one agency, the home page first."""
    yield HOME
    for number, _ in enumerate(chunks(list(entries.values())), start=1):
        yield list_path(number)
    yield YEARS
    for year in all_years(entries):
        for number, _ in enumerate(chunks(of_year(entries, year)), start=1):
            yield year_path(year, number)
