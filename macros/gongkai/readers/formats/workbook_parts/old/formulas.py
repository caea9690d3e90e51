"""Whether an old workbook (.xls) may lack the text that one of its formulas gives.

LibreOffice stores 0 as the result of every formula that gives a text where it makes an old workbook of a newer one, and
works the texts out as it opens the file again. The library that reads old workbooks takes the 0. So a formula whose
result is 0 must be one that gives a number: its last step adds, multiplies, counts or rounds (record Formula, [MS-XLS]
2.4.127; its steps, 2.5.198).
"""

import re

_ZERO = re.compile(rb"\x06\x00[\x17-\xff][\x00-\x20].{6}\x00{8}.{6}(..)", re.DOTALL)
"""A formula with the result 0, with the size of its steps, which come next."""
_SHARED = re.compile(rb"\xbc\x04[\x0b-\xff][\x00-\x20].{8}(..)", re.DOTALL)
"""The steps that several formulas share (record ShrFmla, 2.4.277), likewise."""
_ELSEWHERE = b"\x01"
"""The first step of a formula whose steps are shared."""
_GIVES_NUMBER = re.compile(
    rb"(?:[\x03-\x07\x12-\x14]|\x19\x10.."  # + - * / ^, signs, %, a sum of one range
    rb"|[\x22\x42\x62][\x01-\x1e](?:[\x00\x04-\x07\xa9\xe4]\x00|[\x58\x59]\x01)"
    rb"|[\x21\x41\x61](?:[\x18\x19\x1b\x83\xd4\xd5]\x00|\x5a\x01))\x15*\Z",
    re.DOTALL,
)
"""The end of the steps of a formula that gives a number; the names of the functions are those of Ftab (2.5.198.17):
COUNT, SUM, AVERAGE, MIN, MAX, COUNTA, SUMPRODUCT, SUBTOTAL, SUMIF; ABS, INT, ROUND, N, ROUNDUP, ROUNDDOWN, COUNTIF."""


def may_lack_texts(data: bytes) -> bool:
    """Whether the result of a formula is 0 that may be a text.

    Args:
        data: The file.
    """
    steps = [_steps(data, match) for pattern in (_ZERO, _SHARED) for match in pattern.finditer(data)]
    return any(some and not some.startswith(_ELSEWHERE) and not _GIVES_NUMBER.search(some) for some in steps)


def _steps(data: bytes, match: re.Match[bytes]) -> bytes:
    return data[match.end() : match.end() + int.from_bytes(match[1], "little")]
