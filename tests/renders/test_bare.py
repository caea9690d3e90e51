"""Content as bare HTML: nothing that an editor strips, nothing that is fetched, every figure where it was."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.forms import Place
from gongkai.renders.bare.narrative import SITE_ONLY, bare_narrative
from gongkai.renders.bare.report import bare_file, title_bare
from gongkai.renders.bare.table import table_bare
from gongkai.renders.html.markup import escape
from gongkai.renders.html.table import table_html
from gongkai.reports import Note
from gongkai.tables import build_table
from tests.renders.markup import grid, read
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    from gongkai.forms import Form

ALLOWED = {"style", "colspan", "rowspan", "scope", "start", "href", "tabindex"}


def bare(html: str, base: str | None = None) -> str:
    """The bare HTML of a narrative."""
    return bare_narrative(html, base)[0]


def whole(html: str, base: str | None = None) -> str:
    text, has_title = bare_narrative(html, base)
    return bare_file(text if has_title else title_bare("标题") + text, title="标题", source="来源")


def unmarked(rows: list[list[str]]) -> list[list[str]]:
    """Take away the numbers of notes, which a page of the site shows by its style sheet alone."""
    return [[re.sub(r"［[0-9,]+］$", "", text) for text in row] for row in rows]


def body(html: str) -> str:
    return html.partition("<main>")[2].partition("</main>")[0]


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.id)
def test_tables_keep_every_cell_span_and_figure_and_nothing_that_an_editor_strips(form: Form) -> None:
    report = numbered(form)
    views = [build_table(report, table.id) for table in form.tables]
    before, after = read("".join(map(table_html, views))), read("".join(map(table_bare, views)))
    assert [unmarked(grid(table)) for table in after.all("table")] == [grid(table) for table in before.all("table")]
    assert len(list(after.all("td"))) > 60
    for element in after.all():
        assert set(element.attributes) <= ALLOWED
    for cell in after.all("th", "td"):
        assert "border:1px solid" in cell.attributes["style"]
    for table in after.all("table"):
        assert "width:100%" in table.attributes["style"]
        assert "border-collapse:collapse" in table.attributes["style"]


def test_figures_are_set_right_and_totals_bold() -> None:
    form = every_form()[0]
    html = table_bare(build_table(numbered(form), "requests"))
    styles = [cell.attributes["style"] for cell in read(html).all("td")]
    assert all("text-align:right" in style for style in styles)
    assert any("bold" in style for style in styles)
    assert not all("bold" in style for style in styles)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p class="x" id="y" onclick="z()">文</p>', '<p style="line-height:1.8;margin:0 0 .8em">文</p>'),
        ('<h3 id=\'a\'>题<a class="headerlink" href="#a">¶</a></h3>', "<h3>题</h3>"),
        ("前<script>alert('<b>')</script>后", "前后"),
        ("前<style>p { color: red }</style>后", "前后"),
        ("前<!-- <p>藏</p> -->后", "前后"),
        ('前<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>后', "前后"),
        ('图<img alt="示意" src="a.png" />后', "图示意后"),
        ('<div class="admonition note"><span>文</span></div>', "文"),
        ('<p title="a>b">文</p>', '<p style="line-height:1.8;margin:0 0 .8em">文</p>'),
        ("1 &lt; 2 &amp; 3<br />4", "1 &lt; 2 &amp; 3<br>4"),
        ("1 < 2", "1 &lt; 2"),
        ('<ol start="3"><li>三</li></ol>', '<ol start="3"><li style="line-height:1.8">三</li></ol>'),
        ('<input type="checkbox" disabled>后', "后"),
    ],
)
def test_markup_is_what_an_editor_keeps(html: str, wanted: str) -> None:
    assert bare(html, None) == wanted


def test_wide_tables_move_within_a_frame_and_keep_rows_that_can_be_read() -> None:
    report = numbered(every_form()[0])
    made = "".join(table_bare(build_table(report, table)) for table in ("requests", "proactive"))
    assert made.count("<div") == made.count("</div>") == made.count('tabindex="0" style="overflow-x:auto"') == 2
    assert [part.split(">")[0].count("min-width") for part in made.split("<table")[1:]] == [1, 0]


def test_table_in_the_text_moves_within_its_frame() -> None:
    made = bare('<div class="x"><div class="gk-scroll" role="region"><table><tbody></tbody></table></div></div>')
    assert re.sub(r' style="[^"]*"', "", made) == '<div tabindex="0"><table><tbody></tbody></table></div>'


@pytest.mark.parametrize(
    ("href", "base", "wanted"),
    [
        ("https://example.org/a?b=1&amp;c=2", None, "https://example.org/a?b=1&amp;c=2"),
        ("mailto:office@example.org", None, "mailto:office@example.org"),
        ("../2019/", "https://example.org/x/2020/", "https://example.org/x/2019/"),
        ("../2019/", None, ""),
        ("#requests", "https://example.org/x/2020/", ""),
        ("javascript:alert(1)", "https://example.org/", ""),
        ("data:text/html,x", None, ""),
    ],
)
def test_links_lead_on_from_anywhere_or_are_text(href: str, base: str | None, wanted: str) -> None:
    made = bare(f'<a href="{href}" rel="x">文</a>后', base)
    assert made == (f'<a href="{wanted}">文</a>后' if wanted else "文后")


@pytest.mark.parametrize("name", sorted(SITE_ONLY))
def test_what_belongs_to_the_site_is_left_out_with_all_that_it_holds(name: str) -> None:
    assert bare(f'甲<section class="a {name}"><section>乙</section><p>丙</p></section>丁', None) == "甲丁"


def test_notes_of_cells_and_rows_are_numbered_in_the_text() -> None:
    form = every_form()[0]
    report = numbered(form)
    row = form.table_index["requests"].rows[0].id
    cell = Place(table="requests", row=row, cols=("total",))
    places = (Place(table="requests", row=row), cell, cell)
    noted = replace(report, notes=tuple(Note("", place, f"注{number}") for number, place in enumerate(places)))
    first = next(read(table_bare(build_table(noted, "requests"))).one("tbody").all("tr"))
    (label,) = (cell.text for cell in first.all("th") if cell.text.endswith("］"))
    assert label.endswith("［1］")
    assert ["［2,3" in cell.text for cell in first.all("td")] == [False] * 6 + [True]


def test_alignment_of_a_table_in_the_text_is_kept() -> None:
    made = bare('<td style="text-align: center;">中</td><td>左</td>', None)
    assert re.findall(r"text-align:(\w+)", made) == ["center", "left"]


def test_file_has_its_heading_once_its_source_last_and_asks_for_nothing() -> None:
    for html in ("<h1>自己的标题</h1><p>文</p>", "<p>文</p>"):
        made = whole(html)
        shown = read(body(made))
        assert shown.one("h1").text == ("自己的标题" if "自己" in html else "标题")
        assert [element.text for element in shown.all("p")] == ["文", "来源"]
        assert '<meta charset="utf-8">' in made
        assert not re.search(r"<(script|img|style|iframe)\b|\s(src|class|id)=|url\(", made)
        assert re.findall(r"<link[^>]*>", made) == ['<link rel="icon" href="data:,">'], "which asks for none"


def test_text_of_title_and_source_is_escaped() -> None:
    made = bare_file(escape("文"), title="<b>甲</b>", source="a & b")
    assert "<title>&lt;b&gt;甲&lt;/b&gt;</title>" in made
    assert "a &amp; b</p>" in made
