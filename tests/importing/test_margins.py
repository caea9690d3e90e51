"""What stands in the heads and feet of pages says something where it is of a draft, or of another report or unit."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.importing import ImportResult, Job
from gongkai.readers.files.archives import Archive
from gongkai.readers.formats.workbook_parts.margins import margin_lines, notes_in_margins
from gongkai.readers.formats.workbook_parts.old.margins import notes_in_old_margins
from gongkai.reports import Status
from tests.importing.sample_documents import AGENCY, brought
from tests.importing.sample_workbooks import SampleSheet, write_workbook
from tests.importing.test_word_notices import imported_with_looks, word

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

TITLE = f"{AGENCY}2023年政府信息公开工作年度报告"
SAYING = [
    ("草稿", "draft-mark"),
    ("（征求意见稿）", "draft-mark"),
    (f"{TITLE}（送审稿）", "draft-mark"),
    ("内部资料 注意保存", "draft-mark"),
    ("样表", "draft-mark"),
    ("作废", "draft-mark"),
    ("2021年度", "margin-year"),
    (f"{AGENCY}2024年政府信息公开工作年度报告", "margin-year"),
    ("2023年第三季度", "margin-year"),
    ("单位：元", "margin-unit"),
    ("乙镇人民政府2023年政府信息公开工作年度报告", "margin-agency"),
    ("样例区城市管理局", "margin-agency"),
]
SILENT = [
    TITLE,
    AGENCY,
    "样例街道",
    "2023年度",
    "政府信息公开工作年度报告",
    "2024年1月印发",
    "单位：万元、件",
    "单位：件",
    "样例区人民政府办公室",
    "第 1 页 共 3 页",
    "附件1",
]

NEW_LINE = "\n"


def asked(item: ImportResult) -> list[tuple[str, str]]:
    """The codes and words of what is asked about margins."""
    codes = ("draft-mark", "margin-year", "margin-agency", "margin-unit")
    return [(remark.code, remark.text) for remark in item.remarks if remark.code in codes]


def with_margins(folder: Path, *sheets: SampleSheet) -> ImportResult:
    """What the import of a workbook gives."""
    folder.mkdir(exist_ok=True)
    return brought(folder, Job(write_workbook(folder / "a.xlsx", *sheets), "yangli"))[0]


def header(text: str, method: str = "set_header") -> SampleSheet:
    """A sheet with a text in the heads or feet of its pages."""

    def change(page: Worksheet) -> Any:
        getattr(page, method)(text)

    return SampleSheet("报告", change=change)


@pytest.mark.parametrize("code", sorted({code for _, code in SAYING}))
def test_words_in_the_heads_of_pages_of_a_sheet_make_it_a_draft(tmp_path: Path, code: str) -> None:
    lines = [words for words, of_line in SAYING if of_line == code]
    item = with_margins(tmp_path, header(f'&L&"宋体,常规"&9 {NEW_LINE.join([*lines, "附件1"])}&R&P/&N'))
    quoted = ["；".join(lines)] if code == "draft-mark" else lines
    assert (asked(item), item.status) == ([(code, words) for words in quoted], Status.DRAFT)


def test_other_words_there_say_nothing(tmp_path: Path) -> None:
    assert asked(with_margins(tmp_path, header(f"&C{NEW_LINE.join(SILENT)}", "set_footer"))) == []


def test_words_in_the_head_of_a_word_file_are_asked_about_as_well(tmp_path: Path) -> None:
    heads = [item for item in SAYING[6:] if item[1] != "margin-unit"]
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words, _ in heads)
    part = f'<w:hdr xmlns:w="{space}">{paragraphs}</w:hdr>'
    item, _ = imported_with_looks(tmp_path, word(lambda main: main, {"word/header1.xml": part}))
    assert asked(item) == [(code, words) for words, code in heads]


def test_margins_of_a_sheet_of_another_year_say_nothing(tmp_path: Path) -> None:
    last = SampleSheet("2022", year=2022, change=lambda page: page.set_header("&C2022年度"))
    own = SampleSheet("2023", change=lambda page: page.set_header("&C&A年度"))
    assert asked(with_margins(tmp_path, last, own)) == []


def test_codes_of_the_format_are_no_words() -> None:
    code = '&L&"黑体,加粗"&14&K01+034单位：元\n&D&C&G&KFF0000草稿&&&R第 &P 页 &Z&F'
    assert list(margin_lines(code, "表")) == ["单位：元", "草稿&", "第 页"]


def record(kind: int, text: str) -> bytes:
    """A head (20) or foot (21) of pages as an old workbook stores it."""
    return struct.pack("<HHHB", kind, 3 + 2 * len(text), len(text), 1) + text.encode("utf-16-le")


def test_margins_of_an_old_workbook_are_read() -> None:
    data = b"\xd0\xcf" + record(20, "&L草稿&R&P") + bytes(9) + record(21, "&C单位：元") + record(20, "\x01\x02")
    assert [notice.text for notice in notes_in_old_margins(data)] == ["草稿", "单位：元"]
    assert list(notes_in_old_margins(b"PK" + data)) == []


def test_margins_of_an_open_document_are_read() -> None:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("style", "text"))
    styles = f"<style:a {names}><style:header><text:p>草<text:span>稿</text:span></text:p></style:header></style:a>"
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("styles.xml", styles)
    notices = notes_in_margins(Archive(file.getvalue(), name="a.ods"))
    assert [notice.text for notice in notices] == ["草稿"]
