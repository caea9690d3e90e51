"""Heads of tables without lines around their cells, which stand over the columns of figures or beside them."""

from __future__ import annotations

from dataclasses import replace

from gongkai.figures import written
from gongkai.forms import shipped_forms
from gongkai.readers.matching import match_document
from tests.readers.drawn import document, grid

FORM = next(form for form in shipped_forms() if form.id == "gia-2021")


def test_heads_of_which_one_is_wider_than_its_column_are_not_moved_to_blank_totals() -> None:
    heads = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "<", "其他", "总计"]
    rows = [
        ["一、本年新收政府信息公开申请数量", "7", "3", "1", "8", "", "5", "2", ""],
        ["（一）予以公开", "2", "1", "0", "4", "", "0", "6", ""],
        ["四、结转下年度继续办理", "1", "0", "0", "0", "", "3", "0", ""],
    ]
    own = document(["三、收到和处理政府信息公开申请情况"])
    table = replace(grid([heads, *rows], 2), tops=(0, 200, 400, 600))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)
    columns = FORM.table_index["requests"].columns(0)

    figures = [matched.figures["requests", "received", column.id] for column in columns]
    assert [written(figure) for figure in figures] == ["7", "3", "1", "8", "5", "2", ""]
