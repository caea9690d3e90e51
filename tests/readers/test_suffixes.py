"""The kinds of files that can be read are the same in the message on an unknown file and in the manual."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from gongkai.errors import ReadError, UsageError
from gongkai.importing.batch_list import read_batch
from gongkai.readers.files.sniffing import kind_of
from gongkai.readers.formats.reading import read_document

if TYPE_CHECKING:
    from pathlib import Path

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SUFFIX = re.compile(r"\.[a-z]{2,4}\b")


def test_message_on_an_unknown_file_names_what_the_manual_names(root: Path) -> None:
    with pytest.raises(ReadError) as error:
        read_document(b"\0\1\2", name="文件")
    manual = (root / "docs/manual/import.md").read_text(encoding="utf-8")
    (line,) = (line for line in manual.splitlines() if line.startswith("- 能读"))
    assert SUFFIX.findall(str(error.value)) == SUFFIX.findall(line)
    assert ".xlsb" in str(error.value)


@pytest.mark.parametrize("suffix", [".xlsb", ".mht"])
def test_document_in_the_place_of_a_list_is_said_to_be_one(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"年报{suffix}"
    file.write_bytes(b"PK")
    with pytest.raises(UsageError, match="不是清单"):
        read_batch(file, ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_list_with_tabs_under_the_name_of_a_workbook_is_text(encoding: str) -> None:
    data = "规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n".encode(encoding)
    assert kind_of(data, name="年报.xls") == "txt"
    with pytest.raises(ReadError):
        kind_of(data.replace(b"\t", b" "), name="年报.xls")


def test_web_page_that_is_all_of_a_word_file_is_read() -> None:
    file = BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {WORD}><w:body><w:altChunk r:id='a'/></w:body></w:document>"
        )
        link = f"<Relationship Id='a' Type='{kind}/aFChunk' Target='/word/a.mht'/>"
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{link}</Relationships>")
        archive.writestr("word/a.mht", "<html><body><p>样例区教育局2024年政府信息公开工作年度报告</p></body></html>")
    (block,) = read_document(file.getvalue(), name="年报.docx").paragraphs()
    assert block.text == "样例区教育局2024年政府信息公开工作年度报告"
