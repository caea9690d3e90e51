"""(form, report) → a table ready to be shown. Pure functions; every face renders what is built here."""

from gongkai.figures import Figure, State, count, total
from gongkai.forms import Form, Place, Table
from gongkai.reports import Report
from gongkai.reports.totals import sum_cells
from gongkai.tables.heads import column_heads, row_depth, row_heads
from gongkai.tables.model import BodyBlock, BodyRow, FigureCell, TableNote, TableView
from gongkai.tables.notes import Differing, table_notes


def build_table(report: Report, table_id: str, *, prefix: str = "") -> TableView:
    """Build one table of a report.

    Args:
        report: A report with a form.
        table_id: Id of the table on its form.
        prefix: Begins the table's id where a page shows more than one report.

    Raises:
        KeyError: The report's form has no such table.
    """
    if report.form is None:
        raise KeyError(table_id)
    return _Builder(report, report.form, report.form.table_index[table_id], prefix).build()


def stated_differences(report: Report, form: Form, table: Table) -> Differing:
    """Stated totals whose parts add up to another number, with that number; blanks count as 0 on either side (R9)."""
    found: Differing = {}
    grid = report.grids[table.id]
    for identity in form.identities:
        if identity.table != table.id or not identity.total or report.year not in identity.years:
            continue
        for (row, column), parts in sum_cells(table, identity):
            if (row, column) in report.computed[table.id] or (row, column) in found:
                continue
            computed = total(grid[r][c] for r, c in parts)
            if _differ(grid[row][column], computed):
                found[row, column] = computed if computed.state is State.GIVEN else count(0)
    return found


def _differ(stated: Figure, computed: Figure) -> bool:
    return State.UNREADABLE not in (stated.state, computed.state) and stated.number != computed.number


class _Builder:
    """One table while it is built."""

    def __init__(self, report: Report, form: Form, table: Table, prefix: str) -> None:
        self.report = report
        self.form = form
        self.table = table
        self.prefix = f"{prefix}{table.id}"
        self.differing = stated_differences(report, form, table)
        self.notes = table_notes(report, form, table, differing=self.differing)
        sums = [item for item in form.identities if item.table == table.id and item.total]
        self.total_columns = {item.total for item in sums if item.each == "row"}
        self.total_rows = {item.total for item in sums if item.each == "column"}
        self.depth = row_depth(table.rows)
        self.width = self.depth + max(len(block.columns) for block in table.blocks)

    def build(self) -> TableView:
        blocks = tuple(self._block(number) for number in range(len(self.table.blocks)))
        notes: dict[int, TableNote] = {note.number: note for note, _ in self.notes}
        caption = self.report.head(self.table.id, None, None) or self.table.title
        return TableView(self.prefix, self.table.id, caption, blocks, self.width, tuple(notes.values()))

    def _block(self, number: int) -> BodyBlock:
        block = self.table.blocks[number]
        rows = tuple(row for row in self.table.rows if row.block == number)
        prefix = f"{self.prefix}-b{number + 1}" if len(self.table.blocks) > 1 else self.prefix

        def own(columns: tuple[str, ...]) -> str | None:
            return self._own_head(columns, {row.id for row in rows})

        columns = column_heads(block, prefix=prefix, depth=self.depth, width=self.width, label=own)
        heads = row_heads(
            rows, prefix=self.prefix, depth=self.depth, label=lambda row: self.report.head(self.table.id, row.id, None)
        )
        body = []
        for row, (begin, ids) in zip(rows, heads, strict=True):
            position = self.table.row_index[row.id]
            cells = tuple(
                self._cell(position, column, (*columns.headers[column], *ids), columns.spans[column])
                for column in range(len(block.columns))
            )
            marks = self._marks(row.id, None)
            body.append(BodyRow(f"{self.prefix}-{row.id}", begin, cells, row.id in self.total_rows, marks))
        return BodyBlock(columns.rows, tuple(body))

    def _own_head(self, columns: tuple[str, ...], rows: set[str]) -> str | None:
        """The document's own label of a head; it is shared by the rows of a block, whichever of them names it."""
        return next(
            (
                text
                for place, text in self.report.heads
                if place.table == self.table.id and place.row in rows and place.cols == columns
            ),
            None,
        )

    def _cell(self, row: int, column: int, headers: tuple[str, ...], span: int) -> FigureCell:
        row_id, col = self.table.rows[row].id, self.table.columns(row)[column].id
        return FigureCell(
            row=row_id,
            col=col,
            figure=self.report.grids[self.table.id][row][column],
            headers=headers,
            colspan=span,
            computed=(row, column) in self.report.computed[self.table.id],
            differs=self.differing.get((row, column)),
            total=col in self.total_columns or row_id in self.total_rows,
            notes=self._marks(row_id, col),
        )

    def _marks(self, row: str, col: str | None) -> tuple[int, ...]:
        """Numbers of the notes on a row (``col`` None) or on one of its cells alone."""
        return tuple(note.number for note, place in self.notes if _speaks_of(place, row, col))


def _speaks_of(place: Place, row: str, col: str | None) -> bool:
    if place.row != row:
        return False
    if col is None:
        return place.cols is None
    return place.cols is not None and col in place.cols
