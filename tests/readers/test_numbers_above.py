"""Numbers of sections on lines of their own above the titles, as articles of WeChat draw them, are no figures."""

from __future__ import annotations

import pytest

from gongkai.readers.document import SourceParagraph
from gongkai.readers.document.boilerplate import without_numbers_above
from tests.readers.drawn import document


@pytest.mark.parametrize(
    ("numbers", "left"),
    [
        (("01", "02", "03"), []),
        (("PART 01", "PART.02", "Part 3"), []),
        (("01", "02", "04"), ["01", "02", "04"]),  # one of them is no number of a section
        (("1", "2", "3"), ["1", "2", "3"]),  # the last figure of each table
    ],
)
def test_numbers_that_count_the_sections_up_are_left_out(numbers: tuple[str, str, str], left: list[str]) -> None:
    one, two, three = numbers
    parts = [
        one,
        "总体情况",
        "概述。",
        two,
        "主动公开政府信息情况",
        "规章 1 0 1",
        three,
        "收到和处理政府信息公开申请情况",
    ]
    texts = [
        block.text for block in without_numbers_above(document(parts)).blocks if isinstance(block, SourceParagraph)
    ]

    assert [text for text in texts if text in numbers] == left
    assert len(texts) == len(parts) - len(numbers) + len(left)
