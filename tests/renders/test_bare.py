"""Content as bare HTML: nothing that an editor strips, nothing that is fetched, every figure where it was."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.figures import BLANK, Kind
from gongkai.findings import Finding, Level
from gongkai.forms import Place
from gongkai.narrative import parse_narrative
from gongkai.readers.matching.figure_text import read_figure
from gongkai.renders.bare.narrative import SITE_ONLY, bare_narrative
from gongkai.renders.bare.report import bare_file, report_bare
from gongkai.renders.bare.table import table_bare
from gongkai.renders.export import ReportExport
from gongkai.renders.html.markup import escape
from gongkai.renders.html.table import table_html
from gongkai.reports import Agency, Note
from gongkai.reports.model import Retelling
from gongkai.reports.titles import report_title
from gongkai.routes import NO_ADDRESS, SiteAddress
from gongkai.tables import build_table
from tests.renders.markup import Element, grid, read
from tests.tables.grids import every_form, numbered

if TYPE_CHECKING:
    from gongkai.forms import Form

RULED = {"border": "1", "cellspacing": "0", "cellpadding": "4", "width": "100%"}
ALLOWED = {"style", "colspan", "rowspan", "scope", "start", "href", "tabindex", *RULED}
AGENCY = Agency("a", "某街道办事处", "某街道")
TITLE = report_title(numbered(every_form()[0]), AGENCY)
SITE = SiteAddress("https://example.org/")
MAIN = '<main id="report">'
INDENTED = "line-height:1.8;margin:0 0 .8em;text-indent:2em"


def bare(html: str, site: SiteAddress = NO_ADDRESS) -> str:
    """The bare HTML of a narrative of the page ``x/2020.md``."""
    return bare_narrative(html, lambda href: site.link(href, "x/2020.md"), titled=True)[0]


def exported(markdown: str, *, titled: bool = False, hard_paragraphs: bool = False, **more: Any) -> str:
    """The bare copy of a report of that narrative."""
    narrative, _ = parse_narrative(markdown, path="docs/a/2020.md", hard_paragraphs=hard_paragraphs)
    export = ReportExport(numbered(every_form()[0]), AGENCY, "0" * 64, narrative=narrative, **more)
    return report_bare(export, titled=titled).decode()


def unmarked(rows: list[list[str]]) -> list[list[str]]:
    """Take away the numbers of notes, which a page of the site shows by its style sheet alone."""
    return [[re.sub(r"［[0-9,]+］$", "", text) for text in row] for row in rows]


def body(html: str) -> str:
    return html.partition(MAIN)[2].partition("</main>")[0]


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
        assert RULED.items() <= table.attributes.items(), "editors that drop styles keep these, and so the lines"


def test_copy_of_a_report_that_is_retold_says_by_whom_and_where_the_original_is() -> None:
    retold = replace(numbered(every_form()[0]), retold=Retelling("某某项目", "原机关网站"))
    copies = [report_bare(ReportExport(retold, AGENCY, "0" * 64), titled=titled).decode() for titled in (True, False)]
    assert all("非官方转述（转述者：某某项目），以原机关公布为准。原件：原机关网站" in copy for copy in copies)


def test_blank_is_a_word_and_reads_back_as_a_blank() -> None:
    report = numbered(every_form()[0])
    rows = report.grids["requests"]
    blank = replace(report, grids={**report.grids, "requests": ((BLANK,) * len(rows[0]), *rows[1:])})
    row = next(read(table_bare(build_table(blank, "requests"))).all("tbody")).children[0]
    assert isinstance(row, Element)
    assert [cell.text for cell in row.all("td")] == ["空项"] * len(rows[0])
    assert read_figure("空项", Kind.COUNT).figure == BLANK


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
        ('<p class="x" id="y" onclick="z()">文</p>', f'<p style="{INDENTED}">文</p>'),
        ('<h3 id=\'a\'>题<a class="headerlink" href="#a">¶</a></h3>', "<h3>题</h3>"),
        ("前<script>alert('<b>')</script>后", "前后"),
        ("前<style>p { color: red }</style>后", "前后"),
        ("前<!-- <p>藏</p> -->后", "前后"),
        ('前<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>后', "前后"),
        ('图<img alt="示意" src="a.png" />后', "图示意后"),
        ('<div class="admonition note"><span>文</span></div>', "文"),
        ('<p title="a>b">文</p>', f'<p style="{INDENTED}">文</p>'),
        (
            "<ul><li><p>文</p></li></ul>",
            '<ul><li style="line-height:1.8"><p style="line-height:1.8;margin:0 0 .8em">文</p></li></ul>',
        ),
        ("1 &lt; 2 &amp; 3<br />4", "1 &lt; 2 &amp; 3<br>4"),
        ("1 < 2", "1 &lt; 2"),
        ('<ol start="3"><li>三</li></ol>', '<ol start="3"><li style="line-height:1.8">三</li></ol>'),
        ('<input type="checkbox" disabled>后', "后"),
    ],
)
def test_markup_is_what_an_editor_keeps(html: str, wanted: str) -> None:
    assert bare(html) == wanted


def test_wide_tables_move_within_a_frame_and_keep_rows_that_can_be_read() -> None:
    report = numbered(every_form()[0])
    html = "".join(table_bare(build_table(report, table)) for table in ("requests", "proactive"))
    assert html.count("<div") == html.count("</div>") == html.count('tabindex="0" style="overflow-x:auto"') == 2
    assert [part.split(">")[0].count("min-width") for part in html.split("<table")[1:]] == [1, 0]


def test_table_in_the_text_moves_within_its_frame() -> None:
    html = bare('<div class="x"><div class="gk-scroll" role="region"><table><tbody></tbody></table></div></div>')
    plain = (
        '<div tabindex="0"><table border="1" cellspacing="0" cellpadding="4" width="100%"><tbody></tbody></table></div>'
    )
    assert re.sub(r' style="[^"]*"', "", html) == plain


@pytest.mark.parametrize(
    ("href", "site", "wanted"),
    [
        ("https://example.org/a?b=1&amp;c=2", NO_ADDRESS, "https://example.org/a?b=1&amp;c=2"),
        ("mailto:office@example.org", NO_ADDRESS, "mailto:office@example.org"),
        ("../2019/", SITE, "https://example.org/x/2019/"),
        ("../2019/", NO_ADDRESS, ""),
        ("2019.md#requests", SITE, "https://example.org/x/2019/#requests"),
        ("../index.md", SITE, "https://example.org/"),
        ("附件/a 1.pdf", SITE, "https://example.org/x/%E9%99%84%E4%BB%B6/a%201.pdf"),
        ("#requests", SITE, ""),
        ("javascript:alert(1)", SITE, ""),
        ("data:text/html,x", NO_ADDRESS, ""),
    ],
)
def test_links_lead_on_from_anywhere_or_are_text(href: str, site: SiteAddress, wanted: str) -> None:
    html = bare(f'<a href="{href}" rel="x">文</a>后', site)
    assert html == (f'<a href="{wanted}">文</a>后' if wanted else "文后")


@pytest.mark.parametrize("name", sorted(SITE_ONLY))
def test_what_belongs_to_the_site_is_left_out_with_all_that_it_holds(name: str) -> None:
    assert bare(f'甲<section class="a {name}"><section>乙</section><p>丙</p></section>丁') == "甲丁"


def test_notes_of_cells_and_rows_are_numbered_in_the_text() -> None:
    form = every_form()[0]
    report = numbered(form)
    row = form.table_index["requests"].rows[0].id
    cell = Place(table="requests", row=row, cols=("total",))
    places = (Place(table="requests", row=row), cell, cell)
    with_notes = replace(report, notes=tuple(Note("", place, f"注{number}") for number, place in enumerate(places)))
    first = next(read(table_bare(build_table(with_notes, "requests"))).one("tbody").all("tr"))
    (label,) = (cell.text for cell in first.all("th") if cell.text.endswith("］"))
    assert label.endswith("［1］")
    assert ["［2,3" in cell.text for cell in first.all("td")] == [False] * 6 + [True]


def test_alignment_of_a_table_in_the_text_is_kept() -> None:
    html = bare('<td style="text-align: center;">中</td><td>左</td>')
    assert re.findall(r"text-align:(\w+)", html) == ["center", "left"]


@pytest.mark.parametrize("markdown", ["# 自己的标题\n\n文\n", "文\n"])
def test_title_is_left_to_the_editor_or_stands_there_once_and_nothing_is_asked_for(markdown: str) -> None:
    plain, titled = exported(markdown), exported(markdown, titled=True)
    assert "<h1" not in plain
    assert "自己的标题" not in body(plain)
    shown = read(body(titled))
    assert shown.one("h1").text == ("自己的标题" if "自己" in markdown else TITLE)
    for html in (plain, titled):
        assert f"<title>{'自己的标题' if '自己' in markdown else TITLE}</title>" in html
        assert next(element.text for element in read(body(html)).all("p")) == "文"
        assert '<meta charset="utf-8">' in html
        assert not re.search(r"<(script|img|style|iframe)\b|\s(src|class|id)=|url\(", html.replace(MAIN, ""))
        assert '<a href="#report"' in html.partition(MAIN)[0], "a way past the title, which is not pasted"
        assert re.findall(r"<link[^>]*>", html) == ['<link rel="icon" href="data:,">'], "which asks for none"


def test_calls_are_replaced_by_what_they_print_and_tables_stand_where_they_are_called_for() -> None:
    html = body(
        exported(
            '# 题\n\n前 {{ figure("申请.本年新收.自然人") }} 件，**{{ figure("申请.本年新收.总计") }}**。\n\n'
            '{{ table("申请") }}\n\n- 项\n\n    {{ table("复议诉讼") }}\n\n'
            '{{ downloads() }}\n\n末 `{{ figure("申请.本年新收.总计") }}`。'
        )
    )
    number = next(cell.text for cell in next(read(html).all("table")).all("td"))
    assert f"前 {number} 件，<strong>" in html
    assert html.count("<table") == html.count("</table>") == 2
    assert html.index("前 ") < html.index("<table") < html.index("项") < html.rindex("<table") < html.index("末 ")
    assert "{{" not in html
    assert not re.search("[\ue000-\uf8ff]", html)
    assert not re.search(r"<p[^>]*>\s*(<div|</p>)", html)


def test_text_that_offices_write_keeps_its_lines_and_its_printed_numbers() -> None:
    html = body(exported("# 题\n## 一、总体情况\n1. 甲乙。\n（一）丙丁。\n", hard_paragraphs=True))
    assert [element.text for element in read(html).all("p")][:2] == ["1. 甲乙。", "（一）丙丁。"]
    assert html.count(INDENTED) == 2


def test_admonitions_tables_and_marks_of_the_text_are_kept() -> None:
    html = body(
        exported(
            '!!! note "提示"\n    甲*乙*。\n\n| 年 | 数 |\n|---|--:|\n| 一 | 2<sup>3</sup> |\n\n> 引\n\n3. 三\n4. 四\n'
        )
    )
    assert ';font-weight:bold">提示</p>' in html
    assert "甲<em>乙</em>。" in html
    assert "2<sup>3</sup>" in html
    assert 'text-align:right">' in html
    assert '<ol start="3">' in html
    assert "<blockquote>" in html


def test_report_without_a_narrative_has_its_tables_below_their_sections() -> None:
    export = ReportExport(numbered(every_form()[0]), AGENCY, "0" * 64)
    html = body(report_bare(export, titled=False).decode())
    assert html.count("<table") == html.count("<h2") == 3


def test_copy_of_a_report_with_errors_begins_with_them() -> None:
    error = Finding(
        code="syntax", variant="no-agency-file", level=Level.ERROR, path="data/a/2020.yml", args={"slug": "<b>"}
    )
    html = body(exported('# 题\n\n文 {{ figure("没有") }}', findings=(error,)))
    assert html.lstrip().startswith('<div style="border:2px solid #c00000')
    assert "有 1 处差错，不能公布，只供本机关改正时使用。" in html
    assert "&lt;b&gt;" in html
    assert "{{ figure(&quot;没有&quot;) }}" in html
    assert "#c00000" not in exported("# 题\n\n文")


def test_hidden_and_hostile_html_of_a_text_is_left_out() -> None:
    html = body(exported("前<script>alert(1)</script>后\n\n<div onclick='x()'>块</div>\n\n[坏](javascript:alert(1))"))
    assert "alert" not in re.sub(r"\(javascript:alert\(1\)\)", "", html)
    assert "onclick" not in html
    assert "<a " not in html
    assert "块" in html


def test_text_of_title_and_source_is_escaped() -> None:
    html = bare_file(escape("文"), title="<b>甲</b>", source="a & b", titled=False)
    assert "<title>&lt;b&gt;甲&lt;/b&gt;</title>" in html
    assert "a &amp; b</p>" in html
