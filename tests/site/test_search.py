"""Search in a real browser: what is found is what a plain text search finds, results open where the match is marked.

What people type otherwise than it is written is in ``test_search_asking``.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import random
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.reports.layout import Layout
from gongkai.site.search.fed_pages import REPORTS_IN_A_PART, parts_of_years
from gongkai.workspace import Workspace
from tests import browser
from tests.bench.search import Asker, costs, draw, judge, pages_by_id, read_sources
from tests.site.sites import Site, without_office_files, write_demo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, Route

    from gongkai.reports import ReportKey
    from gongkai.reports.model import Moment
    from tests.bench.search import Sources
    from tests.conftest import DemoSite, OpenPage, Serve
    from tests.shared_folders import SharedFolders

pytestmark = pytest.mark.xdist_group("search")  # all ask the same two sites, which one process builds

WIDE, PHONE = 1280, 390
SCREEN: Any = {"width": WIDE, "height": 800}
DONE = "#gk-search[data-state=done]"
HEADING = "存在的主要问题及改进情况"
"""What every report has, in a heading, and no other page."""


SMALL = "from gongkai.site.search import fed_pages\nfed_pages.REPORTS_IN_A_PART = 10\n"
"""A hook for a build: of ten agencies, each year gets a part of its own."""


@pytest.fixture(scope="session")
def parts(district: Path, shared_folders: SharedFolders) -> Path:
    """The same district with each of its years in a part of its own, built."""

    def make(folder: Path) -> None:
        shutil.copytree(district, folder, ignore=shutil.ignore_patterns("site"))
        site = Site.at(folder).write("small.py", SMALL)
        site.write("mkdocs.yml", f"{site.read('mkdocs.yml')}\nhooks: [small.py]\n").built("--strict")

    return shared_folders.get("parts", make)


@pytest.fixture(scope="session")
def district(demo_site: DemoSite) -> Path:
    """A demo district of 10 agencies and 3 years, built."""
    return demo_site(10, 3)


@pytest.fixture(scope="module")
def sources(district: Path) -> Sources:
    """The texts and figures of the reports, for a plain search; those of `parts` are the same."""
    return read_sources(district)


class Searching:
    """Search pages on a wide screen, one for each site, for tests that need not be the first ones to open it.

    Attributes:
        traffic: What listens to the tab of each site, also between two tests.
    """

    def __init__(self, chromium: Browser, stack: contextlib.ExitStack) -> None:
        self._chromium, self._stack = chromium, stack
        self.traffic: dict[Path, browser.Traffic] = {}
        self._pages: dict[Path, tuple[Page, str]] = {}

    def __call__(self, site: Path, *, anew: bool = False) -> Page:
        """Return the search page of a site, as the test before has left it.

        Args:
            site: The folder that is served.
            anew: Load it again, with nothing of the site kept by the browser. That is done also where the test before
                has gone to another page.
        """
        if site not in self._pages:
            traffic = self.traffic[site] = browser.Traffic()
            address = self._stack.enter_context(browser.serve(site, traffic, base="/some/base/")).at("search/")
            context = self._stack.enter_context(self._chromium.new_context(viewport=SCREEN, locale="zh-CN"))
            traffic.watch(context)
            self._pages[site] = context.new_page(), address
        opened, address = self._pages[site]
        if anew:
            browser.forget(opened.context.new_cdp_session(opened))
        if anew or not opened.url.startswith(address):
            results_page(opened, address)
        return opened


@pytest.fixture(scope="module")
def _search_pages(_chromium: Browser) -> Iterator[Searching]:
    with contextlib.ExitStack() as stack:
        yield Searching(_chromium, stack)


@pytest.fixture
def searching(_search_pages: Searching) -> Iterator[Searching]:
    """Opens the search page of a site."""
    yield _search_pages
    violations = [text for traffic in _search_pages.traffic.values() for text in traffic.violations]
    assert violations == [], "a page goes against the content security policy"


ASK = """async ([query, agency, year]) => {
    const root = document.getElementById("gk-search"), form = root.querySelector("form");
    const put = (name, value) => {
        form.elements[name].value = value;
        form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
    };
    put("q", query);
    put("agency", agency);
    put("year", year);
    form.elements.q.focus();
    root.dataset.state = "asked";
    let seen, late;
    const answered = new Promise(go => {
        seen = new MutationObserver(() => { if (root.dataset.state === "done") go(true); });
        seen.observe(root, { attributeFilter: ["data-state"] });
        late = setTimeout(() => go(false), 10000);
    });
    form.requestSubmit();
    const done = await answered;
    seen.disconnect();
    clearTimeout(late);
    return done && [...root.querySelectorAll(".gk-results h2")].map(title => title.innerText);
}"""


def ask(opened: Page, query: str, *, agency: str = "", year: str = "") -> list[str]:
    """Put a query into the search page; titles of what is shown.

    To type it as `typed` does takes five times as long.
    """
    titles: list[str] | bool = opened.evaluate(ASK, [query, agency, year])
    assert not isinstance(titles, bool), f"nothing was said of {query}"
    return titles


def typed(opened: Page, query: str, **fields: str) -> list[str]:
    """Type a query into the search page; titles of what is shown."""
    opened.fill("#gk-search input[name=q]", query)
    opened.fill("#gk-search input[name=agency]", fields.get("agency", ""))
    opened.select_option("#gk-search select", fields.get("year", ""))
    opened.evaluate("document.getElementById('gk-search').dataset.state = 'asked'")
    opened.press("#gk-search input[name=q]", "Enter")
    opened.wait_for_selector(DONE)
    return opened.locator(".gk-results h2").all_inner_texts()


def status(opened: Page) -> str:
    return opened.locator("#gk-search [role=status]").inner_text()


def results_page(opened: Page, url: str) -> Page:
    opened.goto(url)
    opened.wait_for_selector(DONE)
    return opened


@pytest.mark.parametrize("name", ["district", "parts"])
def test_phrases_figures_and_pairs_are_found_as_a_plain_search_finds_them(
    name: str,
    request: pytest.FixtureRequest,
    sources: Sources,
    searching: Searching,
) -> None:
    folder: Path = request.getfixturevalue(name)
    opened = searching(folder / "site")
    questions = draw(sources, phrases=8, figures=5, pairs=4, seed=1 if name == "district" else 2)
    scores = judge(Asker(opened, folder / "site"), sources, questions)
    assert {kind: score.misses for kind, score in scores.items()} == {"phrases": [], "figures": [], "pairs": []}
    assert all(score.due > 10 for score in scores.values())
    assert searching.traffic[folder / "site"] == browser.Traffic()


@pytest.mark.parametrize("words", [("2025年",), ("信",), ("申请", "信息公开"), ("0",)])
def test_agency_and_year_narrow_to_just_those_reports(
    words: tuple[str, ...], district: Path, searching: Searching, sources: Sources
) -> None:
    opened = searching(district / "site")
    asker = Asker(opened, district / "site")
    due = set.intersection(*(sources.holding(word) for word in words))
    names = {key: sources.blocks[key][0] for key in due}
    assert asker.ask(*words) == due
    assert asker.ask(*words, year="2024") == {key for key in due if key[1] == 2024}
    assert asker.ask(*words, agency="甲街道") == {key for key in due if "甲街道" in names[key]}
    both = asker.ask(*words, agency="街道", year="2025")
    assert both == {key for key in due if "街道" in names[key] and key[1] == 2025}


def test_whole_figures_only(district: Path, searching: Searching, sources: Sources) -> None:
    opened = searching(district / "site")
    asker = Asker(opened, district / "site")
    tried = 0
    for key, figures in sources.figures.items():
        part = next((number[:-1] for number in figures if len(number) == 3 and number[:-1] not in figures), None)
        if part is not None and key not in sources.holding(part):
            tried += 1
            assert key not in asker.ask(part)
    assert tried


DEAR = ("社区", "019年政府信息", "财政局最近三年的报告", "不予公开行政复议", "申请11件，其中自然人提")
"""Queries that load much where every part is looked through: cut off, understood by pieces, on many pages in part."""


def test_queries_load_little(parts: Path, served: Serve, page: OpenPage) -> None:
    """Of 21,000 reports a first query loads 250 KB at most, later ones 100 KB; here files and names are fewer."""
    first, *later = costs(page(), served(parts / "site", anew=True).at("search/"), ["政府信息公开", *DEAR])
    assert 0 < first.packed <= 130_000
    assert sorted(cost.packed for cost in later)[-2] <= 45_000
    assert max(cost.packed for cost in later) <= 80_000


def test_search_through_many_parts_stops_and_says_so(parts: Path, served: Serve, page: OpenPage) -> None:
    limits = {"STOP": -1}

    def lowered(route: Route) -> None:
        answer = route.fetch()
        script = answer.text()
        for name, number in limits.items():
            script, count = re.subn(rf"(?<=\b{name}=)[\d_]+", str(number), script)
            assert count == 1
        route.fulfill(response=answer, body=script)

    opened = page()
    opened.route("**/search-results.js", lowered)
    phrase, further = "不予公开行政复议", opened.get_by_role("button", name="再检索其他年度")
    results_page(opened, served(parts / "site").at(f"search/?q={phrase}"))
    assert status(opened).startswith(f"2025 年度没有“{phrase}”，其他年度还没有检索；下面按“不予公开 行政复议”检索。")
    assert ask(opened, f'"{phrase}"') == []
    assert status(opened).startswith("2025 年度没有找到；其他年度还没有检索")
    for years in ("2025、2024 年度没有找到；", "没有找到。可以换"):
        further.press("Enter")
        browser.wait_until(
            opened, f"document.querySelector('#gk-search [role=status]').textContent.startsWith('{years}')"
        )
    assert further.is_hidden()


def test_result_opens_at_its_heading_with_the_match_marked(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert typed(opened, HEADING)
    assert status(opened) == "共找到 30 份报告。"
    link = opened.locator(".gk-results div a").first
    anchor = str(link.get_attribute("href")).partition("#")[2].partition("?")[0]
    link.click()
    opened.wait_for_selector(".gk-page mark")
    assert HEADING in opened.locator(f"h2#{anchor} mark").inner_text()
    assert 0 <= opened.locator(f"#{anchor}").evaluate("e => e.getBoundingClientRect().top") < 400


def test_label_and_figure_open_at_their_row_and_are_marked_there(district: Path, served: Serve, page: OpenPage) -> None:
    opened = results_page(page(), served(district / "site").at("search/"))
    typed(opened, "上年结转政府信息公开申请数量", year="2025", agency="甲街道")
    opened.locator(".gk-results div a").first.click()
    assert opened.url.endswith("#requests-carried_in")
    assert opened.locator("#requests-carried_in th mark").inner_text() == "上年结转政府信息公开申请数量"
    figure = opened.locator("#requests-carried_in td").last.inner_text()
    opened.go_back()
    opened.wait_for_selector(DONE)
    typed(opened, figure, year="2025", agency="甲街道")
    row = next(link for link in hrefs(opened, ".gk-results div a") if re.search(r"#(requests|proactive|review)-", link))
    opened.goto(row)
    name = row.rpartition("#")[2]
    assert figure in opened.locator(f"[id='{name}'] td mark").all_inner_texts()


def test_search_of_the_header_leads_to_results_by_keyboard(district: Path, served: Serve, page: OpenPage) -> None:
    for width in (WIDE, PHONE):
        opened = page(served(district / "site", "/some/base/").at("jiaoyu/2025/"), width=width)
        field = opened.locator(".md-header [role=search] input")
        field.focus()
        opened.keyboard.type("教育局")
        opened.keyboard.press("Enter")
        opened.wait_for_url("**/search/?q=*")
        opened.wait_for_selector(DONE)
        assert len(opened.locator(".gk-results h2").all_inner_texts()) > 0
        assert opened.locator(".gk-results mark").first.inner_text() == "教育局"
        assert opened.evaluate("document.activeElement.getAttribute('role')") == "status", "not 14 stops before it"


def test_older_years_are_asked_once_the_newer_ones_are_through(parts: Path, searching: Searching) -> None:
    opened = searching(parts / "site")
    ask(opened, HEADING)
    assert status(opened) == "2025 年度共找到 10 份报告；其他年度还没有检索。"
    assert years_shown(opened) == {"2025"}
    further = opened.get_by_role("button", name="再看几份")
    further.press("Enter")
    browser.wait_until(opened, "document.querySelectorAll('.gk-results > li').length === 10")
    opened.get_by_role("button", name="再检索其他年度").press("Enter")
    browser.wait_until(opened, "document.querySelectorAll('.gk-results > li').length > 10")
    assert status(opened) == "2025、2024 年度共找到 20 份报告；其他年度还没有检索。"
    assert years_shown(opened) == {"2025", "2024"}
    assert opened.evaluate("document.activeElement.closest('.gk-results > li:nth-child(11)') !== null")


def test_what_stands_in_an_old_report_alone_is_found_without_asking_further(
    parts: Path, searching: Searching, sources: Sources
) -> None:
    opened = searching(parts / "site")
    for key in [key for key in sources.blocks if key[1] == 2023][:3]:
        long = next(phrase for phrase in alone(sources, key))
        assert ask(opened, f'"{long}"') != []
        assert status(opened) == "共找到 1 份报告。"
        assert years_shown(opened) == {"2023"}
    assert ask(opened, '"月球背面的街道办事处"') == []
    assert status(opened).startswith("没有找到。")


def test_year_in_a_query_has_its_part_asked_first(parts: Path, searching: Searching) -> None:
    addresses: list[str] = []

    def listen(request: Request) -> None:
        addresses.append(request.url)

    opened = searching(parts / "site", anew=True)
    opened.on("request", listen)
    typed(opened, "2023 总体情况")
    opened.remove_listener("request", listen)
    assert years_shown(opened) == {"2023"}
    files = Counter(match[1] for match in map(re.compile(r"/index/(\d)-").search, addresses) if match)
    assert files["2"] > 3
    assert files["0"] <= 1, "of the newest part the list is loaded at any rate"
    assert files["1"] == 0
    typed(opened, "总体情况", year="2024")
    assert status(opened) == "共找到 10 份报告。"
    assert years_shown(opened) == {"2024"}


@pytest.mark.parametrize("name", ["district", "parts"])
def test_agency_and_year_written_as_one_word_are_separated(
    name: str, request: pytest.FixtureRequest, searching: Searching
) -> None:
    folder: Path = request.getfixturevalue(name)
    opened = searching(folder / "site")
    for glued, apart in (("2023年教育局", "2023年 教育局"), ("教育2023", "教育 2023")):
        ask(opened, glued)
        assert status(opened).startswith(f"没有“{glued}”，按“{apart}”检索。")
        assert any("/jiaoyu/2023/" in link for link in hrefs(opened, ".gk-results a"))
    assert ask(opened, '"2023年教育局"') == []


def test_reports_of_a_year_that_is_asked_for_come_first(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    for words in ("2023", "2023年 申请", "2023年度教育局", "教育局2023年度"):
        ask(opened, words)
        first = opened.locator(".gk-results h2 a").evaluate_all("all => all.map(one => one.pathname)")
        ours = [path for path in first if re.search(r"/2023/$", path)]
        assert ours, words
        assert first[: len(ours)] == ours, words


def test_report_is_found_by_its_day_of_publication_and_not_by_a_number_in_it(
    district: Path, sources: Sources, searching: Searching
) -> None:
    opened = searching(district / "site")
    key, day = days(district)[0]
    ask(opened, f"{day.date.isoformat()}")
    assert f"公布日期 {day.date.isoformat()}" in opened.locator(".gk-results").inner_text()
    asker = Asker(opened, district / "site")
    alone = {day.date.day: key for key, day in days(district) if key not in sources.holding(str(day.date.day))}
    assert alone, "in some report the day of the month stands nowhere else"
    for number, key in alone.items():
        assert key not in asker.ask(str(number))
    times = [str(day.time) for _, day in days(district) if day.time]
    assert times
    for key, day in days(district):
        if day.time and f"{day.time:%H:%M}" not in (district / f"docs/{key[0]}/{key[1]}.md").read_text("utf-8"):
            assert key not in Asker(opened, district / "site").ask(f"{day.time:%H:%M}")
            break


def days(folder: Path) -> list[tuple[ReportKey, Moment]]:
    """Days of publication of the reports that have one."""
    reports = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=()).reports
    return [(key, report.published) for key, report in reports.items() if report.published]


def test_label_is_shown_with_the_figures_of_its_row(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    ask(opened, "上年结转政府信息公开申请数量", year="2025", agency="甲街道")
    line = opened.locator(".gk-results div p").first.inner_text()
    assert re.fullmatch(r"总计 \d+", line)
    name = opened.locator(".gk-results div a").first.inner_text()
    assert name == "收到和处理政府信息公开申请情况：二、上年结转政府信息公开申请数量"


def test_what_explains_a_row_is_shown_with_the_first_of_several_reports(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert len(ask(opened, "不予公开")) > 3
    names = [name for name in opened.locator(".gk-results div a").all_inner_texts() if name.endswith("（说明）")]
    assert names
    assert len(set(names)) == len(names)
    assert opened.locator(".gk-results > li:not(:has(div))").count() == 0


def test_way_back_leads_to_the_query_before(district: Path, served: Serve, page: OpenPage) -> None:
    opened = results_page(page(), served(district / "site").at("search/"))
    before = typed(opened, "教育局")
    typed(opened, "财政局")
    opened.evaluate("document.getElementById('gk-search').dataset.state = 'asked'")
    opened.go_back()
    opened.wait_for_selector(DONE)
    assert opened.input_value("#gk-search input[name=q]") == "教育局"
    assert opened.locator(".gk-results h2").all_inner_texts() == before


def test_neither_sheets_nor_hashes_are_marked(district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(district / "site").at("jiaoyu/2025/?h=0"))
    assert opened.locator("td mark").count() > 0
    assert opened.locator(".gk-sheet mark, .gk-cite code mark").count() == 0


def test_terms_and_agencies_come_before_reports(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert ask(opened, "三安全一稳定")[0] == "名词解释"
    first = opened.locator(".gk-results > li").first
    assert "#three_safeties" in str(first.locator("div a").first.get_attribute("href"))
    assert "国家安全" in first.locator("div p").first.inner_text()
    assert re.search(r"份报告、1 个其他页面。$", status(opened))
    assert "教育局2025年" in ask(opened, "教育局")[0], "the agency's own page pushes no report away"
    opened.locator(".gk-search-named a").click()
    assert opened.url.endswith("/jiaoyu/")


def test_every_page_that_explains_is_found(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    for words, title in {"勾稽关系": "编制", "读屏": "无障碍", "更正": "联系我们", "区分处理": "名词解释"}.items():
        assert any(title in shown for shown in ask(opened, words)), words


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_jumps_while_the_page_gets_ready(width: int, district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(width=width)
    opened.add_init_script(
        "window.moved = []; new PerformanceObserver(list => moved.push(...list.getEntries().map(entry => entry.value)))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    opened.goto(served(district / "site").at("search/?q=打官司"))
    opened.wait_for_selector("#gk-search.gk-search--on[data-state=done]")
    opened.wait_for_timeout(300)
    assert sum(opened.evaluate("moved")) < 0.01


def test_head_names_the_site_until_the_heading_is_out_of_sight(district: Path, served: Serve, page: OpenPage) -> None:
    opened = results_page(page(), served(district / "site").at("search/?q=申请"))
    opened.wait_for_timeout(300)
    assert opened.locator(".md-header__title--active").count() == 0


def test_without_a_network_nothing_is_said_to_be_missing(district: Path, served: Serve, page: OpenPage) -> None:
    opened = results_page(page(), served(district / "site", anew=True).at("search/"))
    opened.context.set_offline(True)
    assert typed(opened, "政府信息公开") == []
    assert status(opened).startswith("检索没有完成")


def hrefs(opened: Page, links: str) -> list[str]:
    """The addresses of links, as they are written."""
    written = opened.locator(links).evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return [str(href) for href in written]


def years_shown(opened: Page) -> set[str]:
    return {match[1] for href in hrefs(opened, ".gk-results h2 a") if (match := re.search(r"/(\d{4})/", href))}


def alone(sources: Sources, key: ReportKey) -> Iterator[str]:
    """Texts of eight to ten units that one report alone has."""
    for block in sources.blocks[key]:
        for start in range(0, len(block) - 10, 5):
            text = re.sub(r"[\s\"“”]", "", block[start : start + 10])
            if sources.holding(text) == {key}:
                yield text


def test_nothing_found_is_said_with_advice_and_the_lists(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    assert ask(opened, "鼋鼍鳏鬻") == []
    assert status(opened).startswith("没有找到。")
    assert opened.locator(".gk-search-lists a").first.is_visible()
    ways = opened.locator(".gk-search-ways a:visible, .gk-search-lists a:visible")
    links = ways.evaluate_all("all => all.map(e => e.href)")
    assert len(links) == len(set(links)) > 5, "each way is listed once"
    assert ask(opened, "，。！") == []
    assert status(opened).startswith("请输入检索词")
    assert opened.locator(".gk-search-lists a").first.is_visible()


def test_more_results_come_on_demand_and_take_the_focus(district: Path, searching: Searching) -> None:
    opened = searching(district / "site")
    before = len(ask(opened, "信息"))
    opened.get_by_role("button", name="再看几份").press("Enter")
    browser.wait_until(opened, f"document.querySelectorAll('.gk-results > li').length > {before}")
    assert opened.evaluate("document.activeElement.closest('.gk-results') !== null")


def test_results_have_no_violation_of_any_level_wide_and_on_a_phone_light_and_dark(
    district: Path, served: Serve, page: OpenPage, traffic: browser.Traffic
) -> None:
    opened = page(served(district / "site", "/some/base/").at("search/"), color_scheme="light")
    ask(opened, "信息公开")
    for faults in browser.faults_in_all_looks(opened):
        assert faults == ""
    assert traffic == browser.Traffic()


def test_without_scripts_the_lists_stand_there(district: Path, served: Serve, page: OpenPage) -> None:
    opened = page(served(district / "site", "/some/base/").at("search/"), java_script_enabled=False)
    assert opened.get_by_text("检索需要启用 JavaScript").is_visible()
    assert not opened.locator("#gk-search form").is_visible()
    opened.locator(".gk-search-lists").get_by_role("link", name="按行政机关").click()
    assert opened.url.endswith("/some/base/agencies/")
    opened.go_back()
    opened.locator(".gk-search-lists").get_by_role("link", name="按年度").click()
    assert opened.url.endswith("/some/base/years/")


def test_opened_from_disk_it_says_so(district: Path, page: OpenPage, traffic: browser.Traffic) -> None:
    opened = page((district / "site/search/index.html").as_uri())
    assert "从磁盘直接打开" in status(opened)
    assert opened.locator(".gk-search-lists").is_visible()
    others = [name for name in traffic.failed if not name.endswith("sitemap.xml")]  # the theme asks for that
    assert others == []


def test_older_browser_gets_a_message(district: Path, served: Serve, page: OpenPage) -> None:
    opened = page()
    opened.add_init_script("delete String.prototype.replaceAll")
    opened.goto(served(district / "site").at("search/"))
    assert "浏览器的版本较旧" in status(opened)


LACKING = "delete globalThis.DecompressionStream; delete Array.prototype.at; delete String.prototype.at"
"""What Safari 14 and 15 do not have."""


def test_phone_bound_to_safari_of_2020_finds_the_same(
    district: Path, served: Serve, page: OpenPage, searching: Searching
) -> None:
    opened = page()
    opened.add_init_script(LACKING)
    results_page(opened, served(district / "site").at("search/"))
    for query in ("不予公开", "被人告了", "jiaoyuju", "2024年 结转"):
        titles = ask(opened, query)
        assert titles, query
        new = searching(district / "site")
        assert (titles, status(opened)) == (ask(new, query), status(new))


def test_gzip_is_unpacked_without_the_browsers_help(district: Path, served: Serve, page: OpenPage) -> None:
    draw = random.Random(1951)  # noqa: S311 - no secret
    signs = [chr(draw.randrange(0x4E00, 0x9FA6)) for _ in range(300)]
    texts = ["".join(draw.choices(signs, k=length)).encode() for length in (0, 1, 40, 9000)]
    plain = [*texts, draw.randbytes(70_000), b"x" * 90_000, bytes(draw.choices(b"ab", k=5000))]
    files = [gzip.compress(content, level, mtime=0) for content in plain for level in (0, 1, 9)]
    opened = page()
    address = served(district / "site").at("")
    opened.goto(f"{address}search/")
    given = [
        f"{address}assets/gongkai/search-gunzip.js",
        [base64.b64encode(file).decode() for file in [*files, files[-1][:-30]]],
    ]
    sums = opened.evaluate(GUNZIP, given)
    expected = [hashlib.sha256(content).hexdigest() for content in plain for _ in range(3)]
    assert sums == [*expected, "RangeError"]


GUNZIP = """async ([address, files]) => {
  const { gunzip } = await import(address);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const hex = (sum) => Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sums = [];
  for (const file of files) {
    try { sums.push(hex(await crypto.subtle.digest("SHA-256", gunzip(bytes(file))))); }
    catch (error) { sums.push(error.name); }
  }
  return sums;
}"""


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, ((),)),
        ({2024: 1, 2025: 1}, ((2025, 2024),)),
        ({2023: 1, 2024: REPORTS_IN_A_PART, 2025: REPORTS_IN_A_PART}, ((2025,), (2024,), (2023,))),
        ({2023: 1, 2024: REPORTS_IN_A_PART - 1, 2025: REPORTS_IN_A_PART + 1}, ((2025,), (2024, 2023))),
    ],
)
def test_years_are_put_into_parts_the_newest_first(
    counts: dict[int, int], expected: tuple[tuple[int, ...], ...]
) -> None:
    assert parts_of_years(counts) == expected


def test_drafts_never_get_in_and_search_can_be_off(tmp_path: Path) -> None:
    site = without_office_files(write_demo(tmp_path / "drafts", 3, 2)).built()
    before = pages_by_id(site.root / "site")
    shutil.rmtree(site.root / "site")
    pages = pages_by_id(site.change("data/jiaoyu/2025.yml", "status: published", "status: draft").built().root / "site")
    assert len(pages) == len(before) - 2, "the report's page, and that of the roll-up of a year which lacks a part now"
    site.change("mkdocs.yml", "noindex: true", "search: false").built()
    assert not (site.root / "site/pagefind").exists()
    assert not (site.root / "site/search").exists()
    assert 'role="search"' not in site.page("index.html")
