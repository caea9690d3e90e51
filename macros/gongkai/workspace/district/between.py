"""What is found between the reports of several agencies, in the lines of the files that it is about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.checks.between.district import District
from gongkai.checks.between.run import run_between, sort_by_report
from gongkai.findings import Finding
from gongkai.reports.layout import Layout
from gongkai.work.examine import placed

if TYPE_CHECKING:
    from gongkai.reports import ReportKey


def findings_between(layout: Layout, district: District) -> Iterator[Finding]:
    """Every finding of the rules between reports; a file is read again only where something is found in it.

    Args:
        layout: Where the site keeps what.
        district: All agencies with their reports.
    """
    by_report: dict[ReportKey, list[Finding]] = {}
    yield from sort_by_report(district, run_between(district), by_report)
    for key, findings in by_report.items():
        report = district.reports[key]
        text = (layout.root / report.path).read_text(encoding="utf-8", errors="replace")
        yield from placed(report, text, findings)
