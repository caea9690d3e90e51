"""Figures of web pages across which a line is drawn by other means than that of struck text, or that are covered."""

from __future__ import annotations

import pytest

from gongkai.readers.document import SourceGrid
from tests.readers.test_web_pages import SECTIONS, page

BAND = "linear-gradient(transparent 45%, #000 45%, #000 55%, transparent 55%)"
THIN = "background-image:linear-gradient(red,red);background-size:100% 1px;background-repeat:no-repeat"
OVER = "content:'';position:absolute;left:0"
PICTURE = "url(data:image/png;base64,AAAA) repeat-x"
TABLE = "<table><tr><td>规章<td>5<td>0<tr class=r><td>行政许可<td class=p>{}<td>0</table>"


def figure(sheet: str, content: str, body: str = TABLE) -> str:
    """The text of the second cell of the second row."""
    (grid,) = page(SECTIONS + body.format(content), f"<style>{sheet}</style>").grids()
    return grid.rows[1][1].text


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        (f".p{{background:{BAND}}}", "24", "[删除线：24]"),
        (f".r{{background-image:{BAND}}}", "24", "[删除线：24]"),
        (f"i{{background:{BAND}}}", "<i>9</i>24", "[删除线：9]24"),
        ("", f"<i style='background:{BAND}'>24</i>", "[删除线：24]"),
        (".p{background:linear-gradient(to top left,#fff 49%,red 50%,#fff calc(50% + 1px))}", "24", "[删除线：24]"),
        (".p{background:linear-gradient(#000,#000) center/100% 1px no-repeat}", "24", "[删除线：24]"),
        (f"i{{{THIN};background-position:0 50%}}", "<i>24</i>", "[删除线：24]"),
        (".p{background:repeating-linear-gradient(45deg,#fff 0 4px,#000 4px 5px)}", "24", "[删除线：24]"),
        (".p{text-decoration:underline;text-underline-offset:-.4em}", "24", "[删除线：24]"),
        (".p::first-line{text-decoration:line-through}", "24", "[删除线：24]"),
        (f".p::after{{{OVER};top:50%;width:100%;border-top:1px solid}}", "24", "[删除线：24]"),
        (f".r::before{{{OVER};right:0;top:0;height:50%;border-block-end:1px solid}}", "24", "[删除线：24]"),
        (f"i::after{{{OVER};bottom:.5em;width:100%;height:1px;background:#000}}", "<i>24</i>", "[删除线：24]"),
        (".p::before{content:'——';position:absolute}", "24", "[删除线：24]"),
        ("b{position:absolute;left:0;right:0;top:9px;border-top:1px solid}", "24<b></b>", "[删除线：24]"),
        ("hr{margin-top:-.6em}", "24<hr>", "[删除线：24\n]"),
        (f".p::after{{{OVER};inset:0;background:#fff}}", "24", "[盖住的字：24]"),
        (f".p::after{{{OVER};inset:0;backdrop-filter:blur(9px)}}", "24", "[盖住的字：24]"),
        ("b{position:absolute;top:0;left:0;width:100%;height:100%;background:#fff}", "24<b></b>", "[盖住的字：24]"),
        (".p{box-shadow:inset 0 -10px 0 #fff,inset 0 -11px 0 #000}", "24", "[删除线：24]"),
        (".p{outline:1px solid;outline-offset:-9px}", "24", "[删除线：24]"),
        (".r{outline:1px solid red;outline-offset:-.6em}", "24", "[删除线：24]"),
        ("i{outline:solid;outline-width:2px;outline-offset:-8px}", "<i>24</i>", "[删除线：24]"),
        (".p{outline:10px solid #fff;outline-offset:-14px}", "24", "[盖住的字：24]"),
        (".p{color:#000;box-shadow:inset 0 0 0 99px #000}", "24", "[与底色一样的字：24]"),
        (".p{color:#fff;background:#00f;box-shadow:inset 0 20px #fff}", "24", "[白色字：24]"),
        (".p{box-shadow:inset 0 0 0 50px}", "24", "[与底色一样的字：24]"),
        (f".p::after{{{OVER};inset:0;box-shadow:inset 0 0 0 99px #fff}}", "24", "[盖住的字：24]"),
        (f".p{{background:{PICTURE} center}}", "24", "[底下有图、可能划掉了的字：24]"),
        (f".r{{background:{PICTURE} center}}", "24", "[底下有图、可能划掉了的字：24]"),
        (f"i{{background:{PICTURE} center}}", "<i>24</i>", "[底下有图、可能划掉了的字：24]"),
        ("i{font-feature-settings:'sups'}", "24<i>1</i>", "24[1]"),
        ("i{font-variant:super}", "24<i>1</i>", "24[1]"),
    ],
)  # fmt: skip
def test_figure_across_which_a_style_draws_is_said(sheet: str, content: str, text: str) -> None:
    assert figure(sheet, content) == text


@pytest.mark.parametrize(
    "sheet",
    [
        ".p{background:linear-gradient(#fff,#eee)}",
        ".p{box-shadow:inset 0 0 0 9999px transparent}",
        ".p{box-shadow:inset 0 0 0 9999px rgba(0,0,0,.05)}",
        ".p{box-shadow:inset 0 0 0 9999px #eef}",
        "i{box-shadow:inset 0 -2px 0 red}",
        ".p{box-shadow:inset 0 0 0 1px #000,0 0 0 99px #000}",
        "i{outline:2px solid #00f;outline-offset:-2px}",
        ".p{outline:0 solid;outline-offset:-9px}",
        ".p{outline:1px solid transparent;outline-offset:-9px}",
        ".p{outline-offset:-9px}",
        ".p{background:linear-gradient(to bottom,#357abd 0%,#4a90d9 100%)}",
        "i{background:linear-gradient(transparent 60%,#ff0 60%)}",
        "i{background:linear-gradient(to right,transparent 49%,#000 50%,transparent 51%)}",
        "i{background:linear-gradient(red,red) 0 100%/100% 1px no-repeat}",
        f"i{{{THIN}}}",
        "tr{background:repeating-linear-gradient(45deg,#fff 0 10px,#f5f5f5 10px 20px)}",
        ".p{text-decoration:underline;text-underline-offset:3px}",
        f".p::after{{{OVER};top:0;width:200%;height:200%;border:1px solid #ddd;transform:scale(.5)}}",
        f".p::after{{{OVER};bottom:0;right:0;height:1px;background:#ddd}}",
        f".p::before{{{OVER};top:50%;width:4px;height:4px;background:#999}}",
        f".p::before{{{OVER};inset:0;background:#cde;z-index:-1}}",
        f".p::after{{{OVER};inset:0;background:rgba(0,0,0,.05)}}",
        f".p::after{{{OVER};inset:0;background:#000;opacity:0}}",
        f".p::after{{{OVER};inset:0}}",
        f".p::after{{{OVER};right:0;top:25%;height:50%;width:1px;background:#ccc}}",
        "hr{margin-top:1em} td{margin-top:-1px}",
        f"td{{background:{PICTURE}}}",
        f"tr{{background:{PICTURE}}}",
        "i{font-feature-settings:'tnum','sups' 0} td{font-variant:tabular-nums}",
    ],
)
def test_figure_before_a_usual_ground_is_read(sheet: str) -> None:
    assert figure(sheet, "<i>24</i>") == "24"


@pytest.mark.parametrize("around", ["<s>{}</s>", "<div style='text-decoration:line-through'>{}</div>"])
def test_table_that_is_struck_by_what_is_around_it_is_said(around: str) -> None:
    (grid,) = page(SECTIONS + around.format(TABLE.format("24"))).grids()

    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["规章", "[删除线：5]", "[删除线：0]"],
        ["行政许可", "[删除线：24]", "[删除线：0]"],
    ]


def test_figure_before_a_picture_by_an_attribute_is_said() -> None:
    assert figure("", "24", TABLE.replace("class=p", "background=line.gif")) == "[底下有图、可能划掉了的字：24]"


@pytest.mark.parametrize("element", ["<p class=p>行政许可 {}</p>", "<p>行政许可 <i class=p>{}</i></p>"])
def test_figure_in_a_line_across_which_a_style_draws_is_not_read(element: str) -> None:
    document = page(SECTIONS + element.format("978"), f"<style>.p{{background:{BAND}}}</style>")

    assert "978" not in "".join(block.text for block in document.paragraphs())
    assert any("978" in words for block in document.paragraphs() for words in block.unseen_texts)


def test_cell_whose_direction_is_reversed_by_its_own_style_is_read_as_it_is_seen() -> None:
    reverse = "style='direction:rtl;unicode-bidi:bidi-override'"
    grids = page(SECTIONS + TABLE.replace("class=p", reverse).format("24")).grids()

    assert [grid.rows[1][1].text for grid in grids if isinstance(grid, SourceGrid)] == ["42"]
