"""Messy documents of all kinds drawn at random: every cell is read right or said to be open, and no figure is lost."""

from __future__ import annotations

import pytest

from tests.readers.mess.draw import KINDS, STRUCTURED, draw
from tests.readers.mess.judge import judge


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_no_cell_of_a_messy_document_is_wrong_in_silence(first: int) -> None:
    verdicts = [judge(draw(seed, tuple(KINDS))) for seed in range(first, first + 50)]

    assert [(verdict.name, verdict.faults[:3]) for verdict in verdicts if verdict.faults] == []
    told = [item.plain for item in verdicts if item.kind in STRUCTURED]
    assert sum(right for _, right in told) >= 0.985 * sum(cells for cells, _ in told)
