"""Stretches of text with the rows of a table: labels on lines of their own, and the figures before and after each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import looks_like_figures, looks_misread
from gongkai.readers.matching.label_text import fold, has_digits_alone, is_numbering, split_numbering
from gongkai.readers.matching.tokenise.apart.stacked_lines import takes_note, with_note
from gongkai.readers.matching.tokenise.model import Token, TokenLine
from gongkai.readers.matching.tokenise.text_lines import BRACKETED_NOTE

_LONGEST_WORDS = 30
"""Characters of a line that may be the label of a row which the form does not have."""

_PAGE_OF_PAGES = re.compile(r"\s*\d+\s*[/／]\s*\d+\s*")
"""A page number such as 12 / 208, or two figures with a stroke for a blank between them."""

_FEWEST_COUNTED = 5
"""The fewest columns whose numbers cannot be the figures of a row."""


class LineSort(Enum):
    """What a line is among those of the rows of a table."""

    ROW = "row"
    """The label of a row, perhaps with those of its groups, without figures."""
    WORDS = "words"
    """Words that are no label: perhaps those of a row that the form does not have."""
    FIGURES = "figures"
    """Figures and blanks, perhaps after the labels of groups."""
    NOTE = "note"
    """A note in brackets."""
    PASSED = "passed"
    """Nothing that says whose figures are whose: the label of a group, the number of a page, a note to a table."""
    HEAD = "head"
    """A head, or anything else that no label has its figures on the other side of."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Figures on a line of their own.

    Attributes:
        numbers: Positions in the document of the line and those of a note on its last figure.
        tokens: The figures and blanks.
    """

    numbers: tuple[int, ...]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class LabelLine:
    """The label of a row on a line of its own.

    Attributes:
        number: Position of the line in the document.
        width: Columns of the row; None where it is not known which row it is.
        of_form: Whether it is a label of the form.
    """

    number: int
    width: int | None
    of_form: bool


@dataclass(slots=True)
class Stretch:
    """The labels between two heads, in order.

    Attributes:
        labels: The labels.
        gaps: The lines of figures before each label, and those after the last one: one more than there are labels.
        follows_bare: Whether labels without figures stand before its heads.
        is_moved: Whether, in addition, figures without labels follow the next heads: these may be its own, and the
            figures it has may belong to the labels before its heads.
        is_counted: Whether the numbers of the columns precede it. They are no figures; lines above them may be.
        may_have_more: Whether a line such as 12 / 208, a page number or two figures, stands right after figures.
    """

    labels: list[LabelLine] = field(default_factory=list)
    gaps: list[list[FigureLine]] = field(default_factory=lambda: [[]])
    follows_bare: bool = False
    is_moved: bool = False
    is_counted: bool = False
    may_have_more: bool = False

    @property
    def counts(self) -> list[int]:
        """How many cells each gap holds."""
        return [sum(len(line.tokens) for line in gap) for gap in self.gaps]

    @property
    def ends(self) -> tuple[int, int]:
        """The places of its first and of its last label of the form; of its first words where it has none."""
        label_places = [place for place, label in enumerate(self.labels) if label.of_form] or [0]
        return label_places[0], label_places[-1]

    @property
    def has_rows(self) -> bool:
        """Whether it has labels of the form, and figures."""
        return any(label.of_form for label in self.labels) and any(self.gaps)

    def behind(self, bare: Sequence[LabelLine]) -> "Stretch":
        """With labels that stand before its heads and have no figures, where more stand after its first ones.

        Args:
            bare: The labels.
        """
        first = next((number for number, count in enumerate(self.counts[1:], 1) if count), 0)
        widths = sum(label.width or 0 for label in self.labels[:first])
        if not bare or self.counts[0] or not first or self.counts[first] <= widths:
            return replace(self, follows_bare=bool(bare))
        return Stretch([*bare, *self.labels], [*([] for _ in bare), *self.gaps])


def stretches(lines: Sequence[TokenLine], form: Form) -> list[Stretch]:
    """Find the stretches of a document that have labels of rows and figures.

    Args:
        lines: All lines of the document.
        form: Its form.
    """
    some: list[Stretch] = []
    before = 0  # how many are in the sections before
    stretch = Stretch()
    bare: list[LabelLine] = []
    for number, (line, sort) in enumerate(zip(lines, _sorts(lines), strict=True)):
        gap = stretch.gaps[-1]
        stretch.may_have_more |= bool(gap and line.page_number and _PAGE_OF_PAGES.fullmatch(line.text))
        if sort is LineSort.HEAD:
            if stretch.has_rows:
                some.append(stretch.behind(bare))
            elif len(some) > before and any(stretch.gaps) and not stretch.labels:
                some[-1].is_moved = some[-1].follows_bare
            goes_on = not any(stretch.gaps) and not (line.section or line.figures or line.table)
            bare = [*bare, *stretch.labels] if goes_on else []
            before = len(some) if line.section or line.table else before
            stretch = Stretch()
        elif sort is LineSort.FIGURES:
            gap.append(FigureLine((number,), _cells_of(line)))
        elif sort is LineSort.NOTE and gap and takes_note(gap[-1].tokens[-1]) and not _may_be_figure(line, stretch):
            with_notes = (*gap[-1].tokens[:-1], with_note(gap[-1].tokens[-1], line))
            gap[-1] = replace(gap[-1], numbers=(*gap[-1].numbers, number), tokens=with_notes)
        elif sort is LineSort.NOTE and looks_like_figures(line.text.strip()[1:-1]):
            gap.append(FigureLine((number,), line.tokens))  # a cell that cannot be read
        elif sort in (LineSort.ROW, LineSort.WORDS):
            if _count_columns(gap) and not any(label.of_form for label in stretch.labels):
                above = [line for figures in stretch.gaps[:-1] for line in figures]
                stretch = Stretch(gaps=[above], is_counted=True)
            stretch.labels.append(LabelLine(number, _width(line, form), sort is LineSort.ROW))
            stretch.gaps.append([])
    return [*some, stretch.behind(bare)] if stretch.has_rows else some


def _may_be_figure(line: TokenLine, stretch: Stretch) -> bool:
    """Whether a number in brackets may be a figure, not a note on the one before: the last label but one has none."""
    is_number = looks_like_figures(line.text.strip()[1:-1])
    return is_number and len(stretch.labels) > 1 and stretch.labels[-2].of_form and not stretch.gaps[-2]


def _cells_of(line: TokenLine) -> tuple[Token, ...]:
    """The figures and blanks of a line; a figure directly followed by a dash is one cell, the dash is no blank."""
    cells = tuple(token for token in line.tokens if token.match is None)
    text = "".join(cell.text for cell in cells)
    is_one = [cell.is_blank for cell in cells] == [False, True] and line.span[1] - line.span[0] == len(text)
    return (replace(cells[0], text=text),) if is_one and cells[0].is_figure else cells


def _count_columns(figures: Sequence[FigureLine]) -> bool:
    """Whether figures are 1, 2, 3 and so on, as where heads are followed by the numbers of their columns."""
    texts = [token.text.strip() for line in figures for token in line.tokens]
    return len(texts) >= _FEWEST_COUNTED and texts == [str(number) for number in range(1, len(texts) + 1)]


def _sorts(lines: Sequence[TokenLine]) -> list[LineSort]:
    """What each line is; a word that is a row's label or a head is a head next to another one.

    Words that are a piece only of a line of text are no label of a row. What has digits and no letters is figures, with
    signs that nobody can read.
    """
    sorts = [_sort(line) for line in lines]
    for number, (line, following) in enumerate(pairwise(lines)):
        if line.origin == following.origin and line.span[1] == following.span[0] > 0:
            for place in (number, number + 1):
                is_words = not (lines[place].complete and has_digits_alone(lines[place].text))
                sorts[place] = LineSort.HEAD if is_words and sorts[place] is LineSort.WORDS else sorts[place]
    for pieces in _broken_rows(lines):
        sorts[pieces.start : pieces.stop] = LineSort.WORDS, *[LineSort.PASSED] * (len(pieces) - 1)
    for number, line in enumerate(lines):
        if sorts[number] is LineSort.WORDS and has_digits_alone(line.text):
            sorts[number] = LineSort.FIGURES
        if sorts[number] is LineSort.ROW and any(match.of("column") for match in line.matches):
            around = (
                _next_sort(lines, sorts, range(number - 1, -1, -1)),
                _next_sort(lines, sorts, range(number + 1, len(lines))),
            )
            sorts[number] = LineSort.HEAD if LineSort.HEAD in around else LineSort.ROW
    return sorts


def _next_sort(lines: Sequence[TokenLine], sorts: Sequence[LineSort], places: Iterable[int]) -> LineSort | None:
    """What the first line is that is no page number; None where there is none."""
    return next((sorts[place] for place in places if not lines[place].page_number), None)


def _broken_rows(lines: Sequence[TokenLine]) -> Iterator[range]:
    """Lines of text in pieces that begin with the label of a group: what is after it may be the label of a row."""
    for number, line in enumerate(lines):
        only_groups = bool(line.matches) and all(match.of("group") and not match.of("row") for match in line.matches)
        if line.complete or line.span[0] or not only_groups:
            continue
        end = number + 1
        while end < len(lines) and lines[end].origin == line.origin and lines[end].span[0] == lines[end - 1].span[1]:
            end += 1
        pieces = lines[number:end]
        if not any(token.is_figure and not is_numbering(token.text) for piece in pieces for token in piece.tokens):
            yield range(number, end)


def _sort(line: TokenLine) -> LineSort:
    if line.page_number or line.moved or line.footnote:
        return LineSort.PASSED
    if line.is_grid or line.section or line.picture or not line.tokens:
        return LineSort.HEAD
    if line.matches:
        return _sort_labels(line) if line.complete else LineSort.HEAD
    if line.complete and all(token.is_figure or token.is_blank or looks_misread(token.text) for token in line.tokens):
        return LineSort.PASSED if is_numbering(line.text) else LineSort.FIGURES
    if BRACKETED_NOTE.fullmatch(line.text):
        return LineSort.NOTE
    return LineSort.WORDS if len(line.text) <= _LONGEST_WORDS else LineSort.HEAD


def _sort_labels(line: TokenLine) -> LineSort:
    first = next((place for place, token in enumerate(line.tokens) if token.match is None), len(line.tokens))
    labels = [token.match for token in line.tokens[:first] if token.match is not None]
    behind = line.tokens[first:]
    only_groups = bool(labels) and all(match.of("group") and not match.of("row") for match in labels)
    if behind:
        figures = all(token.is_figure or token.is_blank for token in behind)
        return LineSort.FIGURES if only_groups and figures else LineSort.HEAD
    if only_groups:
        return LineSort.PASSED
    rows = [match for match in labels if match.of("row")]
    if len(labels) == 1 and not rows and labels[0].of("column") and split_numbering(fold(line.text))[0]:
        return LineSort.WORDS  # a head has no number, but a label that is called like one
    if len(rows) != 1 or any(not match.of("group", "row") for match in labels):
        return LineSort.HEAD
    return LineSort.ROW


def _width(line: TokenLine, form: Form) -> int | None:
    """Columns of the row that a line is the label of; None where that is not known."""
    widths = {
        len(form.table_index[meaning.table].columns(meaning.row))
        for match in line.matches
        for meaning in match.of("row")
    }
    return widths.pop() if len(widths) == 1 else None
