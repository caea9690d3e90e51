"""Collects the paragraphs, tables and pictures of an HTML tree, in order, without judging what belongs to the report.

The walk keeps a stack of its own, because deep nesting would exceed the limit of recursion. Scripts, styles, controls
and hidden elements have no text. Tables are returned as written; the content of layout tables is read as text.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.document.spans import SourceCell
from gongkai.readers.document.text_styles import PLAIN, spans_of
from gongkai.readers.document.whitespace import BREAK, collapse_spaces, lines_of, paragraphs_of
from gongkai.readers.html import visibility
from gongkai.readers.html.elements import (
    BLOCK_TAGS,
    LEFT_TAG,
    ROW_GROUP_TAGS,
    SLOT_TAG,
    STYLE_TAGS,
    is_without_text,
    styled,
)
from gongkai.readers.html.layout_tables import texts_apart, title_first
from gongkai.readers.html.open_parts import OpenTable, OpenText, whole

SlotBlocks = Mapping[str, Sequence[DraftBlock]]


class BlockCollector:
    """Collects the blocks of one tree."""

    def __init__(self, *, hidden: bool = False, styles: bool = False, slots: SlotBlocks | None = None) -> None:
        """Create an empty collector.

        Args:
            hidden: Whether elements that the page hides are read as well.
            styles: Whether emphasis and links are kept.
            slots: Blocks that stand in the place of elements of ``SLOT_TAG``, by the id of these.
        """
        self._slots = slots or {}
        self._hidden = hidden
        self._styles = [PLAIN] if styles else []
        self._drafts: list[DraftBlock] = []
        self._text = OpenText()
        self._cells: list[tuple[OpenText, Any]] = []
        self._tables: list[OpenTable] = []
        self._links = 0
        self._item: list[bool] = []
        self._numbers: list[int | None] = []
        self._level = 0
        self._layout: Collection[Any] = ()
        self._marks: set[Any] = set()
        self._unseen_texts: list[str] = []
        self._preformatted: frozenset[Any] = frozenset()

    def read(self, root: Any, layout: Collection[Any]) -> list[DraftBlock]:
        """The blocks of an element and all that is in it.

        Args:
            root: An element of lxml.
            layout: The tables that only lay out the page.
        """
        self._layout = layout
        self._preformatted = frozenset(element for pre in root.iter("pre") for element in pre.iter())
        for element, entering in _walk(root, self._is_silent):
            if entering is None:
                if element.tag == LEFT_TAG:
                    self._unseen_texts.append(element.text)
                elif self._cells and isinstance(element.tag, str):
                    self._add(visibility.control_text(element), element)
                self._add(element.tail, element)
            elif entering:
                self._enter(element, element.tag)
                self._add(element.text, element)
            else:
                self._leave(element, element.tag)
                if element is not root:
                    self._add(element.tail, element.getparent())
        self._flush()
        self._say_left(at_end=True)
        return title_first(self._drafts)

    def _is_silent(self, element: Any) -> bool:
        return is_without_text(element) or (not self._hidden and visibility.is_hidden(element))

    def _add(self, text: str | None, element: Any) -> None:
        if not text:
            return
        holder = self._text
        if holder.line is None and text.strip():
            holder.line, holder.element = element.sourceline, element
        if self._styles and self._styles[-1] != PLAIN:
            holder.styles[len(holder.parts)] = self._styles[-1]
        holder.parts.append(text.replace("\n", BREAK) if element in self._preformatted else text)
        if self._links:
            holder.linked += len(text.strip())

    # Beginning and end of an element

    def _enter(self, element: Any, tag: str) -> None:
        if self._styles and tag in STYLE_TAGS:
            self._styles.append(styled(self._styles[-1], element))
        if tag == "br":
            self._text.parts.append(BREAK)
        elif tag == "img":
            self._picture(element)
        elif tag == SLOT_TAG:
            self._fill(element)
        elif tag == "a":
            self._links += element.get("href") is not None
        elif tag in BLOCK_TAGS:
            self._flush()
            self._enter_block(element, tag)
        elif visibility.is_raised(element):
            self._raised(element)

    def _enter_block(self, element: Any, tag: str) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._level = int(tag[1:])
        elif tag in {"ul", "ol"}:
            start = whole(element.get("start"), 1)
            self._numbers.append(start if tag == "ol" else None)
        elif tag == "li":
            self._item.append(True)
        elif tag == "table":
            self._enter_table(element)
        elif self._tables and element not in self._layout:
            self._enter_part(element, tag)

    def _enter_table(self, element: Any) -> None:
        if element not in self._layout and not self._cells:
            self._tables.append(OpenTable(element.sourceline, element))

    def _enter_part(self, element: Any, tag: str) -> None:
        """A part of the open table; within a cell it belongs to a nested table, of which only the text counts."""
        if self._cells:
            return
        table = self._tables[-1]
        if tag in ROW_GROUP_TAGS:
            table.end_row()
            table.group += 1
            table.kind = tag
        elif tag == "tr":
            table.end_row()
            table.cells = []
        elif tag in {"td", "th"}:
            if table.cells is None:
                table.cells = []
            self._cells.append((self._text, element))
            self._text = OpenText(line=element.sourceline, element=element)

    def _leave(self, element: Any, tag: str) -> None:
        if self._styles and tag in STYLE_TAGS:
            self._styles.pop()
        if tag == "a":
            self._links -= element.get("href") is not None
        elif element in self._marks:
            self._text.parts.append("]")
        elif tag in BLOCK_TAGS:
            self._flush()
            self._leave_block(element, tag)

    def _leave_block(self, element: Any, tag: str) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._level = 0
        elif tag in {"ul", "ol"} and self._numbers:
            self._numbers.pop()
        elif tag == "li" and self._item:
            self._item.pop()
        elif self._cells and element is self._cells[-1][1]:
            self._leave_cell(element)
        elif self._tables and not self._cells:
            self._leave_part(element, tag)

    def _leave_cell(self, element: Any) -> None:
        text = "\n".join(lines_of("".join(self._text.parts)))
        if self._text.picture and not text:  # a figure may be in it: no blank cell
            text = words_of_picture(self._text.picture)
        elif not text and len(element):
            text = visibility.unseen_in(element, self._is_silent)
        spans = (whole(element.get("colspan"), 1), whole(element.get("rowspan"), 1))
        cells = self._tables[-1].cells
        if cells is not None:
            cells.append(SourceCell(text, *spans, element.sourceline))
        self._text = self._cells.pop()[0]

    def _leave_part(self, element: Any, tag: str) -> None:
        table = self._tables[-1]
        if tag in ROW_GROUP_TAGS:
            table.end_row()
            table.group += 1
            table.kind = ""
        elif tag == "tr":
            table.end_row()
        elif element is table.element:
            table.end_row()
            self._tables.pop()
            self._drafts += map(table.draft, texts_apart(table.ordered()))
            self._drafts.extend(table.after)

    # Text, pictures and small figures

    def _flush(self) -> None:
        if self._cells:
            self._text.parts.append(BREAK)
            return
        if not self._text.parts:  # and so nothing else of it
            self._say_left()
            return
        text, self._text = self._text, OpenText()
        raw = "".join(text.parts)
        texts = ["\n".join(lines_of(raw))] if self._level else paragraphs_of(raw)
        spans = spans_of(texts, text.pieces()) if text.styles else [()] * len(texts)
        for one, styles in zip(texts, spans, strict=True):
            if not one:
                continue
            draft = DraftBlock(one, self._level, line=text.line, linked=text.linked // len(texts), element=text.element)
            draft.styles = styles
            self._mark_item(draft)
            self._drafts.append(draft)
        self._say_left()

    def _say_left(self, *, at_end: bool = False) -> None:
        """Give what was left out to the paragraph right before it; where there is none, the next one has it."""
        near = self._drafts if at_end else self._drafts[-1:]
        texts = [draft for draft in near if draft.rows is None and not draft.picture] if self._unseen_texts else []
        for draft in texts[-1:]:
            draft.unseen_texts = (*draft.unseen_texts, *self._unseen_texts)
            self._unseen_texts.clear()
        if at_end and self._unseen_texts:
            self._drafts.append(DraftBlock(unseen_texts=tuple(self._unseen_texts)))

    def _mark_item(self, draft: DraftBlock) -> None:
        """Mark the first paragraph of a list item as the item; its other paragraphs are ordinary ones."""
        if not self._item or not self._item[-1]:
            return
        self._item[-1] = False
        draft.item = True
        draft.depth = max(len(self._numbers) - 1, 0)
        if self._numbers and self._numbers[-1] is not None:
            draft.number = self._numbers[-1]
            self._numbers[-1] += 1

    def _picture(self, element: Any) -> None:
        name = visibility.picture_name(element)
        draft = DraftBlock(name, line=element.sourceline, picture=True, element=element)
        if self._links:
            draft.linked = len(name) + 1
        if self._tables:
            self._tables[-1].after.append(draft)
            if self._cells and not visibility.is_spacer(element):
                self._text.picture = visibility.with_picture(self._text.picture, name)
        else:
            self._flush()
            self._drafts.append(draft)

    def _fill(self, element: Any) -> None:
        """Put in the blocks of a slot; in a cell their text alone."""
        for draft in self._slots.get(element.get("id") or "", ()):
            if not self._cells:
                self._flush()
                draft.element = element
                self._drafts.append(draft)
            elif draft.picture:
                self._text.picture = visibility.with_picture(self._text.picture, draft.text)
            else:
                self._text.parts.append(f"{BREAK}{draft.words()}{BREAK}")

    def _raised(self, element: Any) -> None:
        """Put a raised mark after a figure into brackets: 22 with the footnote mark 1 must not read 221."""
        before = "".join(self._text.parts[-2:]).rstrip()
        text = next(filter(None, map(collapse_spaces, element.itertext())), "")
        if before[-1:].isdigit() and text[:1].isdigit():
            self._text.parts.append("[")
            self._marks.add(element)


def _walk(root: Any, is_silent: Any) -> Iterator[tuple[Any, bool | None]]:
    """Elements at their beginning (True) and end (False); silent ones and comments, whose tail alone counts (None)."""
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        element, entering = stack.pop()
        if not entering:
            yield element, False
        elif not isinstance(element.tag, str) or (element is not root and is_silent(element)):
            yield element, None
        else:
            yield element, True
            if not len(element):
                yield element, False
                continue
            stack.append((element, False))
            stack.extend([(child, True) for child in reversed(element)])
