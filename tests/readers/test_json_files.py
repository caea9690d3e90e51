"""JSON: lists of rows, records, names with figures below names, HTML in an answer, several years."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.errors import ReadError
from gongkai.readers.document import SourceParagraph
from gongkai.readers.formats.reading import read_document
from tests.readers.test_web_pages import rows, texts

if TYPE_CHECKING:
    from gongkai.readers.document import Document

TITLE = "样例县财政局2023年政府信息公开工作年度报告"


def read(value: Any) -> Document:
    return read_document(json.dumps(value, ensure_ascii=False).encode(), name="a.json")


def test_names_in_names_are_rows_below_the_names_of_their_figures() -> None:
    document = read(
        {
            "年度": 2023,
            "主动公开": {
                "第二十条第（一）项": {
                    "规章": {"本年制发件数": 0, "现行有效件数": None},
                    "行政规范性文件": {"本年制发件数": 3, "现行有效件数": 7},
                },
                "行政许可": {"本年处理决定数量": 12.50},
            },
        }
    )

    assert [rows(grid) for grid in document.grids()] == [
        [
            ["第二十条第（一）项", "", ""],
            ["", "本年制发件数", "现行有效件数"],
            ["规章", "0", ""],
            ["行政规范性文件", "3", "7"],
            ["", "本年处理决定数量", ""],
            ["行政许可", "12.5", ""],
        ]
    ]
    assert texts(document) == ["主动公开"]
    assert document.meta["年度"] == "2023"


def test_records_are_rows_below_their_names_and_numbers_stay_as_written() -> None:
    document = read_document(
        b'{"code": 200, "title": "%s", "data": [{"a": "x", "b": 1.50}, {"a": "y", "b": 0}, {"c": "z", "d": [2, 3]}]}'
        % TITLE.encode(),
        name="a.json",
    )

    assert [rows(grid) for grid in document.grids()] == [
        [["a", "b", ""], ["x", "1.50", ""], ["y", "0", ""], ["c", "", ""], ["z", "2", "3"]]
    ]
    assert texts(document) == [TITLE]
    assert document.title == TITLE


def test_html_and_texts_in_an_answer_are_read_in_their_order() -> None:
    document = read(
        {
            "data": {
                "content": f"<p>{TITLE}</p><table><tr><td>规章</td><td>0</td><td>1</td><td>2</td></tr></table>",
                "五、存在的主要问题及改进情况": ["内容不够细。\n形式单一。"],
            }
        }
    )

    assert [type(block) is SourceParagraph for block in document.blocks] == [True, False, True, True, True]
    assert texts(document)[1:] == ["五、存在的主要问题及改进情况", "内容不够细。", "形式单一。"]


def test_years_of_parts_stand_above_their_tables() -> None:
    document = read([{"year": year, "data": [["行政许可", "本年处理决定数量", year]]} for year in (2022, 2023)])

    assert texts(document) == ["2022年数据", "2023年数据"]
    assert [type(block) is SourceParagraph for block in document.blocks] == [True, False, True, False]


REVIEW = {
    f"{group}.{verdict}": 4 for group in ("reconsideration", "litigation_direct") for verdict in ("upheld", "total")
}
OUTCOMES = {"granted": {"natural_person": 1, "total": "1"}, "carried_out": {"natural_person": None, "total": 0}}


@pytest.mark.parametrize(
    "value",
    [
        {"requests": OUTCOMES, "review": {"cases": REVIEW}},
        {
            "review": {"litigation_direct": {"total": 4, "upheld": 4}, "reconsideration": {"upheld": 4, "total": "4"}},
            "data": [{"requests": OUTCOMES}],
        },
        [
            {"table": "requests", "row": row, "column": column, "value": value, "unit": None, "note": ""}
            for row, figures in OUTCOMES.items()
            for column, value in figures.items()
        ]
        + [{"row": "cases", "column": column, "value": value} for column, value in REVIEW.items()],
        {f"requests.{row}.{column}": value for row, each in OUTCOMES.items() for column, value in each.items()}
        | REVIEW,
        [{"table": "requests", "row": row, **figures} for row, figures in OUTCOMES.items()] + [{"review": REVIEW}],
        {
            "requests": {
                row: {"naturalPerson": each["natural_person"], "total": each["total"]} for row, each in OUTCOMES.items()
            }
        }
        | REVIEW,
    ],
    ids=["objects", "no row", "records", "dotted", "rows", "other spelling"],
)
def test_figures_named_by_ids_of_a_form_stand_below_its_labels(value: Any) -> None:
    requests, review = read({"title": TITLE, "report": value}).grids()

    assert rows(requests) == [
        ["三、本年度办理结果", "", ""],
        ["", "自然人", "总计"],
        ["（一）予以公开", "1", "1"],
        ["四、结转下年度继续办理", "", "0"],
    ]
    assert rows(review) == [["", "结果维持", "总计"], ["行政复议", "4", "4"], ["未经复议直接起诉", "4", "4"]]


def test_figures_of_two_years_are_no_row_twice() -> None:
    years = [{"year": year, "requests": OUTCOMES, "review": REVIEW} for year in (2022, 2023)]
    assert not [row for grid in read(years).grids() for row in rows(grid) if "（一）予以公开" in row]


def test_few_ids_are_words_of_any_program() -> None:
    (grid,) = read({"title": TITLE, "requests": {"granted": {"natural_person": 5, "total": 5}}}).grids()
    assert rows(grid) == [["", "natural_person", "total"], ["granted", "5", "5"]]


def test_values_in_lines_of_their_own_are_a_list() -> None:
    lines = [{"标题": TITLE}, {"项目": "行政许可", "数": 5}, {"项目": "行政处罚", "数": 0}]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    for name in ("a.jsonl", "a.json"):
        document = read_document(text.encode(), name=name)
        assert [rows(grid) for grid in document.grids()] == [[["项目", "数"], ["行政许可", "5"], ["行政处罚", "0"]]]
        assert document.title == TITLE


def test_pairs_of_a_name_and_a_figure_are_cells_of_their_row() -> None:
    part = [
        {"label": label, "cells": [{"name": "本年制发件数", "value": 3}, {"name": "现行有效件数", "value": "7"}]}
        for label in "甲乙"
    ]
    document = read([{"title": "二、主动公开政府信息情况", "rows": part}])
    assert [rows(grid) for grid in document.grids()] == [
        [["label", "本年制发件数", "现行有效件数"], ["甲", "3", "7"], ["乙", "3", "7"]]
    ]
    assert texts(document) == ["二、主动公开政府信息情况"]


def test_names_that_are_paths_are_the_labels_of_a_row_each() -> None:
    (grid,) = read({f"主动公开/行{number}/本年增/减": number for number in range(8)}).grids()
    assert rows(grid)[7] == ["主动公开", "行7", "本年增", "减", "7"]
    (grid,) = read({f"主动公开/行{number}": number for number in range(7)}).grids()
    assert len(rows(grid)) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": ', "broken"),
        (b'{"a": 1}\n{"b": ', "broken"),
        (b"[" * 100_000 + b"]" * 100_000, "deep"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "deep"),
        (b"[" + b'"a",' * 60_000 + b'""]', "crowded"),
        (b'{"a": null}', "no-text"),
        (b"a, b, c", "unknown"),
    ],
)
def test_file_that_is_no_such_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read_document(data, name="a.json")
    assert error.value.code == code


def test_unit_and_note_of_a_cell_stand_beside_its_figure() -> None:
    cell = {"table": "proactive", "row": "fees", "column": "amount", "value": 12.5, "unit": "元", "note": "其中补缴2元"}
    grids = list(read([cell, *({"table": "review", "column": name, "value": 0} for name in REVIEW), OUTCOMES]).grids())
    assert rows(grids[0])[-1] == ["行政事业性收费", "12.5元（其中补缴2元）"]
