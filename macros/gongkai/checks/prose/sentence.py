"""One sentence with its words, numbers and dates, and what surrounds each number."""

from functools import cached_property
from itertools import islice

from gongkai.checks.prose.claims import Clause, PlacedWord, clause_behind, clauses_before
from gongkai.checks.prose.passages import Passage
from gongkai.checks.prose.quantities import Quantity, quantities
from gongkai.checks.prose.resolving import FURTHEST, Antecedent, Preceding, Surroundings
from gongkai.checks.prose.words.lexicon import ProseLexicon

_YEAR_DIGITS = 4
_SET_OFF = ("，", ",", "、")
_AGAINST = ("比", "较", "与", "同")
"""Words before a year with which the report's year is compared."""
_LONGEST_BEFORE, _LONGEST_BEHIND = 2, 12
"""Signs around a number within which a word may hold it."""


class SpokenSentence:
    """One sentence of a passage.

    Attributes:
        lexicon: The words that are looked for.
        passage: Where it is.
        begin: Where it begins there.
        text: Its text.
        numbers: Its numbers, but for those that are part of a word.
        year: The year that the report is on.
        first_slot: Number of its first figure macro among those of the narrative.
        slots: How many figure macros it has.
    """

    def __init__(
        self, lexicon: ProseLexicon, passage: Passage, span: tuple[int, int], *, year: int, first_slot: int
    ) -> None:
        """Find the numbers of a sentence; its words are looked for when they are asked for.

        Args:
            lexicon: The words that are looked for.
            passage: Where it is.
            span: Where it begins and ends there.
            year: The year that the report is on.
            first_slot: Number of its first figure macro among those of the narrative.
        """
        self.lexicon = lexicon
        self.passage = passage
        self.begin = span[0]
        self.text = passage.text[span[0] : span[1]]
        self.year = year
        self.first_slot = first_slot
        items = list(quantities(self.text))
        self.slots = sum(isinstance(item, Quantity) and item.slot is not None for item in items)
        self.numbers = [item for item in items if isinstance(item, Quantity) and not self._within_word(item)]
        self._dates = [item for item in items if not isinstance(item, Quantity)]

    @property
    def is_bound(self) -> bool:
        """Whether macros print all of its numbers."""
        return all(number.slot is not None for number in self.numbers)

    @cached_property
    def tokens(self) -> list[PlacedWord]:
        """The words, but for those that are part of a number."""
        spans = [(number.start, number.end) for number in self.numbers if number.slot is None]
        words = self.lexicon.words_in(self.text, 0, len(self.text))
        inside = {place for start, end in spans for place in range(start, end)}
        return [PlacedWord(*item) for item in words if item[0] not in inside]

    @cached_property
    def topics(self) -> frozenset[str]:
        """Ids of the tables that the passage, up to the end of this sentence, its heading or section speaks of."""
        starts = self.lexicon.topics_in(self.passage.heading, self.passage.text)
        end = self.begin + len(self.text)
        spoken_of = [table for table, start in starts if start < end]
        return frozenset([*spoken_of, self.passage.section] if self.passage.section else spoken_of)

    def surroundings(self, place: int, last: Antecedent | None, overall: Antecedent | None) -> Surroundings:
        """What surrounds a number.

        Args:
            place: Its place among the numbers.
            last: What the number before spoke of.
            overall: What the last number spoke of that is no part of another.
        """
        start = self.numbers[place - 1].end if place else 0
        end = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        behind = clause_behind(self.text, self.numbers[place].end, end, self.tokens)
        return self.around(self.numbers[place], start, behind, Preceding(last, overall, is_near=place > 0))

    def around(self, number: Quantity, start: int, behind: Clause, preceding: Preceding) -> Surroundings:
        """The same of a number that is none of ``numbers``.

        Args:
            number: The number.
            start: From where on words may speak of it.
            behind: What follows it.
            preceding: What was said before.
        """
        before = tuple(islice(clauses_before(self.text, start, number.start, self.tokens), FURTHEST))
        return Surroundings(number, before, behind, preceding, self.topics, self.steer(before[0], behind))

    def steer(self, *clauses: Clause) -> int | None:
        """1 where words beside a number speak of last year, 0 where of the next."""
        for clause in clauses:
            year = self.date_in(clause)
            if clause.has("last_year") or year == self.year - 1:
                return 1
            if clause.has("next_year") or year == self.year + 1:
                return 0
        return None

    def date_in(self, clause: Clause) -> int | None:
        """The last year that a clause names in digits."""
        if not self._dates:
            return None
        years = [
            int(digits)
            for start, end, digits in self._dates
            if clause.start <= start and end <= clause.end and _is_year(digits)
        ]
        return years[-1] if years else None

    @cached_property
    def year_at_start(self) -> int | None:
        """The year that the sentence begins with, if any: all figures of the sentence are of this year."""
        for start, end, digits in self._dates[:1]:
            followed = self.text[end : end + 1] in _SET_OFF or self.text.startswith("全年", end)
            if start == 0 and _is_year(digits) and followed:
                return int(digits)
        return None

    def is_compared(self, end: int) -> bool:
        """Whether this year is set against another before a place."""
        if any("compared" in token.word.kinds for token in self.tokens if token.end <= end):
            return True
        last = str(self.year - 1)
        dates = (start for start, stop, digits in self._dates if stop <= end and digits == last)
        return any(self.text[start - 1 : start] in _AGAINST for start in dates)

    def _within_word(self, number: Quantity) -> bool:
        """Whether a number is part of a word, as in 三类内部事务信息."""
        if number.slot is not None or self.text[number.start : number.start + 1].isdecimal():
            return False
        start, end = max(0, number.start - _LONGEST_BEFORE), min(len(self.text), number.end + _LONGEST_BEHIND)
        words = self.lexicon.words_in(self.text, start, end)
        return any(begin <= number.start and last > number.digits_end and word.speaks for begin, last, word in words)


def _is_year(digits: str) -> bool:
    """Whether digits are those of a year, and not ``10.3``, which has as many signs."""
    return len(digits) == _YEAR_DIGITS and digits.isdecimal()
