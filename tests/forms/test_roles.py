"""Roles: what cells of a form mean, read from its YAML and asked for by no id."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gongkai
from gongkai.checks import rule_codes
from gongkai.forms import CellId, Form, load_form, shipped_forms
from gongkai.forms.names import unnumbered
from gongkai.forms.outcomes import outcome_groups
from gongkai.forms.roles import REQUEST_ROLES, ROLES
from tests.shipped import statutory_forms

FORMS = {form.id: form for form in shipped_forms()}
SMALL = (Path(__file__).parent / "cases" / "small.yml").read_text(encoding="utf-8")
PACKAGE = Path(gongkai.__file__).parent

if TYPE_CHECKING:
    from collections.abc import Iterator


def small(roles: str) -> Form:
    return load_form(f"{SMALL}roles:\n{roles}", path="small.yml", codes=rule_codes())


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


@pytest.mark.slow
def test_no_id_of_a_form_stands_in_python_outside_the_demo() -> None:
    ids = set()
    for form in FORMS.values():
        for table in form.tables:
            ids |= {table.id, *table.row_index}
            ids |= {group.id for row in table.rows for group in row.groups}
    ids -= {*REQUEST_ROLES, "other", "review", "rules", "cases"}  # words of the code as well
    ids |= {f"{table}.{row}" for table in ("requests", "review", "proactive") for row in ids}
    written = re.compile("|".join(map(re.escape, ids)))
    lines = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.relative_to(PACKAGE).parts[0] == "demo" or not written.search(source):
            continue
        nodes = ast.walk(ast.parse(source))
        texts = [(node.lineno, node.value) for node in nodes if isinstance(node, ast.Constant)]
        lines.extend(f"{path.relative_to(PACKAGE)}:{line} {text}" for line, text in texts if text in ids)
    assert lines == []


SHORTEST_LABEL = 3
"""Characters of a label that is no word of any text, as 规章 and 总计 are."""
BETWEEN_TEXTS = re.compile(r"""["']\s*[A-Za-z]{0,2}["']""")
"""Where a text ends and the next begins, which Python puts together."""
ESCAPE = re.compile(r"\\[uUNx]")
SAYING = ("checks/rules", "cli")
"""Rooms that say to the clerk, in the words of the forms, what a rule asks for or what may be typed."""


@pytest.mark.slow
def test_no_label_of_a_form_stands_in_python_outside_the_demo() -> None:
    """As a form's words change with its YAML alone: what looks for them in a document takes them from there."""
    labels = re.compile("|".join(sorted(map(re.escape, labels_of_forms()), key=len, reverse=True)))
    written = [
        f"{place}:{node.lineno} {match[0]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for place in [path.relative_to(PACKAGE).as_posix()]
        if not place.startswith("demo/") and may_hold(source := path.read_text("utf-8"), labels)
        for node in texts_of(ast.parse(source), patterns_alone=place.startswith(SAYING))
        for match in labels.finditer(node.value)
    ]
    assert written == []


def may_hold(source: str, labels: re.Pattern[str]) -> bool:
    """Whether a label may stand in a module, also where it is written in two texts side by side, or with escapes.

    To look takes a twentieth of the time that it takes to parse the module.
    """
    return ESCAPE.search(source) is not None or labels.search(BETWEEN_TEXTS.sub("", source)) is not None


@pytest.mark.parametrize("source", ["'a新收'", "'新'  \n  f'收'", "('新'\n  \"收\")", "'\\u65b0收'"])
def test_label_is_looked_for_however_it_is_written(source: str) -> None:
    assert may_hold(source, re.compile("新收"))
    assert not may_hold(source.replace("收", "受").replace("\\u65b0", "新"), re.compile("新收"))


def labels_of_forms() -> set[str]:
    """What the statutory forms print in their tables and above their sections, and how else that is written."""
    labels = {name for form in FORMS.values() for item in form.sections for name in (item.title, *item.also)}
    for table in (table for form in FORMS.values() for table in form.tables):
        lines = [*table.rows, *(column for block in table.blocks for column in block.columns)]
        labels |= {label for line in lines for label in (line.name.label, line.name.short, *line.name.also)}
        labels |= {group.label for row in table.rows for group in row.groups}
        labels |= {head for block in table.blocks for column in block.columns for head in column.heads}
        labels |= {head for block in table.blocks for head in (block.row_head, block.columns_head) if head}
    return {name for name in map(unnumbered, labels) if len(name) >= SHORTEST_LABEL}


def texts_of(tree: ast.Module, *, patterns_alone: bool) -> Iterator[ast.Constant]:
    """The texts in a module that are no docstrings; perhaps those of regular expressions alone."""
    parts: list[ast.AST] = [tree]
    if patterns_alone:
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        parts = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "compile"]
    nodes = [node for part in parts for node in ast.walk(part)]
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


@pytest.mark.parametrize(("source", "count"), [("'a'", 0), ("x = 'a', 'b'", 2), ("re.compile(f'a{b}')", 1)])
def test_texts_of_a_module_are_distinguished_from_docstrings(source: str, count: int) -> None:
    assert len(list(texts_of(ast.parse(source), patterns_alone=False))) == count
    assert len(list(texts_of(ast.parse(source), patterns_alone=True))) == count * ("compile" in source)
