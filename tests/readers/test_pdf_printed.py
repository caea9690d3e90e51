"""Pages that the system's Chromium prints: blank cells at the ends of rows, and rows that lack a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from tests.readers.corpus.sheet import FORMS

if TYPE_CHECKING:
    from tests.conftest import OpenPage

HEADS = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    ("一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "0", "2", "17"),
    ("二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "5", "5"),
    ("（一）予以公开", "2", "3", "0", "0", "0", "2", "7"),
    ("（七）总计", "2", "3", "0", "0", "0", "2", "7"),
    ("四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"),
)
STYLES = {
    "cells": "table{border-collapse:collapse} td{border:1px solid #000}",
    "table and cells": "table{border-collapse:collapse;border:1px solid #000} td{border:1px solid #000}",
    "rows and cells": "table{border-collapse:collapse} tr,td{border:1px solid #000}",
    "thick frame": "table{border-collapse:collapse;border:2px solid #000} td{border:1px solid #000}",
    "cells apart": "table{border-spacing:0;border:1px solid #000} td{border:1px solid #000}",
}


def printed(page: OpenPage, style: str, last: list[str]) -> bytes:
    """A report whose second row of figures ends in some cells."""
    rows = [HEADS, *ROWS]
    rows[2] = (*ROWS[1][:-1], *last)
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    text = f"<style>{style}</style><p>三、收到和处理政府信息公开申请情况</p><table>{lines}</table>"
    tab = page()
    tab.set_content(f"<p>示例市样例街道办事处2024年政府信息公开工作年度报告</p>{text}")
    return tab.pdf(format="A4")


def asked_about(data: bytes) -> set[str | None]:
    """The rows whose figures are to be looked at."""
    matched = match_document(read_document(data, name="a.pdf"), tuple(FORMS.values()), 2024)
    assert matched.figures["requests", "received", "total"].value == 17
    return {remark.row for remark in matched.remarks if remark.code in ("columns", "missing-total")}


@pytest.mark.parametrize("style", STYLES)
def test_row_that_lacks_a_cell_is_asked_about(page: OpenPage, style: str) -> None:
    assert asked_about(printed(page, STYLES[style], [])) == {"carried_in"}


@pytest.mark.parametrize("style", ["cells", "table and cells", "rows and cells"])
def test_blank_total_of_a_row_is_known_by_the_lines_of_its_cell(page: OpenPage, style: str) -> None:
    assert asked_about(printed(page, STYLES[style], [""])) == set()


@pytest.mark.parametrize("style", ["thick frame", "cells apart"])
def test_blank_total_of_a_row_is_asked_about_where_its_lines_may_be_those_of_the_table(
    page: OpenPage, style: str
) -> None:
    assert asked_about(printed(page, STYLES[style], [""])) == {"carried_in"}
