"""What the macros print. Arguments were proved by the checks; a fault that is left stops a build.

It is left on pages outside the folders of agencies, which are not checked; a preview shows it in its place.

``table`` and the other blocks leave a mark that is filled in after Markdown; ``figure``, ``total`` and ``share`` give
their text at once, so that a heading with one has the right entry in the table of contents.
"""

import re
from collections.abc import Callable, Mapping

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.narrative import Slot, scan
from gongkai.narrative.calls import Target, figure_text, share_text, sum_text, table_of, target
from gongkai.narrative.model import Argument
from gongkai.narrative.template import normal
from gongkai.renders.charts.requests import outcome_chart_html
from gongkai.renders.html import escape
from gongkai.renders.html.explained_table import explained_html, explained_ids
from gongkai.renders.html.report import header_html, remarks_html
from gongkai.renders.html.table import table_html, table_ids
from gongkai.reports import Agency, Report
from gongkai.site.build.session import Session
from gongkai.site.report.block_slots import Slots
from gongkai.site.report.downloads import takeaway_html
from gongkai.tables import build_table
from gongkai.tables.explain import explain_table

_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]{}~^|$:!"}
_REPORT_PAGE = re.compile(r"(?P<agency>[a-z0-9-]+)/(?P<year>\d{4})\.md")


def is_report_page(source: str) -> bool:
    """Whether a path below the docs folder is that of a report's page."""
    return _REPORT_PAGE.fullmatch(source) is not None


class Macros:
    """The macros of one build, for whatever page is being rendered."""

    def __init__(
        self,
        session: Session,
        slots: Slots,
        source: Callable[[], str],
        address: Callable[[], str],
        *,
        glossary: str | None = None,
    ) -> None:
        """Bind the macros to a build.

        Args:
            session: The loaded site, and whether this is a preview.
            slots: Where finished HTML is kept until Markdown is done.
            source: Gives the current page's path below the docs folder, with forward slashes.
            address: Gives the current page's address relative to the site.
            glossary: Address of the glossary relative to the site, empty where that is not ours; None where tables do
                not explain their figures.
        """
        self.workspace = session.workspace
        self.preview = session.preview
        self.alone = session.alone
        self.slots = slots
        self.source = source
        self.address = address
        self.glossary = glossary

    def all(self) -> Mapping[str, Callable[..., str]]:
        """The macros by the name that a narrative calls them by."""
        return {
            "table": self.table,
            "figure": self.figure,
            "total": self.total,
            "share": self.share,
            "notes": self.notes,
            "report_header": self.report_header,
            "downloads": self.downloads,
        }

    def expand(self, markdown: str) -> str | None:
        """The text of a report's page with what its calls print; None for a page that is a template beyond that."""
        if not is_report_page(self.source()):
            return None
        text = normal(markdown)
        found = scan(text)
        if found.problems:
            return None
        macros = self.all()
        parts, position = [], 0
        for slot, (start, end) in zip(found.slots, found.spans, strict=True):
            parts += [text[position:start], macros[slot.name](*slot.args, **dict(slot.options))]
            position = end
        return "".join([*parts, text[position:]])

    def table(self, *args: Argument, **options: Argument) -> str:
        """A statutory table with its notes: ``table("申请")``, ``table("申请", year=2019)``."""
        return self._said(self._table, "table", args, options)

    def figure(self, *args: Argument, **options: Argument) -> str:
        """One figure as written: ``figure("申请.本年新收.总计")``."""
        return self._said(lambda found: _plain(figure_text(found)), "figure", args, options)

    def total(self, *args: Argument, **options: Argument) -> str:
        """The sum of some figures: ``total("申请.予以公开", "申请.部分公开")``; a row means its total."""
        return self._said(lambda found: _plain(sum_text(found)), "total", args, options)

    def share(self, *args: Argument, **options: Argument) -> str:
        """A share of a total, as two counts where the total is small: ``share("申请.予以公开")``."""
        return self._said(lambda found: _plain(share_text(found)), "share", args, options)

    def notes(self) -> str:
        """Remarks on sections, and corrections; remarks on a table stand below it."""
        return self._block(lambda report, _: remarks_html(report))

    def report_header(self) -> str:
        """Who reports, on which year and form, published when."""
        return self._block(header_html)

    def downloads(self) -> str:
        """Links to the files of this report."""
        return self._block(
            lambda report, _: takeaway_html(report, at=self.address(), fragment=not self.alone),
        )

    def _page(self) -> tuple[str, Report | None]:
        match = _REPORT_PAGE.fullmatch(self.source())
        if match is None:
            return self.source().partition("/")[0], None
        return match["agency"], self.workspace.report(match["agency"], int(match["year"]))

    def _said(
        self, text: Callable[[Target], str], name: str, args: tuple[Argument, ...], options: Mapping[str, Argument]
    ) -> str:
        slug, report = self._page()
        slot = Slot(name, args, tuple(sorted(options.items())), 0, 0)
        try:
            found = target(slot, report, self.workspace.seen_from(report), agency=slug)
        except UsageError as error:
            return self._wrong(str(error))
        return text(found) if found is not None else ""

    def _block(self, html: Callable[[Report, Agency], str]) -> str:
        slug, report = self._page()
        if report is None:
            return self._wrong(say("narrative-why.no-report"))
        agency = self.workspace.agencies.get(slug) or Agency(slug, slug, slug)
        return self.slots.keep(html(report, agency))

    def _wrong(self, why: str) -> str:
        if not self.preview:
            raise UsageError(why)
        return f'<span class="gk-wrong">{escape(why)}</span>'

    def _table(self, found: Target) -> str:
        _, report = self._page()
        if found.report is report and self.glossary is not None:
            up = "../" * self.address().count("/")
            return self._explained(found, f"{up}{self.glossary}" if self.glossary else None)
        other = found.report is not report
        prefix = f"{found.report.agency}-{found.report.year}-" if other else ""
        view = build_table(found.report, table_of(found), prefix=prefix)
        return self.slots.keep(table_html(view) + self._below(found), table_ids(view))

    def _explained(self, found: Target, glossary: str | None) -> str:
        """A table of the page's own report, its figures explained."""
        report, table = found.report, table_of(found)
        before = self.workspace.seen_from(report)(report.agency, report.year - 1)
        view = build_table(report, table)
        rows = explain_table(report, table, before=before)
        html = explained_html(view, rows, form=found.form, glossary=glossary)
        return self.slots.keep(html + self._below(found), explained_ids(view))

    def _below(self, found: Target) -> str:
        """What stands below the table of requests of the page's own report: its chart."""
        _, report = self._page()
        if report is None or report.form is None or found.report is not report:
            return ""
        concluded = report.form.role("concluded")
        if concluded is None or table_of(found) != concluded.table:
            return ""
        return outcome_chart_html(report)


def _plain(text: str) -> str:
    """A figure as text between text: a remark that stands in its cell is neither HTML nor Markdown."""
    return escape(text).translate(_ACTIVE)
