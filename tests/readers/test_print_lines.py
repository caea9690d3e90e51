"""Tables without lines around their cells: lines of print become rows where labels say so, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.forms import shipped_forms
from gongkai.readers.document import Document, SourceGrid
from gongkai.readers.matching import match_document
from gongkai.readers.matching.normalise import NormalisedTable, normalise_document
from gongkai.readers.matching.tokenise.lexicon import lexicon_of
from gongkai.readers.matching.tokenise.printed import join_print_lines
from gongkai.readers.remarks import Doubt
from tests.readers.drawn import LEFT, document, grid

if TYPE_CHECKING:
    from collections.abc import Sequence

FORM = next(form for form in shipped_forms() if form.id == "gia-2021")
HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]

HEAD_ROWS = [["信息内容", "", "", ""], ["", *HEADS[1:]]]
"""The same, that of the labels on a row of its own."""


def printed(*rows: Sequence[str | None]) -> Document:
    """A document of one table of lines of print, in its section."""
    own = document(["二、主动公开政府信息情况"])
    return replace(own, blocks=(*own.blocks, replace(grid(rows, 2), tops=tuple(range(0, 60 * len(rows), 60)))))


def joined(*rows: Sequence[str | None]) -> list[list[str]]:
    """The rows that lines of print become."""
    blocks = join_print_lines(normalise_document(printed(*rows)).blocks, lexicon_of(FORM))
    (table,) = [block for block in blocks if isinstance(block, NormalisedTable)]
    return [[cell.text for cell in row] for row in table.rows]


def test_label_over_several_lines_is_one_row_with_the_figures_beside_any_of_them() -> None:
    assert joined(HEADS, ["行政规范", "", "", ""], ["", "7", "", "15"], ["性文件", "", "", ""]) == [
        *HEAD_ROWS,
        ["行政规范性文件", "7", "", "15"],
    ]


def test_unit_on_a_line_of_its_own_is_that_of_the_figure_right_above_it() -> None:
    rows = [["规章", "1", "5", "3"], ["行政规范性文件", "4", "147", "6"], ["", "", "家", ""]]

    assert joined(HEADS, *rows) == [*HEAD_ROWS, rows[0], ["行政规范性文件", "4", "147家", "6"]]


def test_figure_below_a_note_that_ends_in_another_column_is_no_rest_of_the_note() -> None:
    rows = [["规章", "1", "0（其中修订1", "件）"], ["行政规范性文件", "4", "1160", "6"]]
    matched = match_document(printed(HEADS, *rows), (FORM,), 2024)

    assert matched.figures["proactive", "normative_documents", "repealed"].value == 1160
    assert "rules" in {item.row for item in matched.remarks if not item.sure}


def test_head_over_several_lines_is_one_head() -> None:
    assert joined(
        ["信息内容", "本年制", "本年废", "现行有"], ["", "发件数", "止件数", "效件数"], ["规章", "1", "2", "3"]
    ) == [
        *HEAD_ROWS,
        ["规章", "1", "2", "3"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (["规章", "1", "102", "3"], ["", "", "03", ""], ["行政规范性文件", "4", "5", "6"]),
        (["", "", "102", ""], ["规章", "1", "", "3"], ["", "", "03", ""], ["行政规范性文件", "4", "", "6"]),
    ],
    ids=["below", "around"],
)
def test_figure_that_breaks_where_its_column_ends_is_one(lines: Sequence[Sequence[str]]) -> None:
    matched = match_document(printed(HEADS, *lines), (FORM,), 2024)

    assert matched.figures["proactive", "rules", "repealed"].value == 10203
    assert [item for item in matched.remarks if item.row == "rules"] == []


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((["规章", "1", "102", "3"], ["", "", "03", ""], ["行政规范性文件", "4", "1160", "6"]), "102 03"),
        ((["", "", "102", ""], ["规章", "1", "7", "3"], ["行政规范性文件", "4", "5", "6"]), "102 7"),
        ((["规章", "1", "102", "3"], ["", "", "03", ""], ["行政规范性文件", "4", "", "6"]), None),
    ],
    ids=["a wider one in the column", "a figure beside it", "the next row has none"],
)
def test_figures_below_each_other_are_said_where_they_may_be_two(
    lines: Sequence[Sequence[str]], text: str | None
) -> None:
    matched = match_document(printed(HEADS, *lines), (FORM,), 2024)

    doubts = [item for item in matched.remarks if item.doubt in (Doubt.UNREADABLE, Doubt.GUESSED)]
    assert [item.text for item in doubts if item.row == "rules" and item.col] == ([text] if text else [])
    assert {item.row for item in doubts} >= ({"rules"} if text else {"rules", "normative_documents"})


ABOUT = (
    [["规章", "1", "约", "3"], ["", "", "102", ""], ["行政规范性文件", "4", "5", "6"]],
    [["", "", "约", ""], ["规章", "1", "", "3"], ["", "", "102", ""], ["行政规范性文件", "4", "5", "6"]],
)


@pytest.mark.parametrize("lines", ABOUT, ids=["below", "around"])
def test_figure_below_the_word_before_it_is_read_with_that_word(lines: Sequence[Sequence[str]]) -> None:
    matched = match_document(printed(HEADS, *lines), (FORM,), 2024)

    figures = [matched.figures["proactive", row, "repealed"] for row in ("rules", "normative_documents")]
    assert [(figure.value, figure.note) for figure in figures] == [(102, "约"), (5, None)]
    assert [(item.row, item.col) for item in matched.remarks if item.code == "about"] == [("rules", "repealed")]


def test_word_before_the_figure_of_the_next_row_takes_it_not_away() -> None:
    matched = match_document(printed(HEADS, ["规章", "1", "约", "3"], ["行政规范性文件", "4", "5", "6"]), (FORM,), 2024)

    assert matched.figures["proactive", "normative_documents", "repealed"].value == 5
    assert ("proactive", "rules", "repealed") not in matched.figures


def test_word_that_ends_a_page_is_listed_with_the_figures_that_begin_the_next_one() -> None:
    lines = [HEADS, ["规章", "1", "约", "3"]]
    rest = [["", "", "262", ""], ["", "", "9", ""], ["行政规范性文件", "4", "5", "6"]]
    own = printed(*lines)
    table = replace(grid(rest, 3), tops=(0, 100, 300))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    quoted = [item.text for item in matched.remarks if (item.row, item.col) == ("rules", "repealed")]
    assert quoted == ["约 262 9"]
    assert ("proactive", "rules", "repealed") not in matched.figures


def test_digits_that_stand_below_each_other_are_listed_from_top_to_bottom() -> None:
    lines = [["", "", "1", ""], ["", "", "0", ""], ["规章", "1", "2", "3"], ["", "", "0", ""], ["", "", "3", ""]]
    own = printed(HEADS, *lines, ["行政规范性文件", "4", "5", "6"])
    table = own.blocks[-1]
    assert isinstance(table, SourceGrid)
    spaced = replace(table, tops=(0, 300, 350, 400, 450, 500, 800))
    matched = match_document(replace(own, blocks=(*own.blocks[:-1], spaced)), (FORM,), 2024)

    quoted = [item.text for item in matched.remarks if (item.row, item.col) == ("rules", "repealed")]
    assert quoted == ["1 0 2 0 3"]


def test_figures_are_said_where_a_line_without_label_may_be_the_rest_of_most_of_them() -> None:
    blank = ["", "", "", ""]
    lines = [["规章", "４２", "２１", "3"], blank, blank, ["", "０", "9", ""], blank, ["行政规范性文件", "4", "5", "6"]]

    matched = match_document(printed(HEADS, *lines), (FORM,), 2024)

    assert {item.row for item in matched.remarks if not item.sure} >= {"rules"}


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ((HEADS, ["规章", "1", "", "3"], ["行政规范性文件", "4", "", "6"]), []),
        ((["规章", "1", "", "3"], ["行政规范性文件", "4", "5", "6"]), []),
        ((["规章", "1", "", "3"], ["行政规范性文件", "", "5", "6"]), ["rules", "normative_documents"]),
        ((HEADS, ["规章", "1", "", "3"], ["", "", "7", ""], ["行政规范性文件", "4", "5", "6"]), ["rules"]),
    ],
    ids=["heads", "another row", "neither", "a figure on a line of its own"],
)
def test_blank_is_said_unless_each_column_has_its_head_or_a_row_a_figure_in_each(
    lines: Sequence[Sequence[str]], rows: list[str]
) -> None:
    matched = match_document(printed(*lines), (FORM,), 2024)

    assert [item.row for item in matched.remarks if item.code == "columns"] == rows


def test_grid_of_cells_is_left_alone() -> None:
    own = document([[HEADS, ["规章", "1", "2", LEFT]]])
    assert join_print_lines(normalise_document(own).blocks, lexicon_of(FORM)) == normalise_document(own).blocks
    assert isinstance(own.blocks[0], SourceGrid)


def test_group_of_columns_with_its_figures_in_a_row_is_the_label_of_that_row() -> None:
    heads = ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [heads, ["行政复议", "2", "0", "2", "0", "4"], ["未经复议直接起诉", "3", "1", "1", "2", "7"]]
    rows += [["行政诉讼", "", "", "", "", ""], ["复议后起诉", "1", "1", "2", "1", "5"]]
    own = document(["四、政府信息公开行政复议、行政诉讼情况"])
    table = replace(grid(rows, 2), tops=tuple(range(0, 60 * len(rows), 60)))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)
    figures = [matched.figures[at].value for at in sorted(matched.figures) if at[0] == "review"]
    assert len(figures) == 15
    assert matched.figures["review", "cases", "litigation_direct.total"].value == 7
    assert matched.figures["review", "cases", "litigation_after.total"].value == 5
    assert [remark for remark in matched.remarks if remark.table == "review"] == []


@pytest.mark.parametrize("apart", [False, True], ids=["alone", "a figure on a line of its own"])
def test_blank_of_the_only_row_of_figures_is_said_unless_each_column_has_its_head(*, apart: bool) -> None:
    titles = ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9]
    groups = [*[""] * 5, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    rows = [titles, groups, ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3]
    rows += [["3", "0", "0", "11", "14", "0", "0", "3", "", "", "1", "11", "0", "11", "23"]]
    rows += [[*[""] * 8, "5", *[""] * 6]] if apart else []
    own = document(["四、政府信息公开行政复议、行政诉讼情况"])
    table = replace(grid(rows, 2), tops=tuple(range(0, 60 * len(rows), 60)))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    assert bool([remark for remark in matched.remarks if remark.table == "review" and not remark.sure]) is apart


def test_head_over_its_column_and_the_strip_beside_it_leaves_the_blank_of_another_column_in_its_place() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 10],
        [*[""] * 5, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 5],
        [*heads, *[""] * 11],
        [*[""] * 5, *heads, "结果维持", LEFT, *heads[1:]],
        ["1", "0", "", "0", "1", "3", "0", "0", "0", "3", "", "3", "0", "0", "1", "4"],
    ]
    own = document(["四、政府信息公开行政复议、行政诉讼情况"])
    table = replace(grid(rows, 2), tops=tuple(range(0, 60 * len(rows), 60)))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    names = ("upheld", "corrected", "other", "pending", "total")
    figures = [matched.figures["review", "cases", f"reconsideration.{name}"] for name in names]
    assert [figure.value for figure in figures] == [1, 0, None, 0, 1]


def test_digits_closer_to_the_row_below_are_of_that_row_though_figures_seem_to_stand_at_the_top_of_theirs() -> None:
    lines: dict[int, list[str]] = {
        0: ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        200: ["2.重复申请", "87", "4535", "0", "0", "0", "0", "4622"],
        419: ["3.要求提供公开出版物", "0", "0", "0", "0", "0", "0", "0"],
        575: ["", "", "30", "", "", "", "", "30"],
        650: ["4.无正当理由大量反复申请", "6", "", "0", "0", "0", "9", ""],
        719: ["", "", "34", "", "", "", "", "49"],
        875: ["5.要求行政机关确认或重新出具已获取信", "19", "", "", "", "", "", "19"],
        950: ["", "", "3", "0", "5", "0", "0", ""],
        1019: ["息", "1", "", "", "", "", "", "9"],
    }
    own = document(["三、收到和处理政府信息公开申请情况"])
    table = replace(grid(list(lines.values()), 2), tops=tuple(lines))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    rows = {
        row: [figure.value for at, figure in matched.figures.items() if at[1] == row]
        for row in ("rejected_publication", "rejected_excessive", "rejected_confirmation")
    }
    assert rows["rejected_publication"] == [0] * 7
    assert rows["rejected_excessive"] == [6, 3034, 0, 0, 0, 9, 3049]
    assert rows["rejected_confirmation"] == [191, 3, 0, 5, 0, 0, 199]


@pytest.mark.parametrize("wide", ["４２", "１００"], ids=["as wide as three others", "wider"])
def test_figure_breaks_where_its_column_ends_though_others_have_wide_digits(wide: str) -> None:
    lines = [HEADS, ["规章", "1", "102", "3"], ["", "", "03", ""], ["行政规范性文件", "4", wide, "6"]]
    matched = match_document(printed(*lines), (FORM,), 2024)

    read = matched.figures.get(("proactive", "rules", "repealed"))
    assert (read.value if read is not None else None) == (10203 if len(wide) == 2 else None)


def test_two_figures_of_a_column_that_break_are_both_put_together() -> None:
    heads = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = [["（一）予以公开", "102", "0", "0", "0", "0", "0", "102"], ["", "03", "", "", "", "", "", "03"]]
    rows += [["（二）部分公开", "141", "0", "0", "0", "0", "0", "141"], ["", "5", "", "", "", "", "", "5"]]
    rows += [["四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"]]
    own = document(["三、收到和处理政府信息公开申请情况"])
    table = replace(grid([heads, *rows], 2), tops=tuple(range(0, 120 * (len(rows) + 1), 120)))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    totals = [matched.figures["requests", row, "total"].value for row in ("granted", "partial", "carried_out")]
    assert totals == [10203, 1415, 1]
    assert not {"granted", "partial", "carried_out"} & {item.row for item in matched.remarks if not item.sure}


def test_row_with_a_blank_beside_a_part_of_a_figure_is_said() -> None:
    lines = [HEADS, ["规章", "1", "2", "3"], ["", "", "208（其中修", ""], ["行政规范性文件", "4", "", "6"]]
    matched = match_document(printed(*lines), (FORM,), 2024)

    assert "normative_documents" in {item.row for item in matched.remarks if not item.sure}


def test_row_beside_its_heads_that_adds_up_by_chance_is_said() -> None:
    heads = ["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = [
        ["（一）予以公开", "2", "0", "0", "5", "64", "13", "", ""],
        ["（二）部分公开", "0", "1", "1", "64", "0", "6", "", ""],
    ]
    rows += [["四、结转下年度继续办理", "", "0", "0", "0", "3", "0", "3", ""]]
    own = document(["三、收到和处理政府信息公开申请情况"])
    table = replace(grid([heads, *rows], 2), tops=tuple(range(0, 60 * (len(rows) + 1), 60)))
    matched = match_document(replace(own, blocks=(*own.blocks, table)), (FORM,), 2024)

    assert "carried_out" in {item.row for item in matched.remarks if not item.sure}


ONLY_NOUGHTS = ["3.危及“三安全一稳定”", *"0000000"], ["4.保护第三方合法权益", *"0000000"]


@pytest.mark.parametrize(
    ("below", "is_sure"),
    [(ONLY_NOUGHTS, True), ([row[:-1] for row in ONLY_NOUGHTS], False), ([[*row, "0"] for row in ONLY_NOUGHTS], False)],
    ids=["as many columns", "one less", "one more"],
)
def test_part_behind_the_end_of_a_page_has_the_columns_of_the_part_before(
    below: Sequence[Sequence[str]],
    is_sure: bool,  # noqa: FBT001 - what a case expects
) -> None:
    heads = ["申请人", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    above = [heads, ["1.属于国家秘密", *"0000000"], ["2.其他法律行政法规禁止公开", *"0000000"]]
    own = document(["三、收到和处理政府信息公开申请情况"])
    parts = (
        replace(grid(rows, place), tops=tuple(range(0, 60 * len(rows), 60)))
        for place, rows in enumerate((above, below), 2)
    )
    matched = match_document(replace(own, blocks=(*own.blocks, *parts)), (FORM,), 2024)

    unsure = {remark.row for remark in matched.remarks if not remark.sure}
    assert ("denied_safety" not in unsure) is is_sure
    assert "denied_state_secret" not in unsure
