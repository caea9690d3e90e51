"""What the macros print. Arguments were proved by the checks; a fault that is left stops a build.

Trusted pages and those that other plugins make are not checked; a preview shows a fault in its place.

``table`` and the other blocks leave a mark that is filled in after Markdown; ``figure``, ``total`` and ``share`` give
their text at once, so that a heading with one has the right entry in the table of contents.
"""

from collections.abc import Callable, Mapping

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.narrative import Slot, scan
from gongkai.narrative.calls import ResolvedCall, figure_text, resolve_call, share_text, sum_text, table_id
from gongkai.narrative.model import Argument
from gongkai.narrative.template import normal
from gongkai.pages.parts import Explanation, PagePart, ReportTable
from gongkai.pages.remarks import remarks_of
from gongkai.pages.report import report_header
from gongkai.renders.html import escape
from gongkai.reports import Agency, Report
from gongkai.routes import report_of_page, way_up
from gongkai.site.build.session import Session
from gongkai.site.report.block_slots import Slots
from gongkai.site.report.downloads import downloads_of
from gongkai.tables import build_table
from gongkai.tables.explain import explain_table
from gongkai.workspace import Workspace

_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]{}~^|$:!"}


def report_of(source: str, workspace: Workspace) -> Report | None:
    """The report whose page a path below the docs folder is; None for any other page."""
    key = report_of_page(source)
    return workspace.report(*key) if key is not None else None


class Macros:
    """The macros of one build, for whatever page is being rendered."""

    def __init__(
        self,
        session: Session,
        slots: Slots[PagePart],
        source: Callable[[], str],
        address: Callable[[], str],
        *,
        glossary: str | None = None,
    ) -> None:
        """Bind the macros to a build.

        Args:
            session: The loaded site, and whether this is a preview.
            slots: Where parts of the page are kept until Markdown is done.
            source: Gives the current page's path below the docs folder, with forward slashes.
            address: Gives the current page's address relative to the site.
            glossary: Address of the glossary relative to the site, empty where that is not ours; None where tables do
                not explain their figures.
        """
        self._session = session
        self.preview = session.preview
        self.formats = session.formats
        self.slots = slots
        self.source = source
        self.address = address
        self.glossary = glossary
        self._without_data: set[str] = set()

    @property
    def workspace(self) -> Workspace:
        """The loaded site, which a preview loads again."""
        return self._session.workspace

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

    def begin_page(self) -> None:
        """Begin with a page, which may be made more than once in a preview."""
        self.slots.begin_page()
        self._without_data.discard(self.source())

    def completed(self, markdown: str) -> str:
        """The text of the current page with calls for the tables of a report whose narrative leaves their places open.

        Args:
            markdown: The page's text as MkDocs has read it, without its front matter.
        """
        report = report_of(self.source(), self.workspace)
        narrative = self.workspace.shown_narrative(report.agency, report.year) if report is not None else None
        return narrative.page_body if narrative is not None else markdown

    def expand(self, markdown: str) -> str:
        """The text of the current page with what its calls print, put in without a template engine.

        Args:
            markdown: The page's text without its front matter.

        Raises:
            UsageError: The text holds more than calls: another plugin has changed it after the checks.
        """
        text = normal(markdown)
        scanned = scan(text, front_matter=False)
        if scanned.problems and self.preview:
            return text.replace("{", "&#123;")
        for problem in scanned.problems:
            why = say(f"narrative-why.{problem.why}", {"detail": problem.detail})
            raise UsageError(say("build.late-template", {"page": self.source(), "written": problem.text, "why": why}))
        macros = self.all()
        parts, position = [], 0
        for slot, (start, end) in zip(scanned.slots, scanned.spans, strict=True):
            parts += [text[position:start], macros[slot.name](*slot.args, **dict(slot.options))]
            position = end
        return "".join([*parts, text[position:]])

    def table(self, *args: Argument, **options: Argument) -> str:
        """A statutory table with its notes: ``table("申请")``, ``table("申请", year=2019)``."""
        return self._called(self._table, "table", args, options)

    def figure(self, *args: Argument, **options: Argument) -> str:
        """One figure as written: ``figure("申请.本年新收.总计")``."""
        return self._called(lambda call: _plain(figure_text(call)), "figure", args, options)

    def total(self, *args: Argument, **options: Argument) -> str:
        """The sum of some figures: ``total("申请.予以公开", "申请.部分公开")``; a row means its total."""
        return self._called(lambda call: _plain(sum_text(call)), "total", args, options)

    def share(self, *args: Argument, **options: Argument) -> str:
        """A share of a total, as two counts where the total is small: ``share("申请.予以公开")``."""
        return self._called(lambda call: _plain(share_text(call)), "share", args, options)

    def notes(self) -> str:
        """Remarks on sections, and corrections; remarks on a table are below it."""
        return self._part("notes", lambda report, _: remarks_of(report))

    def report_header(self) -> str:
        """Who reports, on which year and form, published when."""
        return self._part("report_header", report_header)

    def downloads(self) -> str:
        """Links to the files of this report."""
        return self._part("downloads", lambda report, _: downloads_of(report, at=self.address(), formats=self.formats))

    def _page(self) -> tuple[str, Report | None]:
        source = self.source()
        return source.partition("/")[0], report_of(source, self.workspace)

    def _called(
        self,
        text: Callable[[ResolvedCall], str],
        name: str,
        args: tuple[Argument, ...],
        options: Mapping[str, Argument],
    ) -> str:
        slug, report = self._page()
        slot = Slot(name, args, tuple(sorted(options.items())), 0, 0)
        try:
            call = resolve_call(slot, report, self.workspace.seen_from(report), agency=slug)
        except UsageError as error:
            return self._wrong(str(error))
        return text(call) if call is not None else ""

    def _part(self, name: str, part: Callable[[Report, Agency], PagePart]) -> str:
        slug, report = self._page()
        if report is None:
            return self._wrong(say("narrative-why.no-page-report", {"name": name}))
        agency = self.workspace.agencies.get(slug) or Agency(slug, slug, slug)
        return self.slots.keep(part(report, agency))

    def _wrong(self, why: str) -> str:
        if not self.preview:
            raise UsageError(why)
        source = self.source()
        key = report_of_page(source)
        if key is not None and self.workspace.report(*key) is None:  # every call fails: say why once
            if source in self._without_data:
                return ""
            self._without_data.add(source)
            why = say("narrative-why.no-data", {"file": f"data/{key[0]}/{key[1]}.yml"})
        return f'<span class="gk-wrong">{escape(why)}</span>'

    def _table(self, call: ResolvedCall) -> str:
        _, report = self._page()
        other = call.report is not report
        prefix = f"{call.report.agency}-{call.report.year}-" if other else ""
        view = build_table(call.report, table_id(call), prefix=prefix)
        if other or report is None:
            return self.slots.keep(ReportTable(view))
        return self.slots.keep(ReportTable(view, self._explanation(call), _charted(report, view.table)))

    def _explanation(self, call: ResolvedCall) -> Explanation | None:
        """What explains the figures of a table of the page's own report, where tables explain theirs."""
        if self.glossary is None:
            return None
        report = call.report
        before = self.workspace.seen_from(report)(report.agency, report.year - 1)
        rows = explain_table(report, table_id(call), before=before)
        return Explanation(rows, call.form, f"{way_up(self.address())}{self.glossary}" if self.glossary else None)


def _charted(report: Report, table: str) -> Report | None:
    """The report, if its chart of outcomes belongs below this table: the one with the total of concluded requests."""
    concluded = report.form.role("concluded") if report.form is not None else None
    return report if concluded is not None and concluded.table == table else None


def _plain(text: str) -> str:
    """A figure as text between text: a remark that is in its cell is neither HTML nor Markdown."""
    return escape(text).translate(_ACTIVE)
