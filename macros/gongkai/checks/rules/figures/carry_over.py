"""R5: requests that were carried over arrive in the next year."""

from collections.abc import Iterator

from gongkai.checks.across_findings import across_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level


@rule(
    "carry-over",
    name="跨年衔接",
    number="R5",
    levels=(Level.ERROR, Level.NOTICE),
    source="审核惯例，由申请表第二项、第四项得出，官方文件没有写",
    statement="与上年比，申请表每一列：本年上年结转＝上一年结转下年度；换用新格式的年度也一样",
    english="carried in = carried out of the year before, each column, across the change of form too",
    stated_under="across",
    waivable=True,
    wordings={
        "text": (
            "{table}{line}，本年“{row_name}”填 {actual}，{sum}，"
            "{direction} {difference}。{blanks}请核对；确因机构调整的，登记情况说明。"
        ),
        "unchecked": "{table}{names}：{unchecked}（{why}）。",
    },
)
def carry_over(subject: Subject) -> Iterator[Finding]:
    """R5. 每一列，本年“上年结转”等于上一年“结转下年度”；换用新格式的年度同样如此 (form, across)."""
    yield from across_findings(subject, "carry-over")
