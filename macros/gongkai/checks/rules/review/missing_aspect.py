"""The aspects that the overview speaks of, and the assessment that a people's government reports on."""

import re
from collections.abc import Iterator, Sequence

from gongkai.checks.registry import rule
from gongkai.checks.section_text import UNFILLED, SectionText, text_that_holds
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level
from gongkai.forms import Aspect

_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[一二三四五六七八九十]是)"
_TEXT = r"(?P<label>[^。：:；，,\n\x00]{2,30})"
_MARK = r"(?:#+[ \t]*|\*\*|__|[-*+>][ \t]+)"
_LABEL = re.compile(
    rf"^[ \t\u3000]*(?:{_MARK}+(?:{_NUMBER}[ \t]*)?\**|{_NUMBER}[ \t]*\**"
    rf"|(?=[^。：:；，,\n]{{2,20}}(?:[：:]|方面[，,。])))"
    rf"{_TEXT}",
    re.MULTILINE,
)
"""What a line begins with: after a mark or a number, or before a colon."""
_INNER_LABEL = re.compile(rf"[。；]\s*(?:{_NUMBER}|(?=[^。：:；，,\n]{{2,20}}方面[，,])){_TEXT}")
"""The same of a sentence within a line."""
_MOST = 0.6
"""The least share of aspects that are written as labels in an overview divided by aspects."""


@rule(
    "missing-aspect",
    name="总体情况内容",
    levels=(Level.NOTICE,),
    source="年度报告格式，总体情况；条例第五十条第（四）项",
    statement="总体情况写到格式要求的各个方面；各级人民政府的报告还写明工作考核、社会评议和责任追究结果情况。",
    english="the overview speaks of every aspect, a government's report of assessment and accountability as well",
    suits=lambda form: bool(form.aspects or form.assessment),
    waivable=True,
    wordings={
        "text": "“{heading}”没有写到{missing}。格式要求写 {count} 个方面：{all}。请补写；没有开展的，也请写明。",
        "assessment": (
            "“{heading}”没有写到{missing}。各级人民政府的报告还要写明{all}结果情况。请在监督保障部分补写；没有发生的，也请写明。"
        ),
    },
)
def missing_aspect(subject: Subject) -> Iterator[Finding]:
    """总体情况的五个方面；各级人民政府的工作考核、社会评议、责任追究 (条例第五十条第（四）项)."""
    form = form_of(subject)
    if subject.narrative is None:
        return
    overview = text_that_holds(form, subject.narrative, "overview")
    if overview is None or overview.is_empty or overview.is_cut or UNFILLED in overview.text:
        return
    yield from _finding(subject, overview, "", form.aspects, _left_out(overview, form.aspects))
    if subject.agency.is_government:
        others = text_that_holds(form, subject.narrative, "others")
        text = overview.text + (others.text if others is not None else "")
        missing = [item for item in form.assessment if not _named(item, text)]
        yield from _finding(subject, overview, "assessment", form.assessment, missing)


def _left_out(overview: SectionText, aspects: Sequence[Aspect]) -> list[Aspect]:
    """The aspects that an overview does not speak of.

    Where most of them stand as headings or at the head of paragraphs, the others have to be there as well: a word
    within another paragraph is no such part. Else a word anywhere will do.
    """
    labels = "\n".join(
        match["label"] for pattern in (_LABEL, _INNER_LABEL) for match in pattern.finditer(overview.text)
    )
    missing = [item for item in aspects if not _named(item, labels)]
    divided = len(aspects) - len(missing) >= _MOST * len(aspects)
    return missing if divided else [item for item in missing if not _named(item, overview.text)]


def _named(aspect: Aspect, text: str) -> bool:
    return any(word in text for word in aspect.words)


def _finding(
    subject: Subject, overview: SectionText, variant: str, aspects: Sequence[Aspect], missing: Sequence[Aspect]
) -> Iterator[Finding]:
    if missing:
        yield subject.finding(
            "missing-aspect",
            level=Level.NOTICE,
            variant=variant,
            path=overview.path,
            line=overview.heading_line,
            column=1,
            args={
                "number": overview.section.number,
                "heading": overview.section.heading,
                "missing": "、".join(item.name for item in missing),
                "all": "、".join(item.name for item in aspects),
                "count": str(len(aspects)),
            },
        )
