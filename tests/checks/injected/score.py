"""Puts mistakes of every kind into clean reports, runs the checks, and counts what was found and what was not.

A family of kinds is a module of this folder with ``KINDS``: a mapping of names to functions that take a clean report
and chance and give an ``Injection`` or None. Nothing else has to be touched to add one. The phrases that they put in
are their own: a family reads none of the tables that the checks scan by.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING
from unittest.mock import patch

from gongkai.findings import Finding, Level, as_text
from gongkai.work import examine
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.examine import check_report
from tests.checks import injected, subjects
from tests.checks.generate import chance

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.forms import FormRegistry
    from gongkai.narrative.calls import Lookup
    from gongkai.work.agency import AgencyData, PendingCheck
    from tests.checks.injected.model import CleanReport, Injection, Injector

TRIES = 30
"""Reports that are tried for each injection on average, as some reports do not allow it."""
_LEVELS = [level.value for level in Level]
_WEIGHTY = (Level.ERROR, Level.WARNING)


@dataclass(frozen=True)
class KindScore:
    """What was counted over the injections of one kind.

    Attributes:
        kind: ``family: name``.
        injected: How many there were.
        located: How many have the expected finding in the expected line (and column, where that is given).
        cells: How many were to name a cell.
        right_cells: How many of these name it.
        noisy: How many have further errors or warnings that the mistake does not explain.
        missed: What was said instead, of those that were not found or name another cell.
        noise: The further errors and warnings.
    """

    kind: str
    injected: int
    located: int
    cells: int
    right_cells: int
    noisy: int
    missed: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Injector]:
    """Every kind by ``family: name``."""
    by_name: dict[str, Injector] = {}
    for module in pkgutil.iter_modules(injected.__path__):
        if not module.name.startswith("_"):
            family = importlib.import_module(f"{injected.__name__}.{module.name}")
            by_name |= {f"{module.name}: {name}": item for name, item in getattr(family, "KINDS", {}).items()}
    return by_name


def measure(kind: str, reports: Sequence[CleanReport], *, examples: int, seed: int = 1) -> KindScore:
    """Put mistakes of a kind into reports drawn by chance, and count.

    Args:
        kind: A key of ``kinds()``.
        reports: Clean reports.
        examples: How many injections; fewer where the kind is hardly possible.
        seed: What all chance comes from.
    """
    rng = chance(f"{kind}/{seed}")
    count: Counter[str] = Counter()
    missed, noise = [], []
    for report, injection in _injections(kind, reports, examples, rng):
        findings = checked(report, injection.files, ledger=injection.ledger)
        expected = [item for item in findings if _expected(item, injection)]
        others = [item for item in findings if item.level in _WEIGHTY and not _explained(item, injection)]
        right_cell = any(injection.cell == place for item in expected for place in _cells(item))
        count["injected"] += 1
        count["located"] += bool(expected)
        count["cells"] += injection.cell is not None
        count["right_cells"] += injection.cell is not None and right_cell
        count["noisy"] += bool(others)
        noise += [as_text(item) for item in others]
        if not expected or (injection.cell is not None and not right_cell):
            missed.append(_wanted(injection, findings))
    names = ("injected", "located", "cells", "right_cells", "noisy")
    return KindScore(kind, *(count[name] for name in names), tuple(missed), tuple(noise))


def checked(
    report: CleanReport, files: Mapping[str, str | None] | None = None, *, ledger: str = ""
) -> tuple[Finding, ...]:
    """What the checks say of a report and of its agency's file, some of its files changed."""
    texts = {**report.files, **(files or {})}
    years = [year for year in (report.year - 1, report.year) if texts.get(report.data_path_of(year)) is not None]
    reports = tuple(
        ReportFiles(
            year,
            report.data_path_of(year),
            texts[report.data_path_of(year)],
            report.narrative_path_of(year),
            texts.get(report.narrative_path_of(year)),
            lacks_narrative=texts.get(report.narrative_path_of(year)) is None,
            ledger=ledger if year == report.year else "",
        )
        for year in years
    )
    agency = AgencyFiles(report.slug, report.agency_path, texts.get(report.agency_path), reports)
    with patch.object(examine, "check_report", partial(_check_of, report.year)):
        findings = examine.examine_agency(agency, subjects.registry(), reserved=()).findings
    return tuple(item for item in findings if item.year in (None, report.year))


def _check_of(
    year: int, data: AgencyData, check: PendingCheck, registry: FormRegistry, lookup: Lookup
) -> tuple[Finding, ...]:
    """What is said of the report on a year alone: nobody asks for what is said of the year before, which is as long."""
    return check_report(data, check, registry, lookup) if check.year == year else ()


def false_alarms(reports: Sequence[CleanReport]) -> list[tuple[CleanReport, Finding]]:
    """What is said of reports without a mistake, at the two levels that matter."""
    return [(report, item) for report in reports for item in checked(report) if item.level in _WEIGHTY]


def _injections(
    kind: str, reports: Sequence[CleanReport], examples: int, rng: random.Random
) -> Iterator[tuple[CleanReport, Injection]]:
    """Injections until there are enough; of a kind that few reports allow, until all tries are used up."""
    inject, drawn = kinds()[kind], 0
    for _ in range(TRIES * examples):
        if drawn == examples:
            return
        report = rng.choice(reports)
        injection = inject(report, rng)
        if injection is not None:
            drawn += 1
            yield report, injection


def _expected(item: Finding, injection: Injection) -> bool:
    return (
        (item.code, item.path, item.line) == (injection.code, injection.path, injection.line)
        and injection.column in (None, item.column)
        and _LEVELS.index(item.level.value) <= _LEVELS.index(injection.level)
    )


def _explained(item: Finding, injection: Injection) -> bool:
    return item.code in injection.also or _expected(item, injection)


def _cells(item: Finding) -> tuple[str, ...]:
    own = ".".join((item.table or "", item.row or "", item.col or ""))
    return (own, *item.cells)


def _wanted(injection: Injection, findings: Sequence[Finding]) -> str:
    texts = [as_text(item) for item in findings if item.level in _WEIGHTY or item.code == injection.code]
    place = f"{injection.path}:{injection.line}" + (f":{injection.column}" if injection.column else "")
    return f"{place} {injection.code} {injection.cell or ''} – said: {' | '.join(texts) or 'nothing'}"
