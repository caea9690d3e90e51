"""Figures that were taken and may be none of their row, or of this year: a draft, and the remark says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import group_text
from gongkai.reports import Status
from tests.importing.sample_documents import FORMS, one, text_2020

if TYPE_CHECKING:
    from pathlib import Path

LICENSES = "行政许可\t1\t0\t208"
BLOCK = "行政处罚\t0\t0\t0\n行政强制\t0\t0\t0"


@pytest.mark.parametrize(
    ("before", "behind", "hint"),
    [
        (LICENSES, "行政许可 1 0 208\n56", "下面一行单独有“56”"),
        (BLOCK, "行政处罚\n行政强制\n0\n0\n0\n0\n0\n0", "个数正好"),
        (BLOCK, "行政处罚\t\t\t\n行政强制\t\t\t\n2019年情况\n行政处罚\t0\t0\t0\n行政强制\t0\t0\t0", "可能是另一年度的"),
        (BLOCK, f"{BLOCK}\n行政处罚\t\t\t\n行政强制\t\t\t", "可能是另一年度的"),
    ],
)
def test_figures_that_may_be_others_leave_a_draft(tmp_path: Path, before: str, behind: str, hint: str) -> None:
    assert before in text_2020()
    item = one(tmp_path, "a.txt", text_2020().replace(before, behind))

    assert item.status is Status.DRAFT
    remark_texts = [group_text(group, FORMS["gia-2019"]) for group in joined(item.remarks, rows_apart=True)]
    assert any(hint in text for text in remark_texts), remark_texts
