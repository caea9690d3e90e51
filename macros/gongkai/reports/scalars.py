"""Texts as YAML scalars, and columns of them as wide as they look: a Chinese character is two cells wide.

Quotes stand only where a reader of YAML would take the text for something else.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from gongkai.located import without_forbidden

_SIGNS = r"\[\]{},&*!|`\"'"
_PLAIN = re.compile(rf"[^\s{_SIGNS}#%@>~?:=<-][^\t\n{_SIGNS}#:?]*(?<!\s)")
"""What is safe anywhere: in brackets some readers, as PyYAML, end a plain text at a question mark."""
_OTHER = re.compile(
    r"[+-]?(?:[0-9.][0-9._eExXoO+-]*|0[xb][0-9a-f_]+|\.inf|\.nan)|true|false|null|yes|no|on|off|y|n", re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_BAD = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@lru_cache(maxsize=65536)
def scalar(text: str, *, figure: bool = False) -> str:
    """A text as a YAML scalar, plain where that is safe in a line and in brackets, else in double quotes.

    Args:
        text: The text, as it is to be read again.
        figure: Whether a plain number may stay one; a text that looks like a number is quoted.
    """
    if (figure and _FIGURE.fullmatch(text)) or (_DATE.fullmatch(text) and _is_day(text[:10])):
        return text
    if _PLAIN.fullmatch(text) and not _OTHER.fullmatch(text) and not _BAD.search(text):
        return text
    return json.dumps(without_forbidden(text), ensure_ascii=False)


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar: any other one in the shape of a day breaks readers of YAML."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _SignWidths(dict[str, int]):
    """By sign how many cells wide it is printed; the same few thousand are met again and again."""

    def __missing__(self, sign: str) -> int:
        cells = self[sign] = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        return cells


_SIGN_WIDTHS = _SignWidths()


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """How many cells wide a text is printed."""
    return sum(map(_SIGN_WIDTHS.__getitem__, text))


def padded(text: str, cells: int) -> str:
    """The text padded with blanks to a width, with at least one blank, so that two texts never touch."""
    return text + " " * max(1, cells - width(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of equal length with each column as wide as its widest text, flush right as figures are."""
    widths = [max(width(text) for text in column) for column in zip(*rows, strict=True)]
    return [[" " * (wide - width(text)) + text for text, wide in zip(row, widths, strict=True)] for row in rows]
