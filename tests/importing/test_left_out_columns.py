"""A table without a column of the form is read alike in every kind of file: what is there is taken, the rest open."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from gongkai.figures import BLANK
from gongkai.findings import message
from gongkai.importing import Job, lines
from gongkai.reports import Status
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.importing.sample_documents import AGENCY, FORMS, PROSE, brought, figures
from tests.importing.test_import import report
from tests.plain_word import plain_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.forms import Table

GIVEN = {"本年新收": "5 2 0 0 1 0 8", "予以公开": "5 2 0 0 1 0 8", "办理结果总计": "5 2 0 0 1 0 8"}
Part = str | list[list[str]]


def grid(table: Table, left_out: str) -> list[list[str]]:
    """The rows of a table of labelled rows without one of its columns."""
    rows: list[list[str]] = []
    block = -1
    for (names, texts, heads), line in zip(figures(FORMS["gia-2021"], table.id, GIVEN), table.lines, strict=True):
        kept = [place for place, head in enumerate(heads) if head != left_out or table.id != "requests"]
        if table.rows[line.row].block != block:
            block = table.rows[line.row].block
            own = table.blocks[block]
            rows += [[own.title]] if own.title else []
            rows.append([own.row_head or own.corner or "", *(heads[place] for place in kept)])
        rows.append([names[-1], *(texts[place] for place in kept)])
    return rows


def parts(left_out: str) -> list[Part]:
    """A report on 2023 whose table of requests lacks a column; that of reviews has a line for each of its groups."""
    form = FORMS["gia-2021"]
    whole: list[Part] = [f"{AGENCY}2023年政府信息公开工作年度报告"]
    for section in form.sections:
        whole.append(f"{section.number}、{section.title}")
        whole += [PROSE[section.number]] if section.number in PROSE else []
        if section.table is None:
            continue
        table = form.table_index[section.table]
        if table.by_blocks:
            for names, texts, heads in figures(form, table.id, GIVEN):
                whole.append([["", *heads], [names[-1], *texts]])
        else:
            whole.append(grid(table, left_out))
    return whole


def as_page(whole: list[Part]) -> bytes:
    def row(cells: list[str]) -> str:
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    drawn = (
        f"<table>{''.join(map(row, part))}</table>" if isinstance(part, list) else f"<p>{part}</p>" for part in whole
    )
    return f"<html><body>{''.join(drawn)}</body></html>".encode()


def as_text(between: str) -> Callable[[list[Part]], bytes]:
    def written(whole: list[Part]) -> bytes:
        texts = ("\n".join(between.join(row) for row in part) if isinstance(part, list) else part for part in whole)
        return "\n\n".join(texts).encode()

    return written


def as_word(whole: list[Part]) -> bytes:
    document = plain_word()
    for part in whole:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(0, max(map(len, part)))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def as_book(whole: list[Part]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, at = book.add_worksheet("报告"), 0
        for part in whole:
            for row in part if isinstance(part, list) else [[part]]:
                for column, text in enumerate(row):
                    if text:
                        sheet.write(at, column, int(text) if text.isdecimal() else text)
                at += 1
    return file.getvalue()


KINDS = {
    "a.html": as_page,
    "bars.txt": as_text("|"),
    "tabs.txt": as_text("\t"),
    "spaces.txt": as_text("  "),
    "a.docx": as_word,
    "a.xlsx": as_book,
}


@pytest.mark.parametrize("name", KINDS)
def test_total_column_that_a_document_lacks_is_open_and_said_once(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(KINDS[name](parts("总计")))
    (item,) = brought(tmp_path, Job(file, "yangli", None, None, name))
    assert (item.cells.taken, item.cells.missing, item.cells.blank, item.status) == (175, 25, 0, Status.DRAFT)
    (look,) = (line for line in lines([item], FORMS, dry_run=False) if " 请核对：" in line)
    assert "请核对：申请表“总计”（25 行）：原件没有（或没有认出）这一栏，先空着，没有替原件相加。" in look
    assert len([remark for remark in item.remarks if remark.code == "missing-total"]) == 25
    written = report(tmp_path)
    assert [written.figure("requests", "received", column).value for column in ("natural_person", "legal_service")] == [
        5,
        1,
    ]
    assert written.figure("requests", "received", "total") == BLANK
    assert not any(written.computed.values())
    assert {finding.code for finding in item.findings}.isdisjoint({"row-total", "blank", "balance"})


@pytest.mark.parametrize("name", ["a.html", "a.xlsx"])
def test_column_in_the_middle_that_a_document_lacks_moves_no_figure(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(KINDS[name](parts("科研机构")))
    (item,) = brought(tmp_path, Job(file, "yangli", None, None, name))
    written = report(tmp_path)
    own = [
        written.figure("requests", "received", column.id) for column in written.form.table_index["requests"].columns(0)
    ]  # type: ignore[union-attr]
    assert [figure.value for figure in own] == [5, 2, None, 0, 1, 0, 8]
    assert {remark.code for remark in item.remarks if not remark.sure} == {"missing-column"}


def test_total_that_a_clerk_leaves_out_after_the_import_is_computed_and_marked(tmp_path: Path) -> None:
    """As the remark says: without the ~ at the end of its rows, the total is added up, and the report can go out."""
    file = tmp_path / "a.html"
    file.write_bytes(as_page(parts("总计")))
    brought(tmp_path, Job(file, "yangli", None, None, file.name))
    data = tmp_path / "data/yangli/2023.yml"
    data.write_text(data.read_text(encoding="utf-8").replace(", ~]", "]"), encoding="utf-8")
    assert len(report(tmp_path).computed["requests"]) == 25
    assert report(tmp_path).figure("requests", "received", "total").value == 8


def test_total_under_the_last_head_is_not_taken_for_another_column(tmp_path: Path) -> None:
    """The head of the total is missing, and a column has no figures: text shows as many figures as heads."""
    whole = parts("科研机构")
    requests = next(part for part in whole if isinstance(part, list) and len(part) > 20)
    requests[0] = ["申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    file = tmp_path / "a.txt"
    file.write_bytes(as_text("  ")(whole))
    (item,) = brought(tmp_path, Job(file, "yangli", None, None, file.name))
    assert item.status is Status.DRAFT
    assert any(remark.code == "ambiguous" and remark.row == "received" for remark in item.remarks)
    assert report(tmp_path).figure("requests", "received", "other") == BLANK


@pytest.mark.parametrize("left_out", ["总计", "（七）总计"])
def test_check_says_of_a_total_that_the_document_lacks_what_the_import_says_and_never_0(
    tmp_path: Path, left_out: str
) -> None:
    whole = parts(left_out)
    for part in whole:
        if isinstance(part, list):
            part[:] = [row for row in part if row[0] != left_out]
    (tmp_path / "a.html").write_bytes(as_page(whole))
    brought(tmp_path, Job(tmp_path / "a.html", "yangli", None, None, "a.html"))
    site = Workspace(Layout(tmp_path, tmp_path / "data", tmp_path / "docs"), reserved=())
    messages = [message(finding) for finding in site.findings_of("yangli", 2023)]
    (blank,) = (text for text in messages if "没有读到的总计" in text)
    undone = "把这张表各行末尾的 ~ 删去" if left_out == "总计" else "删去这一行"
    assert f"{undone}，由网页相加。改好后删去上面的注释“请核对：”。" in blank
    assert "不能当作没有发生填 0" in blank
    assert [text for text in messages if "填 0，" in text or "没有发生请填 0" in text] == []
    assert any("”是空项。可能漏填，请对照原件填写；原件没有总计的，见“空项”一条。" in text for text in messages)


def test_check_says_of_totals_that_the_document_leaves_blank_how_they_are_added_up_and_never_0(tmp_path: Path) -> None:
    whole = parts("")
    for part in whole:
        if isinstance(part, list) and len(part) > 20:
            part[1:] = [[*row[:-1], ""] for row in part[1:]]
    (tmp_path / "a.html").write_bytes(as_page(whole))
    brought(tmp_path, Job(tmp_path / "a.html", "yangli", None, None, "a.html"))
    site = Workspace(Layout(tmp_path, tmp_path / "data", tmp_path / "docs"), reserved=())
    (text,) = (message(finding) for finding in site.findings_of("yangli", 2023) if finding.code == "blank")
    assert text.startswith("草稿，还有 25 行的总计没有填：本年新收、")
    assert "总计不能当作没有发生填 0：原件有的，照原件填写；没有这一栏的，把这张表各行末尾的 ~ 删去，由网页相加" in text
