"""Every target with 8,000 inputs in all, the same in each test run; `make fuzz` feeds them for longer.

What an input has broken is kept below as a case, so that it stays mended.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from gongkai.figures import whole_number
from tests.examples import examples
from tests.fuzz import running
from tests.fuzz.__main__ import run
from tests.fuzz.inputs import LENGTH, changed, changed_bytes
from tests.fuzz.originals import PLACES, seeds
from tests.fuzz.running import SHOWN, fed
from tests.fuzz.targets import TARGETS, Target, feed_data, feed_form, feed_lists, feed_narrative, feed_yaml

INPUTS = 8_000
LONG = {"xls", "doc"}
"""Targets for `make fuzz` alone: LibreOffice makes the first file, and takes seconds for each of ``doc``."""


def count(target: Target) -> int:
    """How many of the inputs of a test run a target gets."""
    return max(2, round(examples(INPUTS) * target.share / 1_000))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize("name", sorted(TARGETS.keys() - LONG))
def test_target_refuses_what_it_cannot_read_in_its_own_way(name: str) -> None:
    number = count(TARGETS[name])
    assert fed(TARGETS[name], number).inputs == number


def test_targets_share_all_inputs() -> None:
    assert sum(target.share for target in TARGETS.values()) == pytest.approx(1_000, abs=1)
    assert sum(count(TARGETS[name]) for name in TARGETS.keys() - LONG) >= examples(INPUTS) * 0.99


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_input_that_breaks_a_target_is_made_smaller_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TOGETHER", 4)
    sign, texts = "\x1b[31m", []

    def breaks(text: str) -> None:
        if sign in text:
            texts.append(text)
            raise LookupError

    with pytest.raises(LookupError) as raised:
        fed(replace(TARGETS["places"], feed=breaks), 2_000)
    assert texts[-1].replace(sign, "", 1) in PLACES, "one change is left, of all"
    assert raised.value.__notes__[0] == repr(texts[-1])[:SHOWN]


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize(("limit", "amount"), [("LONGEST", "0.0 s"), ("LARGEST", "0 MB")])
def test_input_that_takes_too_much_is_seen(monkeypatch: pytest.MonkeyPatch, limit: str, amount: str) -> None:
    monkeypatch.setattr(running, limit, 0)
    with pytest.raises(AssertionError, match=amount):
        fed(TARGETS["ledger and reviews"], 2)


def test_every_change_is_drawn_and_zeros_are_none() -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    decode, chance = changed((text, "other\n")), random.Random(17)  # noqa: S311 - a sample, not a secret
    assert decode(bytes(LENGTH)) == text
    drawn = {decode(chance.randbytes(LENGTH)) for _ in range(200)}
    assert len(drawn) > 190
    assert any("{{" in item for item in drawn)
    assert any(len(item) < len(text) for item in drawn)
    assert changed_bytes(("甲".encode(),))(bytes(LENGTH)) == "甲".encode()


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_long_run_prints_the_rows_of_all_rounds_so_far_after_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger and reviews"], 2_000, 1, rounds=2) == 0
    lines = capsys.readouterr().out.splitlines()
    number = 1_000 * TARGETS["ledger and reviews"].share / 1_000
    assert lines[0] == "round 1 of 2, seed 1, 1,000 inputs"
    rows = [line for line in lines if line.startswith("| ledger and reviews | ")]
    assert [row.split(" | ")[1] for row in rows] == [f"{number:.0f}", f"{2 * number:.0f}"]
    assert lines[-2] == "broken: 0"


def test_line_of_dashes_with_a_word_behind_it_is_read_at_once() -> None:
    feed_narrative(f"# 题\n\n{'-' * 3_000} 说明\n\n{'* ' * 3_000}a\n\n{'_' * 3_000}a\n")


def test_number_of_thousands_of_digits_is_text() -> None:
    many = "9" * 5_000
    feed_form(f"form: case-1\nyears: {{from: {many}}}\n")
    feed_yaml(f"a: {many}\n")
    for line in (f"5 2 0 0 1 0 {many}", f"[5, 2, 0, 0, 1, 0, {many}]"):
        feed_data(seeds(".yml")[0].replace("[5, 2, 0, 0, 1, 0]", line))
    feed_lists(f"2023\t2024-01-15\t{many}\tabc\tgia-2021\t-\n{many}\t2024-01-15\tpass\tabc\t-\n")
    assert [whole_number(text) for text in ("2023", many, "²", "１", "", "-1")] == [2023, *[None] * 5]


def test_number_with_a_dot_is_no_year() -> None:
    feed_narrative("# 题\n\n## 一、总体情况\n\n播放7100余{{答复平均用时10.3个工作日，比上年少。{{ notes() }}\n")


def test_headings_without_a_title_and_out_of_order_are_read() -> None:
    feed_narrative("## 五、\n## 一、\n## 报告\n## 三、")
