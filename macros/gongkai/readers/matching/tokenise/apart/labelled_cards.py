"""Parts lines of a label and its card, ``规章：本年制发件数 0，…``, in two, as if the card stood below the label.

So are sentences of this kind: ``规章本年制发件数0件，…`` and ``本年新收5件，其中自然人4件，…``.

Only those in the section of their table are: elsewhere such a line is a sentence of the narrative that repeats figures.
Whether it is a card is for ``cards`` to say; a line of which nothing was moved becomes again what it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.label_text import fold, split_numbering
from gongkai.readers.matching.normalise import LineShape, NormalisedBlock, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.normalise.lines import normalise_line
from gongkai.readers.matching.tokenise.apart.card_columns import NamedColumns, named_columns
from gongkai.readers.matching.tokenise.label_words import row_label
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_LONGEST_HEADING = 60
_LONGEST_LINE = 400
_LINE = re.compile(r"(?P<label>[^：:。；;]{2,90})[：:]\s*(?P<card>\S.*)", re.DOTALL)
_SENTENCE = re.compile(
    r"(?P<label>[^：:。；;]{2,90}?)(?<!\d)(?P<total>\d[\d,]*)\s*[件宗个]?\s*[，,；;（(]\s*其中[：:，,]?\s*(?P<card>\S.*)",
    re.DOTALL,
)


def part_labels(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks of a document with each such line in two.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    tables = dict(_tables_of_sections(blocks, lexicon))
    before = ""

    def parts(line: NormalisedLine) -> Sequence[NormalisedLine]:
        nonlocal before
        of_line = _parts(line, tables.get(id(line)), form, lexicon)
        label, before = before, split_numbering(fold(of_line[0].text))[1] if len(of_line) > 1 else ""
        if label and label == before:  # the next column of the same row
            return (replace(of_line[1], start=line.start),)
        return of_line

    def with_parts(block: NormalisedBlock) -> NormalisedBlock:
        if not isinstance(block, NormalisedParagraph):
            return block
        lines = tuple(part for line in block.lines for part in parts(line))
        return replace(block, lines=lines) if lines != block.lines else block

    return tuple(map(with_parts, blocks))


def _parts(line: NormalisedLine, table: str | None, form: Form, lexicon: Lexicon) -> Sequence[NormalisedLine]:
    """The label and the card of a line; the line where it is none of these."""
    is_text = line.shape in (LineShape.TEXT, LineShape.DELIMITED) and len(line.text) <= _LONGEST_LINE
    for item in named_columns(form) if is_text else ():
        for label, start, text in _splits(line.text, item) if table in (None, item.table.id) else ():
            match = row_label(label, line.numbering, lexicon) if item.begins(text) else None
            words = normalise_line(label, line.start, line.numbering)
            card = normalise_line(text, line.start + start, "")
            if match is not None and item.are_of(match) and words is not None and card is not None:
                return words, card
    return (line,)


def _splits(text: str, columns: NamedColumns) -> Iterator[tuple[str, int, str]]:
    """Where a line may be parted: the label, where the card begins, and the card.

    Its total may stand right behind the label: 本年新收5件，其中自然人4件，….
    """
    if match := _LINE.fullmatch(text):
        yield match["label"], match.start("card"), match["card"]
    if columns.total and (match := _SENTENCE.fullmatch(text)):
        yield match["label"], match.start("total"), f"{columns.total}{match['total']}，{match['card']}"
    elif first := columns.entry.search(text):
        yield text[: first.start()], first.start(), text[first.start() :]


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
        following = parted.lines[place + 1 : place + 2]
        count = 1 if line is whole[line.start] or not following or following[0].start in whole else 2
        lines = after.lines[place : place + count]
        yield from lines if lines != parted.lines[place : place + count] else (whole[line.start],)
        place += count
