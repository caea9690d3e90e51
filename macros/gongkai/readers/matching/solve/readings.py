"""Rows with glued or missing cells: every reading that there is, and which of them the sums of the row allow.

A figure is taken here only where every reading agrees on it. What the sums prove is decided once all rows are known.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from gongkai.figures import BLANK, Figure
from gongkai.forms import Column
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures
from gongkai.readers.matching.solve.digit_splits import ways_to_read
from gongkai.readers.matching.solve.model import ColumnFit, RowReading
from gongkai.readers.matching.solve.sums.row_sums import RowSum
from gongkai.readers.matching.tokenise import Token

MOST_SHOWN = 12
"""Readings that are listed at most."""
_LONGEST_COUNT = 7
"""Digits of one figure at most; a run of more is several figures."""
_BROKEN = re.compile(r"[1-9１-９][\d０-９,，]*(?:\n[\d０-９,，]+)+")
"""A figure over several lines of a cell, or several figures."""
_BEFORE_THOUSANDS, _THOUSANDS = re.compile(r"[1-9]\d{0,2}|\d{3}"), re.compile(r"\d{3}")
"""Digits before a space that may separate thousands, and behind it."""
_MOST_SEPARATED = 3
"""The most such spaces in a row: there are many ways to join more, and each is compared with others."""
_NO_FIGURE = re.compile(r"[+-]?0\d")


def search_readings(
    cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum], *, glued: bool, grid: bool
) -> ColumnFit | None:
    """Find every reading of fewer cells than columns; None where the cells are no figures.

    Args:
        cells: Figures and blanks of the line, in order.
        columns: The row's columns.
        sums: The row's own sums.
        glued: Whether figures may follow each other without a gap.
        grid: Whether the cells are those of a grid: then cells are missing, and which ones nobody can say.
    """
    chunks = [collapse_spaces(cell.text) for cell in cells if grid or not cell.is_blank]
    if not all(looks_like_figures(chunk) or grid for chunk in chunks):
        return None
    if not grid:
        chunks = _with_units([part for chunk in chunks for part in _split_at_spaces(chunk)])
    kinds = tuple(column.kind for column in columns)
    free, by_sums = ways_to_read(tuple(chunks), kinds, tuple(sums), split=glued and not grid)
    readings = tuple(dict.fromkeys([*(by_sums or ()), *sorted(free or (), key=_likely_first)]))
    # Without a sum that confirms it, even the only reading may be wrong: the line may have cells too many, or a figure
    # in a column where it cannot be right, such as a negative one among counts, because a blank was lost.
    has_blanks = not grid and any(BLANK in reading for reading in free or ())
    unproven = not by_sums and (bool(sums) or has_blanks)
    agreed = _agreed(() if unproven else free or (), len(kinds))
    fit = ColumnFit(
        tuple(None if figure == BLANK else figure for figure in agreed),  # a cell may as well not be there at all
        readings,
        too_many=free is None,
        by_sums=by_sums or (),
        split=True,
        origins=(cells[0].origin,) * len(kinds),
    )
    return _with_missing_cells(fit) if grid else fit


def ways_around_breaks(cells: Sequence[Token]) -> list[list[Token]]:
    """The cells with digits that stand below each other as one figure, and with the upper or the lower ones alone.

    The first is how a narrow cell breaks a figure, the others are two figures, as of two rows or of two years. None
    where there are no such cells.

    Args:
        cells: Figures and blanks of the line, in order.
    """
    broken = [_BROKEN.fullmatch(cell.text.strip()) is not None for cell in cells]
    if not any(broken):
        return []
    lines = [
        cell.text.strip().split("\n") if breaks else [cell.text] for cell, breaks in zip(cells, broken, strict=True)
    ]
    return [
        [replace(cell, text=text) for cell, text in zip(cells, texts, strict=True)]
        for texts in (
            ["".join(parts) for parts in lines],
            [parts[0] for parts in lines],
            [parts[-1] for parts in lines],
        )
    ]


def ways_with_thousands(cells: Sequence[Token], width: int) -> list[list[Token]]:
    """The cells of a text with figures that spaces cut at their thousands joined, so that each column has one.

    Args:
        cells: Figures and blanks of the line, in order.
        width: Columns of its row.
    """
    if not 0 < len(cells) - width <= _MOST_SEPARATED:
        return []
    places = [
        place
        for place, (cell, behind) in enumerate(pairwise(cells), 1)
        if _BEFORE_THOUSANDS.fullmatch(cell.text.strip()) and _THOUSANDS.fullmatch(behind.text.strip())
    ]
    return [_joined(cells, some) for some in combinations(places, len(cells) - width)]


def _joined(cells: Sequence[Token], places: Collection[int]) -> list[Token]:
    """The cells with each at one of some places joined to the one before it."""
    joined: list[Token] = []
    for place, cell in enumerate(cells):
        if place in places:
            joined[-1] = replace(joined[-1], text=joined[-1].text.strip() + cell.text.strip())
        else:
            joined.append(cell)
    return joined


def are_glued(cells: Sequence[Token], width: int) -> bool:
    """Whether figures of a line of text certainly follow each other without a gap.

    In a text that sets its figures apart, a row with fewer of them lacks blanks: its figures are not split.

    Args:
        cells: Figures and blanks of the line.
        width: Columns of its row.
    """
    chunks = [chunk for cell in cells for chunk in _split_at_spaces(collapse_spaces(cell.text)) if not cell.is_blank]
    digits = [re.sub(r"\D", "", unicodedata.normalize("NFKC", chunk.partition("（")[0])) for chunk in chunks]
    if len(digits) == 1 < width and len(digits[0]) >= width:
        return True
    return any(_NO_FIGURE.match(run) or len(run) > _LONGEST_COUNT for run in digits)


def _likely_first(reading: RowReading) -> tuple[int, ...]:
    """Sorts readings: those with fewer blanks first, of these the ones whose first figures are shorter."""
    blanks = sum(figure == BLANK for figure in reading)
    return (blanks, *(len(str(figure.value)) for figure in reading if figure != BLANK))


def _with_missing_cells(fit: ColumnFit) -> ColumnFit:
    """The fit of a row that lacks cells: the figures that all readings have in one place, and no blank.

    A total of 0 alone is no sum, and says nothing of where the 0 stands.
    """
    is_proof = any(sum(figure != BLANK for figure in reading) > 1 for reading in fit.by_sums)
    likely = fit.by_sums if is_proof else (() if fit.too_many else fit.readings)
    figures = tuple(None if figure == BLANK else figure for figure in _agreed(likely, len(fit.figures)))
    return replace(fit, figures=figures, certain=False, lacking=True)


def _split_at_spaces(chunk: str) -> list[str]:
    return [chunk] if "（" in chunk or "(" in chunk else chunk.split(" ")


def _with_units(chunks: list[str]) -> list[str]:
    """Put what does not begin with a digit or sign after the chunk before it: it is a unit."""
    joined: list[str] = []
    for chunk in chunks:
        if joined and chunk and not chunk[0].isdigit() and not looks_like_figures(chunk) and chunk[0] not in "+-＋－−":
            joined[-1] += chunk
        else:
            joined.append(chunk)
    return joined


def agree(readings: tuple[RowReading, ...], origin: Origin, width: int) -> ColumnFit:
    """The fit of several readings: a figure where all of them agree."""
    return ColumnFit(_agreed(readings, width), readings, split=True, origins=(origin,) * width)


def _agreed(readings: Sequence[RowReading], width: int) -> tuple[Figure | None, ...]:
    """By column the figure that all readings have there."""
    return tuple(
        readings[0][place] if readings and len({reading[place] for reading in readings}) == 1 else None
        for place in range(width)
    )


def prefer_readings(fit: ColumnFit, preferred: Sequence[RowReading]) -> ColumnFit:
    """The fit with some of its readings listed first."""
    return replace(fit, readings=tuple(dict.fromkeys([*preferred, *fit.readings])))


def take_reading(fit: ColumnFit, reading: RowReading) -> ColumnFit:
    """The fit with the one reading that is proven."""
    return replace(fit, figures=reading, readings=(reading,), too_many=False)
