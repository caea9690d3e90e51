"""Figures as cells: a number that can be added up, shown as it was written, by a number format."""

from decimal import Decimal
from functools import lru_cache

from gongkai.figures import Figure, Number

_MOST_DIGITS = 15
"""Digits that a number of a workbook holds; one of more would be rounded, and is written as text."""
EXACT = 10**_MOST_DIGITS
"""Whole numbers below it are exact in a workbook."""
_LONGEST_FORMAT = 250


def number_format(figure: Figure) -> str:
    """The number format that shows a figure as written: its decimal places, its unit, its remark."""
    if type(figure.value) is int and figure.unit is None and figure.note is None:
        return ""
    return _format(places_of(figure), figure.unit or "", figure.note or "", gap=figure.spaced)


def places_of(figure: Figure) -> int:
    """How many decimal places a figure was written with."""
    if not isinstance(figure.value, Decimal):
        return 0
    exponent = figure.value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def is_exact(value: Number) -> bool:
    """Whether a workbook can hold a number without rounding it."""
    return len(Decimal(value).as_tuple().digits) <= _MOST_DIGITS


@lru_cache(maxsize=4096)
def _format(places: int, unit: str, note: str, *, gap: bool) -> str:
    number = f"0.{'0' * places}" if places else "0"
    behind = _literal(f"{' ' if gap else ''}{unit}") if unit else ""
    remark = _literal(f"（{' '.join(note.split())}）") if note else ""
    whole = f"{number}{behind}{remark}"
    return whole if len(whole) <= _LONGEST_FORMAT else f"{number}{behind}"


def _literal(text: str) -> str:
    """A text of a number format; a quotation mark cannot be between quotation marks, but after a stroke."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
