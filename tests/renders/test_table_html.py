"""A table as HTML: what a browser lays out is the table as built; nothing that was written becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.figures import BLANK, NOT_APPLICABLE, Figure, count
from gongkai.forms import Place, resolve
from gongkai.renders.html import escape
from gongkai.renders.html.table import table_html
from gongkai.reports import Note
from gongkai.tables import build_table
from tests.examples import examples
from tests.renders.markup import Element, grid, read
from tests.tables import grids
from tests.tables.drawn import forms

if TYPE_CHECKING:
    from gongkai.forms import Form
    from gongkai.reports import Report

FORMS = grids.every_form()
TABLES = [pytest.param(form, table.id, id=f"{form.id}-{table.id}") for form in FORMS for table in form.tables]
TAGS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "ol", "li", "input", "label"}
ATTRIBUTES = {
    *("class", "id", "role", "aria-labelledby", "tabindex", "style", "scope", "headers", "colspan", "rowspan"),
    *("data-status", "aria-label", "aria-describedby", "data-note", "data-label"),
    *("type", "for", "autocomplete"),
}
SIGNS = "<>&\"'/=甲乙 -\n`;{}[]()*_script"
LONGEST = 12
NASTY = st.text(SIGNS, min_size=1, max_size=LONGEST).filter(lambda text: text.strip())


def with_notes(report: Report) -> Report:
    """Add a note on every table, row and cell of a report."""
    assert report.form is not None
    places: list[Place] = []
    for table in report.form.tables:
        places.append(Place(table=table.id))
        for number, row in enumerate(table.rows):
            places.append(Place(table=table.id, row=row.id))
            places.extend(Place(table=table.id, row=row.id, cols=(col.id,)) for col in table.columns(number))
    notes = tuple(Note("", place, f"注{number}") for number, place in enumerate(places))
    return replace(report, notes=notes)


def with_figure(form: Form, table: str, figure: Figure) -> Element:
    """Return the first cell of a table that holds this figure and zeros."""
    report = grids.numbered(form)
    rows = [[count(0) for _ in row] for row in report.grids[table]]
    rows[0][0] = figure
    filled = replace(report, grids={**report.grids, table: tuple(tuple(row) for row in rows)})
    return next(read(table_html(build_table(filled, table))).all("td"))


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_browser_lays_out_what_was_built(form: Form, table: str) -> None:
    view = build_table(grids.numbered(form), table)

    assert grid(read(table_html(view)).one("table")) == grids.grid(view)


def test_figures_are_printed_as_written() -> None:
    form = FORMS[0]
    printed = {
        "0": count(0),
        "不适用": NOT_APPLICABLE,
        "\u22128": count(-8),
        "7537.40 万元": Figure(Decimal("7537.40"), unit="万元"),
        "0.00": Figure(Decimal("0.00")),
        "22（其中修订16件）": Figure(22, note="其中修订16件"),
        "10000000": Figure(Decimal("1E+7")),
    }
    for text, figure in printed.items():
        cell = with_figure(form, "proactive", figure)
        assert cell.text == text
        assert "data-status" not in cell.attributes


def test_blank_cell_is_empty_and_says_so() -> None:
    cell = with_figure(FORMS[0], "proactive", BLANK)

    assert cell.children == []
    assert cell.attributes["data-status"] == "blank"
    assert re.search("[一-鿿]", cell.attributes["aria-label"])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_ids_are_there_once_and_what_names_them_is_right_on_a_page_with_all_tables(form: Form) -> None:
    report = with_notes(grids.numbered(form))
    page = read("".join(table_html(build_table(report, table.id)) for table in form.tables))

    check_references(page)
    assert sum("data-note" in cell.attributes for cell in page.all("td")) == sum(1 for _ in report.cells())


@given(forms())
@settings(max_examples=examples(40), deadline=None)
def test_ids_are_there_once_whatever_the_form_names_its_rows(form: Form) -> None:
    check_references(read(table_html(build_table(with_notes(grids.numbered(form)), "t"))))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_heads_that_most_cells_are_under_have_the_shortest_ids(form: Form) -> None:
    views = [build_table(grids.numbered(form), table.id) for table in form.tables]
    largest = max(views, key=lambda view: sum(len(row.cells) for block in view.blocks for row in block.rows))
    ids = {view.id: [cell.attributes["id"] for cell in read(table_html(view)).all("th")] for view in views}
    assert {name for name in ids[largest.id] if len(name) == 1} <= set(ascii_uppercase)
    assert sum(len(name) == 1 for name in ids[largest.id]) == min(len(ids[largest.id]), 26)
    assert all(len(name) == 2 for view in views if view is not largest for name in ids[view.id])
    column = next(cell for cell in read(table_html(largest)).all("th") if cell.attributes.get("scope") == "colgroup")
    assert len(column.attributes["id"]) == 1


def check_references(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert sorted(ids) == sorted(set(ids))
    for element in page.all():
        for name in ("headers", "aria-labelledby", "aria-describedby"):
            if name in element.attributes:
                named = element.attributes[name].split(" ")
                assert named
                assert set(named) <= set(ids)
                assert len(named) == len(set(named))
        if element.tag == "td":
            assert element.attributes["headers"]


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_table_has_a_caption_heads_with_scope_and_a_region_that_keyboards_reach(form: Form, table: str) -> None:
    page = read(table_html(build_table(grids.numbered(form), table)))
    region = next(element for element in page.all("div") if element.attributes.get("role") == "region")
    caption = region.one("caption")

    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-labelledby"] == caption.attributes["id"]
    assert caption.text == form.table_index[table].title
    assert region.one("table").children[0] is caption
    named = {name for cell in page.all("td") for name in cell.attributes["headers"].split(" ")}
    for head in page.all("th"):
        assert (head.attributes["id"] in named) <= (head.attributes.get("scope") is not None)
        assert head.attributes.get("scope") in {None, "col", "colgroup", "row", "rowgroup"}
    assert {row.attributes["id"] for row in page.all("tr") if "id" in row.attributes} == {
        f"{table}-{row.id}" for row in form.table_index[table].rows
    }


def test_row_of_totals_and_totals_in_rows_are_marked() -> None:
    page = read(table_html(build_table(grids.numbered(FORMS[0]), "requests")))
    totals = [row for row in page.all("tr") if row.attributes.get("class") == "gk-total"]

    assert [row.attributes["id"] for row in totals] == ["requests-outcome_total"]
    assert all(cell.attributes["class"] == "gk-sum" for cell in totals[0].all("td"))
    for row in page.all("tr"):
        assert [cell.attributes.get("class") for cell in row.all("td")][-1:] in ([], ["gk-sum"])


def test_notes_are_numbered_below_and_tied_to_their_cell_and_row() -> None:
    report = grids.zeros(FORMS[0])
    report = replace(
        report,
        grids={**report.grids, "requests": ((count(5), *[count(0)] * 5, count(5)), *report.grids["requests"][1:])},
    )
    texts = {"申请.本年新收.总计": "甲", "申请.上年结转": "乙", "申请": "丙"}
    notes = tuple(Note(at, resolve(FORMS[0], at), text) for at, text in texts.items())
    page = read(table_html(build_table(replace(report, notes=notes), "requests")))
    items = list(page.one("ol").all("li"))
    by_id = {item.attributes["id"]: item.text for item in items}

    assert [item.text.rpartition("：")[2] for item in items] == ["甲", "乙", "丙"]
    described = {
        element.text: [by_id[name] for name in element.attributes["aria-describedby"].split(" ")]
        for element in page.all("td", "th")
        if "aria-describedby" in element.attributes
    }
    assert described == {
        str(report.figure("requests", "received", "total").value): [items[0].text],
        "二、上年结转政府信息公开申请数量": [items[1].text],
    }
    assert {element.attributes["data-note"] for element in page.all() if "data-note" in element.attributes} == {
        "1",
        "2",
    }


def test_wide_table_names_its_rows_of_noughts_and_has_a_switch_that_its_label_names() -> None:
    page = read(table_html(build_table(with_figures({"received": 3, "granted": 3}), "requests")))
    folded = next(item for item in page.all("p") if item.attributes.get("class") == "gk-folded")
    rows = [item for item in page.all("tr") if "gk-fold" in item.attributes.get("class", "")]
    assert folded.text.startswith(f"其余 {len(rows)} 行均为 0：")
    assert folded.text.count("、") + folded.text.count("；") == len(rows) - 1, "names, those of a group together"
    switch = page.one("input")
    assert [item.attributes["for"] for item in page.all("label")] == [switch.attributes["id"]]
    assert switch.attributes["type"] == "checkbox"
    every = read(table_html(build_table(grids.zeros(FORMS[0]), "requests")))
    assert any(item.text.startswith("23 行均为 0：") for item in every.all("p"))


def test_no_notes_no_list() -> None:
    assert list(read(table_html(build_table(grids.zeros(FORMS[0]), "review"))).all("ol", "li", "p")) == []


def with_figures(totals: dict[str, int]) -> Report:
    """A report of noughts in whose table of requests some totals, and the natural persons of their rows, are others."""
    report = grids.zeros(FORMS[0])
    table = FORMS[0].table_index["requests"]
    rows = [list(row) for row in report.grids["requests"]]
    for name, number in totals.items():
        row = rows[table.row_index[name]]
        row[0] = row[-1] = count(number)
    return replace(report, grids={**report.grids, "requests": tuple(map(tuple, rows))})


@given(form=forms(SIGNS, longest=LONGEST), note=NASTY, unit=NASTY, remark=NASTY, own=NASTY)
@settings(max_examples=examples(70), deadline=None)
def test_nothing_that_was_written_becomes_markup(form: Form, note: str, unit: str, remark: str, own: str) -> None:
    table = form.tables[0]
    report = with_notes(grids.numbered(form))
    figures = [[replace(figure, unit=unit, note=remark) for figure in row] for row in report.grids["t"]]
    row, column = table.rows[0].id, table.columns(0)[0].id
    places = (Place(table="t"), Place(table="t", row=row), Place(table="t", row=row, cols=(column,)))
    filled = replace(
        report,
        grids={"t": tuple(tuple(line) for line in figures)},
        notes=tuple(replace(item, text=f"{item.text}{note}") for item in report.notes),
        heads=tuple((place, own) for place in places),
    )
    view = build_table(filled, "t")
    html = table_html(view)
    page = read(html)

    assert "\n" not in html, "one line, so that Markdown finds no end of a block in it"
    assert {element.tag for element in page.all()} <= TAGS
    assert {name for element in page.all() for name in element.attributes} <= ATTRIBUTES
    assert page.one("caption").text == flat(own)
    assert grid(page.one("table")) == [[flat(text) for text in row] for row in grids.grid(view)]
    listed = [item.text for item in page.one("ol").all("li")]
    assert [flat(note_text(item)) for item in view.notes] == listed


def note_text(note: Any) -> str:
    return f"{note.at}：{note.text}" if note.at else str(note.text)


def flat(text: str) -> str:
    return text.replace("\n", " ")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a" onclick="b', "a' b='c", "&lt;", "甲 & 乙"])
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    page = read(f"<p title=\"{escape(text)}\">{escape(text)}</p><p title='{escape(text)}'></p>")

    assert [element.tag for element in page.all()] == ["p", "p"]
    assert page.text == text
    assert [element.attributes for element in page.all()] == [{"title": text}, {"title": text}]


def test_the_same_table_gives_the_same_bytes() -> None:
    report = with_notes(grids.numbered(FORMS[1]))

    assert table_html(build_table(report, "requests")) == table_html(build_table(report, "requests"))
