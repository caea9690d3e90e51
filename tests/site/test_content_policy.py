"""The content security policy of the manual holds for a whole site, with every function used; readers leave no trace.

Every other browser test is served with the same policy and fails where a page goes against it (`tests/conftest.py`).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests import browser
from tests.site.sites import write_demo

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import OpenPage, Serve

LISTEN = """window.violated = [];
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
    violated.push(`${violatedDirective} ${blockedURI}`));"""
STORED = """async () => ({
    cookie: document.cookie,
    session: Object.keys(sessionStorage),
    local: Object.keys(localStorage).sort(),
    databases: (await indexedDB.databases()).length,
    caches: await globalThis.caches?.keys() ?? [],
})"""
OF_SYSTEM = "document.querySelector('meta[name=color-scheme]').content"
NOTHING = {"cookie": "", "session": [], "local": [], "databases": 0, "caches": []}


class _Faults(HTMLParser):
    """Gathers what a policy forbids in a page, what comes from elsewhere, and windows opened without `noopener`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        data = "json" in given.get("type", "")
        loaded = (
            given.get("src", "") if tag != "link" else given.get("href", "") if "stylesheet" in given["rel"] else ""
        )
        forbidden = (
            tag == "style" or "style" in given or any(name.startswith("on") for name in given)
            or (tag == "script" and "src" not in given and not data)
            or (re.match(r"(https?:)?//", loaded) and "integrity" not in given)
            or given.get("href", "").lower().startswith("javascript:")
            or ("target" in given and "noopener" not in given.get("rel", ""))
        )  # fmt: skip
        if forbidden:
            self.faults.append(self.get_starttag_text() or tag)


def faults(folder: Path) -> dict[str, list[str]]:
    """What is wrong with the pages of a site, by page; bare copies have styles for the CMS that they are meant for."""
    pages = [page for page in sorted(folder.rglob("*.html")) if page.name != "fragment.html"]
    assert pages
    by_page = {str(page.relative_to(folder)): _Faults(page.read_text(encoding="utf-8")).faults for page in pages}
    return {page: lines for page, lines in by_page.items() if lines}


def test_no_page_of_a_district_has_a_script_or_a_style_in_it_or_loads_from_elsewhere(demo_district: Path) -> None:
    assert faults(demo_district / "site") == {}


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("<script>1</script>", True),
        ('<script type="application/ld+json">{}</script>', False),
        ('<p style="color: red">', True),
        ('<a href="https://example.invalid" target="_blank">', True),
        ('<a href="https://example.invalid" target="_blank" rel="external noopener">', False),
        ('<script src="https://example.invalid/a.js"></script>', True),
        ('<link rel="stylesheet" href="//example.invalid/a.css" integrity="sha256-x">', False),
        ('<a href="javascript:alert(1)">', True),
    ],
)
def test_what_is_looked_for_in_pages_is_seen(text: str, *, bad: bool) -> None:
    assert bool(_Faults(text).faults) == bad


def test_features_of_material_and_markdown_bring_no_script_and_no_style_into_a_page(tmp_path: Path) -> None:
    site = write_demo(tmp_path, 1, 1)
    site.change("mkdocs.yml", "theme:\n", "extra:\n  consent: {title: 甲, description: 乙}\ntheme:\n")
    site.change(
        "mkdocs.yml",
        "theme:\n",
        "theme:\n  features: [announce.dismiss, content.tabs.link]\n"
        "  icon: {admonition: {note: material/pencil}, annotation: material/plus, tag: {default: material/tag}}\n",
    )
    site.change("mkdocs.yml", "markdown_extensions:\n", "markdown_extensions:\n  - pymdownx.tabbed\n")
    site.change("mkdocs.yml", "  - gongkai:\n", "  - gongkai:\n      trusted: [own.md]\n")
    site.write("docs/_headers", "/*\n")
    site.write(
        "docs/own.md",
        "# 甲\n\n|左|中|右|\n|:--|:-:|--:|\n|1|2|3|\n\n"
        '<table><tr><td class="x" style="text-align: center;">4</td></tr></table>\n\n'
        "[乙](https://example.invalid/){target=_blank}\n"
        '<a href="https://example.invalid/" rel="nofollow" target="x">丙</a>\n',
    )
    site.built()
    assert faults(tmp_path / "site") == {}
    page = site.read("site/own/index.html")
    for cell in ('<td class="gk-to-left">1', '<td class="gk-to-right">3', '<td class="x gk-to-center">4'):
        assert cell in page
    assert 'rel="nofollow noopener"' in page
    assert "--md-admonition-icon--note" in site.read("site/assets/gongkai/icons.css")
    assert page.count("assets/gongkai/icons.css") == page.count("assets/gongkai/material.js") == 1
    assert site.read("site/_headers") == "/*\n"


@pytest.fixture
def reader(demo_district: Path, served: Serve, page: OpenPage) -> tuple[Page, str]:
    """A reader with a page that listens for violations, and the address of a district's site."""
    opened = page(color_scheme="light")
    opened.add_init_script(LISTEN)
    opened.set_default_timeout(15_000)
    return opened, served(demo_district / "site", base="/some/base/").url


def visit(opened: Page, url: str) -> Page:
    """Open a page once the one before is seen to keep to the policy."""
    assert opened.evaluate("globalThis.violated ?? []") == []
    opened.goto(url)
    return opened


def test_every_function_works_under_the_policy_and_leaves_nothing_behind(
    reader: tuple[Page, str], traffic: browser.Traffic, demo_district: Path
) -> None:
    opened, url = reader
    slugs = sorted(path.parent.name for path in demo_district.glob("data/*/agency.yml"))
    visit(opened, f"{url}search/?q=申请").wait_for_selector('#gk-search[data-state="done"]')
    assert opened.locator(".gk-results h2").count() > 0

    table = visit(opened, f"{url}data/2025/").locator("table.gk-all").first
    table.locator("thead button").first.click()
    assert table.locator("[aria-sort]").count() == 1
    cells = table.locator("tbody tr").first.locator("td")
    assert cells.last.is_visible()
    opened.locator(".gk-find summary").click()
    opened.get_by_role("checkbox", name="本年度办理结果—总计").uncheck()
    assert 0 < cells.locator("visible=true").count() < cells.count()
    opened.locator(".gk-find input[name=name]").fill("街道")
    assert 0 < table.locator("tbody tr:visible").count() < table.locator("tbody tr").count()

    visit(opened, f"{url}agencies/").locator(".gk-finder input").fill("街道")
    opened.locator(".gk-finder__list a").first.wait_for()

    visit(opened, f"{url}compare/?a={slugs[0]}/2025&b={slugs[1]}/2024").locator("table.gk-compare").first.wait_for()
    assert visit(opened, f"{url}{slugs[0]}/series/").locator(".gk-chart svg:visible").count() > 0

    visit(opened, f"{url}{slugs[0]}/2025/")
    with opened.expect_download() as started:
        opened.get_by_role("link", name="报告数据（JSON）").click()
    assert started.value.path().stat().st_size > 1000
    opened.locator("#requests td").first.click()
    assert opened.locator(".gk-sheet:target").is_visible()
    assert opened.evaluate(STORED) == NOTHING, "nothing was chosen yet"

    opened.locator("label[for=__palette_1]").click()
    opened.locator(".gk-reading summary").click()
    opened.locator("[data-gk-size=largest]").click()
    visit(opened, url)
    assert opened.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert opened.evaluate("document.documentElement.dataset.gkSize") == "largest"
    assert opened.evaluate(STORED) == {**NOTHING, "local": ["/some/base/.__palette", "gongkai.reading"]}
    visit(opened, f"{url}nowhere/at/all/")
    assert opened.locator("h1").inner_text() == "没有找到这个页面"
    assert opened.evaluate("violated") == []
    assert traffic.foreign == []


def test_colours_are_those_of_the_system_before_the_page_is_shown_and_until_others_are_chosen(
    reader: tuple[Page, str],
) -> None:
    opened, url = reader
    opened.add_init_script(
        """const colours = () => document.querySelector("main") && document.body.dataset.mdColorScheme;
        const watch = new MutationObserver(() => { window.first ??= colours() });
        watch.observe(document, {childList: true, subtree: true});
        const mark = "data-md-color-switching", marks = new MutationObserver(all => window.marked = all.length);
        marks.observe(document, {attributes: true, attributeFilter: [mark], subtree: true});"""
    )
    for scheme, name in (("dark", "slate"), ("light", "default"), ("dark", "slate")):
        opened.emulate_media(color_scheme=scheme)
        visit(opened, url)
        assert opened.evaluate("[first, document.body.dataset.mdColorScheme]") == [name, name]
        assert opened.evaluate(OF_SYSTEM) == scheme, "bars for scrolling and form fields have the same colours"
        assert opened.evaluate("globalThis.marked ?? 0") == 0, "no style is worked out anew for a page that just opens"
    opened.emulate_media(color_scheme="light")
    opened.locator('body[data-md-color-scheme="default"]').wait_for()
    opened.emulate_media(color_scheme="dark")
    opened.locator('body[data-md-color-scheme="slate"]').wait_for()
    opened.locator("label[for=__palette_0]").click()
    assert opened.evaluate(OF_SYSTEM) == "light"
    visit(opened, url)
    assert opened.evaluate("[first, document.body.dataset.mdColorScheme]") == ["default", "default"]


def test_nginx_and_static_hosts_are_given_the_same_headers(root: Path) -> None:
    manual = (root / "docs/manual/serving.md").read_text(encoding="utf-8")
    nginx = dict(re.findall(r'(?m)^add_header (\S+) "?(.*?)"? always;$', manual))
    hosts = dict(re.findall(r"(?m)^  ([A-Z][\w-]+): (.*)$", manual))
    assert nginx == hosts
    assert nginx[browser.POLICY] == browser.policy()
    for part in (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
    ):
        assert part in browser.policy().split("; ")
