"""Every target with as many inputs as a test run has time for, the same in each; `make fuzz` feeds them for longer.

What an input has broken is kept below as a case, so that it stays mended.
"""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.running import fed
from tests.fuzz.targets import TARGETS, feed_form, feed_narrative, feed_yaml

COUNTS = {
    "yaml": 700,
    "data and checks": 250,
    "agency": 180,
    "forms": 10,
    "narrative": 120,
    "fix": 50,
    "ledger and reviews": 300,
    "renders": 20,
    "html": 50,
    "text": 180,
    "markdown": 150,
    "docx": 8,
    "xlsx": 8,
    "pdf": 30,
    "command line": 60,
}
"""How many inputs each target gets, so that none takes much more than a second of the processor."""
LONG = {"xls", "doc"}
"""Targets for `make fuzz` alone: LibreOffice makes the first file, and takes seconds for each of ``doc``."""


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize("name", COUNTS)
def test_target_refuses_what_it_cannot_read_in_its_own_way(name: str) -> None:
    assert fed(TARGETS[name], COUNTS[name]).inputs >= min(COUNTS[name], 5)


def test_every_target_is_fed_in_a_test_run_or_left_to_the_long_one() -> None:
    assert COUNTS.keys() ^ LONG == TARGETS.keys()


def test_long_run_prints_a_row_for_each_target(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger and reviews"], 200, 1) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "seed 1"
    assert lines[-1].startswith("| ledger and reviews | 20 | ")


def test_line_of_dashes_with_a_word_behind_it_is_read_at_once() -> None:
    feed_narrative(f"# 题\n\n{'-' * 3_000} 说明\n\n{'* ' * 3_000}a\n\n{'_' * 3_000}a\n")


def test_number_of_thousands_of_digits_is_text() -> None:
    feed_form(f"form: case-1\nyears: {{from: {'9' * 5_000}}}\n")
    feed_yaml(f"a: {'9' * 5_000}\n")
