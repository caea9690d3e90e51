"""A report's page as data: each part once, in the place that the narrative gives it or else in its fixed one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.checks import all_rules
from gongkai.forms import Place
from gongkai.located import Mark
from gongkai.pages.parts import Downloads, Link, Remarks, ReportTable
from gongkai.pages.remarks import corrections_line, remarks_of
from gongkai.pages.report import ReportContext, report_header, report_page
from gongkai.reports import Agency, Correction, Note, Waiver
from gongkai.tables import build_table
from tests.tables.reports_of_cells import report_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.pages.parts import PagePart
    from gongkai.pages.report import ReportPage
    from gongkai.reports import Report

AGENCY = Agency("a", "示例局", "示例局")
REPORT = report_of("gia-2021", 2023, {"requests.received.total": 8})
FILES = Downloads((Link("数据", "report.json"),), "fragment.html")
NOTED = replace(REPORT, notes=(Note("六", Place(section="六"), "原件此节为一句话。"),))


def page(report: Report = REPORT, narrative: Sequence[PagePart] = ()) -> ReportPage:
    context = ReportContext(
        title="年报", previous=None, related=(), downloads=FILES, address="/a/2023/", sha256="0" * 64, schema=1
    )
    return report_page(report, AGENCY, narrative, context)


def table(report: Report, name: str, prefix: str = "") -> ReportTable:
    return ReportTable(build_table(report, name, prefix=prefix))


def test_parts_that_no_narrative_calls_for_have_their_fixed_places() -> None:
    model = page(NOTED)
    assert model.head.header == model.header == report_header(NOTED, AGENCY)
    assert model.closing == (remarks_of(NOTED), FILES, model.citation)


def test_parts_that_the_narrative_calls_for_stand_there_alone() -> None:
    header = report_header(NOTED, AGENCY)
    model = page(NOTED, [header, remarks_of(NOTED), FILES])
    assert model.head.header is None
    assert model.header == header
    assert model.closing == (model.citation,)


def test_report_without_remarks_has_no_empty_part() -> None:
    assert not remarks_of(REPORT)
    assert page().closing == (FILES, page().citation)


def test_explanation_of_a_section_says_what_it_explains_and_who_signed_it_in_the_order_of_sections() -> None:
    waivers = tuple(
        Waiver(
            "repeated-narrative",
            number,
            Place(section=number),
            "原公布件如此",
            "2026-01-20",
            "办公室",
            None,
            Mark(1, 1),
        )
        for number in ("五", "一")
    )
    all_rules()  # their names are known then
    remarks = remarks_of(replace(NOTED, waivers=waivers)).sections

    assert remarks[0] == "第一节：校核提出“与上年文字重复”，情况说明：原公布件如此（办公室，2026-01-20）"
    assert [text[:3] for text in remarks] == ["第一节", "第五节", "第六节"]


def test_rows_of_the_page_are_those_of_its_tables_alone() -> None:
    assert page().head.summary.rows == frozenset()
    other = table(report_of("gia-2021", 2022, {}, agency="b"), "requests", "b-2022-")
    rows = page(narrative=[other, table(REPORT, "review")]).head.summary.rows
    assert "requests-received" not in rows
    assert "b-2022-requests-received" in rows
    assert "requests-received" in page(narrative=[table(REPORT, "requests")]).head.summary.rows


def test_citation_shows_the_address_of_a_row_that_the_page_has() -> None:
    review = table(REPORT, "review")
    assert page().citation.row == ""
    assert page(narrative=[review]).citation.row == review.view.blocks[0].rows[0].id
    assert page(narrative=[review, table(REPORT, "requests")]).citation.row == "requests-received"


def test_corrections_are_counted_and_described_in_sentences() -> None:
    place = Place(table="requests", row="received", cols=("total",))
    corrections = (
        Correction("申请.本年新收.总计", place, "2024-05-20", "7", "8", "漏计一件"),
        Correction("六", Place(section="六"), "2024-03-01", "甲", "乙", ""),
    )
    report = replace(REPORT, corrections=corrections)
    line = corrections_line(report)
    assert line is not None
    assert (line.count, line.last) == (2, "2024-05-20")
    first, second = remarks_of(report).corrections
    assert first.endswith("由 7 改为 8。原因：漏计一件")
    assert second.startswith("2024-03-01：第六节")
    assert remarks_of(report) == Remarks((), (first, second))
