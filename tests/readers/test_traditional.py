"""Documents in traditional characters: every label and title of the forms is known in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from opencc import OpenCC

from gongkai.readers.document.traditional import fold_traditional

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = {"title", "label", "also", "short", "row_head", "corner", "columns_head"}
"""Keys of a form's file below which stands what is printed, or what documents write in its place."""


def printed(node: object, *, is_name: bool = False) -> Iterator[str]:
    """What is printed of a part of a form's file."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from printed(value, is_name=key in NAMES)
    elif isinstance(node, list):
        for item in node:
            yield from printed(item, is_name=is_name)
    elif is_name:
        yield str(node)


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_labels_in_each_traditional_script_are_those_of_the_forms(root: Path, script: str) -> None:
    files = sorted((root / "macros/gongkai/forms").glob("**/*.yml"))
    names = {name for file in files for name in printed(yaml.safe_load(file.read_text(encoding="utf-8")))}
    convert = OpenCC(script).convert
    written = {name: convert(name).replace("覆", "复") for name in sorted(names)}  # simplified texts have it too

    assert len(names) > 100
    assert [text for name, text in written.items() if fold_traditional(text) != fold_traditional(name)] == []
