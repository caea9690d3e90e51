"""Parses Markdown into frozen blocks, with a ``Slot`` in the place of each macro call; front matter is left out.

Only what checks and exports need is kept; the page itself is rendered by MkDocs from the same file. Before Markdown is
parsed, each call is replaced by a placeholder, and after it the placeholder by the slot. So a call is one word to the
parser, as its figure will be on the page, whether it is in emphasis, in a link's address or in code.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain

from markdown_it.tree import SyntaxTreeNode

from gongkai.narrative.markdown_parser import markdown_parser
from gongkai.narrative.model import (
    Block,
    Code,
    Heading,
    Inline,
    ListBlock,
    Other,
    Paragraph,
    Problem,
    Styled,
    Text,
    block_lines,
)
from gongkai.narrative.template import Scan, normal, scan

_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
_NOT_NEWLINE = re.compile(r"[^\n]")
_NOT_PLAIN = re.compile(r"```|~~~|<|^\s{0,3}=+\s*$|^[\s|:-]*-[\s|:-]*$|^ {1,3}#|\\$", re.MULTILINE)
"""Fences, HTML, underlines, indents: with one of them, lines with # may be no headings, and other lines may be some."""


class Narrative:
    """One Markdown file.

    Its blocks are parsed on first access, because a check of a site needs only the headings of most files.

    Attributes:
        path: Relative to the site.
        text: As MkDocs reads it, front matter included.
        slots: Every macro call of the file, in order.
        front: Keys of the front matter, each with its line.
    """

    def __init__(self, path: str, text: str, scanned: Scan) -> None:
        """Keep a file's text and the result of its template scan."""
        self.path = path
        self.text = text
        self.slots = scanned.slots
        self.front = scanned.front
        self._scanned = scanned

    def __reduce__(self) -> tuple[type["Narrative"], tuple[str, str, Scan]]:
        """Send only the text and its scan to another process; blocks are parsed again there if they are needed."""
        return Narrative, (self.path, self.text, self._scanned)

    @property
    def body(self) -> str:
        """The text behind the front matter."""
        return self.text[self._scanned.body :]

    @property
    def text_without_calls(self) -> str:
        """The text behind the front matter with a number for every call; lines keep their places."""
        return _with_placeholders(self.text, self._scanned, "")

    @property
    def masked(self) -> str:
        """The file's text with blanks for front matter and calls; every other character keeps its place."""
        parts, position = [], 0
        for start, end in ((0, self._scanned.body), *self._scanned.spans):
            parts += [self.text[position:start], _NOT_NEWLINE.sub(" ", self.text[start:end])]
            position = end
        return "".join([*parts, self.text[position:]])

    @property
    def faulty_lines(self) -> tuple[int, ...]:
        """Lines in which the scan objects to something."""
        return tuple(problem.line for problem in self._scanned.problems)

    @property
    def body_line(self) -> int:
        """How many lines the front matter takes."""
        return self.text.count("\n", 0, self._scanned.body)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order."""
        reader = _Reader(self.text, self._scanned)
        return tuple(reader.block(node) for node in SyntaxTreeNode(markdown_parser().parse(reader.body)).children)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings at the top level, in order; those in lists and quotations are left out.

        Where only lines that begin with # can be headings, only those lines are parsed, in a tenth of the time.
        """
        body = self.text[self._scanned.body :]
        if _NOT_PLAIN.search(body):
            return tuple(block for block in self.blocks if isinstance(block, Heading))
        reader = _Reader(self.text, self._scanned)
        headings: list[Block] = []
        for number, line in enumerate(reader.body.split("\n")):
            if line.startswith("#"):
                plain = () if reader.sign in line else _plain_heading(line)
                nodes = () if plain else SyntaxTreeNode(markdown_parser().parse(line)).children
                headings += [replace(block, line=block.line + number) for block in map(reader.block, nodes)]
                headings += [Heading(item.level, item.inlines, reader.offset + number + 1) for item in plain]
        return tuple(block for block in headings if isinstance(block, Heading))

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """First line and plain text of each block, without macro calls."""
        return tuple(block_lines(self.blocks))


def parse_narrative(text: str, *, path: str) -> tuple[Narrative, tuple[Problem, ...]]:
    """Parse one narrative.

    Args:
        text: The Markdown file's text.
        path: Its path relative to the site.

    Returns:
        The narrative, and the problems that the template scan reports.
    """
    scanned = scan(text)
    return Narrative(path, normal(text), scanned), scanned.problems


@lru_cache(maxsize=4096)
def _plain_heading(line: str) -> tuple[Heading, ...]:
    """The heading, if any, in a line without macro calls; cached, as section titles are the same in most files."""
    reader = _Reader(line, scan(""))
    blocks = map(reader.block, SyntaxTreeNode(markdown_parser().parse(line)).children)
    return tuple(block for block in blocks if isinstance(block, Heading))


class _Reader:
    """Turns the syntax tree of one file into blocks."""

    def __init__(self, text: str, scanned: Scan) -> None:
        sign = next(chr(code) for code in chain(*_PRIVATE_USE) if chr(code) not in text)
        self.sign = sign
        self.placeholder = re.compile(f"{sign}([0-9]+){sign}")
        self.slots = scanned.slots
        self.written = [text[start:end] for start, end in scanned.spans]
        self.lines = text[scanned.body :].split("\n")
        self.offset = text.count("\n", 0, scanned.body)
        self.body = _with_placeholders(text, scanned, sign)

    def block(self, node: SyntaxTreeNode) -> Block:
        start, end = node.map or (0, 0)
        line = start + self.offset + 1
        if node.type == "heading":
            return Heading(int(node.tag[1]), self._inlines(node), line)
        if node.type == "paragraph":
            return Paragraph(self._inlines(node), line)
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(tuple(self.block(child) for child in item.children) for item in node.children)
            return ListBlock(node.type == "ordered_list", items, line)
        return Other("\n".join(self.lines[start:end]), line)

    def _inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        children = node.children[0].children if node.children else []
        return tuple(item for child in children for item in self._inline(child))

    def _inline(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        if node.type in ("em", "strong", "link"):
            children = tuple(item for child in node.children for item in self._inline(child))
            href = self._as_written(str(node.attrs.get("href", ""))) if node.type == "link" else None
            yield Styled("a" if node.type == "link" else node.type, children, href)
        elif node.type == "code_inline":
            yield Code(self._as_written(node.content))
        elif node.type in ("softbreak", "hardbreak"):
            yield Text("\n")
        else:
            yield from self._text(node.content)

    def _text(self, text: str) -> Iterator[Inline]:
        """Plain text and slots in turn: a split at a pattern with one group gives text and slot number by turns."""
        for number, part in enumerate(self.placeholder.split(text)):
            if number % 2:
                yield self.slots[int(part)]
            elif part:
                yield Text(part)

    def _as_written(self, text: str) -> str:
        return self.placeholder.sub(lambda match: self.written[int(match[1])], text)


def _with_placeholders(text: str, scanned: Scan, sign: str) -> str:
    """The text with a placeholder for every call; newlines in a call are kept, so that line numbers stay right."""
    parts = []
    position = scanned.body
    for number, (start, end) in enumerate(scanned.spans):
        parts.append(text[position:start])
        parts.append(f"{sign}{number}{sign}" + "\n" * text.count("\n", start, end))
        position = end
    parts.append(text[position:])
    return "".join(parts)
