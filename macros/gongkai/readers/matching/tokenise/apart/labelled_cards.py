"""Parts lines of a label and its card, ``规章：本年制发件数 0，…``, in two, as if the card stood below the label.

Only those in the section of their table are: elsewhere such a line is a sentence of the narrative that repeats figures.
Whether it is a card is for ``cards`` to say; a line of which nothing was moved becomes again what it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.normalise import LineShape, NormalisedBlock, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.normalise.lines import normalise_line
from gongkai.readers.matching.tokenise.apart.card_columns import named_columns
from gongkai.readers.matching.tokenise.label_words import row_label
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_LONGEST_HEADING = 60
_LINE = re.compile(r"(?P<label>[^：:。；;]{2,90}[：:])\s*(?P<card>\S.*)", re.DOTALL)


def part_labels(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document with each such line in two.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    tables = dict(_tables_of_sections(blocks, lexicon))

    def parts(line: NormalisedLine) -> Sequence[NormalisedLine]:
        match = _LINE.fullmatch(line.text) if line.shape in (LineShape.TEXT, LineShape.DELIMITED) else None
        label = row_label(match["label"].rstrip("：:"), line.numbering, lexicon) if match is not None else None
        if match is None or label is None:
            return (line,)
        card = normalise_line(match["card"], line.start + match.start("card"), "")
        own = [item for item in named_columns(form) if item.are_of(label)]
        table = tables.get(id(line))
        is_here = any(table in (None, item.table.id) and item.begins(card.text) for item in own) if card else False
        if card is None or not is_here:
            return (line,)
        words = normalise_line(match["label"].rstrip("：:"), line.start, line.numbering)
        return (words, card) if words is not None else (line,)

    def with_parts(block: NormalisedBlock) -> NormalisedBlock:
        if not isinstance(block, NormalisedParagraph):
            return block
        lines = tuple(part for line in block.lines for part in parts(line))
        return replace(block, lines=lines) if len(lines) > len(block.lines) else block

    return tuple(map(with_parts, blocks))


def _tables_of_sections(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """By the id of a line the table of the section that it is in, empty if it has none; nothing without sections."""
    table = ""
    lines = [line for block in blocks if isinstance(block, NormalisedParagraph) for line in block.lines]
    headings = {id(line): match.of("section")[0].table for line in lines if (match := _heading(line, lexicon))}
    for line in lines if headings else ():
        table = headings.get(id(line), table)
        yield id(line), table


def _heading(line: NormalisedLine, lexicon: Lexicon) -> LabelMatch | None:
    match = lexicon.look_up(line.text) if len(line.text) <= _LONGEST_HEADING else None
    return match if match is not None and match.of("section") else None


def rejoin_lines(
    before: Sequence[NormalisedBlock], parted: Sequence[NormalisedBlock], after: Sequence[NormalisedBlock]
) -> tuple[NormalisedBlock, ...]:
    """The blocks with each line whole of which nothing was moved.

    Args:
        before: The blocks before lines were parted.
        parted: With lines in two parts.
        after: With cards joined to their labels.
    """
    return tuple(
        replace(new, lines=tuple(_rejoined(own, old, new)))
        if isinstance(own, NormalisedParagraph)
        and isinstance(old, NormalisedParagraph)
        and isinstance(new, NormalisedParagraph)
        and old is not own
        else new
        for own, old, new in zip(before, parted, after, strict=True)
    )


def _rejoined(
    own: NormalisedParagraph, parted: NormalisedParagraph, after: NormalisedParagraph
) -> Iterator[NormalisedLine]:
    whole = {line.start: line for line in own.lines}
    place = 0
    while place < len(after.lines):
        line = parted.lines[place]
        count = 1 if line is whole.get(line.start) else 2
        lines = after.lines[place : place + count]
        yield from lines if lines != parted.lines[place : place + count] else (whole[line.start],)
        place += count
