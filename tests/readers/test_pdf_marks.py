"""Characters of a PDF page: on one line at one height, and marks of notes set apart from their figures."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.readers.formats.pdf_marks import bracket_raised, level_lines


def mark(text: str, left: float, *, size: float = 10, line: float = 700, below: float = 1.5) -> dict[str, Any]:
    """A character of a font whose box reaches so far below its line, on a page that is 800 points high."""
    matrix = (1, 0, 0, 1, left, line)
    bottom = 800 - line + below
    place = {"x0": left, "x1": left + size / 2, "top": bottom - size, "bottom": bottom, "y0": line - below}
    return {"text": text, "size": size, "matrix": matrix, "upright": True, **place}


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        ([mark("3", 10, size=7, line=704)], "12[3]"),
        ([mark("3", 10, size=7, line=704), mark("4", 13.5, size=7, line=704)], "12[34]"),
        ([mark("3", 10, size=7, line=697)], "12[3]"),
        ([mark("3", 10, size=7)], "123"),
        ([mark("3", 10, line=704)], "123"),
        ([mark("3", 30, size=7, line=704)], "123"),
        ([mark("3", 10, size=7, line=720)], "123"),
        ([mark("件", 10), mark("3", 20, size=7, line=704)], "12件3"),
    ],
    ids=["raised", "two digits", "lowered", "small", "high", "far", "in the line above", "behind a word"],
)
def test_small_digits_off_the_line_right_behind_a_figure_are_a_mark(behind: list[dict[str, Any]], text: str) -> None:
    marks = [mark("1", 0), mark("2", 5), *behind]
    bracket_raised(marks)
    assert "".join(one["text"] for one in marks) == text


def test_characters_of_one_size_on_one_line_begin_at_one_height() -> None:
    marks = [mark("处", 0), mark("2", 10, below=7.5), mark("1", 15, size=7, line=704), mark("年", 20, line=680)]
    level_lines(marks)
    assert [round(one["top"], 2) for one in marks] == [91.5, 91.5, 90.05, 111.5]


def test_turned_character_is_left_as_it_is() -> None:
    turned = {**mark("2", 10, below=7.5), "matrix": (0, 1, -1, 0, 10, 700)}
    level_lines([turned])
    assert turned["top"] == 97.5
