"""Tables without lines that go on behind a page or in another table: their heads, and the columns of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.forms import shipped_forms
from gongkai.readers.document import Document
from gongkai.readers.document.draft_blocks import DraftBlock, number_blocks, renumber_blocks
from gongkai.readers.formats.pdf_bare import with_bare_tables
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece
from gongkai.readers.matching import match_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.readers.matching import MatchResult

FORM = next(form for form in shipped_forms() if form.id == "gia-2019")
SIZE, STEP = 10.0, 15.0
TITLE = {40.0: "三、收到和处理政府信息公开申请情况"}
COLUMNS = (200, 240, 280, 320, 360, 400, 440)
MOVED = (150, *COLUMNS[:6])
"""The places of figures one column further left."""
GROUPS = {400.0: "申请人情况"}
HEADS = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
ROWS = (
    "（一）予以公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
)
IDS = ("granted", "denied_state_secret", "denied_law", "denied_safety", "denied_third_party")
FIGURES = (3, 0, 1, 0, 0, 2, 6)

Line = dict[float, str]


def at(places: Sequence[float], texts: Sequence[object]) -> Line:
    """Texts in columns, those that hold anything."""
    return {float(place): str(text) for place, text in zip(places, texts, strict=True) if text != ""}


def row(label: str, figures: Sequence[object] = FIGURES, places: Sequence[float] = COLUMNS) -> Line:
    """A row with its label at the left edge."""
    return {40.0: label, **at(places, figures)}


HEAD_LINE = at(COLUMNS, HEADS)
REST = at(COLUMNS[3:5], ("组织", "机构"))


def line(top: float, own: Mapping[float, str]) -> PdfLine:
    """A line of print, given by where its pieces begin; Chinese characters are twice as wide as others."""
    pieces = []
    for left, text in own.items():
        marks, place = [], left
        for sign in text:
            width = SIZE * 0.55 if sign.isascii() else SIZE
            marks.append((sign, place, place + width))
            place += width
        pieces.append(PdfPiece(text, tuple(marks)))
    return PdfLine(" ".join(own.values()), pieces[0].left, pieces[-1].right, top, SIZE, (40, 480), pieces=tuple(pieces))


def page(*lines: Line | float) -> list[DraftBlock | PdfLine]:
    """Lines below each other; a number is room between two of them, in points."""
    top, parts = 100.0, list[DraftBlock | PdfLine]()
    for own in lines:
        if isinstance(own, dict):
            parts.append(line(top, own))
        top += STEP if isinstance(own, dict) else own
    return parts


def tables(*pages: list[DraftBlock | PdfLine]) -> list[list[list[str]]]:
    """The texts of each table, line by line."""
    blocks = [part for own in with_bare_tables(pages) for part in own if isinstance(part, DraftBlock)]
    return [[[cell.text for cell in row.cells if cell.text] for row in block.rows or ()] for block in blocks]


def read(*pages: list[DraftBlock | PdfLine]) -> MatchResult:
    """What is read of pages."""
    blocks = [
        block
        for number, own in enumerate(with_bare_tables(pages), 1)
        for block in number_blocks(
            [part if isinstance(part, DraftBlock) else DraftBlock(part.text) for part in own], page=number
        )
    ]
    return match_document(Document("pdf", renumber_blocks(blocks), {}), (FORM,), 2020)


def values(matched: MatchResult, name: str) -> list[object]:
    """The figures of a row."""
    return [figure.value for place, figure in matched.figures.items() if place[:2] == ("requests", name)]


def asked(matched: MatchResult) -> set[str | None]:
    """The rows of which a remark says that they are to be looked at."""
    own = (remark for remark in matched.remarks if remark.table == "requests" and not remark.sure)
    return {remark.row for remark in own if remark.code != "missing-row"}


FIRST = (
    TITLE,
    GROUPS,
    HEAD_LINE,
    REST,
    row("一、本年新收政府信息公开申请数量"),
    row(ROWS[0]),
)


def test_heads_that_a_page_repeats_in_part_do_not_end_the_table() -> None:
    matched = read(page(*FIRST), page(GROUPS, row(ROWS[1], (3, "", 1, 0, 0, 2, 7)), row(ROWS[2])))

    assert len(tables(page(*FIRST), page(GROUPS, row(ROWS[1])))) == 1
    assert values(matched, IDS[1]) == [3, None, 1, 0, 0, 2, 7]
    assert asked(matched) == set()


def test_heads_that_a_page_repeats_in_full_begin_a_table() -> None:
    again = (GROUPS, HEAD_LINE, REST, row(ROWS[1]), row(ROWS[2]))

    assert [rows[-1][0] for rows in tables(page(*FIRST), page(*again))] == [ROWS[0], ROWS[2]]


def test_heads_below_the_title_of_another_table_are_not_repeated_ones() -> None:
    heads = {40.0: "信息内容", 150.0: "上一年项目数量", 250.0: "本年增/减", 350.0: "处理决定数量"}
    first = ({40.0: "第二十条第（五）项"}, heads, {40.0: "行政许可", 160.0: "4", 260.0: "0", 360.0: "7"})
    other = ({40.0: "信息内容", 150.0: "上一年项目数量", 250.0: "本年增/减"}, {40.0: "收费", 160.0: "4", 260.0: "0"})

    assert tables(page(*first, {40.0: "第二十条第（八）项"}), page(*other))[-1] == [
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["收费", "4", "0"],
    ]


def test_words_of_a_row_that_stand_on_the_page_before_as_well_are_no_heads() -> None:
    one = (*FIRST, row("2.其他法律行政法规"), {40.0: "禁止公开"}, row("4.保护第三方"), {40.0: "合法权益"})
    other = ({40.0: "禁止公开"}, row(ROWS[3]), row("6.属于四类过程性"))

    assert tables(page(*one), page(*other))[-1][-3] == ["禁止公开"]


def test_row_above_a_line_of_digits_alone_is_asked_about_as_each_figure_may_have_broken() -> None:
    broken = (row(ROWS[1], (1, 9, 1, 1, 2, 3, 1)), at(COLUMNS, (0, 3, 8, 8, 5, 6, 1)))

    assert asked(read(page(*FIRST, row(ROWS[1]), row(ROWS[2])))) == set()
    assert IDS[1] in asked(read(page(*FIRST, *broken, row(ROWS[2]))))


def moved_on(figures: Sequence[object] = FIGURES, *, gap: float = STEP) -> list[DraftBlock | PdfLine]:
    """A page with a table, and with another one below that goes on with it one column further left."""
    above = (*FIRST, row(ROWS[1]), row(ROWS[2]))
    below = [row("1.本机关不掌握", places=MOVED), {40.0: "相关政府信息"}, row("2.重复申请", figures, MOVED)]
    end = [row("（七）总计", places=MOVED), row("四、结转下年度继续办理")]
    return page(*above, gap, *below, *end)


@pytest.mark.parametrize("gap", [STEP, 0.0], ids=["with room between them", "without"])
def test_table_that_goes_on_further_left_is_another_one(gap: float) -> None:
    read_tables = tables(moved_on(gap=gap))
    matched = read(moved_on(gap=gap))

    assert [rows[-1][0] for rows in read_tables] == [ROWS[2], "（七）总计", "四、结转下年度继续办理"]
    for name in ("granted", "unable_not_held", "rejected_repeat", "outcome_total", "carried_out"):
        assert values(matched, name) == list(FIGURES)
    assert asked(matched) & {"received", *IDS[:3], "unable_not_held", "rejected_repeat", "outcome_total"} == set()


def test_row_of_such_a_table_that_has_a_blank_is_in_its_columns_if_others_add_up() -> None:
    matched = read(moved_on((0, "", 0, 0, 0, 0, 0)))

    assert values(matched, "rejected_repeat") == [0, None, 0, 0, 0, 0, 0]
    assert "rejected_repeat" not in asked(matched)


def test_table_further_left_whose_rows_do_not_add_up_is_asked_about() -> None:
    wrong = (3, 0, 1, 0, 0, 2, 9)
    below = [row(label, wrong, MOVED) for label in ("1.本机关不掌握相关政府信息", "2.重复申请", "（七）总计")]
    matched = read(page(*FIRST, row(ROWS[1]), STEP, *below))

    assert {"unable_not_held", "rejected_repeat", "outcome_total"} <= asked(matched)


def test_single_figure_further_left_begins_no_table() -> None:
    rows = (row(ROWS[1], (5, *FIGURES), (150, *COLUMNS)), row(ROWS[2]), row(ROWS[3]))

    assert len(tables(page(*FIRST, *rows))) == 1
    assert "denied_state_secret" in asked(read(page(*FIRST, *rows)))


@pytest.mark.parametrize("total", [6, 9], ids=["adds up", "does not"])
def test_heads_beside_their_figures_are_set_over_them_if_the_rows_add_up(total: int) -> None:
    figures = (*FIGURES[:6], total)
    rows = [row(label, figures, MOVED) for label in ROWS]
    matched = read(page(TITLE, GROUPS, HEAD_LINE, REST, *rows))

    assert values(matched, "granted") == list(figures)
    assert asked(matched) & set(IDS) == (set() if total == sum(FIGURES[:6]) else set(IDS))


def of_other_widths(figures: Sequence[object]) -> list[DraftBlock | PdfLine]:
    """A page with a table, and right below it one that goes on with other widths."""
    places = [place + 17 for place in COLUMNS]
    below = [row(label, figures, places) for label in ("1.本机关不掌握相关政府信息", "2.重复申请", "（七）总计")]
    return page(*FIRST, row(ROWS[1]), row(ROWS[2]), *below)


def test_table_that_goes_on_with_other_widths_is_another_one() -> None:
    matched = read(of_other_widths(FIGURES))

    assert len(tables(of_other_widths(FIGURES))) == 2
    assert values(matched, "unable_not_held") == list(FIGURES)
    assert asked(matched) & {*IDS[:3], "unable_not_held", "rejected_repeat", "outcome_total"} == set()


def test_table_of_other_widths_whose_rows_do_not_add_up_is_asked_about() -> None:
    matched = read(of_other_widths((3, 0, 1, 0, 0, 2, 9)))

    assert {"unable_not_held", "rejected_repeat", "outcome_total"} <= asked(matched)


@pytest.mark.parametrize("adds_up", [True, False], ids=["adds up", "does not"])
def test_page_whose_rows_have_other_widths_is_another_table_though_each_has_a_blank(*, adds_up: bool) -> None:
    places = [place + 17 for place in COLUMNS]
    figures = ((3, "", 1, 0, 0, 2, 6), ("", 0, 4, 0, 1, 0, 5), FIGURES, FIGURES)
    labels = ("1.本机关不掌握", "相关政府信息"), ("2.重复", "申请"), ("（七）", "总计"), ("四、结转下年度", "继续办理")
    below: list[Line] = []
    for (begins, ends), own in zip(labels, figures, strict=True):
        below += [{40.0: begins}, row(ends, (*own[:6], own[6] if adds_up else 9), places)]
    pages = (page(*FIRST, row(ROWS[1]), row(ROWS[2])), page(*below))
    matched = read(*pages)

    assert [len(own) for own in tables(*pages)] == [8, 8]
    assert values(matched, "unable_not_held")[:4] == [3, None, 1, 0]
    assert ("unable_not_held" in asked(matched)) is not adds_up


def test_head_over_all_columns_makes_no_column_between_two_of_them() -> None:
    heads = ({255.0: "第二十条"}, {250.0: "第（一）项"}, {40.0: "信息内容", 200.0: "制作数", 320.0: "公开数"})
    rows = ({40.0: "规章", 210.0: "3", 330.0: "12"}, {40.0: "规范性文件", 210.0: "1", 330.0: "4"})
    (block,) = [part for part in with_bare_tables([page(*heads, *rows)])[0] if isinstance(part, DraftBlock)]
    columns = [[place for place, cell in enumerate(own.cells) if cell.text] for own in block.rows or ()]

    assert [places[-1] - places[-2] for places in columns[-2:]] == [1, 1]


def test_row_that_breaks_its_sum_is_asked_about_where_its_heads_stand_beside_it() -> None:
    rows = [row(label, FIGURES, MOVED) for label in ROWS]
    rows[1] = row(ROWS[1], (3, 0, 1, 0, 0, 6, 2), MOVED)
    matched = read(page(TITLE, GROUPS, HEAD_LINE, REST, *rows))

    assert asked(matched) & set(IDS) == {IDS[1]}


def test_heads_of_which_two_reach_into_one_column_are_not_set_over_the_columns() -> None:
    heads = {**at(COLUMNS[:5], HEADS[:5]), 400.0: "总计"}
    places = (150, *COLUMNS[:5], 412)
    rows = [row(label, FIGURES, places) for label in ROWS]
    matched = read(page(TITLE, GROUPS, heads, {**REST, 405.0: "其他"}, *rows))

    for name in IDS:
        assert values(matched, name) == list(FIGURES) or name in asked(matched)


def test_row_beside_a_later_part_of_a_label_is_asked_about() -> None:
    rows = [row(label) for label in (*ROWS[:3], "三安全", ROWS[4])]
    matched = read(page(TITLE, GROUPS, HEAD_LINE, REST, *rows))

    assert IDS[3] in asked(matched)
