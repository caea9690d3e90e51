"""Text as the search index holds it: a unit a character, a number or a Latin word, and overlapping pairs of units.

Pagefind cannot find Chinese words by itself; it finds words between blanks, and quoted phrases of them. So each pair of
neighbours is made a word, and a phrase is a phrase of pairs. Digits and Latin letters are written in letters of another
script, which Pagefind neither stems nor splits. The same is done to a query by ``search-text.js``; a test holds both
to the same cases. Nothing here knows of reports or pages.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

LETTERS = "0123456789.abcdefghijklmnopqrstuvwxyz"
"""What numbers and Latin words are written with, in the order of the letters that stand for them."""

_FIRST = 0xA000  # syllables of Yi: letters of one form without parts, never written on these sites
JOINT = "\ua0fd"
"""Stands between two numbers or words of a pair, which else could be read as one."""
WHOLE = "\ua0fe"
"""Ends a number or word that is asked for alone."""
FIELD = "\ua0ff"
"""Begins what is no text of the page: names of agencies, years, tables."""

HEADING, BLOCK, FACTS = "§", "¶", "¤"
"""Signs that Pagefind drops and keeps: where a block with an address of its own begins, where another one, where facts
begin and end."""

_SPACE = "␣"
_HIDDEN = 0x2800  # patterns of Braille: signs that are no letters, so that what is written with them is not indexed
_PARTS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[a-z]+|[^\W_])|[\W_]+")
_WRITTEN = {ord(sign): chr(_FIRST + number) for number, sign in enumerate(LETTERS)}


def normal(text: str) -> str:
    """Text as it is compared: every character in its compatibility form, small letters."""
    if text.isascii():
        return text.lower()
    return "".join(map(_normal, text))


@lru_cache(maxsize=16384)
def _normal(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).lower()


def parts(text: str) -> list[tuple[str, str]]:
    """Units of a text, each with the signs and blanks before it; what stands behind the last one is left out."""
    found, gap = [], ""
    for match in _PARTS.finditer(normal(text)):
        if match[1] is None:
            gap = match[0]
            continue
        found.append((gap, match[1].replace(",", "")))
        gap = ""
    return found


def units(text: str) -> list[str]:
    """Units of a text."""
    return [unit for _, unit in parts(text)]


def plain(unit: str) -> bool:
    """Whether a unit is a number or a Latin word, and so asked for as a whole."""
    return unit[0] in LETTERS


def written(unit: str) -> str:
    """A unit in letters that Pagefind leaves alone."""
    return unit.translate(_WRITTEN) if plain(unit) else unit


def _pair(left: str, right: str) -> str:
    return f"{written(left)}{JOINT if plain(left) and plain(right) else ''}{written(right)}"


def pairs(found: Sequence[str]) -> Iterator[str]:
    """Each unit with its neighbour, and the last one alone."""
    yield from map(_pair, found, found[1:])
    if found:
        yield written(found[-1])


def block(text: str) -> str:
    """A block of text as the index is fed with it: pairs of units, signs and blanks kept before them."""
    found = parts(text)
    words = pairs([unit for _, unit in found])
    return " ".join(f"{_sign(gap)}{word}" for (gap, _), word in zip(found, words, strict=True))


def _sign(gap: str) -> str:
    return re.sub(r"\s+", _SPACE, gap)


def wholes(found: Iterable[str]) -> Iterator[str]:
    """Numbers and Latin words among units as they are asked for alone, each once, sorted."""
    return (f"{written(unit)}{WHOLE}" for unit in sorted({unit for unit in found if plain(unit)}))


def field(kind: str, text: str) -> str:
    """A name as it is asked for apart from text: ``kind`` is a small letter, one for each kind of name."""
    begin = FIELD + written(kind)
    return " ".join(begin + word for word in pairs([WHOLE, *units(text), WHOLE]))


def key(kind: str, name: str) -> str:
    """A word for something that a page has or has not; of its name, letters, digits and points count."""
    return FIELD + written(kind) + "".join(sign for sign in normal(name) if sign in LETTERS).translate(_WRITTEN)


def hidden(text: str) -> str:
    """Printable ASCII that travels with a page without being indexed."""
    return "".join(chr(_HIDDEN + ord(sign)) for sign in text)
