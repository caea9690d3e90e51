"""How the reports of a site were checked, and how much each rule covered.

Counted is what was checked and never what was found: an office's warnings are not for the public.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks import Rule, all_rules
from gongkai.forms import Form


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
        rule: Number of the cross-foot rule, if it is one.
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
    """The registered rules that were run over some reports, by code."""
    checked = tuple(reports)
    return tuple(run for rule in all_rules() for run in _runs(rule, checked))


def _runs(rule: Rule, reports: tuple[CheckedReport, ...]) -> Iterator[RuleRun]:
    mine = [report for report in reports if rule.code in report.equations]
    if not mine:
        return
    years = [report.year for report in mine]
    forms = {report.form for report in mine if report.form is not None}
    yield RuleRun(
        rule.code,
        rule.number,
        tuple(_wordings(rule, sorted(forms, key=lambda form: form.id))),
        rule.source,
        tuple(level.value for level in rule.levels),
        len(mine),
        (min(years), max(years)),
        sum(report.equations[rule.code] for report in mine),
    )


def _wordings(rule: Rule, forms: list[Form]) -> Iterator[str]:
    within = [item.wording for form in forms for item in form.identities if item.code == rule.code]
    stated = within + [item.wording for form in forms for item in form.across if item.code == rule.code]
    yield from dict.fromkeys(stated) if stated else (rule.statement,)
