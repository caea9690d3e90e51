"""A report has a text: data alone are not the report that the form prescribes."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding


@rule(
    "narrative-missing",
    name="缺文字部分",
    number="R14",
    source="年度报告格式",
    statement="每份报告有文字部分；原公布件没有的，须登记情况说明。",
    english="a report has its narrative",
    needs_form=False,
    waivable=True,
    wordings={
        "text": (
            "没有文字部分，找不到 {markdown}。请运行 gongkai new {agency_} {year_} 写出各节标题，再填写；"
            "原公布件没有文字部分的，登记情况说明（规则 narrative-missing，位置 {section}）。"
        ),
        "no-form": "没有文字部分，找不到 {markdown}。这份报告只有文字，请运行 gongkai new {agency_} {year_} 后填写。",
    },
)
def narrative_missing(subject: Subject) -> Iterator[Finding]:
    """R14. 每份报告有文字部分; one that is explained has a page with the tables alone."""
    report = subject.report
    if subject.missing_narrative is None:
        return
    form = report.form
    yield subject.finding(
        "narrative-missing",
        variant="" if form is not None else "no-form",
        line=1,
        column=1,
        args={
            "markdown": subject.missing_narrative,
            "agency_": report.agency,
            "year_": str(report.year),
            "section": form.sections[0].number if form is not None and form.sections else "",
        },
    )
