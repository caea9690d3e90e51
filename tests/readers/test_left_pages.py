"""Pages that lead to another one by themselves: that is said; those that do so after a choice or a click are not."""

from __future__ import annotations

import pytest
from lxml import etree

from gongkai.importing.model import MOVED
from gongkai.readers.formats.reading import read_document
from gongkai.readers.html.running.script_texts import sources
from gongkai.readers.html.unseen.left_pages import page_led_to


def led_to(markup: str) -> str:
    root = etree.HTML(markup)
    return page_led_to(root, list(sources(root)))


@pytest.mark.parametrize(
    "markup",
    [
        "<meta http-equiv=refresh content='0;url=b.html'>",
        "<meta http-equiv=Refresh content=' 3.5 , URL = \"b.html\"'>",
        "<meta http-equiv=refresh content='5 b.html'>",
        "<script>location.href = 'b.html'</script>",
        "<script>var a = 1; window.top.location.replace('b.html');</script>",
        "<script>(function () { location = 'b.html' })()</script>",
        "<script>$(function () { location.href = 'b.html'; })</script>",
        "<script>window.onload = function () { if (a) { b() } self.location.assign('b.html') }</script>",
        "<script>setTimeout(() => { location.href = 'b.html' + x }, 9); setTimeout(`b`)</script>",
        "<script>setTimeout(\"location.href='b.html'\", 3000)</script>",
        "<body onload=\"location.href='b.html'\">",
        "<script>function go() { location.href = 'b.html' } window.onload = go</script>",
        "<script>const go = () => { location.href = 'b.html' }</script><img onload='go()'>",
        "<script>try { location['href'] = 'b.html' } catch (e) {} setTimeout(() => a(), 9)</script>",
        "<script>setTimeout(() => location.pathname = 'b.html', 9)</script>",
        "<script>var l = window.location; l.assign('b.html')</script>",
        "<script>window.open('b.html', '_self')</script><script>navigation.navigate(x)</script>",
        "<form action=b.html></form><script>document.forms[0].submit()</script>",
        "<form action=b.html></form><script>$('form').trigger('submit')</script>",
        "<a id=a href=b.html>甲</a><script>document.getElementById('a').click()</script>",
        "<script>var a = document.createElement('a'); a.href = 'b.html'; a.click()</script>",
        "<script>document.write('<meta http-equiv=refresh content=\"0;url=b.html\">')</script>",
    ],
)
def test_page_that_leads_to_another_is_known(markup: str) -> None:
    assert led_to(markup) == "b.html"


@pytest.mark.parametrize(
    "markup",
    [
        "<meta http-equiv=refresh content=300><meta http-equiv=refresh content='0;url=#top'>",
        "<meta http-equiv=refresh content='1800;url=b.html'><meta name=refresh content='0;url=b.html'>",
        "<noscript><meta http-equiv=refresh content='0;url=b.html'></noscript>",
        "<script>if (/mobile/.test(navigator.userAgent)) location.href = 'b.html'</script>",
        "<script>if (mobile) { location.href = 'b.html' } else { $(function () { a() }) }</script>",
        "<script>mobile && (location.href = 'b.html'); a ? location.replace('b.html') : b()</script>",
        "<script>$('.b').click(function () { location.href = 'b.html' }); function b() { location = 'c' }</script>",
        "<script>b.onclick = () => location.assign('b.html'); b('<a onclick=\"location=\\'b.html\\'\">')</script>",
        "<script>location.href = location.href.replace('http:', 'https:'); map.location = 'b.html'</script>",
        "<script>function r() { if (!m) return; location.href = 'b.html' } r(); iframe.src = 'b.html'</script>",
        "<script>function r() { if (m) { location.href = 'b.html' } } r(); history.forward(1); open('b.html')</script>",
        "<form action=b.html></form><script>$('form').submit(function () {}); f = () => { a.submit() }</script>",
        "<form action=b.html target=_blank></form><script>document.forms[0].submit()</script>",
        "<a id=a href=#b></a><script>document.getElementById('a').click()</script>",
        "<a id=c href=b.html></a><script>$('#c').click()</script>",
        "<a href=\"javascript:location.href='b.html'\" onclick=\"location.href='b.html'\">返回</a>",
    ],
)
def test_page_that_stays_is_known(markup: str) -> None:
    assert led_to(markup) == ""


def test_page_that_is_left_is_said_with_its_address() -> None:
    table = "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可<td>12<tr><td>行政处罚<td>5</table>"
    document = read_document(f"<meta http-equiv=refresh content='0;url=b.html'>{table}".encode(), name="a.html")

    assert [(notice.code, notice.text) for notice in document.notices] == [("left-page", "b.html")]
    assert "left-page" in MOVED
