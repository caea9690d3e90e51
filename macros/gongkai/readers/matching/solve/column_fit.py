"""Sets the cells of one line into the columns of a row: by count, by the heads above, or by the row's own sums."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.figures import BLANK, Figure
from gongkai.forms import Column
from gongkai.readers.document.signs import OPEN_CELL, without_marks
from gongkai.readers.matching.figure_text import collapse_spaces, read_figure
from gongkai.readers.matching.solve.columns.copies import without_repeats, without_slashes_between
from gongkai.readers.matching.solve.model import CellNote, ColumnFit
from gongkai.readers.matching.solve.readings import agree, search_readings
from gongkai.readers.matching.solve.sums.row_sums import RowSum
from gongkai.readers.matching.tokenise import Token

_SEVERAL = re.compile(r"[\d０-９][^\d０-９,，.．（(]+[\d０-９]")
"""Two figures with something between them that is no separator of thousands."""


def fit_columns(  # noqa: PLR0911, PLR0913 - a case of counts, a return; what a row is known by
    cells: Sequence[Token],
    columns: Sequence[Column],
    *,
    sums: Sequence[RowSum] = (),
    heads: Mapping[int, int] | None = None,
    glued: bool = False,
    grid: bool = False,
) -> ColumnFit | None:
    """Set cells into columns.

    Args:
        cells: Figures and blanks of the line, in order.
        columns: The row's columns.
        sums: The row's own sums.
        heads: Position of the form's column by column of the document, where the heads name all of them.
        glued: Whether figures may follow each other without a gap.
        grid: Whether the cells are those of a grid, so that each holds one figure.

    Returns:
        The fit; None where these cannot be the row's figures.
    """
    width = len(columns)
    cells = [cell for cell in cells if not cell.padded]
    cells = cells if grid else without_slashes_between(cells, width)
    if (
        grid and heads and not sums and len(cells) > width
    ):  # of a row with sums another row may say that these are two columns
        cells = without_repeats(cells, heads)
    if not cells:
        return None
    by_heads = _fit_under_own_heads(cells, columns, heads) or _fit_beside_merged(cells, columns, heads)
    if by_heads is not None:  # in text a cell is under the head of its number, if none before it is lacking
        by_heads = _unless_in_order(by_heads, cells, columns, sums)
        return by_heads if grid or None not in by_heads.figures else replace(by_heads, certain=False)
    if len(cells) == width:
        return _fit_one_each(cells, columns, sums, heads, grid=grid)
    same = len({collapse_spaces(cell.text) for cell in cells}) == 1 and not cells[0].is_blank
    if width == 1 and same and grid:
        return read_cells(cells[:1], columns)  # the same figure again in every column that it spans
    if len(cells) > width:
        without = _fit_too_many(cells, columns, sums, heads)
        if grid or without is None or add_up(without, sums):
            return without
        # In text any cell may be the one too many, even a dash: while a figure is left over, no blank is certain.
        rest = without.without_blanks() if any(cell.is_figure for cell in without.extra) else without
        return replace(rest, certain=False)
    if all(cell.is_blank for cell in cells):
        return _fit_blanks(cells, width)
    if width == 1:
        return None
    return _fit_by_heads(cells, columns, heads) or search_readings(cells, columns, sums, glued=glued, grid=grid)


def _fit_one_each(
    cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum], heads: Mapping[int, int] | None, *,
    grid: bool,
) -> ColumnFit:  # fmt: skip
    """As many cells as columns."""
    # A figure that spans down from the row above may be of both rows or of the first one only.
    spans_rows = any(cell.covered and not cell.is_blank for cell in cells)
    certain = not (spans_rows or _is_filled_up(cells))
    in_order = _in_order_of_columns(cells, heads)
    fit = read_cells(in_order, columns, certain=certain)
    if in_order != list(cells):
        fit = _unless_in_order(fit, cells, columns, sums)
        beside_heads = not heads or any(cell.column not in heads for cell in cells)
        fit = replace(fit, certain=False) if beside_heads and not add_up(fit, sums) else fit
    # A text has no empty cells: a row of as many figures as columns may have a blank and a figure too many, such as
    # the number of the next row, which cannot be read as one; and a dash among figures may be that of another column.
    with_figures = [rule for rule in sums if not rule.is_blank(fit.figures)]
    is_by_sums = all(cell.is_blank for cell in cells) or add_up(fit, with_figures)
    all_read = all(cell.is_figure or cell.text == OPEN_CELL for cell in cells) and None not in fit.figures
    proven = all_read and all(rule.holds(fit.figures) for rule in sums)
    return fit if grid or proven or is_by_sums else replace(fit, certain=False)


def _unless_in_order(
    fit: ColumnFit, cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum]
) -> ColumnFit:
    """The fit of a row by its heads, or in either way if it adds up in the form's order alone: heads may be moved."""
    if len(cells) != len(columns) or add_up(fit, sums):
        return fit
    plain = read_cells(cells, columns)
    return _in_either_way(fit, plain) if plain.figures != fit.figures and add_up(plain, sums) else fit


def _fit_under_own_heads(
    cells: Sequence[Token], columns: Sequence[Column], heads: Mapping[int, int] | None
) -> ColumnFit | None:
    """A cell under each head, and nothing written anywhere else: the heads decide, whatever blanks there are."""
    own = [cell for cell in cells if heads and cell.column in heads and not cell.covered]
    aside = [cell for cell in cells if cell not in own and collapse_spaces(cell.text)]
    if not heads or aside or len(own) != len(columns) or any(cell.width > 1 for cell in own):
        return None
    return read_cells(_in_order_of_columns(own, heads), columns)


def _fit_beside_merged(
    cells: Sequence[Token], columns: Sequence[Column], heads: Mapping[int, int] | None
) -> ColumnFit | None:
    """The cells under heads of their own, where others span several heads: whose figure those hold, nobody can say."""
    if not heads or any(cell.column not in heads and not cell.is_blank for cell in cells):
        return None
    cells = [cell for cell in cells if cell.column in heads]
    own = {heads[cell.column]: cell for cell in cells if cell.width == 1}
    merged = [cell for cell in cells if cell.width > 1 and not cell.is_blank]
    if not merged or len(own) + sum(cell.width for cell in merged) != len(columns):
        return None
    fit = read_cells(list(own.values()), [columns[place] for place in own])
    figures = dict(zip(own, fit.figures, strict=True))
    in_full = tuple(figures.get(place) for place in range(len(columns)))
    text = " ".join(collapse_spaces(cell.text) for cell in merged)
    notes = [
        CellNote(place, "merged", text, certain=False, was_read=False)
        for place in range(len(columns))
        if place not in own
    ]
    of_own = [replace(note, column=list(own)[note.column]) for note in fit.notes if note.column is not None]
    return ColumnFit(in_full, notes=(*of_own, *notes), origins=(cells[0].origin,) * len(columns))


def _is_filled_up(cells: Sequence[Token]) -> bool:
    """Whether one figure spans more columns than another, and a blank at an end makes up the number of cells."""
    widths = {cell.width for cell in cells if collapse_spaces(cell.text)}
    return len(widths) > 1 and not (collapse_spaces(cells[0].text) and collapse_spaces(cells[-1].text))


def _in_order_of_columns(cells: Sequence[Token], heads: Mapping[int, int] | None) -> list[Token]:
    """Cells in the order of the form's columns, where the heads are in another one."""
    if not heads:
        return list(cells)
    if all(cell.column in heads for cell in cells):
        order = [heads[cell.column] for cell in cells]
        if len(set(order)) == len(order):
            return _sorted_by(order, cells)
    columns = list(heads.values())
    if len(columns) == len(cells) and columns != sorted(columns):
        return _sorted_by([heads[column] for column in sorted(heads)], cells)
    return list(cells)


def _sorted_by(order: Sequence[int], cells: Sequence[Token]) -> list[Token]:
    return [cell for _, cell in sorted(zip(order, cells, strict=True), key=lambda pair: pair[0])]


def read_cells(cells: Sequence[Token], columns: Sequence[Column], *, certain: bool = True) -> ColumnFit:
    """Read as many cells as there are columns, each as the figure of its column."""
    figures: list[Figure | None] = []
    notes: list[CellNote] = []
    for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if cell.match is not None:
            figures.append(None)
            notes.append(CellNote(number, "text", cell.text, certain=False, was_read=False))
            continue
        reading = read_figure(cell.text, column.kind)
        was_read = reading.figure is not None
        figures.append(reading.figure)
        if reading.code:
            text = collapse_spaces(cell.text)
            notes.append(CellNote(number, reading.code, text, reading.certain and was_read, was_read))
    origins = tuple(cell.origin for cell in cells)
    return ColumnFit(tuple(figures), notes=tuple(notes), certain=certain, origins=origins)


def _fit_blanks(cells: Sequence[Token], width: int) -> ColumnFit:
    dashes = [collapse_spaces(cell.text) for cell in cells if collapse_spaces(cell.text)]
    notes = (CellNote(None, "dash", dashes[0], certain=True),) if dashes else ()
    return ColumnFit((BLANK,) * width, notes=notes, origins=(cells[0].origin,) * width)


def _fit_too_many(  # noqa: PLR0911 - a case, a return
    cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum], heads: Mapping[int, int] | None
) -> ColumnFit | None:
    """More cells than columns: some of the blanks are none of the row's."""
    width = len(columns)
    filled = [number for number, cell in enumerate(cells) if not cell.is_blank]
    if not filled:
        return _fit_blanks(cells, width)
    # A dash is written where a figure could be: it has a column of its own, as a figure has.
    filled_places = [number for number, cell in enumerate(cells) if collapse_spaces(cell.text)]
    if filled_places[-1] - filled_places[0] < width:
        filled = filled_places
    under_heads = _fit_under_heads(cells, columns, heads) if heads else None
    if under_heads is not None and add_up(under_heads, sums):
        return under_heads
    if filled_places[-1] - filled_places[0] == width - 1:
        starts = [filled_places[0]]
    else:
        starts = [start for start in range(len(cells) - width + 1) if start <= filled[0] and filled[-1] < start + width]
    fits = [read_cells(cells[start : start + width], columns) for start in starts]
    if len(fits) == 1:
        own = cells[starts[0] : starts[0] + width]
        in_place, holds = _are_in_place(own, heads), add_up(fits[0], sums)
        if in_place or under_heads is None:
            return replace(fits[0], certain=fits[0].certain and (in_place or holds) and not _is_filled_up(own))
        # Where the row is wrong under its heads, it may add up beside them by chance: neither is certain.
        return _in_either_way(under_heads, fits[0]) if holds else replace(under_heads, certain=False)
    borne_out = [fit for fit in fits if add_up(fit, sums)]
    if len(borne_out) == 1:
        return replace(borne_out[0], certain=False)  # the sum of one row may hold by chance
    if not fits and under_heads is not None:
        return replace(under_heads, certain=False)
    fits += [under_heads] if under_heads is not None else []
    if any(None in fit.figures for fit in fits):
        return _around_unread(fits)
    readings = tuple(dict.fromkeys(tuple(figure or BLANK for figure in fit.figures) for fit in fits))
    return agree(readings, cells[0].origin, width) if readings else None


def _around_unread(fits: Sequence[ColumnFit]) -> ColumnFit:
    """The figures common to all ways to set a row that has an unreadable cell; such a cell is never a blank."""
    ways = zip(*(fit.figures for fit in fits), strict=True)
    figures = tuple(way[0] if len(set(way)) == 1 else None for way in ways)
    notes = tuple(replace(note, column=None) for note in fits[0].notes if not note.was_read)
    return ColumnFit(figures, notes=notes, certain=False, origins=fits[0].origins)


def _in_either_way(one: ColumnFit, other: ColumnFit) -> ColumnFit:
    """The figures that two ways to set a row have in common, and both as its readings."""
    readings = tuple(tuple(figure or BLANK for figure in fit.figures) for fit in (one, other))
    return agree(readings, one.origins[0], len(one.figures))


def _are_in_place(cells: Sequence[Token], heads: Mapping[int, int] | None) -> bool:
    """Whether no head speaks against the columns that cells are in by their order."""
    return all(not heads or cell.is_blank or heads.get(cell.column) == place for place, cell in enumerate(cells))


def _fit_under_heads(cells: Sequence[Token], columns: Sequence[Column], heads: Mapping[int, int]) -> ColumnFit | None:
    """The cells under the heads, one for each column; the others are extra."""
    own = [cell for cell in cells if cell.column in heads]
    if len(own) != len(columns) or {heads[cell.column] for cell in own} != set(range(len(columns))):
        return None
    fit = read_cells(_in_order_of_columns(own, heads), columns)
    return replace(fit, extra=tuple(cell for cell in cells if cell.column not in heads and not cell.is_blank))


def add_up(fit: ColumnFit, sums: Sequence[RowSum]) -> bool:
    """Whether the sums hold and speak of the row at all: their figures are known, and not only noughts.

    Args:
        fit: Figures of the row.
        sums: The row's own.
    """
    totals = [fit.figures[rule.total] for rule in sums]
    are_given = bool(totals) and all(total is not None and bool(total.value) for total in totals)
    return are_given and all(rule.is_stated(fit.figures) and rule.holds(fit.figures) for rule in sums)


def holds_merged_figures(fit: ColumnFit, *, drawn: bool) -> bool:
    """Whether a cell of a row may hold the figures of two columns: ``3 0``, ``01``, ``1 250``.

    Unseen digits in a drawn cell belong to that cell; where no cells are drawn, they may be another column's figure.

    Args:
        fit: Figures of the row.
        drawn: Whether the document draws the cells.
    """
    texts = ((note.code, without_marks(note.text) if drawn else note.text, note.was_read) for note in fit.notes)
    return any(
        code in ("leading-zero", "spaced") or (not was_read and _SEVERAL.search(text) is not None)
        for code, text, was_read in texts
    )


def _fit_by_heads(
    cells: Sequence[Token], columns: Sequence[Column], heads: Mapping[int, int] | None
) -> ColumnFit | None:
    """Fewer cells than columns, but the heads say which; a figure that spans columns says nothing of any of them."""
    if not heads or any(cell.column not in heads or (cell.width > 1 and not cell.is_blank) for cell in cells):
        return None
    by_column: dict[int, Token] = {}
    for cell in cells:
        for place in range(cell.column, cell.column + cell.width):
            if place in heads:
                by_column.setdefault(heads[place], cell)
    if set(by_column) != set(range(len(columns))):
        return None
    return replace(read_cells([by_column[number] for number in range(len(columns))], columns), certain=False)
