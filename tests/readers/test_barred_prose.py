"""Text with bars: whatever becomes of its tables, their rows never come into the narrative as paragraphs."""

from __future__ import annotations

import pytest

from gongkai.readers.facts.identity import identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.formats.text_tables.barred import tabbed_bars
from gongkai.readers.matching import match_document
from gongkai.readers.prose.compose import compose
from tests.readers.corpus.sheet import FORMS
from tests.readers.mess.draw import DraftDocument, draw

BARRED = ("markdown", "markdown bars", "bars", "bars apart", "bars behind")


def paragraphs_with_bars(drawn: DraftDocument) -> list[str]:
    """Paragraphs of the narrative that hold bars; rows of a table of Markdown are none."""
    document = read_document(drawn.data, name=drawn.name)
    matched = match_document(document, tuple(FORMS.values()), drawn.draft.sheet.year)
    parts = compose(document, matched, identify(document)).parts
    lines = [line for part in parts for line in part.splitlines() if not line.startswith("| ")]
    return [line for line in lines if "&#124;" in line or "|" in line]


@pytest.mark.parametrize("kind", BARRED)
def test_no_row_of_a_table_is_a_paragraph_of_the_narrative(kind: str) -> None:
    drawn = [draw(seed, (kind,)) for seed in range(8)]
    assert [(one.name, rows) for one in drawn if (rows := paragraphs_with_bars(one))] == []


@pytest.mark.parametrize("heading", ["3、 收到和处理政府信息公开申请情况", "4、 政府信息公开⾏政复议、⾏政诉讼情况"])
def test_heading_with_a_digit_ends_a_table_of_bars_apart(heading: str) -> None:
    rows = [
        "行政处罚",
        "|",
        "3",
        "|",
        "3",
        "|",
        heading,
        "一、本年新收",
        "|",
        "12",
        "|",
        "4",
        "|",
    ]
    document = read_document("\n".join(rows).encode(), name="a.txt")
    assert [block.text for block in document.paragraphs()] == [heading.replace("⾏", "行")]
    assert [[cell.text for cell in grid.rows[0]] for grid in document.grids()] == [
        ["行政处罚", "3", "3"],
        ["一、本年新收", "12", "4"],
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("甲 |,|||,乙 |,|,3 |,|,丁 |,|,|,|,丙 |,1 |,2 |,|", ["甲\t\t", "乙\t\t3", "丁\t\t", "丙\t1\t2"]),
        ("甲 |,|||,乙 |,|,3 |,|,丙 |,1 |", ["甲\t\t", "乙\t\t3", "丙\t1"]),
        ("甲 |,||,乙 |,1 |,2 |,3 |,|,丙 |,|", ["甲\t", "乙\t1\t2\t3", "丙\t"]),
        (
            "甲 | 1 | ,乙 | 2 | ,丙 | 3 | ,丁 | 4 | ,戊 | 5,己 | 6,庚 | 7",
            ["甲\t1\t", "乙\t2\t", "丙\t3\t", "丁\t4\t", "戊\t5", "己\t6", "庚\t7"],
        ),
        (
            "甲 | 1 | ,乙 | 2 | ,丙 | 3 | ,丁 | 4 | ,戊 | 5,名 | 数",
            ["甲\t1", "乙\t2", "丙\t3", "丁\t4", "戊\t5", "名\t数"],
        ),
    ],
    ids=["one width", "cut off", "several widths", "rows end in a figure", "bars are edges"],
)
def test_bar_at_an_end_or_on_a_line_of_its_own_is_a_blank_where_other_rows_say_so(lines: str, rows: list[str]) -> None:
    assert [text for _, text in tabbed_bars(list(enumerate(lines.split(","))))] == rows


@pytest.mark.parametrize(
    ("words", "cells", "rows"),
    [
        ("乙甲,乙 |", "3 |,4 |,|", ["甲\t1\t2", "乙甲乙\t3\t4"]),
        ("乙甲,乙 |", "3 |,|", ["甲\t1\t2", "乙甲", "乙\t3"]),
        ("乙甲,乙 |", "丙 |,丁 |,|", ["甲\t1\t2", "乙甲", "乙\t丙\t丁"]),
        ("乙甲,,乙 |", "3 |,4 |,|", ["甲\t1\t2", "乙甲", "", "乙\t3\t4"]),
        ("乙甲,3 |", "4 |,5 |,|", ["甲\t1\t2", "乙甲", "3\t4\t5"]),
    ],
    ids=["a broken label", "another length", "heads", "a blank line between", "no label"],
)
def test_lines_between_two_rows_are_of_the_label_of_a_row_of_figures_as_long(
    words: str, cells: str, rows: list[str]
) -> None:
    lines = f"甲 |,1 |,2 |,|,{words},{cells}".split(",")
    assert [text for _, text in tabbed_bars(list(enumerate(lines)))] == rows
