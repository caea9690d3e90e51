"""Turns text into the words of the search index: overlapping pairs of units.

A unit is one character, one number or one Latin word. No program segments Chinese reliably. So each pair of
neighbouring units becomes a word (信息公开 becomes 信息 息公 公开), and a phrase is searched for as a phrase of pairs.
Digits and Latin letters are replaced by letters of another script, so that no number is split at its point and none is
taken for a word by itself. ``search-text.js`` does the same to a query; a test
holds both to the same cases. This module knows nothing of reports and pages.
"""

import json
import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

LETTERS = "0123456789.abcdefghijklmnopqrstuvwxyz"
"""The characters of numbers and Latin words; each is replaced by the letter with the same offset from ``_FIRST``."""

_FIRST = 0xA000  # syllables of Yi: letters without case and accents that these sites never use
JOINT = "\ua0fd"
"""Separates two numbers or Latin words in a pair, which would otherwise read as one."""
WHOLE = "\ua0fe"
"""Ends a number or Latin word that is searched for by itself, not as part of a phrase."""
FIELD = "\ua0ff"
"""Begins words that are not text of the page: names of agencies, years, tables."""

HEADING, BLOCK, DATE, FACTS = "§", "¶", "¦", "¤"
"""Signs that are not indexed but come with a result. They mark the begin of a block with an anchor, the
begin of any other block, that of a date, whose numbers are no figures, and begin and end of facts."""

_SPACE = "␣"
_OURS = re.compile(f"[{HEADING}{BLOCK}{DATE}{FACTS}{_SPACE}\u2800-\u28ff]")
_HIDDEN = 0x2800  # Braille patterns: not letters, so that what is written in them is not indexed
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[a-z]+"
_PARTS = re.compile(rf"({_NUMBER}|[^\W_])")
_PLAIN = re.compile(_NUMBER)
_RUNS = re.compile(rf"({_NUMBER})|[^\W_0-9a-z]+")
"""A number or Latin word, or else a run of other units."""
_WRITTEN = {ord(sign): chr(_FIRST + number) for number, sign in enumerate(LETTERS)}


class WrittenUnit(NamedTuple):
    """A unit of a text.

    Attributes:
        gap: Signs and blanks before it, as written.
        text: The unit as written.
        unit: The unit in normal form.
    """

    gap: str
    text: str
    unit: str


class _Normal(dict[int, str]):
    """By code point of a character its normal form, as ``str.translate`` asks for it."""

    def __missing__(self, sign: int) -> str:
        """Work it out once."""
        self[sign] = form = unicodedata.normalize("NFKC", chr(sign)).lower()
        return form


_NORMAL = _Normal()


@lru_cache(maxsize=1024)  # a block is asked for its words and for its numbers, and many are in most reports
def normal(text: str) -> str:
    """Text in normal form: each character in its compatibility form (NFKC), in lower case."""
    return text.translate(_NORMAL)


def parts(text: str) -> tuple[WrittenUnit, ...]:
    """Units of a text, each with the signs and blanks before it."""
    form, cut, position = normal(text), [], 0
    # Of the same length, each character has one in normal form; else some have several.
    at = _sources(text) if len(form) != len(text) else range(len(text) + 1)
    for match in _PARTS.finditer(form):
        begin, end = max(at[match.start()], position), match.end()
        while end < len(form) and at[end] == at[end - 1]:
            end += 1  # one character may be several in normal form
        cut.append(WrittenUnit(text[position:begin], text[begin : at[end]], match[0].replace(",", "")))
        position = max(position, at[end])
    return tuple(cut)


def _sources(text: str) -> list[int]:
    """By place in the normal form the place in the text that it comes from, and the end."""
    return [*(place for place, sign in enumerate(text) for _ in _NORMAL[ord(sign)]), len(text)]


def units(text: str) -> list[str]:
    """Units of a text."""
    return [unit.replace(",", "") for unit in _PARTS.findall(normal(text))]


def plain_units(text: str) -> list[str]:
    """Numbers and Latin words of a text."""
    return [unit.replace(",", "") for unit in _PLAIN.findall(normal(text))]


def plain(unit: str) -> bool:
    """Whether a unit is a number or a Latin word."""
    return unit[0] in LETTERS


def written(unit: str) -> str:
    """A unit in letters that belong to one word."""
    return unit.translate(_WRITTEN) if plain(unit) else unit


@lru_cache(maxsize=65536)  # the same few thousand pairs of characters make up nearly all text
def _pair(left: str, right: str) -> str:
    return f"{written(left)}{JOINT if plain(left) and plain(right) else ''}{written(right)}"


def pairs(sequence: Sequence[str]) -> Iterator[str]:
    """Each unit joined with the next one, and the last unit by itself."""
    yield from map(_pair, sequence, sequence[1:])
    if sequence:
        yield written(sequence[-1])


def block(text: str) -> str:
    """A block of text as words of the index, from which the page puts the text together again as it is written.

    Each word is a pair of units. Before it are the signs and blanks before its first unit, and, in hidden characters,
    this unit as written where that differs. What is after the last unit is a word of its own.
    """
    form = normal(text)
    words = _words_of_runs(text, form) if len(form) == len(text) else None
    return " ".join(_words_of_units(text) if words is None else words)


def _words_of_runs(text: str, form: str) -> list[str] | None:
    """The words of a block, from runs of units, which is faster; None where units have to be taken one by one.

    Args:
        text: The block.
        form: Its normal form, of the same length.
    """
    words: list[str] = []
    position, open_word, was_plain = 0, "", False  # the last unit waits for the first of the next run
    for match in _RUNS.finditer(form):
        begin, end = match.span()
        number = match[1]
        run = form[begin:end]
        if text[begin:end] != run or (number and "," in run):
            if number is None:
                return None
            written_as = _as_written(text[begin:end], "u")
        else:
            written_as = ""
        first = written(run.replace(",", "")) if number else run[0]
        if position or open_word:
            words.append(f"{open_word}{JOINT if was_plain and number else ''}{first}")
        before = f"{_gap(text[position:begin]) if begin > position else ''}{written_as}"
        if number or len(run) == 1:
            open_word = before + first
        else:
            neighbours = map(operator.add, run, run[1:])
            words.append(before + next(neighbours))
            words += neighbours
            open_word = run[-1]
        position, was_plain = end, number is not None
    if open_word:
        words.append(open_word)
        tail = text[position:].rstrip()
        words += [_gap(tail)] if tail else []
    return words


def _words_of_units(text: str) -> list[str]:
    cut = parts(text)
    words = pairs([part.unit for part in cut])
    tail = text[sum(len(part.gap) + len(part.text) for part in cut) :].rstrip()
    encoded = [f"{_shown(part)}{word}" for part, word in zip(cut, words, strict=True)]
    return [*encoded, _gap(tail)] if cut and tail else encoded


def _shown(part: WrittenUnit) -> str:
    gap = _gap(part.gap) if part.gap else ""
    return gap if part.text == part.unit else gap + _as_written(part.text, "u")


@lru_cache(maxsize=4096)
def _gap(gap: str) -> str:
    """Signs between units; hidden where they could be taken for one of the marks of this module."""
    return _as_written(gap, "g") if _OURS.search(gap) else re.sub(r"\s+", _SPACE, gap)


def _as_written(text: str, kind: str) -> str:
    """Signs (``g``) or a unit (``u``) as written; the quotation mark at the end of the JSON tells several apart."""
    return hidden(f"{json.dumps(text)[1:]}{kind}")


def standalone_words(sequence: Iterable[str]) -> Iterator[str]:
    """Words by which numbers and Latin words are searched for by themselves; each once, sorted."""
    return (f"{written(unit)}{WHOLE}" for unit in sorted({unit for unit in sequence if plain(unit)}))


def field(kind: str, text: str) -> str:
    """Words by which a name is searched for apart from text; ``kind`` is a lower-case letter for the kind of name."""
    begin = FIELD + written(kind)
    return " ".join(begin + word for word in pairs([WHOLE, *units(text), WHOLE]))


def key(kind: str, name: str) -> str:
    """A word that marks a page as having something, such as a table; of a name letters, digits and points count."""
    return FIELD + written(kind) + "".join(sign for sign in normal(name) if sign in LETTERS).translate(_WRITTEN)


def hidden(text: str) -> str:
    """Printable ASCII in characters that are not indexed but are returned with a result."""
    signs = bytearray(_HIDDEN.to_bytes(2, "little") * len(text))
    signs[::2] = text.encode("ascii")
    return signs.decode("utf-16-le")  # in a tenth of the time that it takes sign by sign
