"""The rows of one table while they are solved; within the stage only, the stages pass frozen results on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.forms import Form, Table
from gongkai.readers.document import Origin
from gongkai.readers.document.signs import stands_for_picture
from gongkai.readers.matching.assign import (
    LabelledRows,
    RowCandidate,
    RowPlaces,
    cells_behind_label,
    cells_by_heads,
    places_of,
    written_columns,
)
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.solve.absent_columns import absent_columns, fit_under_heads_there
from gongkai.readers.matching.solve.column_fit import add_up, fit_columns, without_breaks
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.readings import are_glued
from gongkai.readers.matching.solve.sums.row_sums import RowSum, row_sums
from gongkai.readers.matching.tokenise import Token, TokenLine


@dataclass(slots=True, eq=False)
class WorkingLine:
    """A candidate for a row with what is known of it so far.

    Attributes:
        candidate: The line.
        row: The row that it is taken for; None if none yet.
        possible_rows: Rows that its label may name.
        fit: Its figures, once a row is tried.
    """

    candidate: RowCandidate
    row: int | None
    possible_rows: frozenset[int]
    fit: ColumnFit | None = None

    @property
    def figure_count(self) -> int:
        """How many of its cells hold figures."""
        return sum(cell.is_figure for cell in self.candidate.cells)


@dataclass(slots=True)
class WorkingRows:
    """One table at work.

    Attributes:
        form: The form.
        table: Its table.
        year: The reporting year, if known.
        lines: Every candidate, in order.
        taken: By row the line that holds its figures.
        labels: By row where there is a label of it whose line has no figures that fit.
        bare_labels: Rows of which a grid has the label and no cells, though its other rows have some.
        by_order: Rows taken by order alone, and whether their lines have words that are no label of the form.
        unplaced: Lines without a row, and lines that do not fit theirs.
        repeated: Lines that repeat a row.
        twice_in_place: How many lines state the row of the line right above them in the same table again: such a
            row was written down twice, and is no sign of another table.
        yielded: How many lines that lack cells yielded to another line of their row that lacks none.
        detached: Figures that stand apart.
        placed_detached: Those that were put into a row.
        places: Where the figures of the rows stand against the heads and the labels.
        named_columns: By block of the form's table the columns that the document's heads name.
        heads_in_order: Whether the heads are in the order of the form.
        is_glued: Whether figures of any line follow each other without a gap.
        has_other_columns: Whether it is text with more columns than the form has.
        with_others: Numbers of the document's tables with a column that the form does not have, as its head or its
            figures show; 0 stands for text.
        absent_columns: By block of the form's table the columns that the document does not have.
    """

    form: Form
    table: Table
    year: int | None
    lines: list[WorkingLine]
    taken: dict[int, WorkingLine] = field(default_factory=dict)
    labels: dict[int, Origin] = field(default_factory=dict)
    bare_labels: set[int] = field(default_factory=set)
    by_order: dict[int, bool] = field(default_factory=dict)
    unplaced: list[WorkingLine] = field(default_factory=list)
    repeated: list[tuple[TokenLine, int]] = field(default_factory=list)
    twice_in_place: int = 0
    yielded: int = 0
    detached: tuple[Token, ...] = ()
    placed_detached: list[tuple[Token, int]] = field(default_factory=list)
    places: RowPlaces = field(default_factory=RowPlaces)
    named_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    heads_in_order: bool = True
    is_glued: bool = False
    has_other_columns: bool = False
    with_others: frozenset[int] = frozenset()
    absent_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    _fits: dict[tuple[WorkingLine, int], ColumnFit | None] = field(default_factory=dict)

    def fit(self, line: WorkingLine, row: int) -> ColumnFit | None:
        """Set the cells of a line into the columns of a row; None where they cannot be its figures."""
        key = (line, row)  # the search for readings is slow, and lines without a label are tried on several rows
        if key not in self._fits:
            there = fit_under_heads_there(line.candidate, self.table, row, self.absent_columns)
            self._fits[key] = self._fit(line, row) if there is None else there
        return self._fits[key]

    def _fit(self, line: WorkingLine, row: int) -> ColumnFit | None:
        candidate = line.candidate
        columns = self.table.columns(row)
        heads = self.heads_above(line, row)
        sums = row_sums(self.form, self.table, row, self.year)
        own = candidate.line
        glued = self.is_glued and own.glued and not own.stacked
        cells = cells_by_heads(candidate, heads or {}, set_off=bool(self.places.set_off.get(id(candidate))))
        cells = _written_cells(candidate) if own.printed and _is_set_off(candidate, len(columns)) else cells
        whole = without_breaks(cells)  # a figure that breaks, perhaps over two pages, which the sums of its row prove
        fit = fit_columns(whole, columns, sums=sums, heads=heads, glued=glued, grid=own.is_grid) if whole else None
        if fit is None or not add_up(fit, sums):
            fit = fit_columns(cells, columns, sums=sums, heads=heads, glued=glued, grid=own.is_grid)
        if fit is None or (own.long and fit.extra and len(_written_cells(candidate)) > len(columns)):
            return None  # one of its figures is too many, and it may be any of them
        # Of a row with a cell too many nobody can say which of its figures stands under the wrong head, unless they are
        # one for each column and add up; where a row is short, an empty cell at its start may be of its label, and the
        # cell of a figure may be missing, unless there is one for each column.
        complete = _has_figure_for_each(candidate.cells, len(columns))
        too_many = own.long and len(candidate.cells) > len(columns) and not (complete and add_up(fit, sums))
        too_many = too_many and not self._is_in_full(candidate, row)
        begins_empty = own.short and candidate.has_figures and not collapse_spaces(candidate.cells[0].text)
        begins_empty = begins_empty and own.table in self.places.padded and id(candidate) not in self.places.aligned
        # A figure that reaches down into the next row may be of this row alone, of both, or the sum of the two.
        shared = any(cell.shared and cell.is_figure for cell in candidate.cells)
        # A figure may be on another line of print, and a column without any figure may not be one of the form's.
        by_place = own.table in self.places.proven and len(candidate.cells) == len(columns) and not own.loose
        unproven = own.printed and (own.torn or not (complete or by_place)) and not add_up(fit, sums)
        # A row set off against the heads may add up by chance; so it is where a figure stands before all heads.
        beside = bool(fit.extra) and (own.printed or fit.extra[0].column < min(heads or (0,)))
        in_labels = not (heads or by_place) and self._may_begin_in_labels(candidate, row)
        elsewhere = self._may_begin_elsewhere(candidate, under_heads=bool(heads)) and not (own.printed and complete)
        named = candidate.heads.get(self.table.rows[row].block, {})
        beside_head = len(columns) == 1 and bool(named) and not written_columns(candidate) & set(named)
        elsewhere = elsewhere or (own.is_grid and beside_head and candidate.has_figures)
        # Where other rows have more cells than the form has columns, a row of just as many may lack one.
        lacking = own.table in self.places.roomy and len(candidate.cells) == len(columns)
        elsewhere = elsewhere or (lacking and bool(heads) and not written_columns(candidate) <= set(heads or ()))
        # Words between two figures of a row leave one of them aside, and words before a row that is not complete may be
        # in place of one: then what is blank by its place is perhaps none of its cells.
        if own.is_grid and _leaves_cells_aside(candidate, figures_only=complete):
            fit, elsewhere = fit.without_blanks(), True
        # A row that lacks a cell may have the figure of another column in the place of its own last one.
        under_own_heads = bool(heads) and not self.places.set_off.get(id(candidate))
        lacks_cell = any(token.padded for token in own.tokens)
        as_many = lacks_cell or (not under_own_heads and len(_written_cells(candidate)) == len(columns))
        # So may words that cannot be read, whatever the heads are.
        has_others = own.table in self.with_others or (lacks_cell and any(not note.was_read for note in fit.notes))
        beside = beside or (as_many and has_others and candidate.has_figures)
        # Of a row with blanks in a table without heads, the one figure may be that of the column which no form has.
        number_alone = own.table in self.with_others and not (heads or complete) and candidate.has_figures
        beside = beside or number_alone
        elsewhere = elsewhere or (bool(heads) and self._adds_up_before_heads(candidate, row, fit, sums))
        # Heads in an order of their own do not stand above this row: its cells are not in the order of the form.
        order = [named[column] for column in sorted(named)]
        out_of_order = own.is_grid and not heads and order != sorted(order)
        beside = beside or (out_of_order and candidate.has_figures)
        doubtful = too_many or shared or unproven or beside or id(candidate) in self.places.between or elsewhere
        doubtful = doubtful or ((begins_empty or in_labels) and not complete)
        return replace(fit, certain=False) if doubtful else fit

    def _is_in_full(self, candidate: RowCandidate, row: int) -> bool:
        """Whether a row without a group has as many cells as the form's table has columns, of labels and figures.

        Where a page break leaves out the group that reaches down, the rows of that group have a cell less.
        """
        labels = 1 + max(len(item.groups) for item in self.table.rows)
        own = [token for token in candidate.line.tokens if not token.padded]
        if self.table.rows[row].groups or len(own) != labels + len(self.table.columns(row)):
            return False
        first = next((place for place, token in enumerate(own) if place and collapse_spaces(token.text)), 0)
        return own[0].match is not None and first == labels > 1

    def _may_begin_in_labels(self, candidate: RowCandidate, row: int) -> bool:
        """Whether the empty cells at the beginning of a row may be of its label, and it may lack as many figures.

        The label of a row in fewer groups than others reaches over more columns, or has as many empty cells behind it.
        """
        first, *others = candidate.cells
        width = len(self.table.columns(row))
        groups = [len(item.groups) for item in self.table.rows]
        labels = [token.column for token in candidate.line.tokens if token.match is not None]
        own_end = max(labels, default=-1) + max(groups) - groups[row] if labels else -1
        end = max(self.places.label_ends.get(candidate.line.table, -1), own_end)
        in_labels = first.column <= end and not collapse_spaces(first.text)
        own = [first, *(cell for cell in others if not cell.padded)]
        lacking = len(own) == width or (len(own) == width + 1 and not collapse_spaces(own[1].text))
        return in_labels and candidate.has_figures and lacking and id(candidate) not in self.places.aligned

    def _adds_up_before_heads(self, candidate: RowCandidate, row: int, fit: ColumnFit, sums: Sequence[RowSum]) -> bool:
        """Whether a row adds up only with the empty cell before the first head as its first one.

        So it is where the row has a cell less for its label than others, and stands one column before its heads.
        """
        columns = self.table.columns(row)
        heads = candidate.heads.get(self.table.rows[row].block, {})
        first = candidate.cells[0]
        if not (candidate.line.is_grid and first.is_blank and first.column not in heads) or add_up(fit, sums):
            return False
        before = fit_columns(candidate.cells[: len(columns)], columns, sums=sums, heads=None, glued=False, grid=True)
        return before is not None and add_up(before, sums)

    def _may_begin_elsewhere(self, candidate: RowCandidate, *, under_heads: bool) -> bool:
        """Whether an empty cell before the figures may be of the first column: then the last cell is of another one.

        So it is where a table has a column more than the form, such as one for remarks, or a row of such a table lacks
        a cell, and where a picture stands before the figures.
        """
        first = candidate.cells[0]
        before = candidate.line.tokens[max(candidate.line.tokens.index(first) - 1, 0)]
        if before.is_unknown and stands_for_picture(before.text):
            return True
        if not under_heads and candidate.line.table in self.places.roomy:
            lacking = len(cells_behind_label(candidate)) <= len(self.table.columns(candidate.row or 0))
            if lacking and candidate.has_figures:
                return True
        beside = first.is_blank or (before.is_blank and not before.covered)
        return not under_heads and candidate.line.table in self.places.wide and candidate.has_figures and beside

    def heads_above(self, line: WorkingLine, row: int) -> Mapping[int, int] | None:
        """The heads that say which cell of a line is in which column; None where they do not name each column once."""
        candidate = line.candidate
        # A row that lost cells has its figures under other heads than its own.
        if candidate.line.short:
            return None
        set_off = self.places.set_off.get(id(candidate), 0)
        named = candidate.heads.get(self.table.rows[row].block, {})
        heads = {column + set_off: place for column, place in named.items()}
        columns = range(len(self.table.columns(row)))
        if set(heads.values()) != set(columns):
            return None
        if not candidate.line.table:
            return heads
        # A figure beside the heads and in no extra column either: this row is set off against the heads.
        extra = self.places.extra.get(candidate.line.table, frozenset())
        return heads if written_columns(candidate) <= extra | set(heads) else None


def _has_figure_for_each(cells: Sequence[Token], width: int) -> bool:
    """Whether the cells that hold anything are as many as the row has columns, and stand side by side."""
    written = [number for number, cell in enumerate(cells) if collapse_spaces(cell.text)]
    return len(written) == width == written[-1] - written[0] + 1


def _leaves_cells_aside(candidate: RowCandidate, *, figures_only: bool) -> bool:
    """Whether a figure, or words, stand behind the label of a row and before the cells that were taken for it."""
    tokens = candidate.line.tokens
    label = max((place for place, token in enumerate(tokens) if token.match is not None), default=len(tokens))
    before = [token for token in tokens[label + 1 : tokens.index(candidate.cells[0])] if not token.covered]
    return any(token.is_figure or (token.is_unknown and not figures_only) for token in before)


def _is_set_off(candidate: RowCandidate, width: int) -> bool:
    """Whether the figures of a row are as many as its columns, but not side by side as those of other rows."""
    return len(candidate.cells) > width == len(_written_cells(candidate))


def _written_cells(candidate: RowCandidate) -> tuple[Token, ...]:
    return tuple(cell for cell in candidate.cells if collapse_spaces(cell.text))


def start_rows(assigned: LabelledRows, form: Form, year: int | None) -> WorkingRows:
    """Begin to solve a table."""
    return WorkingRows(
        form,
        assigned.table,
        year,
        [WorkingLine(item, item.row, item.possible_rows) for item in assigned.candidates],
        detached=assigned.detached,
        places=places_of(assigned),
        named_columns=assigned.named_columns,
        heads_in_order=assigned.heads_in_order,
        is_glued=any(
            item.line.glued and are_glued(item.cells, len(assigned.table.columns(item.row or 0)))
            for item in assigned.candidates
        ),
        has_other_columns=assigned.has_other_columns,
        with_others=assigned.with_others,
        absent_columns=absent_columns(assigned),
    )
