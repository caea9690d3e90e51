"""Stage 1, normalise: one shape for what Word, Excel, HTML, PDF and plain text deliver; no label is known yet.

Merged cells are resolved to the place where they begin, and every line of text is classed as page number, delimited
cells, figures, or text.
"""

from gongkai.readers.document import Document, Grid, Image, Paragraph
from gongkai.readers.matching.normalise.lines import is_page_number, normalise_line
from gongkai.readers.matching.normalise.model import (
    NormalisedBlock,
    NormalisedCell,
    NormalisedDocument,
    NormalisedLine,
    NormalisedParagraph,
    NormalisedTable,
)


def normalise_document(document: Document) -> NormalisedDocument:
    """Bring the tables and paragraphs of a document into one shape."""
    return NormalisedDocument(tuple(_normalise_block(block) for block in document.blocks))


def _normalise_block(block: Paragraph | Grid | Image) -> NormalisedBlock:
    if isinstance(block, Grid):
        return _normalise_table(block)
    if isinstance(block, Paragraph):
        return _normalise_paragraph(block)
    return block


def _normalise_table(grid: Grid) -> NormalisedTable:
    owners = _owners(grid)
    rows = tuple(
        tuple(
            NormalisedCell(cell.text, cell.origin, owners.get((row, column), (row, column)), cell.head, cell.padded)
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    )
    return NormalisedTable(rows, grid.origin)


def _owners(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place the place where its cell begins; where spans overlap, the cell that is read first keeps it."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell.head and (row, column) not in owners:
                for below in range(row, min(row + max(cell.rowspan, 1), len(grid.rows))):
                    for right in range(column, min(column + max(cell.colspan, 1), len(cells))):
                        owners.setdefault((below, right), (row, column))
    return owners


def _normalise_paragraph(paragraph: Paragraph) -> NormalisedParagraph:
    lines: list[NormalisedLine] = []
    start = 0
    numbering = f"{paragraph.number}." if paragraph.number is not None else ""
    for text in paragraph.text.split("\n"):
        line = normalise_line(text, start, numbering)
        if line is not None:
            lines.append(line)
        start += len(text) + 1
        numbering = ""  # a numbered list numbers the first line of its item
    return NormalisedParagraph(tuple(lines), paragraph.origin, is_page_number(paragraph.text))
