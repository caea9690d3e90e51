"""The rows of one table while they are solved; within the stage only, the stages pass frozen results on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.forms import Form, Table
from gongkai.readers.document import Origin
from gongkai.readers.matching.assign import LabelledRows, RowCandidate
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.solve.column_fit import add_up, fit_columns
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.readings import are_glued
from gongkai.readers.matching.solve.row_sums import row_sums
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
        by_order: Rows taken by order alone, and whether their lines have words that are no label of the form.
        unplaced: Lines without a row, and lines that do not fit theirs.
        repeated: Lines that repeat a row.
        detached: Figures that stand apart.
        placed_detached: Those that were put into a row.
        shifted_tables: Numbers of the document's tables whose figures are not under the heads: in them a complete
            row is set off against the heads, so that the heads say nothing of rows with fewer cells either.
        extra_columns: By number of the document's table the columns beside the heads that belong to no row's figures.
        padded_tables: Numbers of the document's tables in which empty cells stand between labels and figures: in them
            an empty cell at the start of a row may be of its label.
        named_columns: By block of the form's table the columns that the document's heads name.
        heads_in_order: Whether the heads are in the order of the form.
        is_glued: Whether figures of any line follow each other without a gap.
    """

    form: Form
    table: Table
    year: int | None
    lines: list[WorkingLine]
    taken: dict[int, WorkingLine] = field(default_factory=dict)
    labels: dict[int, Origin] = field(default_factory=dict)
    by_order: dict[int, bool] = field(default_factory=dict)
    unplaced: list[WorkingLine] = field(default_factory=list)
    repeated: list[tuple[TokenLine, int]] = field(default_factory=list)
    detached: tuple[Token, ...] = ()
    placed_detached: list[tuple[Token, int]] = field(default_factory=list)
    shifted_tables: frozenset[int] = frozenset()
    extra_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    padded_tables: frozenset[int] = frozenset()
    named_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    heads_in_order: bool = True
    is_glued: bool = False
    _fits: dict[tuple[WorkingLine, int], ColumnFit | None] = field(default_factory=dict)

    def fit(self, line: WorkingLine, row: int) -> ColumnFit | None:
        """Set the cells of a line into the columns of a row; None where they cannot be its figures."""
        key = (line, row)  # the search for readings is slow, and lines without a label are tried on several rows
        if key not in self._fits:
            self._fits[key] = self._fit(line, row)
        return self._fits[key]

    def _fit(self, line: WorkingLine, row: int) -> ColumnFit | None:
        candidate = line.candidate
        columns = self.table.columns(row)
        heads = self.heads_above(line, row)
        sums = row_sums(self.form, self.table, row, self.year)
        own = candidate.line
        glued = self.is_glued and own.glued and not own.stacked
        fit = fit_columns(candidate.cells, columns, sums=sums, heads=heads, glued=glued, grid=own.is_grid)
        if fit is None:
            return None
        # Of a row with a cell too many nobody can say which of its figures stands under the wrong head, unless they are
        # one for each column and add up; where a row is short, an empty cell at its start may be of its label, and the
        # cell of a figure may be missing, unless there is one for each column.
        complete = _has_figure_for_each(candidate.cells, len(columns))
        too_many = own.long and len(candidate.cells) > len(columns) and not (complete and add_up(fit, sums))
        begins_empty = own.is_short and candidate.has_figures and not collapse_spaces(candidate.cells[0].text)
        begins_empty = begins_empty and own.table in self.padded_tables
        # A figure that reaches down into the next row may be of this row alone, of both, or the sum of the two.
        shared = any(cell.shared and cell.is_figure for cell in candidate.cells)
        unproven = own.printed and not complete and not add_up(fit, sums)  # a figure may be on another line of print
        doubtful = too_many or shared or unproven or (begins_empty and not complete)
        return replace(fit, certain=False) if doubtful else fit

    def heads_above(self, line: WorkingLine, row: int) -> Mapping[int, int] | None:
        """The heads that say which cell of a line is in which column; None where they do not name each column once."""
        candidate = line.candidate
        # A row that lost cells has its figures under other heads than its own.
        if candidate.line.table in self.shifted_tables or candidate.line.is_short:
            return None
        heads = candidate.heads.get(self.table.rows[row].block)
        columns = range(len(self.table.columns(row)))
        if heads is None or set(heads.values()) != set(columns):
            return None
        if not candidate.line.table:
            return heads
        # A figure beside the heads and in no extra column either: this row is set off against the heads.
        extra = self.extra_columns.get(candidate.line.table, frozenset())
        return heads if _written(candidate) <= extra | set(heads) else None


def _has_figure_for_each(cells: Sequence[Token], width: int) -> bool:
    """Whether the cells that hold anything are as many as the row has columns, and stand side by side."""
    written = [number for number, cell in enumerate(cells) if collapse_spaces(cell.text)]
    return len(written) == width == written[-1] - written[0] + 1


def start_rows(assigned: LabelledRows, form: Form, year: int | None) -> WorkingRows:
    """Begin to solve a table."""
    return WorkingRows(
        form,
        assigned.table,
        year,
        [WorkingLine(item, item.row, item.possible_rows) for item in assigned.candidates],
        detached=assigned.detached,
        shifted_tables=_shifted_tables(assigned),
        extra_columns=_extra_columns(assigned),
        padded_tables=frozenset(
            item.line.table
            for item in assigned.candidates
            if len(item.cells) > len(assigned.table.columns(item.row or 0)) and not collapse_spaces(item.cells[0].text)
        ),
        named_columns=assigned.named_columns,
        heads_in_order=assigned.heads_in_order,
        is_glued=any(
            item.line.glued and are_glued(item.cells, len(assigned.table.columns(item.row or 0)))
            for item in assigned.candidates
        ),
    )


def _shifted_tables(assigned: LabelledRows) -> frozenset[int]:
    """The document's tables in which rows have a cell for each head, but not under the heads, and none has them there.

    Of a row alone nobody can say: a figure beside the heads and a blank under one of them look the same.
    """
    rows = list(_under_heads(assigned))
    shifted = {
        item.line.table
        for item, heads in rows
        if len(_written(item)) == len(heads) == len(assigned.table.columns(item.row or 0)) and heads != _written(item)
    }
    return frozenset(shifted - {item.line.table for item, heads in rows if heads <= _written(item)})


def _extra_columns(assigned: LabelledRows) -> dict[int, frozenset[int]]:
    """By table the columns beside the heads in which most rows have something, or one with a figure under each head."""
    rows: dict[int, list[frozenset[int]]] = {}
    extra: dict[int, set[int]] = {}
    for item, heads in _under_heads(assigned):
        beside = _written(item) - heads
        rows.setdefault(item.line.table, []).append(beside)
        extra.setdefault(item.line.table, set()).update(beside if heads <= _written(item) else ())
    for table, every in rows.items():
        counts = Counter(column for beside in every for column in beside)
        extra[table] |= {column for column, count in counts.items() if 2 * count > len(every)}
    return {table: frozenset(columns) for table, columns in extra.items()}


def _under_heads(assigned: LabelledRows) -> Iterator[tuple[RowCandidate, frozenset[int]]]:
    """The rows of tables that have heads above them, each with the columns of these."""
    for item in assigned.candidates:
        if item.row is not None and item.line.table:
            heads = frozenset(item.heads.get(assigned.table.rows[item.row].block, {}))
            if heads:
                yield item, heads


def _written(candidate: RowCandidate) -> frozenset[int]:
    """The columns of a document in which a row has anything."""
    return frozenset(cell.column for cell in candidate.cells if collapse_spaces(cell.text))
