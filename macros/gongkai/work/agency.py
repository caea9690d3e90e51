"""Input and result of examining one agency: its files, and what is known of it once they are loaded and checked.

Both are plain values: they pass between processes, into the cache between builds, and to other machines.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from gongkai.findings import Finding
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.links import FileLink
from gongkai.narrative.table_calls import completed
from gongkai.reports import Agency, Report, Status
from gongkai.reports.signing.reviews import OfficeReview
from gongkai.work.summary import ReportSummary


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
        loading_findings: Findings about how it is written.
        problems: What the template scan of its narrative objected to.
        missing_narrative: Where its narrative should stand, where there is no such file.
        traces: As of ``ReportFiles``.
        lost_files: As of ``ReportFiles``.
        ledger: As of ``ReportFiles``.
        review: As of ``ReportFiles``.
    """

    year: int
    text: str
    loading_findings: tuple[Finding, ...] = ()
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
        linked: The years whose narratives show or link to files beside them.
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
    linked: frozenset[int] = frozenset()
    _completed: dict[int, Narrative] = field(init=False, default_factory=dict, repr=False, compare=False)

    def shown_narrative(self, year: int) -> Narrative | None:
        """A report's text as it is shown: with a call for each table where the file leaves its place open.

        It is put together once, so that page, search and files of the report share its blocks.
        """
        narrative = self.narratives.get(year)
        if narrative is not None and year not in self._completed:
            self._completed[year] = completed(narrative, self.reports[year])
        return self._completed.get(year)

    def let_go(self) -> None:
        """Forget what was put together, once the pages and files of the agency are made."""
        self._completed.clear()

    def without_public(self, years: Collection[int]) -> "AgencyData":
        """The same with reports of some years taken for such as are not public."""
        hidden = {year: replace(self.reports[year], status=Status.REVIEWED) for year in years}
        summaries = {year: replace(self.summaries[year], public=False) for year in years}
        return replace(self, reports={**self.reports, **hidden}, summaries={**self.summaries, **summaries})

    @property
    def owner(self) -> Agency:
        """The agency, or one that has its slug for a name."""
        return self.agency or Agency(self.slug, self.slug, self.slug)
