"""Markdown → frozen blocks. Front matter is left out of the blocks, macro calls become slots in their place.

Only the shape that reviewers and exports need is read; the page itself is rendered by MkDocs from the same file.
Calls are taken out before Markdown is read and put back after: a figure is then what it will be on the page, one word
in its place, whether it stands in emphasis, in a link's address or in code.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

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

_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +"[^"]*")? *')
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
_INDENT = 4
_NOT_PLAIN = re.compile(r"```|~~~|<|^\s{0,3}=+\s*$|^[\s|:-]*-[\s|:-]*$|^ {1,3}#|\\$", re.MULTILINE)
"""What may make a heading otherwise, or make a line that begins with # none: fences, HTML, underlines, indents."""


class Narrative:
    """One Markdown file.

    Its blocks are read when they are first asked for: a check of a site asks most files for their headings alone.

    Attributes:
        path: Relative to the site.
        text: As MkDocs reads it, front matter included.
        slots: Every macro call of the file, in order.
        front: Keys of the front matter, each with its line.
    """

    def __init__(self, path: str, text: str, found: Scan) -> None:
        """Take a file's text and what the scan met in it."""
        self.path = path
        self.text = text
        self.slots = found.slots
        self.front = found.front
        self._found = found

    def __reduce__(self) -> tuple[type["Narrative"], tuple[str, str, Scan]]:
        """Between processes only the text goes, with what the scan met; blocks are read again where needed."""
        return Narrative, (self.path, self.text, self._found)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order."""
        reader = _Reader(self.text, self._found)
        return tuple(reader.block(node) for node in SyntaxTreeNode(_markdown().parse(reader.body)).children)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings of the text itself, none within lists.

        Where nothing but lines that begin with # can make one, those are read alone, a tenth of the work.
        """
        body = self.text[self._found.body :]
        if _NOT_PLAIN.search(body):
            return tuple(block for block in self.blocks if isinstance(block, Heading))
        reader = _Reader(self.text, self._found)
        found: list[Block] = []
        for number, line in enumerate(reader.body.split("\n")):
            if line.startswith("#"):
                known = () if reader.sign in line else _plain_heading(line)
                nodes = () if known else SyntaxTreeNode(_markdown().parse(line)).children
                found += [replace(block, line=block.line + number) for block in map(reader.block, nodes)]
                found += [Heading(item.level, item.inlines, reader.offset + number + 1) for item in known]
        return tuple(block for block in found if isinstance(block, Heading))

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Each block's first line and its characters, slots left out."""
        return tuple(block_lines(self.blocks))


def parse_narrative(text: str, *, path: str) -> tuple[Narrative, tuple[Problem, ...]]:
    """Parse one narrative.

    Args:
        text: The Markdown file's text.
        path: Its path relative to the site.

    Returns:
        The narrative, and what the template scan objects to.
    """
    found = scan(text)
    return Narrative(path, normal(text), found), found.problems


class _Markdown(MarkdownIt):
    """CommonMark with tables and admonitions; addresses stay as written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is markdown-it's
        return url


@cache
def _markdown() -> MarkdownIt:
    parser = _Markdown("commonmark").enable("table")
    parser.block.ruler.before("paragraph", "admonition", _admonition, {"alt": ["paragraph", "list"]})
    return parser


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule of markdown-it
    """Take ``!!! note`` or ``??? note`` with all that is indented below it."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if state.is_code_block(start) or not _ADMONITION.fullmatch(first):
        return False
    if silent:
        return True
    last = line = start
    while line + 1 < end and (state.isEmpty(line + 1) or state.sCount[line + 1] - state.blkIndent >= _INDENT):
        line += 1
        last = last if state.isEmpty(line) else line
    token = state.push("admonition", "", 0)
    token.map = [start, last + 1]
    state.line = last + 1
    return True


@lru_cache(maxsize=4096)
def _plain_heading(line: str) -> tuple[Heading, ...]:
    """The heading that a line without a call is, if it is one; section titles are the same in most files."""
    reader = _Reader(line, scan(""))
    blocks = map(reader.block, SyntaxTreeNode(_markdown().parse(line)).children)
    return tuple(block for block in blocks if isinstance(block, Heading))


class _Reader:
    """One file while its syntax tree is turned into blocks."""

    def __init__(self, text: str, found: Scan) -> None:
        sign = next(chr(code) for code in chain(*_PRIVATE_USE) if chr(code) not in text)
        self.sign = sign
        self.mark = re.compile(f"{sign}([0-9]+){sign}")
        self.slots = found.slots
        self.written = [text[start:end] for start, end in found.spans]
        self.lines = text[found.body :].split("\n")
        self.offset = text.count("\n", 0, found.body)
        self.body = _marked(text, found, sign)

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
        """Characters and calls in turn: the pattern's group makes every second part a call's number."""
        for number, part in enumerate(self.mark.split(text)):
            if number % 2:
                yield self.slots[int(part)]
            elif part:
                yield Text(part)

    def _as_written(self, text: str) -> str:
        return self.mark.sub(lambda match: self.written[int(match[1])], text)


def _marked(text: str, found: Scan, sign: str) -> str:
    """The text with a mark for every call; newlines within a call stay, so that lines keep their numbers."""
    parts = []
    position = found.body
    for number, (start, end) in enumerate(found.spans):
        parts.append(text[position:start])
        parts.append(f"{sign}{number}{sign}" + "\n" * text.count("\n", start, end))
        position = end
    parts.append(text[position:])
    return "".join(parts)
