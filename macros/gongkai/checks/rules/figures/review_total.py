"""R4: the total of each block of the table of reconsideration and litigation."""

from collections.abc import Iterator

from gongkai.checks.identity_findings import identity_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding


@rule(
    "review-total",
    name="复议诉讼总计",
    number="R4",
    source="由年度报告格式中复议诉讼表的排列得出",
    statement="复议诉讼表每一组：结果维持＋结果纠正＋其他结果＋尚未审结＝总计",
    english="the total of each block of the table of reconsideration and litigation",
    stated_under="identities",
    waivable=True,
    wordings={
        "text": ("{table}“{row_name}”，各项相加为 {expected}，“{col_name}”{stated}。{blanks}"),
    },
)
def review_total(subject: Subject) -> Iterator[Finding]:
    """R4. 各组总计等于结果维持、结果纠正、其他结果、尚未审结之和 (follows from the layout of the table)."""
    yield from identity_findings(subject, "review-total")
