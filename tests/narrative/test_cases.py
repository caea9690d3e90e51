"""Narratives as data: each case gives Markdown and the blocks, macro calls and problems expected of it.

How a case is written: a block is `line kind text` (`h1` … `h6`, `p`), a list or anything else a mapping from
`line ul`, `line ol` or `line other` to its content. In a text ⏎ is a line break, `*…*`, `**…**`, `[…](…)` and
backquotes are styles, ‹figure 申请.本年新收› is a macro call. A call is `line:column name arguments`, a problem is
`line:column variant/why written`. Calls and problems are always compared, blocks and front matter only
where the case gives them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gongkai.findings import say
from gongkai.narrative import (
    FRONT_KEYS,
    Heading,
    Inline,
    ListBlock,
    Narrative,
    NarrativeBlock,
    Other,
    Paragraph,
    Problem,
    Slot,
    StyledInline,
    Text,
    parse_narrative,
)
from tests.yaml_texts import read_yaml

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    {**case, "name": f"{name}: {case['name']}"}
    for name in ("blocks", "template", "front")
    for case in read_yaml((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
]
STYLES = {"em": ("*", "*"), "strong": ("**", "**")}


def inline(item: Inline) -> str:
    if isinstance(item, Text):
        return item.text.replace("\n", "⏎")
    if isinstance(item, Slot):
        return f"‹{call(item)}›"
    if isinstance(item, StyledInline):
        left, right = STYLES.get(item.style) or ("[", f"]({item.href})")
        return left + "".join(inline(child) for child in item.children) + right
    return f"`{item.text}`"


def outline(block: NarrativeBlock) -> str | dict[str, Any]:
    if isinstance(block, Heading):
        return f"{block.line} h{block.level} " + "".join(inline(item) for item in block.inlines)
    if isinstance(block, Paragraph):
        return f"{block.line} p " + "".join(inline(item) for item in block.inlines)
    if isinstance(block, ListBlock):
        items = [[outline(inner) for inner in item] for item in block.items]
        return {f"{block.line} {'ol' if block.ordered else 'ul'}": items}
    assert isinstance(block, Other)
    return {f"{block.line} other": block.markdown}


def call(slot: Slot) -> str:
    options = [f"{key}={value}" for key, value in slot.options]
    return " ".join([slot.name, *(str(arg) for arg in slot.args), *options])


def problem_line(problem: Problem) -> str:
    return f"{problem.line}:{problem.column} {problem.variant}/{problem.why} {problem.text}"


def parse(case: dict[str, Any]) -> tuple[Narrative, tuple[Problem, ...]]:
    return parse_narrative(case["markdown"], path="docs/a/2020.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    narrative, problems = parse(case)

    assert [problem_line(problem) for problem in problems] == case.get("problems", [])
    assert [f"{slot.line}:{slot.column} {call(slot)}" for slot in narrative.slots] == case.get("slots", [])
    assert [f"{line} {key}" for key, line in narrative.front] == case.get("front", [])
    if "blocks" in case:
        assert [outline(block) for block in narrative.blocks] == case["blocks"]


def test_names_of_cases_are_unique() -> None:
    names = [case["name"] for case in CASES]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", [case for case in CASES if case.get("problems")], ids=lambda case: case["name"])
def test_reason_of_a_problem_is_in_chinese(case: dict[str, Any]) -> None:
    for problem in parse(case)[1]:
        why = say(f"narrative-why.{problem.why}", {"known": problem.detail, "detail": problem.detail})

        assert re.search("[一-鿿]", why)
        assert not re.search("[a-z]{4} [a-z]", why), "the message of a library, in English"
        if problem.why == "unknown":
            assert all(key in why for key in FRONT_KEYS)
