"""Cuts a narrative into pieces: headings, lists, tables, code and the like, and lines that are nothing of the kind.

Where Python-Markdown and CommonMark agree what a piece is, it is that here. Where they do not, it is taken for what can
be written anew in a way that both read alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from gongkai.narrative.office.lines import TAB, OfficeLine
from gongkai.narrative.office.lists import ListItem, read_list


class PieceKind(Enum):
    """What a piece of a narrative is."""

    BLANK = auto()
    TEXT = auto()
    HEADING = auto()
    UNDERLINED = auto()
    """A heading with a line of ``=`` or ``-`` below it."""
    TABLE = auto()
    LIST = auto()
    QUOTE = auto()
    BOX = auto()
    """An admonition: a line and what is indented below it."""
    HTML = auto()
    VERBATIM = auto()
    """Code, a rule, a definition: left as it is."""
    ATTACHED = auto()
    """What belongs to the line before: a list of attributes, the explanation of a term."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a narrative.

    Attributes:
        kind: What it becomes in Markdown.
        lines: Its lines.
        items: Of a list, its items.
    """

    kind: PieceKind
    lines: tuple[OfficeLine, ...]
    items: tuple[ListItem, ...] = ()


_PLAIN = re.compile(r"[^\s\d#>`~<!?=*+_|:\[{-][^|]*$")
"""A line that begins no piece and can be no head of a table: text, as most lines are."""
_RULE = re.compile(r"(?:-(?: {0,2}-){2,}|_(?: {0,2}_){2,}|\*(?: {0,2}\*){2,}) {0,2}")
"""One sign after the other, so that a line of dashes with text after it can be read in one way only."""
_HEADING = re.compile(r"#{1,6}(?!#)")
_UNDERLINE = re.compile(r"={2,}|-{3,}")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[ -_a-}]*")
_BOX = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*(?: +"[^"]*")?|=== +"[^"]*"')
_DELIMITERS = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?|\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+")
_DEFINITION = re.compile(r"\*?\[[^\]\\]+\]:")
_ATTACHED = re.compile(r"\{:[^{}]*\}|: {1,3}\S.*")
_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)(?=[\s/>]|$)", re.IGNORECASE)
_BLOCK_TAGS = frozenset(
    {"address", "article", "aside", "audio", "blockquote", "body", "center", "colgroup", "dd", "details", "dialog"}
    | {"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "head", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "meta", "nav"}
    | {"noscript", "object", "ol", "p", "pre", "script", "section", "style", "summary", "svg", "table", "tbody", "td"}
    | {"textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video"}
)
_EMPTY_TAGS = frozenset({"hr", "link", "meta"})


def pieces(lines: Sequence[OfficeLine]) -> Iterator[Piece]:
    """Cut lines into pieces, in order; every line is in one of them."""
    position, former = 0, PieceKind.BLANK
    while position < len(lines):
        piece = _piece(lines, position, former)
        yield piece
        former = piece.kind
        position += len(piece.lines)


def cells(row: str) -> list[str]:
    """A row of a table, cut at its bars; the bars are not in the parts."""
    return _PIPE.split(row)


def _piece(lines: Sequence[OfficeLine], start: int, former: PieceKind) -> Piece:
    line = lines[start]
    if line.blank:
        return Piece(PieceKind.BLANK, (line,))
    if not _PLAIN.match(line.text):
        block = _block(lines, start, former)
        if block is not None:
            return block
    end = start + 1 + _is_underlined(lines, start)
    return _up_to(PieceKind.TEXT if end == start + 1 else PieceKind.UNDERLINED, lines, start, end)


def _block(lines: Sequence[OfficeLine], start: int, former: PieceKind) -> Piece | None:
    """The piece that begins at a line; None where the line is text."""
    line = lines[start]
    if line.indent >= TAB and former is not PieceKind.TEXT and not line.chinese:
        return _up_to(PieceKind.VERBATIM, lines, start, _indented_end(lines, start))
    for kind, end_of in _ENDS:
        end = end_of(lines, start) if kind is not PieceKind.ATTACHED or former is PieceKind.TEXT else start
        if end > start:
            return _up_to(kind, lines, start, end)
    items, end = read_list(lines, start, is_rule)
    return Piece(PieceKind.LIST, tuple(lines[start:end]), items) if items else None


def _up_to(kind: PieceKind, lines: Sequence[OfficeLine], start: int, end: int) -> Piece:
    return Piece(kind, tuple(lines[start:end]))


def is_rule(line: OfficeLine) -> bool:
    """Whether a line is a rule across the page."""
    return _RULE.fullmatch(line.bare) is not None


def _is_underlined(lines: Sequence[OfficeLine], start: int) -> bool:
    """Whether a line of text is a heading by what is below it."""
    if start + 1 == len(lines) or not lines[start + 1].text or lines[start + 1].bare[0] not in "=-":
        return False
    below = lines[start + 1]
    return below.indent < TAB and lines[start].bare[0] not in "<|" and _UNDERLINE.fullmatch(below.bare) is not None


def _rule_end(lines: Sequence[OfficeLine], start: int) -> int:
    return start + is_rule(lines[start])


def _heading_end(lines: Sequence[OfficeLine], start: int) -> int:
    return start + (_HEADING.match(lines[start].bare) is not None)


def _definition_end(lines: Sequence[OfficeLine], start: int) -> int:
    bare = lines[start].bare
    if not _DEFINITION.match(bare):
        return start
    return _indented_end(lines, start) if bare.startswith("[^") else start + 1


def _attached_end(lines: Sequence[OfficeLine], start: int) -> int:
    return start + (_ATTACHED.fullmatch(lines[start].bare) is not None)


def _box_end(lines: Sequence[OfficeLine], start: int) -> int:
    return _indented_end(lines, start) if _BOX.fullmatch(lines[start].bare) else start


def _quote_end(lines: Sequence[OfficeLine], start: int) -> int:
    end = start
    while end < len(lines) and lines[end].bare.startswith(">"):
        end += 1
    return end


def _indented_end(lines: Sequence[OfficeLine], start: int) -> int:
    """The end of the lines that are indented below a line, blank ones between them included."""
    end = position = start + 1
    while position < len(lines) and (lines[position].blank or lines[position].indent >= TAB):
        position += 1
        end = end if lines[position - 1].blank else position
    return end


def _fence_end(lines: Sequence[OfficeLine], start: int) -> int:
    """The end of fenced code; a fence without an end is none, as else all that follows would be code."""
    match = _FENCE.fullmatch(lines[start].bare)
    if match is None:
        return start
    fence = match["fence"]
    for position in range(start + 1, len(lines)):
        bare = lines[position].bare
        if bare.startswith(fence) and not bare.strip(fence[0]):
            return position + 1 if bare == fence else start
    return start


def _table_end(lines: Sequence[OfficeLine], start: int) -> int:
    if "|" not in lines[start].bare or start + 1 == len(lines):
        return start
    delimiters = lines[start + 1].bare
    if not _DELIMITERS.fullmatch(delimiters) or _width(delimiters) != _width(lines[start].bare):
        return start
    end = start + 2
    while end < len(lines) and "|" in lines[end].bare and not _begins_block(lines, end):
        end += 1
    return end


def _width(row: str) -> int:
    parts = cells(row.strip())
    return len(parts) - (not parts[0].strip()) - (len(parts) > 1 and not parts[-1].strip())


def _begins_block(lines: Sequence[OfficeLine], start: int) -> bool:
    others = (end_of(lines, start) > start for kind, end_of in _ENDS if kind is not PieceKind.TABLE)
    return any(others) or bool(read_list(lines, start, is_rule)[0])


def begins_html(text: str) -> bool:
    """Whether a line begins like a block of HTML."""
    tag = _TAG.match(text)
    return text.startswith("<!--") or (tag is not None and tag[1].lower() in _BLOCK_TAGS)


def _html_end(lines: Sequence[OfficeLine], start: int) -> int:
    """The end of a block of HTML: where its first tag is closed; one that is not closed is none, and text."""
    bare = lines[start].bare
    if not begins_html(bare):
        return start
    if bare.startswith("<!--"):
        return next((n + 1 for n in range(start, len(lines)) if "-->" in lines[n].text), start)
    tag = _TAG.match(bare)
    name = tag[1].lower() if tag is not None else ""
    depth = 0
    for position in range(start, len(lines)):
        names = [(match[0][1] == "/", match[1].lower()) for match in _TAG.finditer(lines[position].text)]
        depth += sum(-1 if closes else 1 for closes, other in names if other == name)
        if depth <= 0 or name in _EMPTY_TAGS:
            return position + 1
    return start


_ENDS = (
    (PieceKind.VERBATIM, _fence_end),
    (PieceKind.HTML, _html_end),
    (PieceKind.BOX, _box_end),
    (PieceKind.QUOTE, _quote_end),
    (PieceKind.VERBATIM, _rule_end),
    (PieceKind.HEADING, _heading_end),
    (PieceKind.TABLE, _table_end),
    (PieceKind.ATTACHED, _attached_end),
    (PieceKind.VERBATIM, _definition_end),
)
"""Kinds of pieces with what finds their end; the begin itself where the line begins no piece of the kind."""
