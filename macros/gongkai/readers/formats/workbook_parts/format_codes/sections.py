"""The sections of the code of a number format, of which each is for one sort of numbers."""

import re
from dataclasses import dataclass
from itertools import pairwise

_SECTION = re.compile(r';|"[^"]*"?|\\.|!.|[^;"\\!]+')
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*(?P<repeated>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|'
    r"(?P<general>General|@)|(?P<plain>.)",
    re.DOTALL,
)
PLACEHOLDERS = frozenset("0#?")
MINUS = frozenset("-－−")
MOST_DIGITS = 40
"""The most digits of a number that is looked at."""
_PLACE, _FILL = "#", "\1"
"""What stands for a place of a digit, and for room that another sign fills, among the signs that a section shows."""
_DIGIT = re.compile(r"[\d#]")
_SPACE = re.compile(r"[ \u3000]")


@dataclass(frozen=True, slots=True)
class FormatSection:
    r"""The part of a format for one sort of numbers.

    Attributes:
        before: Text before the digits.
        digits: The places for digits and what stands between them: literal text as ``\0``.
        behind: Text after them.
        signs: All signs that are neither places for digits nor literal text.
        repeats_digits: Whether it fills the width of the cell with a digit.
        is_parted: Whether room for other signs parts its digits, or a space parts them from digits that it adds.
    """

    before: str
    digits: str
    behind: str
    signs: frozenset[str]
    repeats_digits: bool = False
    is_parted: bool = False

    @property
    def is_scaled(self) -> bool:
        """Whether it shows thousands or hundredths, or sets a point where there is none."""
        is_in_thousands = self.digits.endswith(",") or ",." in self.digits
        return "%" in self.signs or "\0" in self.digits or is_in_thousands

    @property
    def places(self) -> int:
        """Decimal places at most."""
        return sum(sign in PLACEHOLDERS for sign in self.digits.partition(".")[2])


def split_code(code: str) -> list[str]:
    """The sections of a format: for positive numbers, negative numbers, noughts and text.

    Args:
        code: The code of the format, such as ``#,##0.00_ ;(#,##0.00)``.
    """
    sections = [""]
    for piece in _SECTION.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def read_section(text: str) -> FormatSection:
    """What a section of a format is made of.

    Args:
        text: The section.
    """
    before, digits, behind, signs = "", "", "", set()
    repeats_digits, shape = False, ""
    for piece in _PIECE.finditer(text):
        literal = piece["quoted"] or piece["escaped"] or piece["currency"] or ""
        repeats_digits = repeats_digits or (piece["repeated"] or "").isdigit()
        plain = piece["plain"] or ""
        is_place = piece["general"] or plain in PLACEHOLDERS
        shape += _PLACE if is_place else _FILL if piece["repeated"] else " " if piece[0][0] == "_" else literal or plain
        if not digits and piece["repeated"] in MINUS:
            before += piece["repeated"]
        if is_place:
            digits += ("\0" if behind.strip() else "") + ("#." + "#" * MOST_DIGITS if piece["general"] else plain)
            behind = ""
        elif digits and not behind and plain in {".", ","}:
            digits += plain
        elif digits:
            behind += literal or plain
        else:
            before += literal or plain
        signs |= set(plain) - PLACEHOLDERS
    return FormatSection(before, digits, behind, frozenset(signs), repeats_digits, _is_parted(shape))


def _is_parted(shape: str) -> bool:
    """Whether room for other signs parts the digits of a section, or a space parts some from those that it adds.

    Args:
        shape: What it shows, in order.
    """
    for one, other in pairwise(_DIGIT.finditer(shape)):
        between = shape[one.end() : other.start()]
        if _FILL in between or (_SPACE.search(between) and not one[0] == other[0] == _PLACE):
            return True
    return False
