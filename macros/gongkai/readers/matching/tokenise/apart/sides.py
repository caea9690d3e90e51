"""Tells whether figures stand before or after the labels of rows, where both are on lines of their own.

The side is concluded from a stretch of labels between two heads, and from the gaps before, between and after them:

- Where every label has figures after it, and none stand before the first one, they are after the labels, however many
  they are. Likewise the other way round.
- Where a label has no figures, two rows may have theirs in one gap. The labels from that gap to the one without figures
  are *open*: their figures are doubted.
- Labels may follow each other, with exactly as many figures after the last of them as their rows have columns. They
  have these figures one after the other, and are open.
- Figures may be before some labels and after others, so that each has as many as its row has columns. That is believed
  only where figures stand at one end of the stretch and not at the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from gongkai.readers.matching.tokenise.apart.page_counts import page_of
from gongkai.readers.matching.tokenise.apart.stretches import FigureLine, LabelLine, Stretch
from gongkai.readers.matching.tokenise.model import LabelSide

_FEWEST_FULL = 2
"""The fewest labels with a figure for each column that show that words before them are no label."""


@dataclass(frozen=True, slots=True)
class SidedLabels:
    """Which figures the labels of a stretch have.

    Attributes:
        own: The lines of figures of each label.
        open: Labels whose figures may be those of the one next to them.
        counted: Those of them that have their figures because these are as many as the columns of several rows.
        side: Where all figures are; None where they are on both sides.
        is_proven: Whether anything but habit says so.
    """

    own: tuple[tuple[FigureLine, ...], ...]
    open: frozenset[int] = frozenset()
    side: LabelSide | None = None
    is_proven: bool = True
    counted: frozenset[int] = field(default_factory=frozenset)


def settle_sides(stretch: Stretch) -> SidedLabels:
    """Give the labels of a stretch their figures.

    Where nothing says on which side they are, they are taken to be after the labels, and all labels are open.

    Args:
        stretch: The labels between two heads, and the figures between them.
    """
    every = range(len(stretch.labels))
    closed = [side for side in LabelSide if _is_closed(_turned(stretch, side))]
    if len(closed) == len(LabelSide):  # words at both ends, each of which may be a label
        return replace(on_one_side(stretch, LabelSide.BEHIND, every), is_proven=False)
    for side in closed:
        return settle_closed(stretch, side, is_proven=not _may_be_behind(stretch, side))
    for side in LabelSide:
        turned = _turned(stretch, side)
        if _is_full(turned):
            # A row that is left over may have a cell too many, or lack some.
            rivals = 2 * turned.counts[0] > (turned.labels[0].width or 0) or _may_be_behind(stretch, side)
            rivals = rivals or (side is LabelSide.BEHIND and stretch.counts[0] > 0 and _ends_before_words(stretch))
            return replace(on_one_side(stretch, side, every if rivals else ()), is_proven=not rivals)
    first, last = (_stand_at_end(stretch, side) for side in LabelSide)
    mixed = _by_counts(stretch)
    if mixed is not None:  # where no end tells the side, a row of no table and a label that lost its own count up too
        return replace(mixed, open=frozenset(every), is_proven=False) if first is last else mixed
    if first is last or not (stretch.counts[0] if first else stretch.counts[-1]):
        return replace(on_one_side(stretch, LabelSide.BEHIND, every), is_proven=False)
    return settle_on(stretch, LabelSide.BEFORE if first else LabelSide.BEHIND)


def settle_closed(stretch: Stretch, side: LabelSide, *, is_proven: bool = True) -> SidedLabels:
    """Give the labels of a stretch the figures on a side on which every one of them has some.

    Args:
        stretch: The labels.
        side: Which side.
        is_proven: Whether it is certain that they are on this side.
    """
    if not is_proven:
        return replace(on_one_side(stretch, side, range(len(stretch.labels))), is_proven=False)
    turned = _turned(stretch, side)
    doubtful = {*_open_by_words(turned), *_open_from_two_rows(turned)} if side is LabelSide.BEFORE else set[int]()
    return on_one_side(stretch, side, doubtful)


def settle_on(stretch: Stretch, side: LabelSide) -> SidedLabels:
    """Give the labels of a stretch the figures on one side, which is known; some may lack theirs.

    Args:
        stretch: The labels.
        side: Which side.
    """
    turned = _turned(stretch, side)
    return on_one_side(stretch, side, {*_open_towards_bare(turned), *_open_from_two_rows(turned)})


def on_one_side(stretch: Stretch, side: LabelSide, open_turned: Iterable[int] = ()) -> SidedLabels:
    """Every label with the figures on one side of it.

    Args:
        stretch: The labels.
        side: Which side.
        open_turned: Open labels, counted from the end where their figures stand before them.
    """
    behind = side is LabelSide.BEHIND
    gaps = stretch.gaps[1:] if behind else stretch.gaps[:-1]
    last = len(stretch.labels) - 1
    numbers = {number if behind else last - number for number in open_turned}
    own, counted = [tuple(gap) for gap in gaps], set()
    for run in _runs_of_labels(stretch, behind=behind):
        numbers |= {*run}
        shares = _shares(next(filter(None, (own[number] for number in run))), [stretch.labels[n].width for n in run])
        if shares:
            own[run.start : run.stop] = shares
            counted |= {*run}
    return SidedLabels(tuple(own), frozenset(numbers), side, counted=frozenset(counted))


def _runs_of_labels(stretch: Stretch, *, behind: bool) -> Iterator[range]:
    """Labels that follow each other with one gap of figures, where these are not just those of the label next to it."""
    counts = stretch.counts[1:] if behind else stretch.counts[:-1]
    having = [number for number, count in enumerate(counts) if count]
    if behind:
        runs = [range(before + 1, last + 1) for before, last in zip([-1, *having], having, strict=False)]
    else:
        runs = [range(*pair) for pair in pairwise([*having, len(counts)])]
    for run, own in zip(runs, having, strict=True):
        is_bare = any(stretch.labels[number].of_form for number in run if number != own)
        if is_bare and counts[own] != stretch.labels[own].width:
            yield run


def _shares(gap: Sequence[FigureLine], widths: Sequence[int | None]) -> list[tuple[FigureLine, ...]]:
    """The figures of a gap dealt out in order to rows of these widths; none where their number does not fit."""
    cells = [(line, token) for line in gap for token in line.tokens]
    if None in widths or sum(width or 0 for width in widths) != len(cells):
        return []
    rest = iter(cells)
    own = [list(islice(rest, width)) for width in widths]
    return [tuple(FigureLine(line.numbers, (token,)) for line, token in part) for part in own]


def _turned(stretch: Stretch, side: LabelSide) -> Stretch:
    """A stretch as if its figures were after the labels: from last to first where they are before these."""
    return stretch if side is LabelSide.BEHIND else Stretch(stretch.labels[::-1], stretch.gaps[::-1])


def _is_closed(stretch: Stretch) -> bool:
    """Whether every label has figures after it and none are before the first one."""
    has = zip(stretch.labels, stretch.counts[1:], strict=True)
    return not stretch.counts[0] and all(count for label, count in has if label.of_form)


def _stand_at_end(stretch: Stretch, side: LabelSide) -> bool:
    """Whether figures stand before the first label, or after the last one; words there may be no label."""
    turned = _turned(stretch, LabelSide.BEHIND if side is LabelSide.BEFORE else LabelSide.BEFORE)
    return turned.counts[0] > 0 or (not turned.labels[0].of_form and turned.counts[1] > 0)


def _may_be_behind(stretch: Stretch, side: LabelSide) -> bool:
    """Whether figures would stand before labels, but may as well be after them, as words at an end may be a label.

    Words before all labels may have the first figures, while those of the last label are blank. Words after all labels
    may be none, and the first figures those of no row, such as the numbers of the columns. One number before the label
    of a row with several columns may be that of a page.
    """
    first, last = (not stretch.labels[place].of_form for place in (0, -1))
    is_wide = (stretch.labels[0].width or 0) > 1
    if side is LabelSide.BEFORE and is_wide and not stretch.counts[-1] and page_of(stretch.gaps[0]) is not None:
        return True
    return side is LabelSide.BEFORE and ((first and stretch.counts[1] > 0) or (last and stretch.counts[-2] > 0))


def _ends_before_words(stretch: Stretch) -> bool:
    """Whether the last figures stand before words that may be their label."""
    return not stretch.labels[-1].of_form and not stretch.counts[-1] and stretch.counts[-2] > 0


def _is_full(stretch: Stretch) -> bool:
    """Whether every label has a figure for each column after it."""
    return all(map(_fills, stretch.labels, stretch.counts[1:]))


def _fills(label: LabelLine, count: int) -> bool:
    return not label.of_form or count == label.width


def _open_by_words(stretch: Stretch) -> Iterable[int]:
    """The labels whose figures may be those of words that are no label of the form, which have none of their own.

    Words at the end, which is before the first label where figures stand before labels, are none where the labels have
    all their figures.
    """
    last = len(stretch.labels) - 1
    is_full = _is_full(stretch) and sum(label.of_form for label in stretch.labels) >= _FEWEST_FULL
    for number, label in enumerate(stretch.labels):
        bare = not label.of_form and not stretch.counts[number + 1]
        if bare and number and stretch.counts[number] and not (number == last and is_full):
            yield number - 1


def _open_towards_bare(stretch: Stretch) -> Iterable[int]:
    """The labels from one after which the figures of two rows may stand to the last one after it that has none."""
    counts = stretch.counts[1:]
    labels = list(enumerate(stretch.labels))
    perhaps_two = (number for number, label in labels if counts[number] > 1 and counts[number] != label.width)
    bare = [number for number, label in labels if label.of_form and not counts[number]]
    return range(next(perhaps_two, len(labels)), max(bare, default=-1) + 1)


def _open_from_two_rows(stretch: Stretch) -> Iterable[int]:
    """The labels from one after which two whole rows stand: their figures may be on the other side from there on."""
    counts = stretch.counts[1:]
    widths = [label.width or 0 for label in stretch.labels]
    twice = (place for place, width in enumerate(widths) if width > 1 and counts[place] == 2 * width)
    return range(next(twice, len(stretch.labels)), len(stretch.labels))


def _by_counts(stretch: Stretch) -> SidedLabels | None:
    """The one way to give each label as many figures as its row has columns, on either side; None if there is none."""
    own: list[tuple[FigureLine, ...]] = []
    rest: Sequence[FigureLine] = stretch.gaps[0]
    for label, gap in zip(stretch.labels, stretch.gaps[1:], strict=True):
        if label.width is None:
            return None
        if rest:
            own_cells, remainder = _first_cells(rest, label.width)
            if remainder or own_cells is None:
                return None
            own.append(own_cells)
            rest = gap
        else:
            own_cells, rest = _first_cells(gap, label.width)
            if own_cells is None:
                return None
            own.append(own_cells)
    return None if rest else SidedLabels(tuple(own))


def _first_cells(lines: Sequence[FigureLine], width: int) -> tuple[tuple[FigureLine, ...] | None, Sequence[FigureLine]]:
    """The lines that hold the first cells, as many as asked for, and the other lines; None where no line ends there."""
    count = 0
    for number, line in enumerate(lines, 1):
        count += len(line.tokens)
        if count == width:
            return tuple(lines[:number]), lines[number:]
    return None, lines
