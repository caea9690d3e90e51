"""Characters of a PDF page: those of a line at one height, marks of notes and words printed over others set apart."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.readers.formats.pdf_lines import lines_of_page
from gongkai.readers.formats.pdf_marks import bracket_raised, level_lines, text_lines
from tests.readers.print_page import PrintPage, words


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
        ([mark("3", 10, size=7)], "12[3]"),
        ([mark("3", 10, size=8)], "123"),
        ([mark("3", 10, size=14)], "12 3"),
        ([mark("3", 12, size=12)], "123"),
        ([mark("3", 10, line=704)], "12[3]"),
        ([mark("3", 10, line=696)], "12 3"),
        ([mark("3", 10, line=701)], "123"),
        ([mark("3", 13, line=704)], "123"),
        ([mark("3", 10, line=704), mark("4", 15, line=704)], "12[34]"),
        ([mark("3", 30, size=7, line=704)], "123"),
        ([mark("3", 10, size=7, line=720)], "123"),
        ([mark("件", 10), mark("3", 20, size=7, line=704)], "12件3"),
    ],
    ids=[
        *(
            "raised",
            "two digits",
            "lowered",
            "small",
            "little smaller",
            "large",
            "little larger",
            "high",
            "low",
            "hardly high",
        ),
        *("high and apart", "two high digits", "far", "in the line above", "behind a word"),
    ],
)
def test_small_digits_right_behind_a_figure_are_a_mark(behind: list[dict[str, Any]], text: str) -> None:
    marks = [mark("1", 0), mark("2", 5), *behind]
    bracket_raised(marks)
    assert "".join(one["text"] for one in marks) == text


def test_marks_are_known_wherever_they_stand_in_the_file() -> None:
    notes = [mark("3", 10, size=7, line=704), mark("4", 110, size=7, line=704)]
    marks = [*notes, mark("1", 0), mark("2", 5), mark("9", 105)]
    bracket_raised(marks)
    assert [one["text"] for one in marks] == ["[3]", "[4]", "1", "2", "9"]


def test_characters_of_one_size_on_one_line_begin_at_one_height() -> None:
    marks = [mark("处", 0), mark("2", 10, below=7.5), mark("1", 15, size=7, line=704), mark("年", 20, line=680)]
    level_lines(marks)
    assert [round(one["top"], 2) for one in marks] == [91.5, 91.5, 90.05, 111.5]


def test_turned_character_is_left_as_it_is() -> None:
    turned = {**mark("2", 10, below=7.5), "matrix": (0, 1, -1, 0, 10, 700)}
    level_lines([turned])
    assert turned["top"] == 97.5


def test_lines_of_small_characters_are_distinguished() -> None:
    page = PrintPage(
        [*words("规章", 40, 100, size=4), *words("12", 60, 102.5, size=4), *words("文件", 40, 105, size=4)]
    )

    assert [line["text"] for line in text_lines(page)] == ["规章", "12", "文件"]


def test_full_stop_in_the_blank_half_of_a_bracket_is_of_the_same_line() -> None:
    page = PrintPage([*words("（投诉）", 40, 100), *words("。结转四件", 40 + 4 * 10 - 5.1, 100)])

    assert [line["text"] for line in text_lines(page)] == ["（投诉）。结转四件"]


def test_words_printed_over_others_are_a_line_of_their_own_in_the_order_of_the_file() -> None:
    below = words("府信息", 40, 100.4)
    page = PrintPage([*below, *words("没有现成信息", 42, 100), *words("64", 200, 100)])

    assert [line.text for line in lines_of_page(page, [])] == ["府信息", "没有现成信息64"]


def test_characters_in_brackets_are_on_the_line_once() -> None:
    marks = words("规章12", 40, 100)
    marks[-2]["text"], marks[-1]["text"] = "[1", "2]"

    assert [line.text for line in lines_of_page(PrintPage(marks), [])] == ["规章[12]"]


def test_picture_is_on_the_line_of_figures_rather_than_on_that_of_a_label_nearer_by() -> None:
    picture = {"object_type": "image", "x0": 150.0, "x1": 160.0, "top": 96.0, "bottom": 104.0}
    page = PrintPage([*words("果", 40, 96), *words("公开", 80, 103), *words("5", 200, 103)], [picture])

    pieces = [[piece.text for piece in line.pieces] for line in lines_of_page(page, [])]
    assert pieces == [["果"], ["公开", "图片：?", "5"]]


def _stroke(left: float, top: float, right: float, bottom: float) -> dict[str, object]:
    box = {"x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left, "height": bottom - top}
    return {"object_type": "line", "stroke": True, **box}


@pytest.mark.parametrize(
    ("strokes", "pieces"),
    [
        ([(150, 104, 154, 104), (154, 104, 154, 110)], ["规章", "图片：?", "5"]),
        ([(206, 104, 206, 110)], ["规章", "5图片：?"]),
        ([(206, 96, 206, 113)], ["规章", "5"]),
        ([(150, 90, 150, 106), (150, 106, 150, 122)], ["规章", "5"]),
        ([(198, 104, 212, 104), (198, 104, 198, 112)], ["规章", "5"]),
        ([(150, 111, 160, 111)], ["规章", "5"]),
        ([(150, 130, 154, 130), (154, 130, 154, 136)], ["规章", "5"]),
    ],
    ids=["digit", "digit of a figure", "high", "rule row by row", "around a figure", "level", "on no line"],
)
def test_strokes_like_a_digit_are_a_picture_on_their_line(
    strokes: list[tuple[float, float, float, float]], pieces: list[str]
) -> None:
    page = PrintPage([*words("规章", 40, 103), *words("5", 200, 103, size=5)])
    page.chars[-1] |= {"size": 10}
    page.lines = [_stroke(*one) for one in strokes]

    assert [[piece.text for piece in line.pieces] for line in lines_of_page(page, [])] == [pieces]


@pytest.mark.parametrize(
    ("note", "gap", "count"),
    [
        ("（第一项加第二项之和等于总计）", 1, 2),
        ("（第一项加第二项之和等于总计）", 0.3, 2),
        ("（第一项加第二项之和等于总计）", -2, 2),  # it ends in the middle of its last bracket
        ("（第一项加第二项之和等于总计）", 0, 1),
        ("（二）", 1, 1),
    ],
    ids=["apart", "nearly touching", "overlapping", "in one text", "number"],
)
def test_sentence_in_brackets_that_reaches_to_a_head_is_a_cell_of_its_own(note: str, gap: float, count: int) -> None:
    page = PrintPage([*words(note, 40, 103), *words("自然人", 40 + 10 * len(note) + gap, 103)])

    assert [len(line.pieces) for line in lines_of_page(page, [])] == [count]
