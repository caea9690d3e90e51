"""Forms drawn at random: heads, rows and blocks as deep and as wide as they come; ids chosen to meet each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gongkai.forms import load_form
from tests.yaml_texts import yaml_text

if TYPE_CHECKING:
    from gongkai.forms import Form

LABELS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)


@st.composite
def head_trees(draw: st.DrawFn, label: st.SearchStrategy[str], counter: list[int], depth: int = 3) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 3))):
        counter[0] += 1
        name = draw(st.sampled_from(("c", "h", "x"))) + str(counter[0])
        entry: dict[str, Any] = {"label": draw(label), "short": f"列{counter[0]}"}
        if depth > 1 and draw(st.booleans()):
            entry = {"label": draw(label), "columns": draw(head_trees(label, counter, depth - 1))}
        found[name] = entry
    return found


@st.composite
def row_trees(draw: st.DrawFn, label: st.SearchStrategy[str], counter: list[int], depth: int = 3) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 3))):
        counter[0] += 1
        name = draw(st.sampled_from(("b", "c", "n", "r", "x"))) + str(counter[0])
        entry: dict[str, Any] = {"label": draw(label), "short": f"行{counter[0]}"}
        if depth > 1 and draw(st.booleans()):
            entry = {"label": draw(label), "rows": draw(row_trees(label, counter, depth - 1))}
        found[name] = entry
    return found


@st.composite
def forms(draw: st.DrawFn, label: st.SearchStrategy[str] = LABELS) -> Form:
    """Draw a form of one table, its blocks, heads and rows as they come."""
    rows = [0]
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        block: dict[str, Any] = {"columns": draw(head_trees(label, [0])), "rows": draw(row_trees(label, rows))}
        for key in ("title", "row_head", "corner", "columns_head"):
            if draw(st.booleans()):
                block[key] = draw(label)
        blocks.append(block)
    definition = {
        "form": "drawn",
        "title": "题",
        "authority": "无",
        "years": {"from": 2020},
        "tables": {"t": {"name": "表", "title": draw(label), "blocks": blocks}},
    }
    return load_form(yaml_text(definition), path="drawn.yml")
