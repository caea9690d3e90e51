"""Writes a solved table with labelled rows: its figures, and what is doubtful, missing or not of the form."""

import re
from collections.abc import Sequence

from gongkai.figures import BLANK, written
from gongkai.forms import Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.figure_text import IN_BRACKETS, NUMBER_BESIDE, code_of_note, collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.remark.cells_behind import makes_another, remark_sign_behind, remark_words_behind
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.excess import Excess, ExcessReader, counted_column, counts_up
from gongkai.readers.matching.remark.labels.worded_heads import remark_unnamed_columns, with_columns_in_other_words
from gongkai.readers.matching.remark.rows_not_of_form import remark_row_not_of_form
from gongkai.readers.matching.remark.unread_lines import RIVAL
from gongkai.readers.matching.solve import ColumnFit, SolvedLabelledRows, SolvedRow, UnplacedLine, columns_there
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenLine, words_of
from gongkai.readers.remarks import Doubt

_CHARACTERS_PER_EDIT = 4
"""A misprint of one character in this many is certain enough; one in fewer is a guess."""
_CHARACTERS_PER_EDIT_NUMBERED = 3
"""Likewise where the numbering of the label is right."""
_GOES_ON = re.compile(r"[,，.．]\s*\d")
"""How a word begins that may be the rest of the figure before it, set apart by a blank: 1 ，234."""


def write_labelled_rows(
    table: SolvedLabelledRows,
    collector: ResultCollector,
    excess: ExcessReader,
    *,
    may_be_blank: bool,
    are_whole: bool = True,
) -> bool:
    """Write a table; whether the document has it.

    Args:
        table: The table.
        collector: Takes figures and remarks.
        excess: Tells what figures may be that a row has beside its own.
        may_be_blank: Whether a row with a label alone is blank, unless a line without a row may be its figures.
        are_whole: Whether all cells of a row stand in the document, so that a blank among them is one.
    """
    if not table.rows:
        _remark_rest(table, collector, excess)
        return False
    table = with_columns_in_other_words(table, excess.document.lines)
    _remark_table(table, collector, excess.document.lines)
    rows_are_counted = counts_up([cell.text for solved in table.rows for cell in solved.fit.extra[:1]])
    for solved in table.rows:
        if solved.near_unplaced or (not are_whole and not solved.candidate.has_figures):
            _remark_missing_row(solved, table.table, collector)
            continue
        both = excess.by_year(solved.candidate.line, solved.choices) if solved.choices else None
        if both is not None and not solved.fit.certain and _are_of_another_year(solved, both):
            _remark_two_years(solved, table.table, collector, both)
            continue
        _enter_row(solved, table, collector, are_whole=are_whole)
        _remark_absent(table, solved.row, solved.candidate.line.origin, collector)
        _remark_label(solved, table, collector)
        _remark_line(solved, table.table, collector, excess, rows_are_counted=rows_are_counted)
    lines = [*(solved.candidate.line for solved in table.rows), *(item.line for item in table.unplaced)]
    doubtful = table.detached or table.stands_twice or any(line.either for line in lines)
    _write_rows_without_figures(table, collector, may_be_blank=may_be_blank and not doubtful)
    _remark_rest(table, collector, excess)
    return True


def _remark_missing_row(solved: SolvedRow, table: Table, collector: ResultCollector) -> None:
    """Say that the figures of a row are missing although its label is there, or may be those of another line."""
    row = table.rows[solved.row]
    origin = solved.candidate.line.origin
    collector.remark(Doubt.MISSING, "missing-row", origin, text=row.name.label, table=table.id, row=row.id)


def _remark_table(table: SolvedLabelledRows, collector: ResultCollector, lines: Sequence[TokenLine]) -> None:
    """Say what is odd about the table as a whole, and which figures and rows were put where they are by their place."""
    remark_unnamed_columns(table, lines, collector)
    if table.columns_by_heads:
        names = "、".join(dict.fromkeys(column.printed for column in table.columns_by_heads))
        args = (("columns", names),)
        collector.remark(Doubt.AMBIGUOUS, "heads-apart", table.first_origin, table=table.table.id, args=args)
    if table.seems_shifted:
        collector.remark(Doubt.AMBIGUOUS, "row-higher", table.first_origin, table=table.table.id)
    if table.stands_twice:
        collector.remark(Doubt.AMBIGUOUS, "two-tables", table.first_origin, table=table.table.id)
    for line, row in table.repeated:
        row_id = table.table.rows[row].id
        collector.remark(Doubt.NOTED, "repeated", line.origin, text=line.text, table=table.table.id, row=row_id)
    for line, place in table.restated:
        row_of_total = table.table.rows[place].id if place is not None else None
        collector.remark(Doubt.NOTED, "restated", line.origin, text=line.text, table=table.table.id, row=row_of_total)
    for figure, row in table.placed_detached:
        row_id = table.table.rows[row].id
        collector.remark(Doubt.GUESSED, "stray", figure.origin, text=figure.text, table=table.table.id, row=row_id)


def _enter_row(solved: SolvedRow, table: SolvedLabelledRows, collector: ResultCollector, *, are_whole: bool) -> None:
    """Enter a row's figures; its blanks only where all of its cells were read."""
    may_lack_lines = not are_whole and solved.candidate.line.stacked
    fit = solved.fit
    if may_lack_lines or _holds_unread_cell(solved, table):
        fit = fit.without_blanks()
    text = words_of(solved.candidate.cells)
    collector.enter(table.table, solved.row, range(len(fit.figures)), fit, text=text)


def _holds_unread_cell(solved: SolvedRow, table: SolvedLabelledRows) -> bool:
    """Whether a cell that cannot be read may be any of a row, as no head says in which column it is."""
    columns = table.table.columns(solved.row)
    return any(column in table.unnamed_columns for column in columns) and any(
        not note.was_read for note in solved.fit.notes
    )


def _remark_rest(table: SolvedLabelledRows, collector: ResultCollector, excess: ExcessReader) -> None:
    """Say what was put into no row."""
    counted = counted_column(table.unplaced)
    for unplaced in table.unplaced:
        _remark_unplaced(unplaced, table.table, collector, excess, counted)
    for figure in table.detached:
        text = collapse_spaces(figure.text)
        collector.remark(Doubt.UNKNOWN, "stray", figure.origin, text=text, table=table.table.id)


def _remark_absent(table: SolvedLabelledRows, row: int, origin: Origin, collector: ResultCollector) -> None:
    """Say which columns of a row the document does not have: their cells are open, and no total is computed."""
    form_table = table.table
    totals = {column for line in form_table.lines if line.row == row for column in line.totals}
    for position in sorted(table.absent_columns.get(form_table.rows[row].block, ())):
        code = "missing-total" if position in totals else "missing-column"
        column, row_id = form_table.columns(row)[position].id, form_table.rows[row].id
        collector.remark(Doubt.MISSING, code, origin, table=form_table.id, row=row_id, col=column)


def _remark_label(solved: SolvedRow, table: SolvedLabelledRows, collector: ResultCollector) -> None:
    """Say how the row was recognised, unless by its full label."""
    row, origin = table.table.rows[solved.row], solved.candidate.line.origin
    match = solved.candidate.match
    tentative = solved.candidate.tentative or solved.by_detached_figure
    if solved.by_order:
        doubt = Doubt.NOTED if table.order_is_borne_out and not solved.has_unknown_label else Doubt.GUESSED
        text = solved.candidate.line.text
        collector.remark(doubt, "by-order", origin, text=text, table=table.table.id, row=row.id)
    elif match is not None and match.edits:
        doubt = _doubt_of_misprint(match, row.name.label)
        collector.remark(doubt, "misprint", origin, text=match.text, table=table.table.id, row=row.id)
    elif match is not None and tentative and match.partial:
        doubt = Doubt.GUESSED if _is_later_part(solved, match, row.name.label) else Doubt.NOTED
        collector.remark(doubt, "part", origin, text=match.text, table=table.table.id, row=row.id)


def _is_later_part(solved: SolvedRow, match: LabelMatch, label: str) -> bool:
    """Whether a line of print has a part of a label without its beginning: it may be that of the row before."""
    own, whole = (comparable(split_numbering(fold(text))[1]) for text in (match.text, label))
    return solved.candidate.line.printed and not whole.startswith(own)


def _doubt_of_misprint(match: LabelMatch, label: str) -> Doubt:
    number = split_numbering(fold(match.text))[0]
    same_number = bool(number) and number == split_numbering(fold(label))[0]
    needed = match.edits * (_CHARACTERS_PER_EDIT_NUMBERED if same_number else _CHARACTERS_PER_EDIT)
    return Doubt.NOTED if needed <= max(len(comparable(match.text)), _CHARACTERS_PER_EDIT) else Doubt.GUESSED


def _remark_line(
    solved: SolvedRow, table: Table, collector: ResultCollector, excess: ExcessReader, *, rows_are_counted: bool
) -> None:
    """Say what is odd about the figures and the rest of the line."""
    row_id, line, fit = table.rows[solved.row].id, solved.candidate.line, solved.fit
    is_asked_about = fit.lacking or not fit.is_open or any(figure is not None for figure in fit.figures)
    if not fit.certain and (is_asked_about or solved.candidate.below):
        cells = solved.candidate.cells
        args = excess.of_row(line, cells[0], cells[-1]) if len(cells) > 1 and not fit.extra else ()
        rivals = _rivals(solved)
        code, args = (RIVAL, rivals) if rivals else ("columns", (("hint", line.either),) if line.either else args)
        collector.remark(Doubt.GUESSED, code, line.origin, text=line.text, table=table.id, row=row_id, args=args)
    behind = line.tokens[line.tokens.index(solved.candidate.cells[-1]) + 1 :]
    between = [token for token in _between(solved) if token.is_figure or (_has_digits(token) and not line.is_grid)]
    beside = [token for token in (*between, *behind) if (token.is_figure or token in between) and not token.covered]
    for cell in (*fit.extra, *beside):
        args = (("hint", "count"),) if rows_are_counted and cell in fit.extra else excess.of_row(line, cell, cell)
        collector.remark(Doubt.UNKNOWN, "extra", cell.origin, text=cell.text, table=table.id, row=row_id, args=args)
    _remark_short_cells(solved, behind, table, collector)
    remark_sign_behind(solved, behind, table, collector)
    words = solved.candidate.trailing_words
    if words:
        remark_words_behind(words, line.origin, table.rows[solved.row], table, collector)


def _has_digits(token: Token) -> bool:
    """Whether a text that cannot be read has digits, as figures followed by a percentage have."""
    return token.is_unknown and any(map(str.isdigit, token.text))


def _between(solved: SolvedRow) -> Sequence[Token]:
    """What is between the label of a row and its figures, as a word or a sign among them cuts the row in two."""
    tokens = solved.candidate.line.tokens
    first = tokens.index(solved.candidate.cells[0])
    labels = (place for place, token in enumerate(tokens[:first]) if token.match is solved.candidate.match)
    label = next(labels, None) if solved.candidate.match is not None else None
    return tokens[label + 1 : first] if label is not None else ()


def _rivals(solved: SolvedRow) -> tuple[tuple[str, str], ...]:
    """For the wording: why a row's figures may be others than those that were taken, or none; empty where they are."""
    if solved.fit.blank_elsewhere:
        return (("hint", "blank-elsewhere"),)
    if solved.fit.in_two_parts:
        return (("hint", "two-parts"),)
    if solved.candidate.below:
        return ("hint", "end"), ("figure", solved.candidate.below)
    doubt = solved.candidate.line.either
    return (("hint", doubt),) if doubt in ("counted", "alone", "page-count", "page-blank") else ()


def _remark_short_cells(solved: SolvedRow, behind: Sequence[Token], table: Table, collector: ResultCollector) -> None:
    """Say what cells after the figures hold that is no figure and no mere words: ``（2）``, ``4%``, 万, ``千件``.

    A number in brackets belongs to the figure before it, as if both were in one cell.
    """
    row, counts = table.rows[solved.row].id, any(figure and figure.value for figure in solved.fit.figures)
    for cell in behind:
        text = collapse_spaces(cell.text)
        makes_other = counts and makes_another(text)
        unlike_words = makes_other or (not cell.covered and any(map(str.isdigit, text)))
        if not cell.is_unknown or not unlike_words:
            continue
        last, in_brackets = solved.fit.figures[-1], IN_BRACKETS.fullmatch(text)
        if last is not None and in_brackets is not None and code_of_note(in_brackets[1]) == NUMBER_BESIDE:
            column, figure_text = table.columns(solved.row)[-1].id, written(last)
            args = (("taken", figure_text), ("note", in_brackets[1]))
            collector.remark(
                Doubt.GUESSED, NUMBER_BESIDE, cell.origin, text=f"{figure_text} {text}", table=table.id, row=row,
                col=column, args=args,
            )  # fmt: skip
        elif makes_other or text not in solved.candidate.trailing_words or _GOES_ON.match(text):
            collector.remark(Doubt.UNKNOWN, "extra", cell.origin, text=text, table=table.id, row=row)


def _write_rows_without_figures(table: SolvedLabelledRows, collector: ResultCollector, *, may_be_blank: bool) -> None:
    """Rows with a label only are blank, unless figures near them have no row and may be theirs; others are missing."""
    solved = {item.row for item in table.rows}
    refused = {item.row for item in table.unplaced}
    for position, row in enumerate(table.table.rows):
        if position in solved or position in refused:
            continue  # the words and figures of one that is refused are in a remark of their own
        origin = table.labels.get(position)
        if origin is None or not may_be_blank or refused & {None, position - 1, position + 1}:
            where = origin or _row_above(table, position)
            collector.remark(Doubt.MISSING, "missing-row", where, text=row.name.label, table=table.table.id, row=row.id)
            continue
        there = columns_there(table.table, position, table.absent_columns)
        blanks = ColumnFit((BLANK,) * len(there), origins=(origin,) * len(there))
        collector.enter(table.table, position, there, blanks)
        _remark_absent(table, position, origin, collector)
        doubt, code = (Doubt.GUESSED, "bare-row") if position in table.bare_labels else (Doubt.NOTED, "empty-row")
        collector.remark(doubt, code, origin, text=row.name.label, table=table.table.id, row=row.id)


def _row_above(table: SolvedLabelledRows, position: int) -> Origin:
    above = [item.candidate.line.origin for item in table.rows if item.row < position]
    return above[-1] if above else table.first_origin


def _are_of_another_year(solved: SolvedRow, both: Excess) -> bool:
    """Whether a row's figures were taken from other cells than those that its heads give this year."""
    return len(both.choices) == 1 and both.choices[0].figures != solved.fit.figures


def _remark_two_years(solved: SolvedRow, table: Table, collector: ResultCollector, both: Excess) -> None:
    """Leave a row open that has last year's figures beside its own."""
    line, row_id = solved.candidate.line, table.rows[solved.row].id
    candidates = tuple(choice.figures for choice in both.choices)
    collector.remark(
        Doubt.AMBIGUOUS, "columns", line.origin, text=line.text, table=table.id, row=row_id, candidates=candidates,
        args=both.args,
    )  # fmt: skip


def _remark_unplaced(
    unplaced: UnplacedLine, table: Table, collector: ResultCollector, excess: ExcessReader, counted: str
) -> None:
    """Keep the words of a line without a row, with its figures as they may be read."""
    if unplaced.row is None:
        remark_row_not_of_form(unplaced, table, collector, excess.document.forms)
        return
    more = excess.of_unplaced(unplaced, counted)
    collector.remark(
        Doubt.AMBIGUOUS,
        "columns",
        unplaced.line.origin,
        text=unplaced.line.text,
        table=table.id,
        row=table.rows[unplaced.row].id,
        candidates=tuple(choice.figures for choice in more.choices if choice.figures),
        args=more.args,
    )
