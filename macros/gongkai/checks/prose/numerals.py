"""Chinese and full-width numerals as numbers: ``两百零三``, ``一千余``, ``１,２９５``, ``1.2万``."""

from decimal import Decimal

from gongkai.figures import Number

DIGITS = "0-9０-９"
CHINESE = "零〇○一二两三四五六七八九十百千万亿"
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_VALUES = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = {**_UNITS, **_MYRIADS}
"""What a numeral may be multiplied by, by its sign."""


def arabic(digits: str) -> Number:
    """A number in digits of either width, with or without separators of thousands.

    Raises:
        decimal.InvalidOperation: It is none.
    """
    narrow = digits.translate(_NARROW).replace(",", "")
    return Decimal(narrow) if "." in narrow else int(narrow)


def places(digits: str) -> int:
    """How many decimal places a number in digits has."""
    return len(digits.translate(_NARROW).partition(".")[2])


def chinese(numeral: str) -> int | None:
    """A number in Chinese numerals; None for signs that make none, as ``三五百`` or ``万万``.

    ``两百三`` is 230: a last digit without a unit counts the next smaller one, unless a zero precedes it. Digits
    without any unit are read in a row (``二〇二一``).
    """
    if not any(sign in SCALES for sign in numeral):
        return int("".join(str(_VALUES[sign]) for sign in numeral))
    total, section, digit, step, before = 0, 0, 0, 1, 10**9
    for sign in numeral:
        if sign in _VALUES:
            if digit:
                return None
            digit = _VALUES[sign]
            step = step if digit else 1
        elif sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit, step = 0, _UNITS[sign] // 10
        else:
            myriad = _MYRIADS[sign]
            if myriad >= before or not (total or section or digit):
                return None
            total, rest = (total, section + digit) if myriad == _MYRIADS["万"] else (0, total + section + digit)
            total += rest * myriad
            section, digit, step, before = 0, 0, myriad // 10, myriad
    return total + section + digit * step
