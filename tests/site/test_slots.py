"""Where finished HTML comes into a page: in every kind of block, with its anchors, past extensions that change text."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import markdown
import pytest

from gongkai.site.report.block_slots import Slots
from gongkai.site.report.slot_extension import SlotExtension
from tests.site.sites import CONFIG, PLUGINS, Site, tables

if TYPE_CHECKING:
    from pathlib import Path

EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - footnotes
  - abbr
  - smarty
  - md_in_html
  - def_list
  - nl2br
  - sane_lists
  - pymdownx.smartsymbols
  - pymdownx.superfences
  - pymdownx.tilde
  - toc: {permalink: true}
"""
RICH = CONFIG.replace("markdown_extensions: [admonition, attr_list, tables]\n", EXTENSIONS) + PLUGINS
BLOCKS = {"address", "blockquote", "details", "div", "dl", "figure", "h2", "ol", "p", "section", "table", "ul"}
VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
PIECE = '<div class="piece" id="piece">内容</div>'


class _Nesting(HTMLParser):
    """Blocks that stand in a paragraph, and tags that close nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"<{tag}> in <p>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def nesting(html: str) -> list[str]:
    """What is wrong with the nesting of a piece of HTML."""
    parser = _Nesting()
    parser.feed(html)
    return parser.faults + [f"<{tag}> stays open" for tag in parser.open]


def html_slots() -> Slots[str]:
    """Slots whose parts are HTML already, each with one id."""
    return Slots(str, lambda piece: {piece.partition('id="')[2].partition('"')[0]})


def rendered(text: str, *extensions: str, pieces: int = 1) -> str:
    """Markdown in which ``@`` and ``@@`` stand for the marks of one piece and of another."""
    slots = html_slots()
    marks = [slots.keep(PIECE.replace("piece", f"piece-{number}")) for number in range(1, pieces + 1)]
    for sign, mark in reversed(list(zip(("@", "@@"), marks, strict=False))):
        text = text.replace(sign, mark)
    return markdown.markdown(text, extensions=[*extensions, SlotExtension(slots)])


@pytest.mark.parametrize(
    "text",
    [
        "前\n\n@\n\n后",
        "@",
        "  @",
        "- 项\n\n    @\n\n- 项",
        "- @\n- 项",
        "- 项\n  @",
        "1. @\n\n2. 项",
        "> @",
        "> 引\n>\n> @",
        "> - @",
        "前\n@\n后",
        "前\n@",
        "@\n后",
        "@\n{: .class }",
        "!!! note\n\n    @",
        "词\n:   @",
        '<div markdown="1">\n\n@\n\n</div>',
        "脚注[^1]\n\n[^1]: @",
        "# 题\n@\n",
    ],
)
@pytest.mark.parametrize("extensions", [(), ("nl2br",)])
def test_piece_stands_once_whole_and_in_no_paragraph(text: str, extensions: tuple[str, ...]) -> None:
    names = ("attr_list", "admonition", "def_list", "footnotes", "md_in_html", "sane_lists", *extensions)
    page = rendered(text, *names)
    assert page.count(PIECE.replace("piece", "piece-1")) == 1
    assert "gongkaislot" not in page
    assert nesting(page) == []
    assert "<p></p>" not in page


@pytest.mark.parametrize("extensions", [(), ("nl2br",)])
def test_two_pieces_on_lines_below_each_other_are_both_put_in(extensions: tuple[str, ...]) -> None:
    page = rendered("@\n@@\n\n词@@@", *extensions, pieces=2).replace("piece-2", "piece-1")
    assert page.count(PIECE.replace("piece", "piece-1")) == 2
    assert nesting(page) == []


def test_text_around_a_piece_stays_a_paragraph() -> None:
    page = rendered("前**重**\n@\n后")
    first, second = page.split(PIECE.replace("piece", "piece-1"))
    assert first.strip() == "<p>前<strong>重</strong></p>"
    assert second.strip() == "<p>后</p>"


@pytest.mark.parametrize(
    "extension",
    [
        "smarty",
        "pymdownx.smartsymbols",
        "pymdownx.betterem",
        "pymdownx.tilde",
        "pymdownx.magiclink",
        "abbr",
        "wikilinks",
    ],
)
def test_extension_that_changes_text_breaks_no_mark(extension: str) -> None:
    page = rendered('"引号" -- c) --> (tm)\n\n@\n\n*[gongkai]: 缩写', extension)
    assert page.count(PIECE.replace("piece", "piece-1")) == 1
    assert "gongkaislot" not in page


def test_mark_of_another_build_is_left_alone_and_shows() -> None:
    """A number that nothing was kept under: text that a clerk has typed."""
    assert "gongkaislot7end" in rendered("gongkaislot7end\n\n@")


def test_word_that_looks_like_a_mark_stays_text_and_takes_no_piece_away() -> None:
    for number in range(1, 4):
        page = rendered(f"写作 gongkaislot{number}end 的字\n\n@")
        assert f"<p>写作 gongkaislot{number}end 的字</p>" in page
        assert page.index("的字</p>") < page.index(PIECE.replace("piece", "piece-1"))


def test_marks_differ_from_build_to_build_so_that_no_text_can_name_one() -> None:
    assert html_slots().keep(PIECE) != html_slots().keep(PIECE)


def test_piece_is_handed_out_once_so_that_no_build_keeps_what_it_has_used() -> None:
    slots = html_slots()
    mark = slots.keep(PIECE)
    assert slots.fill(mark) == (PIECE, {"piece"})
    assert slots.fill(mark) == (mark, set())


@pytest.fixture
def rich(tmp_path: Path) -> Site:
    """A site with every extension that might come into the way."""
    return Site(tmp_path / "rich", RICH).without_search()


def test_tables_come_whole_into_every_kind_of_block_of_a_page(rich: Site, published_site: Site) -> None:
    calls = [f'{{{{ table("{name}", year=2023) }}}}' for name in ("主动公开", "申请", "复议诉讼")]
    rich.write(
        "docs/x/note.md",
        f"# 题\n\n- 项\n\n    {calls[0]}\n\n> {calls[1]}\n\n!!! note\n\n    {calls[2]}\n\n文字\n{calls[0]}\n文字\n",
    )
    rich.built("--strict")
    page = rich.page("x/note/index.html")
    assert "gongkaislot" not in page
    captions = [re.sub("<[^>]*>", "", re.findall("<caption.*?</caption>", table)[0]) for table in tables(page)]
    wanted = [re.findall("<caption.*?</caption>", table)[0] for table in tables(published_site.page())]
    assert captions == [re.sub("<[^>]*>", "", caption) for caption in (*wanted, wanted[0])]
    article = page[page.index("<article") : page.index("</article>") + len("</article>")]
    assert nesting(article) == []


def test_row_is_an_anchor_that_strict_validation_knows(published_site: Site) -> None:
    site = published_site.without_search()
    site.write("docs/more.md", "# 更多\n\n[新收](x/2023.md#requests-received)、[表](x/2023.md#requests)\n").built(
        "--strict"
    )
    assert 'href="../x/2023/#requests-received"' in site.page("more/index.html")
    before = site.published()
    site.write("docs/more.md", "# 更多\n\n[新收](x/2023.md#requests-received)\n\n[没有](x/2023.md#no-such-row)\n")
    ran = site.build("--strict")
    assert ran.code != 0
    assert "does not contain an anchor '#no-such-row'" in ran.output
    assert "requests-received" not in ran.output
    assert site.published() == before


def test_figure_in_a_heading_stands_in_title_and_table_of_contents(site: Site) -> None:
    site.change("docs/x/2023.md", "# 示例市", '# 新收 {{ figure("申请.本年新收.总计") }} 件：示例市')
    site.change("docs/x/2023.md", "## 一、总体情况", '## 一、总体情况\n\n### 办结 {{ total("申请.予以公开") }} 件')
    site.without_search().built("--strict")
    page = site.page()
    assert "{{" not in page
    assert "<title>新收 8 件：示例市" in page.replace("\n", "").replace("  ", "")
    assert page.count("办结 4 件") == 2  # in the heading, and in the table of contents
    assert re.search(r'<a href="#[^"]+"[^>]*>(\s|<[^>]*>)*办结 4 件', page)
    assert not [name for name in site.published() if name.endswith(".html") and "{{" in site.page(name)]


def test_figure_is_text_and_no_markup(site: Site) -> None:
    site.change("data/x/2023.yml", "[12.30]", "['12.30 万元（<b>粗</b>*星*、[链](x)、{{ extra.secret }}）']")
    call = '{{ figure("主动公开.行政事业性收费.收费金额") }}'
    site.change("docs/x/2023.md", "## 三、", f"收费 {call}。\n\n## 三、").without_search().built()
    fee = re.search("<p>收费 (.*?)。</p>", site.page())
    assert fee is not None
    assert html.unescape(fee[1]) == "12.30 万元（<b>粗</b>*星*、[链](x)、{{ extra.secret }}）"
    assert not set("<>*") & set(fee[1])


def placed(text: str, *extensions: str) -> str:
    """Markdown with one part below the title and one behind the text."""
    slots = html_slots()
    slots.below_title = [slots.keep("<div>头</div>")]
    slots.at_end = [slots.keep("<div>尾</div>")]
    return markdown.markdown(text, extensions=[*extensions, SlotExtension(slots)])


@pytest.mark.parametrize("title", ["# 题", "#题", "题\n==", "# 题 #", "# *题*"])
def test_parts_below_the_title_stand_behind_it_however_it_is_written(title: str) -> None:
    page = placed(f"前\n\n{title}\n\n文\n\n# 次题")
    assert re.sub("</?em>", "", page) == "<p>前</p>\n<h1>题</h1><div>头</div>\n<p>文</p>\n<h1>次题</h1><div>尾</div>"


def test_parts_stand_behind_a_title_that_is_written_as_html() -> None:
    page = placed('前\n\n<h1 align="center">题</h1>\n\n文')
    assert page == '<p>前</p>\n<h1 align="center">题</h1>\n<div>头</div>\n<p>文</p><div>尾</div>'


def test_parts_of_a_page_without_a_title_stand_at_its_top_and_its_end() -> None:
    assert placed("## 节\n\n文") == "<div>头</div><h2>节</h2>\n<p>文</p><div>尾</div>"


def test_parts_at_the_end_stand_behind_footnotes() -> None:
    page = placed("# 题\n\n文[^1]\n\n[^1]: 注", "footnotes")
    assert page.endswith("<div>尾</div>")
    assert page.index("注") < page.index("尾")
