"""R16: how long the overview may be, where the form says so."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.section_text import UNSEEN, SectionText, text_that_holds
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.narrative.calls import printed_call


@rule(
    "overview-length",
    name="总体情况篇幅",
    number="R16",
    levels=(Level.WARNING,),
    source="国办公开办函〔2021〕30号，总体情况",
    statement="总体情况一般不超过格式规定的字数（法定格式 2021 年起是 1,000 字）。",
    english="the overview has at most 1,000 characters, from 2021 on",
    suits=lambda form: form.overview_limit is not None,
    waivable=True,
    wordings={
        "text": (
            "“{heading}”共 {actual} 字，格式要求一般不超过 {expected} 字，多 {over} 字，请压缩；"
            "篇幅确有必要的，登记情况说明。"
        ),
    },
)
def overview_length(subject: Subject) -> Iterator[Finding]:
    """R16. 总体情况的篇幅 (form, overview_limit)."""
    form = form_of(subject)
    limit = form.overview_limit
    if subject.narrative is None or limit is None:
        return
    overview = text_that_holds(form, subject.narrative, "overview")
    if overview is None:
        return
    length = len(overview.plain)
    if length + overview.text.count(UNSEEN) <= limit:  # a call is longer than what it prints
        return
    length += _printed(subject, overview)
    if length <= limit:
        return
    yield subject.finding(
        "overview-length",
        level=Level.WARNING,
        path=subject.narrative.path,
        line=overview.heading_line,
        column=1,
        expected=str(limit),
        actual=str(length),
        args={
            "number": overview.section.number,
            "heading": overview.section.heading,
            "expected": str(limit),
            "actual": str(length),
            "over": str(length - limit),
        },
    )


def _printed(subject: Subject, overview: SectionText) -> int:
    """How many characters the macro calls of a section print in its sentences."""
    report, section = subject.report, overview.source
    return sum(
        len(printed_call(slot, report, subject.lookup, agency=report.agency))
        for slot in section.narrative.slots
        if section.heading.line < slot.line < section.end
    )
