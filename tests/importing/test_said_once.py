"""What opens several cells is said once, with its row, and nothing that was not read is called empty."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import batch_json, lines
from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.readers.document import Origin
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports.layout import Layout
from gongkai.reports.loading.open_remarks import doubted_lines
from gongkai.words import words
from gongkai.workspace import Workspace
from tests.importing.sample_documents import FORMS, one, page

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

PAGE = page()
ROWS = {name: next(row for row in re.findall("<tr>.*?</tr>", PAGE) if name in row) for name in ("予以公开", "重复申请")}
"""Two rows of the table of requests."""


def without_a_cell(*names: str) -> str:
    """The page with a nought fewer in some rows."""
    text = PAGE
    for name in names:
        text = text.replace(ROWS[name], ROWS[name].replace("<td>0</td>", "", 1))
    return text


def without(name: str, old: str, new: str, first: str = "", instead: str = "") -> str:
    """The page with something else in a row, and before that in the first such place something of its own."""
    row = ROWS[name].replace(first, instead, 1) if first else ROWS[name]
    return PAGE.replace(ROWS[name], row.replace(old, new))


def looks(item: ImportResult, *, dry_run: bool = False) -> list[str]:
    """The lines on the terminal that ask for a look at the document."""
    return [line for line in lines([item], FORMS, dry_run=dry_run) if " 请核对：" in line]


def comments(root: Path) -> list[str]:
    """The comments of the data file that ask for it."""
    text = (root / "data/yangli/2023.yml").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.lstrip().startswith("# 请核对：")]


def test_row_that_lacks_a_cell_is_said_once_with_its_cells_and_json_has_each(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", without_a_cell("予以公开", "重复申请"))
    terminal = looks(item)
    assert [text.partition("请核对：")[2].partition("：")[0] for text in terminal] == [
        "申请表“（一）予以公开”的“自然人”、“商业企业”、“科研机构”等共 6 格",
        "申请表“2.重复申请”的“自然人”、“商业企业”、“科研机构”等共 6 格",
    ]
    assert len(comments(tmp_path)) == 2
    assert "可能是：4、1、0、0、0、缺、5；" in terminal[0]
    assert "空、" not in "".join(terminal)
    assert "还需核对：导入的疑问 2 条" in "".join(lines([item], FORMS, dry_run=False))
    (document,) = json.loads(batch_json([item], FORMS))["documents"]
    cells = [(remark["row"], remark["col"]) for remark in document["remarks"] if remark["code"] == "missing-cell"]
    assert len(set(cells)) == len(cells) == 12


def test_many_rows_that_lack_a_cell_are_said_once_and_each_stands_in_the_file(tmp_path: Path) -> None:
    """Where no file is written, the terminal has each of them."""
    rows = re.findall(r"<tr><td>[^<]*</td>(?:<td>\d+</td>){7}</tr>", PAGE)
    text = PAGE
    for row in rows:
        text = text.replace(row, re.sub(r"<td>\d+</td></tr>", "</tr>", row))
    item = one(tmp_path, "a.html", text)
    (line,) = (shown for shown in looks(item) if "格比栏目少" in shown)
    assert f"申请表（{len(rows)} 行 " in line
    assert line.endswith("各行的数见数据文件里的注释。")
    assert len([comment for comment in comments(tmp_path) if "格比栏目少" in comment]) == len(rows) > 20
    assert len([shown for shown in looks(item, dry_run=True) if "格比栏目少" in shown]) == len(rows)


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_tables_in_one_line_of_the_file_are_distinguished_by_their_numbers(tmp_path: Path, name: str) -> None:
    content = (
        without_a_cell("予以公开")
        .replace("<td>31</td>", "<td>不清</td>")
        .replace("本年度没有收取", "电话 13800000000，")
    )
    item = one(tmp_path, name, re.sub(r"</?(?:html|head|body|meta)[^>]*>", "", content), year=2023)
    places = [line.partition("：")[2].partition(" 请核对：")[0] for line in looks(item)]
    assert [place for place in places if "表" in place] == ["第 1 张表第 7 行第 2 列", "第 2 张表第 4 行第 2 列"]
    assert "行" not in "".join(place for place in places if "表" not in place)


def test_cells_of_doubtful_rows_are_never_empty_nor_to_be_filled_with_noughts(tmp_path: Path) -> None:
    """Neither by the import nor by the check that follows it, which sees the comments of the import."""
    blank = "<td>3.其他</td>" + "<td>0</td>" * 7
    content = without_a_cell("予以公开", "重复申请").replace(blank, blank.replace("0", ""))
    item = one(tmp_path, "a.html", content)
    messages = [line for line in lines([item], FORMS, dry_run=False) if "空项 blank" in line]
    assert [line.partition("：")[2] for line in messages] == ["“3.其他”一行 7 格，原件此处为空，照录为空项。"]
    site = Workspace(Layout(tmp_path, tmp_path / "data", tmp_path / "docs"), reserved=())
    unread, row = (finding for finding in site.findings_of("yangli", 2023) if finding.code == "blank")
    assert (unread.variant, unread.args["names"], unread.args["count"]) == ("unread", "予以公开、重复申请", "2")
    assert (row.variant, row.row) == ("row", "other_other")


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (
            re.sub("<tr>(?:<td>[^<\\d]*</td>){7,}</tr>", "", PAGE).replace(
                ROWS["予以公开"], ROWS["予以公开"].replace("0", "")
            ),
            "予以公开",
        ),
        (without("重复申请", "0", "", "<td>0", "<td>不清"), "重复申请"),
        (PAGE.replace(ROWS["重复申请"], "<tr><td>2.重复申请</td></tr>"), "重复申请"),
    ],
    ids=["no heads of columns", "a word that is no figure", "a label without cells"],
)
def test_blank_that_may_be_none_is_called_doubtful(tmp_path: Path, content: str, row: str) -> None:
    item = one(tmp_path, "a.html", content)
    texts = list(lines([item], FORMS, dry_run=False))
    (doubted,) = (line for line in texts if "空项 blank" in line)
    assert row in doubted
    assert "那里没有读准（见“请核对：”各条），不一定是原件空着" in doubted
    assert not any("原件此处为空" in line or "填 0" in line for line in texts)
    assert looks(item)


def test_comment_on_a_row_that_is_not_in_the_file_stands_where_the_row_would_be(tmp_path: Path) -> None:
    rows = ("予以公开", "行政处罚", "结转下年度")
    content = PAGE
    for name in rows:
        row = next(part for part in re.findall("<tr>.*?</tr>", PAGE) if name in part)
        content = content.replace(row, "")
    one(tmp_path, "a.html", content.replace(ROWS["重复申请"], ROWS["重复申请"].replace("<td>0</td>", "<td></td>", 1)))
    text = (tmp_path / "data/yangli/2023.yml").read_text(encoding="utf-8")
    file_lines = [line.strip() for line in text.splitlines()]
    places = {
        name: next(n for n, line in enumerate(file_lines) if line.startswith("# 请核对：") and name in line)
        for name in rows
    }
    assert all(file_lines[place].startswith("# 请核对：这里缺一行，") for place in places.values())
    assert [file_lines[places[name] + 1].partition(":")[0] for name in rows] == ["部分公开", "行政强制", ""]
    assert file_lines[places["结转下年度"] - 1].startswith("办理结果总计:")
    form = FORMS["gia-2021"]
    assert doubted_lines(text, form) == set(), "the comments speak of no row that is there"


def test_words_of_a_block_that_look_like_a_comment_mark_no_row() -> None:
    text = "version: 1\nnotes:\n- at: 申请\n  text: |\n    # 请核对：原件的字\n申请:\n  本年新收: [~, 0]\n"
    form = FORMS["gia-2021"]
    table = form.table_index["requests"]
    assert doubted_lines(text, form) == set()
    marked = text.replace("  本年新收", '  # 请核对：读不准\n\n  "本年新收"')
    assert doubted_lines(marked, form) == {("requests", table.line_index["本年新收"])}


def test_summary_names_tables_in_doubt_as_a_whole_beside_the_count_of_cells(tmp_path: Path) -> None:
    heads = re.sub("<td>(?:自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计)</td>", "<td></td>", PAGE)
    item = one(tmp_path / "a", "a.html", heads)
    text = next(line for line in lines([item], FORMS, dry_run=False) if "推测或存疑" in line)
    (document,) = json.loads(batch_json([item], FORMS))["documents"]
    assert (document["cells"]["unsure"], document["whole"]) == (0, ["申请表"])
    assert document["questions"] == len(looks(item))
    assert "推测或存疑 0；整表、整栏要核对 1（申请表）；" in text
    assert "整表" not in "".join(lines([one(tmp_path / "b", "a.html", PAGE)], FORMS, dry_run=False))


def test_what_many_cells_of_a_table_have_beside_them_can_be_said_of_all() -> None:
    columns, wordings = FORMS["gia-2021"].table_index["requests"].blocks[0].columns, words()["import"]["remarks"]
    for code, wording in wordings.items():
        names = {name for _, name, *_ in Formatter().parse(wording) if name}
        args = tuple((name, "7") for name in sorted(names - {"text", "quoted"}))
        first = Remark(Doubt.GUESSED, code, Origin(), "7（约）", "requests", "granted", args=args)
        groups = joined(replace(first, col=item.id) for item in columns)

        assert sum(group.count for group in groups) == len(columns) > 6
        assert all(group_text(group, FORMS["gia-2021"]) for group in groups)


def test_cells_without_words_of_their_own_are_said_with_the_row_that_is_quoted() -> None:
    row = Remark(Doubt.GUESSED, "columns", Origin(3), "1 2 3", "review", "cases")
    cells = [replace(row, text="", col=col) for col in ("reconsideration.upheld", "litigation_direct.upheld")]

    assert [group.first for group in joined([row, *cells])] == [row]
    assert len(joined([row, *cells], rows_apart=True)) == 3
    assert len(joined([row, replace(cells[0], origin=Origin(4))])) == 2
