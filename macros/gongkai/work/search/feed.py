"""The page of the search index's feed for each page of the site: its text in pairs of units.

A fed page holds the words of its page once, each of its figures once, and hidden beside them where they stand. The
labels of a form are the same in every report that it is used for, so that they are no part of these pages:
``form_labels`` gives them once, and a fed page says which tables it shows.
"""

import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.errors import UsageError
from gongkai.figures import Figure, written
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import Lookup, figure_text, resolve_call, share_text, sum_text, table_id
from gongkai.pages.content import TextBlock
from gongkai.pages.remarks import remarks_of
from gongkai.reports import Agency, Report
from gongkai.tables import build_table
from gongkai.tables.frame import table_frame
from gongkai.tables.model import BlockFrame
from gongkai.work.search import tokens as st
from gongkai.work.search.narrative_text import HeadingIds, text_blocks

_PRINTED = {"figure": figure_text, "total": sum_text, "share": share_text}

AGENCY, YEAR, TABLE, COMMON = "a", "y", "t", "c"
"""Kinds of names that are asked for apart from text."""

MANY_REPORTS = 200
"""A site of more reports keeps the blocks that many of them share apart, and looks at so many to find them."""
_SHARE = 0.05
"""A block that a larger part of the reports has is shared."""


@dataclass(frozen=True, slots=True)
class _ShownTable:
    """A table on a page: whose it is, and what begins its ids."""

    report: Report
    table: str
    prefix: str = ""


@dataclass(slots=True)
class FedPage:
    """A page of the feed while it is put together."""

    blocks: list[TextBlock] = field(default_factory=list)
    tables: list[_ShownTable] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    figures: list[tuple[str, str, str]] = field(default_factory=list)


def report_page(
    report: Report, agency: Agency, narrative: Narrative | None, *, lookup: Lookup, ids: HeadingIds
) -> FedPage:
    """The fed page of a report.

    Args:
        report: The report.
        agency: Whose it is.
        narrative: Its text; None where it has none, and its page shows the form's tables.
        lookup: Finds the reports that its calls name.
        ids: Gives headings their ids.
    """
    page = FedPage()
    page.blocks += [TextBlock(text) for text in dict.fromkeys((agency.name, agency.short, f"{report.year}年"))]
    if report.published:
        page.blocks.append(TextBlock(f"{say('page.published')} {report.published.date.isoformat()}"))
    if narrative is not None:
        _add_text(page, narrative, report, agency.slug, lookup, ids)
    elif report.form is not None:
        page.tables += [_ShownTable(report, section.table) for section in report.form.sections if section.table]
    remarks = remarks_of(report)
    page.blocks += [TextBlock(text) for text in (*remarks.sections, *remarks.corrections)]
    for shown in page.tables:
        _add_table(page, shown)
    page.names += _names(agency)
    page.keys.append(st.key(YEAR, str(report.year)))
    return page


def agency_page(agency: Agency) -> FedPage:
    """The fed page of an agency: its names alone, as what its reports say is found in them."""
    page = FedPage([TextBlock(agency.name, ""), *([TextBlock(agency.short)] if agency.short != agency.name else [])])
    page.names += _names(agency)
    return page


def other_page(narrative: Narrative, folder: str, *, lookup: Lookup, ids: HeadingIds) -> FedPage:
    """The fed page of a Markdown file that belongs to no report.

    Args:
        narrative: Its text.
        folder: The folder below the docs that it stands in; may be empty.
        lookup: Finds the reports that its calls name.
        ids: Gives headings their ids.
    """
    page = FedPage()
    _add_text(page, narrative, None, folder, lookup, ids)
    for shown in page.tables:
        _add_table(page, shown)
    return page


def shared_blocks(sample: Sequence[FedPage]) -> Mapping[str, int]:
    """The blocks that many reports share, each with its number: headings of the form, standing sentences.

    What stands on every page costs every query that meets it the most, so that it is kept once for all.

    Args:
        sample: Fed pages of some of a site's reports.
    """
    counts = Counter(text for page in sample for text in {block.text for block in page.blocks})
    shared = sorted(text for text, count in counts.items() if count > _SHARE * len(sample) and st.units(text))
    return {text: number for number, text in enumerate(shared)}


def form_table(form: Form, table: str) -> str:
    """How the index calls a table of a form."""
    return f"{form.id}.{table}"


def form_labels(form: Form) -> dict[str, object]:
    """The tables of a form as the search page reads them: title, rows with their labels, all labels with addresses."""
    tables: dict[str, object] = {}
    for table in form.tables:
        blocks = table_frame(form, table, prefix=table.id, heads=()).blocks
        rows = [row for block in blocks for row in block.rows]
        tables[form_table(form, table.id)] = {
            "title": table.title,
            "rows": [(row.id, row.heads[-1].text if row.heads else "") for row in rows],
            "labels": [(item.anchor, item.text) for item in _labels(table.id, table.title, blocks)],
        }
    return tables


def fed_html(page: FedPage, shared: Mapping[str, int], order: int) -> str:
    """A fed page as HTML: facts, text, names; what is hidden travels with it and is not searched.

    Words that many pages have come first, so that they have the same places on each, which packs well.

    Args:
        page: The page.
        shared: Blocks that many reports share, with their numbers.
        order: Its place among all pages of its shelf, in which they are found.
    """
    text, anchors, common = [], [], set()
    for block in page.blocks:
        number = shared.get(block.text)
        fed = st.block(block.text) if number is None else st.hidden(str(number))
        if number is not None:
            common.add(number)
        if fed:
            text.append(f"{st.BLOCK if block.anchor is None else st.HEADING} {fed}")
            anchors += [] if block.anchor is None else [block.anchor]
    numbers = {*page.numbers, *(unit for block in page.blocks for unit in st.units(block.text) if st.plain(unit))}
    hidden = json.dumps({"a": anchors, "t": page.figures}, separators=(",", ":"))
    keys = [*dict.fromkeys(page.keys), *(st.key(COMMON, str(number)) for number in sorted(common))]
    words = [st.FACTS, st.hidden(hidden), *keys, st.FACTS, *text, st.FACTS, *page.names, *st.wholes(numbers)]
    body = html.escape(" ".join(words), quote=False)
    begin = f'<!doctype html><html lang="en"><head></head><body data-pagefind-body data-pagefind-sort="order:{order}">'
    return f"{begin}{body}</body></html>"


def _names(agency: Agency) -> list[str]:
    return [st.field(AGENCY, name) for name in dict.fromkeys((agency.name, agency.short))]


def _add_text(  # noqa: PLR0913, PLR0917 - what a narrative's calls are resolved with
    page: FedPage, narrative: Narrative, report: Report | None, slug: str, lookup: Lookup, ids: HeadingIds
) -> None:
    def fill(slot: Slot) -> str:
        if slot.name not in (*_PRINTED, "table"):
            return ""
        try:
            call = resolve_call(slot, report, lookup, agency=slug)
        except UsageError:
            return ""  # the build stops at it elsewhere
        if call is None:
            return ""
        if slot.name != "table":
            return _PRINTED[slot.name](call)
        other = call.report is not report
        prefix = f"{call.report.agency}-{call.report.year}-" if other else ""
        page.tables.append(_ShownTable(call.report, table_id(call), prefix))
        return ""

    page.blocks += text_blocks(narrative, fill, ids)


def _add_table(page: FedPage, shown: _ShownTable) -> None:
    report, form = shown.report, shown.report.form
    if form is None:
        return
    view = build_table(report, shown.table, prefix=shown.prefix)
    known = form_table(form, shown.table)
    if shown.prefix or any(place.table == shown.table for place, _ in report.heads):
        page.blocks += _labels(view.id, view.caption, (block.frame for block in view.blocks))
    else:
        page.keys.append(st.key(TABLE, known))
    rows = [row for block in view.blocks for row in block.rows]
    for row in rows:
        page.blocks += [TextBlock(text, row.id) for text in map(_beside_number, row.figures) if text]
    page.blocks += [TextBlock(note.text, f"{view.id}-n-{note.number}") for note in view.notes]
    figures = ";".join(",".join(map(_number, row.figures)) for row in rows)
    page.numbers.update(number for row in rows for number in map(_number, row.figures) if number)
    page.figures.append((shown.prefix, known, figures))


def _labels(name: str, caption: str, blocks: Iterable[BlockFrame]) -> Iterator[TextBlock]:
    """Caption and heads of a table, each with its address: a row's is that of the row.

    Args:
        name: Id of the table on its page.
        caption: Its caption.
        blocks: Its parts.
    """
    yield TextBlock(caption, name)
    for block in blocks:
        yield from (TextBlock(cell.text, cell.id) for cells in block.head for cell in cells if cell.text)
        for row in block.rows:
            for cell in row.heads:
                yield TextBlock(cell.text, row.id if cell.scope == "row" else cell.id)


def _number(figure: Figure) -> str:
    """The bare number of a cell; empty where it holds none."""
    return "" if figure.value is None else f"{abs(Decimal(figure.value)):f}"


def _beside_number(figure: Figure) -> str:
    """What a cell says beside a number."""
    bare = figure.value is not None and figure.unit is None and figure.note is None
    return "" if bare else written(figure)
