"""The narrative that is composed of a document: what becomes a heading, and what is left out."""

from __future__ import annotations

import pytest

from gongkai.forms import shipped_forms
from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document
from gongkai.readers.prose.compose import compose


def test_title_that_stands_again_is_dropped_and_decimal_numbers_of_sections_follow_the_form() -> None:
    title = "示例市样例区甲街道办事处2024年政府信息公开工作年度报告"
    lines = [title, title[:12], title[12:], title, "1、 总体情况", "1.主动公开政府信息", "全年公开信息。"]
    lines += ["2、 主动公开政府信息情况", "规章 0 0 0", "行政规范性文件 1 0 7", "其他对外管理服务事项 3"]
    document = read_document("\n".join(lines).encode(), name="a.txt")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert prose.parts[:3] == ("## 一、总体情况", "1\\.主动公开政府信息", "全年公开信息。")
    assert prose.parts[3] == "## 二、主动公开政府信息情况"
    renumbered = [remark.text for remark in prose.remarks if remark.code == "renumbered"]
    assert renumbered == ["1、 总体情况", "2、 主动公开政府信息情况"]


@pytest.mark.parametrize(
    "written", ["第一部分 总体情况", "一 总体情况", "（一）总体情况", "■ 一、总体情况", "１．总体情况"]
)
def test_number_of_a_section_is_brought_into_the_style_of_the_form(written: str) -> None:
    lines = ["示例市样例区甲街道办事处2024年政府信息公开工作年度报告", written, "全年公开信息。", "规章 0 0 0"]
    document = read_document("\n".join(lines).encode(), name="a.txt")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert prose.parts[:2] == ("## 一、总体情况", "全年公开信息。")
    assert [remark.text for remark in prose.remarks] == [written]


@pytest.mark.parametrize("rest", ["", "。全年公開信息。"])
def test_title_of_a_section_in_traditional_characters_is_that_of_the_form(rest: str) -> None:
    lines = ["示例市样例区甲街道办事处2024年政府信息公开工作年度报告", f"一、總體情況{rest}", "規章 0 0 0"]
    document = read_document("\n".join(lines).encode(), name="a.txt")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert prose.parts[: 1 + bool(rest)] == ("## 一、总体情况", "全年公開信息。")[: 1 + bool(rest)]
    assert [remark.text for remark in prose.remarks] == ["一、總體情況"]


def test_heading_in_a_row_of_its_table_is_a_heading_of_the_narrative() -> None:
    rows = ["规章|0|0|0", "行政规范性文件|1|0|7", "三、收到和处理政府信息公开申请情况|||"]
    rows += ["一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1"]
    table = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    before = ["示例市样例区甲街道办事处2024年政府信息公开工作年度报告", "二、主动公开政府信息情况"]
    behind = ["五、存在的主要问题及改进情况", "解读偏少。"]
    first, last = ("".join(f"<p>{text}</p>" for text in texts) for texts in (before, behind))
    document = read_document(f"<body>{first}<table>{table}</table>{last}".encode(), name="a.html")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert prose.parts == (
        "## 二、主动公开政府信息情况",
        '{{ table("主动公开") }}',
        "## 三、收到和处理政府信息公开申请情况",
        '{{ table("申请") }}',
        "## 五、存在的主要问题及改进情况",
        "解读偏少。",
    )
    assert prose.sections == ("二", "五", "三")


@pytest.mark.parametrize(
    ("last", "kept"),
    [("今年收到的意见共", ("5",)), ("解读偏少。", ()), ("2025年1月20日", ()), ("（此件公开发布）", ())],
)
def test_last_number_is_no_page_number_where_the_sentence_before_may_go_on_with_it(
    last: str, kept: tuple[str, ...]
) -> None:
    lines = ["示例市样例区甲街道办事处2024年政府信息公开工作年度报告", "一、总体情况", "规章 0 0 0"]
    document = read_document("\n\n".join([*lines, "五、存在的主要问题及改进情况", last, "5"]).encode(), name="a.txt")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert tuple(part for part in prose.parts if part.isdigit()) == kept


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [(("7497", "128", "56"), ("7497", "128", "56")), (("1", "2", "3"), ()), (("1", "3", "4"), ("1", "3", "4"))],
)
def test_number_alone_is_a_figure_of_a_table_of_the_office_unless_it_counts_up(
    numbers: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    labels = ("门户网站", "政务微信", "政府公报")
    body = [line for pair in zip(labels, numbers, strict=True) for line in pair]
    lines = ["示例市样例区甲街道办事处2024年政府信息公开工作年度报告", "一、总体情况", *body, "全年公开信息。"]
    page = "".join(f"<p>{line}</p>" for line in lines)
    document = read_document(page.encode(), name="a.html")
    prose = compose(document, match_document(document, shipped_forms(), 2024), identify(document))
    assert [part for part in prose.parts if part.isdecimal()] == list(kept)
