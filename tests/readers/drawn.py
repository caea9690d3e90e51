"""Documents for the matcher drawn from plain lists, and random reports that add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongkai.figures import Kind
from gongkai.readers.document import Document, GridCell, Image, Origin, SourceBlock, SourceGrid, SourceParagraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from gongkai.forms import Form, Table

LEFT, ABOVE = "<", "^"
"""In a row of a grid: the cell to the left, or above, reaches here. None: the row is shorter."""


def grid(
    rows: Sequence[Sequence[str | None]],
    block: int,
    sheet: str | None = None,
    page: int | None = None,
    *,
    may_lack_cells: bool = False,
) -> SourceGrid:
    """A grid from rows of texts; shorter rows are filled up with cells that the source does not have."""
    width = max(len(row) for row in rows)
    table = [[*row, *[None] * (width - len(row))] for row in rows]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(table):
        for c, text in enumerate(row):
            if text == LEFT:
                owner[r, c] = owner[r, c - 1]
            elif text == ABOVE:
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
    cells = []
    for r in range(len(table)):
        row_cells = []
        for c in range(width):
            top, left = owner[r, c]
            places = [place for place, owning in owner.items() if owning == (top, left)]
            origin = Origin(block, sheet=sheet, page=page, cell=f"row {top + 1}, column {left + 1}")
            row_cells.append(
                GridCell(
                    table[top][left] or "",
                    origin,
                    head=(top, left) == (r, c),
                    colspan=max(place[1] for place in places) - left + 1,
                    rowspan=max(place[0] for place in places) - top + 1,
                    padded=table[top][left] is None,
                )
            )
        cells.append(tuple(row_cells))
    return SourceGrid(tuple(cells), Origin(block, sheet=sheet, page=page), may_lack_cells=may_lack_cells)


def document(parts: Sequence[Any]) -> Document:
    """A document: a text is a paragraph (``# `` before it a heading, ``![name]`` an image), a list of rows a grid.

    ``{sheet: name}`` begins a worksheet, ``{page: number}`` a page of a PDF that a browser printed, with ``by: office``
    one that a word processor laid out.
    """
    blocks: list[SourceBlock] = []
    sheet: str | None = None
    page: int | None = None
    by_browser = False
    for number, part in enumerate(parts, 1):
        if isinstance(part, dict):
            sheet, page = part.get("sheet"), part.get("page")
            by_browser = page is not None and part.get("by") != "office"
        elif isinstance(part, str) and part.startswith("!["):
            blocks.append(Image(part[2:-1], Origin(number)))
        elif isinstance(part, str):
            level = 2 if part.startswith("# ") else 0
            blocks.append(SourceParagraph(part.removeprefix("# "), level, Origin(number, sheet=sheet, page=page)))
        else:
            rows = [[None if cell is None else str(cell) for cell in row] for row in part]
            blocks.append(grid(rows, number, sheet, page, may_lack_cells=by_browser))
    return Document("html", tuple(blocks))


@dataclass
class Sheet:
    """A random report: by table the rows, each with the labels before its figures, and the figures as texts."""

    values: dict[tuple[str, str, str], int | None] = field(default_factory=dict)


def number(dice: Random) -> int:
    """A figure as they are met: many zeros, some large."""
    return dice.choice([0, 0, dice.randint(0, 9), dice.randint(0, 60), dice.randint(0, 4000)])


def consistent(dice: Random, form: Form) -> Sheet:
    """Figures for every cell of a form so that all sums within the report hold."""
    sheet = Sheet()
    for table in form.tables:
        for row_number, row in enumerate(table.rows):
            for column in table.columns(row_number):
                low = -20 if column.kind is Kind.CHANGE else 0
                value = dice.randint(low, 50) if low else number(dice)
                sheet.values[table.id, row.id, column.id] = value
    for table in form.tables:
        _balance(form, table, sheet)
    return sheet


def _balance(form: Form, table: Table, sheet: Sheet) -> None:  # noqa: C901 - one pass a kind of sum
    """Totals of columns first, then what balances them, then totals of rows."""
    columns = [column.id for column in table.columns(0)]
    for identity in form.identities:
        if identity.table != table.id or identity.each != "column" or identity.total is None:
            continue
        for column in columns:
            sheet.values[table.id, identity.total, column] = sum(
                sheet.values[table.id, part, column] or 0 for part in identity.parts
            )
    for identity in form.identities:
        if identity.table != table.id or identity.each != "column" or identity.total is not None:
            continue
        first, *others = identity.left
        for column in columns:
            right = sum(sheet.values[table.id, part, column] or 0 for part in identity.right)
            other = sum(sheet.values[table.id, part, column] or 0 for part in others)
            if right < other:
                for part in others:
                    sheet.values[table.id, part, column] = 0
                other = 0
            sheet.values[table.id, first, column] = right - other
    for identity in form.identities:
        if identity.table == table.id and identity.each == "row" and identity.total is not None:
            for row in table.rows:
                sheet.values[table.id, row.id, identity.total] = sum(
                    sheet.values[table.id, row.id, part] or 0 for part in identity.parts
                )
