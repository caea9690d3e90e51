"""One alignment of two forms: rows, sums of rows, and single cells that are carried from year to year."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks import rule_codes
from gongkai.forms import Form, load_form, shipped_forms
from gongkai.forms.alignment import Relation, align

FORMS = {form.id: form for form in shipped_forms()}
OLD, NEW = FORMS["gia-2019"], FORMS["gia-2021"]
THIRD = (Path(__file__).parent / "cases" / "third-form.yml").read_text(encoding="utf-8")


def third(name: str = "case-2020") -> Form:
    text = THIRD.replace("form: case-2020", f"form: {name}")
    return load_form(
        text if name == "case-2020" else f"{text}\nanswers_to: case-2020\n", path=f"{name}.yml", codes=rule_codes()
    )


def counterpart(form: Form, other: Form, table: str, row: str, column: str) -> tuple[str, str] | None:
    """The cell of the other form, by ids."""
    place = align(form, other).counterpart(table, *form.table_index[table].position(row, column))
    if place is None:
        return None
    there = other.table_index[table]
    return there.rows[place[0]].id, there.columns(place[0])[place[1]].id


def test_alignment_is_worked_out_once_a_pair() -> None:
    assert align(NEW, OLD) is align(NEW, OLD)
    assert align(NEW, OLD) is not align(OLD, NEW)


@pytest.mark.parametrize("role", ["received", "carried_in", "concluded", "carried_out"])
def test_totals_of_requests_answer_to_each_other_across_the_change_of_form(role: str) -> None:
    cell, other = NEW.role(role), OLD.role(role)
    assert cell is not None
    assert other is not None

    assert counterpart(NEW, OLD, *cell) == (other.row, other.column)
    assert counterpart(NEW, NEW, *cell) == (cell.row, cell.column)


def test_cell_that_counts_otherwise_has_no_counterpart() -> None:
    assert counterpart(NEW, OLD, "proactive", "normative_documents", "in_force") is None
    assert counterpart(NEW, OLD, "requests", "other_other", "total") is None


def test_cell_that_is_the_sum_of_several_has_no_single_counterpart() -> None:
    rows = align(OLD, NEW).table("requests")
    other = rows.row(OLD.table_index["requests"].row_index["other"])

    assert (other.relation, len(other.others)) == (Relation.SUM, 3)
    assert counterpart(OLD, NEW, "requests", "other", "total") is None


def test_row_about_which_a_form_says_nothing_is_the_row_of_the_same_id() -> None:
    form = third(name="case-2024")

    assert counterpart(form, third(), "complaints", "carried_forward", "individual") == (
        "carried_forward",
        "individual",
    )
    assert align(form, third()).table("complaints").row(0).relation is Relation.NEW, "and is not compared"


def test_row_that_the_form_says_was_another_is_that_one() -> None:
    cell = ("complaints", "left_over", "individual")
    renamed = THIRD.replace("form: case-2020", "form: case-2024\nanswers_to: case-2020").replace(
        "carried_forward", "left_over"
    )
    assert counterpart(load_form(renamed, path="case-2024.yml", codes=rule_codes()), third(), *cell) is None

    start = renamed.index("          left_over:")
    line = renamed[start:].splitlines()[1]
    line_with_answer = line.rstrip("}") + ", answers: {rows: [carried_forward], comparable: true}}"
    answering = load_form(
        renamed[:start] + renamed[start:].replace(line, line_with_answer, 1), path="case-2024.yml", codes=rule_codes()
    )
    assert counterpart(answering, third(), *cell) == ("carried_forward", "individual")


def test_table_that_the_other_form_lacks_has_no_counterpart_and_an_unknown_one_is_refused() -> None:
    alignment = align(NEW, third())

    assert alignment.counterpart("requests", 0, 0) is None
    assert [pair.other.id for pair in alignment.tables if pair.table is None and pair.other is not None] == [
        "enforcement", "complaints", "disputes",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        alignment.table("enforcement")
