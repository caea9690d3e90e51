"""A table whose figures explain themselves: every row has a sheet, links lead to it and back, and all is static."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.figures import BLANK, count
from gongkai.forms import Place, shipped_forms
from gongkai.renders.html.explained.table import explained_html, explained_ids
from gongkai.renders.html.table import sheet_id, table_html
from gongkai.tables import build_table
from gongkai.tables.explain import explain_table
from tests.examples import examples
from tests.renders.markup import Element, grid, read
from tests.renders.test_table_html import LONGEST, NASTY, SIGNS, check_references, flat, with_notes
from tests.shipped import shipped_form
from tests.tables import grids
from tests.tables.drawn import forms

if TYPE_CHECKING:
    from gongkai.forms import Form
    from gongkai.reports import Report

FORMS = grids.every_form()
TABLES = [pytest.param(form, table.id, id=f"{form.id}-{table.id}") for form in FORMS for table in form.tables]
GLOSSARY = "../../glossary/"


def explained(report: Report, table: str, *, before: Report | None = None, glossary: str | None = GLOSSARY) -> str:
    assert report.form is not None
    rows = explain_table(report, table, before=before)
    return explained_html(build_table(report, table), rows, form=report.form, glossary=glossary)


def sheets(page: Element) -> dict[str, Element]:
    return {
        element.attributes["id"]: element
        for element in page.all("div")
        if element.attributes.get("class") == "gk-sheet"
    }


def sheet_name(page: Element, sheet: Element) -> str:
    """What a screen reader calls a sheet: the label of its row, or a label of its own in a row without one."""
    named = sheet.attributes.get("aria-labelledby")
    head = next((head for head in page.all("th") if head.attributes.get("id") == named), None)
    return head.text if head is not None else sheet.attributes["aria-label"]


def without_links(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", re.findall("<table.*?</table>", html)[0])


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_cells_are_made_only_of_rows_with_notes_on_cells(form: Form, table: str) -> None:
    for report in (grids.numbered(form), with_notes(grids.numbered(form))):
        view = build_table(report, table)
        explained_html(view, explain_table(report, table, before=None), form=form, glossary=GLOSSARY)
        rows = [row for block in view.blocks for row in block.rows]
        assert [row.id for row in rows if "cells" in vars(row)] == [row.id for row in rows if row.marked]


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_every_row_has_a_sheet_that_says_what_it_counts_and_leads_back_to_it(form: Form, table: str) -> None:
    page = read(explained(grids.numbered(form), table))
    by_id = sheets(page)
    rows = form.table_index[table].rows
    for row in rows:
        sheet = by_id[f"{table}-e-{row.id}"]
        assert sheet_name(page, sheet).removeprefix("说明：") == sheet.one("strong").text
        assert sheet.attributes["tabindex"] == "-1"
        assert (row.counts or "") in sheet.text
        assert (row.article or "") in sheet.text
        assert f"#{table}-{row.id}" in {link.attributes["href"] for link in sheet.all("a")}
        linked = [link.attributes["href"] for link in sheet.all("a") if link.attributes["href"].startswith(GLOSSARY)]
        terms = filter(None, (row.glossary, *(group.glossary for group in reversed(row.groups))))
        assert linked == [f"{GLOSSARY}#{term}" for term in terms][:1], "its own term, else that of the nearest group"
    assert len(by_id) == len(rows) + len(form.table_index[table].blocks)


@pytest.mark.parametrize("form", FORMS, ids=[form.id for form in FORMS])
def test_link_on_a_figure_is_called_by_its_column(form: Form) -> None:
    links = []
    for table in form.tables:
        page = read(explained(grids.numbered(form), table.id))
        for cell in page.all("td"):
            links += [(link.attributes.get("aria-label", ""), cell.text) for link in cell.all("a")]
    assert bool(links) is any(not row.printed for table in form.tables for row in table.rows), "these rows alone"
    assert all(re.fullmatch(rf"[^\d：]+：{figure}", name) for name, figure in links), links
    assert len({name.partition("：")[0] for name, _ in links}) == len(links), "no two are called alike"


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_ids_are_known_and_every_link_within_the_page_leads_somewhere(form: Form, table: str) -> None:
    report = with_notes(grids.numbered(form))
    page = read(explained(report, table))
    check_references(page)
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    assert ids == explained_ids(build_table(report, table))
    for link in page.all("a"):
        target = link.attributes["href"]
        assert target.startswith(GLOSSARY) or target.removeprefix("#") in ids, target


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_sheet_of_a_row_shows_the_notes_on_it_and_on_its_cells(form: Form, table: str) -> None:
    report = with_notes(grids.numbered(form))
    view = build_table(report, table)
    texts = {name: sheet.text for name, sheet in sheets(read(explained(report, table))).items()}
    shown = 0
    for block in view.blocks:
        for row in block.rows:
            numbers = {*row.notes, *(number for cell in row.cells for number in cell.notes)}
            for note in view.notes:
                has_note = f"表注［{note.number}］：{note.text}" in texts[sheet_id(row.skeleton)]
                assert has_note == (note.number in numbers)
                shown += has_note
    assert shown or not any(note.at for note in view.notes)


@given(forms())
@settings(max_examples=examples(40), deadline=None)
def test_links_lead_somewhere_whatever_the_form_names_its_rows(form: Form) -> None:
    page = read(explained(grids.numbered(form), "t"))
    check_references(page)
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    assert ids == explained_ids(build_table(grids.numbered(form), "t"))
    assert {link.attributes["href"].removeprefix("#") for link in page.all("a")} <= ids


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_table_itself_is_the_same_but_for_its_links(form: Form, table: str) -> None:
    report = with_notes(grids.numbered(form))
    html = explained(report, table)
    plain = table_html(build_table(report, table))
    assert "\n" not in html
    assert without_links(html) == re.findall("<table.*?</table>", plain)[0]
    assert "<a " not in plain
    assert "gk-sheet" not in plain
    assert grid(read(html).one("table")) == grids.grid(build_table(report, table))


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.id)
def test_each_row_has_one_link_and_a_row_without_a_label_links_its_totals(form: Form) -> None:
    stops = 0
    for table in form.tables:
        page = read(explained(grids.numbered(form), table.id))
        region = page.one("table")
        stops += len(list(region.all("a")))
        for row in region.all("tr"):
            if "id" not in row.attributes or not row.attributes["id"].startswith(f"{table.id}-"):
                continue
            labels = [link for head in row.all("th") for link in head.all("a")]
            figures = [link for cell in row.all("td") for link in cell.all("a")]
            assert len({link.attributes["href"] for link in (*labels, *figures)}) == 1
            summed = [cell for cell in row.all("td") if cell.attributes.get("class") == "gk-sum"]
            alone = len(list(row.all("td"))) == 1
            assert len(labels) <= 1
            assert len(figures) == (0 if labels else 1 if alone else len(summed))
    assert stops <= 52


def test_blank_total_is_no_empty_link() -> None:
    form = FORMS[0]
    report = grids.zeros(form)
    first, *others = report.grids["requests"]
    blank = replace(report, grids={**report.grids, "requests": ((*first[:-1], BLANK), *others)})
    cells = [cell for cell in read(explained(blank, "requests")).all("td") if "data-status" in cell.attributes]
    assert len(cells) == 1
    assert list(cells[0].all("a")) == []


def test_sheet_of_a_figure_says_its_parts_and_the_year_before() -> None:
    form = FORMS[1]
    this, last = (
        replace(
            grids.zeros(form),
            grids={**grids.zeros(form).grids, "requests": (figures, *grids.zeros(form).grids["requests"][1:])},
        )
        for figures in (
            tuple(map(count, (10, 1, 0, 0, 0, 1, 12))),
            tuple(map(count, (8, 1, 0, 0, 0, 2, 11))),
        )
    )
    sheet = sheets(read(explained(this, "requests", before=last)))["requests-e-received"]
    lists = [[item.text for item in part.all("li")] for part in sheet.all("ul")]
    assert lists[0] == [
        "自然人 10，上年 8，增加 2",
        "商业企业 1，上年 1，持平",
        "其他 1，上年 2，减少 1",
        "总计 12，上年 11，增加 1",
    ]
    assert "其余 3 列本年、上年都是 0。" in sheet.text
    assert lists[1][0] == "总计 12 ＝ 自然人 10 ＋ 商业企业 1 ＋ 其他 1（其余 3 项是 0）"
    assert lists[1][1] == "勾稽关系，自然人：本年新收 10 ＋ 上年结转 0 ≠ 办理结果总计 0 ＋ 结转下年度 0"
    assert lists[1][2] == "商业企业：1 ＋ 0 ≠ 0 ＋ 0", "the parts are those of the line above"


def test_what_many_sheets_would_say_is_said_once_and_the_others_lead_there() -> None:
    page = read(explained(grids.numbered(FORMS[1]), "requests"))
    balances = {name: sheet.text.count("勾稽关系") for name, sheet in sheets(page).items()}
    first = "requests-e-received"
    assert balances.pop(first) == 1
    others = [name for name, count in balances.items() if count]
    assert others == ["requests-e-carried_in", "requests-e-outcome_total", "requests-e-carried_out"]
    for name in others:
        assert f"#{first}" in {link.attributes["href"] for link in sheets(page)[name].all("a")}
    assert page.text.count("以个人名义提出的申请。") == 1
    alone = sheets(read(explained(grids.numbered(FORMS[1]), "proactive")))["proactive-e-rules"]
    assert "本年度制定并发出的文件件数。" in alone.text, "a block of few rows"


def test_document_s_own_head_names_the_figure_below_it() -> None:
    form = FORMS[0]
    own = (Place(table="proactive", row="procurement", cols=("amount",)), "采购总金额（单位：万元）")
    report = replace(grids.numbered(form), heads=(own,))
    assert "采购总金额（单位：万元） " in sheets(read(explained(report, "proactive")))["proactive-e-procurement"].text


def test_break_between_forms_and_a_missing_year_are_said() -> None:
    old, new = (grids.zeros(shipped_form(name)) for name in ("gia-2019", "gia-2021"))
    over = sheets(read(explained(new, "proactive", before=old)))["proactive-e-licensing"].text
    assert "口径调整，与上年不可比。" in over
    assert "口径不同，不可比。" in over
    assert "无上年数据。" in sheets(read(explained(new, "proactive")))["proactive-e-licensing"].text
    assert "是 0。无上年数据。" in explained(new, "proactive")
    assert "无上年数据" not in over


def test_columns_are_explained_with_their_terms() -> None:
    sheet = sheets(read(explained(grids.zeros(FORMS[1]), "review")))["review-h-explained"]
    assert "复议机关作出维持决定，或者驳回复议请求的案件。" in sheet.text
    assert {link.attributes["href"] for link in sheet.all("a")} >= {
        f"{GLOSSARY}#reconsideration",
        f"{GLOSSARY}#litigation",
        "#review",
    }
    addresses = [link.attributes["href"] for link in sheet.all("a")]
    assert len(addresses) == len(set(addresses)), "a term of the glossary is linked where it first occurs"
    assert sheet.text.count("到年底还没有裁判结果的案件。") == 1
    assert "各列同“未经复议直接起诉”。" in sheet.text


def test_without_a_glossary_there_is_no_link_to_one() -> None:
    assert "glossary" not in explained(grids.numbered(FORMS[0]), "requests", glossary=None)


def test_a_report_of_noughts_stays_light() -> None:
    form = shipped_form("gia-2021")
    report = grids.zeros(form)
    extra = sum(
        len(explained(report, table.id, before=report).encode())
        - len(table_html(build_table(report, table.id)).encode())
        for table in form.tables
    )
    assert extra < 40_000


@given(form=forms(SIGNS, longest=LONGEST), unit=NASTY, own=NASTY, year=st.booleans())
@settings(max_examples=examples(40), deadline=None)
def test_nothing_that_was_written_becomes_markup(form: Form, unit: str, own: str, *, year: bool) -> None:
    report = with_notes(grids.numbered(form))
    figures = [[replace(figure, unit=unit) for figure in row] for row in report.grids["t"]]
    filled = replace(report, grids={"t": tuple(tuple(line) for line in figures)})
    html = explained(filled, "t", before=filled if year else None)
    page = read(html)
    assert "\n" not in html
    tags = {*("div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "ol", "ul", "li"), "a"}
    tags |= {"input", "label"}
    assert {element.tag for element in page.all()} <= tags | {"strong", "b", "small", "dl", "dt", "dd"}
    assert all(link.attributes["href"].startswith("#") for link in page.all("a"))
    assert flat(own)
