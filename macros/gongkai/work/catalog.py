"""Which agencies a site shows, with which years, and in which order lists name them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.reports import Agency
from gongkai.reports.agencies.order import in_order
from gongkai.reports.titles import ReportKinds, kind_of
from gongkai.work.summary import ReportSummary

PER_PAGE = 100
"""Agencies or reports on one page of a list: no page grows with the site."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """An agency as the site shows it.

    Attributes:
        agency: Who reports.
        years: Years with a report that is shown, the newest first; never empty.
        drafts: Those among them that only a preview shows.
        kinds: What the report of each year is called; empty where all have the statutory name.
    """

    agency: Agency
    years: tuple[int, ...]
    drafts: frozenset[int] = frozenset()
    kinds: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Name of its folder."""
        return self.agency.slug

    def label(self, year: int) -> str:
        """How a year is called in lists."""
        return say("theme.draft-year" if year in self.drafts else "theme.year", {"year": year})

    def report(self, year: int) -> str:
        """The report on a year by its kind, without the agency's name."""
        kind = self.kinds[self.years.index(year)] if self.kinds else kind_of(None)
        return say("theme.report", {"year": year, "kind": kind})

    @property
    def report_kinds(self) -> ReportKinds:
        """What its reports are called."""
        return ReportKinds.of(self.kinds)

    @property
    def description(self) -> str:
        """What its pages hold, for the heads of pages."""
        return say("theme.agency-description", {"agency": self.agency.name, "kind": self.report_kinds.name})

    def title(self, year: int) -> str:
        """The title of the report on a year, without the agency's name."""
        title = self.report(year)
        return say("theme.draft", {"title": title}) if year in self.drafts else title


Entries = Mapping[str, CatalogEntry]
"""Entries by slug, in the order of lists (see ``reports.agencies.order``), which ranks nobody."""


def entries_of(
    summaries: Iterable[ReportSummary],
    agencies: Mapping[str, Agency],
    *,
    preview: bool,
    forms: Iterable[Form] = (),
) -> Entries:
    """Agencies with the years shown; an agency without any is left out, so that no page tells who is late.

    Args:
        summaries: Every report.
        agencies: Agencies by slug; one whose file cannot be used has its slug for a name.
        preview: Whether drafts are shown too.
        forms: The forms at hand, for what their reports are called.
    """
    kinds = {form.id: kind_of(form) for form in forms}
    called: dict[tuple[str, int], str] = {}
    years: dict[str, list[int]] = {}
    drafts: dict[str, set[int]] = {}
    for item in summaries:
        if item.public or preview:
            years.setdefault(item.agency, []).append(item.year)
            called[item.agency, item.year] = kinds.get(item.form_id or "", kind_of(None))
        if preview and not item.public:
            drafts.setdefault(item.agency, set()).add(item.year)
    return {
        slug: CatalogEntry(
            agencies.get(slug) or Agency(slug, slug, slug),
            tuple(sorted(years[slug], reverse=True)),
            frozenset(drafts.get(slug, ())),
            _kinds(called[slug, year] for year in sorted(years[slug], reverse=True)),
        )
        for slug in in_order(years, agencies)
    }


def _kinds(called: Iterable[str]) -> tuple[str, ...]:
    """What reports are called; nothing where all have the statutory name."""
    kinds = tuple(called)
    return () if ReportKinds.of(kinds).statutory else kinds


def report_kinds(entries: Entries) -> ReportKinds:
    """What the reports of all agencies are called."""
    return ReportKinds.of(name for entry in entries.values() for name in entry.report_kinds.names)


def all_years(entries: Entries) -> tuple[int, ...]:
    """Every year that has a report, the newest first."""
    return tuple(sorted({year for entry in entries.values() for year in entry.years}, reverse=True))


def of_year(entries: Entries, year: int) -> tuple[CatalogEntry, ...]:
    """The agencies that have a report on a year, in the order of lists."""
    return tuple(entry for entry in entries.values() if year in entry.years)


def chunks(items: Sequence[T]) -> list[Sequence[T]]:
    """Items page by page; without any there is still a first page."""
    return [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)] or [[]]
