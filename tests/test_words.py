"""The file of the words is refused with its line where whoever has added to it made a slip."""

from __future__ import annotations

import subprocess
import sys
from enum import Enum
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.added_code import raised_by
from gongkai.findings import say
from gongkai.words import WordsError, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADDED = {
    "tab": ("visits:\n\ttitle: 来访\n", 2, 1, "本行左边用了制表符（Tab）。请改成空格，"),
    "bracket": ("visits: [来访\n", 1, 9, "“[”没有配对的右括号。"),
    "sign": ("visits: @来访\n", 1, 9, ""),
    "key of others": ("page:\n  x: 来访\n", 1, 1, "“page”写了两次（第 "),
    "own key": ("visits:\n  title: 来访\n  title: 来访\n", 3, 3, "“title”写了两次（第 "),
}


@pytest.mark.parametrize("name", ADDED)
def test_slip_in_the_words_is_refused_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    added, line, column, reason = ADDED[name]
    text = resources.files("gongkai").joinpath("words.zh.yml").read_text(encoding="utf-8")
    (tmp_path / "words.zh.yml").write_text(text + added, encoding="utf-8")
    monkeypatch.setattr("gongkai.words.resources.files", lambda _package: tmp_path)
    with pytest.raises(WordsError) as refused:
        words.__wrapped__()
    lines = text.count("\n")
    assert str(refused.value).startswith(f"{tmp_path}/words.zh.yml:{lines + line}:{column} {reason}")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["import gongkai.cli", "from mkdocs.__main__ import cli; cli(['build', '-q'])"])
def test_commands_end_with_the_line_of_a_slip_in_the_words(tmp_path: Path, command: str) -> None:
    (tmp_path / "words.zh.yml").write_text("page: [x\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [gongkai]\n", encoding="utf-8")
    start = f"import gongkai.words as w; w.resources.files = lambda _: __import__('pathlib').Path({str(tmp_path)!r})\n"
    ran = subprocess.run(
        [sys.executable, "-c", start + command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2, ran.stderr
    assert f"{tmp_path}/words.zh.yml:1:7 从这里起不是正确的 YAML，读不出来。" in ran.stderr
    assert "Traceback" not in ran.stderr


class Kind(Enum):
    """A choice of names."""

    ONE = 1
    TWO = 2


@pytest.mark.parametrize(
    ("fails", "reason"),
    [
        (lambda: say("visits.lin"), "words.zh.yml 里没有“visits.lin”这一条"),
        (lambda: say("page-faults.no-types"), "words.zh.yml 里的“page-faults.no-types”要用“module”，say 没有给出"),
        (
            lambda: say("page-faults.import", {"module": 1}),
            "words.zh.yml 里的“page-faults.import”要用“why”，say 没有给出",
        ),
        (lambda: Kind.THREE, "Kind 里没有 THREE，可以写 ONE、TWO"),  # type: ignore[attr-defined]
    ],
)
def test_name_that_there_is_not_is_named_with_those_that_there_are(fails: Callable[[], Any], reason: str) -> None:
    with pytest.raises((KeyError, AttributeError)) as caught:
        fails()
    assert raised_by(caught.value, __name__).startswith(f"{reason}（见 {__file__}:")
