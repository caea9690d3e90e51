"""What a phone writes before the figures of a wide table: the names of the form, or those that the document has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from gongkai.forms import Form, Place
from gongkai.renders.html.column_labels import NARROW, labels_css
from gongkai.renders.html.table import table_html
from gongkai.tables import build_table
from tests.examples import examples
from tests.renders.markup import read
from tests.renders.test_table_html import LONGEST, SIGNS
from tests.tables import grids
from tests.tables.drawn import forms

FORMS = grids.every_form()
CELL = r"td:nth-of-type\((\d+)\)::before \{ content: "
RULE = re.compile(rf"\.gk-([\w-]+)-([a-z_]+)(?: tbody:nth-of-type\((\d+)\))? {CELL}\"(.+)\"; }}")
WHOLE = re.compile(rf"\.gk-wide [^\"]* {CELL}\"(?:[^\"\\\n]|\\.)*\"; }}")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_style_sheet_names_each_column_of_wide_tables_and_cells_do_not(form: Form) -> None:
    names = {
        (table, int(block or 1), int(place)): name
        for own, table, block, place, name in RULE.findall(labels_css([form]))
        if own == form.id
    }
    report = grids.numbered(form)
    views = [build_table(report, table.id) for table in form.tables]
    assert names == {
        (view.table, number, place): cell.label
        for view in views
        if view.width > NARROW
        for number, block in enumerate(view.blocks, start=1)
        for place, cell in enumerate(block.rows[0].cells, start=1)
    }
    for view in views:
        table = read(table_html(view)).one("table")
        assert not any("data-label" in cell.attributes for cell in table.all("td"))
        named = f"gk-{form.id}-{view.table}" in table.attributes["class"].split()
        assert named is (view.width > NARROW)


def test_names_that_a_document_has_of_its_own_stand_in_its_cells() -> None:
    report = grids.numbered(FORMS[0])
    place = Place(table="requests", row="received", cols=("natural_person",))
    view = build_table(replace(report, heads=((place, "自然人（含境外）"),)), "requests")
    table = read(table_html(view)).one("table")
    assert f"gk-{FORMS[0].id}-requests" not in table.attributes["class"].split()
    labels = [cell.attributes["data-label"] for cell in table.all("td")]
    assert labels[0] == "自然人（含境外）"
    assert len(labels) == sum(len(row.cells) for block in view.blocks for row in block.rows)


@given(forms(SIGNS, longest=LONGEST))
@settings(max_examples=examples(40), deadline=None)
def test_no_name_ends_its_rule(form: Form) -> None:
    first, *rules, last = labels_css([form]).splitlines()
    assert (first[0], last) == ("@", "}")
    assert all(WHOLE.fullmatch(rule) for rule in rules if rule), rules
