"""Scripts of the theme run in the browsers that the manual names: they use nothing that came later."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

SCRIPTS = sorted(
    (entry for entry in files("gongkai.site").joinpath("theme/assets/gongkai").iterdir() if entry.name.endswith(".js")),
    key=lambda entry: entry.name,
)

LATER = {
    r"\.at\(": "Safari 15.4, Chrome 92",
    r"\(\?<[=!]": "a look behind in a pattern: Safari 16.4",
    r"\bObject\.(?:hasOwn|groupBy)\b": "Safari 15.4, 17.4",
    r"\bstructuredClone\b": "Safari 15.4, Chrome 98",
    r"\.(?:findLast|findLastIndex)\(": "Safari 15.4, Chrome 97",
    r"\.(?:toSorted|toReversed|toSpliced|with)\(": "Safari 16, Chrome 110",
    r"\bArray\.fromAsync\b|\bPromise\.withResolvers\b": "Safari 16.4, 17.4",
    r"\bnew Set\([^)]*\)\.(?:union|intersection|difference)\(": "Safari 17, Chrome 122",
    r"^\s*static\s*\{": "Safari 16.4, Chrome 94",
    r"^(?:const [^=]+ = )?await ": "a module that waits: Safari 15, Chrome 89",
    r"/[dgimsuy]*v[dgimsuy]*[.,;)]": "a pattern of sets: Safari 17, Chrome 112",
}
"""What Safari 14, Chrome 86 and Firefox 79 do not have, and since when others do."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda entry: entry.name)
def test_nothing_newer_than_the_browsers_named(script: object) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]
    newer = [
        f"{script.name}:{n}: {line.strip()} ({since})"  # type: ignore[attr-defined]
        for n, line in enumerate(lines, 1)
        for pattern, since in LATER.items()
        if re.search(pattern, line)
    ]
    assert newer == []


def test_patterns_of_everyday_words_look_at_nothing_behind() -> None:
    words = files("gongkai.work").joinpath("search/everyday.zh.yml").read_text(encoding="utf-8")
    assert "(?:" in words
    assert re.findall(r"\(\?<[=!].*", words) == []
