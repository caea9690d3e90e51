"""What goes into the work on one agency, and what is known of it once its files are loaded and checked.

Both are plain values: they pass between processes, and later to a cache or another machine.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from gongkai.figures import Figure
from gongkai.findings import Finding
from gongkai.forms import FormRegistry
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.links import FileLink
from gongkai.narrative.table_calls import completed
from gongkai.reports import Agency, Report, Status
from gongkai.reports.signing.reviews import OfficeReview
from gongkai.work.summary import ReportSummary

Key = tuple[str, int]
"""Slug and year of a report."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The two files of a report.

    Attributes:
        year: The year reported on.
        path: The data file's name relative to the site.
        text: Its text; None where it cannot be read, which is among the findings of the agency's files.
        narrative_path: The narrative's name relative to the site.
        narrative: Its text; None where there is none or it cannot be read.
        lacks_narrative: Whether there is no such file.
        traces: Path of what the published site has of the report; empty where it has nothing, or is not at hand.
        lost_files: Pictures and documents that the narrative names and that are not there.
        ledger: The line of the ledger that says what was published of it; empty where there is none.
        review: How it was reviewed last; None where it was not.
    """

    year: int
    path: str
    text: str | None
    narrative_path: str
    narrative: str | None
    lacks_narrative: bool = False
    traces: str = ""
    lost_files: tuple[FileLink, ...] = ()
    ledger: str = ""
    review: OfficeReview | None = None


@dataclass(frozen=True, slots=True)
class AgencyFiles:
    """Everything that is read of an agency.

    Attributes:
        slug: Name of its folder.
        path: The name of its ``agency.yml`` relative to the site.
        text: The text of that file; None where it is missing or cannot be read.
        reports: Its reports by year.
        findings: What is wrong with the files as files: names, encodings.
        hard_paragraphs: Whether each line of a narrative is a paragraph.
    """

    slug: str
    path: str
    text: str | None
    reports: tuple[ReportFiles, ...] = ()
    findings: tuple[Finding, ...] = ()
    hard_paragraphs: bool = False


@dataclass(frozen=True, slots=True)
class PendingCheck:
    """What the check of one report needs in addition to the data of its agency.

    Attributes:
        year: The report's year.
        text: The text of its data file, in which findings about cells are placed.
        written: Findings about how it is written.
        problems: What the template scan of its narrative objected to.
        missing_narrative: Where its narrative should stand, where there is no such file.
        traces: As of ``ReportFiles``.
        lost_files: As of ``ReportFiles``.
        ledger: As of ``ReportFiles``.
        review: As of ``ReportFiles``.
    """

    year: int
    text: str
    written: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    missing_narrative: str | None = None
    traces: str = ""
    lost_files: tuple[FileLink, ...] = ()
    ledger: str = ""
    review: OfficeReview | None = None


@dataclass(frozen=True, slots=True)
class AgencyData:
    """An agency, loaded and checked.

    Attributes:
        slug: Name of its folder.
        path: The name of its ``agency.yml`` relative to the site.
        agency: The agency; None where its file cannot be used.
        reports: By year; those that cannot be read are left out.
        narratives: The texts that were checked, by year.
        sha256: Hash over data and narrative of each report, by year.
        findings: All that was found, unsorted.
        summaries: What lists, the home page and roll-ups need of each report, by year.
        years: Every year that has a data file, readable or not.
        pending: Checks that wait until all agencies are loaded, as the narrative names another one.
    """

    slug: str
    path: str
    agency: Agency | None
    reports: Mapping[int, Report]
    narratives: Mapping[int, Narrative]
    sha256: Mapping[int, str]
    findings: tuple[Finding, ...]
    summaries: Mapping[int, ReportSummary] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    pending: tuple[PendingCheck, ...] = ()
    _shown: dict[int, Narrative] = field(init=False, default_factory=dict, repr=False, compare=False)

    def shown_narrative(self, year: int) -> Narrative | None:
        """A report's text as it is shown: with calls for its tables where it leaves their places open.

        It is put together once, so that page, search and files of the report share its blocks.
        """
        narrative = self.narratives.get(year)
        if narrative is not None and year not in self._shown:
            self._shown[year] = completed(narrative, self.reports[year])
        return self._shown.get(year)

    def without_public(self, years: Collection[int]) -> "AgencyData":
        """The same with reports of some years taken for such as are not public."""
        hidden = {year: replace(self.reports[year], status=Status.REVIEWED) for year in years}
        summaries = {year: replace(self.summaries[year], public=False) for year in years}
        return replace(self, reports={**self.reports, **hidden}, summaries={**self.summaries, **summaries})

    @property
    def owner(self) -> Agency:
        """The agency, or one that has its slug for a name."""
        return self.agency or Agency(self.slug, self.slug, self.slug)


def without_forms(data: AgencyData) -> tuple[AgencyData, Mapping[int, str]]:
    """The same with reports that name their form by its id alone, as it goes from one process to another."""
    ids = {year: report.form.id for year, report in data.reports.items() if report.form is not None}
    return replace(data, reports={year: replace(report, form=None) for year, report in data.reports.items()}), ids


def with_forms(data: AgencyData, ids: Mapping[int, str], registry: FormRegistry) -> AgencyData:
    """Undo ``without_forms`` on the other side: what nearly all reports have alike is shared, not copied."""
    reports = {}
    for year, report in data.reports.items():
        form = registry.get(ids[year]) if year in ids else None
        computed = _SHARED_CELLS.setdefault(tuple(report.computed.items()), report.computed)
        grids = {table: tuple(map(_shared_row, grid)) for table, grid in report.grids.items()}
        same = replace(report, computed=computed, grids=grids, absent=report.absent or _NOTHING)
        reports[year] = same if form is None else replace(same, form=form)
    summaries = {year: _shared_equations(summary) for year, summary in data.summaries.items()}
    return replace(data, reports=reports, summaries=summaries)


_SHARED_CELLS: dict[tuple[tuple[str, frozenset[tuple[int, int]]], ...], Mapping[str, frozenset[tuple[int, int]]]] = {}
"""The few sets of added-up cells that nearly all reports have, so that 21,000 reports do not hold a copy each."""
_SHARED_ROWS: dict[tuple[int, int], tuple[Figure, ...]] = {}
"""Rows of one figure alone, most often 0, by the number of that object, which they keep, and how often they have it."""
_SHARED_EQUATIONS: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}
_NOTHING: frozenset[str] = frozenset()


def _shared_row(row: tuple[Figure, ...]) -> tuple[Figure, ...]:
    if len(set(map(id, row))) != 1:
        return row
    return _SHARED_ROWS.setdefault((id(row[0]), len(row)), row)


def _shared_equations(summary: ReportSummary) -> ReportSummary:
    equations = _SHARED_EQUATIONS.setdefault(tuple(summary.equations.items()), summary.equations)
    return replace(summary, equations=equations)
