"""The pages of reports in a build of MkDocs: what their narratives do not call for is put in.

Once the macros of a page have run, the model of the page is built, and the parts without a place get one.
"""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from gongkai.findings import say
from gongkai.pages.parts import Link, PagePart, ReportHeader
from gongkai.pages.report import ReportContext, ReportPage, report_page
from gongkai.renders.formats.json import SCHEMA
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.routes import page_of_route
from gongkai.site.build.session import Session
from gongkai.site.pages import agency_page_types
from gongkai.site.report.block_slots import Slots
from gongkai.site.report.downloads import downloads_of
from gongkai.site.report.macros import report_of


class ReportPages:
    """The pages of reports of one build."""

    def __init__(self, session: Session, slots: Slots[PagePart]) -> None:
        """Hold what pages are made from.

        Args:
            session: The loaded site, and what it publishes.
            slots: Holds the parts that the macros of the current page have left.
        """
        self._workspace = session.workspace
        self._preview = session.preview
        self._formats = session.formats
        self._slots = slots

    def renewed(self, session: Session) -> "ReportPages":
        """The same pages from what was loaded since."""
        return ReportPages(session, self._slots)

    def complete(self, markdown: str, page: Page, *, config: MkDocsConfig, files: Files) -> str:
        """Give the parts that a report's narrative does not call for their places.

        Args:
            markdown: The page's text, its macros run.
            page: The page; any that is no report's is left as it is.
            config: MkDocs' configuration.
            files: All files.

        Returns:
            The text, which for a page without any begins with the mark of its first part.
        """
        report = self._shown(page)
        if report is None:
            return markdown
        calls = dict(self._slots.unplaced)
        model = self._model(report, tuple(calls.values()), page, config=config, files=files)
        header = next((mark for mark, part in calls.items() if isinstance(part, ReportHeader)), None)
        if header is not None:
            self._slots.change(header, replace(model.head, header=model.header))
        else:
            self._slots.below_title = [self._slots.keep(model.head)]
        self._slots.at_end = [self._slots.keep(part) for part in model.closing]
        if markdown.strip():
            return markdown
        first, *others = (*self._slots.below_title, *self._slots.at_end)  # Markdown does nothing for a page of no text
        self._slots.below_title, self._slots.at_end = (), others
        return first

    def _shown(self, page: Page) -> Report | None:
        """The report that a page shows; None for other pages, and for the stand-in of a report that is not public."""
        report = report_of(page.file.src_uri, self._workspace)
        return report if report is not None and (self._preview or report.is_public) else None

    def _model(
        self, report: Report, calls: tuple[PagePart, ...], page: Page, *, config: MkDocsConfig, files: Files
    ) -> ReportPage:
        agency = self._agency(report)
        full_address = page.canonical_url if config.site_url else None
        context = ReportContext(
            title=report_title(report, agency),
            previous=self._workspace.seen_from(report)(report.agency, report.year - 1),
            related=tuple(_related(report, page, files)),
            downloads=downloads_of(report, at=page.url, formats=self._formats),
            address=full_address or say("cite.path", {"path": f"/{page.url}"}),
            sha256=self._workspace.source_sha256(report.agency, report.year),
            schema=SCHEMA,
        )
        return report_page(report, agency, calls, context)

    def _agency(self, report: Report) -> Agency:
        return self._workspace.owner(report.agency)


def _related(report: Report, page: Page, files: Files) -> Iterator[Link]:
    """Links to the pages of this build that concern a report and its agency, for kinds of pages that declare one."""
    for item in agency_page_types():
        if item.report_link is None:
            continue
        file = files.src_uris.get(page_of_route(item.route, report.agency, report.year))
        if file is not None:
            years = {"year": report.year, "before": report.year - 1}
            yield Link(say(item.report_link, years), file.url_relative_to(page.file))
