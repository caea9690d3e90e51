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
        f'<p style="position:relative">标题<i style="{AT}{WHITE}"></i></p>',
        '<img src="seal.png" style="position:absolute;right:9px" width="160" height="160">',
        '<img src="a.png"><hr><p style="margin-top:-5px"></p><div style="box-shadow:0 2px 4px #ccc"></div>',
    ],
)
def test_what_lies_elsewhere_and_seals_are_not_noted(drawing: str) -> None:
    assert codes(drawing) == []


def test_the_place_may_be_set_by_a_style_sheet() -> None:
    assert codes('<b class="x"></b>', f".x{{{AT}{WHITE}}}") == ["drawn-over"]
