"""The title of a report is there, and names its own agency and year."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.checks.texts.agency_names import agency_named, same_agency, years_named
from gongkai.checks.texts.placeholders import placeholders
from gongkai.findings import Finding, Level
from gongkai.narrative import Heading, Narrative, Paragraph, characters
from gongkai.narrative.sections import heading_text, named, titles_of
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title

_REPORT = re.compile(r"公开.*报告|年度报告")
_SIGNS = re.compile(r"^[#*_\s]+|[#*_\s]+$")


@rule(
    "title",
    name="标题",
    number="R15",
    levels=(Level.ERROR, Level.WARNING),
    source="年度报告格式",
    statement="报告有标题，标题写的是本单位、本年度。",
    english="the title is there and names the report's own agency and year",
    needs_form=False,
    waivable=True,
    keys={"own-year": "title", "own-agency": "title"},
    wordings={
        "missing": "没有标题。请在正文最前面写：{heading}",
        "plain": "“{written}”是标题，前面却没有“# ”。请写成：{heading}",
        "level": "“{written}”是标题，现为 {level} 级，应为一级。请写成：{heading}",
        "second": (
            "标题在第 {first} 行已经有了，这里的“{written}”也是一级标题。"
            "不是标题的，删去行首的“#”；重复的，删去这一行。"
        ),
        "year": "标题写的是 {named} 年，本报告是 {year_} 年。请写成：{heading}",
        "agency": "标题写的是“{named}”，本报告的单位是“{agency_name}”。请写成：{heading}",
        "own-year": "title 写的是 {named} 年，本报告是 {year_} 年。请改正；与格式上的标题相同的，删去 title 这一行。",
        "own-agency": (
            "title 写的是“{named}”，本报告的单位是“{agency_name}”。请改正；与格式上的标题相同的，删去 title 这一行。"
        ),
    },
)
def title(subject: Subject) -> Iterator[Finding]:
    """R15. 报告有标题，标题写的是本单位、本年度; the title of the text, and the one in the data where there is one."""
    if subject.report.title:
        yield from _named_by(subject, subject.report.title, "own-", None)
    narrative = subject.narrative
    if narrative is None:
        return
    titles = [item for item in narrative.headings if item.level == 1 and not _is_section(subject, item)]
    heading = next(iter(titles), None)
    front = next((line for key, line in narrative.front if key == "title"), None)
    for again in titles[1:]:
        args = {"first": str(titles[0].line), "written": heading_text(again)}
        yield _finding(subject, "second", again.line, args, Level.WARNING)
    if heading is not None:
        yield from _named_by(subject, heading_text(heading), "", heading.line)
    elif front is not None:
        yield from _named_by(subject, narrative.text.split("\n")[front - 1].partition(":")[2].strip(" \"'"), "", front)
    else:
        yield _without(subject, narrative)


def _named_by(subject: Subject, title: str, prefix: str, line: int | None) -> Iterator[Finding]:
    agency = subject.agency
    years = years_named(title)
    if years and subject.report.year not in years:
        yield _finding(subject, f"{prefix}year", line, {"named": str(years[0])})
    other = agency_named(title)
    if other and not same_agency(other, agency.name, agency.short) and not _is_said_already(title, agency):
        yield _finding(subject, f"{prefix}agency", line, {"named": other})


def _is_said_already(title: str, agency: Agency) -> bool:
    """Whether the file of the agency cannot be used, or the title is still to be filled in: both are said there."""
    return agency.name == agency.slug or any(placeholders(title))


def _without(subject: Subject, narrative: Narrative) -> Finding:
    """What is wrong where no heading is the title: one of another level, a line without a sign, or nothing."""
    for heading in narrative.headings:
        if not _is_section(subject, heading) and _REPORT.search(heading_text(heading)):
            args = {"written": heading_text(heading), "level": str(heading.level)}
            return _finding(subject, "level", heading.line, args)
    first = next((item for item in narrative.blocks if isinstance(item, Heading | Paragraph)), None)
    if isinstance(first, Paragraph):
        text = _SIGNS.sub("", characters(first.inlines).partition("\n")[0])
        if _REPORT.search(text) and not text.endswith("。"):
            return _finding(subject, "plain", first.line, {"written": text})
    return _finding(subject, "missing", narrative.body_line + 1, {})


def _with_fitting_title(subject: Subject) -> Report:
    """The report, without a title of its own that has another year or agency: no heading is to be written like that."""
    report, agency = subject.report, subject.agency
    years, other = years_named(report.title or ""), agency_named(report.title or "")
    is_of_year = not years or report.year in years
    is_of_agency = not other or same_agency(other, agency.name, agency.short)
    return report if is_of_year and is_of_agency else replace(report, title=None)


def _is_section(subject: Subject, heading: Heading) -> bool:
    form = subject.report.form
    return form is not None and any(named(heading) in titles_of(section) for section in form.sections)


def _finding(
    subject: Subject, variant: str, line: int | None, args: dict[str, str], level: Level = Level.ERROR
) -> Finding:
    """A finding in the narrative, or, without a line, at the title in the data."""
    narrative = subject.narrative
    return subject.finding(
        "title",
        level=level,
        variant=variant,
        path=narrative.path if narrative is not None and line is not None else None,
        line=line,
        column=1 if line is not None else None,
        args={
            "heading": f"# {report_title(_with_fitting_title(subject), subject.agency)}",
            "agency_name": subject.agency.name,
            "year_": str(subject.report.year),
            **args,
        },
    )
