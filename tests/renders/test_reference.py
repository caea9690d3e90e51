"""The glossary and the page of methods: all terms with anchors that last, and exactly the rules that were run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checks import Rule, all_rules
from gongkai.findings import code_name
from gongkai.forms import Form, shipped_forms
from gongkai.forms.model import Term
from gongkai.pages.glossary import glossary_of
from gongkai.pages.methods import CheckedReport, RuleRun, rules_run
from gongkai.renders.html.glossary import glossary_html, glossary_ids
from gongkai.renders.html.methods import methods_headings, methods_html
from gongkai.reports import Agency, Report, Status
from gongkai.work.summary import summarise
from tests.checks import case_files
from tests.forms.lineages import ID, form_named
from tests.renders.markup import read
from tests.shipped import shipped_form
from tests.tables import grids

FORMS = shipped_forms()
TODAY = shipped_form("gia-2019"), shipped_form("gia-2021")
"""The forms of which something is stated here that need not hold for another."""


def used(form: Form) -> set[str]:
    rows = {row.glossary for table in form.tables for row in table.rows}
    heads = {
        head.glossary
        for table in form.tables
        for block in table.blocks
        for head in (*block.heads, *(child for top in block.heads for child in (top, *top.children)))
    }
    return {name for name in rows | heads if name}


def test_glossary_has_every_term_of_every_form_once_under_its_own_id() -> None:
    groups = glossary_of(FORMS)
    page = read(glossary_html(groups))
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert set(ids) == glossary_ids(groups)
    terms = {term.id: term for form in FORMS for term in form.glossary}
    assert {element.attributes["id"]: element.text for element in page.all("dt")} == {
        name: term.term for name, term in terms.items()
    }
    assert all(term.meaning in page.text and (term.article or "") in page.text for term in terms.values())
    for form in FORMS:
        assert used(form) <= set(ids)


def test_glossary_links_each_term_on_top_and_groups_them_by_table() -> None:
    groups = glossary_of(FORMS)
    page = read(glossary_html(groups))
    assert [link.attributes["href"][1:] for link in page.one("nav").all("a")] == [
        entry.id for group in groups for entry in group.terms
    ]
    assert [group.id for group in groups] == ["in-general", "in-proactive", "in-requests", "in-review"]
    of_requests = next(group for group in groups if group.id == "in-requests")
    assert {"three_safeties", "internal_matters", "process_information", "partial_disclosure", "processing_fee"} <= {
        entry.id for entry in of_requests.terms
    }


def test_forms_that_explain_a_term_otherwise_are_both_named() -> None:
    old, new = TODAY
    other = replace(new, glossary=(Term("rules", "规章", "另一种说法。", "某条"),))
    entry = next(entry for group in glossary_of((old, other)) for entry in group.terms if entry.id == "rules")
    assert [meaning.authority for meaning in entry.meanings] == [new.authority, old.authority]
    assert "另一种说法。" in glossary_html(glossary_of((old, other)))


@pytest.mark.parametrize(
    "term", ["三安全一稳定", "三类内部事务信息", "四类过程性信息", "区分处理", "勾稽关系", "结转", "信息处理费"]
)
def test_words_that_citizens_meet_are_explained_with_an_article(term: str) -> None:
    entries = [entry for group in glossary_of(FORMS) for entry in group.terms if entry.term == term]
    assert len(entries) == 1
    assert all(meaning.text and meaning.article for meaning in entries[0].meanings)


def reports() -> list[Report]:
    old, new = (grids.zeros(form) for form in TODAY)
    later = replace(new, year=new.year + 1)
    return [old, new, later, replace(new, agency="b"), Report("a", 2017, None, "a.yml", Status.PUBLISHED)]


def checked(reports: list[Report]) -> list[CheckedReport]:
    """Reports with the equations that were checked in each, the year before at hand where it is among them."""
    by_key = {(report.agency, report.year): report for report in reports}
    agency = Agency("a", "示例局", "示例局")
    return [
        CheckedReport(
            report.agency,
            report.year,
            report.form,
            summarise(report, agency, by_key.get((report.agency, report.year - 1))).equations,
        )
        for report in reports
    ]


def of_reports() -> list[Rule]:
    """The rules of one report, which alone the page tells of."""
    return [item for item in all_rules() if not item.only_between]


def rules_of(reports: list[Report]) -> tuple[RuleRun, ...]:
    return rules_run(checked(reports))


def test_methods_tell_exactly_the_registered_rules_with_how_often_they_ran() -> None:
    by_code = {item.code: item for item in rules_of(reports())}
    assert set(by_code) == {item.code for item in of_reports()}
    for item in of_reports():
        suited = [report for report in reports() if item.applies(report.form)]
        assert by_code[item.code].reports == (1 if item.across else len(suited))
        assert by_code[item.code].levels == tuple(level.value for level in item.levels)
    assert by_code["balance"].rule == "R1"
    assert by_code["balance"].equations == 4 * 7
    assert by_code["row-total"].equations == 23 + 3 * 25
    assert by_code["review-total"].equations == 4 * 3
    assert by_code["carry-over"].equations == 7
    assert by_code["stock"].equations == 2
    assert by_code["blank"].equations == 0
    assert by_code["balance"].years == (2019, 2022)
    assert by_code["carry-over"].years == (2022, 2022)


def test_rule_is_listed_apart_for_a_form_of_another_kind_with_its_number_and_authority() -> None:
    other = grids.third_form()
    assert (other.identities[0].code, other.identities[0].rule) == ("balance", None)
    numbered = replace(other, identities=tuple(replace(item, rule="C1") for item in other.identities))
    for form, number in ((other, None), (numbered, "C1")):
        balances = [item for item in rules_of([*reports(), grids.zeros(form)]) if item.code == "balance"]
        assert [(item.rule, item.source) for item in balances] == [
            ("R1", "年度报告格式，申请表左上角"),
            (number, f"{form.authority}{form.authority_name}"),
        ]
        assert balances[1].wording == ("每一列，本年新收加上年结转等于办结小计加结转下年度。",)
        assert [item.reports for item in balances] == [4, 1]


def test_methods_of_a_site_without_a_statutory_form_say_nothing_of_it() -> None:
    for form in (grids.third_form(), form_named(ID)):
        page = read(methods_html(checked([grids.zeros(form)]), version="9.9"))
        assert "印在格式上的只有" not in page.text
        assert "2019 年的格式" not in page.text
    page = read(methods_html(checked([grids.zeros(grids.third_form())]), version="9.9"))
    assert "申请表左上角" not in page.text


def test_methods_count_no_report_whose_form_has_nothing_for_a_rule_to_look_at() -> None:
    old, new = (shipped_form(f"gia-{year}") for year in (2019, 2021))
    other = grids.third_form()
    by_form = {form.id: {item.code for item in rules_of([grids.zeros(form)])} for form in (old, new, other)}
    of_few = {"fee-statement", "rule-making-power", "overview-length", "missing-aspect"}

    assert of_few <= by_form["gia-2021"]
    assert of_few & by_form["gia-2019"] == {"rule-making-power", "missing-aspect"}
    assert of_few & by_form[other.id] == {"missing-aspect"}


def test_rule_across_years_is_not_listed_where_no_year_before_was_at_hand() -> None:
    apart = [report for report in reports() if report.year != 2022]
    assert not {item.code for item in all_rules() if item.across} & {item.code for item in rules_of(apart)}


def test_rule_that_was_not_run_is_not_listed() -> None:
    only = [Report("a", 2017, None, "a.yml", Status.PUBLISHED)]
    assert {item.code for item in rules_of(only)} == {item.code for item in all_rules() if not item.needs_form}
    assert rules_of([]) == ()


def test_total_that_was_added_up_here_is_no_equation_that_was_checked() -> None:
    report = grids.zeros(TODAY[1])
    totals = frozenset((row, 6) for row in range(len(report.grids["requests"])))
    added_up = replace(report, computed={**report.computed, "requests": totals})
    by_code = {item.code: item for item in rules_of([added_up])}
    assert by_code["row-total"].equations == 0
    assert by_code["balance"].equations == 6
    assert by_code["outcome-total"].equations == 6


def test_every_registered_rule_has_words_or_a_wording_of_the_forms() -> None:
    stated = {item.code for form in FORMS for item in (*form.identities, *form.across)}
    assert {item.code for item in all_rules()} - stated <= {item.code for item in all_rules() if item.statement}


def test_rules_speak_at_the_levels_and_under_the_numbers_that_they_are_registered_with() -> None:
    registered = {item.code: item for item in all_rules()}
    heard = set()
    for case in case_files.cases().values():
        for finding in case.get("findings") or ():
            item = registered.get(finding["code"])
            level = finding.get("level", "error")
            if item is None or level == "waived":
                continue
            heard.add(item.code)
            assert level in {own_level.value for own_level in item.levels}, finding
            assert finding.get("rule") in (*(item.number or "").split("、"), None), finding
    assert {"balance", "blank", "form-shape", "year-mismatch", "decimals"} <= heard


def test_page_of_methods_holds_its_rules_and_no_agency() -> None:
    page = read(methods_html(checked(reports()), version="9.9"))
    rules = list(page.all("table"))[1]
    codes = [row.text for row in (next(row.all("td"), None) for row in rules.all("tr")) if row is not None]
    names = [f"{code_name(item.code)}（{'，'.join(filter(None, (item.code, item.number)))}）" for item in of_reports()]
    assert codes == names
    assert "gongkai 9.9" in page.text
    assert all(form.authority in page.text for form in TODAY)
    assert "5 份报告" in page.text
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert ids == [name for name, _ in methods_headings()]


def test_page_of_methods_says_what_each_rule_rests_on() -> None:
    page = read(methods_html(checked(reports()), version="9.9"))
    rules = list(page.all("table"))[1]
    rows = [[cell.text for cell in row.all("td")] for row in rules.all("tr")]
    assert [row[2] for row in rows if row] == [item.source for item in of_reports()]
    assert "R2 至 R4 由表的排列得出；R5 至 R7 是审核时的通行做法，官方文件没有写。" in page.text
    assert "国办发〔2014〕32号" in page.text
    assert "未核对原文" in page.text
