"""A site on disk: agencies, reports and narratives, loaded once, checked, and used by plugin, command and API alike.

It reads files and writes none. What is known of one agency is worked out by ``work.examine`` alone, in this process or,
for a large site, in several; here is what needs all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from gongkai.checks import all_rules
from gongkai.checks.between.district import District
from gongkai.errors import UsageError, WorkspaceError
from gongkai.findings import Finding, ordered, say
from gongkai.listed_findings import with_limit
from gongkai.narrative import Narrative
from gongkai.narrative.calls import Lookup
from gongkai.renders.export import ReportExport, format_meant, formats, formats_of
from gongkai.reports import Agency, Report, ReportKey, tree_findings
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.routes import report_of_page
from gongkai.work.examine import check_report
from gongkai.work.kept_agencies import AgencyKeeper
from gongkai.workspace.attachments import unlinked_files
from gongkai.workspace.district.between import findings_between
from gongkai.workspace.district.published_figures import with_published_figures
from gongkai.workspace.examined import ExaminedAgencies, Examiner
from gongkai.workspace.files import folders_of, misplaced_files, yaml_files
from gongkai.workspace.loading import about_settings
from gongkai.workspace.odd_files import TrustedFiles, odd_files
from gongkai.workspace.pages import OtherPages, TrustedPages
from gongkai.workspace.removed import removed_reports

if TYPE_CHECKING:
    from gongkai.work.agency import AgencyData


class Workspace:
    """A loaded and checked site.

    Attributes:
        layout: Where it keeps what.
        registry: The forms at hand, its own included.
        data: What is known of each agency, by slug.
        agencies: Agencies by slug.
        reports: Reports by slug and year, in that order.
        today: The day on which it was checked.
        trusted: Pages that the site's owner answers for: neither scanned nor kept.
        odd: What stands in its folders and is no file of the site.
    """

    def __init__(  # noqa: PLR0913 - what a site is loaded with
        self,
        layout: Layout,
        *,
        reserved: Collection[str],
        alone: bool = False,
        apart: bool = False,
        today: dt.date | None = None,
        keeper: AgencyKeeper | None = None,
        examined: ExaminedAgencies | None = None,
        processes: int | None = None,
        checked: bool = True,
    ) -> None:
        """Load and check every agency of a site; faults become findings.

        Args:
            layout: Where the site keeps what.
            reserved: Names of folders that are the site's own, which no agency can have
                (``gongkai.site.pages.reserved_slugs``).
            alone: Start no further processes, however large the site.
            apart: Whether some of the agencies are not there, so that nothing is said between their reports.
            today: The day on which it is asked which reports are overdue; that of the clock where it is not given.
            keeper: Keeps agencies as they were examined; None where nothing is kept.
            examined: What is known of agencies since the site was loaded last in this process.
            processes: How many processes load a large site; None for as many as there are processors.
            checked: Whether its reports are checked too; otherwise it is only said of them what cannot be read.

        Raises:
            WorkspaceError: There is no data folder, or a pattern of trusted pages cannot be read.
        """
        if not layout.data.is_dir():
            raise WorkspaceError(say("command.no-data", {"folder": layout.name(layout.data)}))
        self.layout = layout
        self.today = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
        self.reserved = reserved
        self._apart = apart
        self.trusted = TrustedPages(layout.trusted, [folder.name for folder in folders_of(layout.data)])
        self.odd = tuple(odd_files(layout, TrustedFiles(self.trusted, layout.programs)))
        self._about_site = list(self.odd)
        before, folders = examined or ExaminedAgencies(), folders_of(layout.data)
        self.registry = before.forms(layout, reserved, self._about_site)
        examiner = Examiner(layout, self.registry, reserved, keeper or AgencyKeeper(), checks=checked)
        examine = partial(examiner.all, processes=1 if alone else processes)
        self.data: Mapping[str, AgencyData] = {item.slug: item for item in before.all(layout, folders, examine)}
        self.reports_changed()

    def reports_changed(self) -> None:
        """Look agencies and reports up again in ``data``, which has been changed."""
        data = self.data.items()
        self.agencies: Mapping[str, Agency] = {slug: item.agency for slug, item in data if item.agency is not None}
        reports = {(slug, year): report for slug, item in data for year, report in item.reports.items()}
        self.reports: Mapping[ReportKey, Report] = {key: reports[key] for key in sorted(reports)}
        self.__dict__.pop("district", None)

    def report(self, agency: str, year: int) -> Report | None:
        """One report, or None."""
        return self.reports.get((agency, year))

    def years(self, agency: str) -> tuple[int, ...]:
        """The years of an agency's reports, in order."""
        return tuple(sorted(self.data[agency].reports)) if agency in self.data else ()

    def owner(self, agency: str) -> Agency:
        """An agency; where its file cannot be used, a stand-in that has the slug for a name."""
        return self.agencies.get(agency) or Agency(agency, agency, agency)

    def public(self, key: ReportKey) -> bool:
        """Whether a report may be seen by the public: it is there and published."""
        report = self.reports.get(key)
        return report is not None and report.is_public

    def seen_from(self, report: Report | None) -> Lookup:
        """How a page finds reports: a public one finds public reports, the page of any other report finds all.

        Args:
            report: The report whose page it is; None for any other page.
        """
        if report is not None and not report.is_public:
            return self.report
        return lambda agency, year: self.report(agency, year) if self.public((agency, year)) else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the site, all in one run, sorted."""
        findings = with_published_figures(self._all_findings(), self.layout, self.reports)
        return with_limit(ordered(findings))

    def _all_findings(self) -> Iterator[Finding]:
        yield from self._about_site
        yield from misplaced_files(self.layout, self.data)
        yield from about_settings(self.layout)
        yield from tree_findings(self.agencies, slugs=self.data)
        for item in self.data.values():
            yield from item.findings
            for check in item.pending:
                lookup = self.seen_from(item.reports[check.year])
                yield from check_report(item, check, self.registry, lookup)
        yield from () if self._apart else findings_between(self.layout, self.district)
        yield from self._other_pages.findings()
        yield from unlinked_files(self.layout, self.data, self._other_pages.pages)
        yield from removed_reports(self.layout, self._report_keys, self.agencies)

    @cached_property
    def district(self) -> District:
        """All agencies with their reports, for what compares them."""
        files = frozenset((slug, year) for slug, item in self.data.items() for year in item.years)
        return District(self.agencies, self.reports, self.registry, files, self.today)

    @cached_property
    def _report_keys(self) -> frozenset[ReportKey]:
        """Every report that has data, readable or not; a file in the wrong folder may be of any agency."""
        outside = {int(path.stem) for path in yaml_files(self.layout.data) if REPORT_YEAR.fullmatch(path.stem)}
        return frozenset((slug, year) for slug, item in self.data.items() for year in {*item.years, *outside})

    @cached_property
    def _other_pages(self) -> OtherPages:
        return OtherPages(self, self._report_keys)

    @cached_property
    def _by_agency(self) -> Mapping[str | None, list[Finding]]:
        """Findings by agency: every report asks for its own, so that going through all would be quadratic."""
        by_agency = defaultdict[str | None, list[Finding]](list)
        for item in self.findings:
            by_agency[item.agency].append(item)
        return by_agency

    def findings_of(self, agency: str, year: int | None = None) -> tuple[Finding, ...]:
        """Findings about one agency, or about one of its reports, which those in the agency's own file always are."""
        own = self.layout.name(self.layout.data / agency / "agency.yml")
        about = self._by_agency.get(agency, ())
        return tuple(item for item in about if year in (None, item.year) or item.path == own)

    def public_findings(self) -> tuple[Finding, ...]:
        """Findings that concern what is published: most about reports that are not public are left out."""
        hidden = {key for key, report in self.reports.items() if not report.is_public}
        codes = {rule.code for rule in all_rules() if rule.of_unpublished}
        return tuple(
            item for item in self.findings if (item.agency or "", item.year or 0) not in hidden or item.code in codes
        )

    def source_sha256(self, agency: str, year: int) -> str:
        """Hash over a report's data and narrative, newlines normalised: a NUL byte stands between the two."""
        return self.data[agency].sha256[year]

    def report_export(self, agency: str, year: int, *, for_review: bool = False) -> ReportExport:
        """A report with all that a format may say of it.

        Args:
            agency: Slug of its agency.
            year: The year reported on.
            for_review: Whether it is out for review.

        Raises:
            KeyError: There is no such report.
        """
        report = self.reports[agency, year]
        return ReportExport(
            report,
            self.owner(agency),
            self.source_sha256(agency, year),
            self.findings_of(agency, year),
            self.shown_narrative(agency, year),
            self.seen_from(report),
            for_review=for_review,
            site=self.layout.address,
        )

    def narrative(self, agency: str, year: int) -> Narrative | None:
        """A report's narrative as it was read and checked; None where it has none."""
        return self.data[agency].narratives.get(year)

    def shown_narrative(self, agency: str, year: int) -> Narrative | None:
        """A report's narrative as it is shown: with a call for each table where the file leaves its place open."""
        return self.data[agency].shown_narrative(year)

    def page_text(self, source: str) -> str | None:
        """The text of a page as it was checked and is to be rendered, front matter included.

        Args:
            source: Its path below the docs folder, with forward slashes.

        Returns:
            The text; None for a page that is trusted, unreadable, or was not there when the site was checked.
        """
        key = report_of_page(source)
        narrative = self.shown_narrative(*key) if key is not None and key in self.reports else None
        if narrative is None:
            page = self._other_pages.pages.get(source)
            narrative = page.narrative if page is not None else None
        return narrative.page_text if narrative is not None else None

    def export(self, agency: str, year: int, format_name: str, *, for_review: bool = False) -> bytes:
        """A report in the format of a name.

        Args:
            agency: Slug of its agency.
            year: The year reported on.
            format_name: The format.
            for_review: Whether it is out for review.

        Raises:
            UsageError: There is no such report, or it cannot be written in this format.
            FormatError: The format has failed.
        """
        report, target = self.report(agency, year), f"{agency}/{year}"
        if report is None:
            raise UsageError(say("command.no-target", {"target": target}))
        offered = {item.name: item for item in formats_of(report)}
        if format_name not in offered:
            names = {"target": target, "name": format_name, "others": "、".join(offered)}
            if any(item.name == format_name for item in formats()):
                raise UsageError(say("export.not-offered", names))
            near = format_meant(format_name)
            raise UsageError(say("export.unknown", {**names, "near": say("cli.near", {"name": near}) if near else ""}))
        return offered[format_name].write(self.report_export(agency, year, for_review=for_review))
