"""Workbooks of the project's own writing, a report on each sheet, out of figures given by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import xlsxwriter

from tests.importing.sample_documents import AGENCY, FIGURES, FORMS, PROSE, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class SampleSheet:
    """One sheet.

    Attributes:
        name: Its name.
        year: The year of its report, which the title has.
        given: By short name of the line what differs from the usual figures.
        title: Whether it has a title.
        change: What is done to it when all is written.
    """

    name: str
    year: int = 2023
    given: Mapping[str, str] = field(default_factory=dict)
    title: bool = True
    change: Callable[[Worksheet], object] = lambda _: None


def write_workbook(file: Path, *sheets: SampleSheet) -> Path:
    """Write a workbook with a report of form gia-2021 on each sheet: the title, the sections, the tables."""
    book = xlsxwriter.Workbook(str(file))
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for row, cells in enumerate(rows_of(sheet)):
            for column, text in enumerate(cells):
                _write(page, row, column, text)
        sheet.change(page)
    book.close()
    return file


def _write(page: Worksheet, row: int, column: int, text: str) -> None:
    if text.replace(".", "").isdigit():
        page.write_number(row, column, float(text))
    elif text:
        page.write_string(row, column, text)


def rows_of(sheet: SampleSheet) -> list[list[str]]:
    """The texts of a sheet by row."""
    form, given = FORMS["gia-2021"], {**FIGURES, **sheet.given}
    rows = [[f"{AGENCY}{sheet.year}年政府信息公开工作年度报告"]] if sheet.title else []
    for section in form.sections:
        rows += [[f"{section.number}、{section.title}"], [PROSE.get(section.number, "")]]
        if section.table is None:
            continue
        model, lines = form.table_index[section.table], figures(form, section.table, given)
        if model.by_blocks:
            rows.append([text for names, _, heads in lines for text in (names[-1], *[""] * (len(heads) - 1))])
            rows.append([head for *_, heads in lines for head in heads])
            rows.append([text for _, texts, _ in lines for text in texts])
            continue
        block = -1
        for (names, texts, heads), line in zip(lines, model.lines, strict=True):
            if model.rows[line.row].block != block:
                block = model.rows[line.row].block
                rows += [[title] for title in [model.blocks[block].title] if title]
                rows.append([model.blocks[block].row_head or model.blocks[block].corner or "", *heads])
            rows.append([names[-1], *texts])
    return rows
