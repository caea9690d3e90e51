"""A third statutory form for tests: gia-2021 with a few rows changed, from 2024 on, answering to gia-2021."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from gongkai.checks import rule_codes
from gongkai.forms import Form, FormRegistry, load_form
from tests.shipped import shipped_form

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = "gia-2024"
FOLLOWED = (shipped_form("gia-2019"), shipped_form("gia-2021"))
_ANSWERS = re.compile(r"(?m)^( +)([a-z_]+):\n((?:\1  (?!answers:).*\n)*)\1  answers:\n(?:\1    .*\n)+")
_WITHOUT_ANSWERS = ("carried_in", "carried_out")
"""Rows about which gia-2024 says nothing: rules across years take them by their ids."""
MERGED = ("unable_not_held", "unable_no_existing")
"""Rows of gia-2021 that gia-2024 has as one, ``unable_no_information``."""


def third_form_text(changes: Mapping[str, str] | None = None) -> str:
    """The YAML of the form.

    Each row answers to the row of its id, comparably; ``carried_in`` and ``carried_out`` say nothing; the two rows of
    ``MERGED`` are one.

    Args:
        changes: By text what stands instead of it.
    """
    text = (resources.files("gongkai.forms") / "gia-2021.yml").read_text(encoding="utf-8")
    text = text.replace("form: gia-2021", f"form: {ID}").replace("answers_to: gia-2019", "answers_to: gia-2021")
    text = re.sub(r"(?m)^years: \{.*\}$", "years: {from: 2024}", text)
    text = _ANSWERS.sub(_with_answer, text)
    first, second = MERGED
    text = re.sub(rf"(?ms)^ +{second}:\n.*?(?=^ +unable_unclear:)", "", text)
    text = text.replace(f"{first}:", "unable_no_information:").replace(f"rows: [{first}]", f"rows: [{first}, {second}]")
    for old, new in (changes or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def merged_columns_text() -> str:
    """The YAML of the form with one column, ``organisation``, where gia-2021 has a group of five."""
    text = re.sub(
        r"(?m)^( +)organisations:\n(?:\1  .*\n)+",
        r"\1organisation: {label: 法人或其他组织, short: 组织, kind: count, counts: 组织提出的申请。}\n",
        third_form_text(),
    )
    return text.replace("parts: [natural_person, organisations]", "parts: [natural_person, organisation]")


def _with_answer(match: re.Match[str]) -> str:
    indent, row, lines = match[1], match[2], match[3]
    answer = "" if row in _WITHOUT_ANSWERS else f"{indent}  answers: {{rows: [{row}], comparable: true}}\n"
    return f"{indent}{row}:\n{lines}{answer}"


@cache
def registry_of_three() -> FormRegistry:
    """The shipped forms that it follows, and the third."""
    return FormRegistry((*FOLLOWED, load_form(third_form_text(), path=f"{ID}.yml", codes=rule_codes())))


def form_named(name: str) -> Form:
    """A form of that registry."""
    form = registry_of_three().get(name)
    assert form is not None
    return form
