"""Tables that spaces lay out in columns: where the place of the others proves a blank, and where nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.forms import shipped_forms
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.text_tables.laid_out import with_open_cells
from gongkai.readers.matching import match_document

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = ("一、本年新收", "二、上年结转", "（一）予以公开", "（七）总计", "四、结转下年度继续办理")
WHOLE = ["1", "20", "0", "3", "24"]


def laid(figures: Sequence[Sequence[str]], *, labels: Sequence[str] = LABELS) -> list[str]:
    """Lines with figures at the right of columns, and labels at the left, a Chinese character as wide as two others."""
    return [
        label + " " * (30 - 2 * len(label)) + "".join(f"{text:>8}" for text in own)
        for label, own in zip(labels, figures, strict=True)
    ]


def open_cells(lines: Sequence[str]) -> list[list[str]]:
    """What stands behind the labels of the lines that were written otherwise."""
    new = [text for _, text in with_open_cells(list(enumerate(lines)))]
    return [text.split()[1:] for text, old in zip(new, lines, strict=True) if text != old]


def test_blank_between_figures_that_stand_in_columns_is_one() -> None:
    rows = [WHOLE, ["", "2", "", "0", "2"], WHOLE, WHOLE, WHOLE]
    assert open_cells(laid(rows)) == [["␣", "2", "␣", "0", "2"]]


@pytest.mark.parametrize(
    "own",
    [["1", "2", "0", "", ""], ["1", "2", "0", "3 ", "6"], ["x–", "", "0", "0", "3"]],
    ids=["the last column is free", "a figure beside its column", "words in the place of a figure"],
)
def test_nothing_is_told_of_a_row_that_may_have_moved(own: list[str]) -> None:
    assert open_cells(laid([WHOLE, own, WHOLE, WHOLE, WHOLE])) == []


def test_spaces_of_one_length_make_no_columns() -> None:
    rows = [WHOLE, WHOLE[:-1], WHOLE, WHOLE, WHOLE]
    assert open_cells([f"{label}  {'  '.join(own)}" for label, own in zip(LABELS, rows, strict=True)]) == []
    same = [f"本年新收 {' '.join(own)}" for own in ["10203"] * 4]
    assert open_cells([*same, f"本年新收申 {' '.join('0203')}"]) == []


IN_PIECES = (
    "三、收到和处理政府信息公开申请情况",
    "                  申请人情况",
    "                               法人或其他组织",
    "项目                自然人           社会                   总计",
    "                             科研           法律服务",
    "                        商业企业    公益             其他",
    "                             机构           机构",
    "                                组织",
)
"""Heads as ``pdftotext -layout`` prints them where their cells are narrow."""


def test_heads_broken_over_lines_are_put_together_by_what_stands_above_each_other() -> None:
    rows = laid([["1", "0", "2", "0", "0", "0", "3"]] * len(LABELS))
    new = [text.split() for _, text in with_open_cells(list(enumerate([*IN_PIECES, *rows])))][: len(IN_PIECES)]
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert new == [[IN_PIECES[0]], ["申请人情况"], ["法人或其他组织"], ["项目"], [], [], [], heads]


def test_heads_stay_as_they_are_where_they_are_not_as_many_as_the_columns() -> None:
    rows = laid([["1", "0", "2", "0", "0", "3"]] * len(LABELS))
    assert open_cells([*IN_PIECES, *rows]) == []


def test_heads_that_were_broken_are_known() -> None:
    own = ["1", "0", "2", "0", "0", "0", "3"]
    rows = laid([own, ["0"] * 7, own, own, ["0"] * 7])
    document = read_document("\n".join([*IN_PIECES, *rows]).encode(), name="a.txt")
    matched = match_document(document, shipped_forms(), 2022)
    assert not {remark.code for remark in matched.remarks} & {"no-heads", "heads-apart"}


def test_blanks_told_by_place_are_read_without_a_question() -> None:
    heads = "项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
    whole = ["1", "0", "2", "0", "0", "0", "3"]
    rows = [whole, ["", "", "0", "", "0", "", "0"], ["2", "", "1", "", "", "", "3"], whole, whole]
    labels = (*LABELS[:2], "（一）予以公开", "（七）总计", LABELS[4])
    text = "\n".join(["三、收到和处理政府信息公开申请情况", heads, *laid(rows, labels=labels)])
    matched = match_document(read_document(text.encode(), name="a.txt"), shipped_forms(), 2024)
    own = [
        item for item in matched.remarks if item.table == "requests" and not item.sure and item.code != "missing-row"
    ]
    values = [figure.value for place, figure in matched.figures.items() if place[1] == "granted"]
    assert (own, values) == ([], [2, None, 1, None, None, None, 3])


HEADS = ("结果维持  结果纠正  其他结果  尚未审结  总计  " * 3).rstrip()


def below_heads(figures: Sequence[str], *, moved: int = 0) -> str:
    """Figures that each begin where their head does, but for those of the second half, which may have moved."""
    starts = [46 * group + 10 * column for group in range(3) for column in range(5)]
    line = ""
    for place, (start, figure) in enumerate(zip(starts, figures, strict=True)):
        line += " " * (start + moved * (place > 7) - len(line)) + figure if figure else ""
    return line


FIFTEEN = ["3", "", "0", "11", "14", "0", "0", "", "1", "1", "0", "2", "0", "0", "2"]


def test_figures_below_the_heads_of_many_columns_show_the_blanks_between_them() -> None:
    lines = [HEADS, below_heads(FIFTEEN)]
    new = [text for _, text in with_open_cells(list(enumerate(lines)))]
    assert new[1].split() == [figure or "␣" for figure in FIFTEEN]
    text = "\n".join(
        ["四、政府信息公开行政复议、行政诉讼情况", "行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", *lines]
    )
    matched = match_document(read_document(text.encode(), name="a.txt"), shipped_forms(), 2024)
    values = [figure.value for place, figure in matched.figures.items() if place[0] == "review"]
    assert values == [int(figure) if figure else None for figure in FIFTEEN]


@pytest.mark.parametrize(
    "line",
    [below_heads(FIFTEEN, moved=2), "  ".join(filter(None, FIFTEEN)), below_heads([*FIFTEEN[:14], ""])],
    ids=["some have moved", "side by side", "the last column is free"],
)
def test_figures_beside_the_heads_of_many_columns_show_no_blanks(line: str) -> None:
    lines = [HEADS, line]
    assert [text for _, text in with_open_cells(list(enumerate(lines)))] == lines
