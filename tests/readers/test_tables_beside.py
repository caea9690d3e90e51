"""Tables side by side on a sheet: each below the title of its section is read for itself."""

from __future__ import annotations

import pytest

from gongkai.forms import shipped_forms
from gongkai.readers.document import SourceGrid, SourceParagraph
from gongkai.readers.formats.workbook_parts.tables import tables_apart
from gongkai.readers.matching.normalise import normalise_document
from gongkai.readers.matching.tokenise.arrangement import tables_beside
from gongkai.readers.matching.tokenise.lexicon import lexicon_of
from tests.readers.drawn import document, grid

ROWS = [
    ["二、主动公开政府信息情况", "", "", "四、政府信息公开行政复议、行政诉讼情况", ""],
    ["信息内容", "本年处理决定数量", "", "结果维持", "结果纠正"],
    ["行政许可", "175", "", "1", "0"],
    ["行政处罚", "456", "", "", ""],
]


def test_tables_with_an_empty_column_between_them_are_read_one_after_the_other() -> None:
    blocks = list(tables_apart(grid(ROWS, 1)))

    assert [block.text for block in blocks if isinstance(block, SourceParagraph)] == [ROWS[0][0], ROWS[0][3]]
    assert [
        [[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, SourceGrid)
    ] == [
        [["信息内容", "本年处理决定数量"], ["行政许可", "175"], ["行政处罚", "456"]],
        [["结果维持", "结果纠正"], ["1", "0"]],
    ]


@pytest.mark.parametrize("row", [["", "", "7", "", ""], ["", "<", "<", "", ""]])
def test_table_with_something_between_its_parts_stays_one(row: list[str | None]) -> None:
    drawn = grid([*ROWS, row], 1)

    assert list(tables_apart(drawn)) == [drawn]


def test_tables_of_too_many_rows_in_all_are_not_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    (form, *_) = [form for form in shipped_forms() if form.id == "gia-2021"]
    blocks = normalise_document(
        document([[["行政许可", "175"] * 3, ["行政处罚", "456"] * 3, ["行政强制", "3"] * 3]])
    ).blocks
    parted = {}
    for most in (6, 5):  # rows of the tables beside the first
        monkeypatch.setattr(tables_beside, "_MOST_ROWS", most)
        parted[most] = len(tables_beside.part_tables(blocks, form, lexicon_of(form), 2021))
    assert parted == {6: 3, 5: 1}
