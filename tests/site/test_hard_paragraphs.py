"""The option ``hard_paragraphs``: page, bare copy, preview and feed show an office's lines as paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.narrative import parse_narrative
from tests.narrative.page_texts import block_texts, texts_of_html
from tests.site.sites import CONFIG, PLUGINS, Site, served

if TYPE_CHECKING:
    from pathlib import Path

HARD = PLUGINS.replace("  - gongkai\n", "  - gongkai: {hard_paragraphs: true, fragments: true}\n")
WORD = """\
　　全年办结8件，均按期答复。
　　1. 完善制度，修订指南。
　　规格为3*5，乙*丙*丁。
　　3. 加强培训。
（一）加大宣传力度。
| 甲 | 乙 |
|---|---|
| 1 | 2*3*4 |
"""
SHOWN = [
    *(
        "全年办结8件，均按期答复。",
        "1.完善制度，修订指南。",
        "规格为3*5，乙*丙*丁。",
        "3.加强培训。",
        "（一）加大宣传力度。",
    ),
    *("甲", "乙", "1", "2*3*4"),
]


def texts(page: str) -> list[str]:
    """The texts of a page's content, or of a bare copy."""
    content = re.search(r"<article.*?</article>", page, re.DOTALL)
    return texts_of_html(content[0] if content else page)


def holds(page: list[str], part: list[str]) -> bool:
    """Whether some texts stand on a page, one behind the other."""
    return any(page[start : start + len(part)] == part for start in range(len(page)))


@pytest.fixture(scope="module")
def word_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("word"), CONFIG + HARD).without_search()
    return site.narrative(WORD).built("--strict")


def test_page_and_bare_copy_show_a_paragraph_a_line(word_site: Site) -> None:
    assert holds(texts(word_site.page()), SHOWN)
    assert holds(texts(word_site.page("x/2023/fragment.html")), SHOWN)


def test_page_has_the_texts_of_the_parsed_blocks_and_so_of_the_feed(word_site: Site) -> None:
    narrative, _ = parse_narrative(word_site.read("docs/x/2023.md"), path="x", hard_paragraphs=True)
    assert holds(block_texts(narrative), SHOWN)


def test_preview_shows_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path / "preview", CONFIG + HARD).without_search().narrative(WORD)
    with served(site) as server:
        assert holds(texts(server.shows("全年办结8件")), SHOWN)


def test_without_the_option_pages_are_as_they_were(tmp_path: Path) -> None:
    site = Site(tmp_path / "clerk").without_search().narrative("第一行，\n第二行。\n\n3. 丙").built()
    assert holds(texts(site.page()), ["第一行，第二行。", "丙"])


def test_the_option_changes_no_page_whose_paragraphs_have_blank_lines_between_them(tmp_path: Path) -> None:
    plain = CONFIG + HARD.replace("hard_paragraphs: true, ", "")
    soft, hard = (
        Site(tmp_path / "soft", plain).without_search().built(),
        Site(tmp_path / "hard", CONFIG + HARD).without_search().built(),
    )
    assert soft.page() == hard.page()


def test_other_pages_stay_markdown(tmp_path: Path) -> None:
    site = (
        Site(tmp_path / "clerk", CONFIG + HARD)
        .without_search()
        .write("docs/index.md", "# 首页\n\n第一行，\n第二行。\n")
        .built()
    )
    assert "第一行，第二行。" in texts(site.page("index.html"))


def test_findings_name_the_lines_of_the_file(tmp_path: Path) -> None:
    site = (
        Site(tmp_path / "clerk", CONFIG + HARD).without_search().narrative("第一行\n第二行\n第三行 <script>x</script>")
    )
    line = site.read("docs/x/2023.md").split("\n").index("第三行 <script>x</script>") + 1
    assert f"docs/x/2023.md:{line}:5 差错" in site.build().output
