"""The rows of one table while they are solved; within the stage only, the stages pass frozen results on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations

from gongkai.figures import BLANK
from gongkai.forms import Column, Form, Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import (
    LabelledRows,
    RowCandidate,
    RowPlaces,
    cells_by_heads,
    leaves_cells_aside,
    places_of,
    written_columns,
)
from gongkai.readers.matching.solve.cells_in_row import CellsInRow, written_cells
from gongkai.readers.matching.solve.column_doubts import DOUBTS
from gongkai.readers.matching.solve.column_fit import add_up, fit_columns, read_cells
from gongkai.readers.matching.solve.columns.absent import absent_columns, fit_under_heads_there
from gongkai.readers.matching.solve.columns.continued import tables_that_go_on
from gongkai.readers.matching.solve.columns.restated import restated_totals
from gongkai.readers.matching.solve.columns.summed import tables_that_add_up
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.readings import agree, are_glued, ways_around_breaks, ways_with_thousands
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
        line_by_row: The line that holds the figures of each row.
        labels: Where a label of a row stands whose line has no figures that fit, by row.
        bare_labels: Rows of which a grid has the label and no cells, though its other rows have some.
        blank_again: Rows with figures that another line states later without any.
        by_order: Rows taken by order alone, and whether their lines have words that are no label of the form.
        unplaced: Lines without a row, and lines that do not fit theirs.
        repeated: Lines that repeat a row.
        restated: Lines that repeat the total of a row, or of a group of rows, alone.
        twice_in_place: How many lines repeat the row of the line right above them: a row written down twice is no sign
            of another table.
        yielded: How many lines that lack cells gave way to a complete line of the same row.
        detached: Figures that stand apart.
        placed_detached: Those that were put into a row.
        places: Where the figures of the rows stand against the heads and the labels.
        named_columns: The columns that the document's heads name, by block of the form's table.
        heads_in_order: Whether the heads are in the order of the form.
        is_glued: Whether figures of any line follow each other without a gap.
        has_other_columns: Whether it is text with more columns than the form has.
        with_others: Numbers of the document's tables with a column that the form does not have, as its head or its
            figures show; 0 stands for text.
        absent_columns: The columns that the document does not have, by block of the form's table.
    """

    form: Form
    table: Table
    year: int | None
    lines: list[WorkingLine]
    line_by_row: dict[int, WorkingLine] = field(default_factory=dict)
    labels: dict[int, Origin] = field(default_factory=dict)
    bare_labels: set[int] = field(default_factory=set)
    blank_again: set[int] = field(default_factory=set)
    by_order: dict[int, bool] = field(default_factory=dict)
    unplaced: list[WorkingLine] = field(default_factory=list)
    repeated: list[tuple[TokenLine, int]] = field(default_factory=list)
    restated: list[tuple[TokenLine, int | None]] = field(default_factory=list)
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
        cells = written_cells(candidate) if own.printed and _is_set_off(candidate, len(columns)) else cells
        cells = self.places.level.get(id(candidate), cells)
        fit_cells = partial(fit_columns, columns=columns, sums=sums, heads=heads, glued=glued, grid=own.is_grid)
        fit = _fit_broken([fit_cells(way) for way in ways_around_breaks(cells)], sums)
        fit = fit or (None if own.is_grid else _fit_thousands(cells, columns, sums)) or fit_cells(cells)
        if fit is None or (own.long and fit.extra and len(written_cells(candidate)) > len(columns)):
            return None  # one of its figures is too many, and it may be any of them
        if own.is_grid and leaves_cells_aside(candidate, len(columns)):
            return replace(fit.without_blanks(), certain=False)
        if candidate.has_figures and is_order_alone(heads or {}) and len(cells) != len(columns):
            return replace(fit, figures=(None,) * len(columns), readings=(), by_sums=(), notes=(), too_many=True)
        if own.delimited and len(columns) == 1 < sum(cell.is_figure for cell in cells):
            return replace(fit, certain=False)  # the same figure again, and no cell of a text spans several columns
        if glued and not sums and 1 < len(columns) == len(cells) and any(cell.text.strip()[1:] for cell in cells):
            return replace(fit, certain=False)  # a gap may be one within a figure, and the rest of the row is glued
        in_row = CellsInRow(candidate, row, fit, heads or {}, self.table, sums, self.places, self.with_others)
        return replace(fit, certain=False) if any(doubt(in_row) for doubt in DOUBTS) else fit

    def heads_above(self, line: WorkingLine, row: int) -> Mapping[int, int] | None:
        """The heads that say which cell of a line is in which column; None where they do not name each column once."""
        candidate = line.candidate
        # In a row that lost cells, the figures stand under heads of other columns.
        if candidate.line.short:
            return None
        set_off = self.places.set_off.get(id(candidate), 0)
        head_places = candidate.heads.get(self.table.rows[row].block, {})
        heads = {column + set_off: place for column, place in head_places.items()}
        columns = range(len(self.table.columns(row)))
        if set(heads.values()) != set(columns):
            return None
        if not candidate.line.table:
            return heads
        # A figure beside the heads and in no extra column either: this row is set off against the heads.
        extra = self.places.extra.get(candidate.line.table, frozenset())
        return heads if written_columns(candidate) <= extra | set(heads) else None


def is_order_alone(heads: Mapping[int, int]) -> bool:
    """Whether heads on other lines tell the order of columns, another than the form's, for rows of as many cells.

    Args:
        heads: Position of the form's column by column of the document.
    """
    return min(heads, default=0) < 0 and [heads[column] for column in sorted(heads)] != sorted(heads.values())


def _fit_broken(ways: Sequence[ColumnFit | None], sums: Sequence[RowSum]) -> ColumnFit | None:
    """The fit of figures that break, perhaps over two pages, if the sums of their row prove it.

    Args:
        ways: The fits of ``ways_around_breaks``.
        sums: The sums of the row.

    Returns:
        The fit, open where the sums hold for the upper digits as well; None where they prove nothing.
    """
    proven = [fit for fit in ways if fit is not None and add_up(fit, sums)]
    if not proven or proven[0] is not ways[0]:
        return None
    readings = tuple(dict.fromkeys(tuple(figure or BLANK for figure in fit.figures) for fit in proven))
    is_proven = ways[1] not in proven or len(readings) == 1
    return proven[0] if is_proven else agree(readings, proven[0].origins[0], len(proven[0].figures))


def _fit_thousands(cells: Sequence[Token], columns: Sequence[Column], sums: Sequence[RowSum]) -> ColumnFit | None:
    """The fit of a row with figures that a space cuts at their thousands, if it adds up in this way and no other."""
    fits = [read_cells(way, columns) for way in ways_with_thousands(cells, len(columns))]
    proven = [fit for fit in fits if add_up(fit, sums)]
    if len(proven) != 1:
        return None
    others = (read_cells(some, columns) for some in combinations(cells, len(columns)))
    return None if any(add_up(other, sums) for other in others) else proven[0]


def _is_set_off(candidate: RowCandidate, width: int) -> bool:
    """Whether the figures of a row are as many as its columns, but not side by side as those of other rows."""
    return len(candidate.cells) > width == len(written_cells(candidate))


def start_rows(assigned: LabelledRows, form: Form, year: int | None) -> WorkingRows:
    """Begin to solve a table."""
    restated = restated_totals(assigned, form, year)
    return WorkingRows(
        form,
        assigned.table,
        year,
        [WorkingLine(item, item.row, item.possible_rows) for item in assigned.candidates if item not in restated],
        restated=[(item.line, item.row) for item in restated],
        detached=assigned.detached,
        places=replace(
            places_of(assigned),
            summed=tables_that_add_up(assigned, form, year),
            continued=tables_that_go_on(assigned),
        ),
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
