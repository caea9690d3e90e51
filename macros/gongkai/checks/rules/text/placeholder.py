"""R16: nothing that is published still waits to be filled in, and no note of a template is left in it."""

from collections.abc import Iterator

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.checks.texts.placeholders import placeholders
from gongkai.checks.texts.published import Spot, narrative_spots
from gongkai.checks.texts.scans import TextContext, TextScan, data_spots, report_findings, text_scan
from gongkai.findings import Finding, Level
from gongkai.reports import Status

_VARIANTS = {"here": "note", "note": "note", "write": "note", "name": "note", "omitted": "omitted"}
"""How a kind of passage is spoken of; most are simply not filled in."""


def _variant(spot: Spot, _: TextContext) -> str:
    return _VARIANTS.get(spot.kind, "")


SCAN = text_scan(TextScan(code="placeholder", rule="R16", scan=placeholders, variant=_variant))


@rule(
    "placeholder",
    name="未填写内容",
    number="R16",
    levels=(Level.ERROR, Level.NOTICE),
    source="年度报告格式",
    statement="公布的文字里没有“请填写”“待补充”“XX”之类没有填完的内容和模板提示。",
    english="nothing that is published waits to be filled in, or was left of a template",
    needs_form=False,
    waivable=True,
    wordings={
        "text": "{written}还没有填。请写上实际内容，没有的删去。",
        "note": "{written}是模板里的提示，会照原样公布。请换成实际内容，或删去。",
        "omitted": "{written}省去了应写的内容。请写全，没有的删去。",
        "draft": "草稿还有 {count} 处没有填，先从这里填起：{written}。",
    },
)
def placeholder(subject: Subject) -> Iterator[Finding]:
    """R16. 公布的文字里没有没有填完的内容; of a draft one finding counts them all."""
    if subject.report.status is not Status.DRAFT:
        yield from report_findings(subject, SCAN)
        return
    narrative = subject.narrative
    in_text = narrative_spots(narrative, SCAN.scan) if narrative is not None else []
    spots = (*in_text, *data_spots(subject, SCAN))
    if spots:
        yield subject.finding(
            "placeholder",
            level=Level.NOTICE,
            variant="draft",
            path=narrative.path if narrative is not None and in_text else None,
            line=spots[0].line,
            column=spots[0].column,
            args={"written": SCAN.quoted(spots[:1]), "count": str(len(spots))},
        )
