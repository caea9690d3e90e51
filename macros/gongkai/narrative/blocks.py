"""Parses Markdown into frozen blocks, with a ``Slot`` in the place of each macro call."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from textwrap import dedent

from gongkai.narrative.body import Body
from gongkai.narrative.html_text import html_text
from gongkai.narrative.markdown_parser import MarkdownNode, admonition_title, markdown_parser, tree_of
from gongkai.narrative.model import (
    Code,
    Heading,
    Inline,
    ListBlock,
    MarkdownTable,
    NarrativeBlock,
    Other,
    Paragraph,
    Slot,
    StyledInline,
    Text,
    characters,
)

_BREAK = re.compile(r"<br\b")
_PLAIN_LINE = re.compile(
    r"(?:(?P<signs>#{1,6}) (?=[^#]*$))?(?P<text>(?![-\s>~=+|:?#]|\d+[.)])[^\\`*_\[\]<>&!|\t\r\0\f\v]*)(?<!\s)"
)
"""A heading or a line of text in which no sign means anything; such a line alone between blank ones is a paragraph."""
_TEXT_LINE = re.compile(r"(?:\*\*(?=[^\s*]))?(?![-\s>~=+|:?#*_`\[<!&\\]|\d+[.)])[^<|\t\r\0\f\v]+(?<!\s)")
"""A line of text in which signs may mean something, but begin nothing else than a paragraph."""


def other_texts(markdown: str, *, hard_paragraphs: bool) -> Iterator[tuple[str, bool]]:
    """The text that readers see of the Markdown of an ``Other`` without macro calls.

    Args:
        markdown: The Markdown.
        hard_paragraphs: Whether it comes from a text as offices write it.

    Yields:
        The text of a part, such as a cell or a paragraph, and whether the part is a heading.
    """
    return BlockReader(Body("", "\ue000", ()), (), hard_paragraphs=hard_paragraphs).texts(markdown)


def other_blocks(markdown: str, *, hard_paragraphs: bool) -> Iterator[Heading | Paragraph | ListBlock | MarkdownTable]:
    """What the Markdown of an ``Other`` without macro calls consists of, for a document that has blocks and tables.

    A quotation and an admonition give the blocks in them, the title of the latter as a paragraph of strong emphasis;
    each line of code and of HTML is a paragraph. Lines are counted from the first of the Markdown.

    Args:
        markdown: The Markdown.
        hard_paragraphs: Whether it comes from a text as offices write it.
    """
    lines = range(1, markdown.count("\n") + 2)
    return BlockReader(Body(markdown, "\ue000", lines), (), hard_paragraphs=hard_paragraphs).parts()


@lru_cache(maxsize=4096)
def plain_heading(line: str, *, hard_paragraphs: bool) -> tuple[Heading, ...]:
    """The heading, if any, in a line without macro calls; cached, as section titles are the same in most files."""
    reader = BlockReader(Body(line, "\ue000", (1,)), (), hard_paragraphs=hard_paragraphs)
    return tuple(block for block in reader.blocks(line) if isinstance(block, Heading))


class BlockReader:
    """Turns a file's Markdown into blocks."""

    def __init__(self, body: Body, slots: Sequence[Slot], *, hard_paragraphs: bool) -> None:
        """Read from a body.

        Args:
            body: The file's text as it is parsed.
            slots: Its macro calls, in order.
            hard_paragraphs: Whether it is a body of text as offices write it.
        """
        self._body = body
        self._slots = slots
        self._markdown = markdown_parser(hard_paragraphs=hard_paragraphs)

    def blocks(self, text: str, first: int = 0) -> tuple[NarrativeBlock, ...]:
        """The blocks of some lines of the body.

        Args:
            text: The lines.
            first: Number of the first of them, from 0.
        """
        return tuple(block for _, block in self.placed(text, first))

    def placed(self, text: str, first: int = 0) -> tuple[tuple[int, NarrativeBlock], ...]:
        """The same, each with the number of its first line in the body, from 0."""
        lines = text.split("\n")
        plain = self._plain(lines, first)
        return tuple(self._parsed(text, lines, first)) if plain is None else plain

    def _parsed(self, text: str, lines: Sequence[str], first: int) -> Iterator[tuple[int, NarrativeBlock]]:
        for node in tree_of(self._markdown.parse(text)):
            yield first + (node.map or (0,))[0], self._block(node, lines, first, nested=False)

    def _plain(self, lines: Sequence[str], first: int) -> tuple[tuple[int, NarrativeBlock], ...] | None:
        """The same for lines that are headings and paragraphs of one line alone; None where one is anything else.

        Most narratives are such. The parser is asked only for lines with signs in them; that takes a tenth of the time.
        """
        numbered_blocks: list[tuple[int, NarrativeBlock]] = []
        former = ""
        for number, text in enumerate(lines, first):
            match = _PLAIN_LINE.fullmatch(text) if text else None
            signs = match["signs"] if match is not None else None
            if former and text and not signs:
                return None  # a paragraph that goes on
            if match is not None:
                inlines, line = tuple(self._text(match["text"])), self._body.lines[number]
                numbered_blocks.append(
                    (number, Heading(len(signs), inlines, line) if signs else Paragraph(inlines, line))
                )
            elif text:
                if not _TEXT_LINE.fullmatch(text):
                    return None
                numbered_blocks += self._parsed(text, (text,), number)
            former = "" if signs else text
        return tuple(numbered_blocks)

    def texts(self, markdown: str) -> Iterator[tuple[str, bool]]:
        """The text that readers see of Markdown such as an ``Other`` holds, part by part.

        Args:
            markdown: The Markdown: a table, a quotation, an admonition, code, HTML.

        Yields:
            The text of a part, and whether the part is a heading.
        """
        for node, parent in (pair for top in tree_of(self._markdown.parse(markdown)) for pair in top.walk()):
            if node.type == "inline":
                parts = tuple(item for child in node.children for item in self._inline(child))
                yield characters(parts), parent == "heading"
            elif node.type in ("fence", "code_block"):
                yield node.content, False
            elif node.type == "html_block":
                yield html_text(node.content), False
            elif node.type == "admonition" and node.map:
                first, *body = markdown.split("\n")[slice(*node.map)]
                yield admonition_title(first.strip()), False
                yield from self.texts(dedent("\n".join(body)))

    def parts(self) -> Iterator[Heading | Paragraph | ListBlock | MarkdownTable]:
        """The blocks of the body, those in quotations and admonitions included; see ``other_blocks``."""
        yield from self._parts(tree_of(self._markdown.parse(self._body.text)), self._body.text)

    def _parts(
        self, nodes: Sequence[MarkdownNode], text: str
    ) -> Iterator[Heading | Paragraph | ListBlock | MarkdownTable]:
        lines = text.split("\n")
        for node in nodes:
            if node.type == "blockquote":
                yield from self._parts(node.children, text)
            elif node.type == "table":
                rows = (row for part in node.children for row in part.children)
                yield MarkdownTable(tuple(tuple(self._inlines(cell) for cell in row.children) for row in rows))
            elif node.type == "admonition" and node.map:
                first, *body = lines[slice(*node.map)]
                title = admonition_title(first.strip())
                if title:
                    yield Paragraph((StyledInline("strong", (Text(title),)),), 1)
                inner = dedent("\n".join(body))
                yield from self._parts(tree_of(self._markdown.parse(inner)), inner)
            elif node.type in ("fence", "code_block", "html_block"):
                source_text = html_text(node.content) if node.type == "html_block" else node.content
                yield from (Paragraph((Text(line),), 1) for line in source_text.split("\n") if line.strip())
            else:
                block = self._block(node, lines, 0, nested=False)
                if not isinstance(block, Other):
                    yield block

    def _block(self, node: MarkdownNode, lines: Sequence[str], first: int, *, nested: bool) -> NarrativeBlock:
        start, end = node.map or (0, 0)
        line = self._body.lines[first + start]
        if node.type == "heading":
            return Heading(int(node.tag[1]), self._inlines(node), line)
        if node.type == "paragraph":
            return Paragraph(self._inlines(node), line)
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(
                tuple(self._block(child, lines, first, nested=True) for child in item.children)
                for item in node.children
            )
            return ListBlock(node.type == "ordered_list", items, line)
        markdown = "\n".join(lines[start:end])
        return Other(
            self._body.as_written(dedent(markdown) if nested and node.type != "code_block" else markdown), line
        )

    def _inlines(self, node: MarkdownNode) -> tuple[Inline, ...]:
        children = node.children[0].children if node.children else []
        return tuple(item for child in children for item in self._inline(child))

    def _inline(self, node: MarkdownNode) -> Iterator[Inline]:
        if node.type in ("em", "strong", "link"):
            children = tuple(item for child in node.children for item in self._inline(child))
            href = self._body.as_written(str(node.attrs.get("href", ""))) if node.type == "link" else None
            yield StyledInline("a" if node.type == "link" else node.type, children, href)
        elif node.type == "code_inline":
            yield Code(self._body.as_written(node.content))
        elif node.type in ("softbreak", "hardbreak"):
            yield Text("\n", hard=node.type == "hardbreak")
        elif node.type == "html_inline":
            yield from [Text("\n", hard=True)] if _BREAK.match(node.content) else []
        else:
            yield from self._text(node.content)

    def _text(self, text: str) -> Iterator[Inline]:
        """Plain text and slots in turn: a split at a pattern with one group gives text and slot number by turns."""
        for number, part in enumerate(self._body.placeholder.split(text)):
            if number % 2:
                yield self._slots[int(part)]
            elif part:
                yield Text(part)
