"""What styles around a table of a web page do to all of it: hide it, cut it off, or add words to the page."""

from __future__ import annotations

import pytest
from lxml import etree

from gongkai.readers.html.pages import read_html
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.unseen.around_tables import is_cut, is_unseen
from tests.importing.sample_documents import page

ROWS = "<tr><td>行政许可</td><td>12</td></tr>" * 20


SHORT = {"XTABLE": "<div class=x>TABLE</div><style>.x{overflow:hidden}</style>", "FLEX": "<div style=display:flex>"}


def judged(markup: str, sheet: str = "") -> str:
    """What is known of the table in an element around it."""
    for short, long in SHORT.items():
        markup = markup.replace(short, long)
    root = etree.HTML(f"<style>{sheet}</style><body>{markup.replace('TABLE', f'<table><tbody>{ROWS}</table>')}</body>")
    styles, table = PageStyles(root), root.find(".//table")
    return "unseen" if is_unseen(table, styles) else "cut" if is_cut(table, styles) else ""


@pytest.mark.parametrize(
    "style",
    [
        *("visibility:hidden", "opacity:0", "font-size:0", "color:transparent", "color:#fff", "filter:opacity(0)"),
        *("position:absolute;left:-9999px", "text-indent:-9999px", "text-indent:99em", "letter-spacing:-1em"),
        *("translate:-2000px", "transform:translateX(-2000px)"),
        *("transform:scale(0)", "zoom:0.01", "height:0;overflow:hidden", "max-height:0;overflow:hidden"),
        *("position:fixed;top:2000px", "position:fixed;left:4000px", "margin-left:3000px"),
        *("clip-path:inset(50%)", "content-visibility:hidden", "background:#333;color:#333"),
    ],
)
def test_table_in_what_a_style_does_not_show_is_unseen(style: str) -> None:
    assert judged("<div class=x>TABLE</div>", f".x{{{style}}}") == "unseen"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("html{font-size:0}td{font-size:1rem}", "unseen"),
        ("html{font-size:1px}table{font-size:1.2rem}", "unseen"),
        ("body{font-size:0}td{font-size:100%}", "unseen"),
        ("body{font-size:3px}div{font-size:.9em}table{font-size:.9em}", "unseen"),
        ("html{font-size:0}body{font-size:14px}", ""),
        ("html{font-size:62.5%}td{font-size:1.4rem}", ""),
        ("html{font-size:calc(100vw/19.2)}td{font-size:.14rem}", ""),
        (":root{color-scheme:dark}body{color:#111}", "unseen"),
        ("table{color-scheme:dark;background:#fff;color:canvastext}", "unseen"),
        (":root{color-scheme:dark}td{color:light-dark(#fff,#000)}", "unseen"),
        (":root{color-scheme:dark}td{color:#fff}", ""),
        (":root{color-scheme:dark}body{color:#000;background:#fff}", ""),
        (":root{color-scheme:light dark}td{color:#000}", ""),
        ("table{margin-left:-500px}", "unseen"),
        ("div{margin-left:-15px}", ""),
        ("html{background:url(a.png) #000}", "unseen"),
        ("html{background:url(a.png)}", ""),
        ("html{background:url(a.png) #fff}", ""),
    ],
)
def test_print_by_the_size_and_colours_of_the_page_is_seen_or_not(sheet: str, expected: str) -> None:
    assert judged("<div>TABLE</div>", sheet) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=x>TABLE</div><style>.x{visibility:hidden}td{visibility:visible}</style>",
        "<div class=x>TABLE</div><style>.x{font-size:0}table{font-size:14px}</style>",
        "<div class=x>TABLE</div><style>.x{color:#fff}td{color:#333}</style>",
        "<div class=x>TABLE</div><style>.x{color:#fff;background:#036}</style>",
        "TABLE<style>tr:first-child td{color:#fff}</style>",
        "<div class=x>TABLE</div><style>.x{position:absolute;left:50%;margin-left:-490px;width:980px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:1200px;width:600px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:auto;height:100px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow-x:hidden;height:100px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow-y:auto;overflow-x:hidden;height:100px}</style>",
        "<div class=x><div class=y>TABLE</div></div><style>.x{overflow:hidden;height:100px}.y{overflow:auto}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:1%}html{overflow:hidden;height:100%}</style>",
        "<div class=x>TABLE</div><style>.x{letter-spacing:-.31em}table{letter-spacing:normal}</style>",
        "TABLE<style>tbody{overflow:hidden;height:99px}</style>",
        "<div class=x><p style=height:40px></p><br><i>甲</i>TABLE</div><style>.x{overflow:clip;height:550px}</style>",
        "<div class=x><p style=float:left;height:900px></p>TABLE</div><style>.x{overflow:clip;height:500px}</style>",
        "<div class=x><div style=height:900px hidden></div>TABLE</div><style>.x{overflow:hidden;height:500px}</style>",
        "<div class=x><div style=padding-left:40px>TABLE</div></div><style>.x{overflow:hidden;width:900px}</style>",
        "<div class=x>TABLE<p style=height:900px></div><style>.x{overflow:hidden;height:500px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:100vh}</style>",
        "<div style='grid-template-rows:1fr'><div class=x>TABLE</div></div><style>.x{overflow:hidden}</style>",
        "FLEX<p>甲</p><div class=x>TABLE</div></div><style>.x{flex:1;overflow:hidden}</style>",
        "FLEX<p style=flex-shrink:0;width:300px>XTABLE</div>",
        "<div style='display:flex;flex-wrap:wrap'><p style='flex:0 0 100%'>XTABLE</div>",
        "<div style='display:grid;grid:auto/200px 1fr'><p>甲</p>XTABLE</div>",
        "<div class=x>TABLE</div><style>.x{aspect-ratio:2/1;overflow:hidden;width:100%}</style>",
        "<details open>TABLE</details>",
        "<details><summary>TABLE</summary></details>",
    ],
)
def test_table_that_is_seen_is_not_in_doubt(markup: str) -> None:
    assert judged(markup) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:200px}</style>",
        "<div class=x><p>甲</p>TABLE</div><style>.x{overflow-y:clip;max-height:150pt}</style>",
        "TABLE<style>table{display:block;overflow:hidden;height:99px}</style>",
        "<div class=x>TABLE</div><style>tbody{display:block;overflow:hidden;height:99px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;width:600px}table{width:1200px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:440px}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;contain:size}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;height:10vh}</style>",
        "<div style=height:300px><div class=x>TABLE</div></div><style>.x{overflow:hidden;height:50%}</style>",
        "<div style='grid-template-rows:0fr'><div class=x>TABLE</div></div><style>.x{overflow:hidden}</style>",
        "<div class=x>TABLE</div><style>.x{overflow:hidden;aspect-ratio:99/1}</style>",
        "FLEX<div class=x>TABLE</div></div><style>.x{overflow:hidden;flex:0 1 0}</style>",
        "FLEXXTABLE<p style='flex:0 0 100%'></div>",
        "FLEXXTABLE<p style=flex:999></div><style>.x{flex:1}</style>",
        "<div style='display:flex;flex-flow:column;height:99px'><p style=flex:none;height:99px>XTABLE</div>",
        "<div style='display:grid;grid:auto/0 1fr'>XTABLE</div>",
        *(
            f"<div class=x>{inner}</div><style>.x{{overflow:hidden;height:500px;width:900px}}</style>"
            for inner in (
                "<div style=height:200px></div>TABLE",
                "<div><div><p style=min-height:200px></div></div>TABLE",
                "<img height=200>TABLE",
                "<div style=margin-top:200px>TABLE</div>",
                "<div style=padding-top:200px>TABLE</div>",
                "<div style=position:relative;top:200px>TABLE</div>",
                "<div style=transform:translateY(200px)>TABLE</div>",
                "<div style=float:left;width:100%;height:200px></div>TABLE",
                f"{'<br>' * 9}TABLE",
                f"{'<div>甲</div>' * 9}TABLE",
                "<div style=margin-left:900px>TABLE</div>",
                "<div style=translate:900px>TABLE</div>",
            )
        ),
    ],
)
def test_table_in_a_box_that_is_too_small_is_cut(markup: str) -> None:
    assert judged(markup) == "cut"


def test_table_is_said_to_be_hidden_or_cut() -> None:
    first, second, third, rest = page().split("<table>")
    sheet = "<style>.x{overflow:hidden;max-height:99px}</style>"
    parts = (sheet, first, "<details><table>", second, "</details><div class=x><table>", third)
    parts = (*parts, "</div><marquee><table>", rest)
    notices = read_html("".join(parts).encode(), name="a.html").notices

    assert [notice.code for notice in notices] == ["moved-by-style", "hidden-pane", "cut-table"]


ADDING = """<style>
h1::before { content: '征求意见稿' } h1::after { content: '»' } .p::after { content: '共12件' }
table.a::before { content: '表一' } .a tr.r::before { content: '5' } .a tbody::after { content: '\\5408计' }
.w::after { content: '数据作废'; display: block } body::after { content: '草案'; position: fixed }
.h::after { content: '丙' }
</style>"""


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("<html hidden>", "", ["hidden-pane"] * 3),
        ("<html style='opacity:0'>", "", ["hidden-pane"] * 3),
        ("<meta name=color-scheme content=dark><style>td{color:#000}</style>", "", ["hidden-pane"] * 3),
        ("<style>td{font-size:.14rem}</style><script src='js/flexible.js'></script>", "", []),
        ("<style>td{font-size:.14rem}</style>", "<script>document.documentElement.style.fontSize=x</script>", []),
        (
            "<style>td{font-size:1em}</style>",
            "<script>document.documentElement.style.fontSize='1px'</script>",
            ["hidden-pane"] * 3,
        ),
        ("<style>table{font-size:14px}</style><div style='font-size:0'><div>", "</div></div>", []),
        ("<style>table{visibility:visible}</style><div style='visibility:hidden'>", "</div>", []),
    ],
)
def test_what_hides_a_whole_page_is_said_and_what_is_set_back_is_read(
    before: str, behind: str, expected: list[str]
) -> None:
    document = read_html(f"{before}{page()}{behind}".encode(), name="a.html")

    codes = [notice.code for notice in document.notices if notice.code == "hidden-pane"]
    assert codes == expected
    assert len(list(document.grids())) == 3


def test_words_that_a_style_sheet_adds_are_read_where_they_stand() -> None:
    body = (
        "<h1>报告</h1><p>一、总体情况</p><p class=p>受理</p><p class=h style='display:none'>丁</p>"
        "<p>二、主动公开政府信息情况<div class=w><table class=a><tr><td>行政许可<td>1<td>2"
        "<tr class=r><td>行政处罚<td>3<td>4</table></div><p>戊</p>"
    )
    document = read_html(f"{ADDING}{body.replace('<tr>', '<tbody><tr>', 1)}".encode(), name="a.html")
    (grid,) = document.grids()

    assert [block.text for block in document.paragraphs()] == [
        *("征求意见稿报告", "一、总体情况", "受理共12件", "二、主动公开政府信息情况", "表一", "数据作废", "戊"),
    ]
    assert [[cell.text for cell in row if cell.text] for row in grid.rows] == [
        ["行政许可", "1", "2"],
        ["[网页样式加的字：5]", "行政处罚", "3", "4"],
        ["[网页样式加的字：合计]"],
    ]
    assert {notice.text for notice in document.notices if notice.code == "margin"} >= {"征求意见稿", "草案"}


@pytest.mark.parametrize(
    ("style", "is_noted"),
    [
        ("position:absolute;top:300px;opacity:0.3", True),
        ("transform:rotate(-30deg)", True),
        ("position:fixed;display:none", False),
        ("color:red", False),
    ],
)
def test_words_of_a_draft_that_are_set_over_a_page_are_those_of_a_watermark(style: str, *, is_noted: bool) -> None:
    notices = read_html(f"<p>一、总体情况</p><div style='{style}'><b>作废</b></div>".encode(), name="a.html").notices

    assert [(notice.code, notice.text) for notice in notices] == [("margin", "作废")] * is_noted


def test_text_of_the_colour_of_its_ground_is_no_part_of_a_sentence() -> None:
    pale = "<p>本年<span style='color:#fff'>受理12件</span>按时</p>"
    seen = "<p style='color:#fff'>办理<b style='color:#000'>3</b>件</p>"
    document = read_html(f"{pale}{seen}".encode(), name="a.html")

    assert [block.text for block in document.paragraphs()] == ["本年按时", "办理3件"]
    assert [block.unseen_texts for block in document.paragraphs()] == [("与底色一样的字：受理12件",), ()]


def test_text_with_figures_that_is_not_shown_at_first_is_read_and_quoted() -> None:
    hidden = "<div class=x><p>受理12件</p><p>按时</p></div><details><summary>共3件</summary><p>办理5件</p></details>"
    body = f"<p>一、总体情况</p>{hidden}<p class=y>公开7件</p><p class=x>公开7件</p>"
    document = read_html(f"<style>.x{{opacity:0}}.y{{margin-left:-99px}}</style>{body}".encode(), name="a.html")

    assert [block.text for block in document.paragraphs()][1:6] == ["受理12件", "按时", "共3件", "办理5件", "公开7件"]
    assert [(notice.code, notice.text) for notice in document.notices] == [("hidden-text", "受理12件；办理5件")]
