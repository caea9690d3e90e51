"""Blocks of a narrative as plain text: what a reader of the page sees, without styles, the tables left out."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, starmap

from gongkai.narrative.blocks import other_texts
from gongkai.narrative.model import Code, Heading, Inline, ListBlock, NarrativeBlock, Paragraph, Slot, StyledInline
from gongkai.narrative.template import scan

Fill = Callable[[Slot], str]
"""Gives what a macro call prints, as plain text; empty for a macro that prints a block."""


def plain_blocks(blocks: Sequence[NarrativeBlock], fill: Fill, *, hard_paragraphs: bool) -> Iterator[tuple[str, bool]]:
    """Text of each block, and whether the block is a heading."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield inline_text(block.inlines, fill), isinstance(block, Heading)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from plain_blocks(item, fill, hard_paragraphs=hard_paragraphs)
        else:
            yield from other_texts(filled(block.markdown, fill), hard_paragraphs=hard_paragraphs)


def inline_text(inlines: Sequence[Inline], fill: Fill) -> str:
    """The text of a heading or paragraph with what its macro calls print, without styles."""
    parts = []
    for item in inlines:
        if isinstance(item, Slot):
            parts.append(fill(item))
        elif isinstance(item, StyledInline):
            parts.append(inline_text(item.children, fill))
        else:
            parts.append(filled(item.text, fill) if isinstance(item, Code) else item.text)
    return "".join(parts)


def filled(markdown: str, fill: Fill) -> str:
    """Markdown that is kept as written, such as a table or code, with its macro calls replaced by what they print."""
    if "{{" not in markdown:
        return markdown
    text = f"\n{markdown}"  # after an empty first line nothing is taken for front matter
    calls = scan(text)
    parts, position = [], 1
    for slot, (start, end) in zip(calls.slots, calls.spans, strict=True):
        parts += [text[position:start], fill(slot)]
        position = end
    return "".join([*parts, text[position:]])


def one_line(text: str) -> str:
    """A text without the line breaks of its file, which Markdown takes for blanks, and between Chinese for nothing."""
    lines = text.split("\n")
    return "".join(lines) if all(starmap(_joins, pairwise(lines))) else " ".join(lines)


def _joins(one: str, other: str) -> bool:
    return not (one[-1:].isascii() and other[:1].isascii())
