"""Charts: well-formed, the same every time, every figure written, a gap and a change of form shown, no colour alone."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from gongkai.checks import rule_codes
from gongkai.forms import load_form
from gongkai.pages.outcomes import outcome_groups, outcome_series
from gongkai.renders.charts.requests import key_series_html, outcome_chart_html
from gongkai.renders.charts.svg import HEIGHT, ChartBar, bars_svg, spark_svg, years_svg
from gongkai.renders.html.years.series import charts_html
from gongkai.tables.series import all_series, series
from tests.tables.grids import numbered
from tests.tables.reports_of_cells import report_of

RECEIVED = "requests.received.total"
YEARS = [
    report_of("gia-2019", 2019, {RECEIVED: 3}),
    report_of("gia-2019", 2020, {RECEIVED: 40}),
    report_of("gia-2021", 2021, {RECEIVED: None}),
    report_of("gia-2021", 2023, {RECEIVED: 10}),
]
OUTCOMES = {
    "requests.granted.total": 5,
    "requests.denied_law.total": 2,
    "requests.denied_safety.total": 1,
    "requests.other_other.total": 4,
    "requests.outcome_total.total": 12,
}


GAPS = {
    "requests.granted.total": None,
    "requests.partial.total": "不适用",
    "requests.denied_safety.total": None,
    "requests.denied_law.total": 3,
    "requests.outcome_total.total": 3,
}


def drawing(html: str) -> ET.Element:
    match = re.search(r"<svg.*?</svg>", html)
    assert match
    return ET.fromstring(match[0])  # noqa: S314 - our own


def texts(svg: ET.Element) -> list[str]:
    return [item.text or "" for item in svg.iter("text")]


def test_bars_stand_in_proportion_and_carry_label_and_figure() -> None:
    svg = drawing(
        bars_svg([ChartBar("予以公开", 10), ChartBar("部分公开", 5), ChartBar("其他", 0)], title="题", unit="件")
    )

    widths = [float(bar.attrib["width"]) for bar in svg.iter("rect")]
    assert widths[0] == 2 * widths[1] > 0 == widths[2]
    assert texts(svg) == ["予以公开", "10", "部分公开", "5", "其他", "0"]
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-label"] == "题，单位：件。予以公开 10，部分公开 5，其他 0。"
    assert svg.attrib["fill"] == "currentColor"
    assert not re.search(r"#[0-9a-f]{3}|url\(|<style|<script", bars_svg([ChartBar("甲", 1)], title="题", unit="件"))


def test_labels_are_escaped() -> None:
    svg = drawing(bars_svg([ChartBar("<b>&", 1)], title='"', unit="件"))
    assert texts(svg)[0] == "<b>&"


def test_years_show_gap_blank_and_change_of_form_and_bars_keep_inside() -> None:
    svg = drawing(years_svg(series(YEARS, "requests", "received"), title="新收", unit="件"))

    seen = texts(svg)
    assert [text for text in seen if text in {"3", "40", "10"}] == ["3", "40", "10"]
    assert seen.count("无报告") == 1
    assert seen.count("空项") == 1
    assert seen.count("格式调整") == 1
    assert [text for text in seen if text.startswith("20")] == ["2019", "2020", "2021", "2022", "2023"]
    bars = [{key: float(value) for key, value in bar.attrib.items()} for bar in svg.iter("rect")]
    assert len(bars) == 3
    assert max(bar["height"] for bar in bars) == bars[1]["height"]
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= width for bar in bars)
    assert all(bar["y"] > 0 and bar["y"] + bar["height"] <= height for bar in bars)
    assert svg.attrib["aria-label"].endswith("2021 年 空项，2022 年 无报告，2023 年 10。")


def test_charts_of_one_scale_are_as_high_as_their_bars() -> None:
    few = [report_of("gia-2021" if year > 2020 else "gia-2019", year, {RECEIVED: 10}) for year in range(2019, 2023)]
    whole, cut = (
        drawing(years_svg(series(few, "requests", "received"), title="新收", unit="件", scale=scale))
        for scale in (10, 40)
    )
    (_, own_top, _, own_height), (_, top, _, height) = (
        map(float, svg.attrib["viewBox"].split()) for svg in (whole, cut)
    )
    assert (own_top, top, own_height - height) == (0, 78, 78)
    assert float(next(cut.iter("rect")).attrib["height"]) == HEIGHT / 4, "its scale is that of the others"
    assert all(top < float(item.attrib["y"]) <= top + height for item in cut.iter("text"))


def test_line_of_a_row_is_not_drawn_across_what_is_not_comparable() -> None:
    cells = {"proactive.licensing.decisions": 5}
    reports = [report_of("gia-2019" if year < 2021 else "gia-2021", year, cells) for year in range(2019, 2023)]
    broken = drawing(spark_svg(series(reports, "proactive", "licensing", column="decisions")))
    whole = drawing(spark_svg(series(reports, "requests", "received")))

    assert len([path for path in broken.iter("path") if path.get("class") is None]) == 2
    assert len([path for path in whole.iter("path") if path.get("class") is None]) == 1
    assert [path.get("class") for path in broken.iter("path")].count("gk-cut") == 1
    (dots,) = [path.attrib["d"] for path in broken.iter("path") if path.get("class") == "gk-dots"]
    assert re.fullmatch(r"(M[\d.]+ [\d.]+h0){4}", dots)  # a line of no length with round ends
    assert broken.attrib["aria-hidden"] == "true"
    assert spark_svg(series(reports[:1], "requests", "received")) == ""


def test_outcomes_are_grouped_as_the_form_groups_them() -> None:
    report = report_of("gia-2021", 2022, OUTCOMES)

    assert {name: figure.value for name, figure in outcome_groups(report).items()} == {
        "予以公开": 5, "部分公开": 0, "不予公开": 3, "无法提供": 0, "不予处理": 0, "其他处理": 4,
    }  # fmt: skip
    html = outcome_chart_html(report)
    assert "<figcaption>2022 年办结的申请按结果分（共 12 件）</figcaption>" in html
    assert texts(drawing(html))[:2] == ["予以公开", "5"]
    assert outcome_chart_html(report) == html
    assert list(outcome_groups(report_of("gia-2019", 2020, {}))) == list(outcome_groups(report))


WITHOUT_OUTCOMES = """
form: calls-2024
title: 热线工作年度报告
authority: 示例
years: {from: 2024}
sections: [{number: 一, title: 热线办理情况, table: calls}]
tables:
  calls:
    name: 热线
    title: 热线办理情况
    blocks:
      - row_head: 事项
        columns: {total: {label: 合计, short: 合计, kind: count}}
        rows:
          received: {label: 新收, short: 新收}
          concluded: {label: 办结, short: 办结}
roles: {received: calls.received.total, concluded: calls.concluded.total}
"""


def test_form_without_rows_of_outcomes_has_no_chart_of_them() -> None:
    report = numbered(load_form(WITHOUT_OUTCOMES, path="calls-2024.yml", codes=rule_codes()))
    assert report.figure("calls", "concluded", "total").value
    assert outcome_chart_html(report) == ""


def test_outcomes_left_blank_have_no_bar_and_no_nought() -> None:
    report = report_of("gia-2019", 2020, GAPS)
    html = outcome_chart_html(report)
    svg = drawing(html)

    assert texts(svg)[:6] == ["予以公开", "空项", "部分公开", "不适用", "不予公开", "3（有空项）"]
    assert len(list(svg.iter("rect"))) == len(outcome_groups(report)) - 2
    assert "予以公开 空项，部分公开 不适用，不予公开 3（有空项），" in svg.attrib["aria-label"]
    assert "一列相同" not in html
    assert "不画条" in html
    assert "一列相同" in outcome_chart_html(report_of("gia-2021", 2022, OUTCOMES))
    right = max(float(item.attrib["x"]) + 12 * len(item.text or "") for item in svg.iter("text"))
    assert right <= 340 + 12, "within the drawing, digits and brackets being narrower"


def test_outcomes_left_blank_have_no_bar_over_the_years() -> None:
    given = {"requests.granted.total": 5, "requests.denied_law.total": 3}
    years = [report_of("gia-2019", 2019, given), report_of("gia-2019", 2020, GAPS)]
    series = dict(outcome_series(years))
    granted = drawing(years_svg(series["予以公开"], title="予以公开", unit="件"))
    denied = drawing(years_svg(series["不予公开"], title="不予公开", unit="件"))

    assert len(list(granted.iter("rect"))) == 1
    assert "空项" in texts(granted)
    assert "0" not in texts(granted)
    assert "有空项" in texts(denied)
    assert denied.attrib["aria-label"].endswith("2019 年 3，2020 年 3（有空项）。")


def test_no_chart_where_no_request_was_concluded() -> None:
    assert outcome_chart_html(report_of("gia-2021", 2022, {})) == ""
    assert outcome_chart_html(report_of("gia-2021", 2022, {"requests.outcome_total.total": None})) == ""
    assert outcome_chart_html(replace(report_of("gia-2021", 2022, {}), form=None)) == ""


def test_key_figures_come_as_charts_and_as_a_table_with_the_same_figures() -> None:
    html = key_series_html(reversed(YEARS))

    assert html == key_series_html(YEARS)
    assert html.count("<svg") == 3
    assert '<th scope="row">2020 年</th><td>40</td> <td>0</td> <td>0</td>' in html
    assert '<th scope="row">2022 年</th><td>无报告</td>' in html
    assert "\n" not in html
    assert key_series_html([replace(YEARS[0], form=None)]) == ""


def test_single_year_is_a_table_without_a_chart() -> None:
    html = key_series_html(YEARS[:1])
    assert "<table" in html
    assert "<svg" not in html
    assert charts_html(all_series(YEARS[:1]), YEARS[:1]) == ""
    assert "<svg" in charts_html(all_series(YEARS), YEARS)
