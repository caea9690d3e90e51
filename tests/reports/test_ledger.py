"""The ledger of what was published: written and read again, and what a correction makes of a change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.figures import BLANK, UNREADABLE
from gongkai.forms import CellPosition, Place
from gongkai.reports import Correction, Report
from gongkai.reports.ledger import changed_lines, entry_of, ledger_text, read_entry, read_ledger
from gongkai.reports.rollup import cell_id
from tests.checks.between.model import changed, clean_district, counts, with_cells

CELL: CellPosition = ("requests", 0, 0)


@pytest.fixture
def report() -> Report:
    return next(item for item in clean_district(4, 2).reports.values() if item.agency == "zhengfuban")


def with_entry(report: Report, cell: CellPosition, before: str, after: str, date: str = "2026-03-01") -> Correction:
    assert report.form is not None
    place = cell_id(report.form, cell)
    where = Place(table=place.table, row=place.row, cols=(place.column,))
    return Correction(".".join(place), where, date, before, after, "漏计")


def names(report: Report, of: Report) -> list[str]:
    """The names of the lines that are not what they were."""
    return [line.name.short for _, line in changed_lines(report, entry_of(of, "0" * 64))]


def number(report: Report, cell: CellPosition = CELL) -> int:
    return int(report.grids[cell[0]][cell[1]][cell[2]].number)


def test_ledger_is_read_as_it_is_written(report: Report) -> None:
    lines = {year: replace(entry_of(report, "a" * 64), year=year).line for year in (2025, 2019)}
    text = ledger_text(lines)

    assert read_ledger(text) == lines
    assert text.startswith("# 公布台账")
    entry = read_entry(lines[2025])
    assert entry is not None
    assert (entry.year, entry.sha256, entry.corrections, entry.form) == (2025, "a" * 64, 0, "gia-2021")
    assert entry.line == lines[2025]


@pytest.mark.parametrize("line", ["", "2025\t2026-01-01", "x\t1\t0\ta\tb\tc", "2025\t1\tx\ta\tb\tc"])
def test_line_that_is_none_is_passed_over(line: str) -> None:
    assert read_entry(line) is None
    assert read_ledger(line) == {}


def test_report_as_it_was_has_no_changed_line(report: Report) -> None:
    assert names(report, report) == []
    stated = replace(report, computed={table: frozenset() for table in report.computed})
    assert names(stated, report) == [], "whether totals are typed is no change of a figure"


def test_changed_figure_is_found_in_its_line(report: Report) -> None:
    for cell in counts(report, 0)[::7]:
        other = with_cells(report, {cell: number(report, cell) + 3})
        assert len(names(other, report)) == 1


def test_correction_explains_its_own_change_and_no_other(report: Report) -> None:
    old = number(report)
    entry = with_entry(report, CELL, str(old), str(old + 2))
    corrected = replace(with_cells(report, {CELL: old + 2}), corrections=(entry,))

    assert names(corrected, report) == []
    assert names(with_cells(corrected, {("requests", 1, 0): 99}), report) == ["上年结转"]
    wrong = replace(corrected, corrections=(with_entry(report, CELL, str(old + 1), str(old + 2)),))
    assert names(wrong, report) == ["本年新收"], "what it says was there before was not"


def test_corrections_that_the_ledger_has_are_not_taken_back_again(report: Report) -> None:
    old = number(report)
    first = with_entry(report, CELL, str(old), str(old + 2))
    once = replace(with_cells(report, {CELL: old + 2}), corrections=(first,))
    assert names(once, once) == []

    second = with_entry(report, CELL, str(old + 2), str(old + 5), "2026-05-01")
    for corrections in ((first, second), (second, first)):
        twice = replace(with_cells(report, {CELL: old + 5}), corrections=corrections)
        assert names(twice, once) == []
        assert names(twice, report) == []


def test_figure_that_cannot_be_read_is_no_change(report: Report) -> None:
    broken = changed(report, lambda cell, figure: UNREADABLE if cell == CELL else figure)

    assert names(broken, report) == []


def test_blank_that_was_filled_in_is_explained(report: Report) -> None:
    blank = changed(report, lambda cell, figure: BLANK if cell == CELL else figure)
    filled = replace(report, corrections=(with_entry(report, CELL, "空项", str(number(report))),))

    assert names(filled, blank) == []
    assert names(report, blank) == ["本年新收"]
