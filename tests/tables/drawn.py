"""Forms drawn at random: heads, rows and blocks as deep and as wide as they come; ids chosen to meet each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.checks import rule_codes
from gongkai.forms import load_form
from tests.pieces import Codes, decoded
from tests.yaml_texts import yaml_text

if TYPE_CHECKING:
    from hypothesis import strategies as st

    from gongkai.forms import Form

CODES = 1024
"""Bytes that a form is made of; half of the forms need less than a third of them."""


class _FormBuilder:
    """Makes a form of one table, its blocks, heads and rows as they come."""

    def __init__(self, codes: Codes, signs: str, longest: int) -> None:
        self._codes, self._signs, self._longest = codes, signs, longest

    def form(self) -> Form:
        rows, blocks = [0], []
        for _ in range(1 + self._codes.number(3)):
            block: dict[str, Any] = {"columns": self._tree("columns", "列", "chx", [0])}
            block["rows"] = self._tree("rows", "行", "bcnrx", rows)
            for key in ("title", "row_head", "corner", "columns_head"):
                if self._codes.chance():
                    block[key] = self._label()
            blocks.append(block)
        definition = {
            "form": "drawn",
            "title": "题",
            "authority": "无",
            "years": {"from": 2020},
            "sections": [{"number": "一", "title": "表", "table": "t"}],
            "tables": {"t": {"name": "表", "title": self._label(), "blocks": blocks}},
        }
        return load_form(yaml_text(definition), path="drawn.yml", codes=rule_codes())

    def _tree(self, key: str, short: str, letters: str, counter: list[int], depth: int = 3) -> dict[str, Any]:
        """Up to three heads or rows, each of which may have others of its kind within it."""
        entries: dict[str, Any] = {}
        for _ in range(1 + self._codes.number(3)):
            counter[0] += 1
            name = f"{self._codes.one(letters)}{counter[0]}"
            entry: dict[str, Any] = {"label": self._label(), "short": f"{short}{counter[0]}"}
            if depth > 1 and self._codes.chance():
                entry = {"label": entry["label"], key: self._tree(key, short, letters, counter, depth - 1)}
            entries[name] = entry
        return entries

    def _label(self) -> str:
        text = self._codes.text(self._signs, min_size=1, max_size=self._longest)
        return text if text.strip() else "甲"


def forms(signs: str = "甲乙丙丁戊己庚辛", *, longest: int = 4) -> st.SearchStrategy[Form]:
    """Return forms whose labels are texts of some signs.

    Args:
        signs: The signs; a label is never blank.
        longest: How many of them a label has at most.
    """
    return decoded(lambda codes: _FormBuilder(codes, signs, longest).form(), CODES)
