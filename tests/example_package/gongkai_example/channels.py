"""A rule of an example package: what came in by each channel adds up to what came in."""

from collections.abc import Iterator

from gongkai import Finding, Subject, identity_findings, rule


@rule(
    "channel-total",
    name="受理渠道合计",
    statement="每一行：网上＋窗口＝合计",
    english="online + counter = total, each row",
    source="示例规则",
    stated_under="identities",
    waivable=True,
    wordings={
        "text": "{table}“{row_name}”一行，各渠道相加为 {expected}，“{col_name}”填 {actual}，{direction} {difference}。"
    },
)
def channel_total(subject: Subject) -> Iterator[Finding]:
    """每一行，网上与窗口之和等于合计 (the form of this package)."""
    yield from identity_findings(subject, "channel-total")
