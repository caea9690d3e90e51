"""Marks the blanks of tables that spaces lay out in columns: the places of other figures show where one is lacking.

Spaces are columns for certain where nearly all rows have figures that end (or begin) at the same places, with fewer or
more spaces before them, and one row at least has a figure in each. A row with fewer figures has its
blanks where that one has others if each of its figures stands at such a place, and the last one in the last column:
figures that moved up would leave that one free.

Heads that are broken over lines are put together again by the columns of figures below them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile

from gongkai.figures import UNIT
from gongkai.readers.document.form_words import heads_beginning_with, is_section_title
from gongkai.readers.document.signs import OPEN_CELL
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_CELL = re.compile(rf"(?:大?约|近)?[+\-＋－−]?[\d０-９][\d０-９,，.．]*\s?(?:{UNIT})?|[/／\-－—–]+|不适用")
_WORD = re.compile(rf"\S+(?:(?<=[\d０-９])\s(?:{UNIT})(?=\s|$))?")
_FEWEST_ROWS, _FEWEST_COLUMNS = 5, 3
"""The fewest rows whose figures stand in columns, and the fewest columns."""
_MOST_ASIDE = 5
"""At most one row to so many may have a figure beside the columns."""
_FEWEST_HEADS, _MOST_HEADS = 10, 6
"""The fewest columns of a table whose row has no label, and the most lines of its heads."""
_LONGEST = 400
_WIDE = ("W", "F")
"""Classes of characters that take up two places where each other one takes up one; “ may be as wide as these."""

_Measure = Callable[[str], Sequence[int]]
"""How far from its beginning each character of a text stands, and its end."""
_Edges = tuple[int, ...]
_Pieces = list[tuple[int, re.Match[str]]]
"""Words, each with the place of its line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures at the end of a line, and the line."""

    place: int
    text: str
    words: tuple[re.Match[str], ...]

    @property
    def before(self) -> str:
        """What is before the figures."""
        return self.text[: self.words[0].start()].rstrip()

    def edges(self, measure: _Measure, *, at_end: bool) -> _Edges:
        """Where each figure ends, or begins."""
        places = measure(self.text)
        return tuple([places[word.end() if at_end else word.start()] for word in self.words])

    def end_of_label(self, measure: _Measure) -> int:
        """Where the text before the figures ends."""
        return measure(self.text)[len(self.before)]

    def gaps(self) -> tuple[int, ...]:
        """How many spaces stand before each figure."""
        ends = (len(self.before), *(word.end() for word in self.words))
        return tuple(word.start() - end for end, word in zip(ends, self.words, strict=False))

    def filled(self, columns: Sequence[int], width: int) -> str:
        """The line with a sign in each column that has no figure."""
        cells = dict(zip(columns, self.words, strict=True))
        texts = [cells[column][0] if column in cells else OPEN_CELL for column in range(width)]
        return "  ".join((self.before, *texts))


def with_open_cells(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, those of rows with a sign in place of each blank that the columns around it prove.

    Args:
        lines: Numbers and texts.
    """
    texts = [text for _, text in lines]
    for rows in _tables(texts):
        for place, text in _whole_heads(rows, texts).items():
            texts[place] = text
        for row, text in (*_below_heads(rows, texts), *_filled(rows)):
            texts[row.place] = text
    return [(number, text) for (number, _), text in zip(lines, texts, strict=True)]


def _tables(texts: Sequence[str]) -> Iterator[list[_Row]]:
    """The rows of figures below each heading of a section."""
    rows: list[_Row] = []
    for place, text in enumerate(texts):
        if len(text) > _LONGEST or "\t" in text:
            continue
        row = _row(place, text)
        if row is not None:
            rows.append(row)
        elif rows and is_section_title(text):
            yield rows
            rows = []
    yield rows


def _row(place: int, text: str) -> _Row | None:
    words = list(_WORD.finditer(text))
    first = len(words)
    while first and _CELL.fullmatch(words[first - 1][0]):
        first -= 1
    return _Row(place, text, tuple(words[first:])) if first < len(words) else None


def _filled(rows: Sequence[_Row]) -> Iterator[tuple[_Row, str]]:
    """The rows with fewer figures than columns whose places are proven, each with the line to put in its place."""
    width = max((len(row.words) for row in rows), default=0)
    placements = [
        placement
        for measure in (_characters, _places, _wide_places)
        for at_end in (True, False)
        if width >= _FEWEST_COLUMNS and (placement := _placement(rows, width, measure, at_end=at_end))
    ]
    most = max(map(len, placements), default=0)
    best = [placement for placement in placements if len(placement) == most]
    for row in rows if best else ():
        own = {placement.get(row.place, ()) for placement in best}
        columns = own.pop()
        if len(row.words) < width and columns and not own and columns[-1] == width - 1:
            yield row, row.filled(columns, width)


def _placement(rows: Sequence[_Row], width: int, measure: _Measure, *, at_end: bool) -> dict[int, _Edges]:
    """By place of a line the column of each figure; empty where the figures do not stand in columns."""
    edges = {row.place: row.edges(measure, at_end=at_end) for row in rows}
    of_whole = {own for own in edges.values() if len(own) == width}
    if len(of_whole) != 1:
        return {}
    (every,) = of_whole
    begin = min(row.edges(measure, at_end=False)[0] for row in rows if edges[row.place][0] == every[0])
    columns = {
        row.place: tuple(map(every.index, own))
        for row in rows
        if set(own := edges[row.place]) <= set(every) and (own[0] == every[0] or row.end_of_label(measure) < begin)
    }
    aside = len(rows) - len(columns)
    are_enough = len(columns) >= _FEWEST_ROWS and aside * _MOST_ASIDE <= len(columns)
    return columns if are_enough and not _are_alike([row for row in rows if row.place in columns]) else {}


def _below_heads(rows: Sequence[_Row], texts: Sequence[str]) -> Iterator[tuple[_Row, str]]:
    """Rows without a label whose figures stand below the heads of many columns, all in the same way."""
    for row in rows if len(rows) == 1 else ():
        above = [text for text in texts[max(row.place - _MOST_HEADS, 0) : row.place] if text.strip()]
        ways = [_leaves_below(row, above, measure) for measure in (_characters, _places, _wide_places)]
        own = {(columns, width) for columns, width in ways if columns}
        if not row.before and len(own) == 1:
            ((columns, width),) = own
            if width >= _FEWEST_HEADS and len(row.words) < width and columns[-1] == width - 1:
                yield row, row.filled(columns, width)


def _whole_heads(rows: Sequence[_Row], texts: Sequence[str]) -> dict[int, str]:
    """The lines above a table's rows, by place, where its heads are broken over them: with each head in the last one.

    The pieces of a head stand one above the other. There must be as many heads of the forms as columns.
    """
    width = max((len(row.words) for row in rows), default=0)
    if width < _FEWEST_COLUMNS or sum(len(row.words) == width for row in rows) < _FEWEST_ROWS:
        return {}
    filled = [place for place in range(rows[0].place - 1, -1, -1) if texts[place].strip()][: 2 * _MOST_HEADS]
    above = list(takewhile(lambda place: not is_section_title(texts[place]), filled))
    for measure in (_characters, _places, _wide_places):
        pieces = [own[: _head_of(own)] for own in _one_above_the_other({at: texts[at] for at in above}, measure)]
        heads = [own for own in pieces if own]
        names = ["".join(word[0] for _, word in reversed(own)) for own in heads]
        if len(heads) == len(set(names)) == width and max(map(len, heads)) > 1:
            every = [one for own in heads for one in own]
            lines = {place: _without([word for at, word in every if at == place], texts[place]) for place in above}
            last = max(place for place, _ in every)
            return lines | {last: "  ".join([lines[last], *names])}
    return {}


def _one_above_the_other(above: Mapping[int, str], measure: _Measure) -> list[_Pieces]:
    """The words of lines that stand one above the other, from left to right, the lowest first.

    A word that stands over several of these is a head of theirs, and left out.

    Args:
        above: Lines by place, the lowest first.
        measure: How far from its beginning each character of a line stands.
    """
    stacks: list[tuple[int, int, _Pieces]] = []
    for place, text in above.items():
        places = measure(text)
        for word in _WORD.finditer(text):
            begin, end = places[word.start()], places[word.end()]
            below = [one for one in stacks if one[0] < end and begin < one[1]]
            if len(below) > 1:
                continue
            first, last, pieces = below[0] if below else (begin, end, [])
            stacks = [one for one in stacks if one not in below]
            stacks.append((min(begin, first), max(end, last), [*pieces, (place, word)]))
    return [pieces for _, _, pieces in sorted(stacks, key=lambda one: one[0])]


def _head_of(pieces: _Pieces) -> int:
    """How many pieces are a head of the forms, from the lowest one up; the most if several ways are one, 0 if none."""
    texts = [word[0] for _, word in pieces]
    counts = range(len(texts), 0, -1)
    return next((count for count in counts if heads_beginning_with("".join(reversed(texts[:count])))), 0)


def _without(words: Sequence[re.Match[str]], text: str) -> str:
    """A line without some of its words."""
    for word in words:
        text = text[: word.start()] + " " * len(word[0]) + text[word.end() :]
    return text.rstrip()


def _leaves_below(row: _Row, above: Sequence[str], measure: _Measure) -> tuple[_Edges, int]:
    """The column of each figure by the lowest heads above it, and how many of these there are; none where it has none.

    A head stands over several columns if others stand below it.
    """
    leaves: list[_Edges] = []
    for text in reversed(above):
        places = measure(text)
        spans = [(places[word.start()], places[word.end()]) for word in _WORD.finditer(text)]
        leaves += [one for one in spans if not any(one[0] < end and begin < one[1] for begin, end in leaves)]
    leaves.sort()
    spans = list(zip(row.edges(measure, at_end=False), row.edges(measure, at_end=True), strict=True))
    below = [[at for at, leaf in enumerate(leaves) if one[0] < leaf[1] and leaf[0] < one[1]] for one in spans]
    columns = tuple(own[0] for own in below if len(own) == 1)
    if len(set(columns)) < len(spans):
        return (), 0
    offsets = [
        {side(one) - side(leaves[at]) for one, at in zip(spans, columns, strict=True)}
        for side in (min, max, sum)  # where both begin, where both end, and twice the middle of each
    ]
    is_same = any(max(own) - min(own) <= slack for own, slack in zip(offsets, (0, 0, 2), strict=True))
    return (columns, len(leaves)) if is_same else ((), 0)


def _are_alike(rows: Sequence[_Row]) -> bool:
    """Whether the same spaces stand before the first figure of all rows, and between figures, as between any words."""
    return len({row.gaps()[0] for row in rows}) == len({gap for row in rows for gap in row.gaps()[1:]}) == 1


def _characters(text: str) -> Sequence[int]:
    return range(len(text) + 1)


def _places(text: str) -> Sequence[int]:
    """How many places a text takes up before each character where Chinese characters take up two."""
    return _summed(text, _WIDE)


def _wide_places(text: str) -> Sequence[int]:
    """Likewise where signs such as “ do so as well."""
    return _summed(text, (*_WIDE, "A"))


@lru_cache(maxsize=1024)
def _summed(text: str, wide: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(accumulate((1 + (unicodedata.east_asian_width(sign) in wide) for sign in text), initial=0))
