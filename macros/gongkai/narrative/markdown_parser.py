"""The parser that reads a page's Markdown for checks and exports: CommonMark with tables and admonitions.

The page itself is rendered by MkDocs, with Python-Markdown; where the two differ and it matters, this parser is set
up to read as that one does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from gongkai.narrative.office import sets_apart

_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +"(?P<title>[^"]*)")? *')
_INDENT = 4


@cache
def markdown_parser(*, any_address: bool = False, hard_paragraphs: bool = False) -> MarkdownIt:
    """The parser, set up once a process. An admonition is one token of the type ``admonition``.

    Args:
        any_address: Whether any address makes a link, as it does for Python-Markdown; markdown-it itself leaves
            ``[text](javascript:…)`` as text.
        hard_paragraphs: Whether it reads text of offices, as ``office`` writes it as Markdown.
    """
    parser = _AnyAddress("commonmark") if any_address else _AddressAsWritten("commonmark")
    parser.enable("table")
    parser.block.ruler.before("paragraph", "admonition", _admonition, {"alt": ["paragraph", "list"]})
    if hard_paragraphs:
        parser.inline.ruler.at("emphasis", _emphasis)
    return parser


@dataclass(slots=True)
class MarkdownNode:
    """A block or an inline of a text, which knows the nodes in it, and not the one around it.

    markdown-it's own ``SyntaxTreeNode`` knows both: Python frees such only by looking through all objects.

    Attributes:
        type: What markdown-it calls its token, without ``_open``.
        tag: Its HTML element, if it is one.
        map: Its first line and the one after its last, from 0; None for an inline.
        attrs: The attributes of the element.
        content: Its text, where it has no nodes.
        children: The nodes in it.
    """

    type: str
    tag: str
    map: Sequence[int] | None
    attrs: Mapping[str, str | int | float]
    content: str
    children: list["MarkdownNode"] = field(default_factory=list)

    def walk(self, parent: str = "") -> Iterator[tuple["MarkdownNode", str]]:
        """The node and all nodes in it, each with the type of the one that it is in."""
        yield self, parent
        for child in self.children:
            yield from child.walk(self.type)


def tree_of(tokens: Sequence[Token]) -> list[MarkdownNode]:
    """The nodes of a text.

    Args:
        tokens: Its tokens: blocks in order, or the inlines of one of them.
    """
    nodes: list[MarkdownNode] = []
    open_lists = [nodes]
    for token in tokens:
        if token.nesting < 0:
            open_lists.pop()
            continue
        kind = token.type.removesuffix("_open")
        node = MarkdownNode(kind, token.tag, token.map, token.attrs, token.content, tree_of(token.children or ()))
        open_lists[-1].append(node)
        if token.nesting > 0:
            open_lists.append(node.children)
    return nodes


def admonition_title(line: str) -> str:
    """The title in the first line of an admonition; empty where it states none."""
    match = _ADMONITION.fullmatch(line)
    return (match["title"] if match is not None else None) or ""


class _AddressAsWritten(MarkdownIt):
    """Leaves the addresses of links as they are written, without percent-encoding them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is markdown-it's
        return url


class _AnyAddress(_AddressAsWritten):
    """Makes a link of any address."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        del url
        return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule of markdown-it
    """Parse ``!!! note`` or ``??? note``, and the indented lines below it, as one token."""
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
    token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False)
    state.line = last + 1
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule of markdown-it
    """Take signs of emphasis as ``office`` does, and not as CommonMark does, which makes none beside Chinese marks."""
    start, sign = state.pos, state.src[state.pos]
    if silent or sign not in "*_":
        return False
    end = start + 1
    while end < state.posMax and state.src[end] == sign:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = sets_apart(sign, end - start, before, after)
    for _ in range(start, end):
        token = state.push("text", "", 0)
        token.content = sign
        state.delimiters.append(
            Delimiter(ord(sign), length=end - start, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True
