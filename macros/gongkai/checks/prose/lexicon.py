"""The words of ``lexicon.zh.yml`` and of a form, and a search for them in a text, the longest at each place.

What a word means is looked up in the form by name or role, so that a form of any site has the ways of speaking that
fit its own rows and columns. A meaning that a form does not have leaves its words out.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from gongkai import located
from gongkai.checks.prose.axes import Axis, Named, Parts, named_of
from gongkai.forms import Form
from gongkai.forms.model import canonical

PLAIN_KINDS = (
    *("deeds", "channels", "limits", "fillers", "joins", "etcetera", "parts", "each", "respectively"),
    *("rises", "falls", "compared", "share", "last_year", "next_year"),
    *("nothing_before", "nothing_behind", "nothing_except"),
)
"""Lists of words without a meaning on the form; the name of its list is the kind of a word."""
OTHER_NOUN, TOPIC, NOUN, RATE = "other noun", "topic", "noun", "rate"
_SPEAKING = frozenset({OTHER_NOUN, NOUN, TOPIC, "deeds", "channels", "limits"})
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word may say of a figure.

    Attributes:
        table: Id of the table.
        axis: Which of the two things it says.
        meanings: Members of the axis, the usual meaning first.
        sure: Whether it names the figure as the form does; not where the form counts something near it.
        steered: Whether a word for last year or the next, beside it, picks the meaning.
    """

    table: str
    axis: Axis
    meanings: tuple[Parts, ...]
    sure: bool = True
    steered: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """What a word for a percentage divides by what: row meanings, of which any may be meant."""

    table: str
    part: Parts
    bases: tuple[Parts, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is: of some kinds, with meanings on the form.

    Attributes:
        kinds: See ``PLAIN_KINDS`` and the constants after it.
        senses: Its meanings.
        topic: Id of the table of which it shows that the passage speaks.
        nouns: By id of a table what it counts there where nothing else is said.
        rate: What it divides by what.
    """

    kinds: frozenset[str] = frozenset()
    senses: tuple[Sense, ...] = ()
    topic: str | None = None
    nouns: tuple[tuple[str, tuple[Parts, ...]], ...] = ()
    rate: Rate | None = None

    @property
    def speaks(self) -> bool:
        """Whether it says what is counted, of the tables or of anything else."""
        return bool(self.senses or self.nouns or self.kinds & _SPEAKING)

    def with_word(self, other: "Word") -> "Word":
        """Both together: a word may be of several kinds."""
        return Word(
            self.kinds | other.kinds,
            tuple(dict.fromkeys((*self.senses, *other.senses))),
            self.topic or other.topic,
            self.nouns or other.nouns,
            self.rate or other.rate,
        )


@dataclass(frozen=True, eq=False)
class ProseLexicon:
    """The words that are looked for in reports on one form.

    Attributes:
        words: By how they are written.
        lengths: By the first two signs of words how long they are, the longest first.
        topics: By id of a table a pattern for the words that show that a passage speaks of it. Where a table is among
            them, its words count only in such passages.
        nouns: By id of such a table what its noun counts.
        near: By id of such a table those whose topics serve it as well, itself among them.
    """

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    topics: Mapping[str, re.Pattern[str]]
    nouns: Mapping[str, tuple[Parts, ...]]
    near: Mapping[str, Parts]

    def met(self, text: str, start: int, end: int) -> list[tuple[int, int, Word]]:
        """Begin, end and word of what stands in a part of a text, from left to right, none over another."""
        words, lengths, met = self.words, self.lengths, []
        while start < end:
            for length in lengths.get(text[start : start + 2], _ONE):
                word = words.get(text[start : start + length])
                if word is not None and start + length <= end:
                    met.append((start, start + length, word))
                    start += length
                    break
            else:
                start += 1
        return met

    @lru_cache(maxsize=8)  # noqa: B019 - the sentences of one passage ask one after the other
    def topics_in(self, heading: str, text: str) -> tuple[tuple[str, int], ...]:
        """The tables that a passage speaks of, each with the place from which on it does.

        Args:
            heading: The heading above it.
            text: The passage.
        """
        begun = []
        for table, pattern in self.topics.items():
            match = pattern.search(text)
            if pattern.search(heading):
                begun.append((table, -1))
            elif match is not None:
                begun.append((table, match.start()))
        return tuple(begun)


_ONE = (1,)


@cache
def source() -> Mapping[str, Any]:
    """The lists as they are written.

    Raises:
        AssertionError: The file cannot be read, which is a fault of the package.
    """
    text = resources.files("gongkai.checks.prose").joinpath("lexicon.zh.yml").read_text(encoding="utf-8")
    tree, faults = located.parse(text)
    if tree is None or faults:
        raise AssertionError(f"lexicon.zh.yml: {faults}")
    loaded: Mapping[str, Any] = located.plain(tree)
    return loaded


def expanded(patterns: Iterable[str]) -> Iterator[str]:
    """Every word that patterns stand for: ``{a,b}`` is either, ``{a,}`` is a or nothing."""
    for pattern in patterns:
        parts = [part.split(",") if number % 2 else [part] for number, part in enumerate(_BRACES.split(str(pattern)))]
        yield from ("".join(choice) for choice in itertools.product(*parts) if any(choice))


@lru_cache(maxsize=16)
def lexicon_of(form: Form) -> ProseLexicon:
    """The words that are looked for in reports on a form; built once."""
    builder = _Builder(form)
    by_role = {name: table for name in source()["topics"] if (table := builder.table_of(name)) is not None}
    lengths: dict[str, set[int]] = {}
    for text in builder.words:
        lengths.setdefault(text[:2], {1}).add(len(text))
    return ProseLexicon(
        builder.words,
        {start: tuple(sorted(several, reverse=True)) for start, several in lengths.items()},
        {table: re.compile("|".join(map(re.escape, _shortest(name)))) for name, table in by_role.items()},
        {table: meanings for word in builder.words.values() for table, meanings in word.nouns},
        {by_role[name]: frozenset(_near(name, by_role)) for name in by_role},
    )


def _shortest(name: str) -> Iterator[str]:
    """The words that show of what a passage speaks, but for those that contain another."""
    entry = source()["topics"][name]
    topics = list(expanded((*entry["words"], *entry.get("shown_by", ()))))
    yield from (text for text in topics if not any(other != text and other in text for other in topics))


def _near(name: str, topical: Mapping[str, str]) -> Iterator[str]:
    also = source()["topics"][name].get("also")
    yield from (topical[item] for item in (name, also) if item in topical)


class _Builder:
    """Gathers the words of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.words: dict[str, Word] = {}
        lists = source()
        self._form_names(set(lists["generic"]))
        for axis, name in ((Axis.ROW, "first"), (Axis.COLUMN, "second")):
            for entry in lists[name]:
                self._entry(axis, entry)
        for name, entry in lists["topics"].items():
            self._topic(name, entry)
        self._rates(lists)
        self._add(Word(frozenset({OTHER_NOUN})), expanded(lists["nouns"]))
        for kind in PLAIN_KINDS:
            self._add(Word(frozenset({kind})), expanded(lists[kind]))
        self._add(
            Word(frozenset({"fillers"})), (word for words in lists["bounds"].values() for word in expanded(words))
        )

    def table_of(self, role: str) -> str | None:
        """Id of the table in which the cells of a role stand."""
        cell = self.form.role(role)
        return None if cell is None else cell.table

    def _add(self, word: Word, written: Iterable[str]) -> None:
        for text in written:
            self.words[text] = self.words[text].with_word(word) if text in self.words else word

    def _form_names(self, generic: set[str]) -> None:
        for item in named_of(self.form):
            if len(item.name) > 1 and item.name not in generic:
                self._add(Word(senses=(Sense(item.table, item.axis, (item.parts,)),)), [item.name])

    def _entry(self, axis: Axis, entry: Mapping[str, Any]) -> None:
        within = self.table_of(entry["of"]) if "of" in entry else None
        sure = True
        senses = self._senses(axis, entry["means"], within)
        if not senses and "else" in entry:
            senses, sure = self._senses(axis, entry["else"], within), False
        steered = bool(entry.get("steered"))
        if senses and (within is not None or "of" not in entry):
            known = tuple(replace(sense, sure=sure, steered=steered) for sense in senses)
            self._add(Word(senses=known), expanded(entry["words"]))

    def _senses(self, axis: Axis, means: Sequence[str], within: str | None) -> list[Sense]:
        by_table: dict[str, list[Parts]] = {}
        for text in means:
            for table, parts in self._resolved(axis, text, within):
                by_table.setdefault(table, []).append(parts)
        return [Sense(table, axis, tuple(meanings)) for table, meanings in by_table.items()]

    def _resolved(self, axis: Axis, text: str, within: str | None) -> Iterator[tuple[str, Parts]]:
        """A meaning as it is written, in every table that has it."""
        sums = [self._summand(axis, part) for part in text.split("+")]
        for table in dict.fromkeys(item.table for items in sums for item in items):
            parts = [next((item.parts for item in items if item.table == table), None) for items in sums]
            if within in (None, table) and None not in parts:
                yield table, frozenset().union(*(part for part in parts if part is not None))

    def _summand(self, axis: Axis, text: str) -> list[Named]:
        if text.startswith("@"):
            cell = self.form.role(text[1:])
            return [] if cell is None else [Named(text, cell.table, axis, frozenset({cell.row}))]
        names = {canonical(name) for name in text.split("/")}
        return [item for item in named_of(self.form) if item.axis is axis and item.name in names]

    def _topic(self, role: str, entry: Mapping[str, Any]) -> None:
        table = self.table_of(role)
        if table is None:
            return
        means = [parts for text in entry["noun"]["means"] for _, parts in self._resolved(Axis.ROW, text, table)]
        noun = ((table, tuple(means)),)
        self._add(Word(frozenset({TOPIC}), topic=table, nouns=noun), expanded(entry["words"]))
        self._add(Word(frozenset({NOUN}), nouns=noun), expanded(entry["noun"]["words"]))

    def _rates(self, lists: Mapping[str, Any]) -> None:
        for entry in lists["rates"]:
            part = [parts for text in entry["part"] for _, parts in self._resolved(Axis.ROW, text, None)]
            bases = [item for text in entry["base"] for item in self._resolved(Axis.ROW, text, None)]
            if len(part) == len(entry["part"]) and bases:
                rate = Rate(bases[0][0], frozenset().union(*part), tuple(parts for _, parts in bases))
                self._add(Word(frozenset({RATE}), rate=rate), expanded(entry["words"]))
