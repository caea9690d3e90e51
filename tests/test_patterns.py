"""No regular expression of the package goes back and forth over a text for ever.

Every pattern is tried as its module uses it (matched at the beginning of a text, or searched for) on texts of its own
signs, one or two of them again and again, which is what makes one slow. On so short a text one whose time grows with
the square takes some thousandths of a second, one that grows with the cube or doubles takes longer than is allowed.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]  # how Python itself reads a pattern
from typing import TYPE_CHECKING, Any

import pytest

import gongkai

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer"), pytest.mark.slow]

LENGTH = 400
"""Signs of a text."""
LONGEST = 0.049
"""Most seconds of the processor for one text: to the fourth power of its length as strict as 0.25 for 600 signs."""
MOST_SIGNS = 12
"""Signs of a pattern that are tried."""
OF_CLASSES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
ATTRIBUTE = re.compile(r"\b([^\W\d]\w*)\s*\.\s*([^\W\d]\w*)")
LITERAL = re.compile(r"\bre\s*\.\s*(?!compile\b)\w+\s*\(")
AT_THE_BEGINNING = {"match", "fullmatch"}


class TooSlowError(Exception):
    """A pattern has taken longer than is allowed."""


def patterns() -> Iterator[tuple[str, re.Pattern[Any], set[str]]]:
    """Every pattern that a module of the package keeps: its name, itself, and the methods by which it is used."""
    for item in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
        if item.name.endswith("__main__"):
            continue
        module = importlib.import_module(item.name)
        if module.__file__ is None:
            continue
        kept = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        source = Path(module.__file__).read_text(encoding="utf-8")
        if not kept and "re." not in source:
            continue
        by_name = methods(source)
        for name, value in kept.items():
            if name in by_name:
                yield f"{item.name}.{name}", value, by_name[name]
        for number, (pattern, method) in enumerate(literals(source)):
            yield f"{item.name}.{number}", pattern, {method}


def methods(source: str) -> dict[str, set[str]]:
    """By name of a pattern how a module calls it; one that is handed on may be used in any way.

    To look for the names in the text takes a tenth of the time of parsing it; what comments name is tried as well.
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    for name, attribute in ATTRIBUTE.findall(source):
        by_name[name].add(attribute)
    return by_name


def literals(source: str) -> Iterator[tuple[re.Pattern[Any], str]]:
    """Patterns that are written where they are used."""
    for node in ast.walk(ast.parse(source)) if LITERAL.search(source) else ():
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=method), args=[ast.Constant(str(text)), *_]):
                if method != "compile":
                    yield re.compile(text), method


def signs(tree: Any) -> Iterator[str]:
    """A sign for every part of a pattern that stands for some."""
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            yield chr(value)
        elif name in ("ANY", "NOT_LITERAL", "NEGATE"):
            yield "甲"
        elif name == "RANGE":
            yield chr(value[0])
        elif name == "CATEGORY":
            yield OF_CLASSES.get(str(value), "、")
        elif name == "IN":
            yield from signs(value)
        else:
            yield from (sign for part in parts(value) for sign in signs(part))


def parts(value: Any) -> Iterator[Any]:
    """The patterns within a part of a pattern."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts(item)


def seconds(pattern: re.Pattern[Any], text: str, method: str) -> float:
    """How long a pattern works on a text."""
    given: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if method in AT_THE_BEGINNING:
        getattr(pattern, method)(given)
    else:
        for _ in pattern.finditer(given):
            pass
    return time.process_time() - start


def slowest(pattern: re.Pattern[Any], methods: set[str]) -> tuple[float, str]:
    """The longest time that a pattern takes, and for which signs."""
    own = list(dict.fromkeys(signs(_parser.parse(pattern.pattern, pattern.flags))))[:MOST_SIGNS]
    tried = (methods & {"match", "fullmatch", "search", "finditer", "findall", "sub", "split"}) or {"search"}
    return max(
        (
            (seconds(pattern, text, method), text[:2])
            for method in sorted({item if item in AT_THE_BEGINNING else "search" for item in tried})
            for text in texts(own, in_order=method in AT_THE_BEGINNING)
        ),
        default=(0.0, ""),
    )


def texts(own: list[str], *, in_order: bool) -> list[str]:
    """Texts of one or two signs again and again, ended by another and not.

    Args:
        own: The signs.
        in_order: Whether it matters which of two comes first: what is searched for is looked for behind it as well.
    """
    pairs = itertools.permutations(own, 2) if in_order else itertools.combinations(own, 2)
    units = [*own, *map("".join, pairs)]
    return [(unit * LENGTH)[:LENGTH] + end for unit in units for end in ("\x01", "")]


def test_no_pattern_takes_long_on_a_short_text() -> None:
    def give_up(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, give_up)
    slow: list[str] = []
    count = 0
    try:
        for name, pattern, methods_of_pattern in patterns():
            count += 1
            signal.setitimer(signal.ITIMER_VIRTUAL, 5)
            try:
                longest, unit = slowest(pattern, methods_of_pattern)
            except TooSlowError:
                longest, unit = 5.0, "?"
            if longest > LONGEST:
                slow.append(f"{name}: {longest:.2f} s of {unit!r}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert count > 200
    assert slow == []
