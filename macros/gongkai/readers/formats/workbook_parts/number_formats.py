"""What a number format of a workbook makes of a number, as far as it shows another figure than the cell holds.

The figure on paper is the published one: 75.375 under the format ``0.00`` was published as 75.38. What a format shows
in thousands, per cent or words, or as a whole number though it is none, is said and left to a person.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.findings import say

_SECTION = re.compile(r';|"[^"]*"?|\\.|!.|[^;"\\!]+')
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<general>General|@)|(?P<plain>.)', re.DOTALL
)
_CONDITION = re.compile(r"\[[<>=]")
_PLACEHOLDERS = frozenset("0#?")
_NOT_WORKED_OUT = frozenset("ymdhsEeAG/")
"""Signs of dates, times, powers of ten and vulgar fractions."""
_WITHOUT_MEANING = re.compile(r"[-+()（）￥¥$€\s]*|[件个宗条份人家起项次篇]")
"""Signs, and counting words, that say no more than the head of a column does."""
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class _Section:
    r"""The part of a format for one sort of numbers.

    Attributes:
        before: Text before the digits.
        digits: The places for digits and what stands between them: literal text as ``\0``.
        behind: Text behind them.
        signs: All signs that are neither places for digits nor literal text.
    """

    before: str
    digits: str
    behind: str
    signs: frozenset[str]

    @property
    def is_scaled(self) -> bool:
        """Whether it shows thousands or hundredths, or sets a point where there is none."""
        return "%" in self.signs or "\0" in self.digits or self.digits.endswith(",")

    @property
    def places(self) -> int:
        """Decimal places at most."""
        return sum(sign in _PLACEHOLDERS for sign in self.digits.partition(".")[2])


def shown_number(value: str, code: str) -> str | None:
    """The text of a number under a number format; None where it shows the number as the cell holds it.

    Args:
        value: The number as the file has it.
        code: The code of the format, such as ``#,##0.00_ ;(#,##0.00)``.
    """
    try:
        number = Decimal(f"{float(value):.15g}")
    except ValueError:
        return None
    if not number.is_finite() or not number or abs(number.adjusted()) > _MOST_DIGITS:
        return None  # a nought may be shown as a dash or not at all: it is a nought all the same
    sections = [_read_section(text) for text in _split(code)]
    concerned = sections if _CONDITION.search(code) else [sections[number < 0 and len(sections) > 1]]
    if any(item.signs & _NOT_WORKED_OUT for item in concerned):
        return None
    stored = format(number, "f")
    if any(item.is_scaled for item in concerned):
        return say("readers.formatted", {"stored": stored, "format": code})
    if len(concerned) > 1:
        return None
    return _text(number, stored, concerned[0])


def _split(code: str) -> list[str]:
    """The sections of a format: for positive numbers, negative numbers, noughts and text."""
    sections = [""]
    for piece in _SECTION.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _read_section(text: str) -> _Section:
    before, digits, behind, signs = "", "", "", set()
    for piece in _PIECE.finditer(text):
        literal = piece["quoted"] or piece["escaped"] or ""
        plain = piece["plain"] or ""
        if piece["general"] or plain in _PLACEHOLDERS:
            digits += ("\0" if behind.strip() else "") + ("#." + "#" * _MOST_DIGITS if piece["general"] else plain)
            behind = ""
        elif digits and not behind and plain in {".", ","}:
            digits += plain
        elif digits:
            behind += literal or plain
        else:
            before += literal or plain
        signs |= set(plain) - _PLACEHOLDERS
    return _Section(before, digits, behind, frozenset(signs))


def _text(number: Decimal, stored: str, section: _Section) -> str | None:
    behind = "" if _WITHOUT_MEANING.fullmatch(section.behind) else section.behind.strip()
    before = "" if _WITHOUT_MEANING.fullmatch(section.before) else section.before.strip()
    if not section.digits:
        return say("readers.shown-as", {"stored": stored, "shown": before})
    rounded = _rounded(number, section.places)
    if rounded != number and not section.places:
        return say("readers.shown-as", {"stored": stored, "shown": format(rounded, "f")})
    least = section.digits.partition(".")[2].count("0")
    places = max(least, -int(rounded.normalize().as_tuple().exponent))
    shown = f"{before}{rounded:.{places}f}{behind}"
    return None if shown == stored else shown


def _rounded(number: Decimal, places: int) -> Decimal:
    """A number with so many decimal places at most."""
    is_longer = -int(number.as_tuple().exponent) > places
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if is_longer else number
