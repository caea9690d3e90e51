"""Why cells that were set into the columns of a row may belong to other columns: one function for each reason.

A figure in the wrong column is worse than one that nobody has read. So a row is certain only where none of the reasons
holds; a further layout that needs a doubt gets a function of its own in ``DOUBTS``.
"""

import re
from collections.abc import Callable

from gongkai.figures import BLANK
from gongkai.readers.document.signs import stands_for_picture, without_marks
from gongkai.readers.matching.assign import cells_behind_label, written_columns
from gongkai.readers.matching.figure_text import collapse_spaces, looks_like_figures, looks_misread
from gongkai.readers.matching.solve.cells_in_row import CellsInRow, may_be_moved, written_cells
from gongkai.readers.matching.solve.column_fit import add_up, fit_columns

_BEGINS_WITH_DIGIT = re.compile(r"[\d０-９]")


def _is_between(cells: CellsInRow) -> bool:
    """The rows before and after this one are displaced differently against the heads.

    In print, a row with a figure for each column, side by side, is certain by their number if its sums hold.
    """
    by_number = cells.line.printed and cells.is_complete and cells.adds_up
    return id(cells.candidate) in cells.places.between and not by_number


def _figure_is_shared(cells: CellsInRow) -> bool:
    """A figure that spans down into the next row may be of this row alone, of both, or the sum of the two."""
    return any(cell.shared and cell.is_figure for cell in cells.candidate.cells)


def _has_cell_too_many(cells: CellsInRow) -> bool:
    """With a cell too many in a row, nobody can say which figure stands under the wrong head.

    Exceptions are a row with one figure for each column that adds up, and a row that only has the cell of a group which
    other rows have left out. A cell after the last figure that cannot be read and begins with a digit counts as one too
    many. A cell of which digits were taken for letters is one in any line of text, and before further figures.
    """
    unread_behind = _BEGINS_WITH_DIGIT.match(cells.candidate.trailing_words) is not None
    behind = cells.line.tokens[cells.line.tokens.index(cells.candidate.cells[-1]) + 1 :]
    is_cut = not cells.line.is_grid or any(token.is_figure for token in behind)
    if behind and looks_misread(behind[0].text) and is_cut:
        return not (cells.is_complete and cells.adds_up)
    if not cells.line.long or len(cells.candidate.cells) + unread_behind <= cells.width:
        return False
    return not (cells.is_complete and cells.adds_up) and not _has_cells_of_form(cells)


def _ends_in_another_blank(cells: CellsInRow) -> bool:
    """A dash after a full row of figures may be the last column's blank, so that one of the figures is too many."""
    own, of_sums = cells.candidate.cells, bool(cells.sums) and not cells.adds_up
    if not of_sums or not cells.line.table or cells.line.table in cells.with_others or len(own) <= cells.width:
        return False
    behind = own[cells.width]
    return (
        own[0].is_figure and behind.is_blank and bool(collapse_spaces(behind.text)) and behind.column not in cells.heads
    )


def _has_cells_of_form(cells: CellsInRow) -> bool:
    """Whether a row has as many cells as the form's table has columns, of labels and figures, and its figures begin so.

    Where a converter or a page break leaves out the group that spans rows, the rows of that group have a cell less.
    """
    labels = 1 + max(len(item.groups) for item in cells.table.rows)
    own = [token for token in cells.line.tokens if not token.padded]
    if labels == 1 or len(own) != labels + cells.width:
        return False
    labels_at = [place for place, token in enumerate(own[:labels]) if token.match is not None]
    after = labels_at[-1] if labels_at else len(own)
    texts_at = [place for place, token in enumerate(own) if place > after and collapse_spaces(token.text)]
    return bool(texts_at) and texts_at[0] == labels


def _begins_empty(cells: CellsInRow) -> bool:
    """Where a row is short, an empty cell at its start may be of its label, and the cell of a figure may be missing."""
    candidate, places = cells.candidate, cells.places
    if not (cells.line.short and candidate.has_figures) or collapse_spaces(candidate.cells[0].text):
        return False
    return cells.line.table in places.padded and id(candidate) not in places.aligned and not cells.is_complete


def _begins_in_labels(cells: CellsInRow) -> bool:
    """The empty cells at the beginning of a row may be of its label, and it may lack as many figures.

    The label of a row in fewer groups than others spans more columns, or has as many empty cells after it.
    """
    candidate = cells.candidate
    if cells.heads or cells.is_proven_by_place or cells.is_complete:
        return False
    first, *others = candidate.cells
    groups = [len(item.groups) for item in cells.table.rows]
    labels = [token.column for token in cells.line.tokens if token.match is not None]
    own_end = max(labels, default=-1) + max(groups) - groups[cells.row] if labels else -1
    end = max(cells.places.label_ends.get(cells.line.table, -1), own_end)
    in_labels = first.column <= end and not collapse_spaces(first.text)
    own = [first, *(cell for cell in others if not cell.padded)]
    lacking = len(own) == cells.width or (len(own) == cells.width + 1 and not collapse_spaces(own[1].text))
    return in_labels and candidate.has_figures and lacking and id(candidate) not in cells.places.aligned


def _print_is_unproven(cells: CellsInRow) -> bool:
    """In print a figure may be on another line, and an empty column may not be one of the form's.

    A row with blanks that is displaced against its heads may add up by chance. If no heads stand over the columns, one
    of them may not be the form's: other rows have to add up then, and this row must not break a sum.
    """
    if not cells.line.printed:
        return False
    is_aside = cells.is_set_off or cells.line.beside_heads
    by_chance = is_aside and len(written_cells(cells.candidate)) < cells.width
    is_unproven = cells.line.torn or not (cells.is_complete or cells.is_proven_by_place)
    goes_on = cells.line.table in cells.places.continued and cells.fits_sums
    has_heads = goes_on or (bool(cells.head_places) and not cells.line.beside_heads)
    by_others = cells.line.table in cells.places.summed and cells.fits_sums
    is_unproven = is_unproven or (bool(cells.sums) and not has_heads and not by_others)
    return is_unproven and (by_chance or not cells.adds_up)


def _is_beside_heads(cells: CellsInRow) -> bool:
    """A row that is set off against the heads may add up by chance; so it is where a figure stands before all heads."""
    extra = cells.fit.extra
    return bool(extra) and (cells.line.printed or extra[0].column < min(cells.heads or (0,)))


def _begins_elsewhere(cells: CellsInRow) -> bool:
    """An empty cell before the figures may be of the first column: then the last cell is of another one.

    So it is where a table has a column more than the form, such as one for remarks, or a row of such a table lacks a
    cell, and where a picture stands before the figures.
    """
    candidate, line, places = cells.candidate, cells.line, cells.places
    if line.printed and cells.is_complete:
        return False
    first = candidate.cells[0]
    before = line.tokens[max(line.tokens.index(first) - 1, 0)]
    if before.is_unknown and stands_for_picture(before.text):
        return True
    if cells.heads or not candidate.has_figures:
        return False
    if line.table in places.roomy:
        lacking = len(cells_behind_label(candidate)) <= len(cells.table.columns(candidate.row or 0))
        if lacking:
            return True
    return line.table in places.wide and (first.is_blank or (before.is_blank and not before.covered))


def _single_figure_is_beside_its_head(cells: CellsInRow) -> bool:
    """Where a row has one column and a head is known, no cell that holds anything stands under it."""
    if not (cells.line.is_grid and cells.width == 1 and cells.head_places and cells.candidate.has_figures):
        return False
    return not written_columns(cells.candidate) & set(cells.head_places)


def _reaches_into_labels(cells: CellsInRow) -> bool:
    """A label among the cells of a row is that of a table beside it: one of the cells of the row is lacking."""
    own = cells.candidate.cells[: cells.width]
    return cells.candidate.has_figures and any(cell.match is not None for cell in own)


def _lacks_cell_in_wide_table(cells: CellsInRow) -> bool:
    """Where other rows have more cells than the form has columns, a row of just as many may lack one."""
    if not (cells.line.table in cells.places.roomy and cells.is_as_wide and cells.heads):
        return False
    return not written_columns(cells.candidate) <= set(cells.heads)


def _has_figure_of_other_column(cells: CellsInRow) -> bool:
    """A row that lacks a cell may have the figure of another column in the place of its own last one.

    So may words that cannot be read, whatever the heads are.
    """
    if not cells.candidate.has_figures:
        return False
    under_own_heads = bool(cells.heads) and not cells.is_set_off
    as_many = not under_own_heads and len(written_cells(cells.candidate)) == cells.width
    if cells.line.table in cells.with_others:
        return cells.is_padded or as_many
    return cells.is_padded and any(not note.was_read for note in cells.fit.notes) and not _has_cell_for_each(cells)


def _has_cell_for_each(cells: CellsInRow) -> bool:
    """Whether a row has just one cell for each column, right after its label.

    Its first and its last cell must hold a figure, marks of a reader on other digits left aside: then neither is a
    blank of the label, or words or a picture in a column that is not in the form. The first cell may be blank if no
    label of the table is in more groups; the last one may be blank if the table ends with the heads of the form.
    """
    own, line = cells.candidate.cells, cells.line
    if line.below_years or not line.is_drawn or line.table in cells.places.roomy:
        return False
    first, last = (without_marks(cell.text).strip() for cell in (own[0], own[-1]))
    groups = [len(item.groups) for item in cells.table.rows]
    is_deep = not first and line.table not in cells.places.wide and groups[cells.row] == max(groups)
    is_narrow = line.table not in cells.places.wide and not cells.with_others
    is_behind_none = not last and is_narrow and cells.ends_with_heads
    is_whole = cells_behind_label(cells.candidate) == list(own) and all(cell.width == 1 for cell in own)
    at_ends = (looks_like_figures(first) or is_deep) and (looks_like_figures(last) or is_behind_none)
    return is_whole and cells.is_as_wide and at_ends


def _single_figure_may_be_of_other_column(cells: CellsInRow) -> bool:
    """In a table without heads the one figure of a row may be that of the column which no form has."""
    in_other_table = cells.line.table in cells.with_others
    return in_other_table and not (cells.heads or cells.is_complete) and cells.candidate.has_figures


def _heads_are_out_of_order(cells: CellsInRow) -> bool:
    """Heads in an order of their own do not stand above this row: its cells are not in the order of the form."""
    if not cells.line.is_grid or cells.heads or not cells.candidate.has_figures:
        return False
    order = [cells.head_places[column] for column in sorted(cells.head_places)]
    return order != sorted(order)


def _heads_lost_cells(cells: CellsInRow) -> bool:
    """Where figures of other rows stand behind all heads and none below the first, the heads are of other columns.

    A row with a cell for each column and no other is read by their number, and not by the heads.
    """
    key = cells.line.table, cells.table.rows[cells.row].block
    is_proven = cells.is_set_off or cells.is_as_wide or (cells.is_complete and cells.adds_up)
    return bool(cells.heads) and cells.candidate.has_figures and key in cells.places.moved_heads and not is_proven


def _adds_up_before_heads(cells: CellsInRow) -> bool:
    """A row may add up only if the empty cell before the first head is counted as its first one.

    Then its label has a cell less than that of other rows, and the row stands one column left of its heads. It cannot
    be so if a figure would be left over for which the document has no column beside those of the form.
    """
    first = cells.candidate.cells[0]
    if not (cells.heads and cells.line.is_grid and first.is_blank and first.column not in cells.head_places):
        return False
    leaves_figures = any(cell.is_figure for cell in cells.candidate.cells[cells.width :])
    if cells.adds_up or (leaves_figures and not cells.with_others and cells.ends_with_heads):
        return False
    columns = cells.table.columns(cells.row)
    own = cells.candidate.cells[: cells.width]
    before = fit_columns(own, columns, sums=cells.sums, heads=None, glued=False, grid=True)
    return before is not None and add_up(before, cells.sums)


def _may_be_of_other_year(cells: CellsInRow) -> bool:
    """Where heads name two years, or one column twice, a figure may be of the other one, and a blank of this."""
    texts: dict[int, set[str]] = {}
    for token in cells.line.tokens if len(set(cells.head_places.values())) < len(cells.head_places) else ():
        if token.column in cells.head_places:
            texts.setdefault(cells.head_places[token.column], set()).add(collapse_spaces(token.text))
    differs = any(len(own) > 1 for own in texts.values())
    return (cells.line.below_years or differs) and cells.candidate.has_figures


def _lacks_cell_of_own_column(cells: CellsInRow) -> bool:
    """A row without a cell for a column that the document has added may lack one of the form's instead."""
    return cells.line.lacks_own and cells.candidate.has_figures and not (cells.is_complete and cells.adds_up)


def _ends_in_blank_on_page(cells: CellsInRow) -> bool:
    """A row that lacks a cell is drawn on a page with an empty one at its end, and here no sum tells which it is."""
    *figures, last = cells.fit.figures
    is_whole = bool(figures) and BLANK not in figures
    return cells.line.may_lack_cells and cells.line.is_grid and not cells.sums and last == BLANK and is_whole


def _may_be_before_its_label(cells: CellsInRow) -> bool:
    """Without heads, a figure before the label of a row of blanks is its number, or the figure of its one column."""
    before = cells.line.tokens[: cells.line.tokens.index(cells.candidate.cells[0])]
    is_blank = cells.width == 1 and not (cells.head_places or cells.candidate.has_figures)
    return is_blank and sum(token.is_figure for token in before) == 1


DOUBTS: tuple[Callable[[CellsInRow], bool], ...] = (
    may_be_moved,
    _may_be_of_other_year,
    _is_between,
    _figure_is_shared,
    _has_cell_too_many,
    _lacks_cell_of_own_column,
    _ends_in_another_blank,
    _begins_empty,
    _begins_in_labels,
    _print_is_unproven,
    _is_beside_heads,
    _begins_elsewhere,
    _single_figure_is_beside_its_head,
    _reaches_into_labels,
    _lacks_cell_in_wide_table,
    _has_figure_of_other_column,
    _single_figure_may_be_of_other_column,
    _heads_are_out_of_order,
    _heads_lost_cells,
    _adds_up_before_heads,
    _ends_in_blank_on_page,
    _may_be_before_its_label,
)
"""What makes a row uncertain, the cheapest reasons first."""
