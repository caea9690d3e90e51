"""A report's page made whole: what every report must show stands there, whether its narrative calls for it or not.

Strings are put in behind the heading and at the end; nothing is parsed. Here also the page's bare copy is made.
"""

import re
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from gongkai.findings import say
from gongkai.pages.summary import TABLE, KeyFigure, Summary, summary
from gongkai.renders.bare.narrative import fragment
from gongkai.renders.formats.json import SCHEMA
from gongkai.renders.html import escape
from gongkai.renders.html.report import CORRECTIONS, header_html, remarks_html
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.routes import report_file
from gongkai.site.build.output_files import OutputFiles
from gongkai.site.report.downloads import FRAGMENT, takeaway_html
from gongkai.workspace import Workspace

_PAGE = re.compile(r"(?P<agency>[a-z0-9-]+)/(?P<year>\d{4})\.md")
_ROW = re.compile(r'<tr id="([^"]+)"')
_ROW_OF_SUMMARY = f"{TABLE}-received"


class Whole:
    """Makes the pages of reports whole."""

    def __init__(self, workspace: Workspace, output: OutputFiles) -> None:
        """Hold what pages are made from.

        Args:
            workspace: The loaded site.
            output: Where the bare copies go.
        """
        self._workspace = workspace
        self._output = output

    def content(self, html: str, page: Page, *, config: MkDocsConfig, files: Files) -> str:
        """Put in what a report's page lacks, and make its bare copy; any other page is left as it is."""
        match = _PAGE.fullmatch(page.file.src_uri)
        report = self._workspace.report(match["agency"], int(match["year"])) if match else None
        if report is None:
            return html
        agency = self._workspace.agencies.get(report.agency) or Agency(report.agency, report.agency, report.agency)
        remarks = remarks_html(report)
        if remarks and remarks not in html:
            html += remarks
        self._copy(html, report, agency, page=page, config=config)
        html = self._head(html, report, agency, tuple(_related(report, page, files)))
        if 'class="gk-downloads"' not in html:
            html += takeaway_html(report, at=page.url, fragment=True)
        html += cite_html(
            report,
            agency,
            address=_address(page, config),
            sha256=self._workspace.source_sha256(report.agency, report.year),
            anchor=_anchor(html),
        )
        if page.present_anchor_ids is not None:
            page.present_anchor_ids = {*page.present_anchor_ids, "summary", "cite", *([CORRECTIONS] if remarks else [])}
        return html

    def _head(self, html: str, report: Report, agency: Agency, related: tuple[tuple[str, str], ...]) -> str:
        """Put header, corrections and summary behind the heading, or the latter two behind a header that is there."""
        place = html.find('<dl class="gk-meta">')
        if place >= 0:
            place, header = html.index("</dl>", place) + len("</dl>"), ""
        else:
            heading = html.find("</h1>")
            place, header = (heading + len("</h1>") if heading >= 0 else 0), header_html(report, agency)
        before = self._workspace.seen_from(report)(report.agency, report.year - 1)
        told = summary(report, before)
        return f"{html[:place]}{header}{corrected_html(report)}{summary_html(told, related, html)}{html[place:]}"

    def _copy(self, html: str, report: Report, agency: Agency, *, page: Page, config: MkDocsConfig) -> None:
        address = page.canonical_url if config.site_url else None
        date = report.published or say("page.undated")  # with its time of day: the copy may be read in again
        source = [say("cite.source", {"agency": agency.name, "date": date})]
        if address:
            source.append(say("cite.address", {"address": address}))
        made = fragment(
            html,
            title=report_title(report, agency),
            source="；".join(source),
            base=address,
        )
        self._output.put(report_file(report.agency, report.year, FRAGMENT), made)


def corrected_html(report: Report) -> str:
    """One line that says that there are corrections and leads to them; nothing where there are none."""
    if not report.corrections:
        return ""
    last = max(item.date for item in report.corrections)
    text = escape(say("cite.corrected", {"count": len(report.corrections), "date": last}))
    return f'<p class="gk-corrected"><a href="#{CORRECTIONS}">{text}</a></p>'


def summary_html(told: Summary | None, related: tuple[tuple[str, str], ...], page: str) -> str:
    """The summary with its figures, and what else there is on the report.

    Args:
        told: The summary; None where there is none.
        related: Further pages, each a name and an address.
        page: The page's content, so that a figure is linked to its row only where the row is shown.
    """
    links = "".join(f'<li><a href="{escape(href)}">{escape(name)}</a></li>' for name, href in related)
    more = f'<ul class="gk-related">{links}</ul>' if links else ""
    if told is None:
        return more
    figures = "".join(_figure(item, page) for item in told.figures)
    large = f'<dl class="gk-figures">{figures}</dl>' if figures else ""
    source = f'<p class="gk-source">{escape(say("summary.source", {"table": told.table}))}</p>' if told.table else ""
    return (
        f'<section class="gk-summary" id="summary" aria-label="{say("summary.title")}">{large}'
        f"<p>{''.join(map(escape, told.sentences))}</p>{source}{more}</section>"
    )


def _figure(item: KeyFigure, page: str) -> str:
    unit = f" <span>{say('summary.unit')}</span>" if item.count else ""
    text = f"{escape(item.text)}{unit}"
    row = f"{TABLE}-{item.row}"
    name = escape(item.name)
    if f'id="{row}"' in page:
        name = f'<a href="#{row}">{name}</a>'
    kind = "" if item.count else ' class="gk-none"'
    return f"<div><dt>{name}</dt><dd{kind}>{text}</dd></div>"


def cite_html(report: Report, agency: Agency, *, address: str, sha256: str, anchor: str) -> str:
    """How to cite the page: a line to copy, and what it can be proved by.

    Args:
        report: The report.
        agency: Who reports.
        address: The page's full address, or what is known of it.
        sha256: Hash over data and narrative.
        anchor: Id of a row that the page shows, as an example; empty where it shows none.
    """
    parts = {"agency": agency.name, "title": report_title(report, agency)}
    line = say("cite.line", {**parts, "published": _published(report), "address": address})
    rows = [
        (say("cite.sha256"), f"<code>{sha256}</code>"),
        (say("cite.schema"), escape(say("cite.version", {"version": SCHEMA}))),
    ]
    if anchor:
        example = f'<a href="#{escape(anchor)}">#{escape(anchor)}</a>'
        rows.append((say("cite.rows"), f"{escape(say('cite.anchor'))}{example}"))
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{text}</dd></div>" for name, text in rows)
    return (
        f'<section class="gk-cite" id="cite" aria-label="{say("cite.title")}"><p>{say("cite.title")}</p>'
        f"<blockquote><p>{escape(line)}</p></blockquote><dl>{items}</dl></section>"
    )


def _published(report: Report) -> str:
    return say("cite.published", {"date": report.published.date}) if report.published else say("cite.undated")


def _address(page: Page, config: MkDocsConfig) -> str:
    if config.site_url and page.canonical_url:
        return page.canonical_url
    return say("cite.path", {"path": f"/{page.url}"})


def _anchor(html: str) -> str:
    """A row of the page to show how one links to it."""
    if f'id="{_ROW_OF_SUMMARY}"' in html:
        return _ROW_OF_SUMMARY
    match = _ROW.search(html)
    return match[1] if match else ""


def _related(report: Report, page: Page, files: Files) -> Iterator[tuple[str, str]]:
    """Pages about this report that are there: against the year before, and the agency's series."""
    wanted = (
        ("cite.compare", f"{report.agency}/{report.year}/compare.md"),
        ("cite.series", f"{report.agency}/series.md"),
    )
    for code, source in wanted:
        file = files.get_file_from_path(source)
        if file is not None:
            yield say(code, {"year": report.year - 1}), file.url_relative_to(page.file)
