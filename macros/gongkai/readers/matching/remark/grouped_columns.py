"""Writes a solved table that prints one row in groups of columns: its figures, and what is doubtful or missing."""

from collections.abc import Sequence

from gongkai.forms import Table
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.remark.cells_behind import makes_another
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.worded_heads import groups_in_other_words
from gongkai.readers.matching.solve import GroupFit, SolvedGroupedColumns
from gongkai.readers.matching.tokenise import TokenLine, words_of
from gongkai.readers.remarks import Doubt


def write_group(fit: GroupFit, table: Table, collector: ResultCollector, *, are_whole: bool) -> None:
    """Write one line of a table.

    Args:
        fit: The line.
        table: The table.
        collector: Takes figures and remarks.
        are_whole: Whether all cells stand in the document, so that a blank among cells a line is one.
    """
    row_id = table.rows[0].id
    ids = [table.columns(0)[position].id for position in fit.columns]
    contradicted = {table.columns(0)[position].id for position in fit.contradicted}
    repeated_figures = {col: figure for col, figure in zip(ids, fit.fit.figures, strict=True) if col in contradicted}
    before = {col: collector.figures.get((table.id, row_id, col)) for col in repeated_figures}
    if not fit.is_repetition:
        text = words_of(cell for cell in fit.line.tokens if cell.match is None) if fit.line is not None else ""
        may_lack_lines = not are_whole and fit.line is not None and fit.line.stacked
        entered = fit.fit.without_blanks() if may_lack_lines else fit.fit
        collector.enter(table, 0, fit.columns, entered, text=text)
        _remark_units_beside(fit, table, collector)
    for col, figure in repeated_figures.items():
        collector.figures.pop((table.id, row_id, col), None)
        both = tuple((one,) for one in (before[col], figure) if one is not None)
        origin = fit.fit.origins[0]
        collector.remark(Doubt.AMBIGUOUS, "twice", origin, table=table.id, row=row_id, col=col, candidates=both)
    if not fit.certain and fit.line is not None:
        line = fit.line
        code = "columns" if fit.by_heads else "by-order"
        if fit.against_heads:
            args = (("columns", fit.against_heads),)
            collector.remark(
                Doubt.AMBIGUOUS, "head-order", line.origin, text=line.text, table=table.id, row=row_id, args=args
            )
        else:
            collector.remark(Doubt.GUESSED, code, line.origin, text=line.text, table=table.id, row=row_id)
        for col in ids:
            collector.remark(Doubt.GUESSED, code, line.origin, table=table.id, row=row_id, col=col)


def _remark_units_beside(fit: GroupFit, table: Table, collector: ResultCollector) -> None:
    """Say what beside the figures of a line makes them others, as ``万件`` does, and figures after them.

    Noughts stay what they are.
    """
    if fit.line is None or not any(figure and figure.value for figure in fit.fit.figures):
        return
    own = [cell.column for cell in fit.line.tokens if cell.origin in fit.fit.origins]
    has_places = len(set(fit.fit.origins)) == len(fit.fit.origins)  # else nobody knows which cell has which figure
    for cell in fit.line.tokens if fit.line.table else ():
        text = collapse_spaces(cell.text)
        is_beside = cell.origin not in fit.fit.origins
        is_behind = has_places and cell.is_figure and cell.column > max(own, default=cell.column)
        if is_beside and ((cell.is_unknown and makes_another(text)) or is_behind):
            collector.remark(Doubt.UNKNOWN, "extra", cell.origin, text=text, table=table.id, row=table.rows[0].id)


def remark_rest_of_groups(solved: SolvedGroupedColumns, collector: ResultCollector, lines: Sequence[TokenLine]) -> bool:
    """Say which lines fit no columns and which columns are missing; whether the document has the table.

    Args:
        solved: The table.
        collector: Takes the remarks.
        lines: The lines of the document.
    """
    table = solved.table
    for item in solved.unplaced:
        origin, text = item.line.origin, item.line.text
        collector.remark(
            Doubt.UNKNOWN, "unread", origin, text=text, table=table.id, candidates=(item.choices[0].figures,)
        )
    if not solved.fits:
        return False
    columns, row_id = table.columns(0), table.rows[0].id
    words = groups_in_other_words(solved, lines)
    if not solved.has_heads or words:
        origin = next((fit.line.origin for fit in solved.fits if fit.line is not None), solved.fits[0].fit.origins[0])
        names = "、".join(dict.fromkeys(column.name.label for column in columns))
        collector.remark(Doubt.AMBIGUOUS, "no-heads", origin, text=words, table=table.id, args=(("columns", names),))
    if solved.stands_twice:
        collector.remark(Doubt.AMBIGUOUS, "two-tables", solved.last_origin, table=table.id)
    totals = {place for part in table.lines for place in part.totals}
    code = "missing-total" if totals == set(solved.missing) else "missing-row"
    for position in solved.missing:
        column = columns[position]
        collector.remark(
            Doubt.MISSING, code, solved.last_origin, text=column.printed, table=table.id, row=row_id,
            col=column.id,
        )  # fmt: skip
    return True
