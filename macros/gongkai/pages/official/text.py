"""The narrative as parts of an official document: figures in place of the calls for them, tables where they are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.narrative import Heading, Inline, Narrative, NarrativeBlock, Paragraph, Slot
from gongkai.narrative.blocks import other_blocks
from gongkai.narrative.calls import Lookup, resolve_call, table_id
from gongkai.narrative.model import BLOCK_MACROS, Code, ListBlock, MarkdownTable, Other, StyledInline
from gongkai.narrative.plain_text import filled, inline_text, one_line
from gongkai.pages.official.columns import is_landscape
from gongkai.pages.official.model import (
    LineKind,
    OfficialBlock,
    OfficialGrid,
    OfficialHeading,
    OfficialItem,
    OfficialLine,
    OfficialParagraph,
    OfficialTable,
    TextRun,
)
from gongkai.pages.official.review import Remarked, Review, with_remarks
from gongkai.reports import Agency, Report
from gongkai.routes import LINK_SCHEMES
from gongkai.tables import TableView, build_table

_HARD_BREAK = "\u2028"
"""Stands for a line break that is meant, while those of the file are taken out."""

Placed = tuple[int, OfficialBlock]
"""A part with the line of the narrative that it begins in."""


class NarrativeSource(Protocol):
    """What the text of a document is made from."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def agency(self) -> Agency:
        """Who reports."""

    @property
    def lookup(self) -> Lookup:
        """Finds the other reports that the narrative names."""

    def printed(self, slot: Slot) -> str:
        """What a macro call prints between words."""


def narrative_blocks(
    source: NarrativeSource, narrative: Narrative, review: Review
) -> tuple[str, tuple[OfficialBlock, ...]]:
    """The title that a narrative states, else nothing, and the parts below it."""
    blocks = list(narrative.blocks)
    first = next((block for block in blocks if isinstance(block, Heading) and block.level == 1), None)
    title = one_line(inline_text(first.inlines, source.printed)) if first is not None else ""
    writer = _TextParts(source, narrative, review)
    parts_of_blocks = [part for block in blocks if block is not first for part in writer.of(block, 0)]
    remarks = review.lines(parts_of_blocks)
    parts = (
        with_remarks(part, remarks[number]) if number in remarks and isinstance(part, Remarked) else part
        for number, (_, part) in enumerate(parts_of_blocks)
    )
    return title, tuple(parts)


def section_blocks(report: Report, review: Review) -> Iterator[OfficialBlock]:
    """What a document without a narrative holds: the sections of the form that have a table."""
    for section in report.form.sections if report.form is not None else ():
        if section.table is not None:
            yield OfficialHeading(1, (TextRun(section.heading),))
            yield from _own_table(report, section.table, review)


def _own_table(report: Report, table: str, review: Review) -> Iterator[OfficialTable | OfficialLine]:
    view = build_table(report, table)
    landscape = is_landscape(view)
    yield OfficialTable(view, view.caption if landscape else "", landscape, review.table(table))
    yield from _notes(view)


def _notes(view: TableView) -> Iterator[OfficialLine]:
    for note in view.notes:
        text = say("page.note-at", {"place": note.at, "text": note.text}) if note.at else note.text
        yield OfficialLine(LineKind.TABLE_NOTE, note_mark((note.number,)) + text)


def note_mark(numbers: Sequence[int]) -> str:
    """The numbers of notes as they stand in a cell and before the notes; nothing for none."""
    return f"［{','.join(map(str, numbers))}］" if numbers else ""


class _RunStyle(NamedTuple):
    """The style of a run; its attributes are those of ``TextRun``."""

    strong: bool = False
    emphasis: bool = False
    href: str = ""


_PLAIN = _RunStyle()


class _TextParts:
    """Parts of a document while they are made of the blocks of a narrative."""

    def __init__(self, source: NarrativeSource, narrative: Narrative, review: Review) -> None:
        self.source = source
        self.hard_paragraphs = narrative.hard_paragraphs
        self.review = review

    def of(self, block: NarrativeBlock | MarkdownTable, depth: int, line: int | None = None) -> Iterator[Placed]:
        """The parts of a block.

        Args:
            block: The block.
            depth: In how many lists it is.
            line: Where it begins, if its own lines are counted from somewhere else.
        """
        if isinstance(block, MarkdownTable):
            yield line or 0, self._grid(block)
        elif isinstance(block, Heading):
            yield line or block.line, OfficialHeading(max(block.level - 1, 1), self._runs(block.inlines))
        elif isinstance(block, Paragraph):
            yield from self._paragraph(block, line or block.line)
        elif isinstance(block, ListBlock):
            yield from self._items(block, depth, line)
        else:
            yield from self._other(block, depth, line)

    def _paragraph(self, block: Paragraph, line: int) -> Iterator[Placed]:
        """A paragraph, cut at the calls in it that print blocks, as it is on the page."""
        inlines: list[Inline] = []
        for item in (*block.inlines, None):
            if item is not None and not (isinstance(item, Slot) and item.name in BLOCK_MACROS):
                inlines.append(item)
                continue
            runs = self._runs(inlines)
            if runs:
                yield line, OfficialParagraph(runs)
            inlines = []
            if item is not None:
                yield from ((line, part) for part in self._called(item))

    def _items(self, block: ListBlock, depth: int, line: int | None) -> Iterator[Placed]:
        for number, item in enumerate(block.items, start=1):
            for place, inner in enumerate(item):
                if isinstance(inner, Paragraph) and not place:
                    runs = self._runs(inner.inlines)
                    yield line or inner.line, OfficialItem(runs, depth, number if block.ordered else None)
                else:
                    yield from self.of(inner, depth + 1, line)

    def _other(self, block: Other, depth: int, line: int | None) -> Iterator[Placed]:
        markdown = filled(block.markdown, self.source.printed)
        for inner in other_blocks(markdown, hard_paragraphs=self.hard_paragraphs):
            yield from self.of(inner, depth, line or block.line)

    def _grid(self, table: MarkdownTable) -> OfficialGrid:
        width = max(map(len, table.rows))
        return OfficialGrid(tuple(tuple(map(self._runs, (*row, *[()] * (width - len(row))))) for row in table.rows))

    def _called(self, slot: Slot) -> Iterator[OfficialTable | OfficialLine | OfficialParagraph]:
        """The table that a call asks for, and its notes; nothing for what only a web page has."""
        source = self.source
        if slot.name != "table":
            return
        try:
            call = resolve_call(slot, source.report, source.lookup, agency=source.agency.slug)
        except UsageError:
            yield OfficialParagraph((TextRun(slot.code),))  # an error of the report, which stays as it is written
            return
        if call is None:
            return
        table = table_id(call)
        if call.report is source.report:
            yield from _own_table(source.report, table, self.review)
            return
        view = build_table(call.report, table, prefix=f"{call.report.agency}-{call.report.year}-")
        names = {"name": view.caption, "agency": call.report.agency, "year": call.report.year}
        yield OfficialTable(view, say("official.other-table", names), is_landscape(view))
        yield from _notes(view)

    def _runs(self, inlines: Sequence[Inline]) -> tuple[TextRun, ...]:
        """Inline parts as runs, those of one style together, with the line breaks that are not of the file alone."""
        joined: list[tuple[str, _RunStyle]] = []
        for text, style in self._styled(inlines, _PLAIN):
            if joined and joined[-1][1] == style:
                joined[-1] = (joined[-1][0] + text, style)
            else:
                joined.append((text, style))
        lines = [TextRun(one_line(text).replace(_HARD_BREAK, "\n"), *style) for text, style in joined]
        return tuple(run for run in lines if run.text) if any(run.text.strip() for run in lines) else ()

    def _styled(self, inlines: Sequence[Inline], style: _RunStyle) -> Iterator[tuple[str, _RunStyle]]:
        for item in inlines:
            if isinstance(item, Slot):
                yield self.source.printed(item), style
            elif isinstance(item, StyledInline):
                strong = style.strong or item.style == "strong"
                emphasis = style.emphasis or item.style == "em"
                href = item.href if item.href and urlsplit(item.href).scheme in LINK_SCHEMES else style.href
                yield from self._styled(item.children, _RunStyle(strong, emphasis, href))
            elif isinstance(item, Code):
                yield filled(item.text, self.source.printed), style
            else:
                yield _HARD_BREAK if item.hard else item.text, style
