"""What the index is fed with: units and pairs, the same in Python and in the page; blocks with the ids of headings."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import markdown
import pytest
from lxml import html as lxml_html

from gongkai.forms import FormRegistry, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.pages.content import TextBlock
from gongkai.reports import Agency
from gongkai.site.pages import site_page_types
from gongkai.work.catalog import CatalogEntry
from gongkai.work.contents import SiteContents
from gongkai.work.search import asking
from gongkai.work.search import tokens as search_text
from gongkai.work.search.form_texts import form_labels
from gongkai.work.search.narrative_text import HeadingIds, text_blocks
from gongkai.work.search.word_index import WordIndex, file_of, recorded
from gongkai.work.settings import SiteSettings
from gongkai.work.summary import summarise
from tests.tables import grids

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.mark.parametrize("text", [*UNITS, "收费<10元的R&D。", "（ＰＤＦ）§ ¶“1,234”…", "㎡与①、Ⅳ"])
def test_units_with_their_gaps_are_the_text_as_written(text: str) -> None:
    units = search_text.parts(text)
    written = "".join(part.gap + part.text for part in units)
    assert text.startswith(written)
    assert not search_text.units(text[len(written) :])


def test_everyday_words_stand_once_and_are_not_what_they_stand_for() -> None:
    loaded = asking.everyday()
    terms = [word for group in ("terms", "topics", "agencies") for words in loaded[group].values() for word in words]
    words = [*terms, *loaded["years"], *loaded["latest"], *(word for line in loaded["fillers"] for word in line)]
    assert len(words) == len(set(words))
    assert len(terms) > 80
    assert not {*loaded["terms"], *loaded["agencies"]} & {*words}


def test_what_stands_for_a_word_is_the_first_alternative_that_the_site_has() -> None:
    def has(text: str) -> bool:
        return text in {"征收", "行政诉讼", "工作日"}

    file = asking.asking_file([], has)
    assert set(file["topics"]) == {"征收"}, "of 房屋征收、征地补偿、征收"
    assert set(file["patterns"]) == {"行政诉讼", "工作日"}
    entries = [patterns for term, patterns in asking.everyday()["patterns"].items() if "工作日" in term.split("、")]
    assert len(file["patterns"]["工作日"]) == sum(map(len, entries)), "two entries come to the same word"
    assert len(entries) > 1
    assert not any("〈" in pattern for patterns in file["patterns"].values() for pattern in patterns)
    assert set(asking.words_file(has, {})["terms"]) == {"行政诉讼"}


def test_names_are_spelled_as_they_are_read() -> None:
    agencies = [Agency("zh", "重庆市银行", "银行"), Agency("j7", "第71街道", "第71街道")]
    file = asking.names_file(agencies, {2024: ["zh"]}, asking.characters(["重长行第"]))
    assert file["names"] == ["zh|重庆市银行|银行", "j7|第71街道"]
    assert file["other"] == {"0": "chong qing shi yin hang"}, "where a character alone is read otherwise"
    assert file["absent"] == {"2024": [1]}


def test_traditional_forms_are_those_of_the_characters_at_hand() -> None:
    simple = str(asking.asking_file(asking.characters(["岗"]), bool)["simple"])
    pairs = dict(zip(simple[::2], simple[1::2], strict=True))
    assert pairs["崗"] == "岗"
    assert pairs["訟"] == "讼", "of everyday words too"
    assert "龜" not in pairs


def test_pairs_tell_neighbouring_numbers_apart() -> None:
    assert len({" ".join(search_text.pairs(units)) for units in (["1", "23"], ["12", "3"], ["123"])}) == 3


def test_hidden_text_has_nothing_to_index() -> None:
    assert not any(sign.isalnum() for sign in search_text.hidden('{"a":["_1"],"t":[["","gia-2019.requests","1,0"]]}'))


def test_headings_get_the_ids_that_markdown_gives_them() -> None:
    text = "# 二里岗2020年报告\n\n## 一、总体\n\n正文\n\n## 二、Data\n\n## 三、Data\n\n### （一）x {: #own }\n"
    narrative, _ = parse_narrative(text, path="x")
    blocks = text_blocks(narrative, lambda _: "", HeadingIds(attr_list=True))
    headings = [block for block in blocks if block.anchor is not None]
    reader = markdown.Markdown(extensions=["toc", "attr_list"])
    html = reader.convert(text)
    assert [f'id="{block.anchor}"' in html for block in headings] == [True] * 5
    assert [block.anchor for block in headings] == ["2020", "_1", "data", "data_1", "own"]


def test_blocks_of_lists_tables_admonitions_and_calls() -> None:
    text = (
        "---\ntitle: 题\n---\n"
        "前 {{ figure('x') }} **后**。\n\n- 甲\n- 乙\n\n"
        '!!! note "说明"\n\n    里面。\n\n'
        "| 列 | 二 |\n|---|---|\n| 1 | 2 |\n"
    )
    narrative, _ = parse_narrative(text, path="x")
    blocks = text_blocks(narrative, lambda slot: "7" if slot.name == "figure" else "", HeadingIds())
    bare_blocks = [TextBlock(block.text.strip()) for block in blocks]
    assert bare_blocks == [
        TextBlock(text) for text in ("前 7 后。", "甲", "乙", "说明", "里面。", "列", "二", "1", "2")
    ]


def test_calls_in_code_tables_and_links_are_printed_as_on_the_page() -> None:
    text = "`{{ figure('a') }}` [链{{ figure('a') }}](x)\n\n| {{ figure('a') }} | 二 |\n|---|---|\n| 1 | 2 |\n"
    narrative, _ = parse_narrative(text, path="x")
    blocks = text_blocks(narrative, lambda _: "7", HeadingIds())
    assert [block.text.strip() for block in blocks] == ["7 链7", "7", "二", "1", "2"]


@pytest.mark.parametrize("name", ["glossary", "methods", "accessibility", "contact"])
def test_searched_text_of_a_generated_page_is_the_text_of_its_html(name: str) -> None:
    page_type = next(item for item in site_page_types() if item.route == f"{name}.md")
    settings = SiteSettings("示例 <站>", noindex=True, sponsor="示例办", contact="示例科", icp="备 1 号")
    report = replace(grids.numbered(grids.every_form()[0]), agency="x", year=2023)
    entry = CatalogEntry(Agency("x", "甲<局>", "甲"), (2023,))
    contents = SiteContents(
        settings, {"x": entry}, {("x", 2023): summarise(report, entry.agency, None)}, FormRegistry(shipped_forms())
    )
    (page,) = page_type.pages_of(contents)
    assert page_type.make is not None
    content = page_type.make(contents, page)
    assert page_type.searched
    assert list(content.text) == list(lines_of(lxml_html.fragment_fromstring(content.html, create_parent="div")))


LINES = frozenset({"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption"})


def lines_of(element: lxml_html.HtmlElement) -> Iterator[TextBlock]:
    """The lines of text of a page's content, each with the id that it can be found at; navigation is left out."""
    for child in element:
        if child.tag == "nav":
            continue
        if child.tag in LINES and not any(inner.tag in LINES for inner in child.iterdescendants()):
            text = " ".join(child.text_content().split())
            if text:
                yield TextBlock(text, "" if child.tag == "h1" else child.get("id"))
        else:
            yield from lines_of(child)


def test_word_index_gives_each_word_with_the_parts_that_hold_it() -> None:
    index = WordIndex()
    words = ["信息", "信息公", "公开", "开", "息公", "息公开"]
    assert sorted(set(recorded("¶ 信息 息公 &公开 开"))) == words
    assert sorted(set(recorded("信息 新"))) == ["信息", "新"], "two words that share no unit are not three"
    index.add(0, [*words, "新"])
    index.add(2, ["信息", "旧"])
    files = [json.loads(content) for _, content in index.contents()]
    assert [name for name, _ in index.contents()] == [f"{number}.json" for number in range(index.files)]
    written = {
        word: (int(parts), number)
        for number, file in enumerate(files)
        for parts, words in file.items()
        for word in words.split(" ")
    }
    expected = {"信息": 0b101, "信息公": 1, "公开": 1, "开": 1, "息公": 1, "息公开": 1, "新": 1, "旧": 0b100}
    assert written == {word: (parts, file_of(word, index.files)) for word, parts in expected.items()}


def test_labels_of_a_form_have_the_figures_that_are_shown_beside_them() -> None:
    tables = form_labels(next(form for form in shipped_forms() if form.id == "gia-2021"))
    requests, review = tables["gia-2021.requests"], tables["gia-2021.review"]
    figures = {text: shown for _, text, *shown in requests["labels"]}
    ((row, count, columns),) = figures["（三）不予公开"]
    assert count == 8, "a group of outcomes is the sum of its rows"
    assert requests["rows"][row] == "requests-denied_state_secret"
    names = next(names for rows, names in requests["columns"] if rows > row)
    assert [names[column] for column in columns] == ["总计"]
    ((total, count, _),) = figures["三、本年度办理结果"]
    assert (requests["rows"][total], count) == ("requests-outcome_total", 1), "the total that the form has"
    assert figures["收到和处理政府信息公开申请情况"] == []
    cases = {text: shown for _, text, *shown in review["labels"]}
    ((_, _, columns),) = cases["行政诉讼"]
    assert [review["columns"][0][1][column] for column in columns] == ["未经复议直接起诉—总计", "复议后起诉—总计"]


RANKED = {
    "2023年哪个局收到申请最多": "2023年收到申请",
    "谁收到申请最少": "收到申请",
    "收到申请最多的单位是谁": "收到申请",
    "哪个街道的行政处罚第一": "行政处罚",
    "行政诉讼最多的是哪个单位": "行政诉讼",
    "哪个部门最不透明": "",
    "各局申请量排行": "申请量",
    "排名": "",
}
"""Questions for a rank, and what of them is searched for."""
NO_RANK = (
    "民政局最低生活保障",
    "最多跑一次教育局",
    "教育局最大限度",
    "第一中学教育局",
    "最高人民法院",
    "哪一年申请最多",
    "教育局",
)


def test_questions_for_a_rank_are_distinguished_from_others() -> None:
    ranking = asking.words_file(bool, {})["ranking"]
    assert {
        typed: re.sub(ranking["words"], "", typed) for typed in RANKED if re.search(ranking["asks"], typed)
    } == RANKED
    assert [typed for typed in NO_RANK if re.search(ranking["asks"], typed)] == []
