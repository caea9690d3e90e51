"""A row with a figure that is none of its own: what that may be is said, and the row's own figures are proposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.figures import written
from gongkai.importing import lines
from gongkai.importing.model import DraftReason
from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, page, text_2020

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

PAGE = page()
GRANTED = next(row for row in re.findall("<tr>.*?</tr>", PAGE) if "予以公开" in row)


def looks(item: ImportResult) -> list[str]:
    """The lines on the terminal that ask for a look at the document."""
    return [line for line in lines([item], FORMS, dry_run=False) if " 请核对：" in line]


def proposed(remark: Remark) -> list[str]:
    """The readings of a remark."""
    return [" ".join(written(figure) for figure in reading) for reading in remark.candidates]


def tables_of(root: Path) -> str:
    """The figures of a report as they were written, without comments and what stands above the tables."""
    text = next(root.glob("data/*/*.yml")).with_name("2023.yml").read_text(encoding="utf-8")
    return re.sub(r"\n+", "\n", re.sub(r" *#.*", "", text[text.index("\n主动公开:") :]))


def beside(last: str, this: str) -> str:
    """The page with a column for last year before that of this year, in the tables of one column."""
    table = re.findall("<table>.*?</table>", PAGE)[0]
    rows = []
    for row in re.findall("<tr>.*?</tr>", table):
        cells = re.findall("<td>(.*?)</td>", row)
        if len(cells) == 2:
            value = f"7{cells[1]}</td><td>{cells[1]}" if cells[1][0].isdigit() else f"{last}</td><td>{this}"
            rows.append(f"<tr><td>{cells[0]}</td><td>{value}</td></tr>")
        else:
            rows.append(row)
    return PAGE.replace(table, f"<table>{''.join(rows)}</table>")


@pytest.mark.parametrize("place", [1, 2, 3, 6])
def test_row_with_a_cell_too_many_anywhere_has_its_own_figures_among_those_proposed(tmp_path: Path, place: int) -> None:
    label, *figures = re.findall("<td>(.*?)</td>", GRANTED)
    cells = [*figures[:place], "9", *figures[place:]]
    row = f"<tr><td>{label}</td>{''.join(f'<td>{text}</td>' for text in cells)}</tr>"
    item = one(tmp_path, "a.html", PAGE.replace(GRANTED, row))
    (question,) = (remark for remark in item.remarks if remark.row == "granted" and not remark.sure)
    readings = proposed(question)
    assert " ".join(figures) == readings[2], "the first one that adds up, behind those side by side"
    assert set(readings) == {" ".join(cells[:drop] + cells[drop + 1 :]) for drop in range(len(cells))}
    assert item.status is Status.DRAFT


@pytest.mark.parametrize(
    ("last", "this"),
    [("2022年处理决定数量", "2023年处理决定数量"), ("上年度数量", "本年处理决定数量")],
)
def test_figure_of_this_year_is_proposed_where_last_year_s_stands_beside_it(
    tmp_path: Path, last: str, this: str
) -> None:
    item = one(tmp_path, "a.html", beside(last, this))
    doubts = [remark for remark in item.remarks if remark.table == "proactive" and not remark.sure]
    assert [proposed(remark) for remark in doubts] == [["31"], ["0"], ["0"], ["12.30"]]
    assert f"原件有“{last}”“{this}”两栏，本报告的数是“{this}”的。可能是：31。" in looks(item)[0]
    assert item.status is Status.DRAFT


def test_figures_of_this_year_are_taken_where_the_heads_are_nothing_but_years(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", beside("上年", "本年"))
    of_table = {remark.code: remark for remark in item.remarks if remark.table == "proactive"}
    assert of_table.keys() == {"other-year", "no-unit"}  # the head had the unit of the fees
    remark_on_table = of_table["other-year"]
    assert (remark_on_table.code, remark_on_table.text, remark_on_table.sure) == ("other-year", "上年", True)
    plain = one(tmp_path / "b", "b.html", PAGE)
    assert (item.cells.taken, item.status) == (plain.cells.taken, plain.status)
    assert tables_of(tmp_path) == tables_of(tmp_path / "b")


def test_both_figures_are_proposed_where_no_head_tells_the_years_apart(tmp_path: Path) -> None:
    item = one(tmp_path, "a.html", beside("一", "二"))
    doubts = [remark for remark in item.remarks if remark.table == "proactive" and not remark.sure]
    assert proposed(doubts[0]) == ["731", "31"]


def test_figure_too_many_may_be_a_remark(tmp_path: Path) -> None:
    heads = PAGE.replace("<td>总计</td></tr>", "<td>总计</td><td>备注</td></tr>", 1)
    item = one(tmp_path, "a.html", heads.replace(GRANTED, GRANTED.replace("</tr>", "<td>12</td></tr>")))
    granted_looks = [line for line in looks(item) if "予以公开" in line]
    assert ["其中的“12”可能是那一栏的，不是件数。" in line for line in granted_looks] == [True]


@pytest.mark.parametrize("before", [True, False])
def test_figure_too_many_may_be_a_page_number(tmp_path: Path, *, before: bool) -> None:
    text = text_2020().replace("\t", " ")
    row = next(line for line in text.split("\n") if "予以公开" in line)
    number = row.replace("公开 ", "公开 3 ") if before else f"{row} 3"
    item = one(tmp_path, "a.txt", text.replace(row, f"{number}\n— 4 —"))
    doubts = [remark for remark in item.remarks if remark.row == "granted" and not remark.sure]
    assert [remark.code for remark in doubts] == ["columns"], "said once, and not as missing besides"
    assert proposed(doubts[0])[0] == "4 1 0 0 0 0 5"
    assert ["其中的“3”可能是页码，不是件数。" in line for line in looks(item) if "予以公开" in line] == [True]


def test_sum_over_a_row_that_may_be_shifted_is_no_fault_of_the_document(tmp_path: Path) -> None:
    text = text_2020().replace("\t", " ").replace("其他 总计", "其他 总计 备注")
    row = next(line for line in text.split("\n") if "予以公开" in line)
    item = one(tmp_path, "a.txt", text.replace(row, f"{row.replace(' 0 5', ' 5')} 12"))
    shown = list(lines([item], FORMS, dry_run=False))
    sums = [line for line in shown if "差错（各列总计" in line]
    assert ["相差" in line or "少" in line or "多" in line for line in sums] == [True]
    assert sums[0].endswith("这里有一行的数没有读准（见“请核对：”），不一定是原件的差错，请先对照原件。")
    assert "文件本身的差错 0。写成草稿（status 为 draft，不公布）：有未定的数" in "\n".join(shown)
    assert (item.status, [reason.value for reason in item.reasons]) == (Status.DRAFT, ["cells"])


@pytest.mark.parametrize("sign", ["/", "—"])
def test_sign_for_a_blank_is_quoted_and_not_called_empty(tmp_path: Path, sign: str) -> None:
    given = {"国家秘密": f"{sign} {sign} 0 0 0 0 0", "重复申请": "  0 0 0 0 0", "行政复议": "  0 0 0"}
    item = one(tmp_path, "a.html", page(given=given))
    shown = "\n".join(lines([item], FORMS, dry_run=False))
    assert f"“1.属于国家秘密”一行 2 格，原件此处是“{sign}”，照录为空项。" in shown
    assert "“2.重复申请”一行 2 格，原件此处为空，照录为空项。" in shown
    assert "“行政复议”一行 2 格，原件此处为空，照录为空项。" in shown, "a group of columns that stands for a row"


def numbered(where: int, sep: str) -> str:
    """A report as text whose rows of requests have their numbers, before the label or behind it."""
    head, table, rest = re.split(r"(?<=申请情况\n\n)|(?=\n\n四、政府)", text_2020())
    rows = []
    for number, line in enumerate(table.split("\n")):
        cells = line.split("\t")
        rows.append(sep.join([*cells[:where], str(number) if number else "行次", *cells[where:]]))
    return head + "\n".join(rows) + rest


@pytest.mark.parametrize(("where", "sep"), [(0, " "), (1, " "), (1, "\t"), (8, "\t")])
def test_column_that_counts_the_rows_is_said_once(tmp_path: Path, where: int, sep: str) -> None:
    item = one(tmp_path, "a.txt", numbered(where, sep))
    request_looks = [line for line in looks(item) if "申请表" in line and "没有读出" not in line]
    if sep == "\t":
        assert not request_looks, "its head and its numbers prove it"
        assert [remark.text for remark in item.remarks if remark.code == "own-column"] == ["行次"]
        assert item.cells.taken == item.cells.total
        return
    assert len(request_looks) == 1
    assert ("行次（序号）" in request_looks[0]) is (where > 0)
    if where == 0:
        assert item.cells.taken == item.cells.total
    if sep == " " and where == 1:
        rows = [proposed(remark) for remark in item.remarks if remark.code == "columns" and remark.table == "requests"]
        assert rows[0] == ["5 2 0 0 1 0 8"]


def test_table_whose_rows_are_quoted_is_not_called_missing(tmp_path: Path) -> None:
    printed = "\n".join(looks(one(tmp_path, "a.txt", numbered(1, " "))))
    assert "没有读出“收到和处理政府信息公开申请情况”这张表" in printed
    assert "原件里没有找到" not in printed


@pytest.mark.parametrize("row", ["（二）部分公开：1；0；0；0；0；0；1", "（二）部分公开处理数量 1 0 0 0 0 0 1"])
def test_row_that_is_quoted_is_not_called_missing(tmp_path: Path, row: str) -> None:
    line = next(line for line in text_2020().split("\n") if line.startswith("（二）部分公开"))
    printed = looks(one(tmp_path, "a.txt", text_2020().replace(line, row).replace("\t", " ")))
    assert [text for text in printed if "没有找到" in text] == []
    assert any("没有读出" in text for text in printed)
    assert any(f"“{row[:7]}" in text for text in printed)


def test_rows_of_another_table_keep_their_numbers(tmp_path: Path) -> None:
    rows = ["序号 渠道 篇数", *(f"{number} 渠道{name} 有" for number, name in enumerate("甲乙丙丁戊己", 1))]
    one(tmp_path, "a.txt", text_2020().replace("六、", "\n\n".join([*rows, "六、"])))
    text = (tmp_path / "docs/yangli/2020.md").read_text(encoding="utf-8")
    assert "6 渠道己 有" in text


def test_last_year_s_figures_are_not_taken_where_each_head_spans_both_years(tmp_path: Path) -> None:
    table = re.findall("<table>.*?</table>", PAGE)[1]
    rows = []
    for row in re.findall("<tr>.*?</tr>", table):
        name, *cells = re.findall("<td>(.*?)</td>", row)
        if cells[0].isdigit():
            rows.append(f"<td>{name}</td>" + "".join(f"<td>{int(cell) + 40}</td><td>{cell}</td>" for cell in cells))
        else:
            rows.append(f'<td rowspan="2">{name}</td>' + "".join(f'<td colspan="2">{cell}</td>' for cell in cells))
            rows.append("<td>上年</td><td>本年</td>" * 7)
    item = one(tmp_path, "a.html", PAGE.replace(table, "<table><tr>" + "</tr><tr>".join(rows) + "</tr></table>"))
    (remark_on_table,) = (remark for remark in item.remarks if remark.table == "requests")
    assert (remark_on_table.code, remark_on_table.text, remark_on_table.sure) == ("other-year", "上年", True)
    plain = one(tmp_path / "b", "b.html", PAGE)
    assert (item.cells.taken, item.status) == (plain.cells.taken, plain.status)
    assert tables_of(tmp_path) == tables_of(tmp_path / "b")


@pytest.mark.parametrize("rows", [2, 7])
def test_figures_in_no_column_are_one_line_a_row_and_one_for_many_rows(rows: int) -> None:
    form = FORMS["gia-2021"]
    some = form.table_index["requests"].rows[:rows]
    remarks = [
        Remark(Doubt.UNKNOWN, "extra", text=text, table="requests", row=row.id) for row in some for text in ("21", "22")
    ]
    texts = [group_text(group, form) for group in joined(remarks)]
    if rows == 2:
        assert texts == [f"申请表“{row.name.label}”：这一行多出“21”、“22”，没有读取。" for row in some]
    else:
        shown = "、".join(["“21”", "“22”"] * 6)
        assert texts == [f"申请表：有 7 行的数比栏目多，多出{shown}等，没有读取。"]


def test_sums_of_a_table_whose_columns_stand_in_another_order_are_no_faults_of_the_document(tmp_path: Path) -> None:
    requests = re.findall("<table>.*?</table>", PAGE)[1]
    heads, *rows = re.findall("<tr>.*?</tr>", requests)
    moved = [re.sub("(<td>[^<]*</td>)(.*)(<td>[^<]*</td>)</tr>", r"\1\3\2</tr>", row) for row in rows]
    two_lines = heads.replace("<td>商业企业", "<td>法人或其他组织</td></tr><tr><td>商业企业").replace(
        "<td>总计</td>", ""
    )
    lost = f"<table>{two_lines.replace('<td>自然人', '<td>总计</td><td>自然人')}{''.join(moved)}</table>"
    item = one(tmp_path, "a.html", PAGE.replace(requests, lost))
    shown = "\n".join(lines([item], FORMS, dry_run=False))
    assert "差错（各列总计" in shown
    assert "文件本身的差错 0。写成草稿" in shown


def test_sums_of_the_review_table_over_cells_that_were_not_read_are_not_said(tmp_path: Path) -> None:
    review = re.findall("<table>.*?</table>", PAGE)[2]
    *heads, _ = re.findall("<tr>.*?</tr>", review)
    cells = "".join(f"<td>{figure}</td>" for figure in (24, 23, 47, 4, 21, 11, 36, 22, 16, 21, 59))
    item = one(tmp_path, "a.html", PAGE.replace(review, f"<table>{''.join(heads)}<tr>{cells}</tr></table>"))
    assert any(remark.code == "missing-cell" for remark in item.remarks)
    assert [finding.code for finding in item.findings if finding.code == "review-total"] == []


def test_unit_above_the_table_is_taken_and_asked_about(tmp_path: Path) -> None:
    item = one(
        tmp_path, "a.html", PAGE.replace("（单位：万元）", "").replace("<table>", "<p>金额单位：元</p><table>", 1)
    )
    (line,) = looks(item)
    assert "原件写明“金额单位：元”" in line
    assert "（格式的单位是万元），请核对。" in line


@pytest.mark.parametrize("cells", ["5 43", "5 0 43", "1 142"])
def test_figure_too_many_that_nothing_explains_leaves_a_draft(tmp_path: Path, cells: str) -> None:
    text = text_2020().replace("行政许可\t1\t0\t208", f"行政许可 1 0 {cells}")
    item = one(tmp_path, "a.txt", text)
    assert any(remark.code == "extra" and remark.row == "licensing" for remark in item.remarks)
    assert item.status is Status.DRAFT
    assert DraftReason.CELLS in item.reasons
