"""Where the tables of a report stand in a narrative that calls for some of them, for none, or by broken calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.narrative import parse_narrative
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.narrative.table_calls import broken_tables, called_tables, completed, leaves_places_open, table_places
from tests.checks import subjects
from tests.checks.case_files import BASES

if TYPE_CHECKING:
    from gongkai.reports import Report

TEXT = (BASES / "sections.md").read_text(encoding="utf-8")
CALLS = {table: f'{{{{ table("{table}") }}}}' for table in ("主动公开", "申请", "复议诉讼")}
BARE = TEXT
for call in CALLS.values():
    BARE = BARE.replace(f"{call}\n\n", "")


@pytest.fixture(scope="module")
def report() -> Report:
    return subjects.load((BASES / "consistent-2021.yml").read_text(encoding="utf-8"), year=2023)[0]


def text_of(text: str, report: Report) -> str:
    return completed(parse_narrative(text, path="x.md")[0], report).text


def test_narrative_that_calls_for_its_tables_stays_as_it_is(report: Report) -> None:
    narrative = parse_narrative(TEXT, path="x.md")[0]

    assert completed(narrative, report) is narrative
    assert [table for _, table in called_tables(narrative, report)] == ["proactive", "requests", "review"]


def test_tables_that_are_not_called_for_come_to_the_end_of_their_sections(report: Report) -> None:
    assert "table" not in BARE

    assert text_of(BARE, report) == TEXT


def test_table_comes_behind_the_text_of_its_section_and_before_the_next_heading(report: Report) -> None:
    text = BARE.replace(
        "## 三、收到和处理政府信息公开申请情况\n", "## 三、收到和处理政府信息公开申请情况\n\n1. 一\n2. 二\n"
    )

    assert f"2. 二\n\n{CALLS['申请']}\n\n## 四、" in text_of(text, report)


@pytest.mark.parametrize(
    "heading", ["**四、政府信息公开行政复议、行政诉讼情况**", "四、政府信息公开行政复议、行政诉讼情况"]
)
def test_section_without_a_heading_has_its_table_too(report: Report, heading: str) -> None:
    text = BARE.replace("## 四、政府信息公开行政复议、行政诉讼情况", heading)

    assert f"{heading}\n\n{CALLS['复议诉讼']}\n\n## 五、" in text_of(text, report)


def test_table_of_a_section_that_is_missing_stands_behind_the_section_before(report: Report) -> None:
    text = BARE.replace("## 四、政府信息公开行政复议、行政诉讼情况\n\n", "")

    assert f"{CALLS['申请']}\n\n{CALLS['复议诉讼']}\n\n## 五、" in text_of(text, report)


def test_text_without_sections_has_all_tables_before_what_stands_behind_the_text(report: Report) -> None:
    text = "# 2023年年度报告\n\n全部文字。\n\n{{ notes() }}\n\n{{ downloads() }}\n"
    tables = "\n\n".join(CALLS.values())

    assert text_of(text, report) == text.replace("文字。\n", f"文字。\n\n{tables}\n")


def test_front_matter_is_left_alone(report: Report) -> None:
    front = "---\ndescription: 年报\n---\n"

    assert text_of(front + BARE, report) == front + TEXT


def test_empty_text_has_all_tables(report: Report) -> None:
    assert [line for line in text_of("", report).split("\n") if line] == list(CALLS.values())


@pytest.mark.parametrize(
    ("broken", "table"),
    [
        ('{ table("申请") }', "requests"),
        ("｛｛ table（“复议诉讼”） ｝｝", "review"),
        ('{{ tabel("主动公开") }}', "proactive"),
        ('{{ table("申请") }', "requests"),
        ("{ table() }", "requests"),
        ('table("requests")', "requests"),
    ],
)
def test_broken_call_leaves_no_place_open_and_says_which_table_it_means(
    report: Report, broken: str, table: str
) -> None:
    text = BARE.replace("## 四、", f"{broken}\n\n## 四、")
    narrative = parse_narrative(text, path="x.md")[0]

    assert broken_tables(narrative, report) == {table}
    assert not leaves_places_open(narrative, report)
    assert text_of(text, report) == text


def test_fault_that_is_no_table_leaves_the_places_open(report: Report) -> None:
    narrative = parse_narrative(BARE.replace("## 四、", "{% if x %}\n\n## 四、"), path="x.md")[0]

    assert leaves_places_open(narrative, report)


def test_place_of_a_table_is_the_last_line_of_its_section(report: Report) -> None:
    assert report.form is not None
    narrative = parse_narrative(TEXT, path="x.md")[0]

    assert table_places(report.form, narrative) == {"proactive": 9, "requests": 13, "review": 17}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{ figure("申请.本年新收.总计") }', [("figure", 1, '{{ figure("申请.本年新收.总计") }}')]),
        ("收到figure（“申请.本年新收.总计”）件", [("figure", 3, '{{ figure("申请.本年新收.总计") }}')]),
        ("\\{\\{ notes() \\}\\}", [("notes", 1, "{{ notes() }}")]),
        ("{notes}", [("notes", 1, "{{ notes() }}")]),
        ("（一｝", [("", 3, "")]),
        ('{{ figure("申请.本年新收.总计") }} }', [("", 28, "")]),
        ("## 六、其他 {: #x }", []),
        ("合计 total 列，share 一项，数据见 table", []),
        ('{{ figure("申请.本年新收.总计") }', []),
    ],
)
def test_what_is_left_of_a_call_is_said_with_its_column(text: str, expected: list[tuple[str, int, str]]) -> None:
    narrative = parse_narrative(f"# 题\n\n{text}\n", path="x.md")[0]

    assert [(item.name, item.column, item.call) for item in leftovers(narrative)] == expected
    assert {item.line for item in leftovers(narrative)} <= {3}
