"""R3: the total of each row of the table of requests."""

from collections.abc import Iterator

from gongkai.checks.identity_findings import identity_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding


@rule(
    "row-total",
    name="各列总计",
    number="R3",
    source="由年度报告格式中申请表的排列得出",
    statement="申请表每一行：自然人＋五类组织＝总计",
    english="natural persons + the five kinds of organisation = total, each row",
    stated_under="identities",
    waivable=True,
    wordings={
        "text": ("{table}“{row_name}”一行，各列相加为 {expected}，“{col_name}”{stated}。{blanks}"),
    },
)
def row_total(subject: Subject) -> Iterator[Finding]:
    """R3. 总计等于自然人与各类法人或其他组织之和 (follows from the layout of the table of requests)."""
    yield from identity_findings(subject, "row-total")
