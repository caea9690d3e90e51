"""Markdown → frozen blocks. Front matter is left out of the blocks, macro calls become slots in their place.

Only the shape that reviewers and exports need is read; the page itself is rendered by MkDocs from the same file.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from gongkai.narrative.model import (
    Block,
    Code,
    Heading,
    Inline,
    ListBlock,
    Narrative,
    Other,
    Paragraph,
    Slot,
    Styled,
    Text,
)
from gongkai.narrative.template import Problem, scan


def parse_narrative(text: str, *, path: str) -> tuple[Narrative, tuple[Problem, ...]]:
    """Parse one narrative.

    Args:
        text: The Markdown file's text.
        path: Its path relative to the site.

    Returns:
        The narrative, and what the template scan objects to.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = scan(text)
    body = text[found.body :]
    offset = text.count("\n", 0, found.body)
    reader = _Reader(body.split("\n"), offset, found.slots)
    tree = SyntaxTreeNode(_markdown().parse(body))
    blocks = tuple(reader.block(node) for node in tree.children)
    return Narrative(path, blocks, found.slots, found.front), found.problems


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline.ruler.before("emphasis", "slot", _slot_rule)
    return parser


def _slot_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a markdown-it rule
    """Take ``{{ … }}`` whole, so that stars and underscores inside it are no emphasis."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0:
        return False
    if not silent:
        token: Token = state.push("slot", "", 0)
        token.content = state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


class _Reader:
    """One body while its syntax tree is turned into blocks; slots are handed out in their order."""

    def __init__(self, lines: list[str], offset: int, slots: tuple[Slot, ...]) -> None:
        self.lines = lines
        self.offset = offset
        self.slots = slots

    def block(self, node: SyntaxTreeNode) -> Block:
        start, end = node.map or (0, 0)
        line = start + self.offset + 1
        if node.type == "heading":
            return Heading(int(node.tag[1]), self._inlines(node, line, end + self.offset), line)
        if node.type == "paragraph":
            return Paragraph(self._inlines(node, line, end + self.offset), line)
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(tuple(self.block(child) for child in item.children) for item in node.children)
            return ListBlock(node.type == "ordered_list", items, line)
        return Other("\n".join(self.lines[start:end]), line)

    def _inlines(self, node: SyntaxTreeNode, first: int, last: int) -> tuple[Inline, ...]:
        within = iter([slot for slot in self.slots if first <= slot.line <= last])
        children = node.children[0].children if node.children else []
        return tuple(item for child in children for item in _inline(child, within))


def _inline(node: SyntaxTreeNode, slots: Iterator[Slot]) -> tuple[Inline, ...]:
    if node.type in ("em", "strong", "link"):
        children = tuple(item for child in node.children for item in _inline(child, slots))
        href = str(node.attrs.get("href", "")) if node.type == "link" else None
        return (Styled("a" if node.type == "link" else node.type, children, href),)
    if node.type == "slot":
        found = next(slots, None)
        return (found,) if found is not None else ()
    if node.type == "code_inline":
        for _ in range(node.content.count("{{")):
            next(slots, None)  # a call within code is run all the same, and counted by the scan
        return (Code(node.content),)
    if node.type in ("softbreak", "hardbreak"):
        return (Text("\n"),)
    return (Text(node.content),) if node.content else ()
