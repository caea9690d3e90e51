"""Makes the fed page of each page of the site: the words that are indexed in its place.

A fed page holds the text of its page as pairs of units (see ``tokens``), each figure once, and, in characters that are
not indexed, where both are on the page. The labels of a form are the same in every report on it. So fed pages do not
repeat them: they name the tables that they show (see ``form_texts``).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.errors import UsageError
from gongkai.figures import Figure, written
from gongkai.findings import say
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import Lookup, printed_call, resolve_call, table_id
from gongkai.pages.content import TextBlock
from gongkai.pages.in_words.summary import summary
from gongkai.pages.remarks import remarks_of, retelling_text
from gongkai.reports import Agency, Report
from gongkai.tables import build_table
from gongkai.work.search import tokens as st
from gongkai.work.search.form_texts import form_table, labels
from gongkai.work.search.narrative_text import HeadingIds, text_blocks

AGENCY, YEAR, TABLE, SHEETS, COMMON = "a", "y", "t", "s", "c"
"""Kinds of names (see ``tokens.field`` and ``tokens.key``): of agencies, of years, of tables, of explained tables, of
shared blocks."""

MANY_REPORTS = 200
"""On a site of more reports, blocks that many of them share are indexed once; this is also the size of the sample."""
_SHARE = 0.05
"""A block counts as shared where a larger part of the sample has it."""


@dataclass(frozen=True, slots=True)
class _ShownTable:
    """A table on a page: its report, its id, and the prefix of the ids in its HTML."""

    report: Report
    table: str
    prefix: str = ""


@dataclass(slots=True)
class FedPage:
    """A fed page while it is put together.

    Attributes:
        blocks: Its text.
        dates: Days of publication: found as a whole, while their numbers are no figures.
        tables: The tables that it shows.
        names: Words of names that are searched apart from text, as ``tokens.field`` gives them.
        keys: Words for what it has, as ``tokens.key`` gives them.
        numbers: The numbers in its tables.
        figures: Of each table, the prefix of its ids, its name in the index and its numbers, rows separated by ``;``.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
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
        agency: Its agency.
        narrative: Its narrative; None where it has none, so that its page shows all tables of the form.
        lookup: Finds the reports that its calls name.
        ids: Computes the ids of headings.
    """
    page = FedPage()
    page.blocks += [TextBlock(text) for text in dict.fromkeys((agency.name, agency.short, f"{report.year}年"))]
    page.blocks += [TextBlock(text) for text in _head(report, agency, lookup(report.agency, report.year - 1))]
    if report.published:
        page.dates.append(f"{say('page.published')} {report.published.date.isoformat()}")
    if narrative is not None:
        _add_text(page, narrative, report, agency.slug, lookup, ids)
    elif report.form is not None:
        page.tables += [_ShownTable(report, section.table) for section in report.form.sections if section.table]
    remarks = remarks_of(report)
    page.blocks += [TextBlock(text) for text in (*remarks.sections, *remarks.corrections)]
    for table in page.tables:
        _add_table(page, table)
    page.names += _names(agency)
    page.keys.append(st.key(YEAR, str(report.year)))
    return page


def _head(report: Report, agency: Agency, previous: Report | None) -> Iterator[str]:
    """What is below the title besides the agency, the year and the date."""
    if agency.scope is not None:
        yield f"{say('page.scope')} {say(f'page.{agency.scope.value}')}"
    if report.form is not None:
        yield f"{say('page.form')} {report.form.authority}"
    if report.retold is not None:
        yield f"{say('page.retold')} {retelling_text(report.retold)}"
    text = summary(report, previous)
    if text is not None:
        yield "".join(text.sentences)


def page_of_agency(agency: Agency, year: int | None, text: Iterable[TextBlock]) -> FedPage:
    """The fed page of a generated page that belongs to an agency.

    Args:
        agency: The agency.
        year: The year that the page is about, if any.
        text: The page's text.
    """
    keys = [st.key(YEAR, str(year))] if year is not None else []
    return FedPage(list(text), names=_names(agency), keys=keys)


def other_page(narrative: Narrative, folder: str, *, lookup: Lookup, ids: HeadingIds) -> FedPage:
    """The fed page of a Markdown file that belongs to no report.

    Args:
        narrative: The file.
        folder: Its folder below the docs folder; may be empty.
        lookup: Finds the reports that its calls name.
        ids: Computes the ids of headings.
    """
    page = FedPage()
    _add_text(page, narrative, None, folder, lookup, ids)
    for table in page.tables:
        _add_table(page, table)
    return page


def shared_blocks(sample: Sequence[Iterable[str]]) -> Mapping[str, int]:
    """The blocks that many reports share, numbered: headings of the form, sentences that every report has.

    A query for words that are on every page is the slowest, so such blocks are indexed once for all reports.

    Args:
        sample: The blocks of the fed pages of some of a site's reports, in each page once.
    """
    counts = Counter(text for blocks in sample for text in blocks)
    shared = sorted(text for text, count in counts.items() if count > _SHARE * len(sample) and st.units(text))
    return {text: number for number, text in enumerate(shared)}


def fed_text(page: FedPage, shared: Mapping[str, int]) -> str:
    """A fed page as text: facts, text and names. What is in hidden characters (``tokens.hidden``) is not searched.

    Words that many pages have come first: so they have the same positions on each page, and the index compresses well.

    Args:
        page: The page.
        shared: Blocks that many reports share, with their numbers.
    """
    text, anchors, common = [f"{st.DATE} {st.block(text)}" for text in page.dates], [], set()
    for block in page.blocks:
        number = shared.get(block.text)
        words_of_block = st.block(block.text) if number is None else st.hidden(str(number))
        if number is not None:
            common.add(number)
        if words_of_block:
            text.append(f"{st.BLOCK if block.anchor is None else st.HEADING} {words_of_block}")
            anchors += [] if block.anchor is None else [block.anchor]
    numbers = {*page.numbers, *(unit for block in page.blocks for unit in st.plain_units(block.text))}
    hidden = json.dumps({"a": anchors, "t": page.figures}, separators=(",", ":"))
    keys = [*dict.fromkeys(page.keys), *(st.key(COMMON, str(number)) for number in sorted(common))]
    words = [st.FACTS, st.hidden(hidden), *keys, st.FACTS, *text, st.FACTS, *page.names, *st.standalone_words(numbers)]
    return " ".join(words)


def _names(agency: Agency) -> list[str]:
    return [st.field(AGENCY, name) for name in dict.fromkeys((agency.name, agency.short))]


def _add_text(  # noqa: PLR0913, PLR0917 - what a narrative's calls are resolved with
    page: FedPage, narrative: Narrative, report: Report | None, slug: str, lookup: Lookup, ids: HeadingIds
) -> None:
    def fill(slot: Slot) -> str:
        if slot.name != "table":
            return printed_call(slot, report, lookup, agency=slug)
        try:
            call = resolve_call(slot, report, lookup, agency=slug)
        except UsageError:
            return ""  # `narrative-template` reports it, and stops the build
        if call is None:
            return ""
        other = call.report is not report
        prefix = f"{call.report.agency}-{call.report.year}-" if other else ""
        page.tables.append(_ShownTable(call.report, table_id(call), prefix))
        return ""

    page.blocks += text_blocks(narrative, fill, ids)


def _add_table(page: FedPage, table: _ShownTable) -> None:
    report, form = table.report, table.report.form
    if form is None:
        return
    view = build_table(report, table.table, prefix=table.prefix)
    name = form_table(form, table.table)
    if table.prefix or any(place.table == table.table for place, _ in report.heads):
        page.blocks += labels(view.id, view.caption, (block.skeleton for block in view.blocks))
    else:
        page.keys.append(st.key(TABLE, name))
    if not table.prefix:
        page.keys.append(st.key(SHEETS, name))
    rows = [row for block in view.blocks for row in block.rows]
    for row in rows:
        page.blocks += [TextBlock(text, row.id) for text in map(_text_of_cell, row.figures) if text]
    page.blocks += [TextBlock(note.text, f"{view.id}-n-{note.number}") for note in view.notes]
    numbers = [list(map(_number, row.figures)) for row in rows]
    page.numbers.update(number for row in numbers for number in row if number)
    page.figures.append((table.prefix, name, ";".join(map(",".join, numbers))))


def _number(figure: Figure) -> str:
    """The number in a cell, without sign and unit; empty where it has none."""
    value = figure.value
    return "" if value is None else str(abs(value)) if isinstance(value, int) else f"{abs(value):f}"


def _text_of_cell(figure: Figure) -> str:
    """The text of a cell that is more than a number; empty for a mere number."""
    bare = figure.value is not None and figure.unit is None and figure.note is None
    return "" if bare else written(figure)
