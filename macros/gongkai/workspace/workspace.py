"""A site on disk: agencies, reports and narratives, loaded once, checked, and asked by every face.

Here is the one place that knows which file belongs to what: ``data/<agency>/<year>.yml`` and
``docs/<agency>/<year>.md`` are one report. It reads files and writes none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from gongkai.checks import Subject, run
from gongkai.errors import WorkspaceError
from gongkai.findings import Finding, ordered
from gongkai.narrative import Narrative, Problem, parse_narrative
from gongkai.narrative.calls import Lookup
from gongkai.processes import InOrder, worth_it
from gongkai.renders.export import ReportExport
from gongkai.reports import Agency, Positions, Report, Status
from gongkai.reports.layout import Layout
from gongkai.workspace.files import read, text_of
from gongkai.workspace.loading import Key, load_data, load_shelf
from gongkai.workspace.pages import OtherPages


class Workspace:
    """A loaded site.

    Attributes:
        layout: Where it keeps what.
        shelf: The forms at hand, its own included.
        agencies: Agencies by slug.
        reports: Reports by slug and year, in that order.
    """

    def __init__(self, layout: Layout, *, alone: bool = False) -> None:
        """Load every agency and report of a site; faults become findings.

        Args:
            layout: Where the site keeps what.
            alone: Start no further processes, however large the site.

        Raises:
            WorkspaceError: There is no data folder.
        """
        if not layout.data.is_dir():
            raise WorkspaceError(f"找不到数据文件夹 {layout.name(layout.data)}。")
        self.layout = layout
        found: list[Finding] = []
        self.shelf = load_shelf(layout, found)
        self._several = not alone and worth_it(sum(1 for _ in layout.data.glob("*/*.yml")))
        loaded = load_data(layout, self.shelf, several=self._several)
        self.agencies: Mapping[str, Agency] = loaded.agencies
        self.reports: Mapping[Key, Report] = dict(sorted(loaded.reports.items()))
        self._written = loaded.written
        self._loose = [*found, *loaded.loose]
        self._sha256 = loaded.sha256

    def report(self, agency: str, year: int) -> Report | None:
        """One report, or None."""
        return self.reports.get((agency, year))

    def years(self, agency: str) -> tuple[int, ...]:
        """The years that an agency has reports on, in order."""
        return tuple(year for slug, year in self.reports if slug == agency)

    def public(self, key: Key) -> bool:
        """Whether a report may be seen by the public: it is there and no draft."""
        report = self.reports.get(key)
        return report is not None and report.status is not Status.DRAFT

    def seen_from(self, report: Report | None) -> Lookup:
        """How a page finds reports: a page that the public sees finds no drafts, a draft's own page finds all.

        Args:
            report: The report whose page it is; None for any other page.
        """
        if report is not None and report.status is Status.DRAFT:
            return self.report
        return lambda agency, year: self.report(agency, year) if self.public((agency, year)) else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the site, all in one run, sorted."""
        found = list(self._loose)
        keys = list(self.reports)
        checked = InOrder(self._check, keys) if self._several else map(self._check, keys)
        for findings in checked:
            found.extend(findings)
        for key, written in self._written.items():
            if key not in self.reports:
                found.extend(written)
        found.extend(OtherPages(self, self._written).findings())
        return ordered(found)

    @cached_property
    def _by_agency(self) -> Mapping[str | None, list[Finding]]:
        """Findings by agency: every report asks for its own, so that going through all would be quadratic."""
        found: dict[str | None, list[Finding]] = {}
        for item in self.findings:
            found.setdefault(item.agency, []).append(item)
        return found

    def findings_of(self, agency: str, year: int | None = None) -> tuple[Finding, ...]:
        """Findings about one agency, or one of its reports: those of the agency's own file are about each."""
        own = self.layout.name(self.layout.data / agency / "agency.yml")
        wanted = self._by_agency.get(agency, ())
        return tuple(item for item in wanted if year in (None, item.year) or item.path == own)

    def public_findings(self) -> tuple[Finding, ...]:
        """Findings that concern what is published: those of drafts are left out."""
        drafts = {key for key, report in self.reports.items() if report.status is Status.DRAFT}
        return tuple(item for item in self.findings if (item.agency or "", item.year or 0) not in drafts)

    def source_sha256(self, agency: str, year: int) -> str:
        """Hash over a report's data and narrative, newlines normalised: a NUL byte stands between the two."""
        return self._sha256[agency, year]

    def files_of(self, agency: str) -> frozenset[str]:
        """The data files of an agency, by their names in findings."""
        names = {self.layout.name(self.layout.data / agency / "agency.yml")}
        return frozenset(names | {self.reports[agency, year].path for year in self.years(agency)})

    def files_of_report(self, agency: str, year: int) -> frozenset[str]:
        """What the page of a report hangs on: its agency's data, its narrative, the form, what its macros name.

        No other agency's file is among them unless the narrative asks for a figure of that agency. What is common to
        all pages (the site's configuration, theme and versions) is left out.
        """
        report = self.reports[agency, year]
        names = {self.layout.name(self.layout.narrative(agency, year)), *self.files_of(agency)}
        if report.form is not None:
            names.add(self.layout.name(self.layout.data / "forms" / f"{report.form.id}.yml"))
        narrative, _, _ = self._narrative((agency, year))
        for slot in narrative.slots if narrative else ():
            other = (str(slot.option("agency") or agency), slot.option("year") or year)
            if other in self.reports:
                names.add(self.layout.name(self.layout.report(other[0], int(other[1]))))
        return frozenset(names)

    def report_export(self, agency: str, year: int) -> ReportExport:
        """A report with all that a format may say of it.

        Raises:
            KeyError: There is no such report.
        """
        owner = self.agencies.get(agency) or Agency(agency, agency, agency)
        sha256 = self.source_sha256(agency, year)
        return ReportExport(self.reports[agency, year], owner, sha256, self.findings_of(agency, year))

    def has_narrative(self, agency: str, year: int) -> bool:
        """Whether a report has a Markdown file."""
        return self.layout.narrative(agency, year).is_file()

    def _check(self, key: Key) -> tuple[Finding, ...]:
        report = self.reports[key]
        agency = self.agencies.get(key[0]) or Agency(key[0], key[0], key[0])
        narrative, problems, unreadable = self._narrative(key)
        subject = Subject(report, agency, self.shelf, self.seen_from(report), narrative, problems)
        found = run(subject, written=self._written.get(key, ()))
        return (*unreadable, *self._placed(report, found))

    def _narrative(self, key: Key) -> tuple[Narrative | None, tuple[Problem, ...], list[Finding]]:
        path = self.layout.narrative(*key)
        if not path.is_file():
            return None, (), []
        unread: list[Finding] = []
        text = read(self.layout, path, unread, agency=key[0], year=key[1])
        if text is None:
            return None, (), unread
        narrative, problems = parse_narrative(text, path=self.layout.name(path))
        return narrative, problems, []

    def _placed(self, report: Report, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Give findings about cells their line; the file is parsed again only where there are any."""
        positions: Positions | None = None
        for finding in findings:
            if finding.line is not None or finding.path != report.path:
                yield finding
                continue
            positions = positions or Positions(text_of(self.layout.root / report.path) or "", report.form)
            mark = positions.of_finding(finding)
            yield replace(finding, line=mark.line, column=mark.column)
