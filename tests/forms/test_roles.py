"""Roles: what cells of a form mean, read from its YAML and asked for by no id."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import gongkai
from gongkai.forms import CellId, Form, load_form, shipped_forms
from gongkai.forms.outcomes import outcome_groups
from gongkai.forms.roles import REQUEST_ROLES, ROLES
from tests.shipped import statutory_forms

FORMS = {form.id: form for form in shipped_forms()}
SMALL = (Path(__file__).parent / "cases" / "small.yml").read_text(encoding="utf-8")
PACKAGE = Path(gongkai.__file__).parent


def small(roles: str) -> Form:
    return load_form(f"{SMALL}roles:\n{roles}", path="small.yml")


def test_form_says_which_cells_have_a_role() -> None:
    form = small("  received: main.new.total\n  review_cases: [suits.first.sum, suits.second.sum]\n")

    assert form.role("received") == CellId("main", "new", "total")
    assert form.role_cells("review_cases") == (
        CellId("suits", "cases", "first.sum"),
        CellId("suits", "cases", "second.sum"),
    )
    assert form.role("concluded") is None
    assert form.role_cells("concluded") == ()


@pytest.mark.parametrize("form", statutory_forms(), ids=lambda form: form.id)
def test_statutory_forms_have_every_role_that_their_layout_allows(form: Form) -> None:
    missing = {role for role in ROLES if form.role(role) is None}

    assert missing == ({"documents_in_force"} if form.id == "gia-2019" else set())


@pytest.mark.parametrize("name", ["gia-2019", "gia-2021"])
def test_outcomes_are_grouped_as_the_form_prints_them(name: str) -> None:
    form = FORMS[name]
    names = [group.name for group in outcome_groups(form)]

    assert names == ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    table = form.table_index["requests"]
    rows = [row for group in outcome_groups(form) for row in group.rows]
    assert rows == list(range(table.row_index["granted"], table.row_index["outcome_total"]))


def test_form_without_the_role_has_no_groups_of_outcomes() -> None:
    assert outcome_groups(small("  received: main.new.total\n")) == ()
    assert [group.name for group in outcome_groups(small("  concluded: main.done_total.total\n"))] == ["同意", "不同意"]


def test_no_id_of_a_form_stands_in_python_outside_the_demo() -> None:
    ids = set()
    for form in FORMS.values():
        for table in form.tables:
            ids |= {table.id, *table.row_index}
            ids |= {group.id for row in table.rows for group in row.groups}
    ids -= {*REQUEST_ROLES, "other", "review", "rules", "cases"}  # words of the code as well
    ids |= {f"{table}.{row}" for table in ("requests", "review", "proactive") for row in ids}
    written = re.compile("|".join(map(re.escape, ids)))
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.relative_to(PACKAGE).parts[0] == "demo" or not written.search(source):
            continue
        nodes = ast.walk(ast.parse(source))
        texts = [(node.lineno, node.value) for node in nodes if isinstance(node, ast.Constant)]
        found.extend(f"{path.relative_to(PACKAGE)}:{line} {text}" for line, text in texts if text in ids)
    assert found == []
