"""What the search index is fed with: for each report a page of its own making, its text in pairs of units.

A page holds the report's words once, each of its figures once, and hidden beside them where they stand. The labels of a
form are the same in every report that it is used for, so that they are no part of these pages: ``search_forms`` gives
them once, and a page says which tables it shows.
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
from gongkai.narrative import Slot
from gongkai.narrative.calls import figure_text, share_text, sum_text, table_of, target
from gongkai.pages.remarks import remarks_of
from gongkai.reports import Agency, Report
from gongkai.site.search import tokens as st
from gongkai.site.search.narrative_text import Anchors, TextBlock, text_blocks
from gongkai.site.search.page_text import made_blocks
from gongkai.tables import build_table
from gongkai.tables.frame import table_frame
from gongkai.tables.model import BlockFrame
from gongkai.workspace import Workspace

_SAID = {"figure": figure_text, "total": sum_text, "share": share_text}

AGENCY, YEAR, TABLE, COMMON = "a", "y", "t", "c"
"""Kinds of names that are asked for apart from text."""

_MANY = 200
"""A site of more reports keeps the blocks that many of them share apart, and looks at so many to find them."""
_SHARE = 0.05
"""A block that a larger part of the reports has is shared."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table on a page: whose it is, and what begins its ids."""

    report: Report
    table: str
    prefix: str = ""


@dataclass(slots=True)
class _Page:
    """A page while it is put together."""

    blocks: list[TextBlock] = field(default_factory=list)
    tables: list[_Shown] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    figures: list[tuple[str, str, str]] = field(default_factory=list)


class Feed:
    """Makes the pages that a site's index is fed with."""

    def __init__(self, workspace: Workspace, anchors: Anchors) -> None:
        """Read reports and narratives of a loaded site."""
        self._workspace = workspace
        self._layout = workspace.layout
        self._anchors = anchors
        self._shared: dict[str, int] = {}

    @property
    def shared(self) -> tuple[str, ...]:
        """Blocks that many reports share, in the order of their numbers."""
        return tuple(self._shared)

    def find_shared(self, keys: Sequence[tuple[str, int]]) -> None:
        """Look for blocks that many reports share: headings of the form, standing sentences.

        What stands on every page costs every query that meets it the most, so that it is kept once for all.
        """
        if len(keys) <= _MANY:
            return
        sample = [self._report(*key) for key in keys[:: len(keys) // _MANY]]
        found = Counter(text for page in sample for text in {block.text for block in page.blocks})
        shared = sorted(text for text, count in found.items() if count > _SHARE * len(sample) and st.units(text))
        self._shared = {text: number for number, text in enumerate(shared)}

    def report(self, slug: str, year: int, *, order: int) -> str:
        """The page of a report, as HTML for the indexer.

        Args:
            slug: The agency's folder.
            year: The year.
            order: Its place among all pages of its shelf, in which they are found.
        """
        return _html(self._report(slug, year), self._shared, order)

    def agency(self, slug: str, *, order: int) -> str:
        """The page of an agency: its names alone, as what its reports say is found in them."""
        agency = self._agency(slug)
        page = _Page([TextBlock(agency.name, ""), *([TextBlock(agency.short)] if agency.short != agency.name else [])])
        page.names += self._names(agency)
        return _html(page, self._shared, order)

    def made(self, content: str, *, order: int) -> str:
        """A page that is made as HTML, from its content."""
        return _html(_Page(made_blocks(content)), self._shared, order)

    def _report(self, slug: str, year: int) -> _Page:
        report = self._workspace.reports[slug, year]
        agency = self._agency(slug)
        page = _Page()
        texts = dict.fromkeys((agency.name, agency.short, f"{year}年"))
        page.blocks += [TextBlock(text) for text in texts]
        if report.published:
            page.blocks.append(TextBlock(f"{say('page.published')} {report.published.date.isoformat()}"))
        path = self._layout.narrative(slug, year)
        if path.is_file():
            page.blocks += self._text(path.read_text(encoding="utf-8"), report, slug, page)
        elif report.form is not None:
            page.tables += [_Shown(report, section.table) for section in report.form.sections if section.table]
        remarks = remarks_of(report)
        page.blocks += map(TextBlock, (*remarks.sections, *remarks.corrections))
        for shown in page.tables:
            _add_table(page, shown)
        page.names += self._names(agency)
        page.keys.append(st.key(YEAR, str(year)))
        return page

    def _agency(self, slug: str) -> Agency:
        return self._workspace.agencies.get(slug) or Agency(slug, slug, slug)

    @staticmethod
    def _names(agency: Agency) -> list[str]:
        return [st.field(AGENCY, name) for name in dict.fromkeys((agency.name, agency.short))]

    def other(self, markdown: str, folder: str, *, order: int) -> str:
        """The page of a Markdown file that belongs to no report.

        Args:
            markdown: Its text.
            folder: The folder below the docs that it stands in; may be empty.
            order: Its place among all pages of its shelf.
        """
        page = _Page()
        page.blocks += self._text(markdown, None, folder, page)
        for shown in page.tables:
            _add_table(page, shown)
        return _html(page, self._shared, order)

    def _text(self, markdown: str, report: Report | None, slug: str, page: _Page) -> list[TextBlock]:
        lookup = self._workspace.seen_from(report)

        def fill(slot: Slot) -> str:
            if slot.name not in (*_SAID, "table"):
                return ""
            try:
                found = target(slot, report, lookup, agency=slug)
            except UsageError:
                return ""  # the build stops at it elsewhere
            if found is None:
                return ""
            if slot.name != "table":
                return _SAID[slot.name](found)
            other = found.report is not report
            prefix = f"{found.report.agency}-{found.report.year}-" if other else ""
            page.tables.append(_Shown(found.report, table_of(found), prefix))
            return ""

        return text_blocks(markdown, fill, self._anchors)


def form_table(form: Form, table: str) -> str:
    """How the index calls a table of a form."""
    return f"{form.id}.{table}"


def _add_table(page: _Page, shown: _Shown) -> None:
    report, form = shown.report, shown.report.form
    if form is None:
        return
    view = build_table(report, shown.table, prefix=shown.prefix)
    known = form_table(form, shown.table)
    if shown.prefix or any(place.table == shown.table for place, _ in report.heads):
        page.blocks += labels(view.id, view.caption, (block.frame for block in view.blocks))
    else:
        page.keys.append(st.key(TABLE, known))
    rows = [row for block in view.blocks for row in block.rows]
    for row in rows:
        page.blocks += [TextBlock(text, row.id) for text in map(_said, row.figures) if text]
    page.blocks += [TextBlock(note.text, f"{view.id}-n-{note.number}") for note in view.notes]
    figures = ";".join(",".join(map(_number, row.figures)) for row in rows)
    page.numbers.update(number for row in rows for number in map(_number, row.figures) if number)
    page.figures.append((shown.prefix, known, figures))


def labels(name: str, caption: str, blocks: Iterable[BlockFrame]) -> Iterator[TextBlock]:
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


def form_labels(form: Form) -> dict[str, object]:
    """The tables of a form as the search page reads them: title, rows with their labels, all labels with addresses."""
    found: dict[str, object] = {}
    for table in form.tables:
        blocks = table_frame(form, table, prefix=table.id, heads=()).blocks
        rows = [row for block in blocks for row in block.rows]
        found[form_table(form, table.id)] = {
            "title": table.title,
            "rows": [(row.id, row.heads[-1].text if row.heads else "") for row in rows],
            "labels": [(item.anchor, item.text) for item in labels(table.id, table.title, blocks)],
        }
    return found


def _number(figure: Figure) -> str:
    """The bare number of a cell; empty where it holds none."""
    return "" if figure.value is None else f"{abs(Decimal(figure.value)):f}"


def _said(figure: Figure) -> str:
    """What a cell says beside a number."""
    bare = figure.value is not None and figure.unit is None and figure.note is None
    return "" if bare else written(figure)


def _html(page: _Page, shared: Mapping[str, int], order: int) -> str:
    """A page for the indexer: facts, text, names; what is hidden travels with it and is not searched.

    Words that many pages have come first, so that they have the same places on each, which packs well.
    """
    text, anchors, met = [], [], set()
    for block in page.blocks:
        number = shared.get(block.text)
        fed = st.block(block.text) if number is None else st.hidden(str(number))
        if number is not None:
            met.add(number)
        if fed:
            text.append(f"{st.BLOCK if block.anchor is None else st.HEADING} {fed}")
            anchors += [] if block.anchor is None else [block.anchor]
    numbers = {*page.numbers, *(unit for block in page.blocks for unit in st.units(block.text) if st.plain(unit))}
    hidden = json.dumps({"a": anchors, "t": page.figures}, separators=(",", ":"))
    keys = [*dict.fromkeys(page.keys), *(st.key(COMMON, str(number)) for number in sorted(met))]
    words = [st.FACTS, st.hidden(hidden), *keys, st.FACTS, *text, st.FACTS, *page.names, *st.wholes(numbers)]
    body = html.escape(" ".join(words), quote=False)
    begin = f'<!doctype html><html lang="en"><head></head><body data-pagefind-body data-pagefind-sort="order:{order}">'
    return f"{begin}{body}</body></html>"
