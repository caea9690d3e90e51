"""Findings: their words, their shapes for people and programs, their order."""

from __future__ import annotations

import json
import re
import string
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai.checks  # noqa: F401 - registers the wordings of the rules
from gongkai.findings import (
    Cause,
    Finding,
    Level,
    PublicWaiver,
    as_annotation,
    as_json,
    as_text,
    code_name,
    level_text,
    message,
    ordered,
    say,
    wordings,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = [
    *("code", "rule", "level", "message", "path", "line", "column", "agency", "year", "table", "row", "col", "cells"),
    *("expected", "actual", "cause", "waiver"),
]
"""What other programs rely on, in this order."""

BALANCE = Finding(
    code="balance",
    level=Level.ERROR,
    rule="R1",
    path="data/case/2024.yml",
    line=12,
    column=3,
    agency="case",
    year=2024,
    table="requests",
    col="total",
    cells=("requests.received.total", "requests.carried_out.total"),
    expected="13",
    actual="12",
    args={
        "table": "申请表",
        "col_name": "总计",
        "left": "新收 12＋上年结转 1",
        "actual": "12",
        "right": "办理结果总计 11＋结转下年度 1",
        "expected": "13",
        "difference": "1",
        "blanks": "",
    },
)
BARE = Finding(code="duplicate-row", level=Level.WARNING, args={"name": "规章", "first": "3"})


def test_text_names_place_level_code_and_both_sides() -> None:
    assert as_text(BALANCE) == (
        "data/case/2024.yml:12:3 差错（勾稽关系 balance）："
        "申请表“总计”列，新收 12＋上年结转 1＝13，办理结果总计 11＋结转下年度 1＝12，相差 1。"
    )


def test_text_leaves_out_what_is_unknown() -> None:
    assert as_text(BARE) == "提示（行重复 duplicate-row）：“规章”一行写了两次（第 3 行已有）。请删去一处。"
    assert as_text(replace(BARE, path="data/case/2024.yml")).startswith(
        "data/case/2024.yml 提示（行重复 duplicate-row）："
    )


@pytest.mark.parametrize(
    ("level", "word"),
    [(Level.ERROR, "差错"), (Level.WARNING, "提示"), (Level.NOTICE, "提醒"), (Level.WAIVED, "已作说明")],
)
def test_level_is_said_in_the_words_of_the_trade(level: Level, word: str) -> None:
    assert as_text(replace(BARE, level=level)).split("（")[0] == word


@pytest.mark.parametrize("code", wordings())
def test_every_code_has_a_name_that_stands_before_it(code: str) -> None:
    name = code_name(code)
    assert re.fullmatch("[一-鿿]+", name)
    assert level_text(replace(BARE, code=code)) == f"提示（{name} {code}）"


def test_code_without_a_name_stands_alone() -> None:
    assert level_text(replace(BARE, code="of-no-rule")) == "提示（of-no-rule）"


def test_cause_and_explanation_come_last() -> None:
    finding = replace(
        BALANCE,
        cause=Cause("shifted", (("row", "1.本机关不掌握相关政府信息"),)),
        waiver=PublicWaiver("原件如此", date="2025-01-20", office="办公室"),
    )

    assert message(finding).endswith(
        "相差 1。可能“1.本机关不掌握相关政府信息”一行整行错了一列，请核对。（情况说明：原件如此）"
    )


def test_json_has_the_keys_that_programs_rely_on() -> None:
    as_data = as_json(BALANCE)

    assert list(as_data) == KEYS
    assert {key: as_data[key] for key in KEYS if key != "message"} == {
        "code": "balance",
        "rule": "R1",
        "level": "error",
        "path": "data/case/2024.yml",
        "line": 12,
        "column": 3,
        "agency": "case",
        "year": 2024,
        "table": "requests",
        "row": None,
        "col": "total",
        "cells": ["requests.received.total", "requests.carried_out.total"],
        "expected": "13",
        "actual": "12",
        "cause": None,
        "waiver": None,
    }
    assert as_data["message"] == message(BALANCE)
    assert json.loads(json.dumps(as_data)) == as_data


def test_json_of_a_bare_finding_says_null_for_what_is_absent() -> None:
    as_data = as_json(BARE)

    assert list(as_data) == KEYS
    assert {key for key in KEYS if as_data[key] is None} == set(KEYS) - {"code", "level", "message", "cells"}
    assert as_data["cells"] == []


def test_json_says_cause_and_explanation_in_parts() -> None:
    finding = replace(
        BALANCE, cause=Cause("blank-total"), waiver=PublicWaiver("原件如此", office="办公室"), level=Level.WAIVED
    )
    as_data = as_json(finding)

    assert as_data["level"] == "waived"
    assert as_data["cause"] == "可能漏填，请对照原件填写；原件没有总计的，见“空项”一条。"
    assert as_data["waiver"] == {"reason": "原件如此", "date": None, "office": "办公室"}


def test_annotation_stands_at_its_line() -> None:
    assert as_annotation(BALANCE).startswith(
        "::error file=data/case/2024.yml,line=12,col=3,title=勾稽关系 balance::申请表“总计”列，"
    )


@pytest.mark.parametrize(
    ("level", "word"),
    [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.NOTICE, "notice"), (Level.WAIVED, "notice")],
)
def test_annotation_knows_three_levels(level: Level, word: str) -> None:
    assert as_annotation(replace(BARE, level=level)).startswith(f"::{word} title=行重复 duplicate-row::")


def test_annotation_escapes_what_would_end_it() -> None:
    finding = replace(BARE, path="data/a,b:c%\n.yml", line=1, args={"name": "甲%\r\n::error::乙,丙:丁", "first": "3"})

    assert as_annotation(finding) == (
        "::warning file=data/a%2Cb%3Ac%25%0A.yml,line=1,title=行重复 duplicate-row::"
        "“甲%25%0D%0A::error::乙,丙:丁”一行写了两次（第 3 行已有）。请删去一处。"
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_annotation_is_one_line(path: str, name: str) -> None:
    text = as_annotation(replace(BARE, path=path, args={"name": name, "first": "3"}))

    assert "\n" not in text
    assert "\r" not in text


def test_order_is_by_file_and_place_and_each_is_said_once() -> None:
    second = replace(BALANCE, line=13)
    other = replace(BALANCE, path="data/a/2024.yml", line=99)

    assert ordered([second, BALANCE, other, BARE, replace(BALANCE)]) == (BARE, other, BALANCE, second)


def test_equal_findings_are_said_once_wherever_they_stand() -> None:
    differs = replace(BALANCE, expected="14")

    assert len(ordered([BALANCE, differs, replace(BALANCE)])) == 2


@given(
    st.lists(
        st.builds(
            Finding,
            code=st.sampled_from(["balance", "stock"]),
            level=st.sampled_from([Level.ERROR, Level.WARNING]),
            path=st.sampled_from([None, "a.yml"]),
            line=st.sampled_from([None, 1, 2]),
            year=st.sampled_from([None, 2024]),
            expected=st.sampled_from([None, "1"]),
            cells=st.sampled_from([(), ("requests",)]),
            cause=st.sampled_from([None, Cause("sign")]),
            waiver=st.sampled_from([None, PublicWaiver("原件如此")]),
            args=st.sampled_from([{}, {"row": "a", "col": "b"}, {"col": "b", "row": "a"}]),
        ),
        max_size=6,
    ).flatmap(lambda findings: st.tuples(st.just(findings), st.permutations(findings)))
)
def test_order_does_not_depend_on_who_found_what_first(both: tuple[list[Finding], list[Finding]]) -> None:
    assert ordered(both[0]) == ordered(both[1])


def test_unknown_text_or_missing_field_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        say("findings.balance.none")
    with pytest.raises(KeyError, match="name"):
        say("findings.duplicate-row.text", {"first": 3})


def test_braces_in_a_field_stay_text() -> None:
    assert "“{first} {0}”" in say("findings.duplicate-row.text", {"name": "{first} {0}", "first": "3"})


def test_quotation_marks_within_quoted_fields_become_inner_ones() -> None:
    sentence = say("page.source-row", {"head": "危及“三安全”", "label": "3.危及“三安全一稳定”"})
    assert sentence == "原件行名为“危及‘三安全’”，格式上为“3.危及‘三安全一稳定’”。"
    assert say("summary.sentence", {"text": "写作“无”"}) == "写作“无”。", "what the text does not quote stays as it is"


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):  # paragraphs or steps of a generated page
        for number, value in enumerate(node):
            yield from leaves(value, f"{path}.{number}")
    else:
        yield path, node


def test_every_public_wording_is_text_with_plain_fields() -> None:
    texts = dict(leaves(words()))
    assert len(texts) > 500
    assert {key for key, text in texts.items() if not isinstance(text, str)} == set()
    assert {key for key, text in texts.items() if not all(map(is_plain, string.Formatter().parse(text)))} == set()


def is_plain(part: tuple[str, str | None, str | None, str | None]) -> bool:
    """Whether a part of a wording is text, or text with a field that says nothing of its format."""
    _, name, spec, conversion = part
    return name is None or (name.isidentifier() and not spec and not conversion)


def test_every_finding_can_be_said_with_its_fields_alone() -> None:
    keys = sorted({path for path, _ in leaves(wordings())})
    assert len(keys) > 60
    for key in keys:
        code, _, variant = key.partition(".")
        text = wordings()[code][variant]
        fields = {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(text) if name}
        variant_name = "" if variant == "text" else variant
        sentence = message(Finding(code=code, variant=variant_name, level=Level.ERROR, args=fields))

        assert all(value in sentence for value in fields.values()), key
        assert sentence.endswith(("。", "？", *fields.values())), f"{key}: a sentence, or a field says what follows"
