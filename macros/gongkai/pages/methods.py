"""How the reports of a site were checked, and how much each rule covered.

Counted is what was checked and never what was found: an office's warnings are not for the public.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks import Rule, all_rules
from gongkai.forms import Form, in_statutory_line


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report among those that were checked.

    Attributes:
        agency: Slug of its agency.
        year: The year reported on.
        form: Its form; None for a report without one.
        equations: By code of each rule that was run over it, how many equations were checked.
    """

    agency: str
    year: int
    form: Form | None
    equations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A rule as it was run over the reports of a site.

    Attributes:
        code: Its code.
        rule: Number of the cross-foot rule, if it is one: of the package, or of the form that states it.
        wording: What it holds reports to; of a rule that the forms state, each of their wordings once.
        source: The notice, form or practice that it comes from.
        levels: The levels at which it speaks.
        reports: Over how many reports it was run; of a rule across years those for which the year before was at hand.
        years: Their first and last year.
        equations: How many equations that were; totals that were added up here are none of them.
    """

    code: str
    rule: str | None
    wording: tuple[str, ...]
    source: str
    levels: tuple[str, ...]
    reports: int
    years: tuple[int, int]
    equations: int


def rules_run(reports: Iterable[CheckedReport]) -> tuple[RuleRun, ...]:
    """The registered rules that were run over some reports, by code.

    A rule that rests on the statutory forms is told once more for each other form that states it, by whose authority.
    """
    checked = tuple(reports)
    return tuple(run for rule in all_rules() for run in _runs(rule, checked))


def _runs(rule: Rule, reports: tuple[CheckedReport, ...]) -> Iterator[RuleRun]:
    apart: dict[tuple[str | None, str], list[CheckedReport]] = {}
    for report in reports:
        if rule.code in report.equations:
            apart.setdefault(_number_and_source(rule, report.form), []).append(report)
    for ground in sorted(apart, key=lambda ground: (ground != (rule.number, rule.source), ground[1], ground[0] or "")):
        yield _run(rule, ground, apart[ground])


def _number_and_source(rule: Rule, form: Form | None) -> tuple[str | None, str]:
    """The number of a rule and what it rests on: for a form of another kind than the statutory ones its own words."""
    if not rule.own or not rule.stated_under or form is None or in_statutory_line(form):
        return rule.number, rule.source
    within = [item.rule for item in form.identities if item.code == rule.code]
    numbers = within + [item.rule for item in form.across if item.code == rule.code]
    return "、".join(dict.fromkeys(filter(None, numbers))) or None, authority_of(form)


def authority_of(form: Form) -> str:
    """The document that a form rests on: its number, and its name where the form says it."""
    return f"{form.authority}{form.authority_name or ''}"


def _run(rule: Rule, ground: tuple[str | None, str], mine: list[CheckedReport]) -> RuleRun:
    """A rule as it was run over reports, with its number and its source for them."""
    years = [report.year for report in mine]
    forms = {report.form for report in mine if report.form is not None}
    return RuleRun(
        rule.code,
        ground[0],
        tuple(_wordings(rule, sorted(forms, key=lambda form: form.id))),
        ground[1],
        tuple(level.value for level in rule.levels),
        len(mine),
        (min(years), max(years)),
        sum(report.equations[rule.code] for report in mine),
    )


def _wordings(rule: Rule, forms: list[Form]) -> Iterator[str]:
    within = [item.wording for form in forms for item in form.identities if item.code == rule.code]
    wordings = within + [item.wording for form in forms for item in form.across if item.code == rule.code]
    yield from dict.fromkeys(wordings) if wordings else (rule.statement,)
