"""Ruled tables of a PDF: text higher than its box, figures that break, and tables open at the end of a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf_ruled import PdfTable, join_dashes, join_open_tables, print_program, set_apart
from gongkai.readers.formats.pdf_ruled.cell_texts import texts_of
from gongkai.readers.formats.pdf_ruled.open_boxes import boxes_around_rest
from gongkai.readers.formats.pdf_ruled.tables import PdfCell, _innermost, _is_background, _lie_beside, _open_ends
from tests.readers.print_page import PrintPage, words

if TYPE_CHECKING:
    from collections.abc import Sequence

CROSSED = "字压着表格线，分不清是哪一格的："


def stacked(*heights: float, left: float = 40, right: float = 140) -> list[tuple[float, float, float, float]]:
    """Boxes below each other, from 100 points on."""
    boxes, top = [], 100.0
    for height in heights:
        boxes.append((left, top, right, top + height))
        top += height
    return boxes


@pytest.mark.parametrize("top", [98, 103], ids=["around its middle", "from its top"])
def test_text_higher_than_its_box_is_its_own_though_printed_over_the_next(top: float) -> None:
    upper = [*words("予以公开申", 42, top), *words("请数量", 42, top + 12)]
    lower = words("其他处理", 42, 123)

    assert texts_of(PrintPage([*upper, *lower]), stacked(20, 16)) == ["予以公开申\n请数量", "其他处理"]


def test_blanks_around_words_cross_no_line() -> None:
    upper = [*words("　予以公开申", 42, 97), *words("请数量　", 42, 109)]
    lower = words("其他", 110, 122)

    assert texts_of(PrintPage([*upper, *lower]), stacked(14, 20)) == ["予以公开申\n请数量", "其他"]


def test_labels_of_two_lines_around_the_middle_of_low_boxes_are_those_of_these_boxes() -> None:
    first = [*words("本年新收申", 42, 86), *words("请数量", 42, 100)]
    second = [*words("上年结转申", 42, 98), *words("请数量", 42, 112)]

    boxes = [(40, 60, 140, 92), (40, 92, 140, 104), (40, 104, 140, 116), (40, 116, 140, 150)]

    assert texts_of(PrintPage([*first, *second]), boxes) == ["", "本年新收申\n请数量", "上年结转申\n请数量", ""]


def test_label_around_the_middle_of_a_box_in_which_another_is_printed_is_not_moved_without_a_word() -> None:
    boxes = [(40, 100, 140, 110.8), (40, 110.8, 140, 121.6), (40, 121.6, 140, 150)]
    label = [*words("没有现成信", 42, 104.8), *words("息制作", 42, 119.2)]
    others = [*words("息", 42, 108.4), *words("补正后", 42, 135)]

    texts = texts_of(PrintPage([*label, *others]), boxes)
    assert all(text.startswith(CROSSED) for text in texts[:2])


def test_lines_between_two_boxes_of_which_either_may_have_them_are_said_to_be_so() -> None:
    boxes = [(40, 100, 140, 112), (40, 112, 140, 124), (40, 124, 140, 136)]
    page = PrintPage([*words("本年新收申", 42, 103), *words("请数量", 42, 120)])

    assert [text[: len(CROSSED)] for text in texts_of(page, boxes)] == [CROSSED] * 3


def test_head_printed_over_the_row_below_is_put_back_and_the_label_of_the_row_is_its_own() -> None:
    head = [*words("第一项加第", 42, 100), *words("二项之和", 42, 114)]
    label = words("本年新收申请", 42, 115)

    assert texts_of(PrintPage([*head, *label]), stacked(12, 28)) == ["第一项加第\n二项之和", "本年新收申请"]


def test_head_printed_over_two_cells_below_is_that_of_the_empty_box_above_them() -> None:
    boxes = [(40, 100, 240, 112), (40, 112, 80, 140), (80, 112, 240, 140)]
    head = [*words("勾稽关系为第一项加第", 50, 113), *words("二项之和等于第三项", 50, 126)]
    label = words("予以公开", 92, 114)

    assert texts_of(PrintPage([*head, *label]), boxes) == ["勾稽关系为第一项加第\n二项之和等于第三项", "", "予以公开"]


def test_two_figures_in_small_print_are_not_one() -> None:
    small = [*words("46", 50, 101, size=4), *words("46", 60, 101, size=4)]

    assert texts_of(PrintPage([*small, *words("46", 50, 121)]), stacked(20, 20)) == ["46 46", "46"]


def test_turned_figure_that_is_higher_than_its_box_is_not_read() -> None:
    signs = [words(sign, 50, 116 - 10 * place)[0] for place, sign in enumerate("1160")]
    turned = [sign | {"upright": False, "matrix": (0, 10, -10, 0, 0, 0)} for sign in signs]

    assert [text[: len(CROSSED)] for text in texts_of(PrintPage(turned), stacked(20, 20))] == [CROSSED, CROSSED]


def test_two_labels_printed_over_each_other_in_one_box_are_not_distinguished() -> None:
    page = PrintPage([*words("行政处罚", 42, 101), *words("行政强制", 44, 102)])

    assert texts_of(page, stacked(14, 14))[1] == ""


def test_lines_of_a_head_that_are_wide_apart_are_parted_together() -> None:
    boxes = [(40, 100, 240, 113), (40, 113, 240, 126), (100, 126, 140, 151), (240, 100, 280, 126)]
    heads = [("申请", 112, 98), ("人情况", 100, 110.9), ("法人或", 105, 111.3), ("其他组织", 102, 124)]
    heads += [("总计", 250, 110), ("社会公", 106, 131), ("益组织", 106, 143)]
    page = PrintPage([sign for text, left, top in heads for sign in words(text, left, top, size=5)])

    assert texts_of(page, boxes) == ["申请\n人情况", "法人或\n其他组织", "社会公\n益组织", "总计"]


def test_figure_that_reaches_into_the_head_above_it_is_no_part_of_that() -> None:
    head = [*words("处理决定数", 42, 101), *words("量", 62, 117)]

    assert texts_of(PrintPage([*head, *words("0", 62, 126)]), stacked(30, 15)) == ["处理决定数\n量", "0"]


def test_labels_that_follow_each_other_in_the_file_stay_in_their_boxes() -> None:
    page = PrintPage([*words("规章", 42, 100), *words("文件", 42, 112), *words("许", 42, 122), *words("可", 42, 130)])

    assert texts_of(page, stacked(10, 14, 13)) == ["规章", "文件", "许\n可"]


def test_figure_on_the_line_between_two_boxes_is_said_in_both_unless_the_other_has_its_own() -> None:
    on_line = words("208", 42, 105)

    assert texts_of(PrintPage(on_line), stacked(11, 14)) == [f"{CROSSED}208", CROSSED]
    assert texts_of(PrintPage([*on_line, *words("7", 42, 116, size=8)]), stacked(11, 14)) == ["208", "7"]


@pytest.mark.parametrize(("gap", "is_one"), [(0.0, True), (0.8, False)], ids=["touch", "gap"])
def test_figures_that_fill_their_boxes_are_two_where_a_gap_is_between_them(gap: float, *, is_one: bool) -> None:
    page = PrintPage([*words("26", 41, 101), *words("12", 61 + gap, 101)])
    texts = texts_of(page, [(40, 100, 61 + gap / 2, 112), (61 + gap / 2, 100, 82, 112)])

    assert texts == ([f"{CROSSED}26", f"{CROSSED}12"] if is_one else ["26", "12"])


@pytest.mark.parametrize(("width", "text"), [(36, "1582"), (60, "158\n2")], ids=["no room", "room"])
def test_digits_below_each_other_are_one_figure_where_no_other_has_room_behind_them(width: float, text: str) -> None:
    page = PrintPage([*words("158", 42, 100, size=7), *words("2", 60, 109, size=7)])

    assert texts_of(page, stacked(30, right=40 + width)) == [text]


def edge(kind: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """A line between columns (v) or across (h)."""
    return {"orientation": kind, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0}


def test_table_is_open_at_the_end_of_a_page_where_the_first_column_has_no_line_across() -> None:
    along = [edge("v", x, x, 100, 400) for x in (40, 100, 160)]
    tips = [edge("h", x, x + 0.7, 400, 400) for x in (40, 100, 160)]
    top, part, whole = (edge("h", *across, y, y) for *across, y in ((40, 160, 100), (100, 160, 400), (40, 160, 400)))

    assert _open_ends(PrintPage([], edges=[*along, *tips, top])) == [400]
    assert _open_ends(PrintPage([], edges=[*along, *tips, top, part])) == [400]
    assert _open_ends(PrintPage([], edges=[*along, *tips, top, whole])) == []


def test_table_is_open_where_the_frame_around_it_goes_on_to_the_end_of_the_page() -> None:
    frame = [edge("v", x, x, 0, 300) for x in (40, 362)]
    inner = [edge("v", x, x, 50, 280) for x in (43, 150, 250, 360)]
    across = [edge("h", 43, 360, 50, 50), edge("h", 150, 250, 280, 280)]
    assert _open_ends(PrintPage([], edges=[*frame, *inner, *across])) == [0, 300, 280]
    assert _open_ends(PrintPage([], edges=[*inner, *across, edge("v", 200, 200, 50, 300)])) == [300]
    closed = edge("h", 40, 360, 280, 280)
    assert _open_ends(PrintPage([], edges=[*frame, *inner, *across, closed])) == [0, 300]


def test_box_that_encloses_the_cells_of_several_rows_is_none() -> None:
    cells = [*stacked(20, 20, right=100), *stacked(20, 20, left=100)]

    assert _innermost([*cells, (40, 100, 140, 140)]) == cells


def test_what_is_written_in_a_table_and_in_no_box_has_one_that_its_neighbours_leave_room_for() -> None:
    boxes = [*stacked(20, 20, 20, right=100), (220.0, 100.0, 300.0, 120.0), (100.0, 140.0, 300.0, 160.0)]
    marks = [*words("12", 150, 105), *words("237", 180, 125), *words("外", 310, 125), *words("项", 42, 105)]

    assert boxes_around_rest(marks, (40, 100, 300, 160), boxes) == [(100, 100, 220, 120), (100, 120, 300, 140)]
    assert boxes_around_rest(words("项", 42, 105), (40, 100, 300, 160), boxes) == []


def test_table_open_at_the_end_of_a_page_goes_on_with_the_next_one() -> None:
    upper = (PdfCell((0, 0, 20, 50), "社会", open_below=True), PdfCell((20, 0, 60, 30), "总计"))
    upper = (*upper, PdfCell((20, 30, 60, 50), "12", open_below=True))
    lower = (PdfCell((0, 10, 20, 30), "组织", open_above=True), PdfCell((20, 10, 60, 30), "", open_above=True))
    lower = (*lower, PdfCell((0, 30, 20, 40), "其他"), PdfCell((20, 30, 60, 40), "7"))
    tables = [PdfTable((0, 0, 60, 50), upper), PdfTable((0, 10, 60, 40), lower)]
    pages: list[list[Any]] = [[DraftBlock(rows=table.rows, element=table)] for table in tables]

    join_open_tables(pages)

    assert pages[1] == []
    assert [[(cell.text, cell.rowspan) for cell in row.cells] for row in pages[0][0].rows] == [
        [("社会\n组织", 2), ("总计", 1)],
        [("12", 1)],
        [("其他", 1), ("7", 1)],
    ]


def test_empty_place_that_is_open_above_is_no_cell_where_the_page_before_has_none() -> None:
    upper = (PdfCell((0, 0, 20, 50), "其他", open_below=True), PdfCell((20, 0, 60, 50), "7", open_below=True))
    lower = (PdfCell((0, 10, 20, 30), "", open_above=True), PdfCell((20, 10, 60, 30), "", open_above=True))
    lower = (*lower, PdfCell((60, 10, 80, 30), "", open_above=True), PdfCell((0, 30, 20, 40), "总计"))
    lower = (*lower, PdfCell((20, 30, 60, 40), "8"), PdfCell((60, 30, 80, 40), "9"))
    tables = [PdfTable((0, 0, 80, 50), upper), PdfTable((0, 10, 80, 40), lower)]
    pages: list[list[Any]] = [[DraftBlock(rows=table.rows, element=table)] for table in tables]

    join_open_tables(pages)

    assert [[cell.text for cell in row.cells] for row in pages[0][0].rows] == [["其他", "7"], ["总计", "8", "9"]]


def test_blank_of_a_row_that_begins_a_page_is_a_cell() -> None:
    upper = (PdfCell((0, 0, 20, 50), "其他", open_below=True), PdfCell((20, 0, 60, 50), "7"))
    lower = (PdfCell((0, 10, 20, 30), "", open_above=True), PdfCell((20, 10, 60, 30), "", open_above=True))
    tables = [PdfTable((0, 0, 60, 50), upper), PdfTable((0, 10, 60, 30), lower)]
    pages: list[list[Any]] = [[DraftBlock(rows=table.rows, element=table)] for table in tables]

    join_open_tables(pages)

    assert [[cell.text for cell in row.cells] for row in pages[0][0].rows] == [["其他", "7"], [""]]


def test_table_with_other_columns_is_another_one() -> None:
    upper, lower = PdfCell((0, 0, 60, 50), "1", open_below=True), PdfCell((0, 10, 30, 30), "2", open_above=True)
    rest = PdfCell((30, 10, 60, 30), "3", open_above=True)
    tables = [PdfTable((0, 0, 60, 50), (upper,)), PdfTable((0, 10, 60, 30), (lower, rest))]
    pages: list[list[Any]] = [[DraftBlock(rows=table.rows, element=table)] for table in tables]

    join_open_tables(pages)

    assert [len(page) for page in pages] == [1, 1]


def table_of(*rows: Sequence[tuple[float, float, str]], top: float = 100) -> PdfTable:
    """A table of rows 20 points high, given by where each cell begins and ends."""
    cells = [
        PdfCell((left, top + 20 * place, right, top + 20 * place + 20), text)
        for place, row in enumerate(rows)
        for left, right, text in row
    ]
    return PdfTable((40, top, max(cell.box[2] for cell in cells), top + 20 * len(rows)), tuple(cells))


def texts(table: PdfTable) -> list[list[str]]:
    """What is written in the rows of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_tables_right_below_each_other_are_two_where_their_columns_differ() -> None:
    wide = [[(40, 100, "项目"), (100, 130, "自然人"), (130, 145, "科研"), (145, 200, "总计")]]
    wide.append([(40, 100, "予以公开"), (100, 200, "一格")])
    narrow = [(40, 90, "项目"), (90, 115, "自然人"), (115, 160, "科研"), (160, 200, "总计")]
    one_more = [(40, 60, "项"), (60, 100, "目"), (100, 130, "1"), (130, 145, "2"), (145, 200, "3")]

    assert [len(part.rows) for part in set_apart([table_of(*wide, narrow)])] == [2, 1]
    assert [len(part.rows) for part in set_apart([table_of(*wide, one_more, *wide)])] == [5]


def test_empty_box_behind_rows_that_begin_below_the_labels_is_no_cell() -> None:
    head = [(40, 120, "项目"), (120, 160, "自然人"), (160, 200, "总计")]
    rows = [
        [(40, 80, label), (80, 120, figure), (120, 160, "7")] for label, figure in (("予以公开", "1"), ("其他", "2"))
    ]
    shifted = table_of(head, *rows)
    box = PdfCell((160, 120, 200, 160), "")
    blank = [PdfCell((160, 120, 200, 140), ""), PdfCell((160, 140, 200, 160), "")]

    (without,) = set_apart([PdfTable(shifted.box, (*shifted.cells, box))])
    assert texts(without) == [["项目", "自然人", "总计"], ["予以公开", "1", "7"], ["其他", "2", "7"]]
    (single,) = set_apart([PdfTable(shifted.box, (*shifted.cells, *blank))])
    assert [row[-1] for row in texts(single)] == ["总计", "", ""]


@pytest.mark.parametrize(("head", "height", "dropped"), [("总计", 20, True), ("9", 20, False), ("9", 40, True)])
def test_empty_box_right_of_the_first_row_is_no_cell(head: str, height: float, dropped: bool) -> None:  # noqa: FBT001
    rows = [[(40, 120, "予以公开"), (120, 160, "1")], [(40, 120, "其他"), (120, 160, "2")], [(40, 120, "总计")]]
    rows[2] += [(120, 160, "3"), (160, 200, "8")]
    table = table_of([(40, 120, "项目"), (120, 160, head)], *rows)
    box = PdfCell((160, 160 - height, 200, 160), "")

    (one,) = set_apart([PdfTable(table.box, (*table.cells, box))])
    assert (box not in one.cells) is dropped


def test_strips_between_a_table_and_the_frame_around_it_are_no_columns() -> None:
    figures = [(46.0, 98.0, "（七）总计"), (98.0, 150.0, "2"), (150.0, 200.0, "5")]
    framed = [(40.0, 46.0, ""), *figures, (200.0, 205.0, "")]

    assert [part.cells for part in set_apart([table_of(framed, framed)])] == [table_of(figures, figures).cells]
    wide = [(30.0, 46.0, ""), *figures, (200.0, 205.0, "2")]
    assert [len(row.cells) for part in set_apart([table_of(wide, wide)]) for row in part.rows] == [5, 5]


def test_empty_rest_of_a_row_at_the_end_of_a_page_lacks_no_cell() -> None:
    row = [PdfCell((0, 0, 40, 20), "总计"), PdfCell((40, 0, 80, 20), "7")]
    group = PdfCell((0, 20, 20, 40), "（三）")

    assert not PdfTable((0, 0, 80, 40), (*row, PdfCell((0, 20, 80, 40), "", open_below=True))).may_lack_cells
    assert PdfTable((0, 0, 80, 40), (*row, group, PdfCell((20, 20, 80, 40), ""))).may_lack_cells


@pytest.mark.parametrize(
    ("creator", "may_lack_cells"),
    [
        ("Writer", False),
        ("Calc", False),
        ("Microsoft® Word 2016", False),
        ("WPS 文字", False),
        ("Acrobat PDFMaker 15 for Word", False),
        ("Chromium", True),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0", True),
        ("Microsoft: Print To PDF", True),
        ("Writer/Web", True),
        ("", True),
    ],
)
def test_browsers_alone_draw_a_box_where_a_row_has_no_cell(creator: str, *, may_lack_cells: bool) -> None:
    assert print_program(creator, "").frames_missing_cells is may_lack_cells


def test_coloured_rows_are_no_grid_where_other_rows_stand_between_them() -> None:
    rows = [words(figure, 42, 102 + 20 * place) for place, figure in enumerate(("12", "34", "56", "78"))]
    page = PrintPage([sign for row in rows for sign in row])
    every = stacked(20, 20, 20, 20)

    assert _lie_beside(page, every[::2])
    assert not _lie_beside(page, every)
    assert not _lie_beside(page, [])
    area = {"object_type": "rect", "fill": True, "stroke": False, "width": 500, "height": 20}
    assert _is_background(area)
    assert not _is_background({**area, "height": 0.7})  # as browsers draw lines
    assert not _is_background({**area, "stroke": True})


def test_row_between_coloured_ones_within_a_frame_is_no_cell() -> None:
    rows = [[*words("12", 42, top), *words("34", 102, top)] for top in (102, 122, 142)]
    cells = [(left, top, left + 60, top + 20) for left in (40.0, 100.0) for top in (100.0, 140.0)]
    page = PrintPage([sign for row in rows for sign in row])

    assert _lie_beside(page, [*cells, (40, 120, 160, 140)])
    assert not _lie_beside(page, [*cells, (40, 120, 100, 140), (100, 120, 160, 140)])


def shapes(*boxes: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """Shapes with boxes."""
    return [
        {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top, "y0": -bottom, "y1": -top}
        | {"width": x1 - x0, "height": bottom - top}
        for x0, top, x1, bottom in boxes
    ]


def rules_of(**objects: list[dict[str, Any]]) -> list[tuple[float, ...]]:
    """The shapes of a page once its dashes are joined."""
    page = SimpleNamespace(objects=objects)
    join_dashes(page)
    every = [shape for some in page.objects.values() for shape in some]
    return sorted(tuple(round(shape[name], 2) for name in ("x0", "top", "x1", "bottom")) for shape in every)


def test_dashes_are_joined_to_the_rule_that_they_are_as_far_as_the_one_that_it_meets() -> None:
    level = shapes(*((40 + 4 * place, 100, 42.2 + 4 * place, 100.7) for place in range(10)))
    upright = shapes(*((80, 102 + 9 * place, 81.5, 106.5 + 9 * place) for place in range(3)))

    assert rules_of(curve=level, rect=upright) == [(38.2, 100, 80.0, 100.7), (80, 99, 81.5, 127.5)]


def test_dots_are_of_the_level_and_of_the_upright_rule_that_cross_in_them() -> None:
    across = [(40 + 1.5 * place, 100, 40.75 + 1.5 * place, 100.75) for place in range(9)]
    down = [(46, 100 + 1.5 * place, 46.75, 100.75 + 1.5 * place) for place in range(-4, 5) if place]

    assert rules_of(rect=shapes(*across, *down)) == [(39.25, 100, 53.5, 100.75), (46, 93.25, 46.75, 107.5)]


def test_short_shapes_that_are_no_dashes_stay_as_they_are() -> None:
    borders = [(40.0, 100.0 + 24 * place, 40.5, 112.0 + 24 * place) for place in range(9)]
    bullets = [(20.0, 100.0 + 15 * place, 22.0, 102.0 + 15 * place) for place in range(9)]
    pair = [(60.0, 100.0, 62.0, 100.5), (63.0, 100.0, 65.0, 100.5)]

    assert rules_of(rect=shapes(*borders, *bullets, *pair)) == sorted([*bullets, *borders, *pair])


def test_line_at_which_a_cell_ends_and_none_begins_is_no_row() -> None:
    boxes = [(0, 0, 10, 13), (10, 0, 20, 8), (20, 0, 30, 45), (0, 45, 20, 90), (20, 45, 30, 90)]
    table = PdfTable((0, 0, 30, 90), tuple(PdfCell(box, f"{box[0]}-{box[1]}") for box in boxes))

    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows] == [
        [("0-0", 1, 1), ("10-0", 1, 1), ("20-0", 1, 1)],
        [("0-45", 2, 1), ("20-45", 1, 1)],
    ]
