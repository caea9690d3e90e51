"""On which side of their labels figures stand in a document: each stretch of a table as the others have it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai.readers.matching.tokenise.apart.sides import SidedLabels, on_one_side, settle_closed, settle_on
from gongkai.readers.matching.tokenise.apart.stretches import FigureLine, Stretch
from gongkai.readers.matching.tokenise.model import LabelSide

_FEWEST, _FEWEST_AGAINST = 2, 3
"""The fewest labels of which it is no chance on which side their figures are: in a document; and in a table, where
other labels show the opposite or nothing."""


@dataclass(frozen=True, slots=True)
class TableStretch:
    """A stretch, the form's tables that its labels may be of, and the figures of these labels.

    Attributes:
        stretch: The labels between two heads.
        tables: Ids of the tables.
        sided: The figures.
        alone: Labels whose only figure may be a page number, as other rows have theirs beside their labels; or one
            that stands above or below their others.
        paged: Labels whose only figure may be a page number, as it continues a count of numbers outside the tables.
        lacks_first: Whether the row before its first label has no label anywhere in the document.
        lacks_last: Whether the one row of the table after its last label has none.
    """

    stretch: Stretch
    tables: frozenset[str]
    sided: SidedLabels
    alone: frozenset[int] = frozenset()
    paged: frozenset[int] = frozenset()
    lacks_first: bool = False
    lacks_last: bool = False

    @property
    def is_interrupted(self) -> bool:
        """Whether another line, such as the number of a page, stands between a label and the figures after it."""
        for label, own in zip(self.stretch.labels, self.sided.own, strict=True):
            numbers = [number for line in own for number in line.numbers]
            if numbers and numbers[-1] - label.number != len(numbers):
                return True
        return False

    @property
    def lacks_figures(self) -> bool:
        """Whether a label lacks figures, and a seeming page number after other figures may be figures."""
        bare = (label.of_form and not own for label, own in zip(self.stretch.labels, self.sided.own, strict=True))
        return self.stretch.may_have_more and any(bare)

    def is_of_table(self, other: "TableStretch") -> bool:
        """Whether two stretches may be of one table."""
        return bool(self.tables & other.tables)


def settle_in_document(some: Sequence[TableStretch]) -> list[TableStretch]:
    """Settle the stretches of a document by each other: what is doubtful by the others says nothing of them.

    Args:
        some: The stretches, in order, each settled by what it says itself.
    """
    proven, unsettled = ([item for item in some if item.sided.is_proven is way] for way in (True, False))
    doubtful = {
        id(item)
        for item in some
        if item.stretch.is_moved or item.lacks_figures or _is_doubtful(item, proven, unsettled)
    }
    trusted = [item for item in proven if id(item) not in doubtful]
    every = [_doubted(item) if id(item) in doubtful else _by_others(item, trusted) for item in some]
    are_ahead = any(item.sided.counted or _have_more_behind_bare(item) for item in every)
    return _open_towards_bare([_opened(item, _beside_bare(item)) if are_ahead else item for item in every])


def _have_more_behind_bare(item: TableStretch) -> bool:
    """Whether a label has more figures than its row has columns, and the one before it has none."""
    return any(_has_more(item, number, item.sided.own[number]) for number in _beside_bare(item))


def _beside_bare(item: TableStretch) -> Iterator[int]:
    """The labels whose figures may be those of the label before, which has none, where others stand ahead like that."""
    step = 1 if item.sided.side is LabelSide.BEFORE else -1
    labels = item.stretch.labels
    for number, own in enumerate(item.sided.own):
        other = number + step
        if own and other in range(len(labels)) and labels[other].of_form and not item.sided.own[other]:
            yield from (number, other)


def _open_towards_bare(some: list[TableStretch]) -> list[TableStretch]:
    """The stretches, open from a label with figures of two rows to one without any in the next stretch of its table.

    Each label between may have those of the one next to it.
    """
    for place, (above, below) in enumerate(pairwise(some)):
        if above.sided.side is not below.sided.side or above.sided.side is None or not above.is_of_table(below):
            continue
        behind = above.sided.side is LabelSide.BEHIND
        near, far = (above, below) if behind else (below, above)
        more = [number for number, own in enumerate(near.sided.own) if _has_more(near, number, own)]
        bare = [number for number, own in enumerate(far.sided.own) if far.stretch.labels[number].of_form and not own]
        if more and bare:
            some[place] = _opened(above, range(more[0] if behind else bare[0], len(above.sided.own)))
            some[place + 1] = _opened(below, range((bare if behind else more)[-1] + 1))
    return some


def _has_more(item: TableStretch, label: int, own: Sequence[FigureLine]) -> bool:
    """Whether a label has more figures than its row has columns."""
    width = item.stretch.labels[label].width
    return width is not None and sum(len(line.tokens) for line in own) > width


def _is_doubtful(item: TableStretch, proven: Sequence[TableStretch], unsettled: Sequence[TableStretch]) -> bool:
    """Whether the others are against what a stretch says itself, or only the number of a page says it."""
    if not item.sided.is_proven:
        return False
    if item.sided.side is LabelSide.BEFORE:
        return 0 in item.paged or _are_few(item, proven)
    return _is_denied(item, proven) or _may_be_before(item, proven, unsettled)


def _doubted(item: TableStretch) -> TableStretch:
    """A stretch of which every figure may be another label's; its labels after figures keep these."""
    is_proven = item.sided.is_proven and (item.stretch.is_moved or item.sided.side is LabelSide.BEFORE)
    every = range(len(item.stretch.labels))
    return _opened(replace(item, sided=replace(item.sided, is_proven=is_proven)), every)


def _opened(item: TableStretch, labels: Iterable[int]) -> TableStretch:
    """A stretch with some labels open as well."""
    return replace(item, sided=replace(item.sided, open=item.sided.open | frozenset(labels)))


def _by_others(item: TableStretch, proven: Sequence[TableStretch]) -> TableStretch:
    """Settle a stretch that tells nothing by other stretches of its table, or, as a guess, by those of other tables."""
    stretch, sided = item.stretch, item.sided
    if sided.is_proven or stretch.counts[0] or stretch.counts[-1]:
        return item
    of_table = {other.sided.side for other in proven if item.is_of_table(other)}
    enough = _count_labels([other for other in proven if item.is_of_table(other)]) >= _FEWEST_AGAINST
    if enough and len(of_table) == 1 and (side := of_table.pop()) is not None:
        return replace(item, sided=settle_on(stretch, side))
    return replace(item, sided=_by_other_tables(item, proven))


def _by_other_tables(item: TableStretch, proven: Sequence[TableStretch]) -> SidedLabels:
    """The figures of a stretch that tells nothing, on the side that other tables show; certain if all fit there."""
    sides = {other.sided.side for other in proven}
    side = sides.pop() if len(sides) == 1 else None
    if side is None:
        return item.sided
    if side is LabelSide.BEFORE is item.sided.side and _count_labels(proven) >= _FEWEST:
        return settle_closed(item.stretch, side)
    return replace(on_one_side(item.stretch, side, range(len(item.stretch.labels))), is_proven=False)


def _is_denied(item: TableStretch, proven: Sequence[TableStretch]) -> bool:
    """Whether figures seem to stand after labels, and before those of another stretch of the table.

    The line between the two may be a label that cannot be read, and the first or last row without figures.
    """
    before = [other for other in proven if other.sided.side is LabelSide.BEFORE and other.is_of_table(item)]
    return item.sided.side is LabelSide.BEHIND and _count_labels(before) >= _FEWEST_AGAINST


def _may_be_before(item: TableStretch, proven: Sequence[TableStretch], unsettled: Sequence[TableStretch]) -> bool:
    """Whether figures that seem to stand after their labels may stand before them, as in the rest of the document.

    The last figures may belong to the words after them; or figures left over in another stretch of the table may belong
    to the first label here. Whatever the rest of the document shows, they may stand before their labels if another
    stretch of the table begins and ends with figures, or if it ends with figures and the row that follows the last
    label here, the last one of the table, has no label.
    """
    others = {other.sided.side for other in proven if other is not item}
    if item.sided.side is not LabelSide.BEHIND:
        return False
    of_table = [other for other in unsettled if other.is_of_table(item)]
    if item.lacks_last and any(other.stretch.counts[other.stretch.ends[1] + 1] for other in of_table):
        return True
    if any(other.stretch.counts[0] and other.stretch.counts[-1] for other in of_table):
        return True
    if others != {LabelSide.BEFORE}:
        return False
    ends_in_words = not item.stretch.labels[-1].of_form and item.stretch.counts[-2] > 0
    return ends_in_words or bool(of_table)


def _are_few(item: TableStretch, proven: Sequence[TableStretch]) -> bool:
    """Whether too few labels have their figures before them to exclude that these belong to a label that was lost.

    However many there are, it is not excluded if every label of the table stands alone between two heads: the figures
    after the upper head may belong to the row above. Nor is it if other labels of the table have their figures after
    them, or if the first row of the table has no label and other tables have figures after their labels.
    """
    before = [other for other in proven if other.sided.side is LabelSide.BEFORE]
    of_table = [other for other in before if item.is_of_table(other)]
    if _count_labels([item]) == 1 and all(_count_labels([other]) == 1 for other in of_table):
        return True
    is_against = any(other.sided.side is LabelSide.BEHIND for other in proven)
    if is_against and item.lacks_first:
        return True
    if any(other.sided.side is LabelSide.BEHIND and item.is_of_table(other) for other in proven):
        return True
    return _count_labels(of_table) < _FEWEST_AGAINST if is_against else _count_labels(before) < _FEWEST


def _count_labels(some: Iterable[TableStretch]) -> int:
    """How many labels of the form stretches have."""
    return sum(label.of_form for item in some for label in item.stretch.labels)
