"""What a Word file holds besides its text is said: changes that nobody has accepted, and other files within it."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from gongkai.importing import Job, lines
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, brought
from tests.importing.test_import import report
from tests.importing.test_left_out_columns import as_word, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.importing import ImportResult

MARK = 'w:id="1" w:author="a"'


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def inserted(text: str) -> str:
    return f"<w:ins {MARK}><w:r><w:t>{text}</w:t></w:r></w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {MARK}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


@cache
def plain() -> bytes:
    """The Word file without anything that is to be said of it."""
    return as_word(parts(""))


def word(change: Callable[[str], str], more: dict[str, str] | None = None) -> bytes:
    """A Word file with its main part changed, and with other parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name not in (more or {}):
                target.writestr(name, change(text.decode()) if name == "word/document.xml" else text)
        for name, part in (more or {}).items():
            target.writestr(name, part)
    return file.getvalue()


def imported_with_looks(root: Path, content: bytes) -> tuple[ImportResult, list[str]]:
    """The import of a Word file, and the lines that ask for a look."""
    file = root / "a.docx"
    file.write_bytes(content)
    (item,) = brought(root, Job(file, "yangli", None, None, file.name))
    shown = [line.partition("请核对：")[2] for line in lines([item], FORMS, dry_run=False) if " 请核对：" in line]
    return item, shown


def in_received(main: str, old: str, new: str) -> str:
    """The main part with something else in the row of new requests."""
    row = next(row for row in re.findall(r"<w:tr[ >].*?</w:tr>", main, re.DOTALL) if "一、本年新收" in row)
    assert old in row
    return main.replace(row, row.replace(old, new, 1))


def test_figures_in_changes_that_nobody_accepted_are_named_with_what_stood_before(tmp_path: Path) -> None:
    def change(main: str) -> str:
        main = in_received(main, "<w:r><w:t>5</w:t></w:r>", deleted("4") + inserted("5"))
        main = in_received(main, "<w:r><w:t>8</w:t></w:r>", deleted("7"))
        return main.replace("<w:t>本年度按时", f"<w:t>本年度</w:t></w:r>{inserted('3 次')}<w:r><w:t>按时")

    item, shown = imported_with_looks(tmp_path, word(change))
    assert shown[0].startswith("文件里的修订还没有接受（插入 2 处，删除 2 处）。已按接受以后的样子读")
    assert shown[1] == (
        "没有接受的修订里有数，已照改后的读，请核对：申请表“一、本年新收政府信息公开申请数量”“自然人”（“4”改为“5”）、"
        "申请表“一、本年新收政府信息公开申请数量”“总计”（删去“7”）、"
        "（“本年度按时完成各项公开工作。”改为“本年度3 次按时完成各项公开工作。”），共 3 处。"
    )
    assert len(shown) == 2
    assert item.status is Status.DRAFT
    assert "changes" in [reason.value for reason in item.reasons]
    assert report(tmp_path).figure("requests", "received", "natural_person").value == 5
    texts = list(lines([item], FORMS, dry_run=False))
    assert not any("原件此处为空" in line for line in texts), "it is only blank if the change is accepted"


def test_row_that_a_change_takes_out_is_named(tmp_path: Path) -> None:
    def change(main: str) -> str:
        row = next(row for row in re.findall(r"<w:tr[ >].*?</w:tr>", main, re.DOTALL) if "2.重复申请" in row)
        deleted_row = row.replace("<w:tc>", f"<w:trPr><w:del {MARK}/></w:trPr><w:tc>", 1).replace(
            "<w:t>", "<w:delText>"
        )
        return main.replace(row, deleted_row.replace("</w:t>", "</w:delText>"))

    _, shown = imported_with_looks(tmp_path, word(change))
    assert any("（删去“2.重复申请”）、（删去“0”）" in line for line in shown)


def test_changes_of_words_alone_are_said_and_leave_the_report_as_it_is(tmp_path: Path) -> None:
    item, shown = imported_with_looks(
        tmp_path,
        word(lambda main: main.replace("<w:t>本年度按时", f"<w:t>本年度</w:t></w:r>{inserted('均')}<w:r><w:t>按时")),
    )
    (line,) = shown
    assert "插入 1 处，删除 0 处" in line
    assert item.status is Status.PUBLISHED


@pytest.mark.parametrize("tag", ["altChunk", "subDoc"])
def test_file_within_a_word_file_is_named_and_leaves_a_draft(tmp_path: Path, tag: str) -> None:
    def change(main: str) -> str:
        return main.replace("<w:sectPr", f'<w:{tag} xmlns:r="{RELATIONS}" r:id="rId77"/><w:sectPr', 1)

    own = '<Relationship Id="rId77" Type="t" Target="/word/within.htm"/>'
    within = f'<Relationships xmlns="{PACKAGE}">{own}</Relationships>'
    item, shown = imported_with_looks(tmp_path, word(change, {"word/_rels/document.xml.rels": within}))
    (line,) = shown
    assert line.startswith("文件里嵌入了另一个文件（within.htm），没有读取")
    assert item.status is Status.DRAFT


@pytest.mark.parametrize(("text", "asks"), [("见附件 811", False), ("应为 811", True)])
def test_comments_of_a_word_file_are_quoted_and_asked_about_where_they_correct(
    tmp_path: Path,
    text: str,
    asks: bool,  # noqa: FBT001
) -> None:
    comments = "".join(
        f"<w:comment {MARK}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>" for words in (text, " ")
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:comments xmlns:w="{space}">{comments}</w:comments>'
    item, shown = imported_with_looks(tmp_path, word(lambda main: main, {"word/comments.xml": part}))
    comment_lines = [line for line in lines([item], FORMS, dry_run=False) if "批注" in line]
    assert len(comment_lines) == 1
    if asks:
        assert shown[0].startswith(f"批注写着“{text}”，像是更正表里的数")
        assert item.status is Status.DRAFT
    else:
        assert comment_lines[0].endswith(f"文件里有 1 条批注，没有读取，请看有没有要改的数：“{text}”。")
        assert item.status is Status.PUBLISHED
