"""Numbers in a sentence, each with what it counts and which figures it allows: ``80余件``, ``近百``, ``12.5 万元``.

A number that counts nothing of a table (days, persons, a telephone number, the year of a document) is recognised as
well, so that the words before it are not taken to speak of the next number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any

from gongkai.checks.prose.numerals import CHINESE, DIGITS, SCALES, arabic, chinese, places
from gongkai.checks.prose.words.source import expanded, source
from gongkai.figures import Number

SLOT = "\ue000"
"""What is in a sentence for a macro call."""
_LONGEST = 7
"""Digits of the longest number without a unit that may be a figure; longer ones are telephone numbers and the like."""


class Counts(Enum):
    """What a number counts."""

    FIGURE = "figure"
    """Cases, requests, documents."""
    MONEY = "money"
    SHARE = "share"
    TIMES = "times"
    OTHER = "other"
    """Something that no table has."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written.

    Attributes:
        start: Where it begins in the sentence, a word such as 近 before it left out.
        end: Where it ends, its unit and a word such as 以上 among it.
        digits_end: Where the number alone ends.
        counts: What it counts.
        value: The number; of money in 元.
        low: The least figure that it allows.
        high: The greatest; None where there is none.
        exact: Whether it says one number and not about how many.
        loose: Whether its unit counts many things, so that the noun after it decides.
        unit: The unit as written.
        decimals: Decimal places as written.
        slot: Which macro call it is among those of the narrative, for a number that is one.
    """

    start: int
    end: int
    digits_end: int
    counts: Counts
    value: Number = 0
    low: Number = 0
    high: Number | None = None
    exact: bool = True
    loose: bool = False
    unit: str = ""
    decimals: int = 0
    slot: int | None = None

    @property
    def may_speak(self) -> bool:
        """Whether it may say something of a figure by what it counts."""
        return self.counts in (Counts.FIGURE, Counts.MONEY, Counts.SHARE)

    @property
    def as_money(self) -> "Quantity":
        """The same as a number of 元: nothing is nothing in any unit."""
        return replace(self, counts=Counts.MONEY)

    def allows(self, figure: Number) -> bool:
        """Whether a figure is one that was meant."""
        return self.low <= figure and (self.high is None or figure <= self.high)


@dataclass(frozen=True, slots=True)
class _Units:
    pattern: re.Pattern[str]
    kinds: Mapping[str, Counts | None]
    money: Mapping[str, int]
    loose: frozenset[str]
    before: Mapping[str, str]
    behind: Mapping[str, str]


@cache
def _units() -> _Units:
    lists: Mapping[str, Any] = source()
    units = lists["units"]
    kinds: dict[str, Counts | None] = {}
    for name, kind in (("time", None), ("other", Counts.OTHER), ("times", Counts.TIMES), ("share", Counts.SHARE)):
        kinds |= dict.fromkeys(units[name], kind)
    kinds |= dict.fromkeys(units["money"], Counts.MONEY) | dict.fromkeys(units["count"], Counts.FIGURE)
    before = {word: kind for kind, words in lists["bounds"].items() for word in expanded(words)}
    behind = {word: kind for kind, words in lists["behind"].items() for word in expanded(words)}
    more = "".join(lists["behind"]["more"])
    ends = _any(word for word, kind in behind.items() if kind != "more")
    unit = f"(?=[{_first(kinds)}])(?:{_any(kinds)})"
    digits = rf"[０-９]{{1,3}}(?:，[０-９]{{3}})+|[{DIGITS}]+(?:,[{DIGITS}]{{3}})*(?:[.．][{DIGITS}]+)?"
    pattern = (
        rf"(?=[{SLOT}{DIGITS}{CHINESE}数几上])(?:"
        rf"(?P<slot>{SLOT})(?P<slot_unit>{unit})?"
        rf"|(?P<digits>{digits})(?P<scale>[十百千万亿]+(?!元))?(?P<more>[{more}几])?(?P<unit>{unit})?"
        rf"(?P<end>{ends})?"
        rf"|百分之(?P<percent>[{CHINESE}]+)(?:点(?P<point>[{CHINESE}]+))?"
        rf"|(?P<vague>[数几上])(?P<power>[十百千万]+)(?P<vague_unit>{unit})"
        rf"|(?P<chinese>[{CHINESE}]+?)(?P<chinese_more>[{more}几])?(?P<chinese_unit>{unit})"
        rf"(?P<chinese_end>{ends})?)"
    )
    loose = frozenset(units["loose"])
    money = {name: int(number) for name, number in units["money"].items()}
    return _Units(re.compile(pattern), kinds, money, loose, before, behind)


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _first(words: Any) -> str:
    return "".join(re.escape(sign) for sign in sorted({word[0] for word in words}))


_SINGLE = frozenset("无每某任同逐首此这那另哪唯")
"""Signs before 一件 that make it no count: 无一件, 每一件."""
_NOT_BEFORE = frozenset("第〔[［【-—–－~～/／:：.．·•*×xX#№")
_NOT_BEHIND = frozenset("-—–－~～:：/／·•*×℃°")
_ENDS = frozenset("，,、；;。）)：:！!？?")


def quantities(text: str) -> Iterator[Quantity | tuple[int, int, str]]:
    """The numbers of a sentence, from left to right; of times and dates begin, end and digits alone.

    Args:
        text: The sentence, with ``SLOT`` for every macro call that prints a figure.
    """
    units = _units()
    slots = 0
    for match in units.pattern.finditer(text):
        start, end = match.span()
        if match["slot"]:
            kind = units.kinds[match["slot_unit"]] if match["slot_unit"] else Counts.FIGURE
            yield Quantity(start, end, start + 1, kind or Counts.OTHER, slot=slots, unit=match["slot_unit"] or "")
            slots += 1
            continue
        unit = match["unit"] or match["chinese_unit"] or match["vague_unit"]
        if unit is not None and units.kinds[unit] is None:
            yield start, end, match["digits"] or ""
            continue
        quantity = _Reading(text, match, units).quantity()
        if quantity is not None:
            yield quantity


class _Reading:
    """Reads one number of a sentence, from the match of its digits or numerals."""

    def __init__(self, text: str, match: re.Match[str], units: _Units) -> None:
        self.text = text
        self.match = match
        self.units = units
        self.unit = match["unit"] or match["chinese_unit"] or match["vague_unit"] or ""
        self.start, self.end = match.span()

    def quantity(self) -> Quantity | None:
        match = self.match
        if match["percent"]:
            return self._percent()
        if match["digits"] and not self._may_be_figure():
            return None
        counts = (self.units.kinds[self.unit] or Counts.OTHER) if self.unit else Counts.FIGURE
        if counts is Counts.OTHER or self._is_range() or self._is_of_affairs():
            return Quantity(self.start, self.end, self._digits_end(), Counts.OTHER)
        value = self._value()
        if value is None:
            return None
        low, high, exact = self._bounds(value, counts)
        decimals = places(match["digits"]) if match["digits"] and not match["scale"] else 0
        return Quantity(
            *(self.start, self.end, self._digits_end(), counts, value, low, high, exact),
            *(self.unit in self.units.loose, self.unit, decimals),
        )

    def _is_of_affairs(self) -> bool:
        """Whether it counts affairs, as the reform 一件事 does, and no cases or items."""
        return self.unit == "件" and re.match("事(?!项)", self.text[self.end :]) is not None

    def _may_be_figure(self) -> bool:
        """Whether digits are a number at all, and no part of a date, an address, a document's or a telephone number."""
        before = self.text[self.start - 1] if self.start else ""
        digits_end = self.match.end("digits")
        behind = self.text[digits_end : digits_end + 1]
        if before in _NOT_BEFORE and before not in "：:":
            return bool(self.unit) and self._is_range()
        if before in ("：", ":") and self.text[max(0, self.start - 2)].isdecimal():
            return False
        if before and before.isascii() and (before.isalpha() or before in "._@%"):
            return False
        if behind and (behind in _NOT_BEHIND or (behind.isascii() and behind.isalpha())) and not self.unit:
            return False
        if self.unit or self.match["scale"] or self.match["more"]:
            return True
        following = self.text[self.end : self.end + 1]
        return (not following or following in _ENDS) and digits_end - self.start <= _LONGEST

    def _is_range(self) -> bool:
        """Whether it is the end of a range, ``3—5件``, which allows too much to be compared."""
        before = self.text[max(0, self.start - 2) : self.start]
        return len(before) > 1 and before[-1] in "-—–－~～至到" and before[0].isdecimal()

    def _value(self) -> Number | None:
        match = self.match
        if match["digits"]:
            try:
                value = arabic(match["digits"])
            except (InvalidOperation, ValueError):
                return None
            for sign in match["scale"] or "":
                value *= SCALES[sign]
            value = int(value) if value == int(value) and not self._is_money() else value
        else:
            number = chinese(match["chinese"] or match["power"])
            if number is None or (number == 1 and self.text[self.start - 1 : self.start] in _SINGLE):
                return None
            value = number
        return value * self.units.money[self.unit] if self._is_money() else value

    def _is_money(self) -> bool:
        return self.unit in self.units.money

    def _digits_end(self) -> int:
        names = ("scale", "digits", "chinese", "power")
        return next(self.match.end(name) for name in names if self.match[name])

    def _bounds(self, value: Number, counts: Counts) -> tuple[Number, Number | None, bool]:
        """The least and the greatest figure that is meant, and whether that is one number."""
        match = self.match
        if match["vague"]:
            return (value, None, False) if match["vague"] == "上" else (2 * value, 10 * value, False)
        kind = self._kind()
        if kind is None:
            step = self._step() if counts in (Counts.MONEY, Counts.SHARE, Counts.TIMES) else Decimal(0)
            return value - step, value + step, True
        margin = max(value // 10, 1)
        bounds: dict[str, tuple[Number, Number | None]] = {
            "more": (value, 2 * value - 1),
            "over": (value, None),
            "near": (value * 8 // 10, value),
            "about": (value - margin, value + margin),
        }
        return (*bounds.get(kind, (0, value)), False)

    def _step(self) -> Decimal:
        """One of the last place that is written, less a trifle: amounts are rounded up, down, or to the nearest."""
        digits = self.match["digits"] or ""
        step = Decimal(1).scaleb(-places(digits))
        for sign in self.match["scale"] or "":
            step *= SCALES[sign]
        return step * self.units.money.get(self.unit, 1) * Decimal("0.999")

    def _kind(self) -> str | None:
        match = self.match
        if match["more"] or match["chinese_more"]:
            return "more"
        end = match["end"] or match["chinese_end"]
        if end:
            return self.units.behind[end]
        before = self.text[max(0, self.start - 3) : self.start]
        words = (before[-length:] for length in range(len(before), 0, -1))
        return next((self.units.before[word] for word in words if word in self.units.before), None)

    def _percent(self) -> Quantity | None:
        number = chinese(self.match["percent"])
        point = self.match["point"] or ""
        digits = "".join(str(chinese(sign)) for sign in point)
        if number is None:
            return None
        value = Decimal(f"{number}.{digits or 0}")
        step = Decimal(1).scaleb(-len(point)) * Decimal("0.999")
        return Quantity(
            self.start, self.end, self.end, Counts.SHARE, value, value - step, value + step, decimals=len(point)
        )
