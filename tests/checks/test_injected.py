"""Mistakes put into clean reports are found in their line; clean reports have no finding. Few of each kind here.

The whole table is printed by ``python -m tests.checks.injected``.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest

from gongkai.findings import Level
from tests.checks.injected.clean import clean_reports
from tests.checks.injected.model import Injection
from tests.checks.injected.score import TRIES, false_alarms, kinds, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("injected")  # the district is made once
EXAMPLES = 2
AGENCIES, YEARS = 12, 4


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds())
def test_mistake_is_found_in_its_line(kind: str) -> None:
    score = measure(kind, clean_reports(AGENCIES, YEARS), examples=EXAMPLES, seed=2)

    assert score.injected == EXAMPLES
    assert (score.located, score.right_cells, score.missed) == (EXAMPLES, score.cells, ())
    assert score.noise == ()


def test_clean_reports_have_neither_errors_nor_warnings() -> None:
    alarms = false_alarms(clean_reports(AGENCIES, YEARS)[::3])

    assert [(report.slug, report.year, item) for report, item in alarms if item.level is not Level.NOTICE] == []


def test_reports_that_allow_no_injection_do_not_use_up_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = clean_reports(AGENCIES, YEARS)
    path = reports[0].narrative_path
    unseen = Injection("balance", path, 1, {path: reports[0].narrative})
    drawn: Iterator[Injection | None] = chain(repeat(None, TRIES + TRIES // 2), repeat(unseen))
    monkeypatch.setattr("tests.checks.injected.score.kinds", lambda: {"rare": lambda *_: next(drawn)})

    assert measure("rare", reports[:1], examples=2).injected == 2


def test_kind_that_no_report_allows_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.checks.injected.score.kinds", lambda: {"never": lambda *_: None})

    assert measure("never", clean_reports(AGENCIES, YEARS)[:1], examples=2).injected == 0


def test_mistake_that_no_rule_finds_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = clean_reports(AGENCIES, YEARS)
    path = reports[0].narrative_path
    unseen = Injection("balance", path, 1, {path: reports[0].narrative})
    monkeypatch.setattr("tests.checks.injected.score.kinds", lambda: {"unseen": lambda *_: unseen})

    score = measure("unseen", reports[:1], examples=2)

    assert (score.injected, score.located, score.noisy) == (2, 0, 0)
    assert score.missed == (f"{path}:1 balance  – said: nothing",) * 2
