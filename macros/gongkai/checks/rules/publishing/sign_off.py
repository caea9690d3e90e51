"""What was signed off is what is there now: a later change voids the steps before it. For the office alone."""

import itertools
from collections.abc import Iterator

from gongkai.checks.between.district import District
from gongkai.checks.registry import also_between, rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level
from gongkai.forms.keys import STEPS
from gongkai.reports import SignOff, Status
from gongkai.reports.signing.reviews import ReviewResult
from gongkai.reports.signing.steps import content_hash, is_office, latest_steps


@rule(
    "sign-off",
    name="审签",
    levels=(Level.WARNING, Level.NOTICE),
    source="条例第十七条（公开前审查）；本地的公文处理规定",
    statement="登记了审签的，拟稿、审核、保密审查、签发四步齐全，先后有序，审签以后内容没有改动。只给本单位看，不公布。",
    english="what was signed off is what is there now, every step in order; never shown in public",
    needs_form=False,
    wordings={
        "void": "{steps}以后内容改过，已经失效。请重新审签：gongkai sign {target} {first} --office 科室。",
        "lacks": "已公布，审签还缺{steps}。请补签：gongkai sign {target} {first} --office 科室。",
        "unbound": (
            "{steps}没有 bound（内容校验值），不知道审签的是不是现在的内容。"
            "请用命令登记：gongkai sign {target} {first} --office 科室。"
        ),
        "order": "“{step}”的日期 {date} 早于“{first}”的 {before}。请核对 date（日期）。",
        "person": "“{step}”写的“{office}”不像科室的名称。请写科室，不写个人，如 office: 党政办公室。",
        "future": "“{step}”的日期 {date} 还没有到。请核对 date（日期）。",
        "returned": "{date} 退回修改：{reason}。改好以后即为重新报送。",
        "passed": "{date} 审核通过以后内容改过，审核结果失效。请重新审核：gongkai review {target} --pass。",
        "review-line": "这一行不是审核记录，没有算。请从备份找回，或者用 gongkai review 重新登记。",
    },
)
def sign_off(subject: Subject) -> Iterator[Finding]:
    """审签以后内容没有改动 (条例17): of several entries of one step the last counts; a draft is still being changed."""
    report = subject.report
    if not report.sign_off and subject.review is None:
        return
    content = content_hash(report, subject.narrative.text if subject.narrative is not None else "")
    yield from _of_review(subject, content)
    if report.sign_off:
        yield from _of_steps(subject, content)


def _of_review(subject: Subject, content: str) -> Iterator[Finding]:
    """What the competent office said last, as long as it stands, and that it stands no more."""
    review, report = subject.review, subject.report
    if review is None or (review.result is ReviewResult.RETURNED) != (review.bound == content):
        return
    yield subject.finding(
        "sign-off",
        level=Level.NOTICE,
        variant=review.result.value,
        line=1,
        column=1,
        args={"date": review.date, "reason": review.reason, "target": f"{report.agency}/{report.year}"},
    )


def _of_steps(subject: Subject, content: str) -> Iterator[Finding]:
    report = subject.report
    latest = latest_steps(report)
    signed = [latest[step] for step in STEPS if step in latest]
    level = Level.NOTICE if report.status is Status.DRAFT else Level.WARNING
    for variant, items in (
        ("unbound", [item for item in signed if item.bound is None]),
        ("void", [item for item in signed if item.bound not in (None, content)]),
    ):
        if items:
            yield _finding(subject, items[0], variant, level, steps=_names(item.step for item in items))
    for item in signed:
        if not is_office(item.office):
            yield _finding(subject, item, "person", Level.WARNING, step=item.step, office=item.office)
    lacking = [step for step in STEPS if step not in latest]
    if lacking and report.is_public:
        yield _finding(subject, signed[-1], "lacks", level, steps=_names(lacking), first=lacking[0])
    for earlier, later in itertools.pairwise(signed):
        if later.date < earlier.date:
            dates = {"step": later.step, "date": later.date, "first": earlier.step, "before": earlier.date}
            yield _finding(subject, later, "order", level, **dates)


@also_between("sign-off")
def steps_to_come(district: District) -> Iterator[Finding]:
    """审签日期不晚于今天: the day is that of the whole check."""
    if district.today is None:
        return
    for report in district.reports.values():
        for item in report.sign_off:
            if item.date > district.today.isoformat():
                yield _finding(district.subject(report), item, "future", Level.WARNING, step=item.step, date=item.date)


def _names(steps: Iterator[str] | list[str]) -> str:
    return "、".join(f"“{step}”" for step in steps)


def _finding(subject: Subject, item: SignOff, variant: str, level: Level, **args: str) -> Finding:
    target = f"{subject.report.agency}/{subject.report.year}"
    return subject.finding(
        "sign-off",
        level=level,
        variant=variant,
        line=item.mark.line if item.mark else None,
        column=item.mark.column if item.mark else None,
        args={"target": target, "first": item.step, **args},
    )
