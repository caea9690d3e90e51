"""Words above columns or tables that say which year these are of."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import fold, is_chinese

_YEAR = re.compile(r"(?:(?P<year>20\d\d)年?|(?P<this>本年|今年|本期)|上一?年|去年|上期)(?:度|数据|数|情况|数量)*")
_NUMBER = re.compile(r"(20\d\d)年")
_FIRST_YEAR = 2008
"""The first year on which there were reports."""
_FEWEST_IN_TURN, _LONGEST = 4, 8
"""Words that take turns at least, and characters of each at most."""
_MOST = 30
"""Characters of other words beside the years in a line of heads."""


@lru_cache(maxsize=8192)
def is_of_year(text: str, year: int | None) -> bool | None:
    """Whether words name the reporting year, such as 本年 or 2023年, or another one; None where they name no year.

    Args:
        text: All words of a cell.
        year: The reporting year, if known; without it every year in figures may be that.
    """
    match = _YEAR.fullmatch(collapse_spaces(fold(text)).replace(" ", ""))
    if match is None:
        return None
    if match["year"]:
        number = int(match["year"])
        if number < _FIRST_YEAR or (year is not None and number > year + 1):
            return None  # a figure: nobody has reported on that year yet, or had to
        return year is None or number == year
    return match["this"] is not None


def names_both(words: Iterable[str], text: str, year: int | None) -> bool:
    """Whether a line is heads that name the reporting year and another one: 2022年 2023年, 本年 上年.

    Two other words in turn, such as 全市 本级 全市 本级, may as well be this organ and others, or two years.

    Args:
        words: What of the line is no label of the form.
        text: All of it.
        year: The reporting year; without it any two years in figures will do.
    """
    words = list(words)
    if len(words) > 1 and ({is_of_year(word, year) for word in words} == {True, False} or _take_turns(words)):
        return True
    if not text:
        return False
    plain = fold(text)
    years = {int(number) for number in _NUMBER.findall(plain)}
    rest = _NUMBER.sub("", plain)
    return len(years) > 1 and year in (None, *years) and len(rest) <= _MOST and not any(map(str.isdigit, rest))


def _take_turns(words: Sequence[str]) -> bool:
    """Whether two short words stand in turn, each of them twice at least."""
    one, other = set(words[::2]), set(words[1::2])
    if len(words) < _FEWEST_IN_TURN or len(words) % 2 or len(one) > 1 or len(other) > 1 or one == other:
        return False
    return all(len(word) <= _LONGEST and any(map(is_chinese, word)) for word in (*one, *other))
