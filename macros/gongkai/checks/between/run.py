"""Runs every rule between reports over all agencies of a site, and applies the explanations of the reports."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.checks.between.district import District
from gongkai.checks.explanations import explain, waiver_unused
from gongkai.checks.registry import all_rules
from gongkai.findings import Finding
from gongkai.reports import ReportKey


def sort_by_report(
    district: District, findings: Iterable[Finding], by_report: dict[ReportKey, list[Finding]]
) -> Iterator[Finding]:
    """Put every finding to the report that it is about.

    Args:
        district: All agencies with their reports.
        findings: What was found.
        by_report: By report the findings about it; those of ``findings`` are added.

    Yields:
        The findings that are about no report.
    """
    for finding in findings:
        key = (finding.agency or "", finding.year or 0)
        if key in district.reports:
            by_report.setdefault(key, []).append(finding)
        else:
            yield finding


def run_between(district: District) -> Iterator[Finding]:
    """Run every rule between reports.

    Args:
        district: All agencies with their reports.

    Yields:
        Findings without lines, in no order: explained ones at level WAIVED, unused explanations of these rules as
        findings of their own.
    """
    rules = [item for item in all_rules() if item.run_between is not None]
    codes = {item.code for item in rules if item.only_between}
    by_report: dict[ReportKey, list[Finding]] = {
        key: []
        for key, report in district.reports.items()
        if report.waivers and any(waiver.rule in codes for waiver in report.waivers)
    }
    for item in rules:
        yield from sort_by_report(district, item.check_between(district), by_report)
    for key, findings in by_report.items():
        report = district.reports[key]
        explained = explain(report, findings)
        others = {number for number, waiver in enumerate(report.waivers) if waiver.rule not in codes}
        yield from explained.findings
        yield from waiver_unused(district.subject(report), replace(explained, positions=explained.positions | others))
