"""Remarks that last year's report is a draft, so that the checks across the years are not final.

This is known only after all files of a run have been checked, as documents whose figures do not add up become drafts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai import located
from gongkai.checks import rule_codes
from gongkai.findings import Finding, say
from gongkai.importing.model import ImportResult
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status
from gongkai.reports.layout import Layout


def with_year_before(layout: Layout, items: Sequence[ImportResult]) -> Iterator[ImportResult]:
    """The results, each with a remark where the year before is a draft, of the same run or of the site.

    Args:
        layout: Where the site keeps what.
        items: The results with the status that each report gets.
    """
    statuses = {(item.job.agency, item.year): item.status for item in items if not item.error}
    for item in items:
        before = (item.year or 0) - 1
        if item.error or not item.cells.total:
            yield item
        elif (item.job.agency, before) in statuses:
            is_draft = statuses[item.job.agency, before] is Status.DRAFT
            yield _with_remark(item, before) if is_draft else item
        else:
            yield _with_remark(item, before) if _is_draft(layout, item.job.agency, before) else item


def _is_draft(layout: Layout, agency: str, year: int) -> bool:
    try:
        tree, _ = located.parse(layout.report(agency, year).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False  # there is none, or the checks say what is wrong with it
    status = tree.get("status") if isinstance(tree, located.Mapping) else None
    return isinstance(status, located.Scalar) and status.text == Status.DRAFT.value


def _with_remark(item: ImportResult, before: int) -> ImportResult:
    args = (("before", str(before)), ("target", f"{item.job.agency}/{item.year}"))
    remark = Remark(Doubt.NOTED, "last-year-draft", args=args)
    findings = tuple(_with_reason(finding, before) for finding in item.findings)
    return replace(item, remarks=(*item.remarks, remark), findings=findings)


def _with_reason(finding: Finding, before: int) -> Finding:
    """A finding that there is nothing to check by, with the true reason: the checks see no drafts."""
    if finding.code not in rule_codes().across or finding.variant != "unchecked":
        return finding
    why = {"unchecked": say("across.unchecked"), "why": say("across.draft-report", {"before": before})}
    return replace(finding, args={**finding.args, **why})
