"""Doubts a row whose figures may be those of another row or column, once all lines of its table are known."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.figures import BLANK, Figure
from gongkai.readers.matching.assign import figures_before_label, label_end
from gongkai.readers.matching.solve.by_order import is_near_unplaced
from gongkai.readers.matching.solve.cells_in_row import has_cell_between_labels
from gongkai.readers.matching.solve.column_fit import holds_merged_figures
from gongkai.readers.matching.solve.columns.moved_rows import moved_rows
from gongkai.readers.matching.solve.columns.part_heads import rows_in_doubt
from gongkai.readers.matching.solve.doubtful.rows_apart import doubt_rows_apart, settle_rows_apart
from gongkai.readers.matching.solve.doubtful.rows_cut import rows_above_ends_of_figures
from gongkai.readers.matching.solve.doubtful.tables import rows_among_doubtful
from gongkai.readers.matching.solve.model import ColumnFit, RowReading
from gongkai.readers.matching.solve.readings import agree
from gongkai.readers.matching.solve.sums.row_sums import RowSum, row_sums
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows

_LARGE, _FAR_ABOVE = 100_000, 100
"""A figure may be two that touch from this size, and from this many times any other figure in its table."""

_MARKED = re.compile(r"\[[^\[\]]*[:：][^\[\]]*\d")
"""Digits that a reader put into brackets with its reason not to read them as a figure: ``[盖住的字：12]``."""


def doubt_rows(rows: WorkingRows) -> None:
    """Doubt the rows of a table that may be read differently because of the lines around them or the sums."""
    settle_rows_apart(rows)
    doubt_rows_apart(rows)
    _doubt_rows_named_again(rows)
    _doubt_rows_cut_by_page(rows)
    _doubt_rows_beside_others(rows)
    _doubt_rows_with_two_labels(rows)
    _doubt_rows_before_stray_figures(rows)
    _doubt_rows_on_the_other_side(rows)
    _doubt_rows_that_end_in_words(rows)
    _doubt_rows_above_digits(rows)
    _doubt_blanks_before_figures_apart(rows)
    _doubt_rows_in_other_columns(rows)
    _doubt_rows_with_merged_figures(rows)
    _doubt_figures_that_touch(rows)
    _doubt_rows_among_doubtful(rows)


def _with_figures(rows: WorkingRows) -> Iterator[tuple[int, WorkingLine, ColumnFit]]:
    for row, line in rows.line_by_row.items():
        if line.fit is not None and line.candidate.has_figures:
            yield row, line, line.fit


def _doubt_rows_beside_others(rows: WorkingRows) -> None:
    """Doubt the rows next to figures that belong to no row: these may be the figures of the label as well.

    In a grid the figures of a row stand beside its label, but if the row has blanks, some may be on another line. A
    grid of a single row counts as a line of text.
    """
    sizes = Counter(line.candidate.line.table for line in rows.lines)
    for _, line, fit in _with_figures(rows):
        has_room = not line.candidate.line.is_grid or BLANK in fit.figures
        is_alone = line.candidate.line.is_grid and sizes[line.candidate.line.table] == 1
        near = has_room and is_near_unplaced(rows.lines, line, rows.unplaced)
        if near or (is_alone and _is_beside_figures_of_text(rows, line)):
            line.fit = replace(fit, certain=False)


def _is_beside_figures_of_text(rows: WorkingRows, line: WorkingLine) -> bool:
    """Whether a line of text next to this line has figures that belong to no row."""
    place = rows.lines.index(line)
    return any(
        other in rows.unplaced and other.candidate.has_figures and not other.candidate.line.is_grid
        for other in rows.lines[max(place - 1, 0) : place + 2]
    )


def _doubt_rows_with_merged_figures(rows: WorkingRows) -> None:
    """Leave the blanks of a row open if one of its cells may hold two figures: a blank may be the place of the second.

    The same holds for uncertain columns with a cell that cannot be read: it may belong in the place of a blank. It may
    be the only filled cell, into which all figures of the row were merged. Or it follows the blanks, because the
    outline of a shape that covers a figure cut the figure's cell in two.
    """
    for line in rows.line_by_row.values():
        fit = line.fit
        merged = fit is not None and holds_merged_figures(fit, drawn=line.candidate.line.is_drawn)
        if fit is None or not (line.candidate.has_figures or merged):
            continue
        unread = any(not note.was_read for note in fit.notes)
        unread = (unread and not fit.certain) or _MARKED.match(line.candidate.trailing_words) is not None
        if BLANK in fit.figures and (unread or merged):
            line.fit = replace(fit.without_blanks(), certain=False)


def _doubt_figures_that_touch(rows: WorkingRows) -> None:
    """Leave a figure and the blank beside it open if the row adds up only with the figure split into two.

    Where two figures touch on a page, one cell has both and the other none. If no sum tells, a figure beside a blank is
    doubted if it is far larger than any other one of the table.
    """
    largest = sorted(figure.number for _, _, fit in _with_figures(rows) for figure in fit.figures if figure is not None)
    for row, line, fit in _with_figures(rows):
        sums = row_sums(rows.form, rows.table, row, rows.year)
        if fit.is_open or BLANK not in fit.figures:
            continue
        own = tuple(figure or BLANK for figure in fit.figures)
        split = (
            [] if all(rule.holds(own) for rule in sums) else [way for way in _ways_to_split(own) if _hold(way, sums)]
        )
        if split:
            both = agree((*split, own), fit.origins[0], len(own))
            line.fit = replace(both, origins=fit.origins, notes=fit.notes, certain=fit.certain)
        elif max(figure.number for figure in own) >= max(_FAR_ABOVE * largest[-2], _LARGE) if largest[1:] else False:
            line.fit = replace(fit.without_blanks(), certain=False)


def _doubt_rows_among_doubtful(rows: WorkingRows) -> None:
    """Doubt further rows of a table if most are doubted for a reason that may hold for all of them."""
    for line in list(rows_among_doubtful(rows)):
        line.fit = replace(line.fit, certain=False) if line.fit is not None else None


def _doubt_rows_in_other_columns(rows: WorkingRows) -> None:
    """Doubt the rows whose figures or blanks may stand in other columns, by their sums, labels or heads."""
    for line in (*moved_rows(rows), *rows_in_doubt(rows)):
        line.fit = replace(line.fit, certain=False) if line.fit is not None else None


def _hold(figures: RowReading, sums: Sequence[RowSum]) -> bool:
    return all(rule.is_stated(figures) and rule.holds(figures) for rule in sums)


def _ways_to_split(figures: RowReading) -> Iterator[RowReading]:
    """The readings of a row in which the digits of a figure beside a blank are divided between the two."""
    for place, (one, other) in enumerate(itertools.pairwise(figures)):
        digits = str((other if one == BLANK else one).value)
        if (one == BLANK) is (other == BLANK) or not digits.isdecimal():
            continue
        for cut in range(1, len(digits)):
            if digits[cut] == "0" != digits[cut:]:
                continue
            both = Figure(int(digits[:cut])), Figure(int(digits[cut:]))
            yield (*figures[:place], *both, *figures[place + 2 :])


def _doubt_rows_with_two_labels(rows: WorkingRows) -> None:
    """Doubt the rows whose line names another row of the table as well: the figures may belong to that row.

    The only row that its line names twice is doubted too: one of the two may be without figures. If several rows are
    named twice, their labels just span two columns, unless a cell stands between both.
    """
    table = rows.table.id
    twice: list[WorkingLine] = []
    for _, line, fit in _with_figures(rows):
        tokens = line.candidate.line.tokens
        labels = [token.match for token in tokens if token.match is not None and not token.covered]
        label_rows = [
            frozenset(meaning.row for meaning in match.of("row", table=table))
            for match in labels
            if match.of("row", table=table) and not (match.partial or match.of("group", "column", table=table))
        ]
        if label_rows and not frozenset.intersection(*label_rows):
            line.fit = replace(fit, certain=False)
        elif len(label_rows) > 1:
            twice.append(line)
    for line in twice if len(twice) == 1 else [line for line in twice if has_cell_between_labels(line.candidate.line)]:
        line.fit = replace(line.fit, certain=False) if line.fit is not None else None


def _doubt_rows_before_stray_figures(rows: WorkingRows) -> None:
    """Doubt a row if figures stand before the label of the next one: they may belong in the place of its last blanks.

    If most rows begin with a figure, it is the number of the row; but a figure before heads is not.
    """
    numbers = [any(figures_before_label(line.candidate.line, line.candidate.cells)) for line in rows.lines]
    are_numbers = 2 * sum(numbers) > len(numbers)
    for above, line, number in zip(rows.lines, rows.lines[1:], numbers[1:], strict=False):
        is_before_heads = line.row is None or line.row in rows.by_order or _stands_before_heads(line)
        stray = any(figures_before_label(line.candidate.line, ())) if is_before_heads else number and not are_numbers
        if stray and above.fit is not None and above.row is not None and rows.line_by_row.get(above.row) is above:
            above.fit = replace(above.fit.without_blanks(), certain=False)


def _doubt_rows_on_the_other_side(rows: WorkingRows) -> None:
    """Doubt a row of a table whose figures stand before its label, if they may be those of the row above.

    They may be if the row above has no figures, or is itself doubted for this reason; if other figures follow the
    label; and if heads stand between the figures and the label.
    """
    for above, line in zip((None, *rows.lines), rows.lines, strict=False):
        item = line.candidate
        if line.fit is None or not item.has_figures or not item.line.is_grid or item.match is None:
            continue
        is_behind = item.cells[0].column > label_end(item)
        is_of_other = _is_on_both_sides(line) or _stands_before_heads(line)
        if not is_behind and (is_of_other or (above is not None and _may_lack_figures(above, line))):
            line.fit = replace(line.fit, certain=False)


def _is_on_both_sides(line: WorkingLine) -> bool:
    """Whether the figures of a row stand before its label, and other figures follow the label."""
    tokens = line.candidate.line.tokens
    label = next((place for place, token in enumerate(tokens) if token.match is line.candidate.match), len(tokens))
    is_before = tokens.index(line.candidate.cells[0]) < label
    return is_before and any(token.is_figure for token in tokens[label + 1 :])


def _stands_before_heads(line: WorkingLine) -> bool:
    """Whether heads stand between the figures of a row and the label after them."""
    item = line.candidate
    if not item.has_figures:
        return False
    behind = item.line.tokens[item.line.tokens.index(item.cells[-1]) + 1 :]
    return any(token.match and token.match.of("column", "heads") for token in behind if token.match is not item.match)


def _may_lack_figures(above: WorkingLine, line: WorkingLine) -> bool:
    """Whether the row above has a label in the same table and no figures, or figures that are perhaps not its own."""
    if above.candidate.line.table != line.candidate.line.table or above.candidate.match is None:
        return False
    is_before = above.candidate.has_figures and above.candidate.cells[0].column <= label_end(above.candidate)
    return not above.candidate.has_figures or (is_before and above.fit is not None and not above.fit.certain)


def _doubt_rows_that_end_in_words(rows: WorkingRows) -> None:
    """Doubt a row whose last cell holds words, and before whose cells there is a blank that was not taken.

    The words may be in a column not in the form, and the blank in the row's first column.
    """
    for _, line, fit in _with_figures(rows):
        tokens, cells = line.candidate.line.tokens, line.candidate.cells
        before = tokens[: tokens.index(cells[0])][-1:]
        if cells[-1].is_unknown and any(token.is_blank and not (token.covered or token.padded) for token in before):
            line.fit = replace(fit, certain=False)


def _doubt_rows_above_digits(rows: WorkingRows) -> None:
    """Doubt the rows below which a line holds digits only: these may be the ends of the row's figures.

    Where no head says which column a figure cut in two is in, it may be any, also one that has a blank.
    """
    cut = rows_above_ends_of_figures(rows)
    for row, line, fit in _with_figures(rows):
        if line.candidate.below or line in cut:
            has_heads = rows.named_columns.get(rows.table.rows[row].block)
            line.fit = replace(fit if has_heads else fit.without_blanks(), certain=False)


def _doubt_blanks_before_figures_apart(rows: WorkingRows) -> None:
    """Doubt the blanks of a row if figures that belong to no row follow it: the row may be cut in two.

    Such figures stand in a line of text, after a row of text or after the last row of a table.
    """
    apart = {token.origin.block for token in rows.detached}
    tables = [line.candidate.line.table for line in rows.lines]
    for line, table, following in zip(rows.lines, tables, [*tables[1:], None], strict=False):
        end = line.candidate.line.tokens[-1].origin.block
        is_taken = line.row is not None and rows.line_by_row.get(line.row) is line
        if not is_taken or line.fit is None or (table and table == following) or not apart & {end, end + 1}:
            continue
        if BLANK in line.fit.figures:
            line.fit = replace(line.fit.without_blanks(), certain=False)


def _doubt_rows_named_again(rows: WorkingRows) -> None:
    """Doubt a row that another line, which is no row itself, names too: its words may stand for a figure of the row."""
    for line in rows.lines:
        row_line = rows.line_by_row.get(line.candidate.named_row) if line.candidate.named_row is not None else None
        if line.row is None and row_line is not None and row_line.fit is not None:
            row_line.fit = replace(row_line.fit, certain=False)


def _doubt_rows_cut_by_page(rows: WorkingRows) -> None:
    """Doubt a row at the foot of a page if the next page begins with a line whose figures fit into the row's blanks.

    That line, which is no row itself, may be the rest of the row: a cell that spans two pages is often printed on the
    page that its middle is on.
    """
    for above, below in itertools.pairwise(rows.lines):
        if (
            below.row is not None
            or above.fit is None
            or above.row is None
            or rows.line_by_row.get(above.row) is not above
        ):
            continue
        other_page = above.candidate.line.table != below.candidate.line.table
        if other_page and _is_in_blanks(below, above):
            above.fit = replace(above.fit, certain=False)


def _is_in_blanks(rest: WorkingLine, line: WorkingLine) -> bool:
    """Whether all figures of a line stand where another line has blanks, counting columns from the right."""
    pairs = list(zip(reversed(rest.candidate.cells), reversed(line.candidate.cells), strict=False))
    filled = [other for cell, other in pairs if cell.is_figure]
    return len(filled) == rest.figure_count > 0 and all(other.is_blank for other in filled)
