"""Comments, text boxes, footnotes and tips that correct, doubt or complete a figure leave the report a draft."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job, lines
from gongkai.readers.formats.old_office import _is_read_in_part
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import doubts_figure
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, brought, one, page
from tests.importing.sample_workbooks import SampleSheet, rows_of, write_workbook
from tests.importing.test_word_notices import MARK, imported_with_looks, in_received, word
from tests.readers.test_pdf_unseen import annotation, pdf_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from gongkai.importing import ImportResult

pytestmark = pytest.mark.usefixtures("reads_here")

LICENSING = next(number for number, row in enumerate(rows_of(SampleSheet("表"))) if row and row[0] == "行政许可")
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def imported(
    root: Path, change: Callable[[Worksheet], object], after: Callable[[bytes], bytes] = bytes
) -> ImportResult:
    """What the import of a workbook gives, its sheet and its file changed."""
    root.mkdir(exist_ok=True)
    file = write_workbook(root / "a.xlsx", SampleSheet("表", change=change))
    file.write_bytes(after(file.read_bytes()))
    return brought(root / "site", Job(file, "yangli", None, None, "a.xlsx"))[0]


def asked(item: ImportResult) -> list[tuple[str, str, str | None, str | None]]:
    """The remarks on what stands beside the text that ask for a look."""
    codes = ("comment-corrects", "box-corrects", "tip-corrects")
    return [(mark.code, mark.text, mark.row, mark.col) for mark in item.remarks if mark.code in codes]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "应为 12",
            "应为十二件",
            "更正为 12",
            "此处有误",
            "漏填",
            "漏报 2 件",
            "12",
            "12 件",
            "改成 12",
            "少计 1 件",
            "待核实",
        ),
        *(
            "这个数不对",
            "？",
            "是否含乡镇",
            "与台账不符",
            "补报 3 件",
            "另有 3 件未统计",
            "请核对",
            "12→21",
            "含补正 3 件",
            "初步数",
        ),
        *("尚未核对过", "已核对，应为 8", "经核实有误", "核对无误？", "待经办人核实", "须与上年核对一致"),
        *("以台账为准", "重复统计", "疑似错误", "实际为 8", "暂定", "没统计", "扣除 3 件", "此数错了", "应填 0"),
    ],
)
def test_comment_speaks_of_its_figure(words: str) -> None:
    assert doubts_figure(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "见附件 1",
            "本栏填写自然人的申请",
            "勾稽关系：第一项加第二项之和，等于第三项加第四项之和",
            "规章由政府制定",
            "办公室提供",
        ),
        *(
            "自动计算，请勿填写",
            "请填整数，没有的填 0",
            "字号小四",
            "来源：办件系统",
            "含义见条例第二十条",
            "单位：件",
            "已阅",
            "核对过",
            "已核对无误",
            "已与上年核对一致",
            "经办人核实",
            "内部核对用",
            "不含涉密件",
        ),
    ],
)
def test_comment_on_other_things_is_none(words: str) -> None:
    assert not doubts_figure(words)


@pytest.mark.parametrize(
    "words",
    ["12", "结果纠正", "（三）不予公开", "本年度按时完成各项公开工作", "3.补正后申请内容仍不明确", "2023年1—12月"],
)
def test_text_of_a_box_that_is_part_of_the_report_is_none(words: str) -> None:
    assert not doubts_figure(words, is_read=True)


def test_comment_on_a_cell_of_a_workbook_names_the_cell_without_its_author(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        sheet.write_comment(LICENSING, 1, "甲科:\n应为 811", {"author": "甲科"})
        sheet.write_comment(0, 0, "见附件", {"author": ""})

    item = imported(tmp_path, write)
    (cell,) = [(mark.row, mark.col) for mark in item.remarks if mark.code == "comment-corrects"]
    assert asked(item) == [("comment-corrects", "应为 811", "licensing", cell[1])]
    assert cell[1] is not None
    assert item.status is Status.DRAFT
    assert any("有 1 条批注，没有读取" in line and "见附件" in line for line in lines([item], FORMS, dry_run=False))


def test_text_box_on_a_sheet_that_completes_a_figure_is_asked_about(tmp_path: Path) -> None:
    item = imported(tmp_path, lambda sheet: sheet.insert_textbox(2, 14, "另有 815 件"))
    assert asked(item) == [("box-corrects", "另有 815 件", None, None)]
    assert item.status is Status.DRAFT


def test_comment_with_replies_is_taken_once_and_without_the_words_for_old_versions(tmp_path: Path) -> None:
    old = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment\n\nComment:\n    应为 811"
    )
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="B{LICENSING + 1}" id="a"><text>应为 811</text></threadedComment>'
        f'<threadedComment ref="B{LICENSING + 1}" id="b" parentId="a"><text>已阅</text></threadedComment>'
        "</ThreadedComments>"
    )

    def with_threads(content: bytes) -> bytes:
        file = BytesIO()
        with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(file, "w") as target:
            for name in source.namelist():
                target.writestr(name, source.read(name))
            target.writestr("xl/threadedComments/threadedComment1.xml", threads)
        return file.getvalue()

    def write(sheet: Worksheet) -> None:
        sheet.write_comment(LICENSING, 1, old, {"author": ""})

    alone = asked(imported(tmp_path / "alone", write))
    assert [text for _, text, *_ in alone] == ["应为 811"]
    threaded = imported(tmp_path / "threads", write, with_threads)
    assert [text for _, text, *_ in asked(threaded)] == ["应为 811"]
    assert any("有 1 条批注" in line and "已阅" in line for line in lines([threaded], FORMS, dry_run=False))


def test_comment_in_a_cell_of_a_word_file_names_the_cell(tmp_path: Path) -> None:
    comment = f"<w:comment {MARK}><w:p><w:r><w:t>漏填 2 件</w:t></w:r></w:p></w:comment>"
    part = f'<w:comments xmlns:w="{SPACE}">{comment}</w:comments>'
    marked = '<w:r><w:t>5</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    item, shown = imported_with_looks(
        tmp_path, word(lambda main: in_received(main, "<w:r><w:t>5</w:t></w:r>", marked), {"word/comments.xml": part})
    )
    assert asked(item) == [("comment-corrects", "漏填 2 件", "received", "natural_person")]
    assert shown[0].startswith("申请表“一、本年新收政府信息公开申请数量”“自然人”：批注写着“漏填 2 件”")
    assert item.status is Status.DRAFT


@pytest.mark.parametrize(
    ("text", "asks"), [("应为 12", True), ("此处有误", True), ("12", False), ("本年度报告", False)]
)
def test_text_box_of_a_word_file_that_corrects_a_figure_is_asked_about(tmp_path: Path, text: str, asks: bool) -> None:  # noqa: FBT001
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    item, _ = imported_with_looks(tmp_path, word(lambda main: main.replace("<w:sectPr", f"{box}<w:sectPr", 1)))
    assert asked(item) == ([("box-corrects", text, None, None)] if asks else [])
    assert not asks or item.status is Status.DRAFT


def test_footnote_of_a_word_file_that_corrects_a_figure_is_asked_about(tmp_path: Path) -> None:
    notes = f'<w:footnotes xmlns:w="{SPACE}"><w:footnote w:id="2"><w:p><w:r><w:t>应为 12</w:t></w:r></w:p></w:footnote>'
    item, _ = imported_with_looks(tmp_path, word(lambda main: main, {"word/footnotes.xml": f"{notes}</w:footnotes>"}))
    assert asked(item) == [("box-corrects", "应为 12", None, None)]
    assert item.status is Status.DRAFT


@pytest.mark.parametrize("kind", ["Text", "Highlight", "StrikeOut", "FreeText"])
def test_note_on_a_page_of_a_pdf_is_reported_with_its_page(kind: str) -> None:
    more = "/Contents<FEFF5E944E3A00310032>/DA(/F1 10 Tf 0 g)"
    (notice,) = read_document(pdf_file("", annotation(kind, more)), name="a.pdf").notices
    assert (notice.code, notice.text) == ("text-within" if kind == "FreeText" else "comment", "应为12")
    assert notice.origin.page == 1


@pytest.mark.parametrize(("kind", "flags"), [("Link", "/F 4"), ("Text", "/F 2")])
def test_link_and_hidden_note_of_a_pdf_say_nothing(kind: str, flags: str) -> None:
    mark = annotation(kind, "/Contents(12)").replace("/F 4", flags)
    assert read_document(pdf_file("", mark), name="a.pdf").notices == ()


@pytest.mark.parametrize(
    ("tip", "asks"),
    [("应为 32", True), ("32", True), ("31件", False), ("31", False), ("点击查看", False), ("行政许可 31", False)],
)
def test_tip_over_a_figure_of_a_web_page_is_asked_about_where_it_is_another_figure(
    tmp_path: Path,
    tip: str,
    asks: bool,  # noqa: FBT001
) -> None:
    content = page()
    assert content.count("<td>31</td>") == 1
    item = one(tmp_path, "a.html", content.replace("<td>31</td>", f'<td title="{tip}">31</td>'))
    assert asked(item) == ([("tip-corrects", tip, None, None)] if asks else [])
    assert item.status is (Status.DRAFT if asks else Status.PUBLISHED)


@pytest.mark.parametrize(
    ("content", "has_notes"), [(b"\xb6\x01\x12\x00", True), (b"\xb6\x01\x13\x00", False)], ids=["note", "none"]
)
def test_old_workbook_with_comments_is_read_by_way_of_libreoffice(content: bytes, has_notes: bool) -> None:  # noqa: FBT001
    assert _is_read_in_part(b"\xd0\xcf" + content, name="a.xls") is has_notes
