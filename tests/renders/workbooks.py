"""Workbooks read for tests by other programs than wrote them: cells by calamine, parts as XML, and LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure
from gongkai.renders.export import ReportExport, form_cells, observations
from gongkai.reports import Agency, Report
from gongkai.reports.totals import fill
from tests.office import run_office
from tests.tables.grids import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gongkai.forms import Form

AGENCY = Agency("a", "某街道办事处", "某街道")
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cell = tuple[str, str, str]
"""Ids of table, row and column."""


def export_of(report: Report, agency: Agency = AGENCY, **more: Any) -> ReportExport:
    return ReportExport(report, agency, "0" * 64, **more)


def changed(report: Report, figures: Mapping[Cell, Figure]) -> Report:
    """The report with other figures in some cells."""
    form = report.form
    assert form is not None
    grids = {name: [list(row) for row in rows] for name, rows in report.grids.items()}
    for (table, row, column), figure in figures.items():
        at = form.table_index[table].position(row, column)
        grids[table][at[0]][at[1]] = figure
    return replace(report, grids={name: tuple(map(tuple, rows)) for name, rows in grids.items()})


def mixed(form: Form) -> Report:
    """A report with blanks, cells that do not apply, and figures, all of its totals stated."""
    report = numbered(form)
    grids = {
        name: tuple(
            tuple((cell, BLANK, NOT_APPLICABLE)[(n + m) % 3] for m, cell in enumerate(line))
            for n, line in enumerate(grid)
        )
        for name, grid in report.grids.items()
    }
    return replace(report, grids=grids)


def added_up(report: Report) -> Report:
    """The report with no total stated, so that each is the sum of what is there."""
    form = report.form
    assert form is not None
    grids, computed = {}, {}
    for table in form.tables:
        sums = [item for item in form.identities if item.table == table.id and item.total]
        names = {item.total for item in sums}
        partial = [
            [
                None if column.id in names or row.id in names else report.grids[table.id][number][place]
                for place, column in enumerate(table.columns(number))
            ]
            for number, row in enumerate(table.rows)
        ]
        grids[table.id], computed[table.id] = fill(form, table, partial, year=report.year)
    return replace(report, grids=grids, computed=computed)


def sparse(form: Form) -> Report:
    """A report whose sums run over figures, over blanks alone, over 不适用 alone and over all of them."""
    report = numbered(form)
    kinds = (BLANK, NOT_APPLICABLE, None)
    grids = {
        name: tuple(
            tuple(kinds[n % 4] or cell if n % 4 < 2 else kinds[(n + m) % 3] or cell for m, cell in enumerate(line))
            for n, line in enumerate(grid)
        )
        for name, grid in report.grids.items()
    }
    return added_up(replace(report, grids=grids))


def expected(report: Report) -> dict[Cell, str]:
    """By cell what a spreadsheet shows: the digits of its number, 不适用, or nothing."""
    form = report.form
    assert form is not None
    pairs = zip(form_cells(form, report.year), observations(report), strict=True)
    return {
        (cell.table, cell.row, cell.column): digits(item.value) if item.status != "not-applicable" else "不适用"
        for cell, item in pairs
    }


def digits(value: Any) -> str:
    """A number without what a binary fraction cannot keep, such as zeros at its end."""
    if value is None or value == "" or (isinstance(value, str) and not re.fullmatch(r"-?[\d.]+", value)):
        return value or ""
    return f"{Decimal(str(value)).normalize():f}"


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """By name of a sheet its rows, from the first cell on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@lru_cache(maxsize=4)
def places(data: bytes) -> Mapping[Cell, tuple[str, int, int]]:
    """By cell of the form its sheet, row and column, as the hidden marks say; kept, as tests ask cell by cell."""
    by_cell = {}
    for name, rows in sheets(data).items():
        mark = next((n for n, value in enumerate(rows[0]) if str(value).startswith("gongkai:table:")), None)
        if mark is None:
            continue
        table = rows[0][mark].removeprefix("gongkai:table:")
        ids: dict[int, str] = {}
        for number, row in enumerate(rows):
            if row[mark] == "columns":
                ids = {place: value for place, value in enumerate(row[:mark]) if value}
            elif str(row[mark]).startswith("row:"):
                line = row[mark].removeprefix("row:").split()[0]
                by_cell.update({(table, line, column): (name, number, place) for place, column in ids.items()})
    return by_cell


def figures(data: bytes) -> dict[Cell, str]:
    """By cell of the form what its cell holds."""
    values = sheets(data)
    return {cell: digits(values[sheet][row][column]) for cell, (sheet, row, column) in places(data).items()}


def part(data: bytes, name: str) -> etree._Element:
    """A part of the file as XML."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def sheet_part(data: bytes, name: str) -> etree._Element:
    """The XML of the sheet of that name; sheets are numbered in their order."""
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    return part(data, f"xl/worksheets/sheet{names.index(name) + 1}.xml")


def cell_name(row: int, column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


@lru_cache(maxsize=8)
def formulas(data: bytes, sheet: str) -> Mapping[str, str]:
    """By cell its formula; kept, as tests ask cell by cell."""
    cells = sheet_part(data, sheet).iterfind(".//m:c[m:f]", NS)
    return {str(cell.get("r")): str(cell.findtext("m:f", namespaces=NS)) for cell in cells}


def without_results(data: bytes) -> bytes:
    """The file without the results of its formulas, so that whoever shows them has to work them out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename.startswith("xl/worksheets/"):
                tree = etree.fromstring(text)
                for cell in tree.iterfind(".//m:c[m:f]", NS):
                    cell.attrib.pop("t", None)
                    for value in cell.findall("m:v", NS):
                        cell.remove(value)
                text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(item, text)
    return out.getvalue()


def typed(data: bytes, entries: Mapping[tuple[str, int, int], int | float | str]) -> bytes:
    """The file with something typed into some cells, as a person would: formats stay, results of formulas do not."""
    order = list(sheets(data))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            text = old.read(item)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if number:
                tree = etree.fromstring(text)
                for (sheet, row, column), value in entries.items():
                    if sheet == order[int(number[1]) - 1]:
                        _enter(tree, cell_name(row, column), value)
                text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(item, text)
    return without_results(out.getvalue())


def _enter(tree: etree._Element, name: str, value: float | str) -> None:
    (cell,) = tree.xpath(f".//m:c[@r='{name}']", namespaces=NS)
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        inner = etree.SubElement(etree.SubElement(cell, f"{{{NS['m']}}}is"), f"{{{NS['m']}}}t")
        inner.text = value
    else:
        etree.SubElement(cell, f"{{{NS['m']}}}v").text = str(value)


def convert(files: Iterable[Path], kind: str, folder: Path) -> None:
    """Let LibreOffice open files and save them in a format, all in one start of the program."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    run_office("--convert-to", kind, "--outdir", str(folder), *map(str, files), folder=folder)
