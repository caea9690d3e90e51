"""HTML of pages in real builds: refused with its line, or met when the page is rendered, never taken out unsaid.

The published pages are read as a browser reads them: no attribute and no tag of an attack may be among theirs.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import served, tables

if TYPE_CHECKING:
    from tests.site.sites import Site

ATTACKS = {
    "script": "甲 <script>alert(1)</script>",
    "event": '<b onclick="alert(1)">甲</b>',
    "address": "[甲](javascript:alert(1))",
    "picture": "![甲](https://evil.invalid/a.png)",
    "frame": '<iframe src="a.html"></iframe>',
    "attribute list": '*甲*{: onclick="alert(1)"}',
    "style": '<p style="position: fixed">甲</p>',
}
PLACES = ["docs/x/note.md", "docs/x/index.md", "docs/index.md", "docs/other/note.md", "docs/forms/note.md"]
HOOK = """\
def on_page_markdown(markdown, **_):
    return markdown.replace("占位", '<a href="javascript:alert(1)">甲</a>')
"""


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


class Attributes(HTMLParser):
    """The names of attributes of a page, and the addresses in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.names |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


def trust(site: Site, pattern: str) -> Site:
    return site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai: {{trusted: ['{pattern}']}}\n")


def test_every_attack_is_a_finding_with_its_line_on_every_page_and_nothing_is_published(site: Site) -> None:
    for path in PLACES:
        site.write(path, "# 题\n\n" + "\n\n".join(ATTACKS.values()) + "\n")
    site.narrative("\n\n".join(ATTACKS.values()))
    ran = site.build()
    assert ran.code == 1
    lines = [line for line in ran.output.splitlines() if "差错（网页代码 unsafe-html）：" in line]
    for path in (*PLACES, "docs/x/2023.md"):
        mine = [int(line.split(":")[1]) for line in lines if line.startswith(f"{path}:")]
        assert len(mine) == len(ATTACKS), path
        assert [line - mine[0] for line in mine] == list(range(0, 2 * len(ATTACKS), 2)), path
    assert not (site.root / "site").exists()


def test_trusted_page_may_hold_any_html(site: Site) -> None:
    trust(site, "about.md").write("docs/about.md", '# 题\n\n<p style="color: red" onclick="a()">甲</p>\n').built()
    assert '<p style="color: red" onclick="a()">甲</p>' in site.page("about/index.html")


def test_no_pattern_lets_a_page_of_an_agency_hold_any_html(site: Site) -> None:
    trust(site, "**").write("docs/x/note.md", ATTACKS["script"])
    ran = site.build()
    assert ran.code == 1
    assert "docs/x/note.md:1:3 差错（网页代码 unsafe-html）：" in ran.output


@pytest.mark.parametrize("path", ["docs/x/2023.md", "docs/x/note.md"])
def test_html_that_a_snippet_brings_in_stops_the_build(site: Site, path: str) -> None:
    site.change("mkdocs.yml", "[admonition,", "[pymdownx.snippets, admonition,")
    site.write("part.txt", '<p onmouseover="alert(1)">甲</p>\n')
    snippet = '--8<-- "part.txt"'
    if path == "docs/x/2023.md":
        site.narrative(snippet)
    else:
        site.write(path, f"# 题\n\n{snippet}\n")
    ran = site.build()
    assert ran.code == 1
    assert f'{path} 的网页里有不能公布的“onmouseover="alert(1)"”' in ran.output
    assert "Traceback" not in ran.output
    assert not (site.root / "site").exists()


def test_html_that_another_plugin_brings_in_stops_the_build(site: Site) -> None:
    ran = site.hook(HOOK).narrative("占位").build()
    assert ran.code == 1
    assert 'docs/x/2023.md 的网页里有不能公布的“href="javascript:alert(1)"”' in ran.output


def test_raw_html_that_the_check_takes_for_code_stops_the_build(site: Site) -> None:
    """Python-Markdown ends a block of HTML at its end tag, CommonMark at the first empty line."""
    ran = site.narrative("<div>\n\n    <b onclick='alert(1)'>甲</b>\n\n</div>").build()
    assert ran.code == 1
    assert 'onclick="alert(1)"' in ran.output


def test_tables_and_blocks_of_ours_stand_beside_html_of_a_narrative(site: Site, published_site: Site) -> None:
    before = tables(published_site.page())
    site.narrative(
        '<div class="x" markdown="1">第一行<br>第二行 <u title="注">丙</u></div>\n\n{{ report_header() }}'
    ).built()
    page = site.page()
    assert tables(page) == before
    assert '<u title="注">丙</u>' in page
    assert 'class="gk-meta"' in page


def test_tables_written_in_markdown_or_html_stay_in_their_regions(site: Site) -> None:
    site.narrative("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n\n<table><tr><td>3</td></tr></table>").built()
    page = site.page()
    assert page.count('class="gk-plain"') == 2
    assert page.count('tabindex="0"><table class="gk-plain">') == 2
    assert '<td class="gk-to-right">2</td>' in page


def test_title_and_name_of_a_page_put_no_html_into_any_page(site: Site) -> None:
    site.write("docs/x/note.md", '---\ntitle: 关于"放管服" onmouseover="alert(1)\n---\n甲\n')
    site.write("docs/x/heading.md", "# &lt;img src=x onerror=alert(1)&gt; &lt;/title&gt; `<script>alert(1)</script>`\n")
    site.built()
    for name in site.published():
        if name.endswith(".html"):
            seen = Attributes(site.page(name))
            assert not {item for item in seen.names if item.startswith("on")}, name
            assert not {item for item in seen.addresses if item == "x" or item.startswith("javascript:")}, name
            assert "<script>alert(1)" not in site.page(name)
    site.write('docs/x/<img src="x" onerror="alert(1)">.md', "甲\n")
    ran = site.build()
    assert ran.code == 1
    assert "1:1 差错（网页代码 unsafe-html）：" in ran.output


def test_preview_shows_the_finding_and_the_page_without_what_it_must_not_hold(site: Site) -> None:
    site.narrative(ATTACKS["event"]).write("docs/x/note.md", f"# 题\n\n{ATTACKS['script']}\n")
    with served(site) as server:
        page = server.get()
        assert "“onclick”一项会在读者的浏览器里运行程序" in page
        assert "onclick" not in Attributes(page).names
        assert "<b>甲</b>" in page
        assert "<script>alert(1)" not in server.get("base/x/note/")
