"""R2: the total of outcomes."""

from collections.abc import Iterator

from gongkai.checks.identity_findings import identity_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding


@rule(
    "outcome-total",
    name="办理结果总计",
    number="R2",
    source="由年度报告格式中申请表的排列得出",
    statement="申请表每一列：办理结果总计＝以上各项之和",
    english="the total of outcomes is the sum of the rows above it, each column",
    stated_under="identities",
    waivable=True,
    wordings={
        "text": ("{table}“{col_name}”列，以上各项相加为 {expected}，“{row_name}”{stated}。{blanks}"),
    },
)
def outcome_total(subject: Subject) -> Iterator[Finding]:
    """R2. 办理结果总计等于其上各项办理结果之和 (follows from the layout of the table of requests)."""
    yield from identity_findings(subject, "outcome-total")
