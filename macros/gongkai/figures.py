"""What one cell of a statutory table holds: a whole count or a decimal amount, or one of the ways to hold none.

Blank (the document left the cell empty), 0 (nothing happened) and 不适用 (the row cannot apply) are three different
things and stay so from YAML to page and JSON. Here is also how a written figure is read; what to say about a bad one
is left to the caller.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

Number = int | Decimal
"""The value of a figure, or a sum of some: counts are whole, amounts decimal."""
NOT_APPLICABLE_WORD = "不适用"
UNREADABLE_WORD = "填写有误"


class State(Enum):
    """Whether a cell holds a number, and if not, why."""

    GIVEN = "given"
    BLANK = "blank"
    NOT_APPLICABLE = "not-applicable"
    UNREADABLE = "unreadable"
    """Written, but not as a figure; a finding says so, and no sum runs over it."""

    __hash__ = object.__hash__  # there is one of each; an Enum's own hash took a twentieth of loading


class Kind(Enum):
    """What a column counts in."""

    COUNT = "count"
    """A whole number, at least 0."""
    CHANGE = "change"
    """A whole number, negative for a decrease."""
    AMOUNT = "amount"
    """A decimal amount, at least 0, with as many places as were written."""

    __hash__ = object.__hash__  # as that of State


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell of a report holds: a number, a blank, or a word in its place.

    Attributes:
        value: The number; None unless ``state`` is GIVEN. An amount keeps its trailing zeros.
        state: See ``State``.
        unit: A unit that stood in the cell itself (``251000元``), as written.
        note: A remark that stood in the cell itself (``22（其中修订16件）``), without its brackets.
        spaced: Whether a space stood before the unit; for printing only, two figures are equal without it.
    """

    value: Number | None
    state: State = State.GIVEN
    unit: str | None = None
    note: str | None = None
    spaced: bool = field(default=True, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle a plain count by its number, so that it is the shared object in the other process as well."""
        if type(self.value) is int and self.unit is None and self.note is None:
            return count, (self.value,)
        return Figure, (self.value, self.state, self.unit, self.note, self.spaced)

    @property
    def number(self) -> Number:
        """The number as sums take it: 0 where none is given (R9: a sum over blanks runs as if they were 0)."""
        return 0 if self.value is None else self.value


BLANK = Figure(None, State.BLANK)
NOT_APPLICABLE = Figure(None, State.NOT_APPLICABLE)
UNREADABLE = Figure(None, State.UNREADABLE)


@lru_cache(maxsize=65536)
def count(number: int) -> Figure:
    """The figure of a plain whole number; equal numbers share one object, so a report costs a pointer a cell."""
    return Figure(number)


def total(figures: Iterable[Figure]) -> Figure:
    """Add up the given figures; the sum of blanks alone is blank, of 不适用 alone 不适用.

    An unreadable part makes the sum unreadable: a guess would be worse than none. A unit that all parts have is kept.
    """
    parts = tuple(figures)
    number = 0
    for figure in parts:
        if type(figure.value) is not int or figure.unit is not None:
            return _mixed_total(parts)
        number += figure.value
    return count(number) if parts else BLANK


def _mixed_total(figures: tuple[Figure, ...]) -> Figure:
    """The sum where not all parts are plain counts, as nearly always they are."""
    number: Number = 0
    states, units = set(), set()
    for figure in figures:
        states.add(figure.state)
        if figure.value is not None:
            number += figure.value
            units.add(figure.unit)
    if State.UNREADABLE in states:
        return UNREADABLE
    if State.GIVEN in states:
        unit = units.pop() if len(units) == 1 else None
        return count(number) if isinstance(number, int) and unit is None else Figure(number, State.GIVEN, unit)
    return NOT_APPLICABLE if states == {State.NOT_APPLICABLE} else BLANK


_NARROW = str.maketrans("０１２３４５６７８９．，＋－−　", "0123456789.,+-- ")
_WIDE_DIGITS = re.compile("[０-９．，＋－]")
UNIT = "[百千万亿]*元|[件项个宗条份人篇家起](?:次(?!年))?|次"
"""The units that may stand after a figure in its cell, as a pattern: 件, also 件次, but no 件 before 次年."""

_WRITTEN = re.compile(
    r"(?P<number>[+-]?[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)"
    rf"(?P<gap>\s*)(?P<unit>{UNIT})?"
    r"\s*(?:[（(](?P<note>.+)[)）])?"
)
_DASHES = frozenset("/／-－—–_") | {"——", "--", "无", "空"}


@dataclass(frozen=True, slots=True)
class Misreading:
    """Why a written figure could not be taken, for the caller to word.

    Attributes:
        reason: ``dash``, ``separator``, ``text``, ``digits``, ``negative``, ``fraction``, ``unit`` or ``colon``.
        instead: What to write, where that is known.
    """

    reason: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as taken from writing; ``widened`` holds its narrow form where full-width digits were used."""

    figure: Figure
    widened: str | None = None


MOST_DIGITS = 15
"""Most digits of a number: no count or amount of an office has more, and Excel keeps no more of them."""


@lru_cache(maxsize=65536)
def read(text: str, kind: Kind, *, plain: bool = True) -> Reading | Misreading:
    """Read one written figure; readings are cached, as most cells hold one of a few figures.

    Args:
        text: The scalar as it stands in the file.
        kind: What the column counts in.
        plain: Whether it stood without quotes; ``~`` in quotes is text, not a blank.

    Returns:
        The figure, or why it is none.
    """
    bare = text.strip()
    if plain and bare in ("", "~", "null"):
        return Reading(BLANK)
    if bare == NOT_APPLICABLE_WORD:
        return Reading(NOT_APPLICABLE)
    if bare in _DASHES or not bare:
        return Misreading("dash")
    narrow = bare.translate(_NARROW)
    match = _WRITTEN.fullmatch(narrow)
    if match is None:
        return Misreading("colon" if re.fullmatch(r"[0-9]+(:[0-9]+)+", narrow) else "text")
    problem = _unfit(match["number"], kind, match["unit"])
    if problem:
        return problem
    wide = _WIDE_DIGITS.search(bare[: match.end("number")]) is not None
    return Reading(_figure(bare, match, kind), match["number"] if wide else None)


def _unfit(number: str, kind: Kind, unit: str | None) -> Misreading | None:
    if sum(map(str.isdigit, number)) > MOST_DIGITS:
        return Misreading("digits")
    if kind is not Kind.AMOUNT and unit is not None and unit.endswith("元"):
        return Misreading("unit")
    if "," in number:
        return Misreading("separator", number.replace(",", ""))
    if kind is not Kind.AMOUNT and "." in number:
        return Misreading("fraction")
    if kind is not Kind.CHANGE and number.startswith("-"):
        return Misreading("negative")
    return None


def _figure(bare: str, match: re.Match[str], kind: Kind) -> Figure:
    value = Decimal(match["number"]) if kind is Kind.AMOUNT else int(match["number"])
    # From the text as written: narrowing was for the number, and keeps every position.
    note = bare[match.start("note") : match.end("note")] if match["note"] else None
    if isinstance(value, int) and match["unit"] is None and note is None:
        return count(value)
    return Figure(value, State.GIVEN, match["unit"], note, spaced=bool(match["gap"]))


MINUS = "\N{MINUS SIGN}"
"""The sign of a negative number on pages and in documents; data has the hyphen, which programs take for a sign."""


def minus(number: str) -> str:
    """A number in digits with the sign that readers see."""
    return f"{MINUS}{number[1:]}" if number.startswith("-") else number


def printed(figure: Figure) -> str:
    """The figure as readers see it: see ``written``; with a minus sign."""
    return minus(written(figure))


def written(figure: Figure) -> str:
    """The figure as data has it: digits as written, its unit after it; nothing for a blank."""
    if type(figure.value) is int and figure.unit is None and figure.note is None:
        return str(figure.value)  # nearly all are such
    if figure.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE_WORD
    if figure.state is State.UNREADABLE:
        return UNREADABLE_WORD
    if figure.value is None:
        return ""
    number = f"{figure.value:f}" if isinstance(figure.value, Decimal) else str(figure.value)
    gap = " " if figure.unit and figure.spaced else ""
    return f"{number}{gap}{figure.unit or ''}" + (f"（{figure.note}）" if figure.note else "")


def whole_number(text: str) -> int | None:
    """A number that a file states of itself, such as a year or the number of a style; None for any other text.

    It has at most nine digits of ASCII: Python refuses to read some thousands of digits, and to read ``²``.
    """
    return int(text) if len(text) < _MANY_DIGITS and text.isascii() and text.isdecimal() else None


_MANY_DIGITS = 10
