"""Joins cards: the label of a row on one line, and below it every column of its table by name, each with its figure.

``一、本年新收…`` above ``自然人：8 | 商业企业：9 | … | 总计：48``, or above a line for each column. The names prove the
columns, whatever their order, where a card names each of them once and holds nothing else. That a card is of the label
before it is proven where every card of the table follows one, and the first follows a row of the form.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text
from gongkai.readers.matching.label_text import fold, split_numbering
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedBlock,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

_FIGURE = r"(?:大?约|近)?-?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
_UNIT = r"\s*(?:[件个条项宗份人篇家起]次?|次)?"
_ENDS = r"(?=\s*(?:[|;,、。]|$))"
"""Behind a column without a figure: the next one, or nothing."""
_ENTRY = (
    rf"(?:\s*[:=]\s*(?P<cell>{_FIGURE}|不适用|无|/|—+|-|)"
    rf"|(?P<sign>\s*\(\s*|\s+|—{{1,2}}|-|)(?P<figure>{_FIGURE}|不适用|无|(?<=[—-]){_ENDS}|(?<=\s)(?:/|—+|-){_ENDS})"
    rf"|{_ENDS}){_UNIT}(?=[\W\u3400-\u9fff]|$)"
)
"""What is behind a name, a blank perhaps. A dash right before the figure may be its sign."""
_BEHIND = re.compile(r"[\s|;,、。)/]*")
_CELL_ALONE = re.compile(rf"(?P<cell>{_FIGURE}|不适用|无|/|—+|-){_UNIT}")
_NO_CELL = re.compile(r"(?:\(?[\d一二三四五六七八九十]{1,2}[).、]\s*)?(?!不适用|无|约|大约|近)[\u3400-\u9fff]{2}")
"""How a line begins that is none of a cell, but the name of another column or the label of another row."""
_WORDS = re.compile(r"[^\d。;!?:]{2,30}")
"""What may be the label of a row that the form does not have."""
_EDGES = " \t\r|｜│"
_Entry = tuple[str, str | None, str]
"""The name of a column, the sign between it and its figure (None: it stands alone), and the figure or blank."""


def join_cards(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Put the figures of cards behind the labels before them, under the names of their columns.

    A line whose words were moved keeps its place; a table that is nothing but cards becomes lines.
    """
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
    if block.other_year or block.twin:
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
class _NamedColumns:
    """Columns that a card names: those of a block of a table, or of a group of columns.

    Attributes:
        table: The table.
        block: Position of the block.
        own: Positions of the columns in the block.
        names: By folded name the place among these columns.
        entry: A name with its figure.
    """

    table: Table
    block: int
    own: tuple[int, ...]
    names: dict[str, int]
    entry: re.Pattern[str]

    @classmethod
    def of(cls, table: Table, block: int, own: tuple[int, ...]) -> "_NamedColumns":
        """Columns of a block of a table."""
        columns = [table.blocks[block].columns[place] for place in own]
        names = {
            fold(name): place
            for place, column in enumerate(columns)
            for name in (column.name.label, *column.name.also, *(() if table.by_blocks else (column.name.short,)))
        }
        either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        return cls(table, block, own, names, re.compile(f"(?P<name>{either}){_ENTRY}"))

    def are_of(self, match: LabelMatch) -> bool:
        """Whether a label is of a row, or group of columns, that has these columns."""
        if not self.table.by_blocks:
            return any(meaning.block == self.block for meaning in match.of("row", table=self.table.id))
        heads = {meaning.name for meaning in match.of("heads", table=self.table.id)}
        columns = self.table.blocks[self.block].columns
        return self.own == tuple(place for place, column in enumerate(columns) if heads & set(column.heads[:-1]))

    def read(self, lines: Sequence[NormalisedLine | None], start: int) -> "_Reading | None":
        """Read a card.

        Args:
            lines: Lines of text.
            start: The first line of the card.

        Returns:
            What it says; None where no card begins at the line.
        """
        entries: list[_Entry] = []
        below, end = False, start
        while len(entries) < len(self.own):
            of_line, count = self._entries(lines, end)
            if not of_line:
                return None
            entries += of_line
            below, end = below or count > 1, end + count
        figures = {self.names[name]: (name, figure) for name, _, figure in entries}
        signs = {"-" if sign in ("—", "——") else sign for _, sign, _ in entries if sign is not None}
        bare = sum(sign is None for _, sign, _ in entries)
        if len(figures) < len(entries) or len(signs) != 1 or (signs != {""} and len(entries) - bare == 1):
            return None  # a dash before one figure is its minus sign, and brackets around one may be of the figure
        if bare and (2 * bare > len(entries) or _CELL_ALONE.fullmatch(_plain(lines, end))):
            return None  # they may be the heads of a table, behind which all of its figures stand
        names, cells = zip(*(figures[place] for place in range(len(self.own))), strict=True)
        is_open = below and entries[-1][1] is None
        return _Reading(end, names, cells, below=below and not is_open, is_open=is_open)

    def _entries(self, lines: Sequence[NormalisedLine | None], number: int) -> tuple[list[_Entry], int]:
        """The columns of a line with their figures, or of a name and the figure on the next line; and how many lines.

        The name of a single column above a figure may be the head of another row, and names alone are heads.
        """
        text, line = _plain(lines, number), lines[number] if number < len(lines) else None
        if line is not None and len(self.own) > 1 and len(line.cells) == 2:  # noqa: PLR2004 - a name and its cell
            name, cell = fold(line.cells[0]).strip(), line.cells[1]
            if line.shape is LineShape.DELIMITED and name in self.names and is_blank_text(cell):
                return [(name, "", cell)], 1
        if len(self.own) > 1 and text in self.names:
            below = _plain(lines, number + 1)
            alone = _CELL_ALONE.fullmatch(below)
            blank: list[_Entry] = [(text, None, "")] if _NO_CELL.match(below) else []
            return ([(text, "", alone["cell"])], 2) if alone else (blank, len(blank))
        entries: list[_Entry] = []
        at = 0
        while at < len(text):
            match = self.entry.match(text, at)
            if match is None:
                return [], 0
            figure = match["cell"] if match["figure"] is None else match["figure"]
            sign = match["sign"] if match["cell"] is None else ""
            entries.append((match["name"], sign.strip() if sign is not None else None, figure or ""))
            behind = _BEHIND.match(text, match.end())
            at = behind.end() if behind else match.end()
        return (entries, 1) if any(sign is not None for _, sign, _ in entries) else ([], 0)


def _plain(lines: Sequence[NormalisedLine | None], number: int) -> str:
    """The folded text of a line; empty where there is none, or where folding makes a figure of a raised digit."""
    return _folded(line.text) if number < len(lines) and (line := lines[number]) else ""


@lru_cache(maxsize=8192)  # each line is asked for once for every set of columns that a card may name
def _folded(text: str) -> str:
    raised = any(unicodedata.category(character) == "No" for character in text)
    return "" if raised else fold(text.strip(_EDGES)).strip()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a card says.

    Attributes:
        end: The line behind it.
        names: The names of its columns, in the form's order.
        figures: Their figures.
        below: Whether it proves that figures stand on the line below their name, as its last name has one there.
        is_open: Whether they stand below or above their name: its first name has none above, and its last none below.
    """

    end: int
    names: tuple[str, ...]
    figures: tuple[str, ...]
    below: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Card:
    """A card: the table that it is of, what it says, and by number the lines that take the place of its own."""

    table: str
    reading: _Reading
    lines: dict[int, NormalisedLine]


def _proven_cards(lines: Sequence[NormalisedLine | None], form: Form, lexicon: Lexicon) -> list[_Card]:
    """The cards of a document that are of the labels before them."""
    cards: list[_Card] = []
    refused: set[str] = set()
    start = free = 0
    first_signs = {name[:1] for columns in _columns(form) for name in columns.names}
    while start < len(lines):
        columns_there = _columns(form) if _may_begin(lines[start], first_signs) else ()
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
        if label is not None and len(tables) == 1 and (of_label or is_other):
            reading = (of_label or readings)[0][1]
            end = reading.end
            cards.append(_Card(tables.pop(), reading, dict(_joined(lines, label, start, reading))))
        else:
            refused |= tables
        start = free = end
    if not any(card.reading.below for card in cards):
        refused |= {card.table for card in cards if card.reading.is_open}
    return [card for card in cards if card.table not in refused]


@lru_cache(maxsize=32)
def _columns(form: Form) -> tuple[_NamedColumns, ...]:
    """Everything that a card of a form may name."""
    return tuple(
        _NamedColumns.of(table, block, own)
        for table in form.tables
        for block in range(len(table.blocks))
        for own in (
            [line.columns for line in table.lines]
            if table.by_blocks
            else [tuple(range(len(table.blocks[block].columns)))]
        )
    )


def _may_begin(line: NormalisedLine | None, first_signs: set[str]) -> bool:
    """Whether a card may begin at a line: it begins like the name of a column, or has two cells."""
    return line is not None and (len(line.cells) == 2 or _folded(line.text)[:1] in first_signs)  # noqa: PLR2004


def _look_up(label: NormalisedLine | None, lexicon: Lexicon) -> LabelMatch | None:
    return lexicon.look_up(label.numbering + collapse_spaces(label.text)) if label is not None else None


def _may_be_label(line: NormalisedLine) -> bool:
    """Whether a line may be the label of a row that the form does not have."""
    return _WORDS.fullmatch(split_numbering(fold(line.text))[1]) is not None


def _joined(
    lines: Sequence[NormalisedLine | None], label: NormalisedLine, start: int, reading: _Reading
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
