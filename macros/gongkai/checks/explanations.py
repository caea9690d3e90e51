"""Signed explanations (情况说明) applied to findings: which of them pass, and which explanations nothing needs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.checks.subject import Subject
from gongkai.findings import ExplainedAt, Finding, Level, PublicWaiver, say
from gongkai.forms import Form, Place, resolve
from gongkai.reports import Report, Waiver
from gongkai.reports.write import place_text

_NAMED_CELLS = 5
"""Cells that a message names; of more it says how many there are."""


@dataclass(frozen=True, slots=True)
class ExplainedFindings:
    """Findings with their explanations applied.

    Attributes:
        findings: All findings, the explained ones at level WAIVED.
        positions: Positions of the explanations that let a finding pass.
        missing: For those that name some cells of a finding and not enough of them, the cells that none names.
    """

    findings: tuple[Finding, ...]
    positions: frozenset[int]
    missing: dict[int, tuple[str, ...]]


def explain(report: Report, findings: list[Finding]) -> ExplainedFindings:
    """Apply the explanations of a report.

    Args:
        report: The report.
        findings: What was found of it.
    """
    positions: set[int] = set()
    missing: dict[int, tuple[str, ...]] = {}
    explained = []
    for finding in findings:
        numbers, unexplained = _explaining(report, finding)
        if unexplained:
            missing |= {number: unexplained for number in numbers if number not in missing}
        elif numbers:
            positions.update(numbers)
            waivers = [report.waivers[number] for number in numbers]
            explained.append(replace(finding, level=Level.WAIVED, waiver=_joined(waivers)))
            continue
        explained.append(finding)
    return ExplainedFindings(tuple(explained), frozenset(positions), missing)


def _explaining(report: Report, finding: Finding) -> tuple[list[int], tuple[str, ...]]:
    """The explanations that name cells of a finding, by position, and the cells that are still to be explained."""
    form = report.form
    if form is None:
        return [], ()
    covered = {n: _covered(form, item, finding) for n, item in enumerate(report.waivers) if item.rule == finding.code}
    numbers = [number for number, cells in covered.items() if cells]
    if not numbers or finding.explained_at is ExplainedAt.ANY_CELL:
        return numbers, ()
    explained_cells = set().union(*covered.values())
    return numbers, tuple(cell for number, cell in enumerate(finding.cells) if number not in explained_cells)


def _covered(form: Form, waiver: Waiver, finding: Finding) -> set[int]:
    """Which cells of a finding an explanation speaks of, by position; a finding without cells counts as one."""
    cells = [_cell(form, cell) for cell in finding.cells] or [(finding.table or "", finding.row, finding.col)]
    if waiver.place.section is not None:
        return set(range(len(cells))) if _in_section(form, waiver.place, finding) else set()
    return {number for number, cell in enumerate(cells) if waiver.place.covers(*cell)}


def _joined(waivers: list[Waiver]) -> PublicWaiver:
    """Join several explanations of one finding into one."""
    reasons = dict.fromkeys(item.reason for item in waivers)
    dates = dict.fromkeys(item.date for item in waivers if item.date)
    offices = dict.fromkeys(item.office for item in waivers if item.office)
    return PublicWaiver("；".join(reasons), "、".join(dates) or None, "、".join(offices) or None)


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


def waiver_unused(subject: Subject, explained: ExplainedFindings) -> Iterator[Finding]:
    """An explanation that lets nothing pass: it would hide the next fault at its place, or names too few cells."""
    for number, waiver in enumerate(subject.report.waivers):
        if number in explained.positions:
            continue
        missing = explained.missing.get(number, ())
        args = {"rule": waiver.rule, "at": waiver.at}
        yield subject.finding(
            "waiver-unused",
            variant="partly" if missing else "",
            level=Level.WARNING,
            line=waiver.mark.line,
            column=waiver.mark.column,
            args={**args, "missing": _names(subject.report.form, missing)} if missing else args,
        )


def _names(form: Form | None, cells: tuple[str, ...]) -> str:
    """Cells as an explanation names them, the first of them where they are many."""
    names = [place_text(form, resolve(form, cell)) if form else cell for cell in cells]
    if len(names) <= _NAMED_CELLS:
        return "、".join(names)
    return say("missing-cells", {"names": "、".join(names[:_NAMED_CELLS]), "count": len(names)})
