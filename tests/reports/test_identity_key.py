"""What is kept of a report is kept of that very report: equal ones may be printed in another way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.figures import Figure
from gongkai.forms import shipped_forms
from gongkai.pages.in_words.summary import summary
from gongkai.reports.identity_key import IdentityKey
from gongkai.tables import build_table
from gongkai.tables.series import all_series
from tests.tables import grids

if TYPE_CHECKING:
    from gongkai.reports import Report


def filled(figure: Figure) -> Report:
    """A report with this figure in each cell."""
    report = grids.numbered(shipped_forms()[0])
    rows = {table: tuple(tuple(figure for _ in row) for row in grid) for table, grid in report.grids.items()}
    return replace(report, grids=rows)


ONE, OTHER = filled(Figure(Decimal("1.0"))), filled(Figure(Decimal("1.00")))


def test_equal_reports_have_keys_of_their_own() -> None:
    assert ONE == OTHER
    assert IdentityKey(ONE) != IdentityKey(OTHER)
    assert IdentityKey(ONE) == IdentityKey(ONE)
    assert len({IdentityKey(ONE), IdentityKey(ONE), IdentityKey(OTHER)}) == 2


def test_equal_reports_are_printed_each_in_its_own_way() -> None:
    for report, written in ((ONE, "1.0"), (OTHER, "1.00"), (ONE, "1.0")):
        table = build_table(report, next(iter(report.grids)))
        assert {str(figure.value) for block in table.blocks for row in block.rows for figure in row.figures} == {
            written
        }
        points = [point for item in all_series([report]) for line in item.lines for point in line.points]
        assert {str(point.figure.value) for point in points if point.figure is not None} == {written}


def test_a_summary_is_asked_for_by_reports_and_not_by_their_likes() -> None:
    assert summary(ONE) is summary(ONE)
    assert summary(ONE) is not summary(OTHER)
