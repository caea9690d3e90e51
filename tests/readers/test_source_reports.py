"""A report that is nowhere on a page but in source code is read from it, where one source alone has one."""

from __future__ import annotations

import html
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from gongkai.readers.html.pages import read_html
from tests.importing.sample_documents import page

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = page().partition("<body>")[2].partition("</body>")[0]
DATA = json.dumps({"data": {"content": BODY}})
PARTED = "' +\n'<tr>"
SHELL = "<h1>政府信息公开年报</h1>{}<p>主办单位</p>"


def read(markup: str) -> tuple[list[str], int, list[str]]:
    """What is said of a page, how many cells its tables have, and its first paragraphs."""
    document = read_html(SHELL.format(markup).encode(), name="a.html")
    cells = sum(len(row) for grid in document.grids() for row in grid.rows)
    return [notice.code for notice in document.notices], cells, [block.text for block in document.paragraphs()][:3]


CELLS = read(BODY)[1]

WAYS: dict[str, Callable[[str], str]] = {
    "box": lambda body: f"<textarea>{body}</textarea>",
    "box, escaped twice": lambda body: f"<textarea>{html.escape(html.escape(body))}</textarea>",
    "with its tags": lambda body: f"<div>{html.escape(body)}</div>",
    "as code": lambda body: f"<pre><code>{html.escape(body)}</code></pre>",
    "template": lambda body: f"<script type=text/html>{body}</script>",
    "data": lambda body: f"<script type=application/json>{json.dumps({'content': body})}</script>",
    "escaped data": lambda body: (
        "<script>var a = " + json.dumps([html.escape(body)]).replace("&", "\\u0026") + "</script>"
    ),
    "script": lambda body: "<script>v.innerHTML = '" + body.replace("'", "\\'").replace("</", "<\\/") + "'</script>",
    "script in parts": lambda body: "<script>document.write('" + body.replace("<tr>", PARTED) + "')</script>",
    "as an address": lambda body: f"<script>v.innerHTML = decodeURIComponent('{quote(body)}')</script>",
    "field": lambda body: f'<input type=hidden value="{html.escape(body)}">',
}


@pytest.mark.parametrize("way", WAYS)
def test_report_in_a_source_is_read(way: str) -> None:
    codes, cells, texts = read(WAYS[way](BODY))

    assert codes == ["source-read"] * 3
    assert cells == CELLS
    assert texts[0] == "政府信息公开年报"
    assert not any("<" in text for text in texts)


@pytest.mark.parametrize(
    "markup",
    [
        f"<textarea>{BODY}</textarea><textarea>{BODY.replace('<td>31<', '<td>75<')}</textarea>",
        f"<textarea>{BODY.replace('<td>31<', '<td>{{ count }}<')}</textarea>",
        "<!-- " + BODY + " -->",
        "<textarea><table><tr><td>行政许可<td>31</table></textarea>",
    ],
)
def test_one_of_several_sources_a_pattern_and_a_comment_are_quoted(markup: str) -> None:
    codes, cells, _ = read(markup)

    assert (set(codes), cells) == ({"source-table"}, 0)


def test_source_beside_a_table_is_not_read() -> None:
    codes, cells, _ = read(f"{BODY}<script>var a = {DATA}</script>")

    assert (codes, cells) == ([], CELLS)


@pytest.mark.parametrize("again", ['\\"', '"'])
def test_time_of_a_long_source_grows_as_it_does(again: str) -> None:
    start = time.process_time()
    read(f"<script>var a = '<table 行政许可{again * (40_000 // len(again))}</script>")
    assert time.process_time() - start < 1
