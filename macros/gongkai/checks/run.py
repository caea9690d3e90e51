"""Runs every rule over one report, applies explanations, and sorts.

An exception in a rule is passed on and never taken for a fault of the data. Here are also the two checks that are no
rules of one report: a narrative without data, and an explanation without a finding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.checks.registry import all_rules
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level, Waived, ordered
from gongkai.forms import Form, Place, resolve
from gongkai.reports import Report, Waiver


def run(subject: Subject, *, written: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Run every check over one report.

    Args:
        subject: The report and what belongs to it.
        written: Findings about how it is written, met when it was loaded.

    Returns:
        All findings: explained ones at level WAIVED, unused explanations as findings of their own.
    """
    findings = list(written)
    left_out: set[str] = set()
    for item in all_rules():
        if item.across and not subject.has_other_years:
            left_out.add(item.code)
        elif item.applies(subject.report.form):
            findings.extend(item.run(subject))
    explained, used = _explain(subject.report, findings)
    unasked = {number for number, waiver in enumerate(subject.report.waivers) if waiver.rule in left_out}
    return ordered([*explained, *waiver_unused(subject, used | unasked)])


def _explain(report: Report, findings: list[Finding]) -> tuple[list[Finding], set[int]]:
    used: set[int] = set()
    explained = []
    for finding in findings:
        numbers = _explaining(report, finding)
        used.update(numbers)
        waivers = [report.waivers[number] for number in numbers]
        explained.append(replace(finding, level=Level.WAIVED, waiver=_joined(waivers)) if waivers else finding)
    return explained, used


def _explaining(report: Report, finding: Finding) -> list[int]:
    """The explanations that let a finding pass, by position; none where they do not suffice.

    A sum that is off is explained at any of its cells; blanks and the like only where all of their cells are, be it
    by one explanation or by several.
    """
    form = report.form
    if form is None:
        return []
    covered = {n: _covered(form, item, finding) for n, item in enumerate(report.waivers) if item.rule == finding.code}
    is_sum = finding.expected is not None and finding.actual is not None
    wanted = 1 if is_sum else max(1, len(finding.cells))
    return [n for n, cells in covered.items() if cells] if len(set().union(*covered.values())) >= wanted else []


def _covered(form: Form, waiver: Waiver, finding: Finding) -> set[int]:
    """Which cells of a finding an explanation speaks of, by position; a finding without cells counts as one."""
    cells = [_cell(form, cell) for cell in finding.cells] or [(finding.table or "", finding.row, finding.col)]
    if waiver.place.section is not None:
        return set(range(len(cells))) if _in_section(form, waiver.place, finding) else set()
    return {number for number, cell in enumerate(cells) if waiver.place.covers(*cell)}


def _joined(waivers: list[Waiver]) -> Waived:
    """Several explanations of one finding read as one."""
    reasons = dict.fromkeys(item.reason for item in waivers)
    dates = dict.fromkeys(item.date for item in waivers if item.date)
    offices = dict.fromkeys(item.office for item in waivers if item.office)
    return Waived("；".join(reasons), "、".join(dates) or None, "、".join(offices) or None)


def _cell(form: Form, place: str) -> tuple[str, str | None, str | None]:
    resolved = resolve(form, place)
    return resolved.table or "", resolved.row, resolved.cols[0] if resolved.cols and len(resolved.cols) == 1 else None


def _in_section(form: Form, place: Place, finding: Finding) -> bool:
    if "number" in finding.args:
        return finding.args["number"] == place.section
    if finding.table is None:
        return True  # about the document as a whole: may be explained at any section
    section = next((item for item in form.sections if item.number == place.section), None)
    return section is not None and section.table is not None and section.table == finding.table


def waiver_unused(subject: Subject, used: set[int]) -> Iterator[Finding]:
    """An explanation that no finding needs is taken out: it would hide the next fault at its place."""
    for number, waiver in enumerate(subject.report.waivers):
        if number not in used:
            yield subject.finding(
                "waiver-unused",
                level=Level.WARNING,
                line=waiver.mark.line,
                column=waiver.mark.column,
                args={"rule": waiver.rule, "at": waiver.at},
            )


def orphan(markdown: str, data: str, *, agency: str, year: int | None) -> Finding:
    """A narrative without data: a page without figures must not be taken for a report."""
    return Finding(
        code="orphan",
        level=Level.ERROR,
        variant="" if year is not None else "agency",
        path=markdown,
        line=1,
        column=1,
        agency=agency,
        year=year,
        args={"markdown": markdown, "data": data},
    )
