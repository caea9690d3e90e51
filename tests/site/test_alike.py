"""Of elements that cannot differ in contrast one is measured; what axe-core finds when it measures all is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests import browser
from tests.alike import ATTRIBUTE, MARK, MARK_UNDERLINED, UNDERLINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.tabs import Tabs

HEAD = """<!doctype html><html lang="zh"><head><title>公开</title><link rel="icon" href="data:,">
<style>td { position: relative } .pale { color: #ddd } .over { position: absolute; background: #ddd }</style></head>"""
ROWS = "".join(
    f'<tr><th scope="row">项目 {row}</th><td>{row}0</td><td id="c{row}">{row}1</td></tr>' for row in range(10)
)
TABLE = f'<table id="t"><caption>表</caption>{ROWS}</table>'
FEW = TABLE[: TABLE.index("<tr", TABLE.index('id="c2"'))] + "</table>"
PALE_ROW = TABLE.replace("<tr>", '<tr style="background: #333; color: #444">', 1)


@pytest.fixture(scope="module")
def _empty(_tabs: Tabs) -> Iterator[Page]:
    """An empty page, into which others are written: axe-core stays, which takes longer to send than a page to open."""
    tab = _tabs.take(browser.Traffic(), 1280, 800)
    tab.open(None)
    yield tab.page
    _tabs.put_back(tab)


@pytest.fixture
def opened(_empty: Page) -> Any:
    def show(body: str) -> Page:
        _empty.set_content(f"{HEAD}<body><main><h1>公开</h1>{body}</main></body></html>")
        return _empty

    return show


def everything(shown: Page) -> list[dict[str, Any]]:
    """What axe-core finds when it measures every element, with its own settings: none that it was given before."""
    if not shown.evaluate("'axe' in window"):
        shown.evaluate(AXE_SCRIPT)
    violations: list[dict[str, Any]] = shown.evaluate("(axe.reset(), axe.run(document)).then(all => all.violations)")
    return sorted(violations, key=lambda item: str(item["id"]))


def targets(violations: list[dict[str, Any]]) -> list[str]:
    return sorted(" ".join(node["target"]) for item in violations for node in item["nodes"])


@pytest.mark.parametrize(
    "body",
    [
        TABLE,
        TABLE.replace('<td id="c7">', '<td id="c7" class="pale">'),
        TABLE.replace('<td id="c7">', '<td id="c7" style="font-size: 9px; color: #777; opacity: 0.9">'),
        TABLE.replace('<td id="c7">', '<td id="c7"><span class="pale">一个</span>'),
        TABLE.replace('<td id="c7">', '<td id="c7" style="background: #222">'),
        PALE_ROW,
        TABLE.replace("<td", '<td class="pale"'),
        f'{TABLE}<p class="over" style="top: 200px; left: 0; color: #eee">盖在表上</p>',
        TABLE.replace('<td id="c7">', '<td id="c7"><img src="data:,">'),
        TABLE.replace('<td id="c7">', '<td id="c7"><div style="width: 9px"><b class="pale">白白白白</b></div>'),
    ],
    ids=["good", "colour", "size", "inside", "ground", "row", "all", "over", "no colour", "out of its cell"],
)
def test_what_is_found_is_what_is_found_in_all_elements(body: str, opened: Any) -> None:
    shown = opened(body)
    violations = browser.axe(shown)
    assert targets(violations) == targets(everything(shown))
    assert (violations == []) is (body == TABLE)


@pytest.mark.parametrize(
    ("text", "style", "marked"),
    [
        ("text-decoration: none", "text-decoration: underline", 1),
        ("text-decoration: none", "text-decoration: none", 0),
        ("text-decoration: underline", "text-decoration: underline", 0),
        ("text-decoration: none", "display: inline-block; text-decoration: underline", 0),
    ],
    ids=["underlined", "plain", "as its text", "block"],
)
def test_link_is_asked_for_its_colour_unless_it_is_underlined_in_a_text_that_is_not(
    text: str, style: str, marked: int, opened: Any
) -> None:
    link = f'<a href="#x" style="color: #222; {style}">一个链接</a>'
    shown = opened(f'<p style="color: #000; {text}">前面一长句文字，{link}，后面一长句文字</p>')
    assert targets(browser.axe(shown)) == targets(everything(shown))
    assert shown.locator(f"[{UNDERLINED}]").count() == 0
    shown.evaluate(f"({MARK_UNDERLINED})()")
    assert shown.locator(f"[{UNDERLINED}]").count() == marked


@pytest.mark.parametrize(
    ("style", "pale"),
    [("", []), ("position: relative", ["#head"]), ("vertical-align: top", ["#head"])],
    ids=["below", "in front", "in its own row"],
)
def test_head_of_several_rows_is_not_measured_where_axe_has_no_answer(style: str, pale: list[str], opened: Any) -> None:
    cells = "<tr><td>甲乙</td></tr>" * 2
    head = f'<tr><th scope="rowgroup" rowspan="3" id="head" style="color: #ddd; {style}">三行</th><td>甲乙</td></tr>'
    shown = opened(f"<table><caption>表</caption>{head}{cells}</table>")
    assert targets(browser.axe(shown)) == targets(everything(shown)) == pale
    shown.evaluate(f"({MARK})('data-not', 'body')")
    assert shown.locator("#head[data-not]").count() == (0 if pale else 1)


@pytest.mark.parametrize(
    ("style", "pale"),
    [
        ("opacity: 0", []),
        ("clip-path: inset(50%)", []),
        ("display: none", []),
        ("visibility: hidden", []),
        ("opacity: 0.9", ["#text", "b"]),
        ("clip-path: inset(10%)", ["#text", "b"]),
        ("opacity: 0; display: none", []),
    ],
)
def test_what_nobody_sees_is_not_measured_as_axe_passes_it(style: str, pale: list[str], opened: Any) -> None:
    shown = opened(f'<div style="{style}"><p id="text" class="pale">白白<b class="pale">白白</b></p></div>')
    assert targets(browser.axe(shown)) == targets(everything(shown)) == pale
    shown.evaluate(f"({MARK})('data-not', 'body')")
    unmeasured = "visibility" not in style and not pale
    assert shown.locator("#text[data-not]").count() == shown.locator("b[data-not]").count() == int(unmeasured)


@pytest.mark.parametrize("colour", ["#ddd", "#000"])
def test_what_stands_beside_the_text_of_an_element_leaves_it_alike(colour: str, opened: Any) -> None:
    beside = '<p style="position: relative; width: 200px"><span>文字</span>{}</p>'
    over = '<b class="over" style="right: 0; width: 20px; height: 1em"></b>'
    paragraphs = "".join(f'<p style="color: {colour}">{number} 段文字</p>{over}' for number in range(5))
    shown = opened(f'<div style="position: relative; width: 600px">{paragraphs}</div>{beside.format(over)}')
    assert targets(browser.axe(shown)) == targets(everything(shown))
    shown.evaluate(f"({MARK})('data-not', 'body')")
    assert shown.locator("p[data-not]").count() >= 4


@pytest.mark.parametrize(("left", "measured"), [(150, 1), (20, 2)], ids=["edge", "middle"])
def test_line_that_is_cut_off_is_alike_unless_its_middle_is_covered(left: int, measured: int, opened: Any) -> None:
    cut = "overflow: hidden; white-space: nowrap; text-overflow: ellipsis"
    line = f'<div style="width: 160px; {cut}; color: #555">{"很长的标题" * 9}</div>'
    over = f'<b class="over" style="background: #333; left: {left}px; top: 0; width: 130px; height: 2em"></b>'
    around = '<div style="position: relative">{}</div>'
    shown = opened(around.format(line) + around.format(line + over))
    assert targets(browser.axe(shown)) == targets(everything(shown))
    shown.evaluate(f"({MARK})('data-not', 'body')")
    assert shown.locator("div:not(:has(div)):not([data-not])").count() == measured


def test_most_cells_are_not_measured_and_no_mark_stays(opened: Any) -> None:
    shown = opened(TABLE)
    browser.axe(shown)
    assert shown.locator(f"[{ATTRIBUTE}]").count() == 0
    shown.evaluate(f"({MARK})('data-not', 'body')")
    assert shown.locator("th[data-not], td[data-not]").count() == 10 + 20 - 2
    assert shown.evaluate(f"({MARK})('data-other', '#none').size") == 0


def test_where_a_single_sign_tells_nothing_all_others_are_asked(opened: Any) -> None:
    rows = "".join(f'<tr><td class="pale">{row}</td></tr>' for row in range(9))
    shown = opened(f"<table>{rows}</table>")
    assert targets(browser.axe(shown)) == targets(everything(shown)) == []
    shown = opened(f'<table>{rows}<tr><td class="pale">10</td></tr></table>')
    assert targets(browser.axe(shown)) == targets(everything(shown)) != []


def test_alike_cells_outside_of_what_is_looked_at_measure_nothing_inside(opened: Any) -> None:
    pale = TABLE.replace("<td", '<td class="pale"')
    other = pale.replace('id="', 'id="other-')
    shown = opened(f'<div id="first">{pale}</div><div id="second">{other}</div>')
    for context in ("#first", "#second", {"include": ["#second"]}):
        assert targets(browser.axe(shown, context=context)) != []


def test_what_is_known_of_one_page_is_not_measured_on_the_next_and_hides_nothing_there(opened: Any) -> None:
    marked = f"({MARK})('data-gk', 'body', KNOWN); document.querySelectorAll('td:not([data-gk])').length"
    browser.axe(opened(TABLE))
    assert opened(TABLE).evaluate(marked.replace("KNOWN", "''")) == 1
    assert opened(TABLE).evaluate(marked.replace("KNOWN", f"'{browser.enough_contrast()}'")) == 0
    for style in (
        "body { background: #333 }",
        "html { background: #333 }",
        "table { background: #333; width: 40px; table-layout: fixed }",
        "tbody { opacity: 0.3 }",
    ):
        shown = opened(f"<style>{style}</style>{FEW}")
        assert targets(browser.axe(shown)) == targets(everything(shown)) != [], style
