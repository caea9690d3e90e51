"""The Markdown of each block of a narrative, cut at the blocks and nowhere else."""

from gongkai.narrative.model import Block
from gongkai.narrative.parse import Narrative, parse_narrative


def block_sources(narrative: Narrative) -> tuple[str, tuple[tuple[Block, str], ...]]:
    """The front matter, and each block in order with its Markdown: one behind the other they are the whole page.

    What is between two blocks and is none itself, such as the address of a link, is part of the one before it. A
    text in which each line is a paragraph is given as MkDocs reads it, so that any site makes the same blocks of it.
    """
    if narrative.hard_paragraphs:
        narrative = parse_narrative(narrative.page_text, path=narrative.path)[0]
    lines = [f"{line}\n" for line in narrative.text.removesuffix("\n").split("\n")]
    starts = [block.line - 1 for block in narrative.blocks]
    if starts:
        starts[0] = narrative.body_line
    ends = [*starts[1:], len(lines)]
    sources = tuple("".join(lines[start:end]) for start, end in zip(starts, ends, strict=True))
    return "".join(lines[: narrative.body_line]), tuple(zip(narrative.blocks, sources, strict=True))
