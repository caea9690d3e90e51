"""The pieces of one line set into the columns of its row: by count, by the heads above, or by the row's own sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.figures import BLANK, Figure, Kind
from gongkai.forms import Column
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import is_figure, squeeze, take
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.solve.digit_splits import Sum, placings, ways
from gongkai.readers.matching.tokenise.lines import Piece

Way = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say of one cell: its column (None: the row), a code, the words there, and whether it is certain."""

    column: int | None
    code: str
    text: str
    sure: bool
    read: bool = True


@dataclass(frozen=True, slots=True)
class Fitted:
    """A line's figures by column.

    Attributes:
        figures: A figure, or None where none could be taken.
        ways: Where the line can be read in more than one way: each of them.
        many: Whether there are too many ways to list.
        said: What there is to say.
        sure: Whether the columns are certain.
        split: Whether glued digits were cut.
        origins: Where each figure stood.
        extra: Pieces that belong to no column.
    """

    figures: tuple[Figure | None, ...]
    ways: tuple[Way, ...] = ()
    many: bool = False
    said: tuple[Said, ...] = ()
    sure: bool = True
    split: bool = False
    origins: tuple[Origin, ...] = ()
    extra: tuple[Piece, ...] = field(default=())

    @property
    def open(self) -> bool:
        """Whether more than one reading is left, or none."""
        return len(self.ways) > 1 or self.many


def fit(  # noqa: PLR0911 - a case of counts, a return
    pieces: Sequence[Piece],
    columns: Sequence[Column],
    *,
    sums: Sequence[Sum] = (),
    heads: Mapping[int, int] | None = None,
    glued: bool = False,
) -> Fitted | None:
    """Set pieces into columns.

    Args:
        pieces: Figures and blanks of the line, in order.
        columns: The row's columns.
        sums: The row's own sums.
        heads: Column of the form by place in the grid, where the heads above say it for all of them.
        glued: Whether the line is text, in which figures may stand without a gap.

    Returns:
        The fit; None where these cannot be the row's figures.
    """
    found = [piece for piece in pieces if not piece.padded]
    width = len(columns)
    if not found:
        return None
    merged = next((piece for piece in found if piece.covered and not piece.empty), None)
    if len(found) == width:
        return _direct(_ordered(found, heads), columns, sure=merged is None)
    if width == 1 and len({squeeze(piece.text) for piece in found}) == 1 and not found[0].empty:
        return _direct(found[:1], columns)  # written again in every column that it spans
    if len(found) > width:
        return _too_many(found, columns, sums, heads)
    if all(piece.empty for piece in found):
        return _blank(found, width)
    if width == 1:
        return None
    by_heads = _by_heads(found, columns, heads)
    if by_heads is not None:
        return by_heads
    return _searched(found, columns, sums, glued=glued)


def _ordered(pieces: Sequence[Piece], heads: Mapping[int, int] | None) -> list[Piece]:
    """By the heads, if these stand in another order than the form's."""
    if heads and all(piece.column in heads for piece in pieces):
        order = [heads[piece.column] for piece in pieces]
        if len(set(order)) == len(order):
            return [piece for _, piece in sorted(zip(order, pieces, strict=True), key=lambda pair: pair[0])]
    values = list(heads.values()) if heads else []
    if heads and len(values) == len(pieces) and values != sorted(values):
        places = [heads[column] for column in sorted(heads)]
        return [piece for _, piece in sorted(zip(places, pieces, strict=True), key=lambda pair: pair[0])]
    return list(pieces)


def _direct(pieces: Sequence[Piece], columns: Sequence[Column], *, sure: bool = True) -> Fitted:
    figures: list[Figure | None] = []
    said: list[Said] = []
    for number, (piece, column) in enumerate(zip(pieces, columns, strict=True)):
        if piece.hit is not None:
            figures.append(None)
            said.append(Said(number, "text", piece.text, sure=False, read=False))
            continue
        taken = take(piece.text, column.kind)
        figures.append(taken.figure)
        if taken.code:
            said.append(
                Said(
                    number,
                    taken.code,
                    squeeze(piece.text),
                    taken.sure and taken.figure is not None,
                    taken.figure is not None,
                )
            )
    return Fitted(tuple(figures), said=tuple(said), sure=sure, origins=tuple(piece.origin for piece in pieces))


def _blank(pieces: Sequence[Piece], width: int) -> Fitted:
    dashes = [squeeze(piece.text) for piece in pieces if squeeze(piece.text)]
    said = (Said(None, "dash", dashes[0], sure=True),) if dashes else ()
    return Fitted((BLANK,) * width, said=said, origins=(pieces[0].origin,) * width)


def _too_many(
    pieces: Sequence[Piece], columns: Sequence[Column], sums: Sequence[Sum], heads: Mapping[int, int] | None
) -> Fitted | None:
    width = len(columns)
    filled = [number for number, piece in enumerate(pieces) if not piece.empty]
    if not filled:
        return _blank(pieces, width)
    # A dash is written where a figure could be: it has its place as a figure has.
    written = [number for number, piece in enumerate(pieces) if squeeze(piece.text)]
    if written[-1] - written[0] < width:
        filled = written
    starts = [start for start in range(len(pieces) - width + 1) if start <= filled[0] and filled[-1] < start + width]
    if written[-1] - written[0] == width - 1:
        return _direct(pieces[written[0] : written[-1] + 1], columns)
    if heads:
        mine = [piece for piece in pieces if piece.column in heads]
        extra = tuple(piece for piece in pieces if piece.column not in heads and not piece.empty)
        fits = (
            all(rule.holds(_direct(_ordered(mine, heads), columns).figures) for rule in sums)
            if len(mine) == width
            else False
        )
        if fits and {heads[piece.column] for piece in mine} == set(range(width)):
            return replace(_direct(_ordered(mine, heads), columns), extra=extra)
    if len(starts) == 1:
        return _direct(pieces[starts[0] : starts[0] + width], columns)
    fitting = [_direct(pieces[start : start + width], columns) for start in starts]
    good = [item for item in fitting if all(rule.holds(item.figures) for rule in sums) and _held(item, sums)]
    if len(good) == 1:
        return good[0]
    both = tuple(tuple(figure or BLANK for figure in item.figures) for item in fitting)
    return _choice(both, pieces, width) if both else None


def _held(item: Fitted, sums: Sequence[Sum]) -> bool:
    """Whether a sum speaks of the row at all: a stated total that is met, and not by noughts alone."""
    for rule in sums:
        total = item.figures[rule.total]
        if total is None or not total.value:
            return False
    return bool(sums)


def _by_heads(pieces: Sequence[Piece], columns: Sequence[Column], heads: Mapping[int, int] | None) -> Fitted | None:
    """Fewer cells than columns, but the heads say which; a cell over several columns says nothing of any of them."""
    if not heads or any(piece.column not in heads or (piece.width > 1 and not piece.empty) for piece in pieces):
        return None
    by_column: dict[int, Piece] = {}
    for piece in pieces:
        for place in range(piece.column, piece.column + piece.width):
            if place in heads:
                by_column.setdefault(heads[place], piece)
    if set(by_column) != set(range(len(columns))):
        return None
    return replace(_direct([by_column[number] for number in range(len(columns))], columns), sure=False)


def _searched(pieces: Sequence[Piece], columns: Sequence[Column], sums: Sequence[Sum], *, glued: bool) -> Fitted | None:
    """Cells are missing or glued: every reading that the row's sums allow."""
    chunks = [squeeze(piece.text) for piece in pieces if not piece.empty]
    if not all(is_figure(chunk) for chunk in chunks):
        return None
    chunks = [
        bit for chunk in chunks for bit in (chunk.split(" ") if "（" not in chunk and "(" not in chunk else [chunk])
    ]
    chunks = _units_joined(chunks)
    kinds: list[Kind] = [column.kind for column in columns]
    cut = ways(chunks, kinds, sums)
    placed = placings(chunks, kinds, sums)
    if cut is None or placed is None:
        if cut and not glued and placed is None:
            return _choice(tuple(cut), pieces, len(kinds), many=True)
        return _choice(tuple(cut or ()), pieces, len(kinds), many=cut is None or not cut)
    alone = len(pieces) == 1 or glued
    both = tuple(dict.fromkeys([*cut, *placed]))
    if not both:
        unruled = ways(chunks, kinds, ()) or []
        return _choice(tuple(unruled[:MOST_SHOWN]), pieces, len(kinds), many=True)
    found = _choice(both, pieces, len(kinds))
    edges = any("," in fold(chunk) for chunk in chunks)  # of thousands, or between two figures
    return found if found.open or (alone and not edges) else replace(found, sure=False)


MOST_SHOWN = 12
"""Readings that are listed at most."""


def _units_joined(chunks: list[str]) -> list[str]:
    made: list[str] = []
    for chunk in chunks:
        if made and chunk and not chunk[0].isdigit() and chunk[0] not in "+-＋－−":
            made[-1] += chunk
        else:
            made.append(chunk)
    return made


def _choice(found: tuple[Way, ...], pieces: Sequence[Piece], width: int, *, many: bool = False) -> Fitted:
    """Readings; a cell in which all of them agree is certain, unless they are not all."""
    agreed = tuple(
        found[0][place] if not many and len({way[place] for way in found}) == 1 else None for place in range(width)
    )
    return Fitted(agreed, found, many, split=True, origins=(pieces[0].origin,) * width)


def narrowed(item: Fitted, left: Sequence[Way]) -> Fitted:
    """The fit with only some of its readings left."""
    if len(left) == len(item.ways):
        return item
    agreed = tuple(left[0][place] if len({way[place] for way in left}) == 1 else None for place in range(len(left[0])))
    return replace(item, figures=agreed, ways=tuple(left))
