"""What the index is fed with: units and pairs, the same in Python and in the page; blocks with the ids of headings."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import markdown
import pytest
from gongkai.site.search.narrative_text import Anchors, TextBlock, text_blocks
from gongkai.site.search.page_text import made_blocks
from gongkai.site.search.shelves import FILES, Where, file_of

from gongkai.site.search import tokens as search_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenPage

SCRIPT = "macros/gongkai/site/theme/assets/gongkai/search-text.js"
UNITS = {
    "信息公开": ["信", "息", "公", "开"],
    "2020年，共 7,537.49 万元": ["2020", "年", "共", "7537.49", "万", "元"],
    "７５３７．４９（元）": ["7537.49", "元"],
    "PDF和Word 2.0版": ["pdf", "和", "word", "2.0", "版"],
    "2021-03-05": ["2021", "03", "05"],
    "1.2.3、12,34": ["1.2", "3", "12", "34"],
    "㎡与①": ["m", "2", "与", "1"],
    "": [],
    "——《》": [],
}


@pytest.mark.parametrize("text", UNITS)
def test_text_falls_into_units(text: str) -> None:
    assert search_text.units(text) == UNITS[text]


def test_page_and_index_agree_on_units_and_pairs(page: OpenPage, root: Path) -> None:
    opened = page("about:blank")
    opened.add_script_tag(content=(root / SCRIPT).read_text(encoding="utf-8"))
    for text, units in UNITS.items():
        assert opened.evaluate("text => gongkaiSearch.units(text)", text) == units
        pairs = "text => gongkaiSearch.units(text).slice(1).map((unit, n) => "
        pairs += "gongkaiSearch.pair(gongkaiSearch.units(text)[n], unit))"
        assert opened.evaluate(pairs, text) == list(search_text.pairs(units))[:-1]


def test_phrases_are_marked_across_elements_and_signs(page: OpenPage, root: Path) -> None:
    opened = page("about:blank")
    opened.set_content(
        "<main><p>共收到<b>申</b>请，<i>12</i> 件</p><p>112 件、12.5 件</p><p>申请</p><p>12件</p></main>"
    )
    opened.add_script_tag(content=(root / SCRIPT).read_text(encoding="utf-8"))
    opened.evaluate("gongkaiSearch.mark(document.querySelector('main'), gongkaiSearch.words('收到申请 12件'))")
    marked = "nodes => nodes.map(p => [...p.querySelectorAll('mark')].map(mark => mark.textContent).join('|'))"
    assert opened.locator("p").evaluate_all(marked) == ["收到|申|请|12| 件", "", "", "12件"]


def test_pairs_tell_neighbouring_numbers_apart() -> None:
    assert len({" ".join(search_text.pairs(units)) for units in (["1", "23"], ["12", "3"], ["123"])}) == 3


def test_hidden_text_has_nothing_to_index() -> None:
    assert not any(sign.isalnum() for sign in search_text.hidden('{"a":["_1"],"t":[["","gia-2019.requests","1,0"]]}'))


def test_headings_get_the_ids_that_markdown_gives_them() -> None:
    text = "# 二里岗2020年报告\n\n## 一、总体\n\n正文\n\n## 二、Data\n\n## 三、Data\n\n### （一）x {: #own }\n"
    config = SimpleNamespace(mdx_configs={}, markdown_extensions=["toc", "attr_list"])
    found = [block for block in text_blocks(text, lambda _: "", Anchors(config)) if block.anchor is not None]
    reader = markdown.Markdown(extensions=["toc", "attr_list"])
    html = reader.convert(text)
    assert [f'id="{block.anchor}"' in html for block in found] == [True] * 5
    assert [block.anchor for block in found] == ["2020", "_1", "data", "data_1", "own"]


def test_blocks_of_lists_tables_admonitions_and_calls() -> None:
    text = (
        "---\ntitle: 题\n---\n"
        "前 {{ figure('x') }} **后**。\n\n- 甲\n- 乙\n\n"
        '!!! note "说明"\n\n    里面。\n\n'
        "| 列 | 二 |\n|---|---|\n| 1 | 2 |\n"
    )
    config = SimpleNamespace(mdx_configs={}, markdown_extensions=["toc"])
    blocks = text_blocks(text, lambda slot: "7" if slot.name == "figure" else "", Anchors(config))
    said = [TextBlock(block.text.strip()) for block in blocks]
    assert said == [TextBlock(text) for text in ("前 7 后。", "甲", "乙", "说明", "里面。", "列", "二", "1", "2")]


def test_blocks_of_a_made_page_are_its_lines_with_their_addresses() -> None:
    html = (
        '<h1>名词</h1><nav><ul><li><a href="#a">甲</a></li></ul></nav><p>前<b>言</b>\n说</p>'
        '<h2 id="t">表</h2><dl><dt id="a">甲</dt><dd>乙 <span>丙</span></dd></dl><ul><li>丁</li></ul>'
        "<table><thead><tr><th>头</th></tr></thead><tbody><tr><td>格</td><td></td></tr></tbody></table>"
        "<script>不是字</script>"
    )
    assert made_blocks(html) == [
        TextBlock("名词", ""),
        TextBlock("前言 说"),
        TextBlock("表", "t"),
        TextBlock("甲", "a"),
        *map(TextBlock, ("乙 丙", "丁", "头", "格")),
    ]


def test_words_are_told_with_the_shelves_that_hold_them(tmp_path: Path) -> None:
    where = Where()
    assert where.fresh(0, "<p>信息 息公 ，公开</p>") == ["p", "信息", "公开", "息公"]
    assert where.fresh(0, "<p>信息 新</p>") == ["新"]
    where.add(2, ["信息", "旧"])
    where.write(tmp_path / "where")
    files = [json.loads((tmp_path / f"where/{number}.json").read_text(encoding="utf-8")) for number in range(FILES)]
    told = {
        word: (int(shelves), number)
        for number, file in enumerate(files)
        for shelves, words in file.items()
        for word in words.split(" ")
    }
    expected = {"p": 1, "信息": 0b101, "公开": 1, "息公": 1, "新": 1, "旧": 0b100}
    assert told == {word: (shelves, file_of(word)) for word, shelves in expected.items()}
