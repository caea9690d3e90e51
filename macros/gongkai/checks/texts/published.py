"""Every text that is published, for rules on what no text may contain.

A scanner looks at raw text, so that each hit has its exact place. Of YAML only published values count; whether a hit is
in one is looked up afterwards.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from gongkai import located
from gongkai.narrative import Narrative

UNPUBLISHED = frozenset({"internal"})
"""Keys of data whose values leave the data folder in no page and no export."""

_Scalar = tuple[tuple[int, int], str | None]
"""Line and column of a scalar, and its text; None where it is not published."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a scanner has stopped at.

    Attributes:
        kind: Which of its kinds it is.
        start: Where it begins, in characters.
        end: Where it ends.
    """

    kind: str
    start: int
    end: int


Scanner = Callable[[str], Iterable[Hit]]
"""Looks through a text; the passages that it gives come in order."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage in a file.

    Attributes:
        kind: As its scanner calls it.
        line: Line in the file, from 1.
        column: Column in the file, from 1.
        passage: The passage.
    """

    kind: str
    line: int
    column: int
    passage: str


def narrative_spots(narrative: Narrative, scan: Scanner) -> list[Spot]:
    """What a scanner stops at in a page, front matter included and calls of macros left out."""
    text = narrative.masked
    return [_spot(text, passage) for passage in scan(text)]


def yaml_spots(text: str, scan: Scanner, *, keys: Collection[str] | None = None) -> list[Spot]:
    """What a scanner stops at in the published values of a YAML file.

    Args:
        text: The file.
        scan: The scanner.
        keys: Keys at the top whose values are texts; None where those of all are.
    """
    spots = [_spot(text, passage) for passage in scan(text)]
    tree = located.parse(text)[0] if spots else None
    if not isinstance(tree, located.Mapping):
        return []
    scalars: list[_Scalar] = []
    for key, value in tree.pairs:
        scalars += [_unpublished(key), *_scalars(value, published=keys is None or key.text in keys)]
    scalars.sort(key=itemgetter(0))
    places = [place for place, _ in scalars]
    return [spot for spot in spots if _stands_in(spot, scalars, bisect_right(places, (spot.line, spot.column)) - 1)]


def value_spots(values: Iterable[str], text: str, scan: Scanner) -> list[Spot]:
    """What a scanner stops at in values that were read from a file, found again in it by their words.

    Args:
        values: The values.
        text: The file; what is in another that it names is placed at its begin.
        scan: The scanner.
    """
    passages = ((value, item) for value in values for item in scan(value))
    return [_found_again(Spot(item.kind, 1, 1, value[item.start : item.end]), text) for value, item in passages]


def by_line(spots: Iterable[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Spots of one kind in one line together, the first of them first."""
    ordered = sorted(spots, key=lambda spot: (spot.line, spot.kind, spot.column))
    for _, group in groupby(ordered, key=lambda spot: (spot.line, spot.kind)):
        yield tuple(group)


def _spot(text: str, passage: Hit) -> Spot:
    line = text.count("\n", 0, passage.start) + 1
    column = passage.start - text.rfind("\n", 0, passage.start)
    return Spot(passage.kind, line, column, text[passage.start : passage.end])


def _found_again(spot: Spot, text: str) -> Spot:
    for number, line in enumerate(text.split("\n"), 1):
        if spot.passage in line and not line.lstrip().startswith("#"):
            return Spot(spot.kind, number, line.index(spot.passage) + 1, spot.passage)
    return spot


def _scalars(node: located.Node, *, published: bool) -> Iterator[_Scalar]:
    """Every scalar of a tree, keys included."""
    if isinstance(node, located.Scalar):
        yield (node.mark.line, node.mark.column), node.text if published else None
    elif isinstance(node, located.Sequence):
        for item in node.items:
            yield from _scalars(item, published=published)
    else:
        for key, value in node.pairs:
            yield _unpublished(key)
            yield from _scalars(value, published=published and key.text not in UNPUBLISHED)


def _unpublished(key: located.Scalar) -> _Scalar:
    return (key.mark.line, key.mark.column), None


def _stands_in(spot: Spot, scalars: list[_Scalar], number: int) -> bool:
    """Whether a spot is in the scalar of that number, and not in a comment after it."""
    text = scalars[number][1] if number >= 0 else None
    return text is not None and spot.passage in text
