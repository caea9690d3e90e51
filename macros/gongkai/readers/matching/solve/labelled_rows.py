"""Solves a table with labelled rows: lines into rows by label, then by order, then readings by the sums over rows."""

from gongkai.figures import BLANK
from gongkai.forms import Form, Table
from gongkai.readers.matching.assign import LabelledRows
from gongkai.readers.matching.figure_text import read_figure
from gongkai.readers.matching.solve.by_label import take_labelled
from gongkai.readers.matching.solve.by_order import fill_gaps, is_near_unplaced
from gongkai.readers.matching.solve.detached_figures import put_back_detached
from gongkai.readers.matching.solve.model import Reading, SolvedLabelledRows, SolvedRow, UnplacedLine
from gongkai.readers.matching.solve.readings import keep_readings
from gongkai.readers.matching.solve.table_sums import are_borne_out, consistent_readings
from gongkai.readers.matching.solve.working_rows import WorkingLine, WorkingRows, start_rows


def solve_labelled_rows(assigned: LabelledRows, form: Form, year: int | None) -> SolvedLabelledRows:
    """Find the line and the figures of every row of a table.

    Args:
        assigned: The table's lines.
        form: The form.
        year: The reporting year, if known: some sums hold in some years only.

    Returns:
        The table; without rows where the document does not have it.
    """
    rows = start_rows(assigned, form, year)
    take_labelled(rows)
    fill_gaps(rows)
    _choose_readings(rows)
    if not rows.taken:
        return SolvedLabelledRows(rows.table)
    put_back_detached(rows)
    return _result(rows)


def _choose_readings(rows: WorkingRows) -> None:
    """Drop the readings that disagree with the sums over rows, where all rows have the same columns."""
    if len(rows.table.blocks) > 1:
        return
    readings: dict[int, tuple[Reading, ...]] = {}
    for row, line in rows.taken.items():
        if line.fit is None or line.fit.too_many:
            continue
        if line.fit.is_open:
            readings[row] = line.fit.readings
        elif all(figure is not None for figure in line.fit.figures):
            readings[row] = (tuple(figure or BLANK for figure in line.fit.figures),)
    for row, left in consistent_readings(rows.form, rows.table, readings).items():
        line = rows.taken[row]
        if line.fit is not None and line.fit.is_open:
            line.fit = keep_readings(line.fit, left)


def _result(rows: WorkingRows) -> SolvedLabelledRows:
    figures = {row: line.fit.figures for row, line in rows.taken.items() if line.fit is not None}
    without_words = [row for row, has_words in rows.by_order.items() if not has_words]
    placed_detached = {row for _, row in rows.placed_detached}
    return SolvedLabelledRows(
        rows.table,
        tuple(
            SolvedRow(
                row,
                line.candidate,
                line.fit,
                row in rows.by_order,
                rows.by_order.get(row, False),
                not line.candidate.has_figures and is_near_unplaced(rows.lines, line, rows.unplaced),
                row in placed_detached,
            )
            for row, line in sorted(rows.taken.items())
            if line.fit is not None
        ),
        len(rows.table.blocks) == 1
        and bool(without_words)
        and are_borne_out(rows.form, rows.table, figures, without_words),
        tuple(rows.repeated),
        rows.labels,
        tuple(_unplaced(line, rows.table) for line in rows.unplaced),
        tuple(rows.placed_detached),
        rows.detached,
        rows.lines[0].candidate.line.origin,
    )


def _unplaced(line: WorkingLine, table: Table) -> UnplacedLine:
    """A line without a row, read as if its cells were in the first columns of the row that its label names."""
    candidate = line.candidate
    columns = table.columns(line.row or 0)
    figures = tuple(
        read_figure(cell.text, column.kind).figure or BLANK
        for cell, column in zip(candidate.cells, columns, strict=False)
    )
    return UnplacedLine(candidate.line, figures, line.row, candidate.group)
