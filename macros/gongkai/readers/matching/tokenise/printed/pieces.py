"""The pieces of print of a table without lines: words of labels, and figures with what broke off them."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.readers.document.signs import stands_for_picture
from gongkai.readers.matching.figure_text import ABOUT_WORDS, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedCell, NormalisedTable
from gongkai.readers.matching.tokenise.model import LabelMatch

_PITCH = 300
"""Distance at which one piece of a label follows another at most, in hundredths of the height of its characters."""
_LINE = 160
"""Likewise of two lines of one cell."""
"""How the words for a picture begin: a figure may be in it."""
_NUMBER = re.compile(r"\d{1,2}[.．、]")
_BEGINS_FIGURE = re.compile(r"(?:大?约|近)?[+\-＋－−]?[\d０-９][^、]*$")
_BRACKETS = re.compile(r"[（()）]")
_UNIT = re.compile(r"[百千万亿]*元|[件项个宗条份篇家起]次?|人?次")


@dataclass(slots=True, eq=False)
class Label:
    """Words that stand below each other, or a piece of them.

    Attributes:
        cell: The first of their cells.
        text: The words.
        first: Their first line.
        last: Their last line.
        left: Their first column.
        right: Their last column.
        match: What they mean.
    """

    cell: NormalisedCell
    text: str
    first: int
    last: int
    left: int
    right: int
    match: LabelMatch | None = None

    def is_beside(self, line: int) -> bool:
        """Whether a line of print is one of the lines that the label takes."""
        return self.first <= line <= self.last

    def may_be_of_row(self, zone: int) -> bool:
        """Whether figures beside the label may be its own: it stands before them, and does not name a group of rows.

        The head of a group of columns is the label of a row where each group has one.
        """
        group = self.match is not None and not self.match.partial and not self.match.of("row", "heads")
        return self.left < zone and not group

    def is_of_column(self) -> bool:
        """Whether it is the head of a column."""
        return self.match is not None and bool(self.match.of("column"))

    def covers(self, other: "Label") -> bool:
        """Whether they share a column."""
        return self.left <= other.right and self.right >= other.left

    def is_below(self, other: "Label", tops: Sequence[int]) -> bool:
        """Whether it may go on with other words."""
        close = tops[self.first] - tops[other.last] <= _PITCH
        return self.first > other.last and close and self.covers(other)


@dataclass(slots=True, eq=False)
class PrintRow:
    """A row of figures with its label; by column what is printed in it, and on which lines if these are several."""

    line: int
    label: Label | None = None
    figures: dict[int, NormalisedCell] = field(default_factory=dict)
    torn: bool = False
    lines: dict[int, list[int]] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Its first line."""
        return min(self.line, self.label.first) if self.label is not None else self.line

    @property
    def last(self) -> int:
        """Its last line."""
        return max(self.line, self.label.last) if self.label is not None else self.line

    def add(self, line: int, figures: dict[int, NormalisedCell]) -> None:
        """Take in the figures of one more line: those of one column from top to bottom."""
        for column, cell in figures.items():
            texts = self.figures[column].text.split("\n") if column in self.figures else []
            lines = self.lines.setdefault(column, [self.line] * len(texts))
            place = bisect(lines, line)
            lines.insert(place, line)
            texts.insert(place, cell.text)
            self.figures[column] = replace(cell, text="\n".join(texts))

    def list_behind_word(self, cells: Sequence[NormalisedCell]) -> None:
        """Add the first figures of the next page to a word such as 约 that ends this page: one may be the word's."""
        for column, own in self.figures.items():
            if own.text in ABOUT_WORDS:
                self.figures[column] = replace(own, text="\n".join([own.text, *(cell.text for cell in cells)]))


def pieces_of(table: NormalisedTable) -> Iterator[Label]:
    """The cells that hold anything, from top to bottom and left to right."""
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell.begins and cell.text:
                right = column
                while right + 1 < len(row) and row[right + 1].owner == cell.owner:
                    right += 1
                yield Label(cell, cell.text, number, number, column, right)


def with_rests(pieces: Sequence[Label], tops: Sequence[int]) -> list[Label]:
    """The pieces with figures that break put together, as far as the rest is no figure: a note in brackets, a unit.

    A word before a figure, as 约, is put together with the figure below it. Such a figure is set on the line in its
    middle, beside the others of its row.
    """
    joined_pieces = list(pieces)
    rows = _rows_of_figures(pieces)
    for piece in pieces:
        if piece not in joined_pieces or not (_BEGINS_FIGURE.match(piece.text) or piece.text in ABOUT_WORDS):
            continue
        last = piece
        while rest := next((other for other in joined_pieces if other.is_below(last, tops)), None):
            of_word = piece.text in ABOUT_WORDS and rest.text[0].isdigit() and looks_like_figures(rest.text)
            of_word = of_word and not {piece.first, rest.first} <= rows  # or it is the figure of the next row
            of_word = of_word and tops[rest.first] - tops[piece.first] <= _LINE
            if not of_word and not _is_rest(piece.text, rest.text):  # what stands after the next figure is of that one
                break
            joined_pieces.remove(rest)
            piece.text += rest.text
            last = rest
        if last is not piece:
            middle = (tops[piece.first] + tops[last.first]) / 2
            piece.cell = replace(piece.cell, text=piece.text)
            piece.first = piece.last = min(
                range(piece.first, last.first + 1), key=lambda line: abs(tops[line] - middle)
            )
    return sorted(joined_pieces, key=lambda piece: (piece.first, piece.left))


def _rows_of_figures(pieces: Sequence[Label]) -> set[int]:
    """Lines with a figure in half of the columns at least."""
    figures = [piece for piece in pieces if is_value(piece) and not is_blank_text(piece.text)]
    counts = Counter(piece.first for piece in figures)
    columns = {piece.left for piece in figures}
    return {line for line, count in counts.items() if 2 * count >= len(columns)}


def _is_rest(figure: str, text: str) -> bool:
    """Whether a text may go on with a figure above it."""
    is_open = len(_BRACKETS.findall(figure)) % 2 == 1
    return (is_open and not looks_like_figures(text)) or _UNIT.fullmatch(text) is not None


def is_value(piece: Label) -> bool:
    """Whether a piece is a figure, or a dash in place of one."""
    is_number = _NUMBER.fullmatch(piece.text) is not None  # of a label, with its words on the next line
    return (
        (looks_like_figures(piece.text) and not is_number)
        or is_blank_text(piece.text)
        or stands_for_picture(piece.text)
    )
