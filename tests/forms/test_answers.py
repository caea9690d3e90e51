"""What ``answers`` of a form may say, and how any two of three forms are aligned by it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from gongkai.checks import rule_codes
from gongkai.errors import FormError
from gongkai.forms import Form, FormRegistry, load_form, load_registry, shipped_forms
from gongkai.forms.alignment import Relation, align
from gongkai.forms.lineage import check_years_apart
from tests.forms.lineages import FOLLOWED, ID, MERGED, form_named, registry_of_three, third_form_text
from tests.shipped import shipped_form

NAMES = ("gia-2019", "gia-2021", ID)
GRANTED = "answers: {rows: [granted], comparable: true}"
Rows = frozenset[str]


def related(form: Form, other: Form) -> dict[tuple[str, Rows], tuple[Relation, Rows]]:
    """By table and rows what answers to them, by ids; rows that nothing answers to are left out."""
    return {
        (pair.table.id, frozenset(pair.table.rows[row].id for row in match.rows)): (
            match.relation,
            frozenset(pair.other.rows[row].id for row in match.others),
        )
        for pair in align(form, other).tables
        if pair.table is not None and pair.other is not None
        for match in pair.rows
        if match.others
    }


def load(changes: dict[str, str]) -> Form:
    return load_form(third_form_text(changes), path=f"{ID}.yml", codes=rule_codes())


def gathered(form: Form) -> FormRegistry:
    return FormRegistry((*FOLLOWED, form))


def position(text: str, line: str, word: str) -> str:
    """Line and column of a word in the only line that holds a text."""
    [(number, whole)] = [(number, item) for number, item in enumerate(text.splitlines(), 1) if line in item]
    return f"{number}:{whole.index(word) + 1}"


def test_row_that_the_other_form_has_not_is_refused_at_its_place_with_those_that_it_has() -> None:
    changes = {GRANTED: "answers: {rows: [grnted], comparable: true}"}
    place = position(third_form_text(changes), "grnted", "grnted")

    with pytest.raises(FormError) as caught:
        gathered(load(changes))
    assert str(caught.value).startswith(
        f"{ID}.yml:{place} 格式 gia-2021 的“申请”里没有标识为“grnted”的行。可写：received、carried_in、granted、"
    )


def test_form_of_a_site_with_a_wrong_answer_is_a_finding_and_so_is_one_that_answers_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / f"{ID}.yml").write_text(
        third_form_text({GRANTED: GRANTED.replace("granted", "grnted")}), encoding="utf-8"
    )
    follower = third_form_text(
        {
            f"form: {ID}": "form: a-2030",
            "answers_to: gia-2021": f"answers_to: {ID}",
            "rows: [unable_not_held, unable_no_existing]": "rows: [unable_no_information]",
        }
    )
    (folder / "a-2030.yml").write_text(follower, encoding="utf-8")

    registry, faults = load_registry(tmp_path, name=lambda path: path.name, codes=rule_codes())
    assert {fault.place.path: fault.reason for fault in faults if fault.place} == {
        "a-2030.yml": "answers-to",
        f"{ID}.yml": "answers-row",
    }
    assert registry.refused == {"a-2030": "a-2030.yml", ID: f"{ID}.yml"}
    assert [form.id for form in registry] == [form.id for form in shipped_forms()]


def test_forms_of_a_site_may_answer_to_each_other_in_any_order_of_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / f"{ID}.yml").write_text(third_form_text(), encoding="utf-8")
    text = (Path(__file__).parent / "cases" / "third-form.yml").read_text(encoding="utf-8")
    first = text.replace("form: case-2020", "form: z-2020")
    (folder / "z-2020.yml").write_text(first, encoding="utf-8")
    later = text.replace("form: case-2020", "form: a-2025\nanswers_to: z-2020").replace("{from: 2020}", "{from: 2025}")
    (folder / "a-2025.yml").write_text(later, encoding="utf-8")

    registry, faults = load_registry(tmp_path, name=lambda path: path.name, codes=rule_codes())
    assert faults == ()
    predecessors = {form.id: [item.id for item in form.predecessors] for form in registry}
    assert predecessors.keys() == {form.id for form in shipped_forms()} | {"a-2025", ID, "z-2020"}
    assert {key: predecessors[key] for key in ("a-2025", "gia-2019", "gia-2021", ID, "z-2020")} == {
        "a-2025": ["z-2020"],
        "gia-2019": [],
        "gia-2021": ["gia-2019"],
        ID: ["gia-2021", "gia-2019"],
        "z-2020": [],
    }


@pytest.mark.parametrize(
    ("changes", "here", "says"),
    [
        (
            {"answers_to: gia-2021\n": ""},
            "{rows: [",
            "写了 answers，却没有写明对应的是哪个格式。请在文件开头加一行 answers_to，写那个格式的代号。",
        ),
        (
            {"answers_to: gia-2021": "answers_to: gia-2012"},
            "gia-2012",
            "answers_to 应写另一个格式的代号，没有“gia-2012”。可写：gia-2019、gia-2021。",
        ),
        (
            {"answers_to: gia-2021": f"answers_to: {ID}"},
            ID,
            f"answers_to 应写另一个格式的代号，没有“{ID}”。可写：gia-2019、gia-2021。",
        ),
        (
            {GRANTED: "answers: {rows: [partial], comparable: true}"},
            "partial]",
            "“partial”已经同“granted”一行相对应，不能再与这一行可比。请删去一处，或者这里写 comparable 为 false。",
        ),
        (
            {
                "  review:\n    name:": "  suits:\n    name:",
                "table: review": "table: suits",
                "[review.": "[suits.",
                " review.": " suits.",
            },
            "cases]",
            "格式 gia-2021 没有标识为“suits”的表，这张表里的 answers 对不上。请删去，或者改用那个格式的表标识。",
        ),
    ],
)  # fmt: skip
def test_answers_that_leave_rows_unchecked_are_refused(changes: dict[str, str], here: str, says: str) -> None:
    with pytest.raises(FormError) as caught:
        gathered(load(changes))
    place = caught.value.place

    assert place is not None
    assert str(caught.value) == f"{place} {says}"
    assert place.path == f"{ID}.yml"
    assert third_form_text(changes).splitlines()[place.line - 1][place.column - 1 :].startswith(here)


def test_forms_that_are_gathered_again_stay_the_same_objects() -> None:
    again = FormRegistry(registry_of_three())

    assert all(again.get(form.id) is form for form in registry_of_three())
    assert all(registry_of_three().get(form.id) is form for form in FOLLOWED)


@pytest.mark.parametrize(("name", "other"), list(permutations(NAMES, 2)))
def test_both_directions_say_the_same(name: str, other: str) -> None:
    there = related(form_named(name), form_named(other))
    back = related(form_named(other), form_named(name))

    for (table, rows), (relation, others) in there.items():
        if relation is Relation.BROKEN:
            assert back.get((table, others), (Relation.BROKEN, rows))[0] in (Relation.BROKEN, Relation.SUM), (
                table,
                rows,
            )
        else:
            assert back[table, others] == (relation, rows)


@pytest.mark.parametrize(("name", "other"), list(permutations(NAMES, 2)))
def test_figure_that_a_rule_across_years_follows_is_followed_back_to_its_cell(name: str, other: str) -> None:
    form, there = form_named(name), form_named(other)
    followed = 0
    for table in form.tables:
        for row in range(len(table.rows)):
            for column in range(len(table.columns(row))):
                place = align(form, there).counterpart(table.id, row, column)
                if place is not None:
                    followed += 1
                    assert align(there, form).counterpart(table.id, *place) == (row, column)
    assert followed > 100
    cell = form.table_index["requests"].position("carried_in", "total")
    assert align(form, there).counterpart("requests", *cell) == there.table_index["requests"].position(
        "carried_in", "total"
    )


def test_what_shipped_forms_say_of_each_other_follows_from_what_either_says() -> None:
    old, new = shipped_form("gia-2019"), shipped_form("gia-2021")
    for form, other in ((old, new), (new, old)):
        silent = related(form, _without_answers(other))
        assert {key: value for key, value in related(form, other).items() if value[0] is Relation.SAME} == {
            key: value for key, value in silent.items() if value[0] is Relation.SAME
        }


def _without_answers(form: Form) -> Form:
    return replace(form, answers_to=None, predecessors=())


def test_newest_form_is_not_comparable_with_the_oldest_where_the_one_between_is_not() -> None:
    new, old = form_named(ID), form_named("gia-2019")
    proactive = align(new, old).table("proactive")

    assert {row.relation for row in proactive.rows} == {Relation.BROKEN}
    assert all("2019年格式" in (row.why or "") for row in proactive.rows)
    assert align(new, old).counterpart("proactive", 0, 0) is None


def test_sums_are_composed_along_the_chain() -> None:
    new, old = form_named(ID), form_named("gia-2019")
    three = frozenset(("other_no_supplement", "other_fee_unpaid", "other_other"))
    merged = frozenset(["unable_no_information"])

    assert related(new, old)["requests", three] == (Relation.SUM, frozenset(["other"]))
    assert related(new, old)["requests", merged] == (Relation.SUM, frozenset(MERGED))
    assert related(old, new)["requests", frozenset(["other"])] == (Relation.SUM, three)
    assert related(old, new)["requests", frozenset(MERGED)] == (Relation.SUM, merged)


def test_forms_that_no_chain_joins_are_not_comparable_and_say_so() -> None:
    text = third_form_text().replace(f"form: {ID}", "form: own-2024").replace("answers_to: gia-2021\n", "")
    own = load_form(
        "\n".join(line for line in text.splitlines() if "answers:" not in line), path="own-2024.yml", codes=rule_codes()
    )
    rows = align(own, form_named("gia-2021")).table("requests")

    assert {row.relation for row in rows.rows} == {Relation.BROKEN, Relation.NEW}
    assert rows.row(0).why == "两个格式没有说明这一行怎样对应，不可比。"
    assert align(own, form_named("gia-2021")).counterpart("requests", 1, 0) is None


def test_row_that_is_followed_by_its_id_is_not_called_absent() -> None:
    rows = align(form_named(ID), form_named("gia-2021")).table("requests")
    carried_in = rows.row(1)

    assert (carried_in.relation, carried_in.absent) == (Relation.NEW, False)
    assert align(form_named("gia-2019"), form_named("gia-2021")).table("proactive").row(3).absent


def test_statutory_forms_of_one_year_are_refused_with_what_to_write() -> None:
    with pytest.raises(FormError) as caught:
        check_years_apart(registry_of_three())
    assert str(caught.value).endswith(
        " 格式 gia-2021 和 gia-2024 都适用于 2024 年。请在 gia-2021 的 years 里写 to 为 2023。"
    )
    check_years_apart(shipped_forms())
