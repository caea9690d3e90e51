"""Tables that a web page does not show at first, or keeps in a frame: read where nothing else is meant, and said."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

HIDDEN = '<div class="tab-pane" style="display:none">'


def tables(text: str) -> list[str]:
    """The tables of a page."""
    return [f"<table>{part.partition('</table>')[0]}</table>" for part in text.split("<table>")[1:]]


def lines_with(item: ImportResult, *words: str) -> list[str]:
    """The lines on the terminal that have one of some words."""
    return [line for line in lines([item], FORMS, dry_run=False) if any(word in line for word in words)]


@pytest.mark.parametrize(
    "begin",
    [
        HIDDEN,
        '<section id="con_one_2" hidden>',
        '<div style="display: none"><div class="tabs"><div style="visibility:hidden" role="tabpanel">',
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_table_of_a_tab_that_is_not_open_is_read_and_said(tmp_path: Path, begin: str, number: int) -> None:
    table, tag = tables(page())[number], begin[1:].partition(" ")[0]
    ends = f"</{tag}>" * begin.count(f"<{tag}")
    item = one(tmp_path, "a.html", page().replace(table, f"{begin}{table}{ends}"))

    assert (item.cells.taken, item.status, item.exit_code) == (200, Status.DRAFT, 1)
    assert [(remark.code, remark.table) for remark in item.remarks if not remark.sure] == [
        ("hidden-pane", ("proactive", "requests", "review")[number])
    ]
    assert len(lines_with(item, "打开时不显示这张表")) == 1


@pytest.mark.parametrize(("name", "is_hidden"), [("pane", True), ("pane open", False)])
def test_table_that_a_style_sheet_does_not_show_is_read_and_said(tmp_path: Path, name: str, is_hidden: bool) -> None:  # noqa: FBT001
    table = tables(page())[1]
    sheet = "<style>.pane { display: none } .pane.open { display: block }</style>"
    text = page(top=sheet).replace(table, f'<div class="{name}">{table}</div>')
    item = one(tmp_path, "a.html", text)

    assert (item.cells.taken, item.status) == (200, Status.DRAFT if is_hidden else Status.PUBLISHED)
    assert ["申请表：" in line for line in lines_with(item, "打开时不显示这张表")] == [True] * is_hidden


def test_of_very_many_hidden_tables_the_first_are_quoted_each_and_the_others_together(tmp_path: Path) -> None:
    hidden = "".join(f"{HIDDEN}<table><tr><td>行政许可<td>9{number}</table></div>" for number in range(10, 40))
    item = one(tmp_path, "a.html", page(foot=hidden))

    shown = lines_with(item, "张隐藏的表")
    assert [" 1 张" in line for line in shown] == [True] * 6 + [False]
    assert " 24 张" in shown[-1]
    assert "939" in shown[-1]


@pytest.mark.parametrize("row", ["行政强制", "1.属于国家秘密", "没有现成信息需要另行制作", "3.其他<td>商业企业"])
def test_part_of_a_hidden_table_is_quoted_whatever_row_it_has(tmp_path: Path, row: str) -> None:
    item = one(tmp_path, "a.html", page(foot=f"{HIDDEN}<table><tr><td>{row}<td>977<td>0</table></div>"))

    assert ["977" in line for line in lines_with(item, "网页里有 1 张隐藏的表")] == [True]


def test_hidden_tables_that_share_their_heads_alone_are_each_read(tmp_path: Path) -> None:
    table = tables(page())[1]
    head, *rows = table.removeprefix("<table>").removesuffix("</table>").split("<tr>")[1:]
    parts = ("<tr>".join((head, *part)) for part in (rows[:9], rows[9:]))
    panes = "".join(f"{HIDDEN}<table><tr>{part}</table></div>" for part in parts)
    item = one(tmp_path, "a.html", page().replace(table, panes))

    assert (item.cells.taken, item.status) == (200, Status.DRAFT)
    assert len(lines_with(item, "打开时不显示这张表")) == 2


def test_hidden_table_beside_one_that_is_shown_is_quoted_and_not_read(tmp_path: Path) -> None:
    other = tables(page(given={"行政许可": "977"}))[0]
    item = one(tmp_path, "a.html", page(foot=f"{HIDDEN}{other}</div>"))

    assert (item.cells.taken, item.status, item.exit_code) == (200, Status.PUBLISHED, 0)
    (line,) = lines_with(item, "没有读取")
    assert "网页里有 1 张隐藏的表" in line
    assert "行政许可 977；" in line


def test_of_two_hidden_tables_with_the_same_rows_neither_is_read(tmp_path: Path) -> None:
    table = tables(page())[1]
    other = table.replace("<td>8</td>", "<td>978</td>")
    panes = f"{HIDDEN}{table}</div>{HIDDEN}{other}</div>"
    item = one(tmp_path, "a.html", page().replace(table, panes))

    assert (item.cells.missing, item.status) == (175, Status.DRAFT)
    assert len(lines_with(item, "网页里有 1 张隐藏的表")) == 2
    assert len(lines_with(item, "978")) == 1


@pytest.mark.parametrize(
    ("begin", "end"),
    [('<div style="display:none">', "</div>"), ("<noscript>", "</noscript>"), ("<template>", "</template>")],
)
def test_hidden_table_in_no_tab_is_quoted_and_not_read(tmp_path: Path, begin: str, end: str) -> None:
    table = tables(page())[2]
    item = one(tmp_path, "a.html", page().replace(table, f"<p>{begin}{table}{end}"))

    assert (item.cells.missing, item.status) == (15, Status.DRAFT)
    assert ["复议后起诉" in line for line in lines_with(item, "网页里有 1 张隐藏的表")] == [True]


def test_table_that_is_none_of_the_form_and_hidden_is_not_mentioned(tmp_path: Path) -> None:
    calendar = "<table><tr><td>一<td>二<td>三<tr><td>1<td>2<td>3</table>"
    item = one(tmp_path, "a.html", page(foot=f"{HIDDEN}{calendar}</div>"))

    assert (lines_with(item, "隐藏", "不显示"), item.exit_code) == ([], 0)


@pytest.mark.parametrize("frame", ["{}", "<!DOCTYPE html><html><head><title>表</title></head><body>{}</body></html>"])
def test_page_in_an_attribute_of_a_frame_is_read_in_its_place(tmp_path: Path, frame: str) -> None:
    table = tables(page())[1]
    source = html.escape(frame.format(table))
    item = one(tmp_path, "a.html", page().replace(table, f'<iframe srcdoc="{source}">请升级浏览器</iframe>'))

    assert (item.cells.taken, item.status, item.exit_code) == (200, Status.PUBLISHED, 0)
    text = (tmp_path / "docs" / "yangli" / "2023.md").read_text(encoding="utf-8")
    assert "浏览器" not in text


def test_frame_that_is_hidden_is_a_hidden_table(tmp_path: Path) -> None:
    table = tables(page())[1]
    frame = f'<iframe class="tab2" style="display:none" srcdoc="{html.escape(table)}"></iframe>'
    item = one(tmp_path, "a.html", page().replace(table, frame))

    assert (item.cells.taken, item.status) == (200, Status.DRAFT)
    assert len(lines_with(item, "打开时不显示这张表")) == 1


@pytest.mark.parametrize(
    ("begin", "end", "figure", "is_said"),
    [
        ('<tr style="display:none">', "</tr>", "977", True),
        ("<tbody hidden><tr>", "</tr></tbody>", "977", True),
        ('<tr style="display:none">', "</tr>", "31", False),
    ],
)
def test_row_that_a_page_hides_is_quoted_and_not_read(
    tmp_path: Path,
    begin: str,
    end: str,
    figure: str,
    is_said: bool,  # noqa: FBT001
) -> None:
    shown = "<tr><td>行政许可"
    hidden = f"{begin}<td>行政许可</td><td>{figure}</td>{end}{shown}"
    assert shown in page()
    item = one(tmp_path, "a.html", page().replace(shown, hidden))

    assert (item.cells.taken, item.status) == (200, Status.PUBLISHED)
    assert ["“行政许可 977”" in line for line in lines_with(item, "这一行是隐藏的")] == [True] * is_said
