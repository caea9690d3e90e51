"""Text as offices write it: each line a paragraph, printed numbers kept, the same on the page and in the blocks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.narrative import Heading, parse_narrative
from gongkai.narrative.blocks import BlockReader
from gongkai.narrative.body import Body, office_body, plain_body
from gongkai.narrative.office import as_markdown, office_lines
from gongkai.narrative.template import scan
from tests.examples import examples
from tests.narrative.page_texts import block_texts, page_texts
from tests.pieces import joined, pieces
from tests.yaml_texts import read_yaml

CASES: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "cases" / "office.yml").read_text(encoding="utf-8"))

CALL = "\ue000"


def written(text: str) -> str:
    return "\n".join(line.text for line in as_markdown(office_lines(text), CALL))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    narrative, problems = parse_narrative(case["text"], path="x", hard_paragraphs=True)
    assert problems == ()
    assert page_texts(narrative) == [text.replace(" ", "") for text in case["page"]]
    assert block_texts(narrative) == page_texts(narrative)


LINES = [
    *("", "", "　　一、总体情况。", "（一）主动公开", "1. 第一", "2. 第二", "3. 第三", "1. 又一", "10. 十"),
    *("01. 零一", "2025. 年", "1、顿号", "1．全角", "1) 括号", "1.\t制表", "- 项", "* 星", "+ 加", "-", "+", "*"),
    *("    - 子项", "    1. 子一", "    2. 子二", "  - 两格", "   1. 三格", "- - 项项", "- 1. 项一", "- ## 项题"),
    *("  续行", "    四格", "　　全角", "\t制表", "    code", "        八格", "甲\xa0乙", "行尾\\"),
    *("## 二、标题", "##三、标题", "# 题 #", " # 缩", "####### 七", "　　## 全角题", "#", "# #"),
    *("> 引", "> - 引项", ">> 引引", '!!! note "说明"', "    框内一", "    框内二", "    - 框内项"),
    *("| 甲 | 乙*丙 |", "|---|---|", "| 1 | **2** |", "a|b", "---|---", "|", "---", "***", "* * *", "=", "=="),
    *("```", "~~~", "- ```", "``a`", "`码*` *", "`` a ` b ``", "\\`", "\\*已转义\\*", '\\"引\\"'),
    *("<b>粗</b>体", "<div>", "</div>", "<br>", "<!-- 注 -->", "甲<b，乙>丙", "&lt;3"),
    *(
        "3*5=15",
        "**主动公开：**本年",
        "乙*丙*丁",
        "3*5=15",
        "张**、李**",
        "张**和李**",
        "*注*",
        "_强调_",
        "__强__",
        "a_b_c",
        "第*条*",
    ),
    "***三***",
    *(
        "**粗*斜*粗**",
        "*斜**粗**斜*",
        "** 空 **",
        "*a* *b* **c**",
        "**甲**乙**丙**",
        "***甲** 乙*",
        "_甲_乙_",
        "第*条*",
    ),
    *('共 {{ figure("a") }} 件', '*{{ figure("a") }}*', '{{ figure("a") }}_x_', '{{ table("a") }}'),
    *("[链*接*](a*b)", "![图](a.png)", "<http://a.cn>", "http://a_b_c.cn/_x_", ":  定义"),
]
LINES_OF_OFFICES = joined(LINES, "\n", max_size=8)
SIGNS = st.text('中文年件、。，（）“”：* _*_ab12.)#-+>|`\\ \u3000\t!:=~"/\n', max_size=30)
SIGNS_OF_EMPHASIS = ["*", "**", "***", "_", "__", "中", "。", "：", "（", "a", " ", "`", '{{ figure("a") }}']
EMPHASIS = joined(SIGNS_OF_EMPHASIS)


@settings(max_examples=examples(300), deadline=None)
@given(LINES_OF_OFFICES)
@example("1. 甲\n2. 乙\n    - 子\n3. 丙")
@example("- 甲\n\n    乙\n- 丙")
def test_page_and_blocks_have_the_same_text(text: str) -> None:
    agree(text)


@settings(max_examples=examples(250), deadline=None)
@given(SIGNS)
def test_page_and_blocks_read_signs_alike(text: str) -> None:
    agree(text)


@settings(max_examples=examples(250), deadline=None)
@given(EMPHASIS)
def test_page_and_blocks_set_the_same_parts_apart(text: str) -> None:
    agree(text)


def agree(text: str) -> None:
    narrative, _ = parse_narrative(f"\n{text}", path="x", hard_paragraphs=True)
    assert block_texts(narrative) == page_texts(narrative)


@settings(max_examples=examples(200), deadline=None)
@given(LINES_OF_OFFICES)
@example("1. 第一\n    1. 子一\n    2. 子二\n- 项")
def test_what_is_written_once_is_written_the_same_again(text: str) -> None:
    assert written(written(text)) == written(text)


@settings(max_examples=examples(200), deadline=None)
@given(LINES_OF_OFFICES)
def test_each_line_comes_from_the_line_where_its_text_stands(text: str) -> None:
    source = text.split("\n")
    for line in as_markdown(office_lines(text), CALL):
        letters = "".join(filter(str.isalnum, line.text.replace("&lt;", "").replace("&#126;", "")))
        assert letters in ("", "".join(filter(str.isalnum, source[line.source].replace("&lt;", ""))))


PARAGRAPHS = [
    '!!! note "说明"\n\n    框内',
    "正文。",
    "## 标题",
    "（一）甲",
    "**乙**：丙",
    "| 甲 |\n|---|\n| 1 |",
    "> 引",
    '!!! note "说明"\n\n    框内',
]
LISTS = ["- 项一\n- 项二", "1. 甲\n2. 乙", "- 甲\n    - 乙"]
PLAIN = st.tuples(pieces(PARAGRAPHS), st.sampled_from(LISTS)).map(lambda drawn: [*drawn[0], "正文", drawn[1]])


@settings(max_examples=examples(100), deadline=None)
@given(PLAIN)
def test_markdown_with_blank_lines_between_paragraphs_stays_as_it_is(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    assert written(text) == text


APART = [
    *(
        "正文。",
        "（一）甲：乙",
        "## 二、标题",
        "12 月底",
        "2024年，本年",
        "**（一）甲。**乙",
        "**甲**",
        "“甲”乙",
        "甲 b",
    ),
    *(
        '共 {{ figure("a") }} 件',
        '{{ figure("a",\n  year=2023) }}件',
        '{{ table("a") }}',
        "",
        "\n",
        " ",
        "甲 ",
        "**甲 **乙",
    ),
    *(
        "## # 题",
        "## 题 #",
        "#题",
        "1. 甲",
        "1.",
        "- 甲",
        "甲*乙*",
        "**张**和**李**",
        "甲\n===",
        "甲\n乙",
        "|甲",
        "　甲",
    ),
]


@settings(max_examples=examples(600), deadline=None)
@given(joined(APART, "\n\n", max_size=8) | joined([*APART, "\n", "\n\n"], max_size=12) | LINES_OF_OFFICES)
@example("\n".join(f"{line}\n" for line in APART[:11]))
def test_text_that_is_not_written_anew_would_be_written_as_it_is(text: str) -> None:
    scanned = scan(f"\n{text}", front_matter=False)
    plain, body = plain_body(f"\n{text}", scanned), office_body(f"\n{text}", scanned)
    lines = as_markdown(office_lines(plain.text), plain.sign)
    assert body.text.split("\n") == [line.text for line in lines]
    assert list(body.lines) == [plain.lines[line.source] for line in lines]


def test_blocks_name_the_lines_of_the_file() -> None:
    text = '---\ntitle: 甲\n---\n# 题\n第一行\n共 {{ figure("a",\n  year=2023) }} 件\n第三行\n1. 甲\n2. 乙\n'
    narrative, _ = parse_narrative(text, path="x", hard_paragraphs=True)
    assert narrative.lines == ((4, "题"), (5, "第一行"), (6, "共  件"), (8, "第三行"), (9, "甲"), (10, "乙"))
    assert [heading.line for heading in narrative.headings] == [4]


@settings(max_examples=examples(100), deadline=None)
@given(LINES_OF_OFFICES)
def test_headings_equal_the_headings_among_all_blocks(text: str) -> None:
    narrative, _ = parse_narrative(f"正文\n{text}", path="x", hard_paragraphs=True)
    assert narrative.headings == tuple(block for block in narrative.blocks if isinstance(block, Heading))


SIGNS_OF_LINES = [*"12.*_#-+=>|:[]!&\\` \u3000\t", "1. ", "## ", "**公开。**", "[公](x)", "`公`", f"{CALL}0{CALL}"]
PLAIN_LINES = joined([*SIGNS_OF_LINES, *["公开", "信息，", "（公）", "# 公", "", ""] * 8], max_size=4)
PLAIN_TEXTS = st.lists(PLAIN_LINES, max_size=6).map("\n".join)


@settings(max_examples=examples(250), deadline=None)
@given(text=PLAIN_TEXTS, hard_paragraphs=st.booleans())
@example(text="公开\n# 信息\n公开", hard_paragraphs=True)
@example(text="1. >", hard_paragraphs=False)
def test_plain_lines_give_the_blocks_that_the_parser_gives(text: str, *, hard_paragraphs: bool) -> None:
    body = Body(text, CALL, range(1, text.count("\n") + 2), ('{{ figure("a") }}',))
    slot = parse_narrative('{{ figure("a") }}', path="x")[0].slots[0]
    reader = BlockReader(body, (slot,), hard_paragraphs=hard_paragraphs)
    by_parser = reader._parsed(text, text.split("\n"), 0)
    assert reader.placed(text) == tuple(by_parser)
