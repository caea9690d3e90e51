"""What a comparison says in words, and what its cells carry for screens on which they stand as lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.checks import rule_codes
from gongkai.figures import BLANK, Figure, Kind, Reading, count, printed, written
from gongkai.figures import read as read_figure
from gongkai.forms import load_form
from gongkai.pages.comparison import change_text, sentences
from gongkai.renders.html.figures import figure_html
from gongkai.renders.html.years.comparison import comparison_html
from gongkai.renders.html.years.series import series_html
from gongkai.tables.cell_list import side_columns
from gongkai.tables.comparison import FigurePair, compare
from gongkai.tables.series import all_series
from tests.forms.lineages import ID, merged_columns_text
from tests.renders.markup import Element, read
from tests.shipped import shipped_form
from tests.tables import grids

if TYPE_CHECKING:
    from gongkai.reports import Report

FORM, THIRD = grids.every_form()[0], grids.third_form()


def test_two_years_without_requests_are_mentioned_once() -> None:
    now = grids.zeros(FORM)
    assert sentences(compare(now, replace(now, year=now.year - 1))) == ("两年都没有新收、办结和结转下年度的申请。",)


def test_figures_that_stay_are_not_taken_for_none() -> None:
    now = grids.numbered(FORM)
    texts = sentences(compare(now, replace(now, year=now.year - 1)))
    assert "与上年相同" in texts[0]
    assert texts[1] == "各类办理结果的件数与上年相同。"


def test_unit_of_a_count_is_written_in_both_years() -> None:
    now = grids.zeros(FORM)
    table = FORM.tables[0].id
    grid = [list(row) for row in now.grids[table]]
    grid[0][0] = Figure(3, unit="件")
    changed = replace(now, grids={**now.grids, table: tuple(map(tuple, grid))})
    html = comparison_html(compare(changed, replace(changed, year=now.year - 1)))
    assert f"<td>{written(grid[0][0])}</td> <td>{written(grid[0][0])}</td>" in html
    assert "件" in written(grid[0][0])


def over_the_break(*, blank: bool) -> str:
    """A comparison of two forms, of which the later one divides 其他处理 into three rows; one may be a blank."""
    later, earlier = shipped_form("gia-2021"), shipped_form("gia-2019")
    now, before = grids.numbered(later), grids.numbered(earlier)
    if blank:
        rows = [list(row) for row in now.grids["requests"]]
        rows[later.table_index["requests"].row_index["other_other"]][-1] = BLANK
        now = replace(now, grids={**now.grids, "requests": tuple(map(tuple, rows))})
    return comparison_html(compare(now, before))


@pytest.mark.parametrize("blank", [False, True])
def test_subtotal_over_the_change_of_form_stands_once(*, blank: bool) -> None:
    rows = {name: row for name, row in rows_of(over_the_break(blank=blank)).items() if "其他处理" in name}
    with_figures = {name for name, row in rows.items() if list(row.all("td"))}
    expected = "（六）其他处理（各项之和）" if blank else "（六）其他处理"
    assert with_figures == {expected}, "at the head, as those of the other outcomes, unless one row is blank"
    assert rows[expected].attributes["id"] == "requests-other"


def test_reasons_stand_right_below_the_lines_that_they_are_about() -> None:
    html = over_the_break(blank=False)
    between = html.partition("id=requests-carried_out")[2].partition("对比说明")[0]
    assert between
    assert "gk-sides" not in between


def rows_of(html: str) -> dict[str, Element]:
    """The rows of the first table of requests by what they are called."""
    table = next(item for item in read(html).all("table") if "收到和处理" in item.one("caption").text)
    return {row.one("th").text: row for row in table.one("tbody").all("tr")}


def with_counts(numbers: dict[str, int | None]) -> Report:
    """A report of noughts with other totals in some rows of its table of requests; None for a blank."""
    report, table = grids.zeros(FORM), FORM.table_index["requests"]
    rows = [list(row) for row in report.grids["requests"]]
    for name, number in numbers.items():
        rows[table.row_index[name]][-1] = BLANK if number is None else count(number)
    return replace(report, grids={**report.grids, "requests": tuple(map(tuple, rows))})


def test_subtotals_are_those_that_the_text_names() -> None:
    now = with_counts({"received": 9, "denied_law": 2, "denied_safety": 3, "outcome_total": 5})
    before = replace(with_counts({"received": 9, "denied_law": 1, "outcome_total": 1}), year=now.year - 1)
    comparison = compare(now, before)
    rows = rows_of(comparison_html(comparison))
    assert "不予公开 5 件（+4）" in "".join(sentences(comparison))
    assert [cell.text for cell in rows["（三）不予公开"].all("td")] == ["5", "1", "+4"]
    head = rows["三、本年度办理结果"]
    assert list(head.all("td")) == []
    assert head.one("th").attributes["colspan"] == "4"


def test_group_with_a_blank_has_no_subtotal_and_is_never_taken_for_unchanged() -> None:
    now = with_counts({"denied_law": None})
    rows = rows_of(comparison_html(compare(now, replace(now, year=now.year - 1))))
    assert list(rows["（三）不予公开"].all("td")) == []
    assert [name for name, row in rows.items() if "data-even" not in row.attributes] == [
        "三、本年度办理结果",
        "（三）不予公开",
        "2.其他法律行政法规禁止公开",
    ]


def test_rows_of_noughts_beside_the_totals_are_named_in_one_line() -> None:
    now = with_counts({"received": 9})
    received, *others = now.grids["requests"]
    own = ((count(9), *received[1:]), *others)
    now = replace(now, grids={**now.grids, "requests": own})
    html = comparison_html(compare(now, replace(now, year=now.year - 1)))
    beside = next(item for item in read(html).all("table") if item.attributes["class"] == "gk gk-sides")
    named = next(item.text for item in read(html).all("p") if item.text.startswith("其余"))
    rows = len(FORM.table_index["requests"].rows)
    shown = len(list(beside.one("tbody").all("tr")))
    assert named.startswith(f"其余 {rows - shown} 行各列两年均为 0：")
    assert shown == 1
    assert named.count("、") == rows - shown - 1


def test_table_without_any_change_has_a_sentence_that_says_so() -> None:
    now = grids.numbered(FORM)
    html = comparison_html(compare(now, replace(now, year=now.year - 1)))
    texts = [item.text for item in read(html).all("p") if item.attributes.get("class") == "gk-rest gk-rest--all"]
    assert len(texts) == len(FORM.tables) + 1
    assert sum(text.startswith("各行（共 ") for text in texts) == len(FORM.tables)
    assert "按申请人情况分的各列也都与上年相同，没有列出。不打勾就全部列出。" in texts


def test_columns_that_are_nought_throughout_are_a_sentence_and_no_table() -> None:
    now = grids.zeros(FORM)
    page = read(comparison_html(compare(now, replace(now, year=now.year - 1))))
    assert not any(item.attributes["class"] == "gk gk-sides" for item in page.all("table"))
    assert "按申请人情况分的各列，两年均为 0。" in [item.text for item in page.all("p")]


def test_columns_are_called_as_the_form_calls_them() -> None:
    """A form of another subject has no applicants; where it prints no head above its columns they are the others."""
    now = grids.numbered(THIRD)
    page = read(comparison_html(compare(now, replace(now, year=now.year - 1))))
    beside = [item for item in page.all("table") if item.attributes["class"] == "gk gk-sides"]
    heads = [table.blocks[0].columns_head for table in THIRD.tables if side_columns(THIRD, table)]
    wanted = [f"按{head}分的各列（" if head else "总计以外的各列（" for head in heads]
    assert [item.one("caption").text.partition("（")[0] + "（" for item in beside] == wanted
    assert "总计以外的各列（" in wanted


def test_column_that_last_year_has_not_is_said_beside_its_figure() -> None:
    form = load_form(merged_columns_text(), path=f"{ID}.yml", codes=rule_codes())
    html = comparison_html(compare(grids.numbered(form), grids.numbered(shipped_form("gia-2021"))))

    assert "<small>上年没有这一列</small></td>" in html
    assert "上年 ，" not in html


def test_totals_are_marked_alike_in_comparisons_and_in_series() -> None:
    now = grids.numbered(FORM)
    before = replace(grids.zeros(FORM), year=now.year - 1)
    totals = {"（七）总计", "总计"}
    compared, years = comparison_html(compare(now, before)), series_html(all_series([before, now]))
    for html in (compared, years):
        rows = [row for table in read(html).all("table") for row in table.one("tbody").all("tr")]
        marked = [row.one("th").text for row in rows if row.attributes.get("class") == "gk-total"]
        assert {*marked} == totals | ({"办理结果总计"} if html is compared else set())
        assert marked.count("总计") == 3, "of reconsideration and of both ways to court"


def test_negative_number_has_a_minus_sign() -> None:
    pair = FigurePair(Figure(-3), Figure(-1), change=-2, reason=None)
    assert [figure_html(pair.now), change_text(pair)] == ["\u22123", "\u22122"]
    assert printed(Figure(-3, unit="件")) == "\u22123 件"
    assert written(Figure(-3)) == "-3", "data, that programs read"
    assert read_figure("\u22123", Kind.CHANGE) == Reading(Figure(-3))
