"""Tables that pandas has written: what it puts where a sheet has an empty cell is read as one."""

from __future__ import annotations

from gongkai.figures import written
from gongkai.forms import shipped_forms
from gongkai.readers.document import SourceGrid
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching import match_document

_SHEET = """\
| 收到和处理申请情况 | Unnamed: 1 | Unnamed: 2 | Unnamed: 3 | Unnamed: 4 | NaN | NaN | NaN | NaN | NaN |
|---|---|---|---|---|---|---|---|---|---|
| 填报单位：某局 | NaN | NaN | 单位：件 | NaN | NaN | NaN | NaN | NaN | NaN |
| 项目 | NaN | NaN | 申请人情况 | NaN | NaN | NaN | NaN | NaN | NaN |
| NaN | NaN | NaN | 自然人 | 法人或其他组织 | NaN | NaN | NaN | NaN | 总计 |
| NaN | NaN | NaN | NaN | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | NaN |
| 一、本年新收政府信息公开申请数量 | NaN | NaN | 264 | 382 | 52 | 94 | 10 | 1 | 803 |
| 三、本年度办理结果 | （一）予以公开 | NaN | NaN | 3 | NaN | NaN | NaN | NaN | 3 |
| NaN | （三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
"""


def test_cells_that_pandas_found_empty_are_empty() -> None:
    document = read_document(_SHEET.encode(), name="a.md")
    matched = match_document(document, shipped_forms(), 2023)

    figures = [written(figure) for (_, row, _), figure in matched.figures.items() if row in ("received", "granted")]
    assert figures == ["264", "382", "52", "94", "10", "1", "803", "", "3", "", "", "", "", "3"]
    assert {item.code for item in matched.remarks if not item.sure} <= {"missing-row", "missing-table"}


def test_number_that_a_page_could_not_compute_stays() -> None:
    document = read_document("<table><tr><td>占比</td><td>NaN</td></tr></table>".encode(), name="a.html")

    (grid,) = (block for block in document.blocks if isinstance(block, SourceGrid))
    assert grid.rows[0][1].text == "NaN"
