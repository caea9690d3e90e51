"""Computes sums and differences of cells, and compares them with the results that a workbook has stored for them.

A program that writes a workbook without calculating stores zeros or outdated results, while whoever opens the file
sees the computed ones. Formulas of any other kind are not computed.
"""

import math
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import SHEET, xml_root
from gongkai.readers.formats.workbook_parts.values import CellPlace, place_of

_TOKEN = re.compile(
    r"\s*(?:(?P<sum>SUM\()|(?P<place>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)"
    r"|(?P<number>\d{1,15}(?:\.\d{1,15})?)|(?P<sign>[-+,)]))\s*",
    re.IGNORECASE,
)
_DEEPEST = 20
"""The most formulas in a chain of references."""
_MOST_STEPS = 200_000
"""The most cells that are added up for one sheet; beyond that, formulas count as not computable."""
_CLOSE = 1e-9
_DICE = re.compile(r"\bRAND(?:BETWEEN|ARRAY)?\s*\(", re.IGNORECASE)
"""Functions whose result is another one each time the file is opened."""
_DAY = re.compile(r"\b(?:TODAY|NOW)\s*\(", re.IGNORECASE)
"""Those whose result is another one each day."""
_PLACES = re.compile(
    r"(?<![!A-Za-z0-9_])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9_(!])"
)
_FIRST_DAY, _LAST_DAY = 40_000, 60_000
"""Numbers of days of our time: such a result is a date, and no figure of a report."""
_SAYS = ((_DICE, "readers.drawn-anew"), (_DAY, "readers.of-today"))


def calculates_anew(archive: Archive) -> bool:
    """Whether a workbook asks to be recalculated when it is opened: its stored results may be mere placeholders.

    Args:
        archive: Its parts.
    """
    book = archive.part("xl/workbook.xml")
    settings: Any = xml_root(book).find(f"{SHEET}calcPr") if book else None
    return settings is not None and settings.get("fullCalcOnLoad") in {"1", "true"}


class SheetResults:
    """The results of the formulas of a sheet.

    Args:
        sheet: The root of its part.
    """

    def __init__(self, sheet: Any) -> None:
        self._numbers: dict[CellPlace, float] = {}
        self._formulas: dict[CellPlace, str] = {}
        self._sources: dict[CellPlace, str] = {}
        self._texts: set[CellPlace] = set()
        shared: dict[str, str] = {}
        self._worked_out: dict[CellPlace, float | None] = {}
        self._steps_left = _MOST_STEPS
        for cell in sheet.iter(f"{SHEET}c"):
            place, value = place_of(cell.get("r") or ""), cell.findtext(f"{SHEET}v") or ""
            if place is None:
                continue
            formula = cell.find(f"{SHEET}f")
            if formula is not None:
                key = formula.get("si") or ""
                self._formulas[place] = formula.text or "?"  # a shared formula is written in another cell
                if formula.text:
                    shared.setdefault(key, formula.text)
                self._sources[place] = formula.text or shared.get(key, "")
            number = _number(value) if (cell.get("t") or "n") == "n" else None
            if number is not None:
                self._numbers[place] = number
            elif value or cell.get("t") == "inlineStr":
                self._texts.add(place)

    def differs(self, place: CellPlace) -> float | None:
        """The result of a formula if it differs from the stored one; None if they agree, or if it cannot be computed.

        Args:
            place: Where the formula is.
        """
        result = self._result(place, 0)
        stored = self._numbers.get(place)
        if result is None or stored is None or math.isclose(result, stored, rel_tol=_CLOSE, abs_tol=_CLOSE):
            return None
        return result

    def why_another(self, place: CellPlace) -> str:
        """The code of words on a formula with another result each time or day, as it may be that of cells it refers to.

        Args:
            place: Where the formula is.
        """
        return self._changing.get(place, "")

    @cached_property
    def _changing(self) -> dict[CellPlace, str]:
        """The formulas whose results change without anybody's changing the file, each with what is to be said."""
        words = {place: code for place, text in self._sources.items() for sort, code in _SAYS if sort.search(text)}
        added, steps_left = list(words), _MOST_STEPS
        references = {place: list(_ranges(text)) for place, text in self._sources.items()} if words else {}
        for _ in range(_DEEPEST):
            new = []
            for place, ranges in references.items():
                if place in words:
                    continue
                steps_left -= len(ranges) * len(added)
                if steps_left < 0:  # no formula of a report refers to as many
                    return words | {other: words.get(other, words[added[0]]) for other in references}
                cause = next((cell for cell in added if any(_holds(item, cell) for item in ranges)), None)
                if cause is not None:
                    words[place] = words[cause]
                    new.append(place)
            if not new:
                break
            added = new
        return {
            place: code for place, code in words.items() if not _FIRST_DAY <= self._numbers.get(place, 0) < _LAST_DAY
        }

    def is_known(self, place: CellPlace) -> bool:
        """Whether the result of a formula can be computed.

        Args:
            place: Where the formula is.
        """
        return self._result(place, 0) is not None

    def _result(self, place: CellPlace, depth: int) -> float | None:
        if place not in self._worked_out:
            self._worked_out[place] = None  # until it is known, and for good if it refers to itself
            self._worked_out[place] = self._sum(self._formulas[place], depth)
        return self._worked_out[place]

    def _sum(self, formula: str, depth: int) -> float | None:
        """The result of a formula of sums and differences; None for any other formula."""
        total, sign, open_sums, position, wants_term = 0.0, 1, 0, 0, True
        signs = [1]
        text = formula.lstrip("= ")
        while position < len(text):
            token = _TOKEN.match(text, position)
            if token is None:
                return None
            position = token.end()
            if token["sum"] and wants_term:
                open_sums += 1
                signs.append(signs[-1] * sign)
                sign = 1
            elif token["place"] or token["number"]:
                term = self._term(token, depth, in_sum=open_sums > 0)
                if term is None or not wants_term:
                    return None
                total += signs[-1] * sign * term
                sign, wants_term = 1, False
            elif token["sign"] == ")" and open_sums and not wants_term:
                open_sums -= 1
                signs.pop()
            elif token["sign"] == "," and open_sums and not wants_term:
                wants_term = True
            elif token["sign"] in {"+", "-"}:
                sign, wants_term = (sign if wants_term else 1) * (1 if token["sign"] == "+" else -1), True
            else:
                return None
        return None if open_sums or wants_term else total

    def _term(self, token: re.Match[str], depth: int, *, in_sum: bool) -> float | None:
        """The value of a number, a cell or a range of cells; None if it has none."""
        if token["number"]:
            return float(token["number"])
        first, _, last = token["place"].replace("$", "").upper().partition(":")
        begin, end = place_of(first), place_of(last or first)
        if begin is None or end is None or (last and not in_sum) or depth > _DEEPEST:
            return None
        cells = (end[0] - begin[0] + 1) * (end[1] - begin[1] + 1)
        self._steps_left -= max(cells, 1)
        if cells < 1 or self._steps_left < 0:
            return None
        total = 0.0
        for row in range(begin[0], end[0] + 1):
            for column in range(begin[1], end[1] + 1):
                number = self._value((row, column), depth, in_sum=in_sum)
                if number is None:
                    return None
                total += number
        return total

    def _value(self, place: CellPlace, depth: int, *, in_sum: bool) -> float | None:
        """The number of a cell, 0 for an empty one; a text counts 0 within ``SUM``, and is None elsewhere."""
        if place in self._formulas:
            return self._result(place, depth + 1)
        if place in self._texts:
            return 0.0 if in_sum else None
        return self._numbers.get(place, 0.0)


_Range = tuple[CellPlace, CellPlace]
"""The first and the last cell."""


def _ranges(formula: str) -> Iterator[_Range]:
    """The cells of its own sheet to which a formula refers."""
    for match in _PLACES.finditer(formula.upper()):
        begin = place_of(f"{match[1]}{match[2]}")
        end = place_of(f"{match[3]}{match[4]}") if match[3] else begin
        if begin is not None and end is not None:
            yield begin, end


def _holds(cells: _Range, place: CellPlace) -> bool:
    (top, left), (bottom, right) = cells
    return top <= place[0] <= bottom and left <= place[1] <= right


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
