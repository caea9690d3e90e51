"""Texts as YAML scalars: any reader of YAML reads the same text again, in brackets as on a line."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.scalars import scalar

_SIGNS = "?？:：-—,，[]{}()（）#%&*!|>@`\"'~=<\\/ .·　\xa0+_0123456789eExXoObBfFnNyYtT件约年\n\t…"
"""What YAML, or a figure, has a meaning for, and some Chinese."""


def _read_again(text: object) -> object:
    """A text as a reader of YAML has it, which takes a day of the calendar for one."""
    return text.isoformat() if isinstance(text, dt.date) else text


@pytest.mark.parametrize(
    "text", ["5（?）", "a?b", "?", "0x1F", "0b11", ".inf", "-.INF", ".nan", "2023-13-45", "1_000", "=", "<<"]
)
def test_text_that_yaml_would_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml.safe_load(f"[{scalar(text)}, 1]") == [text, 1]
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}


@given(st.text(_SIGNS, max_size=8) | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8))
def test_any_text_is_read_again_as_it_was(text: str) -> None:
    written = scalar(text)

    assert [_read_again(item) for item in yaml.safe_load(f"[{written}, {written}]")] == [text, text]
    assert _read_again(yaml.safe_load(f"a:\n  b: {written}  # c\n")["a"]["b"]) == text
    assert [_read_again(key) for key in yaml.safe_load(f"{written}: 1")] == [text]
