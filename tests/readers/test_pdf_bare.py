"""Tables without lines on a PDF page: which words stand in which column, by the gaps between characters."""

from __future__ import annotations

from dataclasses import replace

import pytest
import typst

from gongkai.readers.document import SourceGrid
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf import read_pdf
from gongkai.readers.formats.pdf_bare import with_bare_tables
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece, PlacedMark, paragraphs, without_running_lines

SIZE = 10.0


def piece(text: str, left: float) -> PdfPiece:
    """Characters side by side, Chinese ones twice as wide as others; ``|`` is a gap of three points."""
    marks: list[PlacedMark] = []
    for sign in text:
        if sign == "|":
            left += 3.0
            continue
        width = SIZE / 2 if sign.isascii() else SIZE
        marks.append((sign, left, left + width))
        left += width
    return PdfPiece("".join(sign for sign, _, _ in marks), tuple(marks))


def line(number: int, own: dict[float, str], *, step: float = 14.0) -> PdfLine:
    """A line of print, given by where its pieces begin."""
    pieces = tuple(piece(text, left) for left, text in own.items())
    text = " ".join(part.text for part in pieces)
    return PdfLine(text, pieces[0].left, pieces[-1].right, 100 + step * number, SIZE, pieces=pieces)


def cells(*lines: dict[float, str], step: float = 14.0) -> list[list[str]]:
    """What stands in the columns of a table, line by line; every line is given by where its pieces begin."""
    ((block,),) = with_bare_tables([[line(number, own, step=step) for number, own in enumerate(lines)]])
    assert block.rows is not None
    return [[cell.text for cell in row.cells if cell.text] for row in block.rows]


def test_heads_that_stand_side_by_side_are_cut_where_there_is_any_gap() -> None:
    rows = cells({300.0: "科研|社会|总"}, {300.0: "机构|公益|计"}, {40.0: "规章", 300.0: "0", 323.0: "2", 346.0: "2"})

    assert rows[:2] == [["科研", "社会", "总"], ["机构", "公益", "计"]]


def test_heads_of_blank_columns_are_cut_and_have_columns_of_their_own() -> None:
    rows = cells(
        {300.0: "商业|科研|社会|总"}, {40.0: "规章", 305.0: "0", 371.0: "2"}, {40.0: "文件", 305.0: "3", 371.0: "4"}
    )

    assert rows[0] == ["商业", "科研", "社会", "总"]


def test_heads_of_blank_columns_are_cut_where_the_narrowest_figures_stand_behind_them() -> None:
    rows = cells(
        {200.0: "科研机构|法律服务", 320.0: "其他"},
        {40.0: "规章", 150.0: "205", 325.0: "0"},
        {40.0: "文件", 150.0: "186", 325.0: "4"},
    )

    assert rows[0] == ["科研机构", "法律服务", "其他"]


def test_note_in_the_corner_ends_in_the_middle_of_its_last_bracket() -> None:
    note = piece("（本列数据的勾稽关系为之和）", 40.0)
    assert note.right == 175.0

    heads = replace(line(0, {177.0: "自然", 240.0: "总计"}))
    heads = replace(heads, pieces=(note, *heads.pieces))
    ((block,),) = with_bare_tables(
        [[heads, line(1, {40.0: "本年新收", 177.0: "9", 240.0: "9"}), line(2, {40.0: "上年", 177.0: "1", 240.0: "1"})]]
    )
    assert block.rows is not None
    assert [cell.text for cell in block.rows[0].cells if cell.text] == [note.text, "自然", "总计"]


def test_head_that_begins_a_little_before_the_figures_is_no_part_of_what_ends_there() -> None:
    heads = {100.0: "等于第四项之和）", 182.0: "自然", 240.0: "总计"}
    rows = cells(
        heads, {40.0: "本年新收申请", 184.0: "112", 245.0: "9"}, {40.0: "上年结转申请", 193.0: "1", 245.0: "4"}
    )

    assert rows[0] == ["等于第四项之和）", "自然", "总计"]


def test_head_of_a_blank_column_that_is_written_with_a_space_is_one_cell() -> None:
    total = piece("总|计", 380.0)
    heads = replace(line(0, {300.0: "企业"}), pieces=(piece("企业", 300.0), replace(total, text="总 计")))
    ((block,),) = with_bare_tables([[heads, line(1, {40.0: "规章", 305.0: "0"}), line(2, {40.0: "文件", 305.0: "3"})]])

    assert block.rows is not None
    assert [cell.text for cell in block.rows[0].cells if cell.text] == ["企业", "总 计"]


def test_label_that_reaches_to_the_first_figure_is_cut_before_it() -> None:
    rows = cells({40.0: "重复", 113.0: "1", 150.0: "7"}, {40.0: "要求提供公开出|5", 150.0: "1"}, {40.0: "物"})

    assert rows[1] == ["要求提供公开出", "5", "1"]


def test_note_with_digits_is_no_cell_of_its_own() -> None:
    rows = cells({40.0: "规章", 150.0: "12", 250.0: "1"}, {40.0: "文件", 150.0: "47|（其中修订|1|件）", 250.0: "3"})

    assert rows[1] == ["文件", "47（其中修订1件）", "3"]


def test_figure_stands_in_the_column_that_it_reaches_into_and_not_in_the_nearest() -> None:
    lines = ({40.0: "许可", 150.0: "1", 250.0: "2"}, {40.0: "收费", 150.0: "735.13万元", 250.0: "2"})
    parts = [
        PdfLine("", 40, 260, 100 + 14 * n, SIZE, pieces=tuple(piece(text, left) for left, text in line.items()))
        for n, line in enumerate(lines)
    ]
    ((block,),) = with_bare_tables([parts])
    assert block.rows is not None
    columns = [
        [place for place, cell in enumerate(row.cells) if cell.text.startswith(("1", "7"))] for row in block.rows
    ]

    assert columns[0][-1] == columns[1][-1]


def test_decimal_point_with_a_gap_beside_it_is_no_end_of_a_cell() -> None:
    rows = cells({40.0: "许可", 150.0: "1", 164.0: "2"}, {40.0: "收费", 146.0: "396|.82"})

    assert rows[1] == ["收费", "396.82"]


def test_numbered_label_right_behind_that_of_its_group_is_a_cell_of_its_own() -> None:
    rows = cells({40.0: "予公开|5.属于三类", 150.0: "1"}, {40.0: "办理结|（\u2f06）部分公开", 150.0: "2"})

    assert rows == [["予公开", "5.属于三类", "1"], ["办理结", "（\u2f06）部分公开", "2"]]


def test_title_of_a_section_parts_two_tables_though_no_figure_stands_beside_a_label() -> None:
    table = [{40.0: "规章", 250.0: "0", 350.0: "1"}, {40.0: "规范", 250.0: "0", 350.0: "1"}]
    table += [{40.0: "信息", 250.0: "本年收费金额"}, {40.0: "行政事"}, {250.0: "346.75"}, {40.0: "业性收费"}]
    heads = [{40.0: "结果", 140.0: "结果", 240.0: "总计"}, {40.0: "维持", 140.0: "纠正"}]
    lines = [*table, {40.0: "四、政府信息公开行政复议、行政诉讼情况"}, *heads, {40.0: "0", 140.0: "0", 240.0: "0"}]
    (blocks,) = with_bare_tables([[line(number, own) for number, own in enumerate(lines)]])

    rows = [block.rows or () for block in blocks if isinstance(block, DraftBlock)]
    assert [len(table) for table in rows] == [6, 4]


def test_words_that_break_above_a_row_of_figures_alone_belong_to_its_table() -> None:
    heads = {40.0: "维持", 90.0: "纠正", 140.0: "结果", 190.0: "审结", 240.0: "总计"}
    broken = ({140.0: "不适", 240.0: "1"}, {40.0: "0", 90.0: "3", 190.0: "3"}, {140.0: "用", 240.0: "6"})

    rows = cells(heads, *broken, step=9.0)

    assert rows[1:] == [["不适", "1"], ["0", "3", "3"], ["用", "6"]]


def test_figures_below_the_labels_of_a_table_are_of_another_one() -> None:
    labelled = [{40.0: "重复申请", 150.0: "1", 200.0: "7"}, {40.0: "其他", 150.0: "0", 200.0: "3"}]
    lines = [*labelled, {30.0: "四、复议和诉讼情况"}, {50.0: "0", 100.0: "4", 160.0: "4"}]
    (blocks,) = with_bare_tables([[line(number, own) for number, own in enumerate(lines)]])

    tables = [block.rows or () for block in blocks if isinstance(block, DraftBlock)]
    texts = [[[cell.text for cell in row.cells if cell.text] for row in rows] for rows in tables]
    assert texts == [[["重复申请", "1", "7"], ["其他", "0", "3"]], [["四、复议和诉讼情况"], ["0", "4", "4"]]]


@pytest.mark.parametrize(
    ("tops", "texts", "left"),
    [
        (["", "", "1"], ["a", "b", "c"], ["a", "b", "1", "c"]),
        (["", "2", "3"], ["a", "b", "c"], ["a", "b", "c"]),
        (["1"], ["a"], ["1", "a"]),
        (["", "0"], ["a", "b"], ["a", "0", "b"]),
    ],
    ids=["on one page", "counted on", "of the only page", "a nought"],
)
def test_digits_above_the_text_are_the_number_of_a_page_where_pages_are_counted(
    tops: list[str], texts: list[str], left: list[str]
) -> None:
    pages: list[list[DraftBlock | PdfLine]] = [
        [
            *([replace(line(0, {250.0: top}), is_number=True)] if top else []),
            line(6, {40.0: text}),
        ]
        for top, text in zip(tops, texts, strict=True)
    ]
    kept = [part.text for page in without_running_lines(pages) for part in page if isinstance(part, PdfLine)]

    assert kept == left


def test_table_without_lines_in_a_file_with_tags_is_read_by_where_it_stands() -> None:
    rows = "[件], [甲], [乙], [规章], [12], [7], [行政许可], [208], [], [行政处罚], [31], [4]"
    table = f"#table(columns: (5cm, 3cm, 3cm), stroke: none, {rows})"
    data = typst.compile(f"= 二、主动公开政府信息情况\n上面有一段话。\n{table}\n下面还有一段话。".encode())

    blocks = read_pdf(data, name="表.pdf").blocks

    (grid,) = (block for block in blocks if isinstance(block, SourceGrid))
    figures = [[cell.text for cell in row if cell.text.isdigit()] for row in grid.rows]
    assert figures == [[], ["12", "7"], ["208"], ["31", "4"]]


def test_end_of_a_note_that_reaches_into_the_labels_is_one_cell() -> None:
    note = ({150.0: "208（其中修"}, {40.0: "行政强制", 250.0: "3"}, {140.0: "订|4|件）"})

    assert cells({40.0: "规章", 160.0: "12", 250.0: "1"}, *note, step=7.0)[-1] == ["订4件）"]


def test_part_of_a_broken_word_stands_in_the_column_of_figures_and_not_in_that_of_labels() -> None:
    lines = [{40.0: "规章", 150.0: "1", 250.0: "2"}, {40.0: "规范", 143.0: "不适", 250.0: "0"}, {143.0: "用"}]
    ((block,),) = with_bare_tables([[line(number, own) for number, own in enumerate(lines)]])
    assert block.rows is not None
    places = [[place for place, cell in enumerate(row.cells) if cell.text] for row in block.rows]

    assert places[1] == places[0]


def test_bars_of_a_chart_with_their_figures_are_no_table() -> None:
    bars = [("予以公开", 260.0, "21"), ("部分公开", 160.0, "11"), ("不予公开", 100.0, "5"), ("无法提供", 99.0, "5")]
    lines = [line(number, {40.0: label, left: figure}) for number, (label, left, figure) in enumerate(bars)]
    assert with_bare_tables([lines]) == [lines]

    in_columns = [line(number, {40.0: label, 260.0: figure}) for number, (label, _, figure) in enumerate(bars)]
    ((block,),) = with_bare_tables([in_columns])
    assert isinstance(block, DraftBlock)


@pytest.mark.parametrize(("rest", "joined"), [("件、不予公开五件", True), ("件不予公开五件", False)])
def test_line_is_full_where_what_stands_together_has_no_room(rest: str, *, joined: bool) -> None:
    before, after = (line(number, {40.0: text}) for number, text in enumerate(("予以公开二十一件、部分公开十一", rest)))
    edges = (40.0, before.right + 2.2 * SIZE)

    texts = [block.text for block in paragraphs([replace(before, edges=edges), replace(after, edges=edges)])]
    assert len(texts) == (1 if joined else 2)
