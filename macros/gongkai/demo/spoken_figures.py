"""How reports speak of a figure: in Chinese numerals, rounded with 余, 近 or 约, as a share, against the year before.

Each function returns None where a figure cannot be expressed in its way: 60 is not 近 100, and there is no 同比 where
the year before had nothing.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from gongkai.figures import Number

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_TEN_THOUSAND = 10_000
_NEAR = Decimal("0.9")
_LEAST_ROUNDED = 11


def in_numerals(number: int) -> str | None:
    """A count below 10,000 in Chinese numerals as it is said before 件: 两, 十二, 两百零三."""
    if not 0 < number < _TEN_THOUSAND:
        return None
    text = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + _UNITS[place]
        elif not text.endswith("零"):
            text += "零"
    text = text.rstrip("零").removeprefix("一") if 10 <= number < 20 else text.rstrip("零")  # noqa: PLR2004 - 十 to 十九
    text = text.replace("二百", "两百").replace("二千", "两千")
    return "两" if text == "二" else text


def over(number: int) -> str | None:
    """``130 余`` for 137: two places below it, one below 100; None for a round number."""
    step = 10 ** max(1, len(str(number)) - 2)
    rounded = number // step * step
    return f"{rounded} 余" if number >= _LEAST_ROUNDED and rounded < number else None


def near(number: int) -> str | None:
    """``近 100`` for 96: the next number of one place, not more than a tenth away."""
    step = 10 ** (len(str(number)) - 1)
    rounded = (number // step + 1) * step
    return f"近 {rounded}" if number >= _LEAST_ROUNDED and rounded * _NEAR <= number else None


def about(number: int) -> str | None:
    """``约 140`` for 137."""
    rounded = int(Decimal(number).quantize(Decimal("1E1"), ROUND_HALF_UP))
    return f"约 {rounded}" if number > 5 * _LEAST_ROUNDED and rounded != number else None


def share(part: Number, base: Number, places: int) -> str | None:
    """``17.46%``: a share, rounded half up."""
    return _percent(Decimal(part) / Decimal(base), places) if part and base else None


def change(now: Number, before: Number, places: int) -> str | None:
    """``同比增长12.5%``, ``与上年持平``."""
    if not before or not now:
        return None
    if now == before:
        return "与上年持平"
    word = "同比增长" if now > before else "同比下降"
    return f"{word} {_percent(abs(Decimal(now) - before) / Decimal(before), places)}"


def difference(now: Number, before: Number, _places: int = 0) -> str | None:
    """``比上年增加 3 件``."""
    if now == before:
        return "与上年持平" if now else None
    return f"比上年{'增加' if now > before else '减少'} {abs(now - before)} 件"


def trend(now: Number, before: Number, _places: int = 0) -> str | None:
    """``有所增加``."""
    if not before:
        return None
    return "与上年持平" if now == before else "有所增加" if now > before else "有所减少"


ROUNDED: dict[str, Callable[[int], str | None]] = {"zh": in_numerals, "over": over, "near": near, "about": about}
"""Ways to speak of a count alone, by the ending that names them in ``prose.zh.yml``."""
COMPARED: dict[str, Callable[[Number, Number, int], str | None]] = {
    "change": change,
    "diff": difference,
    "trend": trend,
}
"""Ways to speak of a count against that of the year before, with decimal places of a percentage."""


def _percent(value: Decimal, places: int) -> str:
    return f"{(value * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"
