"""The text of a workbook as Markdown: what nobody has changed as it was, what somebody has typed as paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.forms import Form
from gongkai.readers.document import Origin
from gongkai.readers.prose import markdown_text
from gongkai.readers.prose.markdown_text import MarkdownItem, bullets, escaped
from gongkai.readers.remarks import Doubt, Remark
from gongkai.readers.workbook.marked_sheet import MarkedRow, MarkedSheet
from gongkai.reports.workbook_marks import TextMark, fingerprint, mark_of

_CALL = "{{"
_SIGNS = ("• ", "- ", "· ")


@dataclass(slots=True)
class ReadText:
    """The text of a workbook while it is read.

    Attributes:
        parts: Pieces of Markdown, to be put one after the other.
        typed: What somebody has typed, and where.
        remarks: What a person should look at.
    """

    parts: list[str] = field(default_factory=list)
    typed: list[tuple[Origin, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    row: MarkedRow
    mark: TextMark | None

    @property
    def text(self) -> str:
        """The text of a row: in the cell before its mark; of a row that was put in, wherever it is."""
        if self.mark is not None:
            return self.row.cells[-1].text if self.row.cells else ""
        sheet_cell = self.row.text_cell
        return sheet_cell.text if sheet_cell is not None else ""

    @property
    def origin(self) -> Origin:
        if self.mark is not None and self.row.cells:
            return self.row.cells[-1].origin
        sheet_cell = self.row.text_cell
        return sheet_cell.origin if sheet_cell is not None else self.row.origin


def _lines(sheet: MarkedSheet) -> Iterator[_Line]:
    for row in sheet.rows:
        line = _Line(row, mark_of(TextMark, row.mark))
        if line.mark is not None or line.text:
            yield line


def report_text(sheet: MarkedSheet, blocks: int) -> ReadText:
    """The page of a report, front matter and title included.

    Args:
        sheet: The sheet of its text.
        blocks: How many blocks it held when it was written.
    """
    content = ReadText()
    seen: set[int] = set()
    for group in _blocks(_lines(sheet)):
        first = group[0].mark
        if first is None:
            _paragraphs(content, group)
            continue
        if first.block is not None:
            seen.add(first.block)
        source = "".join(line.mark.source for line in group if line.mark is not None)
        if first.kind == "front" or fingerprint(line.text for line in group) == first.shown:
            content.parts.append(source)
        else:
            _rewritten(content, group, source)
    missing = blocks - len(seen)
    if missing > 0:
        content.remarks.append(Remark(Doubt.GUESSED, "text-removed", args=(("count", str(missing)),)))
    return content


def _blocks(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Rows by block; a row that was put in is a block of its own."""
    group: list[_Line] = []
    for line in lines:
        begins = line.mark is None or line.mark.block is not None or line.mark.kind == "front"
        if begins and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _rewritten(content: ReadText, group: Sequence[_Line], source: str) -> None:
    """A block whose text was changed: what it was stays, a heading or a list; styles and calls in it do not."""
    texts = [line.text for line in group]
    doubt = Doubt.GUESSED if _CALL in source else Doubt.NOTED
    content.remarks.append(Remark(doubt, "text-edited", group[0].origin, " ".join(texts)))
    _note(content, group)
    kinds = [line.mark.kind if line.mark is not None else "" for line in group]
    first = group[0].mark
    if not any(texts):
        return
    if first is not None and first.kind == "heading":
        _add(content, markdown_text.heading(" ".join(texts), first.level or 1))
    elif all(kind in {"item", "number"} for kind in kinds):
        items = [(_item(text), number if kinds[0] == "number" else None) for number, text in enumerate(texts, start=1)]
        _add(content, bullets([MarkdownItem(escaped(text), number) for text, number in items if text]))
    else:
        _paragraphs(content, group, has_remark=True)


def _item(text: str) -> str:
    """The text of an item without the sign or number that its row shows."""
    bare = text.strip("\u3000 ")
    number, dot, rest = bare.partition(". ")
    if dot and number.isdecimal():
        return rest
    return bare[2:] if bare.startswith(_SIGNS) else bare


def _paragraphs(content: ReadText, group: Sequence[_Line], *, has_remark: bool = False) -> None:
    if not has_remark:
        _note(content, group)
    for line in group:
        for part in markdown_text.paragraphs(line.text):
            _add(content, part)


def _note(content: ReadText, group: Sequence[_Line]) -> None:
    content.typed += [(line.origin, line.text) for line in group if line.text]


def _add(content: ReadText, part: str) -> None:
    """Add a block, with an empty line before and after it."""
    before = "" if not content.parts or content.parts[-1].endswith("\n\n") else "\n"
    content.parts.append(f"{before}{part}\n\n")


def typed_text(sheet: MarkedSheet, form: Form) -> ReadText:
    """The text that was typed into a form, below the form's titles of its sections.

    Args:
        sheet: The sheet of the text.
        form: The form of the report.
    """
    content = ReadText()
    titles = {section.number: section.title for section in form.sections}
    for line in _lines(sheet):
        mark = line.mark
        if mark is not None and mark.kind == "section":
            content.parts.append(markdown_text.heading(f"{mark.name}、{titles.get(mark.name, '')}", 2))
        elif mark is not None and mark.kind == "table":
            table = form.table_index.get(mark.name)
            content.parts += [f'{{{{ table("{table.name.short}") }}}}'] if table is not None else []
        elif line.text and (mark is None or mark.kind != "count"):
            content.typed.append((line.origin, line.text))
            if mark is not None and mark.kind == "aspect":
                content.parts += _aspect(mark.name, line.text)
            else:
                content.parts += markdown_text.paragraphs(line.text)
    return content


def _aspect(name: str, text: str) -> list[str]:
    """The text of an aspect with its name before it once: many type it, and a number, before it."""
    number = r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]{1,2}\s*)?"
    bare = re.sub(rf"\A\s*{number}{re.escape(name)}(?:情况|方面|工作)?[:：。]\s*", "", text, count=1)
    parts = markdown_text.paragraphs(bare)
    return [f"**{name}**：{parts[0]}", *parts[1:]] if parts else []
