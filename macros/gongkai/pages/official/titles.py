"""The lines of a title: one that does not fit into a line is broken where its meaning allows it."""

import re
from unicodedata import east_asian_width

WIDEST = 20
"""Characters of a title that a line holds: 156 mm in 二号 (22 points)."""
_YEAR = re.compile(r"(?<=.)(?=\d{4}\s*年)")


def title_lines(title: str) -> tuple[str, ...]:
    """A title in lines: a long one is broken before its year, so that no line ends within a word."""
    if _width(title) <= WIDEST:
        return (title,)
    parts = _YEAR.split(title, maxsplit=1)
    return tuple(parts) if all(_width(part) <= WIDEST for part in parts) else (title,)


def _width(text: str) -> float:
    """How many full-width characters a text is as wide as."""
    return sum(1 if east_asian_width(sign) in "FWA" else 0.5 for sign in text)
