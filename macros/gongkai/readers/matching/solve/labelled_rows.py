"""Solves a table with labelled rows: lines into rows by label, then by order, then readings by the sums over rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, islice

from gongkai.figures import BLANK
from gongkai.forms import Column, Form
from gongkai.readers.matching.assign import LabelledRows, RowCandidate
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.solve.by_label import take_labelled
from gongkai.readers.matching.solve.by_order import (
    fill_gaps,
    has_own_words,
    is_beside_two_rows_in_one,
    is_near_unplaced,
)
from gongkai.readers.matching.solve.column_fit import add_up
from gongkai.readers.matching.solve.columns.by_sums import take_columns_by_sums
from gongkai.readers.matching.solve.detached_figures import put_back_detached
from gongkai.readers.matching.solve.doubtful.rows import doubt_rows
from gongkai.readers.matching.solve.model import (
    CellChoice,
    RowReading,
    SolvedLabelledRows,
    SolvedRow,
    UnplacedLine,
)
from gongkai.readers.matching.solve.readings import prefer_readings, take_reading
from gongkai.readers.matching.solve.sums.row_sums import row_sums
from gongkai.readers.matching.solve.sums.table_sums import are_borne_out, consistent_readings, is_proven
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows, is_order_alone, start_rows
from gongkai.readers.matching.tokenise import Token

_MOST_CHOICES = 40
"""Ways to leave out the cells too many of a row that are listed: of one cell all, of several some."""
_FEWEST_TWICE = 2
"""The fewest rows stated twice that show that the whole table is, and not a row by mistake."""


def solve_labelled_rows(assigned: LabelledRows, form: Form, year: int | None) -> SolvedLabelledRows:
    """Find the line and the figures of every row of a table.

    Args:
        assigned: The table's lines.
        form: The form.
        year: The reporting year, if known: some sums hold in some years only.

    Returns:
        The table; without rows where the document does not have it, or none of its lines could be told.
    """
    rows = start_rows(assigned, form, year)
    take_labelled(rows)
    take_columns_by_sums(rows)
    fill_gaps(rows)
    _choose_readings(rows)
    doubt_rows(rows)
    if not rows.line_by_row:
        unplaced = tuple(_unplaced(line, rows) for line in rows.unplaced)
        return SolvedLabelledRows(rows.table, unplaced=unplaced, detached=rows.detached)
    put_back_detached(rows)
    return _result(rows)


def _choose_readings(rows: WorkingRows) -> None:
    """Take the readings that the sums over rows prove, where all rows have the same columns."""
    if len(rows.table.blocks) > 1:
        return
    fits = {
        row: line.fit for row, line in rows.line_by_row.items() if line.fit is not None and not line.fit.contradicted
    }
    readings: dict[int, tuple[RowReading, ...]] = {}
    for row, fit in fits.items():
        if fit.is_open:
            readings[row] = fit.by_sums or (() if fit.too_many else fit.readings)
        elif all(figure is not None for figure in fit.figures):
            readings[row] = (tuple(figure or BLANK for figure in fit.figures),)
    consistent = consistent_readings(rows.form, rows.table, readings)
    for row, fit in fits.items():
        if not fit.is_open or not consistent.get(row):
            continue
        others = None if fit.too_many else fit.readings
        is_certain = is_proven(rows.form, rows.table, consistent, row, others) and not _breaks_own_sum(
            rows, row, consistent[row]
        )
        if fit.lacking or not is_certain:
            rows.line_by_row[row].fit = prefer_readings(fit, consistent[row])
        else:
            # Text shows no difference between a blank and a cell that is not there, and both count nothing in sums.
            certain = fit.certain and BLANK not in consistent[row][0]
            rows.line_by_row[row].fit = replace(take_reading(fit, consistent[row][0]), certain=certain)


def _breaks_own_sum(rows: WorkingRows, row: int, readings: Sequence[RowReading]) -> bool:
    """Whether the reading that is left breaks a sum of its row.

    Where the columns of all rows are read in another order, or another row has a figure that lost digits, the sums over
    rows hold by chance.
    """
    sums = row_sums(rows.form, rows.table, row, rows.year)
    return any(rule.is_stated(readings[0]) and not rule.holds(readings[0]) for rule in sums)


def _result(rows: WorkingRows) -> SolvedLabelledRows:
    figures = {row: line.fit.figures for row, line in rows.line_by_row.items() if line.fit is not None}
    without_words = [row for row, has_words in rows.by_order.items() if not has_words]
    placed_detached = {row for _, row in rows.placed_detached}
    without_label = [*rows.unplaced, *(rows.line_by_row[row] for row in without_words)]
    return SolvedLabelledRows(
        rows.table,
        tuple(
            SolvedRow(
                row,
                line.candidate,
                line.fit,
                row in rows.by_order,
                rows.by_order.get(row, False),
                not line.candidate.has_figures
                and (is_near_unplaced(rows.lines, line, without_label) or is_beside_two_rows_in_one(rows.lines, line)),
                row in placed_detached,
                _choices(line.candidate, rows, row) if line.fit.extra else (),
            )
            for row, line in sorted(rows.line_by_row.items())
            if line.fit is not None
        ),
        len(rows.table.blocks) == 1
        and bool(without_words)
        and are_borne_out(rows.form, rows.table, figures, without_words),
        tuple(rows.repeated),
        rows.labels,
        tuple(_unplaced(line, rows) for line in rows.unplaced),
        tuple(rows.placed_detached),
        rows.detached,
        rows.lines[0].candidate.line.origin,
        tuple(_unnamed_columns(rows)),
        _stands_twice(rows),
        frozenset(rows.bare_labels),
        rows.absent_columns,
        tuple(_columns_by_heads(rows)),
        _seems_shifted(rows),
        _columns_without_head(rows),
        restated=tuple(rows.restated),
    )


def _seems_shifted(rows: WorkingRows) -> bool:
    """Whether figures without a label are the first of the table, and its last row has a label and no figures.

    So do those of a sheet whose cells end in a line break look on paper: each row's stand beside the label above.
    """
    last = len(rows.table.rows) - 1
    row_line = rows.line_by_row.get(last)
    is_last_empty = last in rows.labels if row_line is None else not row_line.candidate.has_figures
    first = next((line for line in rows.lines if line.candidate.has_figures), None)
    return is_last_empty and first in rows.unplaced and not has_own_words(first)


def _stands_twice(rows: WorkingRows) -> bool:
    contradicted = sum(line.fit is not None and line.fit.contradicted for line in rows.line_by_row.values())
    # Where most rows stand twice in their place, this and last year's were written one below the other.
    in_place = rows.twice_in_place if 2 * rows.twice_in_place <= len(rows.line_by_row) else 0
    stated_again = contradicted + len(rows.repeated) + len(rows.blank_again) - in_place
    again = {line.row for line in rows.unplaced if line.candidate.has_figures} & rows.line_by_row.keys()
    is_most = len(again) > _FEWEST_TWICE and 2 * (len(again) + len(rows.repeated)) > len(rows.line_by_row)
    # Rows that name the reporting year and were not read may be those of the table, and another one was read.
    of_year = sum(any(map(partial(_names_year, rows.year), line.candidate.line.tokens)) for line in rows.unplaced)
    # So may as many lines of bare figures as were read, whose labels stand elsewhere with a year before them.
    bare = sum(line.row is None and line.candidate.has_figures and not has_own_words(line) for line in rows.unplaced)
    is_again = max(rows.yielded, of_year) > _FEWEST_TWICE or _FEWEST_TWICE < len(rows.line_by_row) <= bare
    return is_again or is_most or (contradicted > 0 and stated_again >= _FEWEST_TWICE)


def _names_year(year: int | None, token: Token) -> bool:
    return token.is_unknown and year is not None and token.text.strip().startswith(f"{year}年")


def _unnamed_columns(rows: WorkingRows) -> Iterator[Column]:
    """The columns whose figures were taken by their place alone."""
    blocks: dict[int, bool] = {}
    for row, line in rows.line_by_row.items():
        if line.candidate.has_figures:
            by_place = not rows.heads_in_order and rows.heads_above(line, row) is None
            block = rows.table.rows[row].block
            blocks[block] = blocks.get(block, False) or by_place
    for block, by_place in sorted(blocks.items()):
        if block in rows.absent_columns:
            continue
        columns = rows.table.blocks[block].columns
        head_columns = frozenset() if by_place or rows.has_other_columns else rows.named_columns.get(block, frozenset())
        # Where at least half of the heads are recognised, in their order, the places of the others follow, unless the
        # sums of a row speak against them.
        few_named = len(columns) > 1 and (2 * len(head_columns) < len(columns) or not _add_up(rows, block))
        unnamed = few_named or rows.has_other_columns
        if unnamed or not any(rows.named_columns.values()):
            yield from (column for place, column in enumerate(columns) if place not in head_columns)


def _columns_without_head(rows: WorkingRows) -> dict[int, frozenset[int]]:
    """By block with figures the positions of its columns that no head names; none where it has none."""
    blocks = {rows.table.rows[row].block for row, line in rows.line_by_row.items() if line.candidate.has_figures}
    every = {block: frozenset(range(len(rows.table.blocks[block].columns))) for block in sorted(blocks)}
    absent = {block: frozenset(rows.absent_columns.get(block, ())) for block in every}
    unnamed = {block: every[block] - rows.named_columns.get(block, frozenset()) - absent[block] for block in every}
    return {block: columns for block, columns in unnamed.items() if columns}


def _columns_by_heads(rows: WorkingRows) -> Iterator[Column]:
    """The columns of which nothing but the order of heads on other lines says which figure is whose."""
    orders = {
        rows.table.rows[row].block: heads
        for row, line in rows.line_by_row.items()
        if line.candidate.has_figures and is_order_alone(heads := rows.heads_above(line, row) or {})
    }
    for block, heads in sorted(orders.items()):
        yield from (rows.table.blocks[block].columns[heads[place]] for place in sorted(heads))


def _add_up(rows: WorkingRows, block: int) -> bool:
    """Whether no sum of a row is against the columns that its figures were set into, and one at least bears them out.

    A total that cannot be read bears out nothing: it may be what stands in a column that the form does not have. Where
    all figures are known and all totals given, noughts that add up in every row are enough.
    """
    checked = [
        (rule, line.fit)
        for row, line in rows.line_by_row.items()
        if line.fit is not None and rows.table.rows[row].block == block
        for rule in row_sums(rows.form, rows.table, row, rows.year)
    ]
    borne_out = any(fit.certain and add_up(fit, [rule]) for rule, fit in checked)
    return all(rule.holds(fit.figures) for rule, fit in checked) and (
        borne_out or all(rule.is_stated(fit.figures) for rule, fit in checked)
    )


def _unplaced(line: WorkingLine, rows: WorkingRows) -> UnplacedLine:
    """A line without a row, read as if some of its cells were in the columns of the row that its label names."""
    candidate = line.candidate
    if line.row is None:
        columns = rows.table.columns(0)
        cells = candidate.cells[: len(columns)]
        choice = CellChoice(cells, _read(cells, columns))
        return UnplacedLine(candidate.line, (choice,), None, candidate.group, foreign_group=candidate.foreign_group)
    choices = _choices(candidate, rows, line.row)
    return UnplacedLine(candidate.line, choices, line.row, candidate.group, len(choices) > 1)


def _choices(candidate: RowCandidate, rows: WorkingRows, row: int) -> tuple[CellChoice, ...]:
    """Choices of cells that may be a row's figures: as many as it has columns.

    First come those side by side, or every other one; then all others, as any cell may be the one too many, of which
    those come first that add up.
    """
    columns = rows.table.columns(row)
    cells, width = candidate.cells, len(columns)
    end = len(cells)
    while end > width and cells[end - 1].is_blank:
        end -= 1
    parts = [cells[first : first + width] for first in range(max(end - width, 0) + 1)]
    parts += [cells[:end:2], cells[1:end:2]] if end == 2 * width > 2 else []  # noqa: PLR2004 - two columns for one
    choices = [CellChoice(part, _read(part, columns)) for part in parts]
    ways = islice(combinations(cells[:end], width), _MOST_CHOICES) if end > width > 1 else ()
    others = {choice.figures: choice for part in ways for choice in [CellChoice(part, _read(part, columns))]}
    sums = row_sums(rows.form, rows.table, row, rows.year)
    more = sorted(others.values(), key=lambda choice: not all(rule.holds(choice.figures) for rule in sums))
    return (*choices, *(choice for choice in more if choice.figures not in {item.figures for item in choices}))


def _read(cells: Sequence[Token], columns: Sequence[Column]) -> RowReading:
    return tuple(
        read_figure(cell.text, column.kind).figure or BLANK for cell, column in zip(cells, columns, strict=False)
    )
