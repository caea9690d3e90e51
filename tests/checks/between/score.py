"""Puts mistakes of every kind into a clean district, runs the rules between reports, and counts what was found.

A family of kinds is a module of this folder with ``KINDS``, a mapping of names to functions that take a district and
chance and give a ``Mistake`` or None.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from gongkai.checks import run
from gongkai.checks.between.run import run_between
from gongkai.findings import Finding, Level, as_text, message
from tests.checks import between
from tests.checks.between.model import clean_district
from tests.checks.generate import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from gongkai.checks.between.district import District
    from tests.checks.between.model import Mistake

TRIES = 30
MORE = {"years: stock broken": 8}
"""Kinds of which more mistakes are looked at: the seventh is the first that the stock of a part alone explains."""


@cache
def findings_between(examples: int = 3) -> tuple[Finding, ...]:
    """What is said of some mistakes of every kind."""
    findings: list[Finding] = []
    for kind, inject in kinds().items():
        rng = chance(kind)
        mistakes = [inject(clean_district(), rng) for _ in range(MORE.get(kind, examples))]
        findings += [item for mistake in mistakes if mistake is not None for item in run_between(mistake.district)]
    return tuple(findings)


@dataclass(frozen=True)
class BetweenScore:
    """What was counted over the mistakes of one kind.

    Attributes:
        kind: ``family: name``.
        injected: How many there were.
        located: How many have the expected finding about the right report, at the right cell where there is one.
        causes: How many were to name a cause.
        right_causes: How many of these name it.
        noisy: How many have errors about agencies that made no mistake.
        missed: What was said instead.
    """

    kind: str
    injected: int
    located: int
    causes: int
    right_causes: int
    noisy: int
    missed: tuple[str, ...]
    noise: tuple[str, ...]


@cache
def kinds() -> Mapping[str, Callable[[District, Random], Mistake | None]]:
    """Every kind by ``family: name``."""
    by_name = {}
    for module in pkgutil.iter_modules(between.__path__):
        if not module.name.startswith("_"):
            family = importlib.import_module(f"{between.__name__}.{module.name}")
            by_name |= {f"{module.name}: {name}": item for name, item in getattr(family, "KINDS", {}).items()}
    return by_name


def measure(kind: str, district: District, *, examples: int, seed: int = 1) -> BetweenScore:
    """Put mistakes of a kind into a district and count."""
    rng = chance(f"{kind}/{seed}")
    tally: Counter[str] = Counter()
    missed, noise = [], []
    for _ in range(examples):
        mistake = next((item for _ in range(TRIES) if (item := kinds()[kind](district, rng)) is not None), None)
        if mistake is None:
            continue
        all_findings = said_of(mistake, district)
        findings = [item for item in all_findings if item.code == mistake.code]
        located = [item for item in findings if _is_about(item, mistake)]
        right = [item for item in located if _names_cause(item, mistake)]
        wants_cause = mistake.cause is not None or bool(mistake.names)
        others = [item for item in all_findings if _is_elsewhere(item, mistake)]
        noise += [as_text(item) for item in others]
        tally.update(injected=1, located=bool(located), causes=wants_cause, noisy=bool(others))
        tally.update(right_causes=wants_cause and bool(right))
        if not located or (wants_cause and not right):
            texts = " | ".join(as_text(item) for item in findings) or "nothing"
            missed.append(f"{mistake.agency}/{mistake.year} {mistake.cell} {mistake.cause} {mistake.names} – {texts}")
    names = ("injected", "located", "causes", "right_causes", "noisy")
    return BetweenScore(kind, *(tally[name] for name in names), tuple(missed), tuple(noise))


def said_of(mistake: Mistake, clean: District) -> list[Finding]:
    """What is said between the reports, and of each report that differs from the clean one, or comes a year later."""
    district = mistake.district
    other = {key for key, report in district.reports.items() if report is not clean.reports.get(key)}
    touched = {(slug, year + more) for slug, year in other | mistake.ledger.keys() for more in (0, 1)}
    findings = list(run_between(district))
    for key in sorted(touched & district.reports.keys()):
        subject = replace(district.subject(district.reports[key]), ledger=mistake.ledger.get(key, ""))
        findings += run(subject)
    return findings


def clean_findings(district: District) -> list[Finding]:
    """What every rule says of a district without a mistake, errors and warnings alone; its texts are not at hand."""
    findings = [*run_between(district)]
    findings += [item for report in district.reports.values() for item in run(district.subject(report))]
    return [item for item in findings if item.level in {Level.ERROR, Level.WARNING}]


def _is_elsewhere(item: Finding, mistake: Mistake) -> bool:
    """Whether an error is about an agency that made no mistake, and does not rightly come with the mistake."""
    return item.level is Level.ERROR and item.agency != mistake.agency and item.code not in mistake.also


def _is_about(item: Finding, mistake: Mistake) -> bool:
    return (
        (item.agency, item.year) == (mistake.agency, mistake.year)
        and (mistake.cell is None or mistake.cell in item.cells)
        and mistake.variant in (None, item.variant)
    )


def _names_cause(item: Finding, mistake: Mistake) -> bool:
    """Whether a finding names the cause, alone or among the two or three that it lists."""
    text = message(item)
    if not all(name in text for name in mistake.names):
        return False
    kind = item.cause.kind if item.cause is not None else None
    if mistake.cause in {None, kind} or (mistake.cause, kind) == ("mistyped", "mistyped-sum"):
        return True
    words = {"mistyped": "这一格填错", "unit-omitted": "漏计", "unit-twice": "重复计入", "unit-before": "更正前的数"}
    listed = item.cause is not None and item.cause.kind == "one-of"
    return listed and all(f"{words.get(mistake.cause, '-')}{name}" in text or name in text for name in mistake.names)
