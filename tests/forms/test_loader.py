"""A form that is none is refused with path, line and column; one that is loads with all that it says."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from gongkai.checks import rule_codes
from gongkai.errors import FormError
from gongkai.figures import Kind
from gongkai.forms import Form, FormRegistry, load_form, resolve, shipped_forms, statutory_form
from gongkai.forms.model import CrossYearTerm, canonical
from gongkai.located import FilePlace
from tests.yaml_texts import read_yaml

CASES = Path(__file__).parent / "cases"
SMALL = (CASES / "small.yml").read_text(encoding="utf-8")
BROKEN = read_yaml((CASES / "broken.yml").read_text(encoding="utf-8"))


def small(changes: dict[int, str] | None = None) -> Form:
    lines = SMALL.splitlines()
    for number, text in (changes or {}).items():
        lines[number - 1] = text
    return load_form("\n".join(lines) + "\n", path="small.yml", codes=rule_codes())


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["says"][10:40])
def test_fault_of_a_form_is_reported_at_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(FormError) as caught:
        small(case["lines"])

    assert str(caught.value) == case["says"]


@pytest.mark.parametrize("text", ["", "# 空\n", "- form: small\n", "form\n"])
def test_file_that_holds_no_mapping_is_no_form(text: str) -> None:
    with pytest.raises(FormError, match=r"^small\.yml:1:1 文件里没有格式的定义。第一行请写“form: small”"):
        load_form(text, path="small.yml", codes=rule_codes())


def test_form_is_loaded_with_all_that_it_says() -> None:
    form = small()
    table = form.table_index["main"]

    assert (form.id, form.title, form.authority, form.authority_name) == ("small", "示例报告", "示例（无文号）", None)
    assert (2020 in form.years, 2019 in form.years, 9999 in form.years, "2020" in form.years) == (
        True,
        False,
        True,
        False,
    )
    assert form.encouraged == (2020,)
    assert form.overview_limit is None
    assert [column.id for column in table.columns(0)] == ["own", "towns", "streets", "total"]
    assert [column.kind for column in table.columns(0)] == [Kind.COUNT, Kind.COUNT, Kind.CHANGE, Kind.COUNT]
    assert table.columns(0)[2].heads == ("下级", "街道")
    assert [row.id for row in table.rows] == ["new", "yes", "no", "done_total"]
    assert [group.label for group in table.rows[1].groups] == ["办结"]
    assert [line.totals for line in table.lines] == [(3,)] * 4
    assert form.table_word("main") == "主表"
    assert form.glossary[0].meaning == "本年度新收到的件数。"


def test_head_of_an_amount_states_its_unit_where_its_label_does_not() -> None:
    fees = "own: {label: 收费, short: 收费, kind: amount, unit: 元}"
    form = load_form(
        SMALL.replace("own: {label: 本级, short: 本级, kind: count}", fees), path="small.yml", codes=rule_codes()
    )
    column = form.table_index["main"].columns(0)[0]

    assert (column.name.label, column.heads, column.name.short) == ("收费（单位：元）", ("收费（单位：元）",), "收费")
    assert column.name.also == ("收费",)


def test_error_of_a_form_is_the_same_after_it_went_through_another_process() -> None:
    with pytest.raises(FormError) as caught:
        small({9: "  - {number: 一, title: 案件, table: suits}"})
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - its own bytes

    assert str(again) == str(caught.value)
    assert (again.reason, again.place) == ("section-twice", FilePlace("small.yml", 9, 5))


def test_table_by_blocks_is_written_a_line_a_group() -> None:
    table = small().table_index["suits"]

    assert table.by_blocks
    assert [line.name.id for line in table.lines] == ["first", "second"]
    assert [column.id for column in table.columns(0)] == ["first.won", "first.sum", "second.won", "second.sum"]
    assert [column.printed for column in table.columns(0)][:2] == ["一审—胜", "一审—总计"]
    assert not table.rows[0].printed


def test_groups_in_rules_stand_for_their_leaves_but_the_total() -> None:
    row_total, outcome_total, balance = small().identities

    assert (row_total.total, row_total.parts) == ("total", ("own", "towns", "streets"))
    assert (outcome_total.total, outcome_total.parts) == ("done_total", ("yes", "no"))
    assert (balance.left, balance.right) == (("new",), ("done_total",))


def test_rule_across_years_is_data() -> None:
    (rule,) = small().across

    assert (rule.rows, rule.column, rule.level, rule.terms) == (
        ("new",),
        None,
        "warning",
        (CrossYearTerm(1, -1, "done_total", None),),
    )


def test_label_that_two_rows_share_is_no_name() -> None:
    table = small().table_index["main"]

    assert canonical("1.其他") not in table.line_index
    assert table.line_index[canonical("办结总计")] == 3


def test_short_name_wins_over_the_label_of_another_row() -> None:
    form = small({25: "          new: {label: 同意, short: 新收, glossary: intake}"})

    assert form.table_index["main"].line_index["同意"] == 1
    assert resolve(form, "主表.同意.本级").row == "yes"


def test_windows_path_and_name_without_a_suffix_are_names_too() -> None:
    assert load_form(SMALL, path="data\\forms\\small.yml", codes=rule_codes()).id == "small"
    assert load_form(SMALL, path="small", codes=rule_codes()).id == "small"


def test_registry_has_forms_by_id_and_refuses_a_second_of_one_id() -> None:
    registry = FormRegistry([*shipped_forms(), small()])

    assert [form.id for form in registry] == [*(form.id for form in shipped_forms()), "small"]
    assert registry.get("small") is not None
    assert registry.get("none") is None
    with pytest.raises(FormError, match=r"^small\.yml:2:7 格式代号“small”已经有格式用了。"):
        FormRegistry([small(), small()])


@pytest.mark.parametrize(
    ("year", "form"),
    [(2008, None), (2018, None), (2019, "gia-2019"), (2020, "gia-2019"), (2021, "gia-2021"), (2025, "gia-2021")],
)
def test_year_has_its_statutory_form(year: int, form: str | None) -> None:
    statutory = statutory_form(year)

    assert (statutory.id if statutory else None) == form
