"""Which of several declarations of a page holds, and when: a figure that a browser does not show is said."""

from __future__ import annotations

import pytest

from gongkai.readers.formats.reading import read_document
from tests.readers.test_crossed_figures import TABLE, figure
from tests.readers.test_web_pages import SECTIONS, page

HIDDEN = "[网页上不显示：24]"
GONE = ".p{visibility:hidden}"
SHADOW = "<p><template shadowrootmode=open><style>{}</style><slot></slot></template>{}</p>"
PUSHED = ".b::before{content:'';display:block;height:40px}"
BACK = ".p{visibility:visible}"


@pytest.mark.parametrize(
    "sheet",
    [
        f"@layer a{{#n,.p{{visibility:visible}}}}{GONE}",
        f"@layer a,b;@layer b{{{GONE}}}@layer a{{{BACK}}}",
        "@layer a{.p{visibility:hidden!important}}.p{visibility:visible!important}",
        f"@layer a{{{GONE}}}@layer a.b{{{BACK}}}",
        f"{GONE}@media (monochrome){{{BACK}}}",
        f"{GONE}@media (min-resolution:3dppx){{{BACK}}}",
        f"{GONE}@media (min-width:9000px) or (max-width:9px){{{BACK}}}",
        f"{GONE}@media nonsense{{{BACK}}}",
        f"@media (prefers-reduced-motion:no-preference){{{GONE}}}",
        f"{GONE}@supports not (display:grid){{{BACK}}}",
        f"{GONE}@supports (nonsense:1){{{BACK}}}",
        f"{GONE}@container (width>1px){{{BACK}}}",
        f"@container (width>1px){{{GONE}}}",
        f"{GONE}@starting-style{{{BACK}}}",
        f"{GONE}@scope (.other){{{BACK}}}",
        f"@scope (.r){{{GONE}}}",
        "td:nth-child(2 of .p,td){visibility:hidden}",
        ".p:-webkit-any(td){visibility:hidden}",
        "& .p:dir(ltr){visibility:hidden}",
        ".p{visibility:hidden;opacity:0;opacity:1\\9}",
        ".p{opacity:calc(1 - 1)}",
        ".p{opacity:0;opacity:much}",
        ".p{font-size:0;font-size:bogus(1px)}",
        ".r{visibility:hidden}.p{visibility:inherit}",
        f"{GONE}</style><noscript><style>{BACK}</style></noscript><style>",
        f"{GONE}</style><style type=text/less>{BACK}</style><style>",
        f"{GONE}</style><link rel='alternate stylesheet' title=x href='data:text/css,{BACK}'><style>",
        "@keyframes x{from{opacity:0}}.p{animation:x 1s paused}",
        "@property --v{syntax:'*';inherits:true;initial-value:hidden}.p{visibility:var(--v)}",
        ":root{--v:visible}.p{visibility:var(--V,hidden)}",
        ".p{color:env(x,#fff)}",
        ".p{color:rgb(from #000 255 255 255/0)}",
        "td{overflow:hidden;position:relative}.p{left:-140px}",
        ".P{visibility:hidden}",
        "table{table-layout:fixed;width:6px}td{overflow:hidden}",
        "td{mask:url(a.svg)}",
        ".p{-webkit-mask-box-image:url(a.svg)}",
        ":is(:nonsense,.p){visibility:hidden}",
        ":where(.p,:nonsense(a)):not(:fullscreen,:modal){visibility:hidden}",
        ".p:not(:invalid):not(:dir(rtl)){visibility:hidden}",
        f"{GONE}table:optional .p{BACK[2:]}",
        "@namespace h url(http://www.w3.org/1999/xhtml);h|tr h|td.p{visibility:hidden}",
        ":root{--on:initial}.p{visibility:var(--on,hidden)}",
        f"</style><style title=a>{GONE}</style><style title=b>{BACK}",
        f"</style><meta http-equiv=default-style content=b><style title=a>{BACK}</style><style title=b>{GONE}",
    ],
)
def test_figure_that_a_browser_does_not_show_is_said(sheet: str) -> None:
    assert figure(sheet, "24") == HIDDEN


@pytest.mark.parametrize(
    "sheet",
    [
        f"@layer a{{{GONE}}}{BACK}",
        f"@layer b,a;@layer a{{{BACK}}}@layer b{{{GONE}}}",
        f"@media print{{{GONE}}}",
        f"@supports (nonsense:1){{.p{{font-weight:bold}}}}{BACK}",
        f"{GONE}@supports (display:grid){{{BACK}}}",
        f"{GONE}@media (hover) and (min-width:600px){{{BACK}}}",
        f"@starting-style{{{GONE}}}",
        f"@scope (.other){{{GONE}}}",
        ".p{visibility:hidden}.p{all:unset}",
        ".p:hover{visibility:hidden}",
        "table{table-layout:fixed;width:600px}td{overflow:hidden}",
        ".p:fullscreen,.p:not(:not(:modal)){visibility:hidden}",
        "nonsense:nonsense,.p{visibility:hidden}",
        f"</style><style title=a>{BACK}</style><style title=b>{GONE}",
        ".r{color:#fff}.p{color:initial}",
        ".p{opacity:1;opacity:0\\9}",
        ".p{filter:alpha(opacity=0)}",
    ],
)
def test_figure_that_a_browser_shows_is_read(sheet: str) -> None:
    assert figure(sheet, "24") == "24"


FAINT, SMALL = "opacity:.3", "transform:scale(.3)"


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        (f".r{{{FAINT}}}i{{{FAINT}}}", "<i>24</i>", HIDDEN),
        (f".p{{{FAINT}}}i{{filter:opacity(30%)}}", "<i>24</i>", HIDDEN),
        (f"i,b{{display:block;{SMALL}}}", "<i><b>24</b></i>", HIDDEN),
        ("i{zoom:.3}b{font-size:8px}", "<i><b>24</b></i>", HIDDEN),
        ("i{display:none}@media(max-width:9px){i{display:inline}}", "<i>自然人：</i>24", "24"),
        ("i{display:none}", "<i>万元</i>24", "[网页上不显示：万元]24"),
        (f".p{{{FAINT}}}i{{opacity:.9}}", "<i>24</i>", "24"),
        ("i{zoom:.8}b{font-size:12px}", "<i><b>24</b></i>", "24"),
        ("</style><link rel=stylesheet href=a.css><style>", "<i class=text-white>24</i>", "[白色字：24]"),
        ("</style><link rel=stylesheet href=a.css><style>", "<i class=scale-0>24</i>", HIDDEN),
        ("</style><link rel=stylesheet href=a.css><style>", "<i class='bg-primary text-white'>24</i>", "24"),
        ("</style><body link=#fff><style>", "<a href=a>24</a>", "[白色字：24]"),
        ("</style><body link=#fff><style>", "<a name=a>24</a>", "24"),
    ],
)
def test_looks_of_what_is_around_a_figure_count(sheet: str, content: str, text: str) -> None:
    assert figure(sheet, content) == text


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ("<colgroup><col><col style=background:#000></colgroup>", "[与底色一样的字：24]"),
        ("<colgroup><col></colgroup><colgroup bgcolor=black><col></colgroup>", "[与底色一样的字：24]"),
        ("<col style=background:#000><col>", "24"),
    ],
)
def test_ground_of_a_column_lies_behind_its_figures(columns: str, text: str) -> None:
    body = TABLE.replace("<table>", f"<table>{columns}")
    (grid,) = page(SECTIONS + body.format(24)).grids()
    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        ("<!doctype html>", "24"),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "a">', "24"),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', HIDDEN),
    ],
)
def test_names_of_classes_are_the_same_in_capitals_on_old_pages_alone(doctype: str, text: str) -> None:
    html = f"{doctype}<style>.P{{visibility:hidden}}</style>{SECTIONS}{TABLE.format(24)}"
    (grid,) = read_document(html.encode(), name="a.html").grids()

    assert grid.rows[1][1].text == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("contain:strict", HIDDEN),
        ("contain:size paint", HIDDEN),
        ("contain:paint;height:3px", HIDDEN),
        ("overflow:hidden;height:20px;padding-top:30px;box-sizing:border-box", HIDDEN),
        ("overflow:hidden;width:40px;padding-left:90px;box-sizing:border-box", HIDDEN),
        ("overflow:hidden;height:20px;line-height:80px", HIDDEN),
        ("overflow:hidden;width:40px;text-indent:60px", HIDDEN),
        ("overflow:hidden;text-indent:-40px", HIDDEN),
        ("overflow:hidden;line-height:0", HIDDEN),
        ("mix-blend-mode:screen", HIDDEN),
        ("filter:brightness(99)", HIDDEN),
        ("filter:url(#f)", HIDDEN),
        ("font-size-adjust:0", HIDDEN),
        ("offset-path:path('M400 0L500 0')", "[网页上移了位置：24]"),
        ("text-decoration:overline 20px", "[删除线：24]"),
        ("overflow:hidden;height:30px;line-height:30px;padding:0 12px", "24"),
        ("overflow:hidden;height:30px;padding:5px;box-sizing:border-box", "24"),
        ("overflow:hidden;text-indent:-2em;padding-left:2em", "24"),
        ("filter:grayscale(100%)", "24"),
        ('filter:url("data:image/svg+xml;utf8,#grayscale")', "24"),
        ("mix-blend-mode:multiply", "24"),
        ("contain:content", "24"),
        ("text-decoration:underline 2px", "24"),
    ],
)
def test_box_that_keeps_its_figure_from_sight_is_said(style: str, text: str) -> None:
    assert figure(f".b{{{style}}}", "<div class=b>24</div>") == text


@pytest.mark.parametrize(
    "script",
    [
        "document.styleSheets[0].insertRule('.p{visibility:hidden}')",
        "document.styleSheets[0].addRule('.p','visibility:hidden')",
        "s.textContent = `\n.p { visibility: hidden }\n`",
        "s.append('.p{'+'visibility:hidden}')",
        'document.write("<style type=\\"text/css\\">.p{visibility:hidden}</style>")',
    ],
)
def test_rule_that_a_script_puts_into_a_page_holds(script: str) -> None:
    assert figure(f".p{{visibility:visible}}</style><script>{script}</script><style>", "24") == HIDDEN


@pytest.mark.parametrize(
    ("sheet", "script"),
    [
        (f"td{BACK}</style><style>{GONE}", "document.styleSheets[0].disabled = true"),
        (f"td{BACK}</style><style>{GONE}", "document.querySelector('style').remove()"),
        (f"{GONE}{BACK}", "document.styleSheets[0].deleteRule(1)"),
        (f"</style><style id=s media=print>{GONE}", "document.getElementById('s').media = 'all'"),
        (":root{--v:visible}.p{visibility:var(--v)}", "document.documentElement.style.setProperty('--v', 'hidden')"),
        (":root{--v:visible}.p{visibility:var(--v)}", "document.body.style.cssText = 'color:red;--v:hidden'"),
        (":root{--v:visible}.p{visibility:var(--v)}", "$('.r').css({'--v': 'hid' + 'den'})"),
        (":root{--v:visible}.p{visibility:var(--v)}", "e.style.setProperty(`--${name}`, value)"),
        (".p{color:var(--c,#000)}", "document.body.style.setProperty('--c', '#fff')"),
    ],
)
def test_style_that_a_script_may_switch_holds_where_it_hides(sheet: str, script: str) -> None:
    text = figure(f"{sheet}</style><script>{script}</script><style>", "24")
    assert text in (HIDDEN, "[白色字：24]")


@pytest.mark.parametrize(
    ("sheet", "script"),
    [
        (f"{GONE}{BACK}", "function look() { document.styleSheets[0].disabled = true } button.disabled = true"),
        (f"{GONE}{BACK}", "var s = document.createElement('style'); s.innerHTML = css; document.head.appendChild(s)"),
        (f"@media print{{{GONE}}}", "document.styleSheets[0].disabled = false"),
        (":root{--v:#333}.p{color:var(--v)}", "document.documentElement.style.setProperty('--v', '#036')"),
        (".r{--w:1px}.p{width:var(--h)}", "document.documentElement.style.setProperty('--h', innerHeight + 'px')"),
    ],
)
def test_style_that_a_script_does_not_change_holds(sheet: str, script: str) -> None:
    assert figure(f"{sheet}</style><script>{script}</script><style>", "24") == "24"


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        (".b{overflow:hidden;height:18px}", "<div class=b><br><br>24</div>", "[网页上不显示：\n24]"),
        (".b{overflow:hidden;height:18px}", "<div class=b><p style=height:50px></p>24</div>", "[网页上不显示：\n24]"),
        (f".b{{overflow:hidden;height:18px}}{PUSHED}", "<div class=b>24</div>", HIDDEN),
        (".b{overflow:hidden;height:80px}", "<div class=b><br>24</div>", "24"),
        ("ul{list-style:decimal inside}", "<ul><li>24</ul>", "[网页样式加的字：?]24"),
        ("", "<ul type=1><li>24</ul>", "[网页样式加的字：?]24"),
        ("b{display:list-item;list-style:decimal}", "<b>24</b>", "[网页样式加的字：?]24"),
        ("ul{list-style:square inside}", "<ul><li>24</ul>", "24"),
        (".p{text-emphasis:'7'}", "24", "[网页样式加的字：7]24"),
        ("q{quotes:'7' '7'}", "<q>24</q>", "[网页样式加的字：77]24"),
        ("@keyframes x{0%,99%{visibility:hidden}to{opacity:1}}.p{animation:x 9s infinite}", "24", HIDDEN),
        ("@keyframes x{50%{opacity:0}}.p{animation:x 2s -1s paused}", "24", HIDDEN),
        ("@keyframes x{from{opacity:0}}.p{animation:x linear;animation-timeline:scroll()}", "24", HIDDEN),
        ("@keyframes x{from{opacity:0}to{opacity:1}}.p{animation:x 1s}", "24", "24"),
        (".p{opacity:calc(2 - sibling-index())}", "24", HIDDEN),
        (".p{visibility:--x()}", "24", HIDDEN),
        ("i{display:inline}", "<i hidden>3</i>24", "324"),
        ("i{display:inline}[hidden]{display:none!important}", "<i hidden>3</i>24", "24"),
        ("", "<i hidden=until-found>3</i>24", "[网页上不显示：3]24"),
        ("dialog{display:inline}", "2<dialog>4</dialog>", "2\n4"),
        ("", SHADOW.format(":host{opacity:0}", "24"), HIDDEN),
        ("", SHADOW.format("::slotted(b){display:none}", "<b>3</b>24"), "[网页上不显示：3]24"),
        ("sup{vertical-align:baseline;font-size:100%}", "2<sup>4</sup>", "2[网页上移了位置：4]"),
        ("sup{vertical-align:baseline;position:relative;top:-.5em}", "2<sup>4</sup>", "2[4]"),
    ],
)  # fmt: skip
def test_what_a_browser_shows_adds_or_hides_is_known(sheet: str, content: str, text: str) -> None:
    assert figure(sheet, content) == text


DASH = "[旁边或上面画了点、线，可能是别的数：24]"


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        ("b{display:inline-block;width:8px;border-top:1px solid}", "<b></b>24", DASH),
        ("b{display:inline-block;width:8px;height:2px;background:#000}", "<b></b>24", DASH),
        (".p::before{content:'';position:absolute;left:2px;top:50%;width:8px;height:1px;background:#000}", "24", DASH),
        ("", "<hr style='display:inline-block;width:8px'>24", DASH),
        ("", "<u>&nbsp;</u>24", DASH),
        ("", "<s>&nbsp;&nbsp;</s>24", DASH),
        ("", "<svg width=8><rect width=8 height=1></rect></svg>24", DASH),
        ("b{display:inline-block;width:8px;height:2px;background:#000}", "24<b></b>", "24"),
        ("b{display:inline-block;width:3px;height:14px;background:#c00}", "<b></b>24", "24"),
        ("b{display:inline-block;width:4px;height:4px;background:#c00}", "<b></b>24", "24"),
        ("", "<u>24</u>", "24"),
    ],
)
def test_short_line_before_a_figure_is_said(sheet: str, content: str, text: str) -> None:
    assert "".join(figure(sheet, content).split()) == text


@pytest.mark.parametrize(
    ("head", "content", "text"),
    [
        ("<link rel=stylesheet href=a.css>", "<i class=d-none>3</i>24", "[网页上不显示：3]24"),
        ("<link rel=stylesheet href=a.css>", "<i class='a line-through'>24</i>", "[删除线：24]"),
        ("<link rel=stylesheet href=a.css>", "<i class='d-none d-md-inline'>24</i>", "24"),
        ("<link rel=stylesheet href=a.css><style>.hide{display:inline}</style>", "<i class=hide>24</i>", "24"),
        ("", "<i class=hidden>24</i>", "24"),
        ("<style>i{color:#ffffe0}</style>", "<i>24</i>", "[与底色一样的字：24]"),
        ("<style>i{color:#ff0}</style>", "<i>24</i>", "24"),
        ("<style>i{font-family:'Libre Barcode 39'}</style>", "<i>24</i>", "[网页上不显示：24]"),
    ],
)
def test_classes_of_frameworks_hide_where_their_sheets_are_not_at_hand(head: str, content: str, text: str) -> None:
    assert figure(f"</style>{head}<style>", content) == text


def test_box_that_margins_move_is_no_less_over_a_figure() -> None:
    box = "content:'';position:absolute;inset:0;margin-left:-500px;background:#fff"
    assert figure(f".p::after{{{box}}}", "24") == "[盖住的字：24]"


def test_rules_of_parts_of_controls_spoil_no_others() -> None:
    assert figure(".p,x::-webkit-scrollbar{visibility:hidden}", "24") == HIDDEN
    assert figure(".p,x::-moz-focus-inner{visibility:hidden}", "24") == "24"


def test_rule_in_a_script_brings_nothing_back() -> None:
    assert figure(f"{GONE}</style><script>insertRule('{BACK}', 9)</script><style>", "24") == HIDDEN


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (".p::after{content:'O'}", "24[网页样式加的字：O]"),
        (".p::after{content:'①'}", "24[网页样式加的字：①]"),
        (".p::before{content:'('}.p::after{content:')'}", "[网页样式加的字：(]24"),
        (".p::after{content:url(a.png)}", "24[网页样式加的字：?]"),
        (".p{quotes:'3' '3'}.p::before{content:open-quote}", "[网页样式加的字：?]24"),
        (".p{display:list-item;list-style:'3' inside}", "[网页样式加的字：3]24"),
        (".p{display:list-item}.p::marker{content:'3'}", "[网页样式加的字：3]24"),
        (".p{text-shadow:9px 0 #000}", "[网页上移了位置：24]"),
        (".p{text-shadow:1px 1px 2px #999}", "24"),
        (".p::first-line{color:#fff}", "[白色字：24]"),
        (".p::first-letter{float:right}", "[网页上移了位置：24]"),
        (".p::before{content:'';position:absolute;width:30px;height:20px;background:#fff}", "[盖住的字：24]"),
        ("tbody .p{visibility:hidden}", HIDDEN),
        ("table>tr>.p{visibility:hidden}", "24"),
        (".p::after{content:'\\e600';font-family:iconfont}", "24"),
        (".p::after{content:'件'}", "24"),
        (".p::before{content:'●'}", "24"),
        ("td{list-style:none}.p::after{content:''}", "24"),
    ],
)
def test_what_styles_add_to_a_figure_is_said(sheet: str, text: str) -> None:
    assert figure(sheet, "24") == text


def test_page_that_hides_all_of_its_report_is_said() -> None:
    document = page(f"<div hidden>{SECTIONS}<p>{'公开' * 40}{TABLE.format(24)}</div>")

    assert [grid.rows[1][1].text for grid in document.grids()] == ["24"]
    assert [notice.code for notice in document.notices] == ["hidden-pane"]


@pytest.mark.parametrize(
    ("sheet", "label"),
    [
        ("td:first-child{visibility:hidden}", "[网页上不显示：行政许可]"),
        (
            ".r td:first-child{font-size:0}.r td:first-child::after{content:'强制';font-size:9px}",
            "[网页上不显示：行政许可]",
        ),
        (".r td:first-child{text-decoration:line-through}", "[删除线：行政许可]"),
        (".r{text-decoration:line-through}", "行政许可"),
        (".r td:first-child{background:#036;color:#fff}", "行政许可"),
    ],
)
def test_label_that_is_not_seen_is_said(sheet: str, label: str) -> None:
    (grid,) = page(SECTIONS + TABLE.format(24), f"<style>{sheet}</style>").grids()
    assert grid.rows[1][0].text == label


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<i style='display:none\\9'>9</i>", "9"),
        ("<i style='display:none !ie'>9</i>", "9"),
        ("<i style='display:none !important'>9</i>", "[网页上不显示：9]"),
        ("<textarea placeholder=9></textarea>", "[9]"),
        ("<input value=9 style='text-decoration:line-through'>", "[网页上不显示：9]"),
    ],
)
def test_what_a_cell_shows_by_itself_is_read(cell: str, text: str) -> None:
    assert figure("", cell) == text


@pytest.mark.parametrize(
    ("style", "codes"),
    [
        ("position:absolute;top:-500px", ["hidden-pane"]),
        ("contain:paint;height:20px", ["cut-table"]),
        ("overflow:hidden;height:190px;padding-top:180px;box-sizing:border-box", ["cut-table"]),
        ("position:absolute;top:20px", []),
        ("}table{table-layout:fixed;width:300px}td+td{width:0", ["moved-by-style"]),
        ("}table{table-layout:auto;width:300px}td+td{width:0", []),
        ("}td{text-indent:600px", ["moved-by-style"]),
        ("writing-mode:vertical-lr", ["moved-by-style"]),
        ("writing-mode:vertical-lr}table{writing-mode:horizontal-tb", []),
        ("scale:1 -1", ["moved-by-style"]),
        ("contain:paint", []),
        ("overflow:hidden;height:190px;padding-top:180px", []),
    ],
)
def test_table_off_the_page_or_cut_off_is_said(style: str, codes: list[str]) -> None:
    table = TABLE.format(24).replace("</table>", "<tr><td>行政处罚<td>7<td>8</table>")
    document = page(f"{SECTIONS}<p>{'公开' * 80}</p><style>.x{{{style}}}</style><div class=x>{table}</div>")
    assert [notice.code for notice in document.notices] == codes
