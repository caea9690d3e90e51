"""The shape of the theme's scripts: short functions, and names that say what a value is (see test_house for Python)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.test_house import EMPTY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 40
"""Lines of a function, without comments and without the functions in it that have several lines."""
WHOLE = {"open"}
"""Functions that stand for a module: what they hold belongs to one index, at an address that is given to them."""
NO_NAMES = EMPTY_NAMES - {"said"}
"""Names that a value of a script does not have; `said` is here what a page says, such as the name of a reading."""
BEGINS = re.compile(
    r"""^(?P<indent>\ *)(?:export\ )?(?:
        (?:const|let)\ (?P<value>\w+)\ =\ (?:async\ )?(?:\([^=]*\)|\w+)\ =>.*\{
        | (?:async\ )?function\ (?P<name>\w+)\(.*\{
        | (?:(?:static|async|get)\ )*(?P<method>(?!(?:if|for|while|switch|catch)\b)\w+)\([^;]*\)\ \{
    )$""",
    re.VERBOSE,
)
"""The first line of a function; its last line begins with a brace below it."""
NO_CODE = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
"""Texts and comments."""


def scripts(root: Path) -> list[Path]:
    return sorted((root / "macros/gongkai/site/theme/assets/gongkai").glob("*.js"))


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Functions of several lines with their lengths, a function that others are in without these."""
    text = re.sub(r"^ */\*.*?\*/\n", "", text, flags=re.DOTALL | re.MULTILINE)
    open_functions: list[tuple[str, str, int]] = []
    within = [0]
    for number, line in enumerate(text.split("\n")):
        match = BEGINS.match(line)
        if match:
            open_functions.append((match["value"] or match["name"] or match["method"], match["indent"], number))
            within.append(0)
        elif open_functions and line.startswith(f"{open_functions[-1][1]}}}"):
            name, _, first = open_functions.pop()
            yield name, number - first + 1 - within.pop()
            within[-1] += number - first + 1


def empty_names(text: str) -> list[str]:
    """Names of values, parameters and parts of objects that say nothing; texts and comments are not looked at."""
    return re.findall(rf"(?<![\w-])(?:{'|'.join(sorted(NO_NAMES))})(?![\w-])", NO_CODE.sub("", text))


def test_functions_of_scripts_are_short(root: Path) -> None:
    lengths = [(path.name, *one) for path in scripts(root) for one in functions(path.read_text(encoding="utf-8"))]
    assert len(lengths) > 100, "the functions are seen"
    assert [one for one in lengths if one[2] > LONGEST and one[1] not in WHOLE] == []


def test_no_value_of_a_script_is_called_by_how_it_was_come_by(root: Path) -> None:
    assert {path.name: names for path in scripts(root) if (names := empty_names(path.read_text("utf-8")))} == {}


def test_functions_are_measured_without_those_in_them_and_names_in_texts_are_none() -> None:
    text = "const outer = (a) => {\n  const inner = async (b) => {\n    b();\n  };\n  // found\n  inner(a);\n};\n"
    assert dict(functions(text)) == {"inner": 3, "outer": 4}
    assert empty_names('say("found"); // made\nconst found = told.made;') == ["found", "told", "made"]
