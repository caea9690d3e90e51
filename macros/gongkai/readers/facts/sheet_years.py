"""Which sheets of a workbook are the report, where it holds the reports of several years, each on a sheet of its own.

Last year's report is left in the file, often before this year's. Nothing is decided about sheets that name no year.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from gongkai.readers.document import Document, FileNotice, SourceGrid
from gongkai.readers.document.titles import year_of
from gongkai.readers.facts.identity import DocumentIdentity, identify

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LAST_YEAR = re.compile(r"上一?年|去年|往年")
_SEVERAL = 2


def with_sheets_of_one_year(document: Document, year: int | None, file_name: str) -> Document:
    """The document without the sheets that are the report of another year; a notice names them.

    The year is the one asked for, else the only one of the sheets' that the name of the file has, else the only one in
    a title, else the last: then the notice says that nobody knows.

    Args:
        document: As a reader returned it.
        year: The year asked for.
        file_name: Name of the file.
    """
    sheets = {sheet: blocks for sheet, blocks in document.by_sheet().items() if sheet is not None}
    if len(sheets) < _SEVERAL:
        return document
    parts = {sheet: Document(document.kind, blocks) for sheet, blocks in sheets.items()}
    facts = {sheet: identify(part) for sheet, part in parts.items()}
    years = {sheet: fact.year or _year_in(sheet) for sheet, fact in facts.items()}
    sheet_years = {number for number in years.values() if number}
    own, is_certain = _own_year(year, file_name, facts, sheet_years)
    if own is None or own not in sheet_years:
        return document
    others = [sheet for sheet, number in years.items() if _is_of_other_year(sheet, number, own)]
    own_sheets = [sheet for sheet in sheets if sheet not in others]
    if not others or max(map(_grids, (parts[sheet] for sheet in others))) > sum(
        _grids(parts[sheet]) for sheet in own_sheets
    ):
        return document  # the other sheets may hold the tables of this one
    args = (("year", str(own)), ("sheets", "、".join(f"“{sheet}”" for sheet in others)))
    notice = FileNotice("sheets-left-out" if is_certain else "sheets-differ", args=args)
    return replace(document.without_sheets(others), notices=(*document.notices, notice))


def _grids(part: Document) -> int:
    return sum(isinstance(block, SourceGrid) for block in part.blocks)


def _year_in(name: str) -> int | None:
    """The only year in the name of a file or sheet."""
    years = {year_of(match[1]) for match in _YEAR.finditer(name)}
    return years.pop() if len(years) == 1 else None


def _own_year(
    year: int | None, file_name: str, facts: Mapping[str, DocumentIdentity], sheet_years: set[int]
) -> tuple[int | None, bool]:
    """The year of the report, and whether that is certain."""
    in_file_name = {int(match[1]) for match in _YEAR.finditer(file_name)} & sheet_years
    titled = {fact.year for fact in facts.values() if fact.year is not None}
    for years in ({year} if year is not None else set(), in_file_name, titled, sheet_years):
        if len(years) == 1:
            return next(iter(years)), True
    return max(sheet_years, default=None), False


def _is_of_other_year(sheet: str, year: int | None, own: int) -> bool:
    return year != own if year is not None else _LAST_YEAR.search(sheet) is not None
