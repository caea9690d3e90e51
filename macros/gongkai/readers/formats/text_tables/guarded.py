"""Cells that a program guards, so that a spreadsheet takes them for text: ``="12"``, ``'12``, 12 with a tab after.

Databases and web systems write CSV files so. The guards are no part of what the cells say, and a tab beside a separator
separates nothing.
"""

import re
from collections.abc import Sequence

from gongkai.readers.formats.text_tables.delimited import NumberedLine

_FORMULA = re.compile(r'(?:(?<=[\t,;])|\A)(?:"=""([^"]*)"""|="([^"]*)")(?=[\t,;]|\s*\Z)')
_BEGIN = r'(?:\A|(?<=\A")|(?<=[\t,;])|(?<=[\t,;]"))'
_APOSTROPHE = re.compile(rf"{_BEGIN}'(?=[+\-]?\d[\d.]*(?:,\d{{3}})*(?:\.\d+)?\"?(?:[\t,;]|\s*\Z))")
_SEPARATOR = re.compile(r"[\t,;]")
_TAB_BEFORE = re.compile(r'(?<!\t)\t++(?="?(?:[,;]|[ \r\n]*\Z))')
_TAB_BEHIND = re.compile(rf"{_BEGIN}\t++")
_FEWEST_SEPARATORS = 3
_FEWEST_LINES = 4
"""The fewest lines with tabs that show that other separators beside them are none."""


def without_guards(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, their cells without what keeps a spreadsheet from reading them as numbers.

    Args:
        lines: Numbers and texts.
    """
    return [(number, _APOSTROPHE.sub("", _FORMULA.sub(_shown, text))) for number, text in _without_tabs(lines)]


def _shown(cell: re.Match[str]) -> str:
    """What a spreadsheet shows of a formula that is one text, in quotes where it holds a separator."""
    text = cell[1] if cell[1] is not None else cell[2]
    return f'"{text}"' if _SEPARATOR.search(text) else text


def _without_tabs(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, without tabs where these stand at the edges only of cells between commas or semicolons."""
    stripped = [(number, _TAB_BEHIND.sub("", _TAB_BEFORE.sub("", text))) for number, text in lines]
    padded = sum(
        "\t" in text and max(map(text.count, ",;")) >= _FEWEST_SEPARATORS and text != bare
        for (_, text), (_, bare) in zip(lines, stripped, strict=True)
    )
    if padded < _FEWEST_LINES or any("\t" in bare for _, bare in stripped):
        return list(lines)
    return stripped
