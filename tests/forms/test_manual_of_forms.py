"""The manual's page on forms names every key that the loader takes, in its part of the form, and no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.checks import rule_codes
from gongkai.forms.loading.definition_keys import DEFINITION_KEYS

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {
    "格式": "form",
    "年度": "years",
    "方面": "aspect",
    "节": "section",
    "表": "table",
    "块": "block",
    "列组": "column group",
    "列": "column",
    "行组": "row group",
    "行": "row",
    "对应": "answers",
    "勾稽关系": "identity",
    "跨年规则": "across",
    "等于": "equals",
    "角色": "roles",
    "名词解释": "glossary",
}
"""What the manual calls a part of a form → what the loader does."""


def documented(root: Path) -> list[tuple[str, str]]:
    """The part and the key of every key in the manual's table, in order."""
    text = (root / "docs/manual/forms.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| ([^|`-]+) \| ((?:`[a-z_]+` ?)+)\|", text)
    return [(PARTS[part], key) for part, keys in rows for key in re.findall(r"`([a-z_]+)`", keys)]


def test_manual_names_every_key_of_the_loader_once_and_no_other(root: Path) -> None:
    keys = sorted((part, key) for part, names in DEFINITION_KEYS.items() for key in names)

    assert sorted(documented(root)) == keys


def test_every_part_is_one_that_the_loader_asks_for(root: Path) -> None:
    folder = root / "macros/gongkai/forms/loading"
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))

    assert set(re.findall(r'\.keys\("([^"]+)"\)', source)) == set(DEFINITION_KEYS)
    assert set(PARTS.values()) == set(DEFINITION_KEYS)


def test_manual_names_the_codes_that_a_form_may_state(root: Path) -> None:
    text = (root / "docs/manual/forms.md").read_text(encoding="utf-8")
    sentence = text[text.index("勾稽关系的 `code`") :].partition("写别的代号")[0]

    assert set(re.findall(r"`([a-z-]+)`（", sentence)) == {*rule_codes().identities, *rule_codes().across}
