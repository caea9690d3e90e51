"""Scripts within a page that write into its tables: that is said; those that real pages have for other ends are not."""

from __future__ import annotations

import base64
import time

import pytest
from lxml import etree

from gongkai.readers.formats.reading import read_document
from gongkai.readers.html.running.script_texts import sources
from gongkai.readers.html.unseen.scripts import written_parts

TABLE = '<table id=t class=tb><tr id=r><td><b>行政许可</b></td><td id=n1 class="a num">31</td></tr></table>'

SHEET = (
    ".gone{visibility:hidden} .late td.num{opacity:0} .other p,.shown .menu{display:none} .odd{background:#eee}"
    "[data-look=old] td{visibility:hidden} #past{--shown:none}"
)
SET, BACKSLASH = b"document.getElementById('n1').innerHTML = '75'", "\\"


@pytest.mark.parametrize(
    ("attribute", "is_written"),
    [
        ("onanimationend='this.textContent = 75'", True),
        ("onstart='this.innerText = 75'", True),
        ("onload='this.parentNode.innerHTML = 75'", True),
        ("onclick='this.textContent = 75'", False),
        ("onload='this.className = 1'", False),
    ],
)
def test_element_that_rewrites_itself_is_known(attribute: str, *, is_written: bool) -> None:
    root = etree.HTML(f"<table><tr><td>行政许可</td><td><b {attribute}>31</b></td></tr></table>")
    assert bool(written_parts(root, list(root.iter("table")), []).elements) == is_written


def judged(script: str, markup: str = TABLE) -> str:
    """What is known of the table of a page: that it is written, or a part of it."""
    page = f"<style>{SHEET}</style><body><div id=zoom class=TRS>{markup}</div><p id=hits>5</p><script>{script}</script>"
    root = etree.HTML(page)
    parts = written_parts(root, list(root.iter("table")), list(sources(root)))
    return "table" if parts.tables else "part" if parts.elements else ""


@pytest.mark.parametrize(
    "script",
    [
        'document.querySelectorAll("td")[5].firstChild.nodeValue = "75"',
        'document.querySelector("table td:nth-child(2)").textContent = 75',
        'document.getElementsByTagName("td")[21].innerHTML = 75',
        'var t = document.getElementsByTagName("table")[0];\nvar r = t.rows[6];\nr.cells[1].innerText = "75"',
        'for (const c of document.querySelectorAll("td")) c.textContent = 1',
        '$("table tr:eq(6) td:eq(1)").text("75")',
        '$("td:contains(31)").html("75")',
        '$("td").each(function () { $(this).text($(this).text() * 2) })',
        'document.getElementById("t").deleteRow(3)',
        'document.getElementById("r").style.display = "none"',
        '$(".tb tbody").html(data)',
        'layui.table.render({elem: "#t", url: "/a"})',
        'document.getElementById("zoom").innerHTML = load()',
        '$.get("/a", function (d) { $("#zoom").html(d) })',
        "document.body.innerHTML = document.body.innerHTML.replace(/31/g, 75)",
        "document.documentElement.innerHTML = document.documentElement.innerHTML.split('31').join('75')",
        'document.body.querySelector("td+td").textContent = 75',
        '$("td.a").prev().text("75")',
        'new Vue({el: "#t"})',
        'document.getElementById("r").style.cssText = "color:#fff"',
        'document.getElementById("r").setAttribute("style", "display:none")',
        'document.querySelectorAll("td").forEach(e => e.classList.add("gone"))',
        'document.body.className = "gone"',
        '$("body").addClass("late")',
        "t.remove()",
        'document.getElementById("zoom").style.display = "none"',
        "document.body.style.opacity = 0",
        "zoom.parentNode.removeChild(zoom)",
        "window.r.hidden = true",
        't.rows[0].cells[1].innerText = "75"',
        "zoom.innerHTML = 1",
        'document.documentElement.dataset.look = "old"',
        '$("html").attr("data-look", "old")',
        'document.body.id = "past"',
        "function f() { t.style.zoom = 0 } window.onload = f",
        "document.open(); document.close()",
        "function f() { document.write(1) } window.onload = f",
        "setTimeout('document.write(1)', 9)",
        "document.body = document.createElement('body')",
        "document.lastChild.innerHTML = 1",
        "window['document']['body']['innerHTML'] = 1",
        "var d = document; d.body.textContent = 1",
        "import('data:text/javascript,document.body.textContent=1')",
        'var w = document.createTreeWalker(document.body, 4); while (w.nextNode()) w.currentNode.data = "1"',
        'document.querySelectorAll("*").forEach(e => { if (e.textContent == "31") e.textContent = "75" })',
        "var a = document.all; for (var i = 0; i < a.length; i++) if (a[i].innerText == 31) a[i].innerText = 75",
        '$(":contains(31)").last().text("75")',
        '$("body").find("*").each(function () { if ($(this).text() == 31) $(this).text(75) })',
        "document.querySelectorAll('[id],:not(html)').forEach(e => { e.textContent = e.textContent.replace(3, 7) })",
        "document.evaluate('//td[2]', document, null, 9, null).singleNodeValue.textContent = 75",
        "document.elementsFromPoint(300, 300)[0].remove()",
        "document.elementFromPoint(300, 300).className = 'gone'",
        "function w(n) { for (const c of n.children) w(c); if (n.textContent == 31) n.data = 75 } w(document.body)",
        "function w(n) { n.rows[0].cells[1].innerText = 75 } w(document.querySelector('table'))",
        "function w(n) { n.textContent = 75 } var b = document.getElementsByTagName('td'); [...b].forEach(w)",
        "getSelection().selectAllChildren(document.body); getSelection().deleteFromDocument()",
        "document.querySelector(['.', 'num'].join('')).innerText = 75",
        "document.getElementById(String.fromCharCode(110, 49)).style.cssText = 'opacity:0'",
        "ReactDOM.createRoot(document.body).render(App)",
        "ReactDOM.render(React.createElement(App), document.getElementById('zoom'))",
        "document.documentElement.setAttribute('dir', 'rtl')",
        "document.dir = 'rtl'",
        "var tag = 'td'; document.querySelectorAll(tag)[9].innerText = 75",
        "function set(s, v) { document.querySelector(s).innerText = v } set('td+td', 75)",
        "['td', 'th'].forEach(s => document.querySelectorAll(s).forEach(e => e.innerText = 75))",
        "for (const r of t.rows) for (const c of r.cells) if (c.innerText == 31) c.innerText = 75",
        "const [a] = document.getElementsByClassName('tb'); a.rows[0].cells[1].textContent = 75",
        "$('#zoom b').text('许可')",
        "var o = {}; o.e = document.getElementById('zoom'); o.e.textContent = 75",
        "class A { el = document.getElementById('t'); go() { this.el.textContent = 75 } }; new A().go()",
        "var o = new Map(); o.set('x', document.getElementById('zoom')); o.get('x').textContent = 75",
        "const put = (e, p, v) => { e[p] = v }; put(document.getElementById('zoom'), 'textContent', 75)",
        "function* g() { yield document.getElementById('t') } for (const e of g()) e.textContent = 75",
        "(function (e, v) { e.innerHTML = v })(document.getElementById('zoom'), 75)",
        "var w = window; w['zoom']['textContent'] = 75",
        "var p = document.getElementById('zoom').getElementsByTagName('b'); p[0].innerHTML = 75",
        "const h = {get: (t, k) => document.getElementById(k)}; new Proxy({}, h).n1.textContent = 75",
        "var q = 'body', k = 'innerHTML'; document[q][k] = document[q][k].replace('31', '75')",
        "var s = document.currentScript.previousElementSibling; s.innerHTML = s.innerHTML.replace('31', '75')",
        "$('#zoom td b').text('75')",
        "document.designMode = 'on'; while (find('31')) document.execCommand('insertText', false, '75')",
    ],
)
def test_table_that_a_script_changes_is_known(script: str) -> None:
    assert judged(script) == "table"


@pytest.mark.parametrize(
    "script",
    [
        'document.getElementById("n1").firstChild.data = "75"',
        'document.querySelector("td.num").textContent = 75',
        'document.getElementsByClassName("num")[0].innerHTML = 75',
        '$("#n1").replaceWith("<td>75</td>")',
        'var e = document.getElementById("n1");\ne.removeChild(e.firstChild)',
        'document.getElementById("n1").append("5")',
        "n1.innerHTML = 75",
        "n1['style']['display'] = 'none'",
        "n1.setAttributeNS(null, 'style', 'display:none')",
        "document.all.n1.innerHTML = 75",
        "var e = (s => document.querySelector(s))('.num'); e.replaceChildren()",
        "var e = document.getElementById('n1'); Reflect.set(e, 'textContent', '75')",
        'setTimeout("n1.textContent = 75", 9)',
        'n1.setAttribute("style", "visi" + "bility:hidden")',
        'n1.style.textIndent = "-99px"',
        "n1.rowSpan = 2",
        "var r = document.createRange(); r.selectNodeContents(n1); r.deleteContents()",
        'n1.append("5"); n1.className += " shown"',
        'n1.classList.add("gone")',
        "function f(e) { e.innerHTML = 75 } f(n1)",
        "[n1].forEach(e => e.innerHTML = 75)",
        "with (n1) { innerHTML = 75 }",
        "n1.attributeStyleMap.set('opacity', 0)",
        'for (var i = 0; i < 9; i++) document.getElementById("n" + i).innerHTML = data[i]',
        "for (var i = 0; i < 9; i++) document.getElementById(`n${i}`).innerHTML = data[i]",
        "var d = {n1: 75}; for (var k in d) document.getElementById(k).innerHTML = d[k]",
        'new CountUp("n1", 0, 75).start()',
        "eval('document.getElementById(\"n1\").innerHTML = 75')",
        'eval("document.getElementById(\\"n1\\").innerHTML = 75")',
        f'eval(atob("{base64.b64encode(SET).decode()}"))',
        f'eval(unescape("{"".join(f"%{sign:02x}" for sign in SET)}"))',
        f'eval("{"".join(f"{BACKSLASH}x{sign:02x}" for sign in SET)}")',
        f"eval(String.fromCharCode({','.join(map(str, SET))}))",
        "var e = document.getElementById('n1'); e['inner' + 'HTML'] = '75'",
        "var s = 'n'; s += 1; document.getElementById(s).innerHTML += 5",
        "var n = 'n' + '1'; window[n].textContent = 5",
        "var g = 'getElement'; g += 'ById'; document[g]('n1')['text' + 'Content'] = 5",
        "var c = 'go'; c += 'ne'; document.getElementById('n1').classList.add(c)",
        "document?.getElementById?.('n1')?.replaceChildren('5')",
        "const {body: b} = document; b.querySelector('.num').textContent = 5",
        "function E(i) { return document.getElementById('n' + i) } function W(e, v) { e.innerHTML = v } W(E(1), 75)",
        'document.getElementById("n1").style.color = "#fff"',
        'document.getElementById("n1").style.setProperty("visibility", "hidden")',
        'Object.assign(document.getElementById("n1").style, {visibility: "hidden"})',
        'document.getElementById("n1").animate({opacity: [0, 0]}, {fill: "both"})',
        'document.getElementById("n1").className += " gone"',
        '$("#n1").wrapInner("<s></s>")',
        '$("#n1").hide()',
    ],
)
def test_part_of_a_table_that_a_script_names_and_changes_is_known(script: str) -> None:
    assert judged(script) == "part"


@pytest.mark.parametrize(
    "script",
    [
        'function doZoom(size) { document.getElementById("zoom").style.fontSize = size + "px" }',
        "function p() { b = document.body.innerHTML; document.body.innerHTML = x; window.print() }",
        '$("table").attr("border", "1").css("width", "100%"); $("#hits").html("5")',
        '$("#zoom table").wrap("<div style=overflow:auto></div>"); $("table").before("<p>左右滑动</p>")',
        'var c = $(".TRS").html(); $(".TRS").html(c.replace(/&nbsp;/g, ""))',
        '$("#zoom").html($("#zoom").html().replace(/<p><\\/p>/g, ""))',
        '$("#zoom").find("a").each(function () { $(this).html($(this).text().trim()) })',
        '$("table tr:odd").addClass("odd"); $("td").mouseover(function () { $(this).html("x") })',
        'for (var i = 0; i < 3; i++) { document.getElementById("t" + i).style.display = "none" }',
        'var zoom = document.getElementById("hits"); zoom.innerHTML = "5"',
        "function f(t) { t.remove() } f(hits); [hits].forEach(r => r.remove()); var u = {n1: f}; u.n1.innerHTML = 1",
        'function zoomOut() { t.remove(); if (a) { $("td").html("}") } }',
        '$(".b").on("click", ".c", function () { $("#n1").html(1); t.remove() })',
        'document.addEventListener("scroll", () => { n1.innerHTML = 1 }); b.onclick = function (e) { zoom.remove() }',
        'document.getElementById("zoom").style.display = "none"; $(".TRS").show()',
        "if (a) { document.body.style.opacity = 0 } a && (document.body.hidden = true)",
        'document.documentElement.dataset.look2 = "b"; document.body.setAttribute("data-odd", "old")',
        'var s = document.getElementsByTagName("script")[0]; s.parentNode.insertBefore(h, s)',
        '$("body").append("<div></div>"); $("html,body").animate({scrollTop: 0})',
        'var t = $(".num").text(); $("#hits").text(t)',
        'document.querySelectorAll("tr").forEach(e => e.classList.add("odd", "shown"))',
        '$("td").attr("style", "border:1px solid"); $("table").attr("style", s.replace("none", ""))',
        '$(window).scroll(function () { $("body").toggleClass("late").addClass("odd") })',
        'document.querySelector("table").style.cssText = "width:100%;white-space:normal"',
        'document.body.classList.add("shown"); document.body.className = "other"',
        "var rows = {}; $('td').each(function (i) { rows['a' + i] = $(this).text() })",
        "document.write('<script src=a.js></scr' + 'ipt>'); var w = open(); w.document.open(); w.document.write(1)",
        "var s = document.currentScript; s.parentNode.removeChild(s); if (document[hidden]) stop()",
        "$('#zoom p').each(function () { if ($(this).text() == '') $(this).remove() })",
        "(function (e, v) { var d = document.createElement('b'); d.innerHTML = v })(document.getElementById('t'), 75)",
        "var o = {box: document.getElementById('zoom'), hits: 1}; o.hits.innerHTML = 5; var w = window; w.q = w.t || 1",
        "var p = document.getElementById('zoom').getElementsByTagName('b'); p[0].parentNode.removeChild(p[0])",
        "const {body, head: h} = document; body.classList.add('js'); document?.querySelector?.('.q')?.focus()",
        "var d = document; function f(d) { d.body.remove() } a['t'] = 1",
        'var e = document.createElement("table"); e.innerHTML = "<td></td>"; a.appendChild(e)',
        '/* $("td").html(1) */ // $("#n1").text(2)',
        "function set(s, v) { document.querySelector(s).innerText = v } set('#hits', 75)",
        "ReactDOM.createRoot(document.getElementById('hits')).render(App)",
        "if (document.all) { b() } var e = !!document.all; document.execCommand('BackgroundImageCache', false, true)",
        "$(':input').val(''); $('[name=q]').val('x'); $('[style*=\"font-size\"]').css('font-size', '')",
        "function f(t) { var d = document.createElement('div'); t.before(d); d.appendChild(t) } $('table').each(f)",
        "function f(n) { if (n.tagName == 'A') n.target = '_blank'; n.childNodes.forEach(f) } f(document.body)",
        "function f(e) { var d = document.createElement('a'); d.innerHTML = 1; e.appendChild(d) } f(document.body)",
        'var tds = document.getElementsByTagName("td"); tds[0].style.borderColor = "#000"',
    ],
)
def test_scripts_that_change_no_figure_are_let_be(script: str) -> None:
    assert judged(script) == ""


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        (TABLE.replace("<tr", "<tr v-for='a in b'"), "table"),
        (TABLE.replace("<tr", "<tr ng-repeat='a in b'"), "table"),
        (TABLE.replace("<tr", "<tr ng-repeat='a in b' class=ng-scope"), ""),
        (TABLE.replace("</tr>", "</tr><script>document.write(row)</script>"), "table"),
        (TABLE.replace("31", "<script src=n.js></script>"), "part"),
        (TABLE.replace("31", "<?php echo $n ?>"), "part"),
        (TABLE.replace("31", '<!--#echo var="n" -->'), "part"),
        (TABLE.replace("31", "<?xml:namespace prefix=o />31<!-- 注 -->"), ""),
        (TABLE + "<img src=1.gif onload='n1.innerHTML = 75' onclick='n2.x()'>", "part"),
        (TABLE + "<iframe src=\"javascript:parent.document.all.n1.innerHTML='75'\"></iframe>", "part"),
        (TABLE + "<script src='data:text/javascript,n1.innerHTML=9'></script>", "part"),
        (TABLE + "<details open ontoggle='n1.innerHTML = 75' onclick='n2.x()'></details>", "part"),
        (
            TABLE.replace("31", "<x-n>31</x-n>") + "<script>define('x-n', class { a() { b.innerHTML = 1 } })</script>",
            "table",
        ),
        (TABLE + "<script nomodule>n1.innerHTML = 9</script>", ""),
        ("<table><tbody><tr><td>行政许可<td>31</table><script>$('tbody').append(row)</script>", "table"),
        (TABLE + "<img src=1.gif onload='if (this.width > 600) this.width = 600'>", ""),
    ],
)
def test_marks_for_frameworks_and_servers_are_known(markup: str, word: str) -> None:
    assert judged("", markup) == word


def test_page_with_more_names_than_anybody_needs_counts_as_written() -> None:
    rows = "<tr><td>行政许可</td><td>31</td></tr>" * 3000
    assert judged('$("td").css("color", "red");' * 200 + "x.text(1)", f"<table>{rows}</table>") == "table"


def test_what_is_written_is_said_of_the_table_and_in_the_cell() -> None:
    scripts = '<script>$("tr").remove(); $("#n1").after(2)</script>'
    document = read_document(f"<p>二、主动公开政府信息情况</p>{TABLE}{scripts}".encode(), name="a.html")
    (grid,) = document.grids()

    assert grid.rows[0][1].text == "[网页脚本写的字]"
    assert [(notice.code, notice.origin.table_number) for notice in document.notices] == [("written-by-script", 1)]


@pytest.mark.parametrize("again", ["x.css(", "/* ", 'document.body.className = "gone";'])
def test_time_of_a_long_script_grows_as_it_does(again: str) -> None:
    start = time.process_time()
    assert judged(f"{again * min(40_000, 390_000 // len(again))} t.innerHTML = 1") == "table"
    assert time.process_time() - start < 2


def test_what_stands_in_comments_of_a_script_is_not_done() -> None:
    assert judged("/* t.innerHTML = 1 */ // t.innerHTML = 1\n/* t.innerHTML = 1 */") == ""


@pytest.mark.parametrize(
    ("blank", "other", "script", "text"),
    [
        ("<td id=n5>", "<td>3", "<script src=data.js></script>", "[网页脚本写的字]"),
        ("<td><b data-value=''></b>", "<td>3", "<script src=data.js></script>", "[网页脚本写的字]"),
        ("<td id=n5>", "<td id=n6>3", "<script src=data.js></script>", ""),
        ("<td><a id=_GoBack></a>", "<td>3", "<script src=data.js></script>", ""),
        ("<td id=n5>", "<td>3", "", ""),
        ("<td>", "<td>3", "<script src=data.js></script>", ""),
    ],
)
def test_blank_cell_that_a_script_in_a_file_may_fill_is_said(blank: str, other: str, script: str, text: str) -> None:
    markup = f"<table><tr><td>行政许可{blank}<tr><td>行政处罚{other}</table>{script}"
    (grid,) = read_document(markup.encode(), name="a.html").grids()

    assert grid.rows[0][1].text == text


def test_drawing_of_word_in_a_cell_is_a_picture() -> None:
    shape = "<v:shape style='width:9pt'><v:imagedata src=a.png></v:shape>"
    markup = f"<table><tr><td>行政许可<td>{shape}<tr><td>行政处罚<td>3</table>"
    (grid,) = read_document(markup.encode(), name="a.html").grids()

    assert "图片" in grid.rows[0][1].text
