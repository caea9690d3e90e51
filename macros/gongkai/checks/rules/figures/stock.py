"""R6 and R7: what is at the end of a year follows from the year before and the changes of this year."""

from collections.abc import Iterator

from gongkai.checks.across_findings import across_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level


@rule(
    "stock",
    name="存量衔接",
    number="R6、R7",
    levels=(Level.WARNING, Level.NOTICE),
    source="审核惯例，由主动公开表的列名得出，官方文件没有写",
    statement=(
        "与上年比，主动公开表：现行有效件数＝上一年现行有效＋本年制发－本年废止（2022 年起）；"
        "对外公开总数量、上一年项目数量与 2019 年的数相符（2020 年）"
    ),
    english="documents in force, documents public and items follow from the year before",
    stated_under="across",
    waivable=True,
    wordings={
        "text": (
            "{table}{line}，“{row_name}”填 {actual}，{sum}，"
            "{direction} {difference}。{blanks}请核对；确有其他增减的，登记情况说明。"
        ),
        "unchecked": "{table}{names}：{unchecked}（{why}）。",
    },
)
def stock(subject: Subject) -> Iterator[Finding]:
    """R6、R7. 现行有效件数、对外公开总数量、上一年项目数量与上一年的数和本年的增减相符 (form, across)."""
    yield from across_findings(subject, "stock")
