"""Runs every rule over one report, applies explanations, and sorts.

A rule that fails stops the run (``RuleError``) and is never taken for a fault of the data. Here is also a check that is
no rule of one report: a narrative without data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gongkai.checks.explanations import explain, waiver_unused
from gongkai.checks.registry import all_rules, key_of
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level, ordered


def run(subject: Subject, *, loading_findings: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Run every check over one report.

    Args:
        subject: The report and what belongs to it.
        loading_findings: Findings about how it is written, met when it was loaded.

    Returns:
        All findings: explained ones at level WAIVED, unused explanations as findings of their own.
    """
    findings = list(loading_findings)
    left_out: set[str] = set()
    for item in all_rules():
        if item.only_between or (item.across and not subject.has_other_years):
            left_out.add(item.code)
        elif item.applies(subject.report.form):
            findings.extend(item.check(subject))
    explained = explain(subject.report, findings)
    unasked = {number for number, waiver in enumerate(subject.report.waivers) if waiver.rule in left_out}
    with_unasked = replace(explained, positions=explained.positions | unasked)
    return ordered([*explained.findings, *waiver_unused(subject, with_unasked)])


def without_follow_ups(findings: Iterable[Finding], loading_findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without those of rules on keys of the data that cannot be read, which is said already.

    Args:
        findings: All findings of a report, with their places.
        loading_findings: Those about how it is written.
    """
    misread = {(item.path, item.line) for item in loading_findings if item.level is Level.ERROR}
    return tuple(item for item in findings if key_of(item) is None or (item.path, item.line) not in misread)


def stray(markdown: str, *, agency: str, args: Mapping[str, str]) -> Finding:
    """A narrative in a folder whose name is nearly that of an agency that has none.

    Args:
        markdown: Its path.
        agency: The folder's name.
        args: ``instead``, the agency's slug; ``folder`` and ``place``, the folder as it is and as it should be.
    """
    return Finding(
        code="orphan", level=Level.ERROR, variant="near", path=markdown, line=1, column=1, agency=agency,
        args={"markdown": markdown, **args},
    )  # fmt: skip


def orphan(markdown: str, data: str, *, agency: str, year: int | None, instead: str | None = None) -> Finding:
    """A narrative without data: a page without figures must not be taken for a report.

    Args:
        markdown: Its path.
        data: The path of what is missing.
        agency: Slug of the agency.
        year: The year that its name says; None where there is no such agency.
        instead: The name that it most likely should have.
    """
    return Finding(
        code="orphan",
        level=Level.ERROR,
        variant="agency" if year is None else "other-year" if instead else "",
        path=markdown,
        line=1,
        column=1,
        agency=agency,
        year=year,
        args={"markdown": markdown, "data": data, "instead": instead or "", "agency_": agency, "year_": str(year)},
    )
