"""A document that says itself that it is a draft, and not what was published, is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job
from gongkai.readers.facts.draft_marks import draft_marks
from gongkai.readers.formats.reading import read_document
from gongkai.reports import Status
from tests.importing.sample_documents import AGENCY, brought, one, page, text_2020
from tests.importing.sample_workbooks import SampleSheet, rows_of, write_workbook
from tests.importing.test_word_notices import imported_with_looks, word

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.importing import ImportResult

TITLE = f"{AGENCY}2023年政府信息公开工作年度报告"
CSV = [",".join(row) for row in rows_of(SampleSheet("报告"))]
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def marks(item: ImportResult) -> list[str]:
    """The words that are asked about."""
    return [remark.text for remark in item.remarks if remark.code == "draft-mark"]


def marks_of(text: str) -> list[str]:
    """The words of a web page by which it is a draft."""
    return [words for _, words in draft_marks(read_document(text.encode(), name="a.html"))]


@pytest.mark.parametrize("words", ["（征求意见稿）", "（初稿）", "草稿", "【送审稿】", "（讨论稿2）", "第二稿"])
def test_words_of_a_draft_behind_or_below_the_title_are_seen(words: str) -> None:
    signed = page(foot=f"<p>{AGENCY}</p><p>2024年1月15日</p>")
    assert marks_of(signed.replace(TITLE, TITLE + words)) == [TITLE + words]
    assert marks_of(page().replace(f"{TITLE}</h1>", f"{TITLE}</h1><p>{words}</p>")) == [words]


def test_title_with_words_of_a_draft_behind_or_below_it_is_asked_about(tmp_path: Path) -> None:
    signed = page(foot=f"<p>{AGENCY}</p><p>2024年1月15日</p>")
    behind = one(tmp_path / "a", "a.html", signed.replace(TITLE, f"{TITLE}（讨论稿2）"), year=2023)
    assert (marks(behind), behind.status) == ([f"{TITLE}（讨论稿2）"], Status.DRAFT)
    below = one(tmp_path / "b", "b.html", page().replace(f"{TITLE}</h1>", f"{TITLE}</h1><p>第二稿</p>"))
    assert (marks(below), below.status) == (["第二稿"], Status.DRAFT)


@pytest.mark.parametrize("suffix", ["html", "md", "txt", "csv"])
def test_title_with_words_of_a_draft_behind_it_is_still_the_title(tmp_path: Path, suffix: str) -> None:
    texts = {"html": page(), "md": page(), "txt": text_2020().replace("2020年", "2023年"), "csv": "\n".join(CSV)}
    item = one(tmp_path, f"a.{suffix}", texts[suffix].replace(TITLE, f"{TITLE}（送审稿）"))
    assert (marks(item), item.year, item.status) == ([f"{TITLE}（送审稿）"], 2023, Status.DRAFT)


def test_title_of_a_sheet_or_below_navigation_with_words_of_a_draft_is_asked_about(tmp_path: Path) -> None:
    sheet = SampleSheet("报告", change=lambda own: own.write_string(0, 0, f"{TITLE}（初稿）"))
    item = brought(tmp_path, Job(write_workbook(tmp_path / "a.xlsx", sheet), "yangli"))[0]
    assert (marks(item), item.year) == ([f"{TITLE}（初稿）"], 2023)
    top = "".join(f"<p>栏目{number}</p>" for number in range(20))
    below = one(tmp_path / "b", "b.html", page(top=top).replace(TITLE, f"{TITLE}（初稿）"))
    assert marks(below) == [f"{TITLE}（初稿）"]


@pytest.mark.parametrize("words", ["征求意见", "（定稿）", "意见征集", "（终稿）", "草案公开征集情况见附件"])
def test_other_words_say_nothing(words: str) -> None:
    assert marks_of(page(top=f"<p>{words}</p>")) == []


@pytest.mark.parametrize(("name", "words"), [("2023年报（初稿）.html", ["初稿"]), ("2023年报定稿.html", [])])
def test_name_of_a_file_with_words_of_a_draft_is_asked_about(tmp_path: Path, name: str, words: list[str]) -> None:
    item = one(tmp_path, name, page())
    assert (marks(item), item.status) == (words, Status.DRAFT if words else Status.PUBLISHED)


@pytest.mark.parametrize(
    "content",
    [
        "<w:p><w:r><w:t>征求意见稿</w:t></w:r></w:p>",
        '<w:p><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="征求意见稿"/></w:p>',
    ],
    ids=["head of the page", "watermark"],
)
def test_words_of_a_draft_in_the_head_or_watermark_of_a_word_file_are_asked_about(tmp_path: Path, content: str) -> None:
    part = f'<w:hdr xmlns:w="{SPACE}">{content}</w:hdr>'
    item, shown = imported_with_looks(tmp_path, word(lambda main: main, {"word/header1.xml": part}))
    assert marks(item) == ["征求意见稿"]
    assert shown[0].startswith("原件或文件名写着“征求意见稿”，像是还没有定稿的")
    assert item.status is Status.DRAFT
