"""Rejoins labels that an extraction broke over lines: ``一、本年新收政府信息`` above ``公开申请数量 12 3``.

Lines are joined only where the first of them is no label by itself, all of them together are labels of the form and
nothing else, and at most one of them has figures, which may stand beside any of the lines or on a line of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.readers.matching.label_text import fold, is_chinese, is_numbering
from gongkai.readers.matching.normalise import LineShape, NormalisedBlock, NormalisedLine, NormalisedParagraph
from gongkai.readers.matching.tokenise.label_words import are_labels, row_label, words_and_figures
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_MOST_LINES = 6
"""Lines over which a label is broken at most, a line of figures among them."""
_LONGEST = 80
"""Characters of a line that may be a part of a label."""


def rejoin_labels(blocks: Sequence[NormalisedBlock], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Join the lines over which labels are broken; a line whose words were moved to another one keeps its place."""
    places = [
        (number, line)
        for number, block in enumerate(blocks)
        for line in (range(len(block.lines)) if isinstance(block, NormalisedParagraph) else (-1,))
        if not (isinstance(block, NormalisedParagraph) and block.lines[line].shape is LineShape.PAGE_NUMBER)
    ]
    pieces = [_piece(blocks[number], line) for number, line in places]
    changed: dict[tuple[int, int], NormalisedLine] = {}
    start = 0
    while start < len(pieces):
        joined = _JoinedLines.of(pieces, start, lexicon)
        if joined is not None:
            for number in joined.numbers:
                line = pieces[number]
                if line is not None:
                    changed[places[number]] = joined.line if number == joined.place else _emptied(line.line)
        start = joined.numbers[-1] + 1 if joined is not None else start + 1
    return tuple(_with_lines(block, number, changed) for number, block in enumerate(blocks))


def _with_lines(block: NormalisedBlock, number: int, changed: dict[tuple[int, int], NormalisedLine]) -> NormalisedBlock:
    if not changed or not isinstance(block, NormalisedParagraph):
        return block
    return replace(block, lines=tuple(changed.get((number, place), line) for place, line in enumerate(block.lines)))


def _emptied(line: NormalisedLine) -> NormalisedLine:
    return replace(line, shape=LineShape.MOVED, cells=())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of text as the words at its beginning and the figures after them."""

    line: NormalisedLine
    words: str
    figures: tuple[str, ...]


def _piece(block: NormalisedBlock, place: int) -> _Piece | None:
    """A line of a paragraph; None where it is no text that may be a part of a label."""
    if not isinstance(block, NormalisedParagraph):
        return None
    line = block.lines[place]
    if line.shape not in (LineShape.TEXT, LineShape.FIGURES) or line.numbering:
        return None
    words, figures = (line.text.strip(), ()) if is_numbering(line.text) else words_and_figures(line.cells)
    return _Piece(line, words, figures) if len(words) <= _LONGEST else None


@dataclass(frozen=True, slots=True)
class _JoinedLines:
    """Lines that are one.

    Attributes:
        numbers: Which lines.
        place: The one that takes the words of all of them: that with the figures, or the last one.
        line: What it becomes.
    """

    numbers: tuple[int, ...]
    place: int
    line: NormalisedLine

    @classmethod
    def of(cls, pieces: Sequence[_Piece | None], start: int, lexicon: Lexicon) -> "_JoinedLines | None":
        """Join the fewest lines that make labels; None where a line does not begin a broken label."""
        words, with_figures = "", None
        for number, piece in enumerate(pieces[start : start + _MOST_LINES], start):
            if piece is None:
                return None
            begins = not words or is_numbering(words)
            if begins and not (_begins_label(piece.words, lexicon) or (not words and is_numbering(piece.words))):
                return None
            if piece.figures:
                if with_figures is not None:
                    return None
                with_figures = number
            words += piece.words
            if piece.words and are_labels(words, lexicon):
                numbers = tuple(range(start, number + 1))
                if with_figures is not None and _may_be_of_others(pieces, numbers, with_figures, lexicon):
                    return None
                return cls.at(pieces, numbers, number if with_figures is None else with_figures, words)
        return None

    @classmethod
    def at(
        cls, pieces: Sequence[_Piece | None], numbers: tuple[int, ...], place: int, words: str
    ) -> "_JoinedLines | None":
        """Join several lines into the one at ``place``; None if there is only one line."""
        piece = pieces[place]
        if piece is None or len(numbers) == 1:
            return None
        text = " ".join([words, *piece.figures])
        cells, length = (words, *piece.figures), len(piece.line.text)
        line = replace(piece.line, text=text, cells=cells, shape=LineShape.TEXT, joined=True, length=length)
        line = replace(line, apart=bool(piece.figures) and not piece.words)
        return cls(numbers, place, line)


def _may_be_of_others(pieces: Sequence[_Piece | None], numbers: Sequence[int], place: int, lexicon: Lexicon) -> bool:
    """Whether a number alone between the halves of a label may be that of a page: another one stands beside these.

    That right before the label is the figure of the row above, if the label of that row stands before it.
    """
    around = [pieces[at] if 0 <= at < len(pieces) else None for at in (numbers[0] - 1, numbers[-1] + 1)]
    is_number = _is_number_alone(pieces[place])
    above = pieces[numbers[0] - 2] if numbers[0] > 1 else None
    is_of_row = above is not None and bool(above.words) and row_label(above.words, "", lexicon) is not None
    return is_number and (_is_number_alone(around[1]) or (_is_number_alone(around[0]) and not is_of_row))


def _is_number_alone(piece: _Piece | None) -> bool:
    return piece is not None and not piece.words and len(piece.figures) == 1


def _begins_label(words: str, lexicon: Lexicon) -> bool:
    characters = [character for character in fold(words) if is_chinese(character)]
    return "".join(characters[:2]) in lexicon.beginnings or "".join(characters[1:3]) in lexicon.beginnings
