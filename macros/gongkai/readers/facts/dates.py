"""Dates as documents write them: 2021-03-05 08:58, 2024年1月17日, 二〇二一年三月五日, 2024年1月.

Dates that are not in the calendar are skipped; a month without a day is marked as such.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHINESE = "〇○零一二三四五六七八九十"
_NUMBER = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}|[一二][{_CHINESE}]{{3}})\s*(?:年|[-/.．])\s*"
    rf"(?P<month>\d{{1,2}}|[{_CHINESE}]{{1,3}})\s*(?:月|(?=[-/.．]\s*\d)|(?=$))"
    rf"(?:\s*[-/.．]?\s*(?P<day>\d{{1,2}}|[{_CHINESE}]{{1,3}})\s*日?)?"
    r"(?:\s*T?\s*(?P<time>\d{1,2}[:：]\d{2})(?:[:：]\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text.

    Attributes:
        text: As it is in the document.
        iso: ``YYYY-MM-DD``, with `` HH:MM`` where a time is given; ``YYYY-MM`` without a day.
        day: The day as ``YYYY-MM-DD``, or empty where only a month is given.
    """

    text: str
    iso: str
    day: str


def dates_in(text: str) -> Iterator[WrittenDate]:
    """The dates of a text, in order.

    Args:
        text: Any text.
    """
    for match in _DATE.finditer(text):
        year, month = _number(match["year"]), _number(match["month"])
        if match["day"] is None:
            if 1 <= month <= 12:  # noqa: PLR2004 - months
                yield WrittenDate(match[0].strip(), f"{year}-{month:02d}", "")
            continue
        try:
            day = dt.date(year, month, _number(match["day"])).isoformat()
        except ValueError:
            continue
        yield WrittenDate(match[0].strip(), f"{day}{_time(match['time'])}", day)


def _time(text: str | None) -> str:
    if text is None:
        return ""
    try:
        return f" {dt.time.fromisoformat(text.replace('：', ':').zfill(5)):%H:%M}"
    except ValueError:
        return ""


def _number(text: str) -> int:
    """A number in Arabic digits, or in Chinese ones: 二〇二一, 十二, 三十."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _NUMBER.get(tens, 1) * 10 + _NUMBER.get(ones, 0)
    return int("".join(str(_NUMBER[sign]) for sign in text))
