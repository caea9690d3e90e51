"""Styles that scripts set on tables and on what is around them count where they keep a figure from sight."""

from __future__ import annotations

import time

import pytest

from gongkai.readers.html.pages import read_html

LINES = "<tr><td>行政许可<td id=n style='{}'>31<tr id=r><td>行政处罚<td id=m>5"
HIDDEN, PALE = "[网页上不显示：31]", "[与底色一样的字：31]"


def seen(script: str, style: str = "", sheet: str = "") -> str:
    """The first figure of a table as it is read, with the words of what is said of the table."""
    table = f"<table id=t>{LINES.format(style)}</table>"
    page = f"<style>{sheet}</style><p>二、主动公开政府信息情况<div class=c>{table}</div><script>{script}</script>"
    document = read_html(page.encode(), name="a.html")
    (grid,) = document.grids()
    return " ".join((grid.rows[0][1].text, *(notice.code for notice in document.notices)))


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("n.style.fontSize = 0", HIDDEN),
        ("var s = 0; n.style.fontSize = s + 'px'", HIDDEN),
        ("n.style.font = '0 a'", HIDDEN),
        ("n.style['fontFamily'] = 'Wingdings'", HIDDEN),
        ("n.style.maxWidth = 0; n.style.overflow = 'hidden'", HIDDEN),
        ("n.style.color = '#fff'", "[白色字：31]"),
        ("n.style.color = c", HIDDEN),
        ("n.style.backgroundColor = a ? '#fff' : 'black'", PALE),
        ("$('#n').css({padding: 0, background: 'black'})", PALE),
        ("n.bgColor = '#000'", PALE),
        ("document.body.style.background = '#000'", "31 hidden-pane"),
        ("document.fgColor = 'white'", "31 hidden-pane"),
    ],
)
def test_figure_that_a_script_keeps_from_sight_by_a_style_is_said(script: str, text: str) -> None:
    assert seen(script).startswith(text)


def test_colour_that_a_script_sets_is_compared_with_the_ground() -> None:
    assert seen("n.style.color = '#123456'", "background:#123456") == PALE
    assert seen("n.style.color = '#123456'") == "31"


def test_style_that_a_script_sets_brings_nothing_back() -> None:
    assert seen("n.style.color = '#000'", "color:#fff") == "[白色字：31]"


@pytest.mark.parametrize(
    "script",
    [
        "for (var i = 0; i < 2; i++) t.rows[i].style.backgroundColor = i % 2 ? '#fff' : '#f2f2f2'",
        "var a = '#eee'; $('tr:odd').css('background-color', a); $('td').css({color: '#333', 'font-size': '14px'})",
        "$('#t').css('font-size', size); $('td').css('fontSize', s + 'px'); t.style.fontFamily = '宋体'",
        "t.style.width = '100%'; t.style.cssText = 'margin:0 auto;border:1px solid'; n.style.wordBreak = 'break-all'",
        "document.body.style.background = '#036 url(a.jpg)'; document.body.style.minHeight = h + 'px'",
        "var d = document.createElement('table'); d.style.cssText = 'position:absolute;left:-9999px'",
        "n.x(), e.style.background = 'black'",
        "function f() { document.body.style.background = '#000' } b.onclick = f",
    ],
)
def test_looks_that_a_script_gives_a_table_are_let_be(script: str) -> None:
    assert seen(script, sheet=".c{background:#fff}") == "31"


@pytest.mark.parametrize(
    "again", ["n.style.color = c;", "function f() { n.style.color = ", "$('td').css({a: ", "f(f(f("]
)
def test_time_of_many_styles_grows_as_they_do(again: str) -> None:
    start = time.process_time()
    assert seen(again * (60_000 // len(again))) != ""
    assert time.process_time() - start < 2
