"""The narrative as a sheet: a row a paragraph, figures in place of the calls for them, headings as headings.

Each block hides its Markdown in a column of marks, so that a text that nobody has changed comes in again as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.narrative import Heading, Narrative, NarrativeBlock, Paragraph, Slot, other_texts
from gongkai.narrative.calls import resolve_call, table_id
from gongkai.narrative.model import BLOCK_MACROS, ListBlock, Other
from gongkai.narrative.plain_text import filled, inline_text, one_line
from gongkai.renders.export import ReportExport
from gongkai.renders.spreadsheet.book import Book
from gongkai.renders.spreadsheet.measures import height_of, lines_of
from gongkai.renders.spreadsheet.sheet import LONGEST_TEXT, set_page
from gongkai.reports.workbook_marks import TEXT_MARK, TextMark, fingerprint, mark_text

WIDE = 80.0
"""Width of the column of text, in characters."""
_PIECE = 15_000
"""Characters of Markdown that a mark holds; with its escapes it stays within a cell."""
_STYLES = {"item": "item", "number": "item", "part": "here"}


@dataclass(frozen=True, slots=True)
class TextLine:
    """A row of text: what it is and what it shows; a row that shows nothing is hidden."""

    mark: TextMark
    text: str


def write_text(book: Book, export: ReportExport, narrative: Narrative) -> int:
    """Write the sheet of a report's narrative.

    Returns:
        How many blocks it holds.
    """
    sheet = book.sheet(say("sheet.names.text"), kind="text")
    mark = book.style("mark")
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, 8, None, {"hidden": True})
    sheet.write_string(0, 0, say("sheet.text"), book.style("small"))
    sheet.write_string(0, 1, TEXT_MARK, mark)
    lines = list(text_lines(export, narrative))
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 1, mark_text(line.mark), mark)
        if not line.text:
            sheet.set_row(row, None, None, {"hidden": True})
            continue
        style = book.style(_style(line.mark))
        sheet.write_string(row, 0, line.text, style)
        sheet.set_row(row, height_of(lines_of(line.text, WIDE - 4)))
    sheet.print_area(0, 0, len(lines), 0)
    set_page(sheet)
    return sum(line.mark.block is not None for line in lines)


def _style(mark: TextMark) -> str:
    if mark.kind == "heading":
        return f"h{min(mark.level, 3)}"
    return _STYLES.get(mark.kind, "text")


def text_lines(export: ReportExport, narrative: Narrative) -> Iterator[TextLine]:
    """A narrative as rows of text, each block with its Markdown."""
    if narrative.front_text:
        yield TextLine(TextMark("front", source=narrative.front_text), "")
    writer = _Lines(export)
    for number, (block, source) in enumerate(narrative.sources):
        lines = [part for line in writer.of(block) for part in _cut(line)]
        pieces = [source[start : start + _PIECE] for start in range(0, len(source), _PIECE)]
        lines += [TextLine(TextMark("more"), "")] * (len(pieces) - len(lines))
        digest = fingerprint(line.text for line in lines)
        for place, line in enumerate(lines):
            piece, mark = pieces[place] if place < len(pieces) else "", line.mark
            first = TextMark(mark.kind, mark.level, number, piece, digest) if not place else None
            yield TextLine(first or TextMark(mark.kind, mark.level, source=piece), line.text)


def _cut(line: TextLine) -> Iterator[TextLine]:
    """A row as rows that a cell can hold."""
    most = LONGEST_TEXT // 2  # a character takes at most two UTF-16 units
    if len(line.text) <= most:
        yield line
        return
    for start in range(0, len(line.text), most):
        yield TextLine(line.mark, line.text[start : start + most])


class _Lines:
    """Rows of text while they are made of blocks."""

    def __init__(self, export: ReportExport) -> None:
        self.export = export

    def of(self, block: NarrativeBlock) -> list[TextLine]:
        """The rows of a block; at least one."""
        lines = list(self._of(block, 0))
        return lines or [TextLine(TextMark("other"), "")]

    def _of(self, block: NarrativeBlock, depth: int) -> Iterator[TextLine]:
        fill = self.export.printed
        if isinstance(block, Heading):
            yield TextLine(TextMark("heading", block.level), one_line(inline_text(block.inlines, fill)))
        elif isinstance(block, Paragraph):
            slot = _block_call(block)
            mark = TextMark("paragraph") if slot is None else TextMark("part")
            yield TextLine(mark, one_line(inline_text(block.inlines, fill)) if slot is None else self._called(slot))
        elif isinstance(block, ListBlock):
            yield from self._items(block, depth)
        else:
            yield from (TextLine(TextMark("other"), text) for text in self._other(block))

    def _items(self, block: ListBlock, depth: int) -> Iterator[TextLine]:
        kind = "number" if block.ordered else "item"
        for number, item in enumerate(block.items, start=1):
            sign = f"{number}. " if block.ordered else "• "
            for place, inner in enumerate(item):
                if isinstance(inner, Paragraph) and not place:
                    text = one_line(inline_text(inner.inlines, self.export.printed))
                    yield TextLine(TextMark(kind, depth), f"{'　' * depth}{sign}{text}")
                else:
                    yield from self._of(inner, depth + 1)

    def _other(self, block: Other) -> Iterator[str]:
        markdown = filled(block.markdown, self.export.printed)
        if any("|" in line for line in markdown.split("\n")):
            yield from (line.strip() for line in markdown.split("\n") if line.strip(" |:-"))
        else:
            yield from (text for text, _ in other_texts(markdown, hard_paragraphs=False) if text.strip())

    def _called(self, slot: Slot) -> str:
        """What stands in the place of a table; nothing for what only a web page has."""
        if slot.name != "table":
            return ""
        export = self.export
        try:
            call = resolve_call(slot, export.report, export.lookup, agency=export.agency.slug)
        except UsageError:
            return ""
        if call is None:
            return ""
        name = call.form.table_word(table_id(call))
        if call.report is export.report:
            return say("sheet.table-here", {"name": name})
        return say("sheet.table-elsewhere", {"name": name, "agency": call.report.agency, "year": call.report.year})


def _block_call(block: Paragraph) -> Slot | None:
    """The macro that a paragraph consists of and that prints a block; None for any other paragraph."""
    slots = [item for item in block.inlines if isinstance(item, Slot) and item.name in BLOCK_MACROS]
    return slots[0] if slots and len(block.inlines) == 1 else None
