"""A third form in YAML alone: it loads, a report in it loads, and no Python knows of it.

It shares no id of its totals with the statutory forms, so what is true here is true of any form.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks import rule_codes
from gongkai.figures import BLANK, Figure, Kind, written
from gongkai.forms import Form, FormRegistry, load_form, place_id, resolve, shipped_forms, statutory_form
from gongkai.reports import Positions, Report, load_report

CASES = Path(__file__).parent / "cases"
TEXT = (CASES / "third-report.yml").read_text(encoding="utf-8")
YEAR = 2022


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form((CASES / "third-form.yml").read_text(encoding="utf-8"), path="case-2020.yml", codes=rule_codes())


@pytest.fixture(scope="module")
def report(form: Form) -> Report:
    registry = FormRegistry([*shipped_forms(), form])
    loaded, findings = load_report(TEXT, path="data/case/2022.yml", agency="case", year=YEAR, registry=registry)
    assert findings == ()
    assert loaded is not None
    return loaded


def printed(report: Report, place: str) -> str:
    assert report.form is not None
    cell = resolve(report.form, place).cell
    assert cell is not None
    return written(report.figure(*cell))


# ── the form ──


def test_form_loads_with_blocks_of_their_own_columns(form: Form) -> None:
    assert [table.id for table in form.tables] == ["enforcement", "complaints", "disputes"]
    assert [len(block.columns) for block in form.table_index["enforcement"].blocks] == [3, 2, 3, 1]
    assert form.table_word("complaints") == "投诉举报表"
    assert 2020 in form.years
    assert 2019 not in form.years


def test_form_has_heads_of_three_levels_and_rows_of_three(form: Form) -> None:
    table = form.table_index["complaints"]
    column = table.columns(0)[1]

    assert column.heads == ("单位", "境内", "企业")
    assert [group.id for group in table.rows[table.row_index["sanctioned"]].groups] == ["handled", "accepted"]


def test_form_has_columns_of_every_kind(form: Form) -> None:
    kinds = {column.kind for block in form.table_index["enforcement"].blocks for column in block.columns}

    assert kinds == set(Kind)


def test_form_of_the_year_stays_the_statutory_one() -> None:
    statutory = statutory_form(YEAR)

    assert statutory is not None
    assert statutory.id == "gia-2021"


def test_form_that_ships_but_follows_no_other_is_named_and_not_the_form_of_its_year(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert form.answers_to is None
    monkeypatch.setattr("gongkai.forms.registry.shipped_forms", lambda: (form, *shipped_forms()))
    statutory = statutory_form(YEAR)

    assert statutory is not None
    assert statutory.id == "gia-2021"


def test_every_cell_is_found_by_its_place_and_by_short_names(form: Form) -> None:
    for table in form.tables:
        for line in table.lines:
            for place in line.columns:
                row, column = table.rows[line.row], table.columns(line.row)[place]
                cell = (table.id, row.id, column.id)
                assert resolve(form, place_id(form, *cell)).cell == cell
                assert resolve(form, f"{table.name.short}.{line.name.short}.{column.name.short}").cell == cell


# ── a report in it ──


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("执法.现场检查.比上年增减", "-8"),
        ("执法.非现场检查.计划检查", ""),
        ("执法.简易程序.罚没金额", "0.35"),
        ("执法.普通程序.罚没金额", "12.40 万元"),
        ("执法.财政预算.支出总额", "350000元"),
        ("投诉举报.结出.境内企业", "1"),
        ("disputes.first_instance.won", "2"),
    ],
)
def test_figure_is_taken_as_it_is_written(report: Report, place: str, text: str) -> None:
    assert printed(report, place) == text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("投诉举报.新收.合计", "25"),
        ("投诉举报.自行撤回.合计", "2"),
        ("投诉举报.办结小计.个人", "21"),
        ("投诉举报.办结小计.境外企业", "1"),
        ("投诉举报.办结小计.合计", "25"),
    ],
)
def test_totals_under_other_ids_are_added_up(report: Report, place: str, text: str) -> None:
    assert printed(report, place) == text


def test_stated_totals_are_kept_and_nothing_else_is_added_up(report: Report, form: Form) -> None:
    complaints = form.table_index["complaints"]

    assert report.figure("disputes", "matters", "review_by_superior.sum") == Figure(5)
    assert report.figure("disputes", "matters", "second_instance.sum") is BLANK
    assert report.computed["disputes"] == frozenset()
    assert report.computed["enforcement"] == frozenset()
    assert report.computed["complaints"] == {
        *((row, 6) for row in range(len(complaints.rows))),
        *((complaints.row_index["handled_total"], column) for column in range(6)),
    }


def test_notes_and_waivers_stand_at_places_of_the_form(report: Report) -> None:
    assert [note.place.cell for note in report.notes] == [("enforcement", "off_site", "planned"), None]
    assert report.notes[1].place.section == "三"
    assert [waiver.place.cell for waiver in report.waivers] == [("disputes", "matters", "second_instance.sum")]


def test_cells_are_found_again_in_the_file(form: Form) -> None:
    positions = Positions(TEXT, form)
    lines = TEXT.splitlines()
    for cell, start in {
        ("enforcement", "ordinary_procedure", "confiscated"): "12.40 万元",
        ("enforcement", "budget", "spent"): "350000元",
        ("complaints", "dropped", "individual"): "2, 0",
        ("disputes", "matters", "second_instance.open"): "1, ~",
    }.items():
        mark = positions.of(*cell)
        assert lines[mark.line - 1][mark.column - 1 :].startswith(start)


def test_errors_of_writing_name_what_this_form_has(form: Form) -> None:
    text = TEXT.replace("查无实据:", "查无实处:").replace("[120, 132, -8]", "[120, 132, -8, 1]")
    registry = FormRegistry([*shipped_forms(), form])
    _, findings = load_report(text, path="data/case/2022.yml", agency="case", year=YEAR, registry=registry)

    assert sorted((finding.code, dict(finding.args).get("short", "")) for finding in findings) == [
        ("row-length", ""),
        ("unknown-row", "查无实据"),
    ]


def test_row_of_another_form_is_known_for_one_only_in_a_table_of_the_same_id(form: Form) -> None:
    text = TEXT.replace("查无实据:", "予以公开:")
    registry = FormRegistry([*shipped_forms(), form])
    _, findings = load_report(text, path="data/case/2022.yml", agency="case", year=YEAR, registry=registry)

    assert [(finding.code, finding.variant) for finding in findings] == [("unknown-row", "here")]
