"""Tables that are printed over pages beside each other, as sheets are that are wider than a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf_lines import PdfLine, joined_pages, paragraphs
from gongkai.readers.formats.pdf_ruled import PdfTable, join_beside
from gongkai.readers.formats.pdf_ruled.tables import PdfCell
from tests.readers.test_pdf_ruled import table_of, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = ["项目", "本年新收", "上年结转", "予以公开", "部分公开", "其他", "总计"]
LINES = [
    ("样例区甲街道办事处2024年政府信息公开工作年度报告", 300),
    ("第二十条第（一）项", 130),
    ("第二十条第（五）项", 130),
]
Rows = list[list[str]]


def block(rows: Rows, *, top: float = 100) -> DraftBlock:
    """A table whose columns are 60 points wide, from 40 points on."""
    table = table_of(*[[(40 + 60 * x, 100 + 60 * x, text) for x, text in enumerate(row)] for row in rows], top=top)
    return DraftBlock(rows=table.rows, element=table)


def column(head: str, *, text: str = "") -> list[str]:
    """A column of the table of labels: a head, and figures or a text in all rows."""
    return [head, *(text or str(number) for number in range(1, len(LABELS)))]


def table(*columns: Sequence[str], top: float = 100) -> DraftBlock:
    return block([list(row) for row in zip(*columns, strict=True)], top=top)


def line(text: str, top: float, **more: Any) -> PdfLine:
    return PdfLine(text, 40, 100, top, 10, **more)


def joined(*pages: list[Any]) -> list[list[Any]]:
    """What is on some pages once they are joined: the texts of tables and of lines."""
    join_beside(pages)
    return [[texts(part.element) if isinstance(part, DraftBlock) else part.text for part in parts] for parts in pages]


def test_columns_on_later_pages_stand_behind_the_rows_at_their_heights() -> None:
    whole = [list(row) for row in zip(LABELS, column("甲"), column("乙"), column("丙"), column("丁"), strict=True)]
    first, second = table(LABELS, column("甲")), table(column("乙"), column("丙"))

    assert joined([first], [second], [table(column("丁"), column("戊"))]) == [
        [[[*row, "戊" if not place else str(place)] for place, row in enumerate(whole)]],
        [],
        [],
    ]


def test_pages_below_each_other_go_on_with_those_below_the_first_ones() -> None:
    below = ["一", "1"], ["2", "3"], ["4", "5"]
    pages = [
        [table(LABELS, column("甲"))],
        [block([below[0]])],
        [table(column("乙"), column("丙"))],
        [block([below[1]])],
    ]
    pages += [[table(column("丁"), column("戊"))], [block([below[2]])]]

    assert [[len(rows[0]) for rows in page] for page in joined(*pages)] == [[6], [6], [], [], [], []]
    assert texts(pages[1][0].element) == [["一", "1", "2", "3", "4", "5"]]


def test_heads_over_columns_that_the_edge_of_a_page_cuts_are_those_of_the_later_page() -> None:
    rows = [["申请人情况", ""], *[list(row) for row in zip(column("乙"), column("丙"), strict=True)]]

    ((whole,), rest) = joined([table(LABELS, column("甲"))], [block(rows, top=80)])
    assert [row[-2:] for row in whole] == rows
    assert not rest


def test_one_column_on_a_page_of_its_own_is_one_of_the_table() -> None:
    lines = [line(text, 105 + 20 * place) for place, text in enumerate(column("总计"))]

    (first, rest) = joined([table(LABELS, column("甲"))], [*lines, line("第 2 页", 790, at_edge=True)])
    assert first == [[list(row) for row in zip(LABELS, column("甲"), column("总计"), strict=True)]]
    assert rest == ["第 2 页"]


def test_end_of_a_line_that_the_edge_of_a_page_cuts_is_put_behind_its_beginning() -> None:
    pages = (
        [line("第二十条第（一）", 80), table(LABELS, column("甲"))],
        [line("项", 80), table(column("乙"), column("丙"))],
    )

    assert [page[0] for page in joined(*map(list, pages)) if page] == ["第二十条第（一）项"]


def test_letters_across_the_edge_of_a_page_that_both_pages_print_stand_once() -> None:
    pages = (
        [line("第二十条第（一）", 80), table(LABELS, column("甲"))],
        [line("（一）项", 80), table(column("乙"), column("丙"))],
    )

    assert [page[0] for page in joined(*map(list, pages)) if page] == ["第二十条第（一）项"]


def test_row_of_heads_that_one_of_two_pages_lacks_keeps_no_table_apart() -> None:
    rows = [list(row) for row in zip(column("乙"), column("丙"), strict=True)]
    below = table_of(*[[(40 + 60 * x, 100 + 60 * x, text) for x, text in enumerate(row)] for row in rows[1:]], top=120)
    heads = [PdfCell((40 + 60 * x, 100 + 10 * y, 100 + 60 * x, 110 + 10 * y), "头") for x in (0, 1) for y in (0, 1)]
    rest = PdfTable((40, 100, 160, below.box[3]), (*heads, *below.cells))

    (first,), second = joined([table(LABELS, column("甲"))], [DraftBlock(rows=rest.rows, element=rest)])
    assert [len(first), *first[-1]] == [len(LABELS) + 1, "总计", "6", "6", "6"]
    assert not second


@pytest.mark.parametrize(("texts_on_page", "goes"), [(["头", "总计", "6"], True), (["头", "5", "6"], False)])
def test_end_of_one_column_alone_on_a_page_is_put_behind_the_last_rows(texts_on_page: list[str], *, goes: bool) -> None:
    lines = [line(text, 185 + 20 * place) for place, text in enumerate(texts_on_page)]

    (first, *_), second = joined([table(LABELS, column("甲"))], lines)
    assert (len(first[-1]), bool(second)) == ((3, False) if goes else (2, True))


@pytest.mark.parametrize(
    "second",
    [
        table(LABELS, column("乙")),
        table(column("乙"), column("丙"), top=120),
        table(column("乙")[:4], column("丙")[:4]),
        table(column("乙"), column("丙", text="办公室")),
    ],
    ids=["labels of its own", "other heights", "fewer rows", "words"],
)
def test_other_tables_stay_where_they_are(second: DraftBlock) -> None:
    assert isinstance(second.element, PdfTable)
    pages: list[list[Any]] = [[table(LABELS, column("甲"))], [second]]

    assert joined(*pages) == [[texts(pages[0][0].element)], [texts(second.element)]]


def test_table_without_labels_has_nothing_put_behind_it() -> None:
    pages = [table(column("甲"), column("乙"))], [table(column("丙"), column("丁"))]

    assert [len(page) for page in joined(*map(list, pages))] == [1, 1]


def test_title_that_alone_reaches_far_goes_not_on_in_the_line_below() -> None:
    lines = [PdfLine(text, 40, right, 80 + 20 * place, 10) for place, (text, right) in enumerate(LINES)]

    ((*blocks,),) = map(paragraphs, joined_pages([lines]))
    assert [block.text for block in blocks] == [text for text, _ in LINES]


def test_line_is_not_joined_to_one_that_reaches_further_as_it_had_room_for_more() -> None:
    texts = (
        ("某某镇人民政府年度报告", 300.0, 500.0),
        ("根据条例编制本报告，数据的统计期限自一月", 50.0, 750.0),
        ("起。", 50.0, 75.0),
    )
    lines = [
        PdfLine(text, left, right, 50.0 + 15 * number, 10.0, edges=(50.0, 505.0))
        for number, (text, left, right) in enumerate(texts)
    ]
    assert [block.text for block in paragraphs(lines)] == [texts[0][0], texts[1][0] + texts[2][0]]
