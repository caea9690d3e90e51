"""A workbook within a Word file: what of it the document shows, and the table of Word that says the same."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from gongkai.readers.document import Document, GridCell, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, WORD, xml_root

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")

_Area = tuple[range, range]


def shown_of_workbook(data: bytes, document: Document, *, name: str) -> tuple[str, tuple[SourceBlock, ...]]:
    """The sheet that a document shows of a workbook within it, and its blocks, cut to the cells that are shown.

    An old workbook (.xls) does not say it in a way that is read: of several sheets it is the first.

    Args:
        data: The workbook.
        document: As it was read.
        name: The Word file as the clerk knows it.
    """
    sheets = document.by_sheet()
    sheet, area = _shown(data, name=name) if data.startswith(b"PK") else ("", None)
    sheet = sheet if sheet in sheets else next(iter(sheets)) or ""
    blocks = sheets.get(sheet, ())
    return sheet, tuple(_cut(blocks, area)) if area is not None else blocks


def _shown(data: bytes, *, name: str) -> tuple[str, _Area | None]:
    part = Archive(data, name=name).xml("xl/workbook.xml")
    root: Any = xml_root(part) if part else None
    if root is None:
        return "", None
    view, size = root.find(f"{SHEET}bookViews/{SHEET}workbookView"), root.find(f"{SHEET}oleSize")
    number = (view.get("activeTab") if view is not None else None) or "0"
    names = [sheet.get("name") or "" for sheet in root.iter(f"{SHEET}sheet")]
    match = _RANGE.fullmatch((size.get("ref") or "") if size is not None else "")
    area = None
    if match is not None:
        left, top, right, bottom = match.groups()
        area = (
            range(int(top), int(bottom or top) + 1),
            range(_column(left), _column(right or left) + 1),
        )
    return (names[int(number)] if number.isdecimal() and int(number) < len(names) else ""), area


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cut(blocks: Sequence[SourceBlock], area: _Area) -> Iterator[SourceBlock]:
    for block in blocks:
        if not isinstance(block, SourceGrid):
            if _is_within(block.origin.cell, area):
                yield block
            continue
        lines = [{_place(cell)[0] for cell in row if cell.head} for row in block.rows]
        uprights = [{_place(cell)[1] for cell in column if cell.head} for column in zip(*block.rows, strict=True)]
        rows, columns = (
            [number for number, places in enumerate(own) if not places.isdisjoint(side)]
            for own, side in zip((lines, uprights), area, strict=True)
        )
        if rows and columns:
            yield SourceGrid(tuple(tuple(block.rows[row][column] for column in columns) for row in rows), block.origin)


def _place(cell: GridCell) -> tuple[int, int]:
    """The row and the column of a cell in its sheet."""
    match = _CELL.fullmatch(cell.origin.cell or "")
    return (int(match[2]), _column(match[1])) if match is not None else (0, 0)


def _is_within(cell: str | None, area: _Area) -> bool:
    match = _CELL.fullmatch(cell or "")
    return match is None or (int(match[2]) in area[0] and _column(match[1]) in area[1])


def as_word(blocks: Sequence[SourceBlock]) -> Iterator[Any]:
    """The same as paragraphs and tables of Word.

    Args:
        blocks: Of a worksheet.
    """
    for block in blocks:
        if isinstance(block, SourceGrid):
            yield _table(block)
            yield etree.Element(f"{WORD}p")  # without one between them Word takes two tables for one
        elif isinstance(block, SourceParagraph):
            yield _paragraph(block.text)


def _table(grid: SourceGrid) -> Any:
    """A table of Word; ``below`` has the width and the further rows of cells that span several, by column."""
    table = etree.Element(f"{WORD}tbl")
    below: dict[int, tuple[int, int]] = {}
    for row in grid.rows:
        line = etree.SubElement(table, f"{WORD}tr")
        column = 0
        while column < len(row):
            cell = row[column]
            if not cell.head and column in below:
                width, further = below.pop(column)
                further -= 1
                _add_cell(line, "", width, "continue")
            else:
                width, further = (min(cell.colspan, len(row) - column), cell.rowspan - 1) if cell.head else (1, 0)
                _add_cell(line, cell.text, width, "restart" if further else "")
            if further:
                below[column] = (width, further)
            column += width
    return table


def _add_cell(line: Any, text: str, width: int, merge: str) -> None:
    cell = etree.SubElement(line, f"{WORD}tc")
    properties = etree.SubElement(cell, f"{WORD}tcPr")
    if width > 1:
        etree.SubElement(properties, f"{WORD}gridSpan").set(f"{WORD}val", str(width))
    if merge:
        etree.SubElement(properties, f"{WORD}vMerge").set(f"{WORD}val", merge)
    cell.extend(_paragraph(line_text) for line_text in text.split("\n"))


def _paragraph(text: str) -> Any:
    paragraph = etree.Element(f"{WORD}p")
    part = etree.SubElement(etree.SubElement(paragraph, f"{WORD}r"), f"{WORD}t")
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    part.text = text
    return paragraph
