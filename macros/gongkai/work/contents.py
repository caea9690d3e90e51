"""What pages are made from: all that the site shows, in short, or one agency in full."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.forms import Form, FormRegistry
from gongkai.pages.board import OfficeView
from gongkai.reports import Agency, Report, ReportKey
from gongkai.reports.titles import ReportKinds
from gongkai.work.catalog import CatalogEntry, Entries, report_kinds
from gongkai.work.settings import SiteSettings
from gongkai.work.summary import ReportSummary


@dataclass(frozen=True, slots=True)
class SiteContents:
    """What pages that compare agencies are made from; no figure but the sums of each report is among it.

    Attributes:
        settings: What the site says of itself.
        entries: The agencies and years that are shown.
        summaries: Every report that is shown, by slug and year.
        forms: The forms at hand.
        withdrawn: Reports that were taken back, which the site says at their addresses.
        rollups: By consolidated report whose reports it adds up, in the order of lists; those alone whose parts the
            site has in full and whose sums agree.
        moved: Agencies that the site has no report of and that another one has followed, by slug with its slug.
        office: What only the office may see; None on a site that is not internal.
        kept: Reports that stay as they were published, and of which this build has no figures.
    """

    settings: SiteSettings
    entries: Entries
    summaries: Mapping[ReportKey, ReportSummary]
    forms: FormRegistry
    withdrawn: frozenset[ReportKey] = frozenset()
    kept: frozenset[ReportKey] = frozenset()
    rollups: Mapping[ReportKey, tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[str, tuple[Agency, str]] = field(default_factory=dict)
    office: OfficeView | None = None

    def report_kinds(self) -> ReportKinds:
        """What the reports that are shown are called."""
        return report_kinds(self.entries)

    def forms_in_use(self) -> tuple[Form, ...]:
        """The forms of the reports that are shown, by id."""
        form_ids = {item.form_id for item in self.summaries.values()}
        return tuple(form for form in self.forms if form.id in form_ids)


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """A link on an agency's page to another page of the agency.

    Attributes:
        source: The page that is linked to.
        text: What is seen.
    """

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class AgencyContents:
    """What the pages of one agency are made from.

    Attributes:
        settings: What the site says of itself.
        entry: The agency and the years that are shown.
        reports: Its reports that are shown, the oldest first.
        superior: Whom it reports to, where the site shows that agency.
        successor: Who took over its tasks, where the site shows that agency.
        links: What its page links to, as the kinds of pages declare it (``AgencyPageType.agency_link``).
    """

    settings: SiteSettings
    entry: CatalogEntry
    reports: tuple[Report, ...]
    superior: Agency | None = None
    successor: Agency | None = None
    links: tuple[AgencyLink, ...] = ()

    def with_figures(self) -> tuple[Report, ...]:
        """The reports that have statutory tables, the oldest first."""
        return tuple(report for report in self.reports if report.form is not None)
