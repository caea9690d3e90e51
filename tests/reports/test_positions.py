"""Places in the file: a finding stands at its cell, or at the nearest thing above it that was written."""

from __future__ import annotations

import pytest

from gongkai.checks import key_of
from gongkai.findings import Finding, Level
from gongkai.located import Mark
from gongkai.reports import Positions
from tests.shipped import shipped_form

NEW = shipped_form("gia-2021")
TEXT = """\
# 注
version: 1
published: 2025-01-20
主动公开:
  规章: [1, 2, 3]
  行政许可: 12
  penalties: [13]
requests:
  本年新收: [1, 2, 3, 4, 5, 6]
  二、上年结转政府信息公开申请数量: [1, 2, 3, 4, 5, 6, 7]
  予以公开: [1, 2]
  部分公开: [1,
    2, 3, 4, 5, 6]
复议诉讼:
  行政复议: [1, 2, 3, 4]
  复议后起诉: [1, 2, 3, 4, 5]
"""
POSITIONS = Positions(TEXT, NEW)


@pytest.mark.parametrize(
    ("table", "row", "col", "mark"),
    [
        ("proactive", "rules", "made", (5, 8)),
        ("proactive", "rules", "in_force", (5, 14)),
        ("proactive", "licensing", "decisions", (6, 9)),
        ("proactive", "penalties", "decisions", (7, 15)),
        ("requests", "received", "natural_person", (9, 10)),
        ("requests", "received", "other", (9, 25)),
        ("requests", "carried_in", "total", (10, 40)),
        ("requests", "partial", "enterprise", (13, 5)),
        ("review", "cases", "reconsideration.pending", (15, 19)),
        ("review", "cases", "litigation_after.upheld", (16, 11)),
        ("review", "cases", "litigation_after.total", (16, 23)),
    ],
)
def test_cell_stands_where_its_figure_is_written(table: str, row: str, col: str, mark: tuple[int, int]) -> None:
    assert POSITIONS.of(table, row, col) == Mark(*mark)


@pytest.mark.parametrize(
    ("table", "row", "col", "mark"),
    [
        ("requests", "received", "total", (9, 3)),
        ("requests", "granted", "other", (11, 3)),
        ("requests", "granted", None, (11, 3)),
        ("review", "cases", "reconsideration.total", (15, 3)),
        ("review", "cases", None, (15, 3)),
        ("review", "cases", "litigation_direct.total", (14, 1)),
        ("requests", "outcome_total", "total", (8, 1)),
        ("proactive", "fees", None, (4, 1)),
        ("requests", None, None, (8, 1)),
        (None, None, None, (2, 1)),
        ("none", None, None, (2, 1)),
    ],
)
def test_what_is_not_written_stands_at_its_line_or_table(
    table: str | None, row: str | None, col: str | None, mark: tuple[int, int]
) -> None:
    assert POSITIONS.of(table, row, col) == Mark(*mark)


def test_table_that_is_not_there_stands_at_the_top() -> None:
    assert Positions("version: 1\n", NEW).of("review", "cases", None) == Mark(1, 1)
    assert Positions("", NEW).of("review", "cases", None) == Mark(1, 1)
    assert Positions("复议诉讼: 无\n", NEW).of("review", "cases", None) == Mark(1, 1)


def test_report_without_a_form_has_its_top_only() -> None:
    assert Positions(TEXT, None).of("requests", "received", "other") == Mark(2, 1)


def test_key_stands_where_its_value_is() -> None:
    assert POSITIONS.key("published") == Mark(3, 12)
    assert POSITIONS.key("status") is None


@pytest.mark.parametrize(
    ("finding", "mark"),
    [
        (Finding(code="blank", level=Level.WARNING, table="requests", row="received"), (9, 3)),
        (
            Finding(code="balance", level=Level.ERROR, table="requests", cells=("requests.received.other",)),
            (9, 25),
        ),
        (Finding(code="year-mismatch", variant="published-early", level=Level.WARNING), (3, 12)),
        (Finding(code="year-mismatch", variant="title", level=Level.WARNING), (2, 1)),
    ],
)
def test_finding_stands_at_its_first_cell_or_its_key(finding: Finding, mark: tuple[int, int]) -> None:
    assert POSITIONS.of_finding(finding, key_of(finding)) == Mark(*mark)
