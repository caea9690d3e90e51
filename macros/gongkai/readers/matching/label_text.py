"""How labels are compared: compatibility and traditional characters folded, without signs and numbers, by distance.

What a label means is the lexicon's business (``tokenise/lexicon.py``); this module only knows how spelling varies.
"""

import re
import unicodedata
from functools import lru_cache

from gongkai.readers.document.radicals import fold_radicals
from gongkai.readers.document.signs import NUMERALS
from gongkai.readers.document.traditional import fold_traditional

_CIRCLED_NUMBERS = str.maketrans({chr(0x2460 + number): f"{number + 1}." for number in range(20)})
_NUMBERING = re.compile(
    rf"\s*(?:\(\s*(?P<a>[{NUMERALS}]{{1,2}}|\d{{1,2}})\s*\)|(?P<b>[{NUMERALS}]{{1,2}})\s*[、.,:·]"
    r"|(?P<c>\d{1,2})\s*[、.,:)·])\s*[、.]?"
)
_NUMBERING_ALONE = re.compile(rf"\s*(?:\([{NUMERALS}]{{1,2}}\)[、.]?|(?:[{NUMERALS}]{{1,2}}|\d{{1,2}})\s?[、.])\s*")
_EARLIER, _OWN = re.compile(r"上一?年|去年|往年|历年|同期|累计"), re.compile(r"本年|今年|当年")
_EARLIER_FIRST = re.compile(r"(?:上一?年|去年)度?(?:同期)?|往年|历年|同期|累计")
"""Words for years other than the report's, and for the report's own year."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold compatibility and traditional characters and radicals, write circled numbers as ``1.``; keep punctuation.

    Text keeps its length in traditional characters: each stands for one simplified character.
    """
    return fold_traditional(unicodedata.normalize("NFKC", fold_radicals(text.translate(_CIRCLED_NUMBERS))))


def letters_and_digits(text: str) -> str:
    """Drop everything but the letters (Chinese characters included) and digits of a text."""
    return "".join(filter(str.isalnum, text))


def digits_of(text: str) -> str:
    """The digits of a text, without anything else."""
    return "".join(filter(str.isdigit, text))


def has_digits_alone(text: str) -> bool:
    """Whether a text has digits and no letters, whatever other signs there are."""
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


@lru_cache(maxsize=8192)
def comparable(text: str) -> str:
    """Bring a label into the form in which labels are compared: folded, letters and digits only."""
    return letters_and_digits(fold(text))


def is_chinese(character: str) -> bool:
    """Whether a folded character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def split_numbering(folded: str) -> tuple[str, str]:
    """Split a folded label into its numbering (``3``, ``六``, or empty) and the rest."""
    match = _NUMBERING.match(folded)
    if match is None:
        return "", folded
    return match["a"] or match["b"] or match["c"], folded[match.end() :]


def is_numbering(text: str) -> bool:
    """Whether a text is nothing but the numbering of a label: ``三、``, ``（四）``, ``3.``; ``（3）`` may be a note."""
    return _NUMBERING_ALONE.fullmatch(fold(text)) is not None


def are_of_other_years(text: str, label: str) -> bool:
    """Whether a text says that it is of another year than a label: 上年 in place of 本年 is no misprint.

    Args:
        text: Comparable text of a document.
        label: Comparable label of a form.
    """
    (earlier, own), (other, own_of_label) = ((_EARLIER.search(words), _OWN.search(words)) for words in (text, label))
    return bool((earlier and not other) or (own and not earlier and other and not own_of_label))


def ways_of_own_year(text: str) -> tuple[str, ...]:
    """A comparable text that begins with words for an earlier year, with words for the year of the report instead."""
    earlier = _EARLIER_FIRST.match(text)
    return tuple(f"{own}{text[earlier.end() :]}" for own in ("本年", "本年度", "")) if earlier else ()


def edit_distance(one: str, other: str, most: int) -> int:
    """Count the edits (insertion, deletion, substitution) from one text to another.

    Args:
        one: A text.
        other: Another one.
        most: The highest distance that matters.

    Returns:
        The distance, or ``most + 1`` where it is higher than ``most``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    distances = list(range(len(other) + 1))
    for number, character in enumerate(one, 1):
        previous, distances = distances, [number]
        for place, sign in enumerate(other):
            distances.append(min(previous[place] + (character != sign), previous[place + 1] + 1, distances[place] + 1))
        if min(distances) > most:
            return most + 1
    return min(distances[-1], most + 1)
