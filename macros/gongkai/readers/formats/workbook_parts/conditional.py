"""Conditional formats of a sheet that may hide a figure, strike it out or show another one in its place."""

import math
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document.signs import COMPARISONS
from gongkai.readers.files.office_looks import Rgb
from gongkai.readers.files.office_xml import SHEET
from gongkai.readers.formats.workbook_parts.looks import CellLooks, ground_of_pattern, is_on, words_of_unseen
from gongkai.readers.formats.workbook_parts.number_formats import hides_nought, shown_number, shown_text
from gongkai.readers.formats.workbook_parts.palette import Palette
from gongkai.readers.formats.workbook_parts.values import CellPlace, format_code, place_of

_NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_RANGES = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_PAINTERS = tuple(f"{names}{kind}" for names in (SHEET, _NEWER) for kind in ("colorScale", "dataBar"))
_PAINTED = (f"{SHEET}color", f"{_NEWER}color", f"{_NEWER}fillColor")
_COMPARED = {
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
    "equal": operator.eq,
    "notEqual": operator.ne,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
}
_NUMBER = re.compile(r"=?\s*(-?\d+(?:\.\d+)?)\s*")
_COMPARISON = re.compile(
    r"=?\s*(\$?)([A-Z]{1,3})(\$?)(\d{1,7})\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*", re.IGNORECASE
)
_BY_KIND = {"containsBlanks": False, "containsErrors": False, "notContainsBlanks": True, "notContainsErrors": True}
"""Whether rules of some kinds apply to a cell with a figure."""
_MOST_RANGES = 300
_Range = tuple[CellPlace, CellPlace]


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A rule, as far as it may change what a figure says.

    Attributes:
        ranges: The cells that it is for, each as the first and the last one.
        kind: What it asks for, such as ``cellIs``.
        compares: How it compares a cell, such as ``lessThan``.
        formulas: With what.
        number_format: The code of the number format that it sets, if any.
        color: The colour of characters that it sets, if any.
        ground: Likewise behind them.
        struck: Whether it strikes characters out.
        hides: Whether it shows a sign in place of the figure.
        paints: Colours between which it paints what is behind a figure, by its size.
    """

    ranges: tuple[_Range, ...]
    kind: str = ""
    compares: str = ""
    formulas: tuple[str, ...] = ()
    number_format: str = ""
    color: Rgb | None = None
    ground: Rgb | None = None
    struck: bool = False
    hides: bool = False
    paints: tuple[Rgb, ...] = ()

    def may_change(self, place: CellPlace, value: str, looks: CellLooks, *, is_number: bool) -> bool:
        """Whether a figure may be shown as another one, or not at all.

        Args:
            place: Where it is.
            value: The figure.
            looks: The looks of its cell.
            is_number: Whether it is a number, and not a text.
        """
        if not self._is_for(place):
            return False
        number = float(value) if _NUMBER.fullmatch(value) else None
        compared = number if is_number else math.inf  # a text is more than any number there
        if self._applies(compared, place) is False:
            return False
        display_text = (
            (shown_number if is_number else shown_text)(value, self.number_format) if self.number_format else None
        )
        if self.struck or display_text is not None:
            return True
        return number != 0 and self._is_unseen(looks)  # a nought that is not shown is one all the same

    def may_hide_nought(self, place: CellPlace, looks: CellLooks) -> bool:
        """Whether a nought may not be shown.

        Args:
            place: Where it is.
            looks: The looks of its cell.
        """
        unseen = self._is_unseen(looks) or hides_nought(self.number_format)
        return unseen and self._is_for(place) and self._applies(0, place) is not False

    def _is_for(self, place: CellPlace) -> bool:
        return any(_is_within(place, span) for span in self.ranges)

    def _is_unseen(self, looks: CellLooks) -> bool:
        grounds = (self.ground or looks.ground, *self.paints)
        return self.hides or any(words_of_unseen(self.color or looks.color, ground) for ground in grounds)

    def _applies(self, number: float | None, place: CellPlace) -> bool | None:
        """Whether the rule applies to a cell with a figure; None where that is not worked out."""
        if self.kind in _BY_KIND:
            return _BY_KIND[self.kind]
        if number is None or not self.formulas:
            return None
        limits = [float(match[1]) for formula in self.formulas if (match := _NUMBER.fullmatch(formula))]
        if self.kind == "cellIs" and len(limits) == len(self.formulas):
            if self.compares in _COMPARED:
                return bool(_COMPARED[self.compares](number, limits[0]))
            if self.compares in {"between", "notBetween"} and len(limits) > 1:
                return (min(limits) <= number <= max(limits)) == (self.compares == "between")
        if self.kind == "expression":
            return self._compared_with_itself(number, place)
        return None

    def _compared_with_itself(self, number: float, place: CellPlace) -> bool | None:
        """What a formula says that compares the cell itself with a number: it names the first cell of the ranges."""
        match = _COMPARISON.fullmatch(self.formulas[0])
        other_place = place_of(f"{match[2]}{match[4]}".upper()) if match else None
        if match is None or other_place is None:
            return None
        (first, _), *_ = self.ranges
        row = other_place[0] if match[3] else place[0] + other_place[0] - first[0]
        column = other_place[1] if match[1] else place[1] + other_place[1] - first[1]
        return bool(COMPARISONS[match[5]](number, float(match[6]))) if (row, column) == place else None


def _is_within(place: CellPlace, span: _Range) -> bool:
    (top, left), (bottom, right) = span
    return top <= place[0] <= bottom and left <= place[1] <= right


def conditional_formats(sheet: Any, styles: Any, palette: Palette) -> list[ConditionalFormat]:
    """The rules of a sheet that may change what a figure says; of very many one for all cells.

    Args:
        sheet: The root of its part.
        styles: The root of the part that defines the styles; None where there is none.
        palette: The colours of the workbook.
    """
    shared = styles.findall(f"{SHEET}dxfs/{SHEET}dxf") if styles is not None else []
    rules: list[ConditionalFormat] = []
    count = 0
    for rule in _rules(sheet, shared, palette):
        count += len(rule.ranges)
        if count > _MOST_RANGES:
            return [ConditionalFormat((((0, 0), (1 << 20, 1 << 14)),), struck=True)]
        rules.append(rule)
    return rules


def _rules(sheet: Any, shared: list[Any], palette: Palette) -> Iterator[ConditionalFormat]:
    for part in sheet.iter(f"{SHEET}conditionalFormatting", f"{_NEWER}conditionalFormatting"):
        ranges = tuple(_ranges(part.get("sqref") or part.findtext(_RANGES) or ""))
        for item in part.iterchildren(f"{SHEET}cfRule", f"{_NEWER}cfRule"):
            number = whole_number(item.get("dxfId") or "")
            looks = shared[number] if number is not None and number < len(shared) else item.find(f"{_NEWER}dxf")
            formulas = tuple((formula.text or "").strip() for formula in item.iter(f"{SHEET}formula", _FORMULA))
            hides = any(sign.get("showValue") in {"0", "false"} for sign in item.iter())
            rule = _rule(looks, palette, ranges, (item.get("type") or "", item.get("operator") or ""), formulas)
            rule = ConditionalFormat(ranges, hides=True) if hides else replace(rule, paints=_paints(item, palette))
            if ranges and rule != ConditionalFormat(ranges, rule.kind, rule.compares, formulas):
                yield rule


def _rule(
    looks: Any, palette: Palette, ranges: tuple[_Range, ...], condition: tuple[str, str], formulas: tuple[str, ...]
) -> ConditionalFormat:
    if looks is None:
        return ConditionalFormat(ranges, *condition, formulas)
    code = looks.find(f"{SHEET}numFmt")
    color, ground = colors_of_difference(looks, palette)
    return ConditionalFormat(
        ranges,
        *condition,
        formulas,
        number_format=_code(code) if code is not None else "",
        color=color,
        ground=ground,
        struck=is_on(looks.find(f"{SHEET}font/{SHEET}strike")),
    )


def colors_of_difference(looks: Any, palette: Palette) -> tuple[Rgb | None, Rgb | None]:
    """The colour of characters that a differential format sets, and the one behind them; None for what it leaves.

    Args:
        looks: Its element ``dxf``.
        palette: The colours of the workbook.
    """
    fill = looks.find(f"{SHEET}fill/{SHEET}patternFill")
    ground = None
    if fill is not None and fill.get("patternType") in {None, "solid"}:  # the colours are turned round there
        colors = (fill.find(f"{SHEET}{name}") for name in ("bgColor", "fgColor"))
        ground = palette.color(next((color for color in colors if color is not None), None), None)
    elif fill is not None:
        ground = ground_of_pattern(fill, palette)
    return palette.color(looks.find(f"{SHEET}font/{SHEET}color"), None), ground


def _paints(rule: Any, palette: Palette) -> tuple[Rgb, ...]:
    """The colours of a scale of colours, or of a bar."""
    elements = (color for painter in rule.iterchildren(*_PAINTERS) for color in painter.iterchildren(*_PAINTED))
    return tuple(color for element in elements if (color := palette.color(element, None)) is not None)


def _code(element: Any) -> str:
    code = format_code(element)
    return "" if code in {"General", "@"} else code


def _ranges(text: str) -> Iterator[_Range]:
    for part in text.split()[: _MOST_RANGES + 1]:
        first, _, last = part.replace("$", "").partition(":")
        begin, end = place_of(first), place_of(last or first)
        if begin is not None and end is not None:
            yield begin, end
