"""Figures glued together: every way to cut a string of digits into the figures of a row, held to the sums of the form.

No figure has a leading zero unless it is 0, only a change has a sign, only an amount has decimals. A space in the
text is an edge. Whether one way is enough to be sure is the caller's to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from gongkai.figures import BLANK, UNIT, Figure, Kind
from gongkai.readers.matching.figure_text import is_blank, take

MOST = 400
"""Ways kept; more are as good as none."""

_STEPS = 15_000
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?)(?:0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?P<decimals>\.\d+)?(?:{UNIT})?(?:[（(].+[)）])?"
)
_NARROW = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts, by position."""

    total: int
    parts: tuple[int, ...]

    def holds(self, figures: Sequence[Figure | None]) -> bool:
        """Whether it holds or cannot be asked: a blank total, or a part that is unknown."""
        total = figures[self.total]
        if total is None or total.value is None or any(figures[part] is None for part in self.parts):
            return True
        return sum(figure.number for part in self.parts if (figure := figures[part])) == total.number

    @property
    def last(self) -> int:
        """The last position that it speaks of."""
        return max(self.total, *self.parts)


def ways(chunks: Sequence[str], kinds: Sequence[Kind], sums: Sequence[Sum]) -> list[tuple[Figure, ...]] | None:
    """Every way to read chunks of digits as the figures of a row, so that its sums hold.

    Args:
        chunks: Strings of digits; no figure reaches from one into the next.
        kinds: What each column counts in.
        sums: The row's own sums.

    Returns:
        The ways; None where there are too many to look at.
    """
    search = _Search([chunk.translate(_NARROW) for chunk in chunks], kinds, sums)
    found = list(search.run())
    return None if search.exhausted or len(found) > MOST else found


def placings(chunks: Sequence[str], kinds: Sequence[Kind], sums: Sequence[Sum]) -> list[tuple[Figure, ...]] | None:
    """Every way to set whole figures into columns in order, leaving the others blank, so that the sums hold."""
    width, given = len(kinds), len(chunks)
    if given > width:
        return []
    if comb(width, given) > MOST:
        return None
    found = []
    for places in combinations(range(width), given):
        figures: list[Figure] = [BLANK] * width
        for place, chunk in zip(places, chunks, strict=True):
            if not is_blank(chunk):
                figure = _figure(chunk.translate(_NARROW), kinds[place])
                if figure is None:
                    break
                figures[place] = figure
        else:
            if all(rule.holds(figures) for rule in sums) and _totalled(figures, sums):
                found.append(tuple(figures))
    return found


def _totalled(figures: Sequence[Figure], sums: Sequence[Sum]) -> bool:
    """No total is left blank above parts that count: then nothing would hold the placing."""
    return all(
        figures[rule.total].value is not None or not any(figures[part].number for part in rule.parts) for rule in sums
    )


def _figure(text: str, kind: Kind) -> Figure | None:
    match = _NUMBER.fullmatch(text)
    if match is None or (match["sign"] and kind is not Kind.CHANGE) or (match["decimals"] and kind is not Kind.AMOUNT):
        return None
    return take(text, kind).figure


class _Search:
    """One search, depth first, that gives up after a number of steps."""

    def __init__(self, chunks: list[str], kinds: Sequence[Kind], sums: Sequence[Sum]) -> None:
        self.chunks, self.kinds = chunks, kinds
        self.sums = {place: [rule for rule in sums if rule.last == place] for place in range(len(kinds))}
        self.steps = 0
        self.exhausted = False

    def run(self) -> Iterator[tuple[Figure, ...]]:
        yield from self._from(0, 0, [])

    def _from(self, chunk: int, at: int, made: list[Figure]) -> Iterator[tuple[Figure, ...]]:
        self.steps += 1
        if self.steps > _STEPS:
            self.exhausted = True
            return
        if chunk == len(self.chunks):
            if len(made) == len(self.kinds):
                yield tuple(made)
            return
        left = len(self.kinds) - len(made)
        if left < len(self.chunks) - chunk or sum(len(text) for text in self.chunks[chunk:]) - at < left:
            return
        text = self.chunks[chunk]
        kind = self.kinds[len(made)]
        for end in range(at + 1, len(text) + 1):
            if text[at] == "0" and end > at + 1 and text[at + 1].isdigit():
                break
            figure = _figure(text[at:end], kind)
            if figure is None:
                continue
            made.append(figure)
            if all(rule.holds(made) for rule in self.sums[len(made) - 1]):
                yield from self._from(chunk + (end == len(text)), 0 if end == len(text) else end, made)
            made.pop()
