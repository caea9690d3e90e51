"""Tables in scripts, comments and boxes for text of a page: quoted where the page shows none with their labels."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.reports import Status
from tests.importing.sample_documents import one, page
from tests.importing.test_hidden_tables import lines_with, tables
from tests.importing.test_struck_texts import written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "脚本、文本框、注释或源代码里有 1 张表的数"


def cells(table: str) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table.split("<tr>")[1:]]


def text_in_script(table: str) -> str:
    """As a script writes a table."""
    quoted = table.replace('"', '\\"').replace("/", "\\/").replace("<tr>", "' + '<tr>")
    return f"<div id=t></div><script>document.getElementById('t').innerHTML = '{quoted}';</script>"


def named(table: str) -> list[dict[str, object]]:
    """A table as data that name each row."""
    return [{"name": row[0], "value": [int(text) for text in row[1:] if text.isdecimal()]} for row in cells(table)]


WAYS: dict[str, Callable[[str], str]] = {
    "box": lambda table: f"<textarea>{table}</textarea>",
    "escaped box": lambda table: f"<textarea>{html.escape(table)}</textarea>",
    "shown with its tags": lambda table: f"<pre><code>{html.escape(table)}</code></pre>",
    "xmp": lambda table: f"<XMP class=a>{table}</XMP>",
    "comment": lambda table: f"<!-- {table} -->",
    "script": text_in_script,
    "template": lambda table: f"<script type='text/x-template'>{table}</script>",
    "lists": lambda table: f"<script>var rows = {json.dumps(cells(table))};</script>",
    "names": lambda table: f"<script type='application/json'>{json.dumps(named(table), ensure_ascii=False)}</script>",
}


@pytest.mark.parametrize("way", WAYS)
def test_table_that_is_nowhere_but_in_a_source_is_quoted(tmp_path: Path, way: str) -> None:
    table = tables(page(given={"本年新收": "978 2 0 0 1 0 981"}))[1]
    item = one(tmp_path, "a.html", page().replace(tables(page())[1], WAYS[way](table)))

    assert (item.cells.missing, item.status) == (175, Status.DRAFT)
    (line,) = lines_with(item, "脚本、文本框、注释或源代码")
    assert WORDS in line
    assert re.search("本年新收政府信息公开.{0,8} 978 2 0 0 1 0 981；", line)
    assert "978" in written(item, "/2023.yml")


@pytest.mark.parametrize("way", WAYS)
def test_source_of_a_table_that_is_shown_is_not_mentioned(tmp_path: Path, way: str) -> None:
    item = one(tmp_path, "a.html", page(foot=WAYS[way](tables(page())[1])))

    assert (item.status, item.exit_code, lines_with(item, "脚本")) == (Status.PUBLISHED, 0, [])


def test_script_that_mentions_labels_alone_is_no_table(tmp_path: Path) -> None:
    script = "<script>var words = ['行政许可', '公告', 12, '无法提供'];</script>"
    item = one(tmp_path, "a.html", page(foot=script).replace(tables(page())[1], ""))

    assert lines_with(item, "脚本") == []
