"""The words of a form, and a search for them in a text, the longest at each place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from gongkai.checks.prose.axes import Axis, Parts
from gongkai.checks.prose.words.building import WordGatherer
from gongkai.checks.prose.words.source import expanded, source
from gongkai.checks.prose.words.word import NOUN, RATE, TOPIC, Word
from gongkai.forms import Form


@dataclass(frozen=True, eq=False)
class ProseLexicon:
    """The words that are looked for in reports on one form.

    Attributes:
        words: By how they are written.
        lengths: By the first two signs of words how long they are, the longest first.
        topics: By id of a table a pattern for the words that show that a passage speaks of it. Where a table is among
            them, its words count only in such passages.
        telling: Meets what a sentence must have one of to speak of a figure; where a sentence before has spoken of a
            table whose words count everywhere, one without may go on with it.
        nouns: By id of such a table what its noun counts.
        near: By id of such a table those whose topics serve it as well, itself among them.
    """

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    topics: Mapping[str, re.Pattern[str]]
    telling: re.Pattern[str]
    nouns: Mapping[str, tuple[Parts, ...]]
    near: Mapping[str, Parts]

    def words_in(self, text: str, start: int, end: int) -> list[tuple[int, int, Word]]:
        """Begin, end and word of what is in a part of a text, from left to right, none over another."""
        words, lengths, places = self.words, self.lengths, []
        while start < end:
            for length in lengths.get(text[start : start + 2], _ONE):
                word = words.get(text[start : start + length])
                if word is not None and start + length <= end:
                    places.append((start, start + length, word))
                    start += length
                    break
            else:
                start += 1
        return places

    @lru_cache(maxsize=8)  # noqa: B019 - the sentences of one passage ask one after the other
    def topics_in(self, heading: str, text: str) -> tuple[tuple[str, int], ...]:
        """The tables that a passage speaks of, each with the place from which on it does.

        Args:
            heading: The heading above it.
            text: The passage.
        """
        starts = []
        for table, pattern in self.topics.items():
            match = pattern.search(text)
            if pattern.search(heading):
                starts.append((table, -1))
            elif match is not None:
                starts.append((table, match.start()))
        return tuple(starts)


_ONE = (1,)


@lru_cache(maxsize=16)
def lexicon_of(form: Form) -> ProseLexicon:
    """The words that are looked for in reports on a form; built once."""
    builder = WordGatherer(form)
    by_role = {name: table for name in source()["topics"] if (table := builder.table_of(name)) is not None}
    lengths: dict[str, set[int]] = {}
    for text in builder.words:
        lengths.setdefault(text[:2], {1}).add(len(text))
    return ProseLexicon(
        builder.words,
        {start: tuple(sorted(several, reverse=True)) for start, several in lengths.items()},
        {table: re.compile("|".join(map(re.escape, _shortest(name)))) for name, table in by_role.items()},
        re.compile("|".join(map(re.escape, _telling(builder.words, set(by_role.values()))))),
        {table: meanings for word in builder.words.values() for table, meanings in word.nouns},
        {by_role[name]: frozenset(_near(name, by_role)) for name in by_role},
    )


def _telling(words: Mapping[str, Word], topical: set[str]) -> list[str]:
    """The shortest words without which a sentence speaks of no figure."""
    kinds = frozenset({TOPIC, NOUN, RATE, "share", "compared"})
    texts = [
        text
        for text, word in words.items()
        if word.kinds & kinds or any(item.axis is Axis.ROW or item.table in topical for item in word.senses)
    ]
    shortest: set[str] = set()
    for text in sorted(texts, key=len):
        # Its own pieces are a few dozen; to look for each of the words in it would be hundreds of comparisons.
        if shortest.isdisjoint(text[start:end] for start, end in combinations(range(len(text) + 1), 2)):
            shortest.add(text)
    return sorted(shortest)


def _shortest(name: str) -> Iterator[str]:
    """The words that show of what a passage speaks, but for those that contain another."""
    entry = source()["topics"][name]
    topics = list(expanded((*entry["words"], *entry.get("shown_by", ()))))
    yield from (text for text in topics if not any(other != text and other in text for other in topics))


def _near(name: str, topical: Mapping[str, str]) -> Iterator[str]:
    also = source()["topics"][name].get("also")
    yield from (topical[item] for item in (name, also) if item in topical)
