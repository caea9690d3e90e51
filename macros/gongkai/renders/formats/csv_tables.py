"""A report's tables as CSV, as they are printed: one below the other in one file, with captions and notes.

A report that is retold says so below its title.

A merged head is written into each of the columns and rows that it spans, so that every figure has all of its heads in
its own row and column; a figure is written once. Labels are the document's own where it has any, as on the page.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongkai.figures import Figure, written
from gongkai.findings import say
from gongkai.pages.remarks import retelling_text
from gongkai.renders.export import Format, ReportExport
from gongkai.renders.export.csv_text import csv_file, csv_rows, figure_cell, text_cell
from gongkai.reports.titles import report_title
from gongkai.tables import HeadCell, TableView, build_table
from gongkai.tables.model import BlockSkeleton

CsvRow = tuple[str | int, ...]


def printed_csv(export: ReportExport) -> bytes:
    """The tables of a report with a form: its title, then each table with an empty line before it."""
    return csv_file(csv_rows(_rows(export)))


FORMAT = Format(
    name="csv-tables",
    stem="tables",
    suffix=".csv",
    media_type="text/csv",
    label="表格照样（CSV，Excel 可打开）",
    description="供核对、转抄：各表照原样上下排列，合并的表头在每一格都写上，表注在表下。",
    make=printed_csv,
    kept=False,
)


def _rows(export: ReportExport) -> Iterator[CsvRow]:
    report = export.report
    yield (text_cell(report_title(report, export.agency)),)
    if report.retold is not None:
        yield (text_cell(retelling_text(report.retold)),)
    for table in report.form.tables if report.form else ():
        yield ()
        yield from _table(build_table(report, table.id))


def _table(view: TableView) -> Iterator[CsvRow]:
    yield (text_cell(view.caption),)
    for block in view.blocks:
        heads, labels = _block_heads(block.skeleton)
        yield from heads
        for label, row in zip(labels, block.rows, strict=True):
            yield (*label, *map(_cell, row.figures))
    if view.notes:
        yield (say("page.notes"),)
    for note in view.notes:
        text = say("page.note-at", {"place": note.at, "text": note.text}) if note.at else note.text
        yield (f"{note.number}. {text}",)


def _cell(figure: Figure) -> str | int:
    """A figure as it is printed; the ``csv`` module writes a number faster than the text of one."""
    value = figure.value
    if type(value) is int and figure.unit is None and figure.note is None:
        return value
    return figure_cell(written(figure))


@lru_cache(maxsize=2048)
def _block_heads(skeleton: BlockSkeleton) -> tuple[tuple[CsvRow, ...], tuple[CsvRow, ...]]:
    """The rows of a block's column head, and by row of its body the row's heads."""
    depth = sum(cell.colspan for cell in skeleton.rows[0].heads)
    columns = _filled(skeleton.head, depth + len(skeleton.rows[0].cells))
    return columns, _filled([row.heads for row in skeleton.rows], depth)


def _filled(rows: Sequence[Sequence[HeadCell]], width: int) -> tuple[CsvRow, ...]:
    """Merged cells as a full grid.

    Args:
        rows: Cells with their spans.
        width: Columns of the grid. In a block narrower than its table the last head spans further ones, without
            figures: they are cut off.
    """
    grid: list[list[str | None]] = [[None] * width for _ in rows]
    for top, cells in enumerate(rows):
        for cell in cells:
            start = grid[top].index(None)
            for row in grid[top : top + cell.rowspan]:
                end = min(start + cell.colspan, width)
                row[start:end] = [text_cell(cell.text) if cell.scope else ""] * (end - start)
            if not cell.scope:  # a corner is no head: its text is written once
                grid[top][start] = text_cell(cell.text)
    return tuple(tuple(text or "" for text in row) for row in grid)
