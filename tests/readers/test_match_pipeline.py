"""The stages of the matcher: what each hands on, and what each may ask."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import time
from functools import cache
from pathlib import Path

import pytest

from gongkai.figures import Figure
from gongkai.forms import shipped_forms
from gongkai.readers import matching
from gongkai.readers.matching.assign import RowAssignment, assign_rows
from gongkai.readers.matching.normalise import (
    LineShape,
    NormalisedDocument,
    NormalisedParagraph,
    NormalisedTable,
    normalise_document,
)
from gongkai.readers.matching.remark import write_result
from gongkai.readers.matching.result import MatchResult
from gongkai.readers.matching.solve import SolvedTables, solve_tables
from gongkai.readers.matching.tokenise import TokenisedDocument, tokenise_document
from tests.readers.drawn import document
from tests.shipped import shipped_form
from tests.test_house import statements

ROOT = Path(matching.__file__).parent
STAGES = ["normalise", "tokenise", "assign", "solve", "remark"]
LEXICON = {"form_choice", "form_labels", "label_scan", "lexicon"}


@cache
def imports() -> list[tuple[Path, str]]:
    """Every module of the matcher with every module of it that it imports."""
    return [
        (path.relative_to(ROOT), node.module.removeprefix(f"{matching.__name__}."))
        for path in ROOT.rglob("*.py")
        for node in statements(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{matching.__name__}.")
    ]


def test_only_the_stage_tokenise_asks_the_lexicon() -> None:
    askers = [
        str(path) for path, module in imports() if path.parts[0] != "tokenise" and LEXICON & set(module.split("."))
    ]

    assert askers == []


def test_a_stage_imports_earlier_stages_only() -> None:
    upward = [
        (str(path), module)
        for path, module in imports()
        if path.parts[0] in STAGES
        and module.split(".")[0] in STAGES
        and STAGES.index(module.split(".")[0]) > STAGES.index(path.parts[0])
    ]

    assert upward == []


@pytest.mark.parametrize(
    "kind",
    [NormalisedDocument, TokenisedDocument, RowAssignment, SolvedTables, MatchResult],
    ids=lambda kind: kind.__name__,
)
def test_what_a_stage_hands_on_is_frozen(kind: type) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(object.__new__(kind), dataclasses.fields(kind)[0].name, None)


def test_the_steps_from_cell_to_yaml_are_functions_that_exist() -> None:
    steps = re.findall(r"^(\d)\. ``([\w.]+)``", matching.__doc__ or "", re.MULTILINE)

    assert [number for number, _ in steps] == [str(number) for number in range(1, 9)]
    for _, name in steps:
        module, _, function = name.rpartition(".")
        assert callable(getattr(importlib.import_module(module), function)), name


def test_every_module_named_in_the_table_of_layouts_exists() -> None:
    named = re.findall(r"``([\w/]+\.py)``$", matching.__doc__ or "", re.MULTILINE)

    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_one_figure_is_walked_through_the_stages() -> None:
    parts = [
        "二、主动公开政府信息情况",
        [["信息内容", "制发件数", "废止件数", "现行有效件数"], ["规范性文件", "1，203", "7", "88"]],
    ]

    normalised = normalise_document(document(parts))
    table = normalised.blocks[1]
    assert isinstance(table, NormalisedTable)
    assert (table.rows[1][1].text, table.rows[1][1].owner) == ("1，203", (1, 1))

    tokenised = tokenise_document(normalised, shipped_forms(), 2023)
    assert tokenised is not None
    line = tokenised.lines[2]
    assert [meaning.name for meaning in line.matches[0].of("row")] == ["normative_documents"]
    assert [token.text for token in line.figures] == ["1，203", "7", "88"]

    assigned = assign_rows(tokenised)
    rows = next(item for item in assigned.labelled if item.table.id == "proactive")
    candidate = rows.candidates[0]
    assert candidate.row == rows.table.row_index["normative_documents"]
    assert [cell.text for cell in candidate.cells] == ["1，203", "7", "88"]

    solved = solve_tables(assigned)
    row = next(item for item in solved.labelled if item.table.id == "proactive").rows[0]
    assert row.fit.figures == (Figure(1203), Figure(7), Figure(88))
    assert [note.code for note in row.fit.notes] == ["separator"]

    result = write_result(solved)
    assert result.figures["proactive", "normative_documents", "made"] == Figure(1203)
    assert [(remark.code, remark.row, remark.col) for remark in result.remarks if remark.code == "separator"] == [
        ("separator", "normative_documents", "made")
    ]


@pytest.mark.parametrize(
    ("text", "shape", "cells"),
    [
        ("— 3 —", LineShape.PAGE_NUMBER, ()),
        ("第 3 页 共 9 页", LineShape.PAGE_NUMBER, ()),
        ("规章\t1\t\t208", LineShape.DELIMITED, ("规章", "1", "", "208")),
        ("| 规章 | 1 | 208 |", LineShape.DELIMITED, ("规章", "1", "208")),
        ("1 22 （其中修订16件） -", LineShape.FIGURES, ("1", "22（其中修订16件）", "-")),
        ("3+4", LineShape.FIGURES, ("3", "+4")),
        ("规章 1 208", LineShape.TEXT, ("规章", "1", "208")),
    ],
)
def test_a_line_of_text_is_classed_by_its_looks(text: str, shape: LineShape, cells: tuple[str, ...]) -> None:
    paragraph = normalise_document(document([text])).blocks[0]

    assert isinstance(paragraph, NormalisedParagraph)
    assert [(line.shape, line.cells) for line in paragraph.lines] == [(shape, cells)]


def test_a_transposed_table_is_turned_upright_before_its_rows_are_assigned() -> None:
    rows = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"]
    rows += ["1.属于国家秘密", "（七）总计", "四、结转下年度继续办理"]
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    grid = [["", *rows], *([head, *[str(number)] * len(rows)] for number, head in enumerate(heads))]

    tokenised = tokenise_document(normalise_document(document(["三、申请情况", grid])), shipped_forms(), 2023)

    assert tokenised is not None
    assert [token.text for token in tokenised.lines[2].tokens] == [rows[0], "0", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(("name", "other"), [("去年同期", "本年"), ("合计", "本级")])
def test_name_of_its_own_behind_the_label_of_each_row_leaves_none_certain(name: str, other: str) -> None:
    form = shipped_form("gia-2021")
    table = form.table_index["requests"]
    heads = ["三、收到和处理政府信息公开申请情况", *(column.printed for column in table.columns(0))]
    seven = ("received", "granted", "outcome_total")
    figures = {row.id: "7000007" if row.id in seven else "0000000" for row in table.rows}
    rows = [part for row in table.rows for part in (row.name.label, name, *figures[row.id], other)]

    matched = matching.match_document(document([*heads, *rows]), shipped_forms(), 2023)

    assert {item.row for item in matched.remarks if not item.sure} >= {row.id for row in table.rows}


@pytest.mark.parametrize("sign", ["①", "十"])
def test_long_run_of_one_sign_is_matched_at_once(sign: str) -> None:
    table = shipped_form("gia-2021").table_index["requests"]
    grid = [[row.name.label, *"0000000"] for row in table.rows]
    grid += [[sign * 20_000 + table.rows[0].name.label, "0"], [table.rows[0].name.label + sign * 20_000, "0"]]

    start = time.process_time()
    matching.match_document(
        document(["三、收到和处理政府信息公开申请情况", grid, sign * 50_000]), shipped_forms(), 2023
    )

    assert time.process_time() - start < 2


def test_figures_on_lines_of_their_own_become_no_endless_row() -> None:
    tokenised = tokenise_document(normalise_document(document(["1"] * 600)), shipped_forms(), 2023)

    assert tokenised is not None
    assert sorted(len(line.tokens) for line in tokenised.lines)[-2:] == [100, 500]


def test_document_without_words_has_no_figures() -> None:
    assert matching.match_document(document(['"']), shipped_forms(), 2024).origins == {}
