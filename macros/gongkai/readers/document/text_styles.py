"""Emphasis and links within a text: which of its characters they are on.

A reader collects a text piece by piece, and takes white space out of it afterwards. So styles follow the characters
that are no white space, which are the same before and after.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai.readers.document.whitespace import is_blank


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How characters are set apart.

    Attributes:
        strong: Whether they have strong emphasis, as bold characters do.
        emphasis: Whether they have emphasis, as characters in italics do.
        href: The address that they lead to; empty for none.
    """

    strong: bool = False
    emphasis: bool = False
    href: str = ""


PLAIN = TextStyle()


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """Characters of a text that have a style: the first of them, and the first after them, from 0."""

    start: int
    end: int
    style: TextStyle


StyledPiece = tuple[str, TextStyle]
"""Some characters in one style."""


def spans_of(texts: Sequence[str], pieces: Iterable[StyledPiece]) -> list[tuple[StyledSpan, ...]]:
    """What has a style in each of some texts.

    Args:
        texts: The texts, one after the other.
        pieces: The same characters, with white space as the source has it.
    """
    styles = [style for text, style in pieces for character in text if not is_blank(character)]
    if not any(style != PLAIN for style in styles):
        return [()] * len(texts)
    ahead = iter(styles)
    return [tuple(_spans(text, ahead)) for text in texts]


def _spans(text: str, styles: Iterator[TextStyle]) -> Iterator[StyledSpan]:
    marked = [(place, next(styles, PLAIN)) for place, character in enumerate(text) if not is_blank(character)]
    for style, group in groupby(marked, key=lambda pair: pair[1]):
        places = [place for place, _ in group]
        if style != PLAIN:
            yield StyledSpan(places[0], places[-1] + 1, style)


def pieces_of(text: str, spans: Sequence[StyledSpan]) -> Iterator[StyledPiece]:
    """A text cut where a style begins or ends.

    Args:
        text: The text.
        spans: What has a style in it, in order.
    """
    position = 0
    for span in spans:
        if position < span.start:
            yield text[position : span.start], PLAIN
        yield text[span.start : span.end], span.style
        position = span.end
    if position < len(text):
        yield text[position:], PLAIN
