"""The search page understands what people type, says what it made of it, and keeps the exact search one click away."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.work.search import asking
from tests import browser
from tests.bench import everyday
from tests.site.test_search import (
    DONE,
    PHONE,
    _search_pages,
    ask,
    district,
    results_page,
    searching,
    status,
    years_shown,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve
    from tests.site.test_search import Searching

pytestmark = pytest.mark.xdist_group("search")  # asks the same sites as test_search
__all__ = ["_search_pages", "district", "searching"]  # fixtures


def way(opened: Page, text: str) -> str:
    """Click a way from the results to others; the new status."""
    link = opened.locator(".gk-search-ways").get_by_role("link", name=text, exact=True)
    opened.evaluate("document.getElementById('gk-search').dataset.state = 'asked'")
    link.click()
    opened.wait_for_selector(DONE)
    return status(opened)


def strangers_questions() -> list[everyday.Query]:
    """Questions of a set that was written without a look at the search, whose pages the district has."""
    kinds = ("who applies", "what became of it", "cases", "the site")
    there = [one for one in everyday.queries("third blind") if one.kind in kinds]
    return [one for one in there if not {*one.pages} & {"caizheng/2023", "zhujian"}]


def test_everyday_queries_and_questions_of_a_stranger_are_answered_by_the_first_results(
    district: Path, own_site: Path, served: Serve, page: OpenPage
) -> None:
    there = {path.relative_to(district / "site").as_posix() for path in (district / "site").glob("*/**/")}
    demo = [one for one in everyday.queries("demo") if not one.pages or {*one.pages} & there]
    own = list(everyday.queries("own"))
    assert len(demo) > 100
    assert [len(strangers_questions()), len(own)] == [41, 8]
    for folder, sets in ((district / "site", (demo, strangers_questions())), (own_site, (own,))):
        opened = everyday.open_search(page(), served(folder).at("search/"))
        for queries in sets:
            answers = everyday.ask_all(opened, queries)
            assert answers.share >= everyday.SHARE, answers.missed


def test_two_hundred_queries_are_written_down() -> None:
    demo, own = list(everyday.queries("demo")), list(everyday.queries("own"))
    assert [len({query.typed for query in queries}) for queries in (demo, own)] == [192, 8]
    queries = [*demo, *own]
    assert all(query.pages or query.shows for query in queries)


def test_what_was_searched_for_is_said_and_the_exact_search_is_one_click_away(
    district: Path, searching: Searching
) -> None:
    opened = searching(district / "site")
    ask(opened, "打官司")
    assert status(opened).startswith("没有“打官司”，按“行政诉讼”检索。共找到 30 份报告")
    assert opened.locator("#gk-search [role=status]").get_attribute("role") == "status"
    assert opened.title().startswith("“打官司”的检索结果 - ")
    assert opened.locator(".gk-results mark").first.inner_text() == "行政诉讼"
    assert way(opened, "只查“打官司”").startswith("没有找到。")
    assert opened.evaluate("document.activeElement.getAttribute('role')") == "status", "the link is here no longer"
    assert opened.input_value("#gk-search input[name=q]") == '"打官司"'
    assert opened.locator(".gk-results > li").count() == 0
    opened.evaluate("document.getElementById('gk-search').dataset.state = 'asked'")
    opened.go_back()
    opened.wait_for_selector(DONE)
    assert opened.input_value("#gk-search input[name=q]") == "打官司"
    ask(opened, "2,019")
    assert "本站没有 2019 年" not in status(opened), "a figure"
    assert ask(opened, "公司")
    assert status(opened).startswith("共找到 "), "what is found as typed is shown as it is found"
    assert way(opened, "按“商业企业”检索").startswith("共找到 ")


@pytest.mark.parametrize(
    ("typed", "term"),
    [("buyugongkai", "不予公开"), ("bu yu gong kai", "不予公开"), ("xinfang", "信访"), ("自燃人", "自然人")],
)
def test_terms_are_understood_in_pinyin_and_with_a_slip(
    typed: str, term: str, district: Path, searching: Searching
) -> None:
    opened = searching(district / "site")
    ask(opened, typed)
    assert status(opened).startswith(f"没有“{typed}”，按“{term}”检索。共找到 30 份报告")


def test_reading_called_as_it_was_typed_is_not_said_to_be_another(own_site: Path, searching: Searching) -> None:
    opened = searching(own_site)
    ask(opened, "二里岗 2020")
    assert status(opened).startswith("共找到 1 份报告")


def test_row_at_whose_place_the_page_has_a_passage_is_shown(own_site: Path, searching: Searching) -> None:
    opened = searching(own_site)
    for typed in ("行政许可", "政府集中采购", "予以公开"):
        assert ask(opened, typed)
        assert status(opened).startswith("共找到 "), typed


def test_results_are_narrowed_by_year_and_agency_with_counts(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "行政许可")
    assert way(opened, "2024 年（10）").startswith("共找到 10 份报告")
    assert opened.locator("#gk-search select").input_value() == "2024"
    opened.get_by_text("按机关", exact=True).click()
    opened.wait_for_selector(".gk-search-ways details li a")
    names = opened.locator(".gk-search-ways details li a").all_inner_texts()
    assert len(names) == 10
    assert names[0].startswith("示例市样例区人民政府（1）"), "in the order of lists, which ranks nobody"
    assert way(opened, "样例区教育局（1）").startswith("共找到 1 份报告。")
    assert way(opened, "2024 年 ✕").startswith("共找到 3 份报告。")
    assert way(opened, "样例区教育局 ✕").startswith("共找到 30 份报告")


def test_many_agencies_are_folded_into_a_line_that_opens(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    first = ask(opened, "样例区")[0]
    assert not re.fullmatch(r".*(局|街道办事处|人民政府|办公室)", first), "the page of an agency"
    fold = opened.get_by_text("名称里有“样例区”的机关（10 个）")
    fold.click()
    opened.wait_for_selector(".gk-search-ways details[open] li a")
    assert opened.locator(".gk-search-ways details[open] li a").count() == 10


def test_query_of_which_nothing_is_found_is_answered_by_its_parts_and_tells_them_apart(
    district: Path, searching: Searching
) -> None:
    opened = searching(district / "site")
    assert ask(opened, "月球背面的教育局") != []
    assert status(opened) == "没有“月球背面的教育局”，按“教育局”检索。共找到 3 份报告。"
    ways = opened.locator(".gk-search-ways").inner_text()
    assert "“月球背面”没有" in ways
    assert "“教育局”3 份" in ways
    assert way(opened, "只查“月球背面的教育局”").startswith("没有找到。")
    lists = opened.locator(".gk-search-lists a").all_inner_texts()
    assert lists == ["按行政机关", "按年度", "名词解释", "数怎么核对、怎么合计", "联系我们：询问报告、指出差错"]
    ask(opened, "信息公开站")
    assert status(opened).startswith("没有“信息公开站”，按“信息公开”检索。共找到 30 份报告")
    ask(opened, "鼋鼍信息公开、鳏鬻行政处罚")
    assert status(opened).startswith("没有“鼋鼍信息公开、鳏鬻行政处罚”，按“信息公开 行政处罚”检索。共找到 ")
    assert ask(opened, "诉行讼政") == []
    assert way(opened, "行政诉讼").startswith("共找到 ")
    ask(opened, "打官司", year="2024", agency="月球")
    assert status(opened) == "没有找到。现在只看月球、2024，可以放宽行政机关和年度。"


def test_coming_back_from_a_result_leads_to_the_place_one_left(district: Path, served: Serve, page: OpenPage) -> None:
    opened = results_page(page(width=PHONE), served(district / "site").at("search/?q=政府信息公开"))
    opened.get_by_role("button", name="再看几份").click()
    browser.wait_until(opened, "document.querySelectorAll('.gk-results > li').length > 6")
    link = opened.locator(".gk-results > li:nth-child(9) h2 a")
    link.scroll_into_view_if_needed()
    before = opened.evaluate("scrollY")
    assert before > 300
    link.click()
    opened.wait_for_selector(".gk-page h1")
    opened.go_back()
    browser.wait_until(opened, "document.querySelectorAll('.gk-results > li').length > 8")
    browser.wait_until(opened, f"Math.abs(scrollY - {before}) < 5")
    assert opened.evaluate("document.activeElement === document.body"), "whoever comes back is not moved to the results"


def test_excerpts_are_the_text_as_written(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    text = (district / "docs/jiaoyu/2024.md").read_text(encoding="utf-8")
    sentences = [line for line in text.split("\n") if len(line) > 40 and "{{" not in line and "*" not in line]
    assert sentences
    for sentence in sentences:
        ask(opened, f'"{sentence[:12]}"', year="2024", agency="教育局")
        shown = opened.locator(".gk-results div p").all_inner_texts()
        assert any(part.rstrip("…") and part.rstrip("…") in sentence for part in shown), (sentence, shown)


WRITTEN = ["收费<10元的R&D。", "（ＰＤＦ）§“1,234 件”…", "&lt;不是标签&gt; ㎡与①", "DOCX、Word 2.0 ¤ 版！"]


def test_what_the_index_holds_is_read_as_it_was_written(district: Path, searching: Searching) -> None:
    """The page puts blocks together again from pairs of units in normal form."""
    from gongkai.work.search import tokens  # noqa: PLC0415 - beside the script that undoes it

    opened = searching(district / "site")
    fed = " ".join(f"{tokens.BLOCK} {tokens.block(text)}" for text in WRITTEN)
    facts = tokens.hidden(json.dumps({"a": [], "t": []}))
    content = f"{tokens.FACTS} {facts} {tokens.FACTS} {fed} {tokens.FACTS}"
    read = "(await import(`${location.pathname}../assets/gongkai/search-content.js`)).read(content, {}).blocks"
    assert opened.evaluate(f"async content => {read}.map(block => block.text)", content) == WRITTEN


SENTENCES = {
    "只给了我几页": ["部分公开"],
    "遮住名字再给": ["部分公开"],
    "不愿意告诉我": ["不予公开"],
    "记录丢了": ["不掌握"],
    "需要专门整理的名单": ["没有现成信息"],
    "描述得不具体": ["补正"],
    "没人理睬我": ["不予处理"],
    "每天要": ["大量反复申请"],
    "第二次提交": ["重复申请"],
    "补发答复": ["确认或重新出具"],
    "邮寄要多少钱": ["信息处理费"],
    "判政府败了": ["结果纠正"],
    "复议以后又起诉": ["复议后起诉"],
    "案子没审": ["尚未审结"],
    "报纸和年鉴": ["公开出版物"],
    "处罚的证据": ["行政执法案卷"],
    "威胁公共秩序": ["三安全一稳定"],
    "今后准备如何提高": ["改进情况"],
    "换营业执照": ["行政许可"],
    "村民提的": ["自然人"],
    "啥时候能给结果": ["工作日"],
    "一年公开了几条信息": ["主动公开"],
    "字体太小": ["无障碍"],
    "对处理结果不服怎么申诉": ["行政复议"],
    "叫我去信访": ["信访举报投诉"],
}
"""Sentences, and the words of the forms that they are understood as."""


def test_sentences_are_understood_by_patterns(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    understood = opened.evaluate(
        """async (sentences) => {
            const base = `${location.pathname}../`;
            const { lexicon, understand } = await import(`${base}assets/gongkai/search-ask.js`);
            const read = name => fetch(`${base}pagefind/${name}.json`).then(answer => answer.json());
            const words = lexicon({ ...await read("words"), ...await read("asking") });
            const names = async () => ({ all: [], sound: new Map(), text: "" });
            const known = { words, names, years: ["2025"], today: new Date(), has: async () => true };
            return Promise.all(sentences.map(async one => (await understand(one, known)).readings.at(-1)?.runs));
        }""",
        list(SENTENCES),
    )
    assert dict(zip(SENTENCES, understood, strict=True)) == SENTENCES


def test_offices_and_kinds_of_organs_are_their_agencies(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    for typed, agency in (("教育部门", "样例区教育局"), ("教育系统", "样例区教育局"), ("街道处", "街道办事处")):
        assert ask(opened, typed)
        assert agency in status(opened), typed
        pages = opened.locator(".gk-search-named a, .gk-search-ways details li a")
        if not pages.count():
            opened.get_by_text(f"名称里有“{agency}”的机关").click()
        assert all(agency in name for name in pages.all_inner_texts())
        assert pages.count()


NO_RANK = "本站不排名。各机关的数列在一张表里，按名录次序。"


def test_question_who_has_most_is_answered_by_the_table_of_all_agencies(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "2024年哪个局收到申请最多")
    assert status(opened).startswith(
        f"{NO_RANK}没有“2024年哪个局收到申请最多”，按“2024 年 本年新收”检索。共找到 10 份报告"
    )
    link = opened.locator(".gk-search-ways a").first
    assert link.inner_text() == "2024 年各机关的数"
    assert str(link.evaluate("link => link.pathname")).endswith("/data/2024/")
    assert (district / "site/data/2024/index.html").is_file()
    first = opened.locator(".gk-results > li").first.inner_text()
    assert "人民政府" in first, "in the order of lists"
    assert ask(opened, "申请最多的街道")
    assert status(opened).startswith(f"{NO_RANK}没有“申请最多的街道”，按“本年新收”检索。")
    assert link.inner_text() == "2025 年各机关的数"
    for typed in ("2024年哪个单位收到的申请最多？", "2024年收到申请最多"):  # the words of one report are no answer
        ask(opened, typed)
        assert status(opened).startswith(f"{NO_RANK}没有“{typed}”，按“2024 年 本年新收”检索。共找到 10 份报告"), typed
    assert ask(opened, "排行榜") == []
    assert status(opened) == NO_RANK
    ask(opened, '"哪个局最多"')
    assert status(opened).startswith("没有找到。"), "what is quoted is searched for as it is"


def test_result_of_an_understood_query_opens_with_its_words_marked(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "拒绝 2024")
    opened.locator(".gk-results > li:has(a[href*='/2024/']) div a").first.click()
    opened.wait_for_selector(".gk-page mark")
    marked = opened.locator(".gk-page mark").all_inner_texts()
    assert {"不予公开"} <= {*marked} <= {"不予公开", "2024年", "2024 年"}


def test_number_that_is_left_out_is_named(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "977个工作日")
    assert status(opened).startswith("没有“977个工作日”，按“工作日”检索。其中的“977”没有一起找到。共找到 ")
    ask(opened, "2024-01-77")
    assert "其中的“01、77”没有一起找到。" in status(opened)
    ask(opened, "3个月")
    assert "按“3个”" not in status(opened), "no part of a word beside a figure"
    ask(opened, "行政许可九百七十八")
    assert "按“行政许可 978”检索" in status(opened) or "其中的“978”没有一起找到。" in status(opened)
    ask(opened, "5信访")
    assert "5" in status(opened).partition("按“")[2], "a figure of one digit either"


def test_what_is_understood_is_no_phrase_across_the_end_of_a_sentence(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted((district / "docs").glob("*/20*.md")))
    crossing = re.findall("[一-鿿]{2}。[一-鿿]{2}", written)
    text = next(text for text in crossing if text.replace("。", "") not in written)
    run = text.replace("。", "")
    assert ask(opened, f'"{run}"'), "punctuation does not count for what is typed"
    ask(opened, f"鼋鼍{run}")
    assert status(opened).startswith(f"没有“鼋鼍{run}”，按“")
    assert run not in status(opened).partition("按“")[2]
    together = """async ([text, words]) => {
        const { together } = await import(`${location.pathname}../assets/gongkai/search-content.js`);
        return words.map(word => together(text, window.gongkaiSearch.units(word)));
    }"""
    words = ["答复期限", "答复", "当场答复期", "期限将满的事项"]
    text = "口头询问当场答复。期限将满的（事项）提前提醒"
    assert opened.evaluate(together, [text, words]) == [False, True, False, True]


def test_years_without_a_report_are_named_first(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    lacking = "本站没有 {} 年的报告（有 2023—2025 年）。"
    ask(opened, "2031")
    assert status(opened).startswith(f"{lacking.format(2031)}没有找到。")
    ask(opened, "2019")
    assert status(opened) == f"{lacking.format(2019)}共找到 2 个其他页面。"
    for typed in ("2021年度 教育局", "二〇二一年教育局"):
        assert len(ask(opened, typed)) == 3, typed
        assert status(opened).startswith(f"{lacking.format(2021)}没有“{typed}”，按“教育局”检索。共找到 3 份报告。"), (
            typed
        )
        assert "〔2021〕" not in opened.locator(".gk-results").inner_text()
    ask(opened, '"2021"')
    assert status(opened).startswith("共找到 30 份报告")
    ask(opened, "2024年")
    assert "2024 年新收" in opened.locator(".gk-results > li").first.inner_text(), "the summary, and no other mention"
    ask(opened, "jyj2024")
    assert [*years_shown(opened)] == ["2024"], "a year that is understood as a year"


def test_reports_of_an_agency_that_a_query_names_come_first(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    for typed, slug in {"区政府": "quzhengfu", "教育局": "jiaoyu"}.items():
        ask(opened, typed)
        paths = opened.locator(".gk-results h2 a").evaluate_all("all => all.map(one => one.pathname.split('/').at(-3))")
        assert paths[:3] == [slug] * 3, typed
    for typed in ("2024年教育局", "教育局 2024"):
        ask(opened, typed)
        first = opened.locator(".gk-results h2 a").first.evaluate("link => link.pathname.split('/').slice(-3, -1)")
        assert first == ["jiaoyu", "2024"], typed
    assert "新收政府信息公开申请" in opened.locator(".gk-results > li").first.inner_text(), "not its name again"


def test_figures_come_first_and_name_their_row_and_column(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "拒绝")
    entry = opened.locator(".gk-results > li").first.locator("div a").first
    assert entry.inner_text() == "不予公开", "the entry of the glossary that is named so"
    report = opened.locator(".gk-results > li").nth(1)
    names = report.locator("div a").all_inner_texts()
    assert names[0] == "收到和处理政府信息公开申请情况：（三）不予公开"
    assert len({*names}) == len(names)
    total = re.fullmatch(r"总计 (\d+)", report.locator("div p").first.inner_text())
    assert total
    path = str(report.locator("h2 a").evaluate("link => link.pathname")).split("/")[-3:-1]
    page = (district / "site" / "/".join(path) / "index.html").read_text(encoding="utf-8")
    assert f"不予公开 {total[1]} 件" in page, "the sum that the report's summary has"
    ask(opened, "公开", year="2025", agency="教育局")
    assert "总计" not in opened.locator(".gk-results div p").first.inner_text(), (
        "the table's title has it: it tells no row"
    )
    ask(opened, "结果纠正", year="2025")
    report = opened.locator(".gk-results > li:has(a[href*='/2025/'])").first
    assert [name.endswith("：结果纠正") for name in report.locator("div a").all_inner_texts()].count(True) == 1
    kinds = ("行政复议", "未经复议直接起诉", "复议后起诉")
    assert re.fullmatch(
        "，".join(rf"{kind}—结果纠正 \d+" for kind in kinds), report.locator("div p").first.inner_text()
    )


def test_what_is_near_is_offered_or_said_not_to_be_here(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert ask(opened, "住健局")
    assert status(opened).startswith("没有“住健局”，按“样例区住房和城乡建设局”检索。")
    ask(opened, "人社局")
    assert status(opened).startswith("“人社局”应是“人力资源和社会保障”，本站没有名称里有这几个字的机关。没有找到。")
    for typed, term in {"退役军人事务局": "退役军人", "应急管理局": "应急管理", "自然资源局": "自然资源"}.items():
        assert ask(opened, typed) == [], "parts of a name that nobody has here are no other query"
        assert status(opened).startswith(f"“{typed}”应是“{term}”，本站没有名称里有这几个字的机关。"), typed
    for typed, absent in {"水利局": "水利局", "审计局一共有几个人申请": "审计局"}.items():
        ask(opened, typed)
        assert status(opened).startswith(f"本站没有名称里有“{absent}”的机关。"), typed
    for typed in ("教育局 12345", "教育局 公交卡"):
        ask(opened, typed)
        assert status(opened).startswith(f"没有“{typed}”，按“教育局”检索。"), "an agency that is here"
    ask(opened, "民宗局")
    assert "人民政府" not in status(opened), "another body with characters in common"
    assert ask(opened, "工资") == []
    assert "三类内部事务信息" in opened.locator(".gk-search-ways").inner_text()


def test_field_for_the_agency_takes_the_names_that_a_query_may_have(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    due = ask(opened, "公开", agency="住房和城乡建设局")
    assert len(due) == 3
    named = {"住建局": "样例区住房和城乡建设局", "房管局": "住房和城乡建设", "zjj": "样例区住房和城乡建设局"}
    for typed, name in named.items():
        assert ask(opened, "公开", agency=typed) == due
        shown, years = opened.locator(".gk-search-filters").all_inner_texts()
        assert shown == f"只看：\n{name} ✕", typed
        assert years == "年度\n2025 年（1）\n2024 年（1）\n2023 年（1）", "no link is a mere number"


def test_short_names_are_recognized_by_their_sound(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    understood = opened.evaluate(
        """async (typed) => {
            const base = `${location.pathname}../`;
            const { directory, lexicon, understand } = await import(`${base}assets/gongkai/search-ask.js`);
            const read = name => fetch(`${base}pagefind/${name}.json`).then(answer => answer.json());
            const words = lexicon({ ...await read("words"), ...await read("asking") });
            const sounds = { jiao: "教交", yu: "育", tong: "通同", yun: "运", shu: "输", ju: "局", zhu: "住" };
            Object.assign(sounds, { jian: "建健", fang: "房" });
            const names = ["a|教育局", "b|交通运输局", "c|住房建设局"];
            const listed = directory({ names, sounds, other: {}, absent: {} });
            const known = { words, names: async () => listed, years: ["2025"], today: new Date() };
            known.has = async () => false;
            const agencies = async one => (await understand(one, known)).readings.at(-1).agencies.flat();
            return Promise.all(typed.map(agencies));
        }""",
        ["住健局", "住犍局", "教肓局", "交同局"],
    )
    assert understood == [["住房建设局"], ["住房建设局"], ["教育局"], ["交通运输局"]]


def test_pieces_are_whole_words(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert ask(opened, "公告附件")
    assert status(opened).startswith("没有“公告附件”，按“附件”检索。")
    ask(opened, "简单一点")
    assert "单一" not in status(opened), "no part of two words"


SITE = {
    "想跟写报告的人通个电话": "contact",
    "发现有个数登错了": "contact",
    "这些数字谁核对过": "methods",
    "空着的格子啥意思": "methods",
    "能不能导出成表格文件": "data",
    "拿两个单位比一比": "compare",
    "小白也能看懂的": "quzhengfu/2025/easy",
    "收了哪些单位": "agencies",
    "哪些单位没交报告": "years",
    "怎么申请信息公开": "agencies",
    "怎么申请": "contact/#apply",
    "申请去哪交": "contact/#apply",
    "依申请公开": "contact/#apply",
    "多久答复": "contact/#apply",
    "没有答复怎么办": "contact/#apply",
    "申请表在哪下载": "contact/#apply",
    "以前的报告": "years",
    "字太小 看着累": "accessibility",
    "名词不懂": "glossary",
    "把所有局放一张表": "data/2025",
    "教育局这几年的变化": "jiaoyu/series",
    "教育局2024年比上年多了吗": "jiaoyu/2024/compare",
    "教育局电话多少": "jiaoyu",
    "這些數據可信嗎": "methods",
}
"""Questions about the site itself, and the page that answers them."""


def test_questions_about_the_site_lead_to_its_pages(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    links = "all => all.map(one => one.pathname.replace(/\\/$/, '') + (one.hash && '/' + one.hash))"
    for typed, slug in SITE.items():
        ask(opened, typed)
        there = opened.locator(".gk-search-named a").evaluate_all(links)
        assert any(path.endswith(f"/{slug}") for path in there), (typed, there)
        page, _, place = slug.partition("/#")
        assert f'id="{place}' in (district / "site" / page / "index.html").read_text(encoding="utf-8")
    ask(opened, '"电话"')
    assert opened.locator(".gk-search-named a").count() == 0, "what is quoted is searched for as it is"


def test_agency_that_is_understood_is_never_left_out(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    paths = "all => all.map(one => one.pathname.split('/').at(-3))"
    for typed, slug in {
        "教育局存在啥问题没改": "jiaoyu",
        "看看教育局鼋鼍": "jiaoyu",
        "教肓局二三年的鼋鼍": "jiaoyu",
    }.items():
        assert ask(opened, typed), typed
        assert set(opened.locator(".gk-results h2 a").evaluate_all(paths)) == {slug}, typed
    assert [*years_shown(opened)] == ["2023"]
    assert "2023 年" in status(opened), "二三年 behind a name"
    ask(opened, "近二三年")
    assert "2023 年" not in status(opened)


def test_reading_is_not_the_opposite_of_what_is_asked(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    for typed, answer in {
        "老百姓告赢了几次": "“结果纠正”",
        "居民打输了": "“结果维持”",
        "胜诉": "“结果维持 结果纠正”",
        "教育局收费": "信息处理费 行政事业性收费”",
        "罚款多少钱": "按“行政处罚”检索",
        "免费吗": "按“信息处理费”检索",
    }.items():
        ask(opened, typed)
        assert answer in status(opened), typed
    for typed, unsaid in {"想要一份文件怎么办": "反复申请", "今天天气": "反复申请", "没交报告": "缴纳费用"}.items():
        ask(opened, typed)
        assert unsaid not in status(opened), typed


HINTS = {
    "孩子在学校吃得怎么样": "校园餐",
    "政府欠了多少债": "债务情况",
    "包工头拖着工钱不给": "欠薪处理",
    "楼上邻居在阳台搭了个棚": "违建处置",
    "给我再出一份答复": "确认或重新出具",
    "公司来要信息": "商业企业",
    "年底还剩几件没答": "结转下年度",
    "涂掉一半再给": "部分公开",
}
"""Questions, and the term that words of them hint at wherever they stand."""
UNHELD = ("网站上没有这个功能", "街道没有这个科室", "没有这些栏目", "政府没有这笔钱")
"""What is not there and is no information that an organ could hold."""


def test_words_hint_at_terms_wherever_they_stand(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    understood = opened.evaluate(
        """async (asked) => {
            const base = `${location.pathname}../`;
            const { lexicon, understand } = await import(`${base}assets/gongkai/search-ask.js`);
            const read = name => fetch(`${base}pagefind/${name}.json`).then(answer => answer.json());
            const own = await read("asking");
            const words = lexicon({ ...await read("words"), ...own, cues: asked.cues });
            const names = async () => ({ all: [], sound: new Map(), text: "" });
            const known = { words, names, years: ["2025"], today: new Date(), has: async () => false };
            const cued = async one => (await understand(one, known)).readings.at(-1);
            return Promise.all(asked.texts.map(async one => [...(await cued(one)).cued, ...(await cued(one)).runs]));
        }""",
        {"texts": [*HINTS, *UNHELD], "cues": asking.asking_file([], bool)["cues"]},
    )
    for (typed, term), terms in zip(HINTS.items(), understood, strict=False):
        assert term in terms, (typed, terms)
    for typed, terms in zip(UNHELD, understood[len(HINTS) :], strict=True):
        assert "不掌握" not in terms, (typed, terms)


def test_what_only_an_explanation_says_comes_last(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert len(ask(opened, "学校")) == 6
    first = opened.locator(".gk-results > li").first.inner_text()
    assert "教育局" in first, "高等学校 stands in what explains a row of every report"
    assert re.search(r"共找到 \d+ 份报告（其中 \d+ 份只在本站所加的说明里有）", status(opened))
    ask(opened, "本年新收")
    assert "说明" not in status(opened), "the reports themselves have it"
