"""Puts mistakes of every kind into a clean district, runs the rules between reports, and counts what was found.

A family of kinds is a module of this folder with ``KINDS``, a mapping of names to functions that take a district and
chance and give a ``Mistake`` or None.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongkai.checks.between.run import run_between
from gongkai.findings import Finding, as_text, message
from tests.checks import between
from tests.checks.between.model import clean_district
from tests.checks.generate import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from gongkai.checks.between.district import District
    from tests.checks.between.model import Mistake

TRIES = 30


@cache
def findings_between(examples: int = 3) -> tuple[Finding, ...]:
    """What is said of some mistakes of every kind."""
    findings: list[Finding] = []
    for kind, inject in kinds().items():
        rng = chance(kind)
        mistakes = [inject(clean_district(), rng) for _ in range(examples)]
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
        missed: What was said instead.
    """

    kind: str
    injected: int
    located: int
    causes: int
    right_causes: int
    missed: tuple[str, ...]


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
    missed = []
    for _ in range(examples):
        mistake = next((item for _ in range(TRIES) if (item := kinds()[kind](district, rng)) is not None), None)
        if mistake is None:
            continue
        findings = [item for item in run_between(mistake.district) if item.code == mistake.code]
        located = [item for item in findings if _is_about(item, mistake)]
        right = [item for item in located if _names_cause(item, mistake)]
        wants_cause = mistake.cause is not None or bool(mistake.names)
        tally.update(injected=1, located=bool(located), causes=wants_cause, right_causes=wants_cause and bool(right))
        if not located or (wants_cause and not right):
            said = " | ".join(as_text(item) for item in findings) or "nothing"
            missed.append(f"{mistake.agency}/{mistake.year} {mistake.cell} {mistake.cause} {mistake.names} – {said}")
    names = ("injected", "located", "causes", "right_causes")
    return BetweenScore(kind, *(tally[name] for name in names), tuple(missed))


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
    if mistake.cause is None or (item.cause is not None and item.cause.kind == mistake.cause):
        return True
    words = {"mistyped": "这一格填错", "unit-omitted": "漏计", "unit-twice": "重复计入", "unit-before": "更正前的数"}
    listed = item.cause is not None and item.cause.kind == "one-of"
    return listed and all(f"{words.get(mistake.cause, '-')}{name}" in text or name in text for name in mistake.names)
