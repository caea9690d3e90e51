"""The parts of a report's page as HTML, and the ids in them that links can lead to."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from gongkai.findings import Finding, as_text, say
from gongkai.pages.in_words.summary import KeyFigure
from gongkai.pages.parts import (
    Citation,
    CorrectionsLine,
    Downloads,
    FinishedHtml,
    Link,
    PageHead,
    PagePart,
    Remarks,
    ReportHeader,
    ReportTable,
    SummaryBox,
)
from gongkai.pages.remarks import retelling_text
from gongkai.renders.charts.requests import outcome_chart_html
from gongkai.renders.html.dates import day_html
from gongkai.renders.html.explained.table import explained_html, explained_ids
from gongkai.renders.html.links import file_link
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.table import table_html, table_ids

CORRECTIONS = "corrections"
"""Id of the list of corrections."""
SUMMARY = "summary"
"""Id of the summary."""
CITATION = "cite"
"""Id of the citation."""


def part_html(part: PagePart, *, styled: bool = False) -> Markup:  # noqa: PLR0911 - a case a kind of part
    """A part of a report's page as HTML.

    Args:
        part: The part.
        styled: Whether its tables bring the style that they need (see ``table_html``).
    """
    match part:
        case ReportHeader():
            return header_html(part)
        case PageHead():
            return head_html(part)
        case ReportTable():
            return report_table_html(part, styled=styled)
        case Remarks():
            return remarks_html(part)
        case Downloads():
            return downloads_html(part)
        case Citation():
            return citation_html(part)
        case FinishedHtml():
            return part.html


def part_ids(part: PagePart) -> frozenset[str]:  # noqa: PLR0911 - a case a kind of part
    """The ids in the HTML of a part."""
    match part:
        case ReportTable(explanation=None):
            return table_ids(part.view)
        case ReportTable():
            return explained_ids(part.view)
        case PageHead(summary=SummaryBox(summary=None)) | ReportHeader() | Downloads():
            return frozenset()
        case PageHead():
            return frozenset({SUMMARY})
        case Remarks():
            return frozenset({CORRECTIONS}) if part.corrections else frozenset()
        case Citation():
            return frozenset({CITATION})
        case FinishedHtml():
            return part.ids


def report_table_html(table: ReportTable, *, styled: bool = False) -> Markup:
    """A table, what explains its figures, and the chart of its outcomes.

    Args:
        table: The table; only one that nothing explains can bring styles, as explanations need the style sheet.
        styled: Whether it does.
    """
    chart = outcome_chart_html(table.chart_of) if table.chart_of is not None else EMPTY
    if table.explanation is None:
        return table_html(table.view, styled=styled) + chart
    rows, form, glossary = table.explanation.rows, table.explanation.form, table.explanation.glossary
    return explained_html(table.view, rows, form=form, glossary=glossary) + chart


def head_html(head: PageHead) -> Markup:
    """What is below the title."""
    header = header_html(head.header) if head.header is not None else EMPTY
    return header + corrections_line_html(head.corrections) + summary_html(head.summary)


def header_html(header: ReportHeader) -> Markup:
    """Who reports on what year, on which form, published when: a list of terms."""
    published = day_html(header.published) if header.published else escape(say("page.undated"))
    rows = [
        (say("page.agency"), escape(header.agency)),
        (say("page.year"), fill("{} 年", header.year)),
    ]
    if header.scope is not None:
        rows.append((say("page.scope"), escape(say(f"page.{header.scope.value}"))))
    rows.append((say("page.published"), published))
    if header.authority is not None:
        rows.append((say("page.form"), escape(header.authority)))
    if header.unpublished is not None:
        rows.append((say("page.status"), escape(say(f"page.{header.unpublished.value}"))))
    retold = EMPTY
    if header.retold is not None:  # a sentence, which takes a row of its own
        text = escape(retelling_text(header.retold))
        retold = fill('<div class="gk-whole"><dt>{}</dt><dd>{}</dd></div>', escape(say("page.retold")), text)
    return fill('<dl class="gk-meta">{}{}</dl>', _terms(rows), retold)


def _terms(rows: Iterable[tuple[str, Markup]]) -> Markup:
    return join(fill("<div><dt>{}</dt><dd>{}</dd></div>", escape(term), html) for term, html in rows)


def corrections_line_html(line: CorrectionsLine | None) -> Markup:
    """One line that says that there are corrections and leads to them; nothing where there are none."""
    if line is None:
        return EMPTY
    text = escape(say("cite.corrected", {"count": line.count, "date": line.last}))
    return fill('<p class="gk-corrected"><a href="#{}">{}</a></p>', escape(CORRECTIONS), text)


def summary_html(box: SummaryBox) -> Markup:
    """The summary with its figures, and what else there is on the report."""
    links = join(fill('<li><a href="{}">{}</a></li>', escape(link.address), escape(link.name)) for link in box.related)
    related = fill('<ul class="gk-related">{}</ul>', links) if links else EMPTY
    text = box.summary
    if text is None:
        return related
    figures = join(_key_figure(figure, box.rows) for figure in text.figures)
    large = fill('<dl class="gk-figures">{}</dl>', figures) if figures else EMPTY
    source = EMPTY
    if text.table:
        hint = fill('<span class="gk-screen">{}</span>', escape(say("summary.hint")))
        source = fill('<p class="gk-source">{}{}</p>', escape(say("summary.source")), hint)
    return fill(
        '<section class="gk-summary" id="{}" aria-label="{}">{}<p>{}</p>{}{}</section>',
        escape(SUMMARY),
        escape(say("summary.title")),
        large,
        join(map(escape, text.sentences)),
        source,
        related,
    )


def _key_figure(figure: KeyFigure, rows: frozenset[str]) -> Markup:
    name = escape(figure.name)
    if figure.row in rows:
        name = fill('<a href="#{}">{}</a>', escape(figure.row), name)
    if not figure.count:
        return fill('<div><dt>{}</dt><dd class="gk-none">{}</dd></div>', name, escape(figure.text))
    unit = escape(say("summary.unit"))
    return fill("<div><dt>{}</dt><dd>{} <span>{}</span></dd></div>", name, escape(figure.text), unit)


def remarks_html(remarks: Remarks) -> Markup:
    """Remarks on sections and every correction, a list each; nothing where there are none."""
    sections = _notes(say("page.remarks"), remarks.sections, EMPTY)
    return sections + _notes(say("cite.corrections"), remarks.corrections, fill(' id="{}"', escape(CORRECTIONS)))


def _notes(title: str, texts: tuple[str, ...], attribute: Markup) -> Markup:
    if not texts:
        return EMPTY
    items = join(fill("<li>{}</li>", escape(text)) for text in texts)
    return fill('<div class="gk-notes"{}><p>{}</p><ul>{}</ul></div>', attribute, escape(title), items)


def downloads_html(downloads: Downloads) -> Markup:
    """The list of files, and the page for pasting with its button.

    The button is shown by the script that makes it work; the link does without.
    """
    items = [_file(link) for link in downloads.files]
    office = office_html(downloads.bare) if downloads.bare is not None else EMPTY
    title = escape(say("page.downloads"))
    return fill('<div class="gk-downloads"><p>{}</p><ul>{}</ul>{}</div>', title, join(items), office)


def office_html(address: str, others: Iterable[Link] = ()) -> Markup:
    """The page for pasting into another site, with a button that copies it.

    Args:
        address: The address of the bare copy.
        others: Further files for pasting.
    """
    what = escape(say("takeaway.office"))
    status = fill('<p class="gk-copied" role="status"></p>')
    links = (fill(' <a href="{}">{}</a>', escape(link.address), escape(link.name)) for link in others)
    paste = join((_paste(escape(address)), *links))
    return fill('<details class="gk-office"><summary>{}</summary><p>{}</p>{}</details>', what, paste, status)


def _file(link: Link) -> Markup:
    return fill("<li>{}</li>", file_link(link.address, link.name, saved_as=link.saved_as))


def _paste(address: Markup) -> Markup:
    names = ("done", "failed", "code")
    words = join(fill(' data-{}="{}"', escape(name), escape(say(f"takeaway.{name}"))) for name in names)
    button = fill('<button type="button" class="gk-copy" data-href="{}"{} hidden>', address, words)
    link = fill('<a href="{}">{}</a>', address, escape(say("takeaway.fragment")))
    return fill("{} {}{}</button>", link, button, escape(say("takeaway.copy")))


def citation_html(citation: Citation) -> Markup:
    """How to cite the page: a line to copy, and what it can be verified by."""
    title = escape(say("cite.title"))
    return fill(
        '<section class="gk-cite" id="{}" aria-label="{}"><p>{}</p><blockquote><p>{}</p></blockquote>'
        "<dl>{}</dl></section>",
        escape(CITATION),
        title,
        title,
        escape(citation.line),
        _terms(_proofs(citation)),
    )


def _proofs(citation: Citation) -> Iterator[tuple[str, Markup]]:
    yield say("cite.sha256"), fill("<code>{}</code>", escape(citation.sha256))
    yield say("cite.schema"), escape(say("cite.version", {"version": citation.schema}))
    if citation.row:
        row = escape(citation.row)
        yield say("cite.rows"), fill('{}<a href="#{}">#{}</a>', escape(say("cite.anchor")), row, row)


def findings_html(findings: Iterable[Finding], *, internal: bool = False) -> Markup:
    """Findings shown on a page in the preview or internally, never in public."""
    items_of_page = tuple(findings)
    items = join(
        fill('<li class="gk-{}">{}</li>', escape(item.level.value), escape(as_text(item))) for item in items_of_page
    )
    title = escape(say("page.findings", {"count": len(items_of_page)}))
    note = escape(say("page.shown-only-internally" if internal else "page.shown-only-in-preview"))
    return fill(
        '<div class="gk-findings" role="note"><p><strong>{}</strong> {}</p><ul>{}</ul></div>', title, note, items
    )
