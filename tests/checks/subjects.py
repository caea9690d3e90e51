"""What the checks are run over in tests: one report out of YAML and Markdown, with the other years it may ask for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.checks import Subject, all_rules, rule_codes, run
from gongkai.forms import Form, FormRegistry, shipped_forms
from gongkai.narrative import parse_narrative
from gongkai.reports import Agency, Report, load_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongkai.findings import Finding

AGENCY = "sample-office"
RULES = {
    *("balance", "outcome-total", "row-total", "review-total", "blank", "decimals", "form-shape", "waiver-unused"),
    *("carry-over", "stock"),
    *("year-mismatch", "narrative-template", "unsafe-html", "title", "section-order", "table-missing"),
    *("narrative-missing", "narrative-figure", "placeholder", "personal-data", "withdrawn"),
}
"""The rules that these tests are about: they go on to hold where a further rule has something to say as well."""


def agency(
    slug: str = AGENCY, *, since: int | None = None, level: str | None = None, kind: str | None = None
) -> Agency:
    """An agency of which nothing but the name is known, or since when it reports, or its level and kind."""
    return Agency(slug=slug, name="示例市样例区甲街道办事处", short="甲街道", since=since, level=level, kind=kind)


@lru_cache(maxsize=64)
def registry(*added: Form) -> FormRegistry:
    """The shipped forms and those that a test adds."""
    return FormRegistry((*shipped_forms(), *added), rule_codes())


def load(
    text: str, *, year: int, slug: str = AGENCY, forms: FormRegistry | None = None
) -> tuple[Report, tuple[Finding, ...]]:
    """Load a report that is one, with the findings about its writing."""
    report, written = load_report(
        text, path=f"data/{slug}/{year}.yml", agency=slug, year=year, registry=forms or registry()
    )
    assert report is not None, written
    return report, written


def subject(  # noqa: PLR0913 - what a subject is made of
    report: Report,
    *,
    markdown: str | None = None,
    others: Mapping[tuple[str, int], Report] | None = None,
    narratives: Mapping[int, str] | None = None,
    forms: FormRegistry | None = None,
    missing_narrative: str | None = None,
    owner: Agency | None = None,
    text: str = "",
    traces: str = "",
) -> Subject:
    """The subject of a report, its narrative, and the other reports and narratives at hand."""
    at_hand = dict(others or {})
    texts = {
        year: parse_narrative(text, path=f"docs/{report.agency}/{year}.md")[0]
        for year, text in (narratives or {}).items()
    }
    path = f"docs/{report.agency}/{report.year}.md"
    narrative, problems = parse_narrative(markdown, path=path) if markdown is not None else (None, ())
    return Subject(
        report=report,
        agency=owner or agency(report.agency),
        registry=forms or registry(),
        lookup=lambda slug, year: at_hand.get((slug, year)),
        narrative=narrative,
        problems=problems,
        missing_narrative=missing_narrative,
        narratives=texts.get,
        text=text,
        traces=traces,
    )


def check(report: Report, *, written: Iterable[Finding] = (), forms: FormRegistry | None = None) -> tuple[Finding, ...]:
    """Every finding of a report without a narrative and without another year; see ``RULES``."""
    return without_others(by_itself(run(subject(report, forms=forms), loading_findings=written)))


def without_others(findings: Iterable[Finding], also: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Findings but for those of rules that these tests are not about.

    Args:
        findings: What was found.
        also: Codes of further rules that a test is about.
    """
    others = {item.code for item in all_rules()} - RULES - set(also)
    return tuple(item for item in findings if item.code not in others)


def by_itself(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings but for those that only say that there is no report on the year before."""
    return tuple(item for item in findings if item.variant != "unchecked")
