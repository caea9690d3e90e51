"""Joins cards: the label of a row on one line, and below it every column of its table by name, each with its figure.

``一、本年新收…`` above ``自然人：8 | 商业企业：9 | … | 总计：48``, or above a line for each column. The names prove the
columns, whatever their order, where a card names each of them once and holds nothing else. That a card is of the label
before it is proven where every card of the table follows one, and the first follows a row of the form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.forms import Form
from gongkai.readers.matching.label_text import fold, split_numbering
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedBlock,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.apart.card_columns import CardReading, folded_line, named_columns
from gongkai.readers.matching.tokenise.apart.labelled_cards import part_labels, rejoin_lines
from gongkai.readers.matching.tokenise.label_words import row_label
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_WORDS = re.compile(r"[^\d。;!?:]{2,30}")
"""What may be the label of a row that the form does not have."""


def join_cards(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Put the figures of cards after the labels before them, under the names of their columns.

    A line whose words were moved keeps its place; a table that is nothing but cards becomes lines.
    """
    parted = part_labels(blocks, form, lexicon)
    return rejoin_lines(blocks, parted, _joined_cards(parted, form, lexicon))


def _joined_cards(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    texts = [_text_of(block) for block in blocks]
    places = [
        (number, place)
        for number, text in enumerate(texts)
        for place in (range(len(text.lines)) if text is not None else (-1,))
        if not (text is not None and text.lines[place].shape is LineShape.PAGE_NUMBER)
    ]
    lines = [text.lines[place] if (text := texts[number]) is not None else None for number, place in places]
    changed: dict[tuple[int, int], NormalisedLine] = {}
    for card in _proven_cards(lines, form, lexicon):
        changed |= {places[number]: line for number, line in card.lines.items()}
    return tuple(
        _with_lines(block, text, {place: line for (at, place), line in changed.items() if at == number})
        for number, (block, text) in enumerate(zip(blocks, texts, strict=True))
    )


def _text_of(block: NormalisedBlock) -> NormalisedParagraph | None:
    """A paragraph, or a table as if its rows were lines; None for a picture or a table that may be another year's."""
    if not isinstance(block, NormalisedTable):
        return block if isinstance(block, NormalisedParagraph) else None
    if block.left_out or block.twin:
        return None
    rows = [tuple(cell.text for cell in row if cell.begins and not cell.padded) for row in block.rows]
    lines = [NormalisedLine("  ".join(filter(None, row)), LineShape.DELIMITED, row, 0) for row in rows]
    return NormalisedParagraph(tuple(lines), block.origin)


def _with_lines(
    block: NormalisedBlock, text: NormalisedParagraph | None, changed: dict[int, NormalisedLine]
) -> NormalisedBlock:
    if not changed or text is None or (isinstance(block, NormalisedTable) and len(changed) < len(text.lines)):
        return block
    return replace(text, lines=tuple(changed.get(place, line) for place, line in enumerate(text.lines)))


@dataclass(frozen=True, slots=True)
class _Card:
    """A card: the table that it is of, what it says, and by number the lines that take the place of its own."""

    table: str
    reading: CardReading
    lines: dict[int, NormalisedLine]


def _proven_cards(lines: Sequence[NormalisedLine | None], form: Form, lexicon: Lexicon) -> list[_Card]:
    """The cards of a document that are of the labels before them."""
    cards: list[_Card] = []
    refused: set[str] = set()
    start = free = 0
    first_signs = {name[:1] for columns in named_columns(form) for name in columns.names}
    while start < len(lines):
        columns_there = named_columns(form) if _may_begin(lines[start], first_signs) else ()
        readings = [(columns, card) for columns in columns_there if (card := columns.read(lines, start))]
        if not readings:
            start += 1
            continue
        end = max(reading.end for _, reading in readings)
        label = lines[start - 1] if start > free else None
        match = _look_up(label, lexicon)
        of_label = [item for item in readings if match is not None and item[0].are_of(match)]
        tables = {columns.table.id for columns, _ in of_label or readings}
        goes_on = tables <= {card.table for card in cards}
        is_other = goes_on and match is None and label is not None and _may_be_label(label)
        above = _look_up(lines[start - 2], lexicon) if of_label and start - 2 >= free else None
        is_second = end - start > 1 and any(columns.has_row(above) for columns, _ in of_label if above is not None)
        if label is not None and len(tables) == 1 and (of_label or is_other) and not is_second:
            reading = (of_label or readings)[0][1]
            end = reading.end
            cards.append(_Card(tables.pop(), reading, dict(_joined(lines, label, start, reading))))
        else:
            refused |= tables
        start = free = end
    if not any(card.reading.below for card in cards):
        refused |= {card.table for card in cards if card.reading.is_open}
    return [card for card in cards if card.table not in refused]


def _may_begin(line: NormalisedLine | None, first_signs: set[str]) -> bool:
    """Whether a card may begin at a line: the line begins like the name of a column, or has two cells."""
    return line is not None and (len(line.cells) == 2 or folded_line(line.text)[:1] in first_signs)  # noqa: PLR2004


def _look_up(label: NormalisedLine | None, lexicon: Lexicon) -> LabelMatch | None:
    return row_label(label.text, label.numbering, lexicon) if label is not None else None


def _may_be_label(line: NormalisedLine) -> bool:
    """Whether a line may be the label of a row that the form does not have."""
    return _WORDS.fullmatch(split_numbering(fold(line.text))[1]) is not None


def _joined(
    lines: Sequence[NormalisedLine | None], label: NormalisedLine, start: int, reading: CardReading
) -> Iterator[tuple[int, NormalisedLine]]:
    """Two lines as those of a table, the names of the columns above the label and its figures; of others nothing."""
    row = (label.numbering + label.text.strip(), *reading.figures)
    yield start - 1, _delimited(label, ("", *reading.names))
    for number in range(start, reading.end):
        line = lines[number]
        if line is not None:
            moved = replace(line, shape=LineShape.MOVED, cells=())
            yield number, _delimited(line, row) if number == start else moved


def _delimited(line: NormalisedLine, cells: tuple[str, ...]) -> NormalisedLine:
    """A line with other cells in its place."""
    text, length = "\t".join(cells), len(line.text)
    return replace(line, text=text, cells=cells, shape=LineShape.DELIMITED, numbering="", joined=True, length=length)
