"""Joins labels and figures that are on lines of their own: the rows of tables of text."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise.apart.figure_lines import join_figure_lines
from gongkai.readers.matching.tokenise.apart.heads_ahead import part_heads
from gongkai.readers.matching.tokenise.apart.sides import (
    SidedLabels,
    on_one_side,
    settle_closed,
    settle_on,
    settle_sides,
)
from gongkai.readers.matching.tokenise.apart.stacked_lines import join_stacked_lines
from gongkai.readers.matching.tokenise.apart.stretches import FigureLine, Stretch, stretches
from gongkai.readers.matching.tokenise.model import LabelMatch, LabelSide, SideDoubt, TokenLine

_PAGE = re.compile(r"[1-9]\d{0,2}")
_FEWEST, _FEWEST_AGAINST = 2, 3
"""Labels from which on it is no chance on which side their figures are: in a document; in a table, where others say
otherwise or nothing."""


def join_rows(lines: Sequence[TokenLine], form: Form) -> tuple[TokenLine, ...]:
    """Join the labels of rows and their figures where these are on lines of their own.

    Args:
        lines: All lines of a document.
        form: Its form.
    """
    joined = list(part_heads(lines))
    for item in _settled(tuple(joined), form):
        is_plain = not (item.sided.open or item.alone or item.is_interrupted or item.stretch.is_counted)
        if not is_plain or item.sided.side is not LabelSide.BEHIND:
            _join(joined, item)
    return join_stacked_lines(join_figure_lines(joined))


@dataclass(frozen=True, slots=True)
class _TableStretch:
    """A stretch, the form's tables that its labels may be of, and the figures of these labels.

    Attributes:
        stretch: The labels between two heads.
        tables: Ids of the tables.
        sided: The figures.
        alone: Labels whose one figure may be the number of a page: other rows have theirs beside their labels.
        lacks_first: Whether the row before its first label has no label anywhere in the document.
    """

    stretch: Stretch
    tables: frozenset[str]
    sided: SidedLabels
    alone: frozenset[int] = frozenset()
    lacks_first: bool = False

    @property
    def is_interrupted(self) -> bool:
        """Whether another line, such as the number of a page, stands between a label and the figures behind it."""
        for label, own in zip(self.stretch.labels, self.sided.own, strict=True):
            numbers = [number for line in own for number in line.numbers]
            if numbers and numbers[-1] - label.number != len(numbers):
                return True
        return False

    def is_of_table(self, other: "_TableStretch") -> bool:
        """Whether two stretches may be of one table."""
        return bool(self.tables & other.tables)


def _settled(lines: Sequence[TokenLine], form: Form) -> list[_TableStretch]:
    """The stretches of a document with the figures of their labels."""
    named = {(meaning.table, meaning.row) for line in lines for match in line.matches for meaning in match.of("row")}
    some = [
        _TableStretch(
            stretch,
            _tables(lines, stretch),
            settle_sides(stretch),
            lacks_first=_lacks_first(lines[stretch.labels[0].number].matches, named),
        )
        for stretch in stretches(lines, form)
    ]
    beside = [table for line in lines if line.figures and not line.table for table in _tables_of(line.matches)]
    apart = [table for item in some for _ in item.stretch.labels for table in item.tables]
    mostly = {table for table in beside if beside.count(table) > apart.count(table)}
    some = [replace(item, alone=_alone(item)) if item.tables <= mostly else item for item in some]
    proven, unsettled = ([item for item in some if item.sided.is_proven is way] for way in (True, False))
    return [_in_document(item, proven, unsettled) for item in some]


def _lacks_first(label: Sequence[LabelMatch], named: Collection[tuple[str, int]]) -> bool:
    """Whether a label is of no row that is the first one of its table, or behind one with a label in the document."""
    rows = [(meaning.table, meaning.row) for match in label for meaning in match.of("row")]
    return bool(rows) and all(row > 0 and (table, row - 1) not in named for table, row in rows)


def _alone(item: _TableStretch) -> frozenset[int]:
    """The labels whose figures are one number that may be that of a page."""
    tokens = [[token for line in own for token in line.tokens] for own in item.sided.own]
    return frozenset(
        place for place, own in enumerate(tokens) if len(own) == 1 and _PAGE.fullmatch(collapse_spaces(own[0].text))
    )


def _tables(lines: Sequence[TokenLine], stretch: Stretch) -> frozenset[str]:
    """Ids of the form's tables that the labels of a stretch may be of."""
    return frozenset(table for label in stretch.labels for table in _tables_of(lines[label.number].matches))


def _tables_of(matches: Iterable[LabelMatch]) -> frozenset[str]:
    """Ids of the form's tables that have rows of some names."""
    return frozenset(meaning.table for match in matches for meaning in match.of("row"))


def _in_document(
    item: _TableStretch, proven: Sequence[_TableStretch], unsettled: Sequence[_TableStretch]
) -> _TableStretch:
    """A stretch as the others of its document have it.

    One that says nothing goes by those of its table; by those of other tables it is a guess, as are few labels behind
    their figures.
    """
    stretch, sided, every = item.stretch, item.sided, range(len(item.stretch.labels))
    if stretch.is_moved:
        return replace(item, sided=replace(sided, open=frozenset(every)))
    if sided.is_proven and sided.side is LabelSide.BEFORE and _are_few(item, proven):
        return replace(item, sided=replace(sided, open=frozenset(every)))
    if sided.is_proven and _may_be_before(item, proven, unsettled):
        return replace(item, sided=replace(sided, open=frozenset(every), is_proven=False))
    if sided.is_proven or stretch.counts[0] or stretch.counts[-1]:
        return item
    of_table = {other.sided.side for other in proven if item.is_of_table(other)}
    enough = _count_labels([other for other in proven if item.is_of_table(other)]) >= _FEWEST_AGAINST
    if enough and len(of_table) == 1 and (side := of_table.pop()) is not None:
        return replace(item, sided=settle_on(stretch, side))
    return replace(item, sided=_by_other_tables(item, proven))


def _by_other_tables(item: _TableStretch, proven: Sequence[_TableStretch]) -> SidedLabels:
    """The figures of a stretch that says nothing, as other tables have them: certain if it has them all there."""
    sides = {other.sided.side for other in proven}
    side = sides.pop() if len(sides) == 1 else None
    if side is None:
        return item.sided
    if side is LabelSide.BEFORE is item.sided.side and _count_labels(proven) >= _FEWEST:
        return settle_closed(item.stretch, side)
    return replace(on_one_side(item.stretch, side, range(len(item.stretch.labels))), is_proven=False)


def _may_be_before(item: _TableStretch, proven: Sequence[_TableStretch], unsettled: Sequence[_TableStretch]) -> bool:
    """Whether figures may stand before labels, as in the rest of the document.

    The last ones stand before words, perhaps, or the first ones behind another stretch of the table, which has some
    left that may be of the first label here.
    """
    others = {other.sided.side for other in proven if other is not item}
    if item.sided.side is not LabelSide.BEHIND or others != {LabelSide.BEFORE}:
        return False
    ends_in_words = not item.stretch.labels[-1].known and item.stretch.counts[-2] > 0
    return ends_in_words or any(other.is_of_table(item) for other in unsettled)


def _are_few(item: _TableStretch, proven: Sequence[_TableStretch]) -> bool:
    """Whether so few labels have their figures before them that another one may be lost, and its figures there.

    However many they are, it may be where others of their table have them behind, or the first row of the table has no
    label and other tables have them behind.
    """
    before = [other for other in proven if other.sided.side is LabelSide.BEFORE]
    of_table = [other for other in before if item.is_of_table(other)]
    is_against = any(other.sided.side is LabelSide.BEHIND for other in proven)
    if is_against and item.lacks_first:
        return True
    if any(other.sided.side is LabelSide.BEHIND and item.is_of_table(other) for other in proven):
        return True
    return _count_labels(of_table) < _FEWEST_AGAINST if is_against else _count_labels(before) < _FEWEST


def _count_labels(some: Iterable[_TableStretch]) -> int:
    """How many labels of the form stretches have."""
    return sum(label.known for item in some for label in item.stretch.labels)


def _join(lines: list[TokenLine], item: _TableStretch) -> None:
    """Put rows in place of the lines of their labels; nothing is left of the lines of figures.

    Figures of one column of which nothing says whose they are go to no label.
    """
    stretch, sided = item.stretch, item.sided
    if not sided.is_proven and max(label.width or 0 for label in stretch.labels) == max(stretch.counts) == 1:
        for number in (number for gap in stretch.gaps for line in gap for number in line.numbers):
            lines[number] = replace(lines[number], complete=False)
        return
    for place, (label, own) in enumerate(zip(stretch.labels, sided.own, strict=True)):
        if label.known:
            below_row = _are_below_row(lines, own, label.number)
            _empty(lines, own)
            row = _row(lines[label.number], own, either=_doubt(item, place))
            side = None if sided.is_proven else sided.side
            lines[label.number] = replace(row, side=side, below_row=below_row)


def _are_below_row(lines: Sequence[TokenLine], figures: Iterable[FigureLine], label: int) -> bool:
    """Whether figures stand before their label and right below a row that has its own beside its label."""
    first = min((line.numbers[0] for line in figures), default=label)
    above = next((line for line in lines[first - 1 :: -1] if not (line.page_number or line.footnote)), None)
    if not 0 < first < label or above is None or above.settled or above.is_grid:
        return False
    return bool(above.figures) and any(match.of("row") for match in above.matches)


def _empty(lines: list[TokenLine], figures: Iterable[FigureLine]) -> None:
    for number in (number for line in figures for number in line.numbers):
        labels = tuple(token for token in lines[number].tokens if token.match is not None)
        lines[number] = replace(lines[number], tokens=labels, moved=not labels)


def _doubt(item: _TableStretch, place: int) -> SideDoubt:
    """Why the figures of a label may be none of its own."""
    if place not in item.sided.open:
        return "alone" if place in item.alone else ""
    return "counted" if place in item.sided.counted else "either"


def _row(labels: TokenLine, figures: Sequence[FigureLine], *, either: SideDoubt) -> TokenLine:
    tokens = [token for line in figures for token in line.tokens]
    first = len(labels.tokens)
    behind = tuple(replace(token, column=first + place) for place, token in enumerate(tokens))
    return replace(
        labels,
        tokens=(*labels.tokens, *behind),
        stacked=len(figures) > 1,
        glued=len(figures) == 1 and len(tokens) > 1,
        settled=True,
        either=either,
    )
