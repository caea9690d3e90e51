"""The template scan: a narrative calls the macros of this package and runs no other template code."""

from collections.abc import Iterable, Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.errors import UsageError
from gongkai.findings import Finding, Level, say
from gongkai.narrative import MACROS, Narrative, Problem
from gongkai.narrative.calls import Lookup, resolve_call
from gongkai.narrative.leftovers import leftovers
from gongkai.reports import Report


@rule(
    "narrative-template",
    name="取数代码",
    source="本软件的写法",
    statement="文字部分只能引用表内的数，不能夹带程序。",
    english="template code in a narrative",
    needs_form=False,
    wordings={
        "name": "文件名“{name}”里有花括号，会被当作程序执行，请改名。",
        "text": "文字里的“{written}”不能用：{why}。可用的只有：{known}。",
        "front": "页首设置“{name}”不能用：{why}。",
        "argument": "“{name}”括号里的内容不对：{why}",
        "broken": "花括号写法有误：{why}。",
        "leftover": "“{written}”会照原样公布。请写成：{call}",
        "brace": "“{written}”会照原样公布。请删去花括号；要引用表内的数，写成 {call} 的样子。",
    },
)
def narrative_template(subject: Subject) -> Iterator[Finding]:
    """A narrative calls the macros and nothing else: it must not be able to run, hide or print anything of the site."""
    report = subject.report
    path = subject.narrative.path if subject.narrative else ""
    yield from template_findings(subject.problems, path=path, agency=report.agency, year=report.year)
    if subject.narrative is not None:
        yield from call_findings(subject.narrative, report, subject.lookup, agency=report.agency)
        yield from _leftover_findings(subject, subject.narrative)


def _leftover_findings(subject: Subject, narrative: Narrative) -> Iterator[Finding]:
    """What is left of calls in the text; of tables ``table-missing`` speaks."""
    for item in leftovers(narrative):
        if item.name != "table" or subject.report.form is None:
            call = item.call or f"{{{{ {say('usage.figure')} }}}}"
            yield subject.finding(
                "narrative-template",
                variant="leftover" if item.call else "brace",
                path=narrative.path,
                line=item.line,
                column=item.column,
                args={"written": item.written, "call": call},
            )


def template_findings(
    problems: Iterable[Problem], *, path: str, agency: str | None, year: int | None = None
) -> Iterator[Finding]:
    """What the template scan of one page objected to, as findings."""
    known = "、".join(MACROS)
    for item in problems:
        why = say(f"narrative-why.{item.why}", {"known": item.detail, "detail": item.detail})
        yield Finding(
            code="narrative-template", level=Level.ERROR, variant=item.variant, path=path, line=item.line,
            column=item.column, agency=agency, year=year,
            args={"written": item.written, "name": item.written, "why": why, "known": known},
        )  # fmt: skip


def call_findings(
    narrative: Narrative, report: Report | None, lookup: Lookup, *, agency: str | None, folder: str = ""
) -> Iterator[Finding]:
    """Macro calls of one page that have no meaning, as findings.

    Args:
        narrative: The page.
        report: The report whose page it is; None for any other page.
        lookup: Finds other reports.
        agency: The agency whose page it is; None for a page of none.
        folder: What stands for the agency on a page of none, where a call names no agency.
    """
    for slot in narrative.slots:
        try:
            resolve_call(slot, report, lookup, agency=agency or folder)
        except UsageError as error:
            yield Finding(
                code="narrative-template", level=Level.ERROR, variant="argument", path=narrative.path, line=slot.line,
                column=slot.column, agency=agency, year=report.year if report else None,
                args={"name": slot.name, "why": str(error)},
            )  # fmt: skip
