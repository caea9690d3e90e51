"""The lexicon of a form: what a text of a document may mean as one of the form's labels.

Built once per form. A text is looked up as it stands, then without what it has in brackets, then by its numbering,
then allowing for misprints, then as a part of a label. Nothing outside the stage ``tokenise`` asks the lexicon.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.forms import Form
from gongkai.readers.document.signs import NOTE_MARK_AT_END, PIECES
from gongkai.readers.matching.abbreviation import is_abbreviation
from gongkai.readers.matching.label_text import (
    are_of_other_years,
    comparable,
    digits_of,
    edit_distance,
    fold,
    is_chinese,
    letters_and_digits,
    split_numbering,
    ways_of_own_year,
)
from gongkai.readers.matching.tokenise.form_labels import form_labels, groups_of_labels, nested_heads
from gongkai.readers.matching.tokenise.label_scan import LabelScanner, LabelSpan, narrow_by_number
from gongkai.readers.matching.tokenise.model import LabelMatch, LabelMeaning

_BRACKETS = re.compile(r"\s*[(\[【]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]】]\s*$")
_COUNTED = re.compile(rf"[0-9]\s*[{PIECES}]")
"""A figure with a counting word, as sentences have it before words in brackets, and no label."""
_STEP = re.compile(r"\s*(?:->|[-–—―>→»›/|_·•・:]+)\s*")
_STEP_OR_BRACKET = re.compile(rf"{_STEP.pattern}|\s*[()\[\]【】]\s*")
"""Signs between the label of a group and that of a row or column in it."""
_CACHE_SIZE = 50_000
_LONG = 100
"""The most characters of a text whose labels are cached; in a longer one they are looked for each time."""
_YEAR_ALONE = re.compile(r"[上本]一?年度?")
"""Words that state the year of a table, and are also parts of row labels."""
_SHORT = 3
"""Keys below this length are matched exactly or not at all: an edit, or a part, of so few characters says nothing."""


class Lexicon:
    """The labels of one form.

    Attributes:
        index: Meanings by every comparable spelling of a label.
    """

    def __init__(self, form: Form) -> None:
        """Index every label under its comparable spellings: with and without numbering and brackets."""
        self._cache: dict[str, LabelMatch | None] = {}
        self._scanned: dict[str, tuple[LabelSpan, ...]] = {}
        index: dict[str, list[LabelMeaning]] = {}
        for meaning, label in form_labels(form):
            number, rest = split_numbering(fold(label))
            key = letters_and_digits(rest)
            keyed = replace(meaning, key=key, number=meaning.number or number)
            without_brackets = letters_and_digits(_BRACKETS.sub("", rest))
            for spelling in {key, comparable(label), without_brackets, keyed.number + key} - {""}:
                if keyed not in index.setdefault(spelling, []):
                    index[spelling].append(keyed)
        self.index = {key: tuple(meanings) for key, meanings in index.items()}
        self._nested = {
            comparable("".join(path)): tuple(item for item in self.index[comparable(path[-1])] if item.sort == "heads")
            for path in nested_heads(form)
        }
        self._groups = {
            place: frozenset(letters_and_digits(split_numbering(fold(label))[1]) for label in labels)
            for place, labels in groups_of_labels(form)
        }
        heads = {(key,) for key, meanings in self.index.items() if any(item.sort == "heads" for item in meanings)}
        self._heads = (*heads, *(tuple(map(comparable, path)) for path in nested_heads(form)))
        self._meanings = tuple(dict.fromkeys(item for meanings in self.index.values() for item in meanings))
        self._scanner = LabelScanner(self.index)

    @cached_property
    def row_keys(self) -> tuple[str, ...]:
        """Comparable labels of rows, but for very short ones; their presence suggests a table of this form."""
        return tuple(sorted({item.key for item in self._meanings if item.sort == "row" and len(item.key) > _SHORT}))

    @cached_property
    def _long_by_digits(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """Spellings long enough to be recognised when misprinted, each with its characters, by the digits in them."""
        spellings: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for spelling in self.index:
            if len(spelling) >= _SHORT:
                spellings.setdefault(digits_of(spelling), []).append((spelling, frozenset(spelling)))
        return spellings

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first two characters of every label."""
        return frozenset(key[:2] for key in self.index)

    @cached_property
    def first_heads(self) -> tuple[str, ...]:
        """The first characters of what the form prints at the top left of its tables."""
        heads = (item.key for item in self._meanings if item.sort in ("rowhead", "corner", "title"))
        return tuple(sorted({key[:_SHORT] for key in heads if key}))

    def look_up(self, text: str) -> LabelMatch | None:
        """Say what the text of a cell or line means as a label; None if it is no label."""
        if text in self._cache:
            return self._cache[text]
        if len(self._cache) > _CACHE_SIZE:
            self._cache.clear()
        match = self._match(text)
        if match is not None and match.edits and self._is_several_labels(text):
            match = None
        if match is not None and match.bracketed:
            match = replace(match, bracketed_match=self.look_up(match.bracketed))
        self._cache[text] = match
        return match

    def scan(self, text: str) -> list[LabelSpan]:
        """Cut a text at the labels in it; what is between two labels is a span without a match.

        That of a short text is kept, as several steps ask for the same.
        """
        if len(text) > _LONG:
            return self._scanner.scan(text)
        if text not in self._scanned:
            if len(self._scanned) > _CACHE_SIZE:
                self._scanned.clear()
            self._scanned[text] = tuple(self._scanner.scan(text))
        return list(self._scanned[text])

    def names_other_year(self, text: str) -> bool:
        """Whether a text is the head of a column of the form but for the year: 上年处理决定数量.

        Args:
            text: A cell or a line.
        """
        return any(
            meaning.sort == "column"
            for own in ways_of_own_year(comparable(text))
            for meaning in self.index.get(own, ())
        )

    def _is_several_labels(self, text: str) -> bool:
        """Whether a text is nothing but several labels, one after the other."""
        spans = self.scan(text)
        return len(spans) > 1 and all(span.match is not None for span in spans)

    def _match(self, text: str) -> LabelMatch | None:
        folded = fold(NOTE_MARK_AT_END.sub("", text))
        number, rest = split_numbering(folded)
        key = letters_and_digits(rest)
        if not key or not any(is_chinese(character) for character in key):
            return None
        for spelling in (letters_and_digits(folded), key):
            if spelling in self.index:
                return LabelMatch(narrow_by_number(self.index[spelling], number), text)
        if key in self._nested:
            return LabelMatch(self._nested[key], text)
        if (inner := self._behind_groups(folded)) is not None:
            return inner
        match = self._without_brackets(rest, number, text) or self._by_number(key, number, text)
        match = match or self._abbreviation(key, number, text)
        return match or self._misprint(key, number, text) or self._part(key, text)

    def is_piece_of_group(self, words: str, row: LabelMeaning) -> bool:
        """Whether words are a part of the label of a group that a row is in, its beginning if they are one sign."""
        piece = letters_and_digits(split_numbering(fold(words))[1])
        names = self._groups.get((row.sort, row.table, row.name), frozenset())
        return any(name.startswith(piece) or (piece[1:] and piece in name) for name in names) if piece else False

    def _behind_groups(self, folded: str) -> LabelMatch | None:
        """``三、本年度办理结果 - （一）予以公开``: a label behind those of its groups, as in a flat table.

        Either may stand in brackets behind the other one, as in ``法人或其他组织（商业企业）``.
        """
        if len(folded) > 2 * _LONG:
            return None
        *groups, last = filter(None, _STEP.split(folded.strip())) if _STEP.search(folded) else ("",)
        if (inner := self._within(groups, last)) is not None:
            return inner
        *groups, last = filter(None, _STEP_OR_BRACKET.split(folded.strip())) if "(" in folded else ("",)
        inner = self._within(groups, last)
        if inner is None and len(groups) == 1:
            inner = self._within([last], groups[0])
        return inner or self._touching_group(folded)

    def _touching_group(self, folded: str) -> LabelMatch | None:
        """``法人或其他组织商业企业``: the label of a column right behind that of its group; a space parts two heads."""
        key = letters_and_digits(folded)
        beginning = (names for names in self._heads if key.startswith("".join(names)) and " " not in folded.strip())
        rests = ((names, key[len("".join(names)) :]) for names in beginning)
        return next(filter(None, (self._within(names, rest) for names, rest in rests if rest in self.index)), None)

    def _within(self, groups: Sequence[str], last: str) -> LabelMatch | None:
        """A label below the labels of some of its groups, which may be cut short: 法人 for 法人或其他组织."""
        keys = {letters_and_digits(split_numbering(group)[1]) for group in groups}
        inner = self.look_up(last) if keys and min(map(len, keys)) > 1 else None
        if inner is None or inner.edits or inner.partial:
            return None
        own = [
            item
            for item in inner.meanings
            if (names := self._groups.get((item.sort, item.table, item.name)))
            and all(any(name.startswith(key) for name in names) for key in keys)
        ]
        return replace(inner, meanings=tuple(own)) if own else None

    def _without_brackets(self, rest: str, number: str, text: str) -> LabelMatch | None:
        brackets = _BRACKETS.search(rest)
        if brackets is None:
            return None
        meanings = self.index.get(letters_and_digits(rest[: brackets.start()]))
        if meanings is not None:
            return LabelMatch(narrow_by_number(meanings, number), text, bracketed=brackets[1].strip())
        is_label = len(rest) > len(brackets[0]) and not _COUNTED.search(rest[: brackets.start()])
        inner = self.index.get(letters_and_digits(brackets[1])) if is_label else None
        return LabelMatch(narrow_by_number(inner, ""), text) if inner else None

    def _by_number(self, key: str, number: str, text: str) -> LabelMatch | None:
        """``（六）其他`` for ``（六）其他处理``: the numbering is right and the words are the label's beginning."""
        if not number or len(key) < 2:  # noqa: PLR2004 - one character says nothing
            return None
        meanings = [item for item in self._meanings if item.number == number and item.key.startswith(key)]
        names = {(item.sort, item.name) for item in meanings}
        return LabelMatch(tuple(meanings), text, partial=len(names) > 1) if names else None

    def _abbreviation(self, key: str, number: str, text: str) -> LabelMatch | None:
        """``1.申请人逾期不补正``: the only label of a row that is this if some of its characters are left out.

        The beginning of a group's label is none: the end of a page may cut that (本年度办).
        """
        if any(item.sort == "group" and item.key.startswith(key) for item in self._meanings):
            return None
        rows = [
            item
            for item in self._meanings
            if item.sort == "row"
            and (not number or item.number in (number, ""))
            and is_abbreviation(key, item.key, numbered=bool(number) and item.number == number)
        ]
        return LabelMatch(tuple(rows), text) if len({(item.table, item.name) for item in rows}) == 1 else None

    def _misprint(self, key: str, number: str, text: str) -> LabelMatch | None:
        """The nearest label, if at most a third of the characters differ and no other label is as near."""
        if len(key) < _SHORT:
            return None
        distances = self._near_labels(key)
        if not distances:
            return None
        least = min(distances.values())
        nearest = [spelling for spelling, edits in distances.items() if edits == least]
        meanings = tuple(dict.fromkeys(item for spelling in nearest for item in self.index[spelling]))
        if _count_labels(meanings) > 1:
            meanings = tuple(item for item in meanings if number and item.number == number)
        if _count_labels(meanings) != 1:
            return None
        return LabelMatch(narrow_by_number(meanings, number), text, edits=least)

    def _near_labels(self, key: str) -> dict[str, int]:
        most = max(1, len(key) // 3)
        ends_in_figure = _ends_in_figure(key)
        distances: dict[str, int] = {}
        # Labels differ by their digits (第二十条第1项, 第5项): a digit is never a misprint.
        own = set(key)
        for spelling, signs in self._long_by_digits.get(digits_of(key), ()):
            # Each character that the other one lacks takes an edit.
            if abs(len(spelling) - len(key)) > most or max(len(own - signs), len(signs - own)) > most:
                continue
            if ends_in_figure and not _ends_in_figure(spelling):  # nor is a figure after a label a part of it
                continue
            if are_of_other_years(key, spelling):  # nor is 上年 in place of 本年
                continue
            if signs & own:
                edits = edit_distance(key, spelling, most)
                if edits <= most:
                    distances[spelling] = edits
        return distances

    def _part(self, key: str, text: str) -> LabelMatch | None:
        """Every row and group that has the text within its label: one of them may be meant."""
        if len(key) < _SHORT or _YEAR_ALONE.fullmatch(key):
            return None
        rows = tuple(item for item in self._meanings if item.sort in ("row", "group") and key in item.key)
        return LabelMatch(rows, text, partial=True) if rows else None


def _count_labels(meanings: tuple[LabelMeaning, ...]) -> int:
    """How many labels these are; two spellings of the label of one row are one."""
    return min(len({item.key for item in meanings}), len({(item.sort, item.table, item.name) for item in meanings}))


def _ends_in_figure(key: str) -> bool:
    return key[-1].isdigit() or key.endswith(NOT_APPLICABLE_WORD)


@lru_cache(maxsize=32)
def lexicon_of(form: Form) -> Lexicon:
    """The lexicon of a form, built once."""
    return Lexicon(form)
