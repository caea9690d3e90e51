"""Labels as they are compared: folded, without punctuation and numbering, and how far apart two of them are.

What a label means is the lexicon's business; here stands only how writing varies.
"""

import re
import unicodedata
from functools import lru_cache

NUMERALS = "一二三四五六七八九十"
# Radicals that Unicode's compatibility forms leave alone, and PDF fonts put in place of the character.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺠⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⺟⻄⻁⻑⻒",
            "民见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐龙母西虎长长",
            strict=True,
        )
    )
)
_CIRCLES = str.maketrans({chr(0x2460 + number): f"{number + 1}." for number in range(20)})
_NUMBER = re.compile(
    rf"\s*(?:\(\s*(?P<a>[{NUMERALS}]{{1,2}}|\d{{1,2}})\s*\)|(?P<b>[{NUMERALS}]{{1,2}})\s*[、.,:·]"
    r"|(?P<c>\d{1,2})\s*[、.,:)·])\s*[、.]?"
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Compatibility characters and radicals folded, circled numbers written out; punctuation is kept."""
    return unicodedata.normalize("NFKC", text.translate(_CIRCLES)).translate(_RADICALS)


def fold_sign(sign: str) -> str:
    """One character folded."""
    return sign if sign.isascii() else fold(sign)


def bare(text: str) -> str:
    """Only letters and digits of a folded text."""
    return "".join(sign for sign in text if sign.isalnum())


def is_han(sign: str) -> bool:
    """Whether a folded character is a Chinese one."""
    return "\u3400" <= sign <= "\u9fff"


def numbered(folded: str) -> tuple[str, str]:
    """Numbering (``3``, ``六``, or empty) and the rest of a folded label."""
    match = _NUMBER.match(folded)
    if match is None:
        return "", folded
    return match["a"] or match["b"] or match["c"], folded[match.end() :]


def distance(one: str, other: str, most: int) -> int:
    """Edits (sign put in, left out, changed) from one text to another; ``most + 1`` where more are needed."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        before, row = row, [number]
        for place, wanted in enumerate(other):
            row.append(min(before[place] + (sign != wanted), before[place + 1] + 1, row[place] + 1))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
