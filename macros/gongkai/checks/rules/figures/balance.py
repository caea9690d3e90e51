"""R1: the balance that the form prints above the column of its table of requests."""

from collections.abc import Iterator

from gongkai.checks.identity_findings import identity_findings
from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding


@rule(
    "balance",
    name="勾稽关系",
    number="R1",
    source="年度报告格式，申请表左上角",
    statement="申请表每一列：本年新收＋上年结转＝办理结果总计＋结转下年度",
    english="received + carried in = outcomes + carried out, each column",
    stated_under="identities",
    waivable=True,
    wordings={
        "text": "{table}“{col_name}”列，{left}＝{expected}，{right}＝{actual}，相差 {difference}。{blanks}",
    },
)
def balance(subject: Subject) -> Iterator[Finding]:
    """R1. 本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和 (printed on the table of requests)."""
    yield from identity_findings(subject, "balance")
