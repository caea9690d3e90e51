"""The parser that reads a page's Markdown for checks and exports: CommonMark with tables and admonitions.

The page itself is rendered by MkDocs, with Python-Markdown; where the two differ and it matters, this parser is set
up to read as that one does.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +"[^"]*")? *')
_INDENT = 4


@cache
def markdown_parser(*, any_address: bool = False) -> MarkdownIt:
    """The parser, set up once a process. An admonition is one token of the type ``admonition``.

    Args:
        any_address: Whether any address makes a link, as it does for Python-Markdown; markdown-it itself leaves
            ``[text](javascript:…)`` as text.
    """
    parser = _AnyAddress("commonmark") if any_address else _AddressAsWritten("commonmark")
    parser.enable("table")
    parser.block.ruler.before("paragraph", "admonition", _admonition, {"alt": ["paragraph", "list"]})
    return parser


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
    state.line = last + 1
    return True
