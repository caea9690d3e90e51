"""Mistakes between reports are found, with their cause; a clean district has no finding. Few of each kind here.

The whole table is printed by ``python -m tests.checks.between``.
"""

from __future__ import annotations

import pytest

from gongkai.checks.between.run import run_between
from gongkai.findings import Level
from tests.checks.between.model import clean_district
from tests.checks.between.score import kinds, measure
from tests.checks.generate import chance


@pytest.mark.parametrize("kind", kinds())
def test_mistake_is_found_with_its_cause(kind: str) -> None:
    score = measure(kind, clean_district(), examples=3, seed=2)

    assert score.missed == ()
    assert (score.injected, score.located, score.right_causes) == (3, 3, score.causes)


def test_clean_district_has_no_finding() -> None:
    assert list(run_between(clean_district())) == []


def test_mistake_that_no_rule_finds_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.checks.between.run.all_rules", lambda: ())

    score = measure("rollups: agency left out", clean_district(), examples=1)

    assert (score.injected, score.located, score.right_causes) == (1, 0, 0)
    assert score.missed[0].endswith("nothing")


def test_levels_are_errors_but_where_a_report_is_missing() -> None:
    score = {}
    for kind, inject in kinds().items():
        if kind.startswith("rollups"):
            mistake = next(item for seed in range(9) if (item := inject(clean_district(), chance(seed))) is not None)
            score[kind] = {item.level for item in run_between(mistake.district) if item.code == "roll-up"}

    assert {kind for kind, levels in score.items() if levels != {Level.ERROR}} == {"rollups: one missing"}
    assert score["rollups: one missing"] == {Level.NOTICE}
