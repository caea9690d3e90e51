"""A sheet with a column of marks that identify its rows, wherever rows and columns have been moved to."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.readers.document import Document, GridCell, Origin, SourceGrid
from gongkai.reports.workbook_marks import KEY_SHEET


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row of a sheet.

    Attributes:
        mark: Its mark; empty where it has none, as a row that somebody has put in.
        cells: Its cells left of the marks.
    """

    mark: str
    cells: tuple[GridCell, ...]

    def text(self, column: int) -> str:
        """The text of a cell; empty where there is none."""
        return self.cells[column].text if column < len(self.cells) else ""

    @property
    def origin(self) -> Origin:
        """Where the row begins."""
        return self.cells[0].origin if self.cells else Origin()

    @property
    def text_cell(self) -> GridCell | None:
        """The last cell that holds something: on a sheet of text, the text."""
        return next((cell for cell in reversed(self.cells) if cell.text), None)


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet that begins with a mark.

    Attributes:
        mark: The mark of the sheet.
        rows: Its rows, that of the mark left out.
    """

    mark: str
    rows: tuple[MarkedRow, ...]


def key_rows(document: Document) -> Iterator[tuple[str, ...]]:
    """The lines of the key sheet of a workbook, the empty cells at their ends left out; none where it has none."""
    for grid in document.grids():
        if grid.origin.sheet == KEY_SHEET:
            for row in grid.rows:
                texts = [cell.text for cell in row]
                while texts and not texts[-1]:
                    texts.pop()
                yield tuple(texts)


def marked_sheets(document: Document) -> Iterator[MarkedSheet]:
    """The sheets of a workbook that have marks."""
    for grid in document.grids():
        place = _first_mark(grid)
        if place is not None and grid.origin.sheet != KEY_SHEET:
            number, column = place
            rows = tuple(
                MarkedRow(row[column].text, row[:column]) for place, row in enumerate(grid.rows) if place != number
            )
            yield MarkedSheet(grid.rows[number][column].text, rows)


def _first_mark(grid: SourceGrid) -> tuple[int, int] | None:
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell.text.startswith(f"{KEY_SHEET}:"):
                return number, column
    return None
