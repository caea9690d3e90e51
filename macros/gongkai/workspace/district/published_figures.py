"""What was published of a line that was changed since: the ledger beside the data has no figures, the site has."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gongkai import routes
from gongkai.figures import NOT_APPLICABLE, Figure, written
from gongkai.findings import Finding, say
from gongkai.forms import Form, resolve
from gongkai.reports import Report, ReportKey
from gongkai.reports.layout import Layout

_Observed = Mapping[tuple[str, str, str], str]
"""What the public reads in a cell, by table, row and column."""


def with_published_figures(
    findings: Iterable[Finding], layout: Layout, reports: Mapping[ReportKey, Report]
) -> Iterator[Finding]:
    """Findings, those on lines that were changed without an entry with what the published site has in them.

    Args:
        findings: The findings.
        layout: Where the site keeps what.
        reports: The reports by agency and year.
    """
    for item in findings:
        is_change = (item.code, item.variant) == ("silent-change", "unsaid")
        yield _with_figures(item, layout, reports) if is_change and layout.published is not None else item


def _with_figures(finding: Finding, layout: Layout, reports: Mapping[ReportKey, Report]) -> Finding:
    report = reports.get((finding.agency or "", finding.year or 0))
    if report is None or report.form is None or layout.published is None:
        return finding
    file = layout.published / routes.report_file(report.agency, report.year, "report.json")
    changes = list(_changes(finding, report, report.form, _observed(file)))
    if not changes:
        return finding
    args = {**finding.args, "changes": "，".join(changes), "file": layout.name(file)}
    return replace(finding, variant="known", args=args)


def _changes(finding: Finding, report: Report, form: Form, observed: _Observed) -> Iterator[str]:
    """The cells of a finding that differ from what was published, but for those that a correction speaks of."""
    corrected = {item.place.cell for item in report.corrections}
    for place in finding.cells:
        cell = resolve(form, place).cell
        if cell is None or cell in corrected or cell not in observed:
            continue
        now = _bare(report.figure(*cell))
        if now != observed[cell]:
            table = form.table_index[cell[0]]
            row, column = table.position(*cell[1:])
            blank = say("page.blank")
            names = {"column": table.columns(row)[column].name.label, "before": observed[cell] or blank}
            yield say("published-figure", {**names, "now": now or blank})


def _observed(file: Path) -> _Observed:
    """The cells of a published report that are no sums; none where its file is not there, or no build wrote it."""
    try:
        items = json.loads(file.read_text(encoding="utf-8"))["observations"]
        typed = (item for item in items if item["status"] != "computed")
        return {(item["table"], item["row"], item["column"]): _text(item) for item in typed}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _text(item: Mapping[str, object]) -> str:
    """The figure of an observation, without its unit, which may stand in the head of its column."""
    if item["status"] == "not-applicable":
        return written(NOT_APPLICABLE)
    return "" if item["value"] is None else str(item["value"])


def _bare(figure: Figure | None) -> str:
    return written(replace(figure, unit=None, note=None)) if figure is not None else ""
