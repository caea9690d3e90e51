"""Messy documents drawn at random are read right or said to be open, in the kinds whose files tell cells apart."""

from __future__ import annotations

import pytest

from tests.readers.mess.draw import draw
from tests.readers.mess.judge import judge

KINDS = (
    *("archive", "word", "book", "page", "full tabs", "markdown", "commas", "word page"),
    *("tabs", "bars", "bars apart"),
)


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_no_cell_of_a_messy_document_is_wrong_in_silence(first: int) -> None:
    verdicts = [judge(draw(seed, KINDS)) for seed in range(first, first + 20)]

    assert [(verdict.name, verdict.faults[:3]) for verdict in verdicts if verdict.faults] == []
    assert sum(item.plain[1] for item in verdicts) >= 0.95 * sum(item.plain[0] for item in verdicts)
