"""A table that a program has left out while it converted a document is asked about."""

from __future__ import annotations

from gongkai.importing.file_notices import remarks_on_file
from gongkai.importing.wording.remarks import remark_text
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import MatchResult
from gongkai.readers.remarks import Doubt


def test_table_that_pandoc_left_out_is_asked_about_where_it_stood() -> None:
    document = read_document("# 题\n\n[TABLE]\n\n文字里的 [TABLE] 不算。\n".encode(), name="a.md")
    (remark,) = remarks_on_file(document, MatchResult(None))
    assert (remark.code, remark.doubt, remark.origin.line) == ("table-lost", Doubt.MISSING, 3)
    assert "请导入转换以前的文件" in remark_text(remark, None)
