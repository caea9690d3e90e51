"""R16: what sections one and five repeat from last year's report."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from gongkai.checks.registry import rule
from gongkai.checks.section_text import UNFILLED, SectionText, Sentence, text_that_holds
from gongkai.checks.subject import Subject, form_of
from gongkai.findings import Finding, Level

_COMPARED = ("overview", "problems")
_SHORTEST = 7
"""Characters besides the name of an aspect below which a sentence is a label, which every year has."""
_MOST = Decimal("0.5")
_MUCH = Decimal(1) / 3
"""The least shares of a section that are reported: as a warning, and as a notice."""
_SHOWN, _CUT = 3, 36


@rule(
    "repeated-narrative",
    name="与上年文字重复",
    number="R16",
    levels=(Level.WARNING, Level.NOTICE),
    source="年度报告格式；审核惯例（重复过半的不合格）",
    statement="总体情况、存在的问题和改进情况写本年的事，不照抄上年；与上年相同的文字过半的，请重写。数字不计，只改数字仍是重复。",
    english="sections one and five do not repeat last year's text; figures do not count",
    suits=lambda form: any(section.holds in _COMPARED for section in form.sections),
    waivable=True,
    wordings={
        "text": (
            "“{heading}”有 {share} 的文字与 {before} 年的报告相同（数字不计），共 {count} 句，如{sentences}。"
            "请写本年的情况；确无变化的，登记情况说明。"
        ),
    },
)
def repeated_narrative(subject: Subject) -> Iterator[Finding]:
    """R16. 总体情况、存在的主要问题及改进情况不照抄上年."""
    form, report = form_of(subject), subject.report
    if subject.narrative is None:
        return
    last = subject.lookup(report.agency, report.year - 1)
    narrative = subject.narratives(report.year - 1)
    if last is None or last.form is None or narrative is None:
        return
    for content in _COMPARED:
        own = text_that_holds(form, subject.narrative, content)
        before = text_that_holds(last.form, narrative, content)
        if own is not None and before is not None:
            yield from _compare(subject, own, before)


def _compare(subject: Subject, own: SectionText, before: SectionText) -> Iterator[Finding]:
    labels = [aspect.name for aspect in form_of(subject).aspects]
    if all(_is_label(fragment, labels) for fragment in own.fragments & before.fragments):
        return
    words_before = set(before.words)
    candidates = [
        (sentence, words)
        for sentence, words in zip(own.sentences, own.words, strict=True)
        if not sentence.is_heading and not _is_label(words, labels) and UNFILLED not in sentence.one_line
    ]
    repeated = [(sentence, words) for sentence, words in candidates if words in words_before]
    total = sum(len(words) for _, words in candidates)
    share = Decimal(sum(len(words) for _, words in repeated)) / total if total else Decimal(0)
    if share <= _MUCH:
        return
    sentences = [sentence for sentence, _ in repeated]
    line, column = own.place(sentences[0].start)
    yield subject.finding(
        "repeated-narrative",
        level=Level.WARNING if share > _MOST else Level.NOTICE,
        path=own.path,
        line=line,
        column=column,
        args={
            "number": own.section.number,
            "heading": own.section.heading,
            "share": f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}%",
            "before": str(subject.report.year - 1),
            "count": str(len(sentences)),
            "sentences": "、".join(f"“{_shown(sentence)}”" for sentence in sentences[:_SHOWN]),
        },
    )


def _is_label(words: str, labels: Sequence[str]) -> bool:
    """Whether words are hardly more than the name of an aspect, which is at the head of it every year."""
    return any(label in words and len(words) - len(label) < _SHORTEST for label in labels)


def _shown(sentence: Sentence) -> str:
    text = sentence.one_line
    return text if len(text) <= _CUT else f"{text[:_CUT]}……"
