"""The checks that were run over the reports of a site, and how much each of them covered.

Counted is what was checked and never what was found: an office's warnings are not for the public.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks import checks
from gongkai.checks.registry import Registered
from gongkai.checks.sums import equations
from gongkai.checks.years import equations_across
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.codes import identity_codes
from gongkai.reports import Report


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A rule as it was run over the reports of a site.

    Attributes:
        code: Its code.
        rule: Number of the cross-foot rule, if it is one.
        wording: What it holds reports to; of a rule that the forms state, each of their wordings once.
        levels: The levels at which it speaks.
        reports: Over how many reports it was run; of a rule across years those for which the year before was at hand.
        years: Their first and last year.
        equations: How many equations that were; totals that were added up here are none of them.
    """

    code: str
    rule: str | None
    wording: tuple[str, ...]
    levels: tuple[str, ...]
    reports: int
    years: tuple[int, int]
    equations: int


def rules_run(reports: Iterable[Report]) -> tuple[RuleRun, ...]:
    """The registered rules that were run over some reports, by code."""
    seen = {(report.agency, report.year): report for report in reports}
    return tuple(run for item in checks() for run in _runs(item, seen))


def _runs(item: Registered, reports: Mapping[tuple[str, int], Report]) -> Iterator[RuleRun]:
    count = _count_across if item.across else _count
    counted = {key: count(item, report, reports) for key, report in reports.items()}
    mine = [reports[key] for key, number in counted.items() if number is not None]
    if not mine:
        return
    years = {report.year for report in mine}
    forms = {report.form for report in mine if report.form is not None}
    yield RuleRun(
        item.code,
        item.rule,
        tuple(_wordings(item.code, sorted(forms, key=lambda form: form.id))),
        tuple(level.value for level in item.levels),
        len(mine),
        (min(years), max(years)),
        sum(number or 0 for number in counted.values()),
    )


def _count(item: Registered, report: Report, _: Mapping[tuple[str, int], Report]) -> int | None:
    """How many equations of a rule were checked in a report; None where it was not run over it."""
    if not item.applies(report.form):
        return None
    if item.code in identity_codes() and report.form is not None and not report.form.states(item.code):
        return None
    return equations(report, item.code)


def _count_across(item: Registered, report: Report, reports: Mapping[tuple[str, int], Report]) -> int | None:
    previous = reports.get((report.agency, report.year - 1))
    return sum(found.terms is not None for found in equations_across(report, previous, item.code)) or None


def _wordings(code: str, forms: list[Form]) -> Iterator[str]:
    within = [item.wording for form in forms for item in form.identities if item.code == code]
    stated = within + [item.wording for form in forms for item in form.across if item.code == code]
    yield from dict.fromkeys(stated) if stated else (say(f"methods.rules.{code}"),)
