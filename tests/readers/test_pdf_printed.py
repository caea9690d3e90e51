"""Pages that the system's Chromium prints: blank cells at the ends of rows, and rows that lack a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.readers.formats.pdf import read_pdf
from gongkai.readers.matching import match_document
from tests.readers.corpus.sheet import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import OpenPage

HEADS = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    ("一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "0", "2", "17"),
    ("二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "5", "5"),
    ("（一）予以公开", "2", "3", "0", "0", "0", "2", "7"),
    ("（七）总计", "2", "3", "0", "0", "0", "2", "7"),
    ("四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"),
)
KNOWN = {
    "cells": "table{border-collapse:collapse} td{border:1px solid}",
    "table and cells": "table{border-collapse:collapse;border:1px solid} td{border:1px solid}",
    "dotted table": "table{border-collapse:collapse;border:1px dotted} td{border:1px solid}",
    "cells apart": "table{border-spacing:0;border:1px solid} td{border:1px solid}",
    "old pages": "table{border:1px outset} td{border:1px inset}",
}
"""Styles by which a blank cell at the end of a row has lines that a place without a cell has not."""
UNKNOWN = {
    "thick frame": "table{border-collapse:collapse;border:2px solid} td{border:1px solid}",
    "double frame": "table{border-collapse:collapse;border:1px double} td{border:1px solid}",
    "dotted cells": "table{border-collapse:collapse;border:1px solid} td{border:1px dotted}",
    "no frame": "table{border-collapse:collapse;border-style:hidden} td{border:1px solid}",
    "gaps": "table{background:#000;border-spacing:1px} td{background:#fff}",
}


@pytest.fixture
def asked_about(page: OpenPage) -> Callable[..., set[str | None]]:
    """Return a function that prints a report, a row of which ends in some cells, and gives the rows to be looked at."""
    tab = page()

    def read(style: str, *last: str, place: int = 1) -> set[str | None]:
        rows = [HEADS, *ROWS]
        rows[place + 1] = (*ROWS[place][:-1], *last)
        lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
        title = "<p>示例市样例街道办事处2024年政府信息公开工作年度报告</p><p>三、收到和处理政府信息公开申请情况</p>"
        tab.set_content(f"<style>{style}</style>{title}<table>{lines}</table>")
        document = read_pdf(tab.pdf(format="A4"), name="a.pdf")
        matched = match_document(document, tuple(FORMS.values()), 2024)
        assert matched.figures["requests", "received", "total"].value == 17
        return {remark.row for remark in matched.remarks if remark.code in ("columns", "missing-total")}

    return read


def test_row_that_lacks_a_cell_is_asked_about(asked_about: Callable[..., set[str | None]]) -> None:
    silent = [name for name, style in {**KNOWN, **UNKNOWN}.items() if asked_about(style) != {"carried_in"}]
    assert silent == []
    assert asked_about(KNOWN["old pages"], place=4) == {"carried_out"}


def test_blank_total_is_asked_about_where_its_lines_may_be_those_of_the_table(
    asked_about: Callable[..., set[str | None]],
) -> None:
    assert [name for name, style in {**KNOWN, **UNKNOWN}.items() if asked_about(style, "")] == list(UNKNOWN)


def test_blank_total_of_the_last_row_is_known_where_cells_have_lines_of_their_own(
    asked_about: Callable[..., set[str | None]],
) -> None:
    assert asked_about(KNOWN["old pages"], "", place=4) == set()
    assert asked_about(KNOWN["table and cells"], "", place=4) == {"carried_out"}


def test_figures_beyond_the_edge_of_the_paper_are_no_blanks(page: OpenPage) -> None:
    texts = (("信息内容", "本年处理决定数量"), ("行政处罚", "12"), ("行政强制", "7"))
    wide = "".join(f"<tr><td>{label}<td>{text}</tr>" for label, text in texts)
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in [HEADS, *ROWS])
    style = ".wide{width:1100px} .wide td{width:200px} .wide td+td{text-align:right;width:900px}"
    style += f" .wide tr:first-child td{{text-align:left}} {KNOWN['cells']}"
    titles = ("<p>二、主动公开政府信息情况</p><p>第二十条第（六）项</p>", "<p>三、收到和处理政府信息公开申请情况</p>")
    parts = f"{titles[0]}<table class=wide>{wide}</table>{titles[1]}<table>{lines}</table>"
    tab = page()
    tab.set_content(f"<style>{style}</style><p>示例市样例街道办事处2024年政府信息公开工作年度报告</p>{parts}")
    matched = match_document(read_pdf(tab.pdf(format="A5"), name="a.pdf"), tuple(FORMS.values()), 2024)

    assert {"penalties", "coercion"} <= {remark.row for remark in matched.remarks if not remark.sure}
