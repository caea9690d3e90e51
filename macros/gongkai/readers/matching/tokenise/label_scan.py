"""Finds the labels of a form within a longer text, where labels and figures follow without a gap."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.readers.matching.label_text import fold, is_chinese
from gongkai.readers.matching.tokenise.model import LabelMatch, LabelMeaning

_OPENING = "（(“\"'‘「『【[ \u3000"
_CLOSING = "）)”\"'’」』】]:：、①②③④⑤⑥⑦⑧⑨⑩*※†"
"""Signs after a label that belong to it; a circled number or a star is the mark of a note."""
_FIGURE_OF_LIST = re.compile(r"(=)?[:(]?\d[\d.]*\)?[、,;]")
"""The whole text between two labels of a list such as ``商业企业=223、其他=0``, where 3 is not a row number."""


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """A label within a longer text, or (``match`` None) what is between two labels."""

    match: LabelMatch | None
    start: int
    end: int


class LabelScanner:
    """Finds the labels of one form in a text."""

    def __init__(self, index: Mapping[str, tuple[LabelMeaning, ...]]) -> None:
        """Take the meanings by every comparable spelling of a label."""
        self._index = index
        self._meanings = tuple(dict.fromkeys(item for meanings in index.values() for item in meanings))

    @cached_property
    def _without_digits(self) -> dict[str, tuple[LabelMeaning, ...]]:
        """The meanings by their keys, digits left out."""
        keys = [re.sub(r"\d", "", item.key) for item in self._meanings]
        by_key: dict[str, list[LabelMeaning]] = {}
        for key, item in zip(keys, self._meanings, strict=True):
            by_key.setdefault(key, []).append(item)
        return {key: tuple(items) for key, items in by_key.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All labels without their digits, longest first; labels of one character are too common to search for."""
        keys = {re.sub(r"\d", "", key) for key in self._index}
        names = sorted((key for key in keys if len(key) > 1), key=lambda key: (-len(key), key))
        return re.compile("|".join(re.escape(name) for name in names))

    def scan(self, text: str) -> list[LabelSpan]:
        """Cut a text at the labels in it.

        Only the Chinese characters are searched, so that digits and punctuation between the characters of a label
        do not hide it. The spans cover the whole text in order.
        """
        characters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            if "\u4e00" <= character <= "\u9fff":  # folds to itself, as most characters of a document do
                characters.append(character)
                places.append(place)
            elif not character.isascii():
                chinese = [folded for folded in fold(character) if is_chinese(folded)]
                characters += chinese
                places += [place] * len(chinese)
        spans: list[LabelSpan] = []
        at = 0
        for hit in self._pattern.finditer("".join(characters)):
            start, end = places[hit.start()], places[hit.end() - 1] + 1
            floor = start if _ends_in_figure_of_list(text[at:start], spans) else at
            match = self._match(hit[0], text[start:end], text[max(floor, start - 4) : start])
            if match is None or start < at:
                continue
            start, end = _with_numbering_and_brackets(text, start, end, floor, match)
            if start > at:
                spans.append(LabelSpan(None, at, start))
            spans.append(LabelSpan(LabelMatch(match.meanings, text[start:end]), start, end))
            at = end
        if at < len(text):
            spans.append(LabelSpan(None, at, len(text)))
        return spans

    def _match(self, key: str, text: str, before: str) -> LabelMatch | None:
        if any(map(str.isdigit, text)):
            return None
        meanings = self._index.get(key)
        if meanings is None:
            meanings = self._without_digits.get(key)
        if not meanings:
            return None
        folded = fold(before).rstrip()
        for meaning in meanings:
            if meaning.number and _numbering_at_end(folded, meaning.number):
                return LabelMatch(tuple(item for item in meanings if item.number == meaning.number), key)
        return LabelMatch(meanings, key)


def narrow_by_number(meanings: tuple[LabelMeaning, ...], number: str) -> tuple[LabelMeaning, ...]:
    """Only the meanings with this numbering, if there are any; else all."""
    return tuple(item for item in meanings if number and item.number == number) or meanings


def _ends_in_figure_of_list(between: str, spans: Sequence[LabelSpan]) -> bool:
    """Whether the text between the last label and the next is just the figure of the last one, which names a column.

    If the label may name a row too, the text only counts with an equals sign: the figures of a row may end right before
    the number of the next row.
    """
    figure = _FIGURE_OF_LIST.fullmatch("".join(fold(between).split()))
    last = spans[-1].match if spans else None
    if figure is None or last is None or not last.of("column"):
        return False
    return figure[1] is not None or not last.of("row", "group")


def _numbering_at_end(folded: str, number: str) -> re.Match[str] | None:
    """This number at the end of a text as the numbering of a label; not ``3,`` as the end of ``133,``."""
    return re.search(rf"\(?\s*(?:{number}\s*[.、)]|(?<!\d){number}\s*[,:])\s*$", folded)


def _with_numbering_and_brackets(text: str, start: int, end: int, floor: int, match: LabelMatch) -> tuple[int, int]:
    """Widen a label's span by the numbering before it and the brackets around it, down to ``floor``."""
    numbers = {item.number for item in match.meanings if item.number}
    before = fold(text[floor:start])
    if len(before) == start - floor:  # where folding lengthens the text, its places are not those of the text
        for number in sorted(numbers, reverse=True):
            numbering = _numbering_at_end(before, number)
            if numbering is not None:
                start = floor + numbering.start()
                break
    while start > floor and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end
