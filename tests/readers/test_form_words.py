"""Words of the forms by which readers tell lines, tables and headings of a report, before they are matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.readers.document.form_words import (
    column_names_in,
    is_line_of_table,
    is_section_title,
    names_of_columns,
    names_of_rows,
    row_names_in,
)
from tests.shipped import statutory_forms

if TYPE_CHECKING:
    from gongkai.forms import Form


@pytest.mark.parametrize(
    "text",
    [
        *("行政许可 31", "0 0 12 规章", "规章：3件", "3.其他 0 0 1", "3. 其他", "2.重 复申请 5", "⾏政处罚 0"),
        *("0 0 0 0 0 0 0 （七）总计", "商业企业：0 其他：64", "结果维持 1", "上一年项目数量=1,160", "件数 0 1 0 0 1"),
    ],
)
def test_line_of_a_table_is_recognized_by_its_names_however_it_is_written(text: str) -> None:
    assert is_line_of_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023年1月20日",
        "阅读次数 977",
        "办理规章制度 3",
        "四、政府信息公开行政复议、行政诉讼情况",
        "联系电话 977977",
    ],
)
def test_other_line_is_none_of_a_table(text: str) -> None:
    assert not is_line_of_table(text)


@pytest.mark.parametrize("form", statutory_forms(), ids=lambda form: form.id)
def test_every_row_but_the_shortest_and_every_section_is_known(form: Form) -> None:
    rows = [row for table in form.tables for row in table.rows if not row_names_in(row.name.label)]
    assert {row.name.label for row in rows} <= {"规章", "（六）其他", "3.其他", "（七）总计", "件数"}
    titles = [name for item in form.sections for name in (item.heading, item.title, *item.also)]
    assert [name for name in titles if not is_section_title(name)] == []


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("五、政府信息公开工作中存在主要问题及改进情况", True),
        ("（四）因政务公开被申请行政复议、提起行政诉讼情况", True),
        ("2023年政府信息公开工作年度报告", False),
        ("政府信息公开工作取得进展", False),
        ("行政复议", False),
    ],
)
def test_title_of_a_section_is_distinguished_from_that_of_the_report(text: str, is_title: bool) -> None:  # noqa: FBT001
    assert is_section_title(text) is is_title


def test_table_of_one_row_is_recognized_by_the_groups_of_its_columns() -> None:
    assert row_names_in("复议后起诉 结果维持") == {"复议后起诉"}
    assert column_names_in("复议后起诉 结果维持") == {"复议后起诉", "结果维持"}


def test_no_name_has_another_one_within_it() -> None:
    for names in (names_of_rows(), names_of_columns()):
        assert [name for name in names if any(other in name for other in names - {name})] == []
