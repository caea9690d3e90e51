"""A report as bare HTML, the whole of it: the narrative with its tables in their places, remarks, and where it is from.

Editors of content management systems (CMS) strip style sheets, scripts, classes and ids. So styles are in the tags,
and nothing refers to anything else. The file can be opened by itself; what is pasted is in its ``main``.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import resolve_call, table_id
from gongkai.narrative.model import BLOCK_MACROS
from gongkai.pages.parts import Remarks
from gongkai.pages.remarks import remarks_of, retelling_text
from gongkai.renders.bare.markdown import narrative_html
from gongkai.renders.bare.narrative import bare_narrative
from gongkai.renders.bare.styles import FAULT, NOT_COPIED, PLAIN, STYLES
from gongkai.renders.bare.table import item, paragraph, table_bare
from gongkai.renders.export import ReportExport
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.reports.titles import report_title
from gongkai.routes import report_page
from gongkai.tables import build_table

_FILE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{}</title>
</head>
<body>
<a href="#report" style="{}">{}</a>
{}<main id="report">
{}
<p style="{}">{}</p>
</main>
</body>
</html>
"""


_ABOVE = '<header><p role="heading" aria-level="1" style="{}">{}</p></header>\n'


def report_bare(export: ReportExport, *, titled: bool) -> bytes:
    """A report as a file of bare HTML.

    Args:
        export: The report.
        titled: Whether what is pasted begins with its title: an editor of a site asks for the title by itself.
    """
    text, title = _tables(export), ""
    if export.narrative is not None:
        text, title = _narrative(export, export.narrative, titled=titled)
    parts = [_errors(export.error_lines)]
    if titled and not title:
        parts.append(title_bare(report_title(export.report, export.agency)))
    parts.append(text)
    if export.narrative is None or all(slot.name != "notes" for slot in export.narrative.slots):
        parts.append(remarks_bare(remarks_of(export.report)))
    title = title or report_title(export.report, export.agency)
    return bare_file(join(parts), title=title, source=_source(export), titled=titled).encode()


def _narrative(export: ReportExport, narrative: Narrative, *, titled: bool) -> tuple[Markup, str]:
    page = report_page(export.report.agency, export.report.year)
    html = narrative_html(narrative)
    text, title = bare_narrative(html, lambda href: export.site.link(href, page), titled=titled)
    _, mark = narrative.marked
    return _filled(text, narrative, export), mark.sub(
        lambda match: export.printed(narrative.slots[int(match[1])]), title
    )


def _filled(text: Markup, narrative: Narrative, export: ReportExport) -> Markup:
    """The text with what its calls print; a paragraph of nothing but calls that print blocks gives way to them."""
    _, mark = narrative.marked
    alone = re.compile(rf"<p(?: [^>]*)?>((?:\s*{mark.pattern}\s*)+)</p>")

    def blocks(match: re.Match[str]) -> str:
        slots = [narrative.slots[int(number)] for number in mark.findall(match[1])]
        return str(join(_part(slot, export) for slot in slots)) if _all_blocks(slots) else match[0]

    def words(match: re.Match[str]) -> str:
        slot = narrative.slots[int(match[1])]
        return str(_part(slot, export) if slot.name in BLOCK_MACROS else escape(export.printed(slot)))

    return Markup(mark.sub(words, alone.sub(blocks, str(text))))  # noqa: S704 - what is put in is escaped


def _all_blocks(slots: list[Slot]) -> bool:
    return all(slot.name in BLOCK_MACROS for slot in slots)


def _part(slot: Slot, export: ReportExport) -> Markup:
    """What a call prints that prints a block: nothing for what is of the site and not of the report."""
    if slot.name == "notes":
        return remarks_bare(remarks_of(export.report))
    if slot.name != "table":
        return EMPTY
    try:
        call = resolve_call(slot, export.report, export.lookup, agency=export.agency.slug)
    except UsageError:
        return paragraph(escape(slot.code))
    return table_bare(build_table(call.report, table_id(call))) if call is not None else EMPTY


def _tables(export: ReportExport) -> Markup:
    """What stands in the place of a narrative that is not there: the sections of the form that have a table."""
    return join(_sections(export))


def _sections(export: ReportExport) -> Iterator[Markup]:
    report = export.report
    for section in report.form.sections if report.form else ():
        if section.table is not None:
            yield fill(
                '<h2 style="{}">{}、{}</h2>', escape(STYLES["h2"]), escape(section.number), escape(section.title)
            )
            yield table_bare(build_table(report, section.table))


def _errors(lines: tuple[str, ...]) -> Markup:
    """What says that a report has errors, and lists them; nothing for one without."""
    if not lines:
        return EMPTY
    first, *errors = lines
    return fill(
        '<div style="{}"><p><strong>{}</strong></p><ul>{}</ul></div>',
        escape(FAULT),
        escape(first),
        join(map(item, errors)),
    )


def _source(export: ReportExport) -> str:
    """Where a copy is from; the date with its time of day, as the copy may be read in again."""
    report = export.report
    address = export.site.of(report_page(report.agency, report.year))
    date = report.published or say("page.undated")
    source = say("cite.source", {"agency": export.agency.name, "date": date})
    parts = [source]
    if address:
        parts.append(say("cite.address", {"address": address}))
    if report.retold is not None:
        parts.insert(0, retelling_text(report.retold))
    return "；".join(parts)


def remarks_bare(remarks: Remarks) -> Markup:
    """Remarks on sections and every correction, a list each."""
    lists = ((say("page.remarks"), remarks.sections), (say("cite.corrections"), remarks.corrections))
    return join(
        fill("{}<ul>{}</ul>", paragraph(escape(title)), join(map(item, texts))) for title, texts in lists if texts
    )


def bare_file(content: Markup, *, title: str, source: str, titled: bool) -> Markup:
    """The file around a report's bare HTML.

    Args:
        content: The narrative as bare HTML with its parts, and the parts after it.
        title: The report's title.
        source: Where it is from: a line below it.
        titled: Whether the content begins with the title; else it is above what is pasted.

    Returns:
        A file of HTML without style sheet, script or class; it asks for nothing. What is pasted has no id.
    """
    style = f"{PLAIN};font-size:.85em"
    above = EMPTY if titled else fill(_ABOVE, escape(NOT_COPIED), escape(title))
    return fill(
        _FILE,
        escape(title),
        escape(NOT_COPIED),
        escape(say("theme.skip")),
        above,
        content.strip(),
        escape(style),
        escape(source),
    )


def title_bare(title: str) -> Markup:
    """The heading of a report whose narrative has none of its own."""
    return fill('<h1 style="{}">{}</h1>\n', escape(STYLES["h1"]), escape(title))
