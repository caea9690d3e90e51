"""Writes text with emphasis and links as Markdown that is read as the same again, by every parser that reads it.

Markdown has no way to set apart any characters beside any others. So what was written is parsed, and a style that it
does not give back is left out: first emphasis, then strong emphasis, then links.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote, urlsplit

from gongkai.narrative import Inline, Paragraph, Slot, StyledInline, parse_narrative
from gongkai.narrative.model import Code
from gongkai.readers.document.text_styles import PLAIN, StyledPiece, StyledSpan, TextStyle, pieces_of
from gongkai.readers.document.whitespace import is_blank
from gongkai.readers.prose import markdown_text

_SCHEMES = frozenset({"http", "https", "mailto"})
_ATTEMPTS = ((True, True), (True, False), (False, False))
"""Whether strong emphasis and emphasis are written, attempt by attempt; links always are."""
_IN_ADDRESSES = "/:?#@!$&'+,;=%~-._*"
"""What an address may hold as it is; everything else, such as brackets and braces, is percent-encoded."""


def paragraphs(text: str, spans: Sequence[StyledSpan], *, hard_paragraphs: bool) -> list[str]:
    """A paragraph of a document as paragraphs of Markdown; see ``markdown_text.paragraphs``.

    Args:
        text: As read.
        spans: What has a style in it.
        hard_paragraphs: Whether the site reads each line of a narrative as a paragraph.
    """
    if not spans:
        return markdown_text.paragraphs(text)
    lines = (_line(pieces, hard_paragraphs=hard_paragraphs) for pieces in _lines(pieces_of(text, spans)))
    return [line for line in lines if line]


def _lines(pieces: Iterable[StyledPiece]) -> Iterator[list[StyledPiece]]:
    line: list[StyledPiece] = []
    for text, style in pieces:
        first, *others = text.split("\n")
        line.append((first, style))
        for other in others:
            yield line
            line = [(other, style)]
    yield line


def _line(pieces: Sequence[StyledPiece], *, hard_paragraphs: bool) -> str:
    """A line with as many of its styles as Markdown can give it."""
    plain = " ".join(markdown_text.paragraphs("".join(text for text, _ in pieces)))
    legible_pieces = [(markdown_text.legible(text), style) for text, style in pieces]
    for strong, emphasis in _ATTEMPTS:
        styled_pieces = [
            (text, _kept(style, strong, emphasis) if text.strip() else PLAIN) for text, style in legible_pieces
        ]
        if all(style == PLAIN for _, style in styled_pieces):
            break
        line = markdown_text.at_begin("".join(_links(styled_pieces)).strip(markdown_text.EDGES))
        if _characters(styled_pieces) == _read(line, hard_paragraphs=hard_paragraphs):
            return line
    return plain


def _kept(style: TextStyle, strong: bool, emphasis: bool) -> TextStyle:  # noqa: FBT001 - parts of a style
    """What is written of a style: its address only if it is one of the web or of mail."""
    href = style.href if urlsplit(style.href).scheme in _SCHEMES else ""
    return TextStyle(style.strong and strong, style.emphasis and emphasis, href)


def _links(pieces: Sequence[StyledPiece]) -> Iterator[str]:
    for href, group in groupby(pieces, key=lambda piece: piece[1].href):
        inner = "".join(_strong(list(group)))
        yield f"[{inner}]({quote(href, safe=_IN_ADDRESSES)})" if href else inner


def _strong(pieces: Sequence[StyledPiece]) -> Iterator[str]:
    for strong, group in groupby(pieces, key=lambda piece: piece[1].strong):
        inner = "".join(map(_emphasis, group))
        yield f"**{inner}**" if strong else inner


def _emphasis(piece: StyledPiece) -> str:
    signs = markdown_text.signs(piece[0])
    return f"*{signs}*" if piece[1].emphasis else signs


Marked = list[tuple[str, TextStyle]]
"""Characters, white space left out, each with its style; links without their addresses, which may be encoded."""


def _characters(pieces: Iterable[StyledPiece]) -> Marked:
    return [
        (character, replace(style, href="#" if style.href else ""))
        for text, style in pieces
        for character in text
        if not is_blank(character)
    ]


def _read(markdown: str, *, hard_paragraphs: bool) -> Marked | None:
    """What a line of Markdown is read as; None where it is no paragraph."""
    narrative, problems = parse_narrative(f"{markdown}\n", path="", hard_paragraphs=hard_paragraphs)
    blocks = narrative.blocks
    if problems or len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return None
    return _characters(_pieces(blocks[0].inlines, PLAIN))


def _pieces(inlines: Sequence[Inline], style: TextStyle) -> Iterator[StyledPiece]:
    for item in inlines:
        if isinstance(item, StyledInline):
            strong, emphasis = style.strong or item.style == "strong", style.emphasis or item.style == "em"
            yield from _pieces(item.children, TextStyle(strong, emphasis, item.href or style.href))
        elif not isinstance(item, Slot | Code):
            yield item.text, style
