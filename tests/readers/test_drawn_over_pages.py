"""Boxes, pictures and lines that a web page lays over its tables from outside of them are noted."""

from __future__ import annotations

import pytest

from gongkai.readers.html.pages import read_html
from tests.importing.sample_documents import page

PAGE = page()
AT = "position:absolute;top:300px;left:300px;width:300px;height:200px;"
BEFORE, TABLE, REST = PAGE.partition("<table>")
WHITE = "background:#fff"


def codes(drawing: str, style: str = "") -> list[str]:
    """What is noted of a page with a drawing before its first table."""
    text = f"<style>{style}</style>{BEFORE}{drawing}{TABLE}{REST}"
    return [notice.code for notice in read_html(text.encode(), name="a.html").notices]


@pytest.mark.parametrize(
    "drawing",
    [
        f'<div style="{AT}{WHITE}"></div>',
        f'<span style="{AT}"><img src="a.gif" width="300" height="2"></span>',
        f'<svg style="{AT}"><line/></svg>',
        f'<iframe src="b.html" style="{AT}"></iframe>',
        '<hr style="position:absolute;top:400px;width:100%">',
        '<hr style="margin-top:-60px">',
        f'<div style="margin-top:-200px;height:180px;{WHITE}"></div>',
        f'<div style="transform:translateY(-200px);height:180px;{WHITE}"></div>',
        f'<div style="position:relative;top:-200px;height:180px;{WHITE}"></div>',
        '<div style="position:absolute;height:1px;box-shadow:0 0 0 200px #fff"></div>',
        '<div style="height:1px;outline:200px solid #fff"></div>',
        f'<img src="5.png" style="{AT}">',
        f'<div id=ad style="{AT}"><a href=b.html><img src=b.gif></a></div>',
        '<img src="5.png" style="position:absolute;right:9px" width="160" height="160">',
        f'<div style="{AT}{WHITE}">9</div>',
        f'<div style="position:fixed;inset:0;{WHITE}">网站维护</div>',
        f'<section style="position:fixed;left:0;top:0;width:100%;height:100vh;{WHITE}"><p>9</p></section>',
        '<object data="b.html" style="position:fixed;inset:0;width:100%;height:100%"></object><script>a()</script>',
        '<div style="position:fixed;inset:0;backdrop-filter:blur(9px)"></div>',
        f'<table style="{AT}{WHITE}"><tr><td>9</td><td>9</td></tr></table>',
    ],
)
def test_what_is_laid_over_tables_is_noted(drawing: str) -> None:
    assert codes(drawing) == ["drawn-over"]


@pytest.mark.parametrize(
    "drawing",
    [
        f'<div style="{AT}"></div>',
        f'<div style="{AT}{WHITE}">打印</div>',
        f'<div style="{AT}{WHITE};z-index:-1"></div>',
        f'<div style="{AT}{WHITE};display:none"></div>',
        f'<div id=ad style="{AT}"><a href=b.html><img src=b.gif></a></div><script>move("ad")</script>',
        f'<p style="position:relative">标题<i style="{AT}{WHITE}"></i></p>',
        f'<div style="position:fixed;inset:0;{WHITE}">载入中</div><script>load()</script>',
        f'<div style="position:fixed;left:0;top:0;width:100%;height:60px;{WHITE}">导航</div>',
        '<div style="position:fixed;inset:0;background:rgba(0,0,0,.5)">公告</div>',
        '<img src="logo.png" style="position:absolute;top:9px" width="60" height="60">',
        '<img src="a.png"><hr><p style="margin-top:-5px"></p><div style="box-shadow:0 2px 4px #ccc"></div>',
    ],
)
def test_what_lies_elsewhere_and_seals_are_not_noted(drawing: str) -> None:
    assert codes(drawing) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("grid-area:1/1", "grid-row:1;grid-column:1", ["drawn-over"]),
        ("grid-area:a", "grid-area:a", ["drawn-over"]),
        ("grid-area:a", "grid-area:b", []),
        ("", "", []),
    ],
)
def test_what_stands_in_the_same_place_of_a_grid_is_noted(first: str, second: str, expected: list[str]) -> None:
    box = f'<div style="display:grid"><div style="{first}"><table>'
    body = PAGE.replace("<table>", box, 1).replace(
        "</table>", f'</table></div><p style="{second};{WHITE}">9</p></div>', 1
    )

    assert [notice.code for notice in read_html(body.encode(), name="a.html").notices] == expected


@pytest.mark.parametrize(
    ("dialog", "style", "expected"),
    [
        ("<dialog id=d>甲</dialog><script>d.showModal()</script>", "::backdrop{background:#fff}", ["drawn-over"]),
        ("<p id=d popover>甲</p><script>d.showPopover()</script>", "p::backdrop{background:#000}", ["drawn-over"]),
        ("<dialog id=d>甲</dialog><script>d.showModal()</script>", "dialog{width:100vw;height:100vh}", ["drawn-over"]),
        ("<dialog id=d>甲</dialog><script>d.showModal()</script>", "::backdrop{background:rgba(0,0,0,.5)}", []),
        ("<dialog id=d>甲</dialog><script>d.showModal()</script>", "", []),
        ("<dialog id=d>甲</dialog><a onclick='d.showModal()'>乙</a>", "::backdrop{background:#fff}", []),
    ],
)
def test_dialog_that_covers_the_page_as_soon_as_it_is_there_is_noted(
    dialog: str, style: str, expected: list[str]
) -> None:
    assert codes(dialog, style) == expected


SEAL = '<img src="a.png" style="position:absolute;{}" width="160" height="160">'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<td>行政许可", f"<td>行政许可{SEAL.format('left:200px')}", ["drawn-over"]),
        ("<td>行政许可", '<td>行政许可<img src="5.png" style="margin-right:-200px">', ["drawn-over"]),
        ("<td>行政许可", '<td><img src="icon.png" width="12" style="margin-right:5px">行政许可', []),
        ("<p>三、", f'<p style="margin-top:-90px;{WHITE}">三、', ["drawn-over"]),
        ("<p>三、", '<p style="margin-top:-10px">三、', []),
        ("<p>三、", f'<p>三、</p><p style="margin-top:-10px;{WHITE}">', []),
        ("</body>", f"{SEAL.format('right:9px;margin-top:-60px')}</body>", []),
        ("</body>", f"{SEAL.format('right:9px;margin-top:-400px')}</body>", ["drawn-over"]),
    ],
)
def test_what_is_set_over_cells_from_within_or_below_is_noted(old: str, new: str, expected: list[str]) -> None:
    notices = read_html(PAGE.replace(old, new, 1).encode(), name="a.html").notices

    assert [notice.code for notice in notices] == expected


def test_the_place_may_be_set_by_a_style_sheet() -> None:
    assert codes('<b class="x"></b>', f".x{{{AT}{WHITE}}}") == ["drawn-over"]


ADDED = "content:'';position:absolute;inset:0;background:#fff"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (f"body{{position:relative}}body::after{{{ADDED}}}", ["drawn-over"]),
        (f"table::before{{{ADDED};z-index:1}}table{{position:relative}}", ["drawn-over"]),
        (f"table+p::after{{{ADDED};height:60px}}", ["drawn-over"]),
        ("body::after{content:'';position:absolute;top:40%;width:100%;height:2px;background:red}", ["drawn-over"]),
        (f"p,h1{{position:relative}}p::after{{{ADDED};top:100%;height:300px}}", ["drawn-over"]),
        (f"p{{position:relative}}table+p::before{{{ADDED};top:-200px;height:200px}}", ["drawn-over"]),
        ("p{position:relative}p::after{content:'75';position:absolute;top:120px;left:300px}", ["drawn-over", "margin"]),
        (f"td{{position:relative}}tr td:first-child::after{{{ADDED};left:100%;width:200px}}", ["drawn-over"]),
        (f"p{{position:relative}}p::before{{{ADDED};top:auto;bottom:-5px;width:60px;height:3px}}", []),
        (f"p{{position:relative}}p::before{{{ADDED};width:4px}}", []),
        ("td{outline:99px solid #fff}", ["drawn-over"]),
        ("td{box-shadow:0 0 0 60px #fff}", ["drawn-over"]),
        ("table{box-shadow:0 2px 30px #ccc}td{outline:1px solid #000}", []),
        (f"body{{position:relative}}body::after{{{ADDED};font-size:0;color:transparent}}", ["drawn-over"]),
        (f"body{{position:relative}}body::after{{{ADDED};mix-blend-mode:difference;contain:paint}}", ["drawn-over"]),
        (f"td{{position:relative}}tr td:first-child::after{{{ADDED}}}", []),
        (f"h1{{position:relative}}h1::after{{{ADDED};bottom:-60px;top:auto;height:60px}}", []),
        (f"body::before{{{ADDED};z-index:-1}}h1::after,h1{{position:relative}}h1::after{{{ADDED}}}", []),
        (f"body::before{{{ADDED};width:4px}}body::after{{{ADDED};top:auto;height:2px}}", []),
        (f"body::before{{{ADDED}}}table{{position:relative}}", []),
        (f"body::before{{{ADDED};opacity:.1}}body::after{{content:'';display:table;background:#fff}}", []),
    ],
)
def test_what_a_style_adds_over_tables_is_noted(sheet: str, expected: list[str]) -> None:
    assert codes("", sheet) == expected
