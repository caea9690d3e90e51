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


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": ', "broken"),
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
