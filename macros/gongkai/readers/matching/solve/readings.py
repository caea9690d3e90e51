"""Rows with glued or missing cells: every reading that the sums of the row allow, and what all of them agree on."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.forms import Column
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.solve.digit_splits import ways_to_place, ways_to_split
from gongkai.readers.matching.solve.model import ColumnFit, Reading
from gongkai.readers.matching.solve.row_sums import RowSum
from gongkai.readers.matching.tokenise import Token

MOST_SHOWN = 12
"""Readings that are listed at most."""


def search_readings(
    cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum], *, glued: bool
) -> ColumnFit | None:
    """Find every reading of fewer cells than columns; None where the cells are no figures."""
    chunks = [collapse_spaces(cell.text) for cell in cells if not cell.is_blank]
    if not all(looks_like_figures(chunk) for chunk in chunks):
        return None
    chunks = _with_units([part for chunk in chunks for part in _split_at_spaces(chunk)])
    kinds = [column.kind for column in columns]
    split = ways_to_split(chunks, kinds, sums)
    placed = ways_to_place(chunks, kinds, sums)
    origin = cells[0].origin
    if split is None or placed is None:
        not_all = placed is None and not glued
        return agree(tuple(split or ()), origin, len(kinds), too_many=not_all or not split)
    readings = tuple(dict.fromkeys([*split, *placed]))
    if not readings:
        against_sums = ways_to_split(chunks, kinds, ()) or []
        return agree(tuple(against_sums[:MOST_SHOWN]), origin, len(kinds), too_many=True)
    fit = agree(readings, origin, len(kinds))
    alone = len(cells) == 1 or glued
    has_commas = any("," in fold(chunk) for chunk in chunks)  # between thousands, or between two figures
    return fit if fit.is_open or (alone and not has_commas) else replace(fit, certain=False)


def _split_at_spaces(chunk: str) -> list[str]:
    return [chunk] if "（" in chunk or "(" in chunk else chunk.split(" ")


def _with_units(chunks: list[str]) -> list[str]:
    """Put what does not begin with a digit or sign behind the chunk before it: it is a unit."""
    joined: list[str] = []
    for chunk in chunks:
        if joined and chunk and not chunk[0].isdigit() and chunk[0] not in "+-＋－−":
            joined[-1] += chunk
        else:
            joined.append(chunk)
    return joined


def agree(readings: tuple[Reading, ...], origin: Origin, width: int, *, too_many: bool = False) -> ColumnFit:
    """The fit of several readings: a figure where all of them agree, unless they are not all that there are."""
    figures = tuple(
        readings[0][place] if not too_many and len({reading[place] for reading in readings}) == 1 else None
        for place in range(width)
    )
    return ColumnFit(figures, readings, too_many, split=True, origins=(origin,) * width)


def keep_readings(fit: ColumnFit, left: Sequence[Reading]) -> ColumnFit:
    """The fit with only some of its readings left."""
    if len(left) == len(fit.readings):
        return fit
    figures = tuple(
        left[0][place] if len({reading[place] for reading in left}) == 1 else None for place in range(len(left[0]))
    )
    return replace(fit, figures=figures, readings=tuple(left))
