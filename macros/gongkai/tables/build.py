"""(form, report) → a table ready to be shown. Pure functions; pages and files render what is built here."""

from functools import lru_cache, partial

from gongkai.figures import Figure, State, count, total
from gongkai.forms import Form, Place, Table
from gongkai.reports import Report
from gongkai.reports.identity_key import IdentityKey
from gongkai.reports.totals import sum_cells
from gongkai.tables.model import BodyBlock, BodyRow, FigureCell, RowSkeleton, TableNote, TableView
from gongkai.tables.notes import Differing, table_notes
from gongkai.tables.skeleton import TableSkeleton, table_skeleton


def build_table(report: Report, table_id: str, *, prefix: str = "") -> TableView:
    """Build one table of a report.

    Args:
        report: A report with a form.
        table_id: Id of the table on its form.
        prefix: Begins the table's id where a page shows more than one report.

    Raises:
        KeyError: The report's form has no such table.
    """
    return _built(IdentityKey(report), table_id, prefix)


@lru_cache(maxsize=64)  # page, search and files of a report ask one after the other, agency by agency
def _built(key: IdentityKey[Report], table_id: str, prefix: str) -> TableView:
    report = key.value
    if report.form is None:
        raise KeyError(table_id)
    return _Builder(report, report.form, report.form.table_index[table_id], prefix).build()


def skeleton_of(report: Report, form: Form, table: Table, *, prefix: str = "") -> TableSkeleton:
    """A table of a report before its figures.

    Args:
        report: A report with a form.
        form: Its form.
        table: The table of the form.
        prefix: As of ``build_table``.
    """
    own = tuple((place, text) for place, text in report.heads if place.table == table.id and place.section is None)
    return table_skeleton(form, table, prefix=f"{prefix}{table.id}", heads=own)


def caption_of(report: Report, table: Table) -> str:
    """What a report calls a table: as the document has it, else as the form does."""
    return report.head(table.id, None, None) or table.title


def stated_differences(report: Report, form: Form, table: Table) -> Differing:
    """Stated totals whose parts add up to another number, with that number; blanks count as 0 on either side (R9)."""
    differing: Differing = {}
    grid, summed = report.grids[table.id], report.computed[table.id]
    for identity in form.identities:
        if identity.table != table.id or not identity.total or report.year not in identity.years:
            continue
        for cell, parts in sum_cells(table, identity):
            if cell in summed or cell in differing:
                continue
            own_total = grid[cell[0]][cell[1]]
            if sum([grid[r][c].number for r, c in parts]) == own_total.number:
                continue
            computed = total(grid[r][c] for r, c in parts)
            if _differ(own_total, computed):
                differing[cell] = computed if computed.state is State.GIVEN else count(0)
    return differing


def _differ(total: Figure, computed: Figure) -> bool:
    return State.UNREADABLE not in (total.state, computed.state) and total.number != computed.number


class _Builder:
    """One table while its figures are put into its skeleton."""

    def __init__(self, report: Report, form: Form, table: Table, prefix: str) -> None:
        self.report = report
        self.form = form
        self.table = table
        self.prefix = f"{prefix}{table.id}"
        self.differing = stated_differences(report, form, table)
        self.notes = table_notes(report, form, table, differing=self.differing)
        self.has_own_columns = any(
            place.cols is not None and place.table == table.id and place.section is None for place, _ in report.heads
        )
        self.skeleton = skeleton_of(report, form, table, prefix=prefix)

    def build(self) -> TableView:
        blocks = tuple(BodyBlock(block, tuple(self._row(row) for row in block.rows)) for block in self.skeleton.blocks)
        notes: dict[int, TableNote] = {note.number: note for note, _ in self.notes}
        return TableView(
            self.prefix,
            self.table.id,
            caption_of(self.report, self.table),
            blocks,
            self.skeleton.width,
            tuple(notes.values()),
            form=self.form.id,
            has_own_columns=self.has_own_columns,
        )

    def _row(self, row: RowSkeleton) -> BodyRow:
        figures = self.report.grids[self.table.id][row.position]
        cells = partial(self._cells, row, figures)
        if not self.notes:
            return BodyRow(row, figures, cells, notes=(), marked=False)
        marked = any(place.row == row.row and place.cols is not None for _, place in self.notes)
        return BodyRow(row, figures, cells, notes=self._marks(row.row, None), marked=marked)

    def _cells(self, row: RowSkeleton, figures: tuple[Figure, ...]) -> tuple[FigureCell, ...]:
        place, summed = row.position, self.report.computed[self.table.id]
        return tuple(
            FigureCell(
                row.row,
                cell.col,
                figures[column],
                cell.headers,
                cell.colspan,
                computed=(place, column) in summed,
                differs=self.differing.get((place, column)),
                total=cell.total,
                label=cell.label,
                notes=self._marks(row.row, cell.col),
            )
            for column, cell in enumerate(row.cells)
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
