"""The template scan: a narrative calls the macros of this package and runs no other template code."""

import re
from collections.abc import Iterable, Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.errors import UsageError
from gongkai.findings import Finding, Level, say
from gongkai.narrative import Narrative, Problem
from gongkai.narrative.calls import Lookup, resolve_call
from gongkai.narrative.miswritten.leftovers import leftovers
from gongkai.reports import Report

_FOLLOWS = re.compile(r"\{%-?\s*(?:end|el)")
"""What follows another statement, which has a finding already."""
_VARIANTS = frozenset({"expression", "unclosed", "split", "block", "statement", "comment", "anchor", "open"})
"""Reasons that have a sentence of their own."""


@rule(
    "narrative-template",
    name="取数代码",
    source="本软件的写法",
    statement="文字部分只能引用表内的数，不能夹带程序。",
    english="template code in a narrative",
    needs_form=False,
    wordings={
        "name": "文件名“{name}”里有花括号，会被当作程序执行，请改名。",
        "meant": "{written} 写错了：{why}。请改成：{instead}",
        "expression": "{written} 不能用：双花括号里只能写一个取数代码，不能写别的。可写：{known}。",
        "unclosed": "{written} 没有配对的“}}}}”。请补上，或者删去花括号。",
        "split": "标题里的取数代码要写在同一行。请接成一行：{written}",
        "block": "{written} 夹在文字中间，显示不出来。请让它单独成一段，前后各空一行。",
        "statement": "{written} 是程序语句，不能用。请删去。",
        "comment": "{written} 是注释，不会公布，不能用。请删去。",
        "anchor": "{written} 不能用。请删去，标题和段落不用编代号。",
        "open": "页首设置少了收尾的“---”，会照原样公布。请在最后一项设置之后另起一行写“---”。",
        "front": "页首设置“{name}”不能用：{why}。",
        "argument": "{written} 写错了：{why}",
        "leftover": "“{written}”会照原样公布。请写成：{call}",
        "near": "“{written}”会照原样公布。是不是要写：{call}",
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
    # The end of a call that the page's title cuts off is in the next line; it is one mistake with the title's.
    cut_off = {problem.line + 1 for problem in subject.problems if problem.why == "split"}
    for item in leftovers(narrative):
        if item.line not in cut_off and (item.name != "table" or subject.report.form is None):
            call = item.call or item.near or f"{{{{ {say('usage.figure')} }}}}"
            yield subject.finding(
                "narrative-template",
                variant="leftover" if item.call else "near" if item.near else "brace",
                path=narrative.path,
                line=item.line,
                column=item.column,
                args={"written": item.text, "call": call},
            )


def template_findings(
    problems: Iterable[Problem], *, path: str, agency: str | None, year: int | None = None
) -> Iterator[Finding]:
    """What the template scan of one page objected to, as findings."""
    usages, in_statement = say("usage.all"), False
    for item in problems:
        if in_statement and _FOLLOWS.match(item.text):
            continue
        in_statement = in_statement or item.why == "statement"
        why = item.detail if item.instead else say(f"narrative-why.{item.why}", {"detail": item.detail})
        variant = "meant" if item.instead else item.why if item.why in _VARIANTS else item.variant
        args = {"written": item.text, "name": item.text, "why": why, "known": usages, "instead": item.instead}
        mended = item.instead and not item.guessed
        yield Finding(
            code="narrative-template", level=Level.ERROR, variant=variant, path=path, line=item.line,
            column=item.column, agency=agency, year=year, args=args | ({"mended": item.instead} if mended else {}),
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
                args={"written": slot.code, "why": str(error)},
            )  # fmt: skip
