"""The rows of one table while they are solved; within the stage only, the stages pass frozen results on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

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
        set_off: By row (by identity) how many columns its figures are beside the heads, as where a table goes on behind
            a page break: a row with a figure for each column says so for itself and for the rows around it.
        between: Rows (by identity) between two that do not agree on this: of their own figures nobody can say.
        extra_columns: By number of the document's table the columns beside the heads that belong to no row's figures.
        padded_tables: Numbers of the document's tables in which empty cells stand between labels and figures: in them
            an empty cell at the start of a row may be of its label.
        aligned: Rows (by identity) of which one next to them, with as many cells, shows where their figures begin.
        label_ends: By number of the document's table the last column that holds a label.
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
    set_off: Mapping[int, int] = field(default_factory=dict)
    between: frozenset[int] = frozenset()
    extra_columns: Mapping[int, frozenset[int]] = field(default_factory=dict)
    padded_tables: frozenset[int] = frozenset()
    aligned: frozenset[int] = frozenset()
    label_ends: Mapping[int, int] = field(default_factory=dict)
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
        begins_empty = own.short and candidate.has_figures and not collapse_spaces(candidate.cells[0].text)
        begins_empty = begins_empty and own.table in self.padded_tables and id(candidate) not in self.aligned
        # A figure that reaches down into the next row may be of this row alone, of both, or the sum of the two.
        shared = any(cell.shared and cell.is_figure for cell in candidate.cells)
        unproven = own.printed and not complete and not add_up(fit, sums)  # a figure may be on another line of print
        begins_empty = begins_empty or (not heads and self._may_begin_in_labels(candidate, len(columns)))
        between = id(candidate) in self.between
        doubtful = too_many or shared or unproven or between or (begins_empty and not complete)
        return replace(fit, certain=False) if doubtful else fit

    def _may_begin_in_labels(self, candidate: RowCandidate, width: int) -> bool:
        """Whether the empty cells at the beginning of a row may be of its label, and it may lack as many figures."""
        first = candidate.cells[0]
        in_labels = first.column <= self.label_ends.get(candidate.line.table, -1) and not collapse_spaces(first.text)
        lacking = candidate.has_figures and len(candidate.cells) == width and id(candidate) not in self.aligned
        return in_labels and lacking

    def heads_above(self, line: WorkingLine, row: int) -> Mapping[int, int] | None:
        """The heads that say which cell of a line is in which column; None where they do not name each column once."""
        candidate = line.candidate
        # A row that lost cells has its figures under other heads than its own.
        if candidate.line.short:
            return None
        set_off = self.set_off.get(id(candidate), 0)
        named = candidate.heads.get(self.table.rows[row].block, {})
        heads = {column + set_off: place for column, place in named.items()}
        columns = range(len(self.table.columns(row)))
        if set(heads.values()) != set(columns):
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
    extra = _extra_columns(assigned)
    set_off, between = _set_off(assigned, extra)
    return WorkingRows(
        form,
        assigned.table,
        year,
        [WorkingLine(item, item.row, item.possible_rows) for item in assigned.candidates],
        detached=assigned.detached,
        set_off=set_off,
        between=between,
        extra_columns=_columns_of_most(assigned, extra, set_off),
        padded_tables=frozenset(
            item.line.table
            for item in assigned.candidates
            if len(item.cells) > len(assigned.table.columns(item.row or 0)) and not collapse_spaces(item.cells[0].text)
        ),
        aligned=frozenset(_aligned(assigned)),
        label_ends=_label_ends(assigned),
        named_columns=assigned.named_columns,
        heads_in_order=assigned.heads_in_order,
        is_glued=any(
            item.line.glued and are_glued(item.cells, len(assigned.table.columns(item.row or 0)))
            for item in assigned.candidates
        ),
    )


def _aligned(assigned: LabelledRows) -> Iterator[int]:
    """The rows among which one of as many cells has figures in its first and last column.

    One empty cell before the figures may be there in all of them. A row that lacks the cell of a figure has other
    numbers of cells than its neighbours, and its figures do not reach over as many columns.
    """

    def shape(item: RowCandidate) -> tuple[int, int, int]:
        return item.line.table, len(_own_cells(item.cells)), len(_own_cells(item.line.tokens))

    for (_, cells, _), run in groupby(assigned.candidates, key=shape):
        rows = [item for item in run if item.row is not None]
        width = len(assigned.table.columns(rows[0].row or 0)) if rows else 0
        if cells in (width, width + 1) and any(_spans(_own_cells(item.cells)[cells - width :]) for item in rows):
            yield from map(id, rows)


def _label_ends(assigned: LabelledRows) -> dict[int, int]:
    """By table the last column that holds a label of a row."""
    ends: dict[int, int] = {}
    for item in assigned.candidates:
        if item.row is not None and item.line.table and item.cells:
            labels = [token for token in item.line.tokens if token.match is not None]
            end = max((token.column + token.width - 1 for token in labels), default=-1)
            ends[item.line.table] = max(ends.get(item.line.table, -1), end)
    return ends


def _own_cells(tokens: Sequence[Token]) -> list[Token]:
    """The cells that the document has."""
    return [token for token in tokens if not token.padded]


def _spans(cells: Sequence[Token]) -> bool:
    """Whether something is written in the first and in the last of some cells."""
    return bool(collapse_spaces(cells[0].text) and collapse_spaces(cells[-1].text))


def _set_off(assigned: LabelledRows, extra: Mapping[int, frozenset[int]]) -> tuple[dict[int, int], frozenset[int]]:
    """How far rows are set off against their heads, and the rows between two that do not agree on this.

    Of a row with blanks alone nobody can say: a figure beside the heads and a blank under one of them look the same.
    """
    tables: dict[tuple[int, int], list[tuple[RowCandidate, int | None]]] = {}
    for item, heads in _under_heads(assigned):
        block = assigned.table.rows[item.row or 0].block
        if len(set(item.heads[block].values())) < len(assigned.table.blocks[block].columns):
            continue  # they do not name every column, and nothing is set under them
        beside = extra.get(item.line.table, frozenset())
        tables.setdefault((item.line.table, block), []).append((item, _distance(item, heads, beside)))
    set_off: dict[int, int] = {}
    between: set[int] = set()
    for rows in tables.values():
        for place, (item, _) in enumerate(rows):
            above = next((far for _, far in reversed(rows[: place + 1]) if far is not None), None)
            below = next((far for _, far in rows[place:] if far is not None), above)
            if below is not None and above in (None, below):
                set_off[id(item)] = below
            elif below is not None and _written(item):
                between.add(id(item))
    return set_off, frozenset(between)


def _distance(item: RowCandidate, heads: frozenset[int], extra: frozenset[int]) -> int | None:
    """How many columns the figures of a row are beside its heads; None if there are too few to tell."""
    written = _written(item)
    if not written or item.line.short:
        return None
    if {min(heads), max(heads)} <= written:
        return 0
    reaches_as_far = max(written) - min(written) == max(heads) - min(heads)
    return min(written) - min(heads) if reaches_as_far and not written <= heads | extra else None


def _extra_columns(assigned: LabelledRows) -> dict[int, frozenset[int]]:
    """By table the columns beside the heads in which a row with a figure under each head has something."""
    extra: dict[int, frozenset[int]] = {}
    for item, heads in _under_heads(assigned):
        if heads <= _written(item):
            extra[item.line.table] = extra.get(item.line.table, frozenset()) | (_written(item) - heads)
    return extra


def _columns_of_most(
    assigned: LabelledRows, extra: Mapping[int, frozenset[int]], set_off: Mapping[int, int]
) -> dict[int, frozenset[int]]:
    """By table the extra columns, and those beside the heads in which most rows have something."""
    rows: dict[int, list[frozenset[int]]] = {}
    for item, heads in _under_heads(assigned):
        own = {column + set_off.get(id(item), 0) for column in heads}
        rows.setdefault(item.line.table, []).append(_written(item) - own)
    columns = dict(extra)
    for table, every in rows.items():
        counts = Counter(column for beside in every for column in beside)
        most = frozenset(column for column, count in counts.items() if 2 * count > len(every))
        columns[table] = extra.get(table, frozenset()) | most
    return columns


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
