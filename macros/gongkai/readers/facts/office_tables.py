"""The figures of one office from a table of a district's, which has a row or a column for each of its offices.

The row is laid out as its table of the form, a figure a line, with the heads above it as its labels.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.readers.document import Document, FileNotice, GridCell, Origin, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.document.draft_blocks import renumber_blocks
from gongkai.readers.document.form_words import is_section_title, name_rows, total_head_of
from gongkai.readers.document.titles import YEAR, is_name, read_title, year_of
from gongkai.readers.facts.offices import office_meant, row_labels
from gongkai.readers.files.refusals import refuse

_FEWEST_OFFICES = 2
_FEWEST_FIGURES = 8
"""Cells with figures in the row of an office."""
_FEWEST_BESIDE = 2
"""Rows that the heads of a further table name, such as that of a row or of three rows on a sheet of its own."""
_FIRST_COLUMNS = 4
_QUOTED = 3
_SECTION = 3
"""From how many heads above a figure on the first is a title over others."""
_FIGURE = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.．]*\D{0,2}|[-－—–/／]*")
_PLACE = re.compile(r".{1,12}(?:镇|乡|街道)")
_OFFICE = re.compile(r"填报单位(?:[（(]盖章[)）])?[：:]\s*(\S+)")
_PIECES = re.compile(r"\s*[/／—－-]+\s*")
_DISCLOSURE = "政府信息公开"
_OF_YEARS = re.compile(r"(?:报告|统计|所属)?年[度份]")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年?度?")

_Cells = tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _District:
    """A table with a row for each office: its cells, the rows of the offices by name, and the column of the names."""

    cells: _Cells
    rows: dict[str, int]
    column: int


def with_figures_of_one_office(document: Document, names: Sequence[str], file_name: str) -> Document:
    """A document of one office instead of one with such tables; any other document as it is.

    Args:
        document: As a reader returned it.
        names: The names of the office whose report is asked for, the best known first; none where nobody knows.
        file_name: The file as the clerk knows it.

    Raises:
        ReadError: It has such a table, and none of its offices, or several, have one of the names.
    """
    document = _with_sheet_of_one_office(document, names, file_name)
    grids = list(document.grids())
    if not any(next(_districts(grid), None) for grid in grids):
        return document
    districts = [item for grid in grids for item in _districts(grid, _FEWEST_BESIDE)]
    offices = tuple(dict.fromkeys(name for item in districts for name in item.rows))
    own = office_meant(offices, names)
    if own is None:
        listed = "、".join(offices[:_QUOTED])
        raise refuse("several-offices", name=file_name, count=len(offices), offices=listed)
    year = _year(document) or _year_in_column(districts, own)
    title = f"{own}{f'{year}年' if year else ''}{_DISCLOSURE}工作年度报告"
    parts: list[SourceBlock] = [SourceParagraph(title, 1, document.blocks[0].origin)]
    for item in districts:
        if own in item.rows:
            parts += _blocks(item, item.rows[own])
    args = (("name", own), ("count", str(len(offices) - 1)))
    notice = FileNotice("one-of-offices", args=args)
    return replace(document, blocks=renumber_blocks(parts), notices=(*document.notices, notice), title="", meta={})


def _with_sheet_of_one_office(document: Document, names: Sequence[str], file_name: str) -> Document:
    """A workbook's sheet of one office, where each of several has the tables of one that its name or a line names."""
    sheets = document.by_sheet().items()
    offices = {office: sheet for sheet, blocks in sheets if sheet and (office := _office_of_sheet(sheet, blocks))}
    if len(offices) < _FEWEST_OFFICES:
        return document
    own = office_meant(tuple(offices), names)
    if own is None:
        if any(read_title(block.text) for block in document.paragraphs()):
            return document  # it is asked about the further titles
        raise refuse("several-offices", name=file_name, count=len(offices), offices="、".join(list(offices)[:_QUOTED]))
    others = set(offices.values()) - {offices[own]}
    args = (("name", own), ("count", str(len(others))))
    notices = (*document.notices, FileNotice("one-of-offices", args=args))
    return replace(document.without_sheets(others), notices=notices)


def _office_of_sheet(sheet: str, blocks: Sequence[SourceBlock]) -> str:
    """The office that a sheet with tables of the form is of; empty where none is named."""
    labels = row_labels(blocks)
    if not name_rows(labels):
        return ""
    texts = [*labels, *(block.text for block in blocks if isinstance(block, SourceParagraph))]
    line = next(filter(None, map(_OFFICE.match, texts)), None)
    name = "".join((line[1] if line is not None else sheet).split())
    return name if is_name(name) or _PLACE.fullmatch(name) else ""


def _districts(grid: SourceGrid, *fewest: int) -> Iterator[_District]:
    for cells in (grid.rows, tuple(zip(*grid.rows, strict=True))):
        for column in range(min(_FIRST_COLUMNS, len(cells[0]))):
            rows = {
                "".join(row[column].text.split()): number for number, row in enumerate(cells) if _is_office(row, column)
            }
            first = min(rows.values(), default=0)
            if len(rows) < _FEWEST_OFFICES or not first:
                continue
            heads = {cell.text for row in cells[:first] for cell in row}
            if name_rows(heads, *fewest):
                yield _District(cells, rows, column)
                return


def _is_office(row: Sequence[GridCell], column: int) -> bool:
    """Whether a row has the name of an office, and figures and nothing else behind it."""
    text = "".join(row[column].text.split())
    behind = row[column + 1 :]
    return (
        (is_name(text) or _PLACE.fullmatch(text) is not None)
        and sum(any(map(str.isdigit, cell.text)) for cell in behind) >= _FEWEST_FIGURES
        and all(_FIGURE.fullmatch(cell.text.strip()) for cell in behind)
    )


def _year(document: Document) -> int | None:
    """The only year that a title of the document, or of its tables, names."""
    texts = [block.text for block in document.paragraphs()]
    texts += [cell.text for grid in document.grids() for row in grid.rows for cell in row if cell.head]
    years = {year_of(match["year"]) for text in texts if _DISCLOSURE in text for match in re.finditer(YEAR, text)}
    return years.pop() if len(years) == 1 else None


def _year_in_column(districts: Sequence[_District], own: str) -> int | None:
    """The only year that a column of years has in an office's rows."""
    years = {
        year_of(match["year"])
        for item in districts
        if own in item.rows
        for column in _columns_of_years(item)
        if (match := _YEAR.fullmatch(item.cells[item.rows[own]][column].text.strip()))
    }
    return years.pop() if len(years) == 1 else None


def _columns_of_years(item: _District) -> list[int]:
    heads = item.cells[min(item.rows.values()) - 1]
    return [column for column, cell in enumerate(heads) if _OF_YEARS.fullmatch("".join(cell.text.split()))]


def _blocks(item: _District, number: int) -> Iterator[SourceBlock]:
    """The figures of an office's row, below the title over their columns."""
    first = min(item.rows.values())
    of_years = _columns_of_years(item)
    columns = [column for column in range(item.column + 1, len(item.cells[0])) if column not in of_years]
    heads = _filled_heads(item.cells[:first], item.column)
    paths = {column: _path(heads, column) for column in columns}
    lines = [(paths[column], item.cells[number][column]) for column in columns if paths[column]]
    names_heads = any(total_head_of(text, heads=True) for path, _ in lines for text in path)
    for title, group in groupby(lines, key=lambda line: _title(line[0])):
        below = [(path[1:] if title else path, cell) for path, cell in group]
        if title:
            yield SourceParagraph(title, 2, below[0][1].origin)
        for total, of_total in groupby(below, key=lambda line: "" if names_heads else _total(line[0])):
            yield _grid(list(of_total), total)


def _title(path: Sequence[str]) -> str:
    """The outermost of the heads above a figure where it is a title over others."""
    is_title = len(path) >= _SECTION or (len(path) > 1 and is_section_title(path[0]))
    return path[0] if is_title else ""


def _filled_heads(rows: _Cells, names: int) -> list[list[str]]:
    """The lines of heads without titles over the whole table; a blank between heads is of the one on its left.

    So lists have merged cells. Where a head above begins, nothing goes on.

    Args:
        rows: The rows above the offices.
        names: The column of the offices' names.
    """
    heads = [[" ".join(cell.text.split()) for cell in row] for row in rows]
    heads = [line for line in heads if len(set(filter(None, line))) > 1]
    begins = {names, names + 1}
    for line in heads[:-1]:
        begins |= {column for column, text in enumerate(line) if text and text != line[column - 1]}
        for column in range(1, len(line)):
            if not line[column] and column not in begins:
                line[column] = line[column - 1]
    return heads


def _path(heads: Sequence[Sequence[str]], column: int) -> tuple[str, ...]:
    """The heads above a column, from the outermost on."""
    path = tuple(text for text, _ in groupby(filter(None, (line[column] for line in heads))))
    pieces = _pieces(path[0]) if len(path) == 1 else []  # as a list in CSV has them, with one line of heads
    return tuple(filter(None, pieces)) if len(pieces) > 1 and is_section_title(pieces[0]) else path


def _pieces(text: str) -> list[str]:
    """The parts of a text between signs like the first one in it; others, as in 增/减, are part of a label."""
    sign = _PIECES.search(text)
    return [piece.strip() for piece in text.split(sign[0].strip())] if sign is not None else [text]


def _total(path: Sequence[str]) -> str:
    """The head of the total of a row, where the heads above a figure are all of its table's rows; else empty."""
    texts = [text for text in path if not is_section_title(text)]
    totals = {total_head_of(piece) for text in texts for piece in _PIECES.split(text) if piece.strip()}
    return totals.pop() if len(totals) == 1 else ""


def _grid(lines: Sequence[tuple[tuple[str, ...], GridCell]], head: str) -> SourceGrid:
    """A table with a figure a line: labels on the left, the figure behind them, with a head above it if it has one.

    Without one the last label of a line names its column, and stands in one column with those of the other lines.
    """
    width = max(len(path) for path, _ in lines)
    origin = Origin(sheet=lines[0][1].origin.sheet)
    rows = []
    for path, cell in lines:
        before = len(path) if head else len(path) - 1
        labels = (*path[:before], *[""] * (width - len(path)), *path[before:])
        rows.append((*(GridCell(text, cell.origin) for text in labels), cell._replace(head=True)))
    heads = [(*(GridCell("", lines[0][1].origin) for _ in range(width)), GridCell(head, lines[0][1].origin))]
    return SourceGrid((*(heads if head else ()), *rows), origin)
