"""Reads cards: the columns of a row listed by name, each with its figure, on one line or on several."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import is_blank_text
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.normalise import LineShape, NormalisedLine
from gongkai.readers.matching.tokenise.model import LabelMatch

_FIGURE = r"(?:大?约|近)?-?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
_UNIT = r"\s*(?:[件个条项宗份人篇家起]次?|次)?"
_ENDS = r"(?=\s*(?:[|;,、。]|$))"
"""What follows the name of a column without a figure: the next column, or nothing."""
_ENTRY = (
    rf"(?:\s*[:=]\s*(?P<cell>{_FIGURE}|不适用|无|/|—+|-|)"
    rf"|(?P<sign>\s*\(\s*|\s+|—{{1,2}}|-|)(?P<figure>{_FIGURE}|不适用|无|(?<=[—-]){_ENDS}|(?<=\s)(?:/|—+|-){_ENDS})"
    rf"|{_ENDS}){_UNIT}(?=[\W\u3400-\u9fff]|$)"
)
"""What follows the name of a column: its figure or a blank. A dash right before the figure may be its sign."""
_BEHIND = re.compile(r"[\s|;,、。)/]*")
_CELL_ALONE = re.compile(rf"(?P<cell>{_FIGURE}|不适用|无|/|—+|-){_UNIT}")
_REST = re.compile(rf"(?P<sign>[:=]|—{{1,2}})\s*(?P<cell>{_FIGURE}|不适用|无|/|—+|-){_UNIT}[|;,、。]?")
"""The figure of a column whose name ends the line above."""
_NO_CELL = re.compile(r"(?:\(?[\d一二三四五六七八九十]{1,2}[).、]\s*)?(?!不适用|无|约|大约|近)[\u3400-\u9fff]{2}")
"""How a line begins that is not a cell but the name of another column or the label of another row."""
_EDGES = " \t\r|｜│"
_Entry = tuple[str, str | None, str]
"""The name of a column, the sign between the name and its figure (None: no figure), and the figure or blank."""


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The columns that a card may name: those of a block of a table, or of a group of columns.

    Attributes:
        table: The table.
        block: Position of the block.
        own: Positions of the columns in the block.
        names: The place of each column among these, by its folded name.
        entry: Pattern of a name with its figure.
        total: The name of the column that the others add up to; empty where there is none.
    """

    table: Table
    block: int
    own: tuple[int, ...]
    names: dict[str, int]
    entry: re.Pattern[str]
    total: str = ""

    @classmethod
    def of(cls, table: Table, block: int, own: tuple[int, ...]) -> "NamedColumns":
        """Columns of a block of a table."""
        columns = [table.blocks[block].columns[place] for place in own]
        names = {
            fold(name): place
            for place, column in enumerate(columns)
            for name in (column.name.label, *column.name.also, *(() if table.by_blocks else (column.name.short,)))
        }
        either = "|".join(map(_with_gaps, sorted(names, key=len, reverse=True)))
        totals = {place for line in table.lines for place in line.totals if table.rows[line.row].block == block}
        total = "".join(column.name.label for place, column in zip(own, columns, strict=True) if place in totals)
        return cls(table, block, own, names, re.compile(f"(?P<name>{either}){_ENTRY}"), total)

    def are_of(self, match: LabelMatch) -> bool:
        """Whether a label is of a row, or group of columns, that has these columns."""
        if not self.table.by_blocks:
            return any(meaning.block == self.block for meaning in match.of("row", table=self.table.id))
        heads = {meaning.name for meaning in match.of("heads", table=self.table.id)}
        columns = self.table.blocks[self.block].columns
        return self.own == tuple(place for place, column in enumerate(columns) if heads & set(column.heads[:-1]))

    def has_row(self, match: LabelMatch) -> bool:
        """Whether a label is of a row that has these columns, and of no group or column.

        Args:
            match: The label.
        """
        return not match.of("group", "column", "heads") and self.are_of(match)

    def begins(self, text: str) -> bool:
        """Whether a text begins with one of the names and its figure.

        Args:
            text: A line.
        """
        match = self.entry.match(folded_line(text))
        return match is not None and bool(match["cell"] or match["figure"])

    def read(self, lines: Sequence[NormalisedLine | None], start: int) -> "CardReading | None":
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
        rest = _REST.fullmatch(_plain(lines, end)) if entries[-1][1] is None else None
        if rest:  # the line broke between the last name and its sign
            entries[-1], end = (entries[-1][0], "" if rest["sign"] in ":=" else rest["sign"], rest["cell"]), end + 1
        if entries[-1][2] and not below and _plain(lines, end).isdecimal():
            return None  # its last figure may go on in the digits below
        figures = {self.names[name]: (name, figure) for name, _, figure in entries}
        signs = {"-" if sign in ("—", "——") else sign for _, sign, _ in entries if sign is not None}
        bare = sum(sign is None for _, sign, _ in entries)
        if len(figures) < len(entries) or len(signs) != 1 or (signs != {""} and len(entries) - bare == 1):
            return None  # a dash before one figure is its minus sign, and brackets around one may be of the figure
        if bare and (2 * bare > len(entries) or _CELL_ALONE.fullmatch(_plain(lines, end))):
            return None  # the names may be heads of a table, and all of its figures follow them
        names, cells = zip(*(figures[place] for place in range(len(self.own))), strict=True)
        is_open = below and entries[-1][1] is None
        return CardReading(end, names, cells, below=below and not is_open, is_open=is_open)

    def _entries(self, lines: Sequence[NormalisedLine | None], number: int) -> tuple[list[_Entry], int]:
        """The columns named on a line with their figures, and how many lines they take.

        A name alone on its line may have its figure on the next one, unless the card has a single column, as such a
        name above a figure may be the head of another row. A line of several names without figures is one of heads.
        """
        text, line = _plain(lines, number), lines[number] if number < len(lines) else None
        if line is not None and len(self.own) > 1 and len(line.cells) == 2:  # noqa: PLR2004 - a name and its cell
            name, cell = _without_gaps(fold(line.cells[0])), line.cells[1]
            if line.shape is LineShape.DELIMITED and name in self.names and is_blank_text(cell):
                return [(name, "", cell)], 1
        if len(self.own) > 1 and (name := _without_gaps(text)) in self.names:
            below = _plain(lines, number + 1)
            alone = _CELL_ALONE.fullmatch(below)
            blank: list[_Entry] = [(name, None, "")] if _NO_CELL.match(below) else []
            return ([(name, "", alone["cell"])], 2) if alone else (blank, len(blank))
        entries: list[_Entry] = []
        at = 0
        while at < len(text):
            match = self.entry.match(text, at)
            if match is None:
                return [], 0
            figure = match["cell"] if match["figure"] is None else match["figure"]
            sign = match["sign"] if match["cell"] is None else ""
            entries.append((_without_gaps(match["name"]), sign.strip() if sign is not None else None, figure or ""))
            behind = _BEHIND.match(text, match.end())
            at = behind.end() if behind else match.end()
        return (entries, 1) if any(sign is not None for _, sign, _ in entries) else ([], 0)


def _with_gaps(name: str) -> str:
    """A pattern of a name, between whose characters spaces may stand, as where it was justified."""
    return " {0,2}".join(map(re.escape, name))


def _without_gaps(text: str) -> str:
    return text.replace(" ", "")


def _plain(lines: Sequence[NormalisedLine | None], number: int) -> str:
    """The folded text of a line; empty if there is no line, or if folding would turn a raised digit into a figure."""
    return folded_line(line.text) if number < len(lines) and (line := lines[number]) else ""


@lru_cache(maxsize=8192)  # each line is looked at for every set of columns that a card may name
def folded_line(text: str) -> str:
    """A line of a card in the form in which it is compared; empty if folding would turn a raised digit into a figure.

    Args:
        text: The line.
    """
    raised = any(unicodedata.category(character) == "No" for character in text)
    return "" if raised else fold(text.strip(_EDGES)).strip()


@dataclass(frozen=True, slots=True)
class CardReading:
    """What a card says.

    Attributes:
        end: The line after it.
        names: The names of its columns, in the form's order.
        figures: Their figures.
        below: Whether it proves that figures stand on the line below their name, because its last name has one there.
        is_open: Whether they may as well stand above their name, because its last name has no figure below.
    """

    end: int
    names: tuple[str, ...]
    figures: tuple[str, ...]
    below: bool = False
    is_open: bool = False


@lru_cache(maxsize=32)
def named_columns(form: Form) -> tuple[NamedColumns, ...]:
    """Everything that a card of a form may name."""
    return tuple(
        NamedColumns.of(table, block, own)
        for table in form.tables
        for block in range(len(table.blocks))
        for own in (
            [line.columns for line in table.lines]
            if table.by_blocks
            else [tuple(range(len(table.blocks[block].columns)))]
        )
    )
