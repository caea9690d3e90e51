"""A word, and what it may say of a figure of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.checks.prose.axes import Axis, Parts

PLAIN_KINDS = (
    *("deeds", "channels", "limits", "fillers", "joins", "etcetera", "parts", "each", "respectively"),
    *("rises", "falls", "compared", "share", "last_year", "next_year"),
    *("nothing_before", "nothing_behind", "nothing_except"),
)
"""Lists of words without a meaning on the form; the name of its list is the kind of a word."""
OTHER_NOUN, TOPIC, NOUN, RATE = "other noun", "topic", "noun", "rate"
_SPEAKING = frozenset({OTHER_NOUN, NOUN, TOPIC, "deeds", "channels", "limits"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word may say of a figure.

    Attributes:
        table: Id of the table.
        axis: Which of the two things it says.
        meanings: Members of the axis, the usual meaning first.
        sure: Whether it names the figure as the form does; not where the form counts something near it.
        steered: Whether a word for last year or the next, beside it, picks the meaning, as 上年 does of 结转; if so,
            what is meant without such a word, ``either`` or the ``first``. Else empty.
        loosely: Whether a member of a group is often named for the group, once that is named after it.
    """

    table: str
    axis: Axis
    meanings: tuple[Parts, ...]
    sure: bool = True
    steered: str = ""
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """What a word for a percentage divides by what: row meanings, of which any may be meant."""

    table: str
    part: Parts
    bases: tuple[Parts, ...]


@dataclass(frozen=True)
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

    @cached_property
    def speaks(self) -> bool:
        """Whether it says what is counted, of the tables or of anything else."""
        return bool(self.senses or self.nouns or self.kinds & _SPEAKING)

    @cached_property
    def tables(self) -> frozenset[str]:
        """Ids of the tables that it may speak of."""
        return frozenset(sense.table for sense in self.senses) | {table for table, _ in self.nouns}

    @cached_property
    def is_other(self) -> bool:
        """Whether it is a noun for something that no table counts."""
        return OTHER_NOUN in self.kinds and not self.tables

    @cached_property
    def noun_by_table(self) -> Mapping[str, tuple[Parts, ...]]:
        """``nouns`` by id of the table."""
        return dict(self.nouns)

    @cached_property
    def by_axis(self) -> Mapping[tuple[str, Axis], Sense]:
        """What it says of a figure, by table and axis."""
        return {(sense.table, sense.axis): sense for sense in reversed(self.senses)}

    def with_word(self, other: "Word") -> "Word":
        """Join what two lists say of a word of several kinds; what the other says of an axis counts first."""
        return Word(
            self.kinds | other.kinds,
            tuple(dict.fromkeys((*other.senses, *self.senses))),
            self.topic or other.topic,
            self.nouns or other.nouns,
            self.rate or other.rate,
        )
