"""A new thing is one file: what the simulation of additions counts, and that it sees nothing in a package as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulate_additions import ADDITIONS, REPORT, Trial, simulate
from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_each_addition_takes_one_file_and_is_seen_everywhere(tmp_path: Path) -> None:
    outcomes = simulate(tmp_path)
    assert [item.kind for item in outcomes] == ["form", "rule", "format", "page type", "page type of agencies"]
    assert [(item.files, item.missing) for item in outcomes] == [(1, ())] * len(outcomes)


def test_no_effect_is_seen_where_nothing_was_added(tmp_path: Path) -> None:
    trial = Trial(None, Site(tmp_path / "site").write("data/x/2024.yml", REPORT))
    for addition in ADDITIONS:
        assert [name for name, seen in addition().effects.items() if seen(trial)] == []
