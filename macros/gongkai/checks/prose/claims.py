"""What the words around one number say of it: of which table, row and column it speaks, or that it speaks of none.

The words nearest to a number decide; words in clauses before it only fill in what the nearest leave open.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.checks.prose.axes import Axis, Parts, TableAxes
from gongkai.checks.prose.words.word import NOUN, Sense, Word

_MARKS = re.compile("[，,；;：:（）()\n]")
_LETTER = re.compile(r"[^\W_]")


class PlacedWord(NamedTuple):
    """A word at its place in a sentence."""

    start: int
    end: int
    word: Word

    def sense(self, table: str, axis: Axis) -> Sense | None:
        """What it says of a figure of a table on one axis."""
        return self.word.by_axis.get((table, axis))


class Clause:
    """A part of a sentence between marks, with its words.

    Attributes:
        text: The sentence.
        start: Where the clause begins.
        end: Where it ends.
        tokens: Its words.
        speaking: Those that say what is counted.
    """

    __slots__ = ("_kinds", "end", "speaking", "start", "text", "tokens")

    def __init__(self, text: str, start: int, end: int, tokens: tuple[PlacedWord, ...]) -> None:
        """Keep the words of a part of a sentence."""
        self.text = text
        self.start = start
        self.end = end
        self.tokens = tokens
        self.speaking = tuple([token for token in tokens if token.word.speaks])
        self._kinds = frozenset().union(*[token.word.kinds for token in tokens])

    def has(self, kind: str) -> bool:
        """Whether a word of a kind is among its words."""
        return kind in self._kinds

    def is_filled(self, start: int, end: int) -> bool:
        """Whether everything in a part of it is words that are known."""
        for token in self.tokens:
            if token.end <= start or token.start >= end:
                continue
            if _LETTER.search(self.text, start, token.start):
                return False
            start = token.end
        return start >= end or not _LETTER.search(self.text, start, end)


@dataclass(slots=True)
class Claim:
    """What is known of a number so far.

    Attributes:
        rows: Meanings on the row axis; empty where nothing is said.
        columns: Meanings on the column axis.
        noun: Meanings of a noun that counts what the table counts.
        table: Id of the table; None while it is not decided.
        sure: Whether the words name what the form counts.
        topical: Whether a word shows that the table's subject is spoken of.
        part: Whether it is said to be a part of the number before.
        clauses: The clauses whose words count, the one that counts most first.
        end: Where the last of the words ends.
    """

    rows: tuple[Parts, ...] = ()
    columns: tuple[Parts, ...] = ()
    noun: tuple[Parts, ...] = ()
    table: str | None = None
    sure: bool = True
    topical: bool = False
    part: bool = False
    end: int = 0
    clauses: list[Clause] = field(default_factory=list)


def clauses_before(text: str, start: int, end: int, tokens: Sequence[PlacedWord]) -> Iterator[Clause]:
    """The clauses before a number, the nearest first; what is in brackets after it is left out.

    Args:
        text: The sentence.
        start: Where the number before it ends.
        end: Where the number begins.
        tokens: The words of the sentence.
    """
    depth, pieces, begin = 0, [], start
    for match in _MARKS.finditer(text, start, end):
        pieces.append((begin, match.start(), depth, match[0]))
        depth += (match[0] in "（(") - (match[0] in "）)")
        begin = match.end()
    pieces.append((begin, end, depth, ""))
    level = depth
    for number, (first, last, at, mark) in enumerate(reversed(pieces)):
        if number and mark in "；;\n":
            return
        if at <= level:
            level = at
            yield clause_of(text, first, last, tokens)


def clause_of(text: str, start: int, end: int, tokens: Sequence[PlacedWord]) -> Clause:
    """A part of a sentence with the words that lie in it."""
    first = bisect_left(tokens, (start,))
    last = bisect_left(tokens, (end,), lo=first)
    within = tuple(tokens[first:last])
    return Clause(text, start, end, within if not within or within[-1].end <= end else within[:-1])


def clause_behind(text: str, start: int, end: int, tokens: Sequence[PlacedWord]) -> Clause:
    """What follows a number up to the next mark; nothing where another number comes before it.

    Args:
        text: The sentence.
        start: Where the number ends.
        end: Where the next number begins, or the sentence ends.
        tokens: The words of the sentence.
    """
    match = _MARKS.search(text, start, end)
    if match is None and end < len(text):
        return clause_of(text, start, start, ())
    return clause_of(text, start, match.start() if match else end, tokens)


def is_blocked(clause: Clause, *, loose: bool = False) -> bool:
    """Whether a clause says that the number after it is no figure of the tables, or only a part of one.

    Args:
        clause: The clause.
        loose: Whether it may end in words that are not known.
    """
    speaking = clause.speaking
    if clause.has("limits") or any(_blocks(clause, token) for token in speaking):
        return True
    if not speaking:
        return False
    last = speaking[-1]
    if last.word.is_other or (NOUN in last.word.kinds and not _stands_alone(clause, last)):
        return True
    return not loose and not clause.is_filled(last.end, clause.end)


def _blocks(clause: Clause, token: PlacedWord) -> bool:
    """Whether a word narrows what is counted: to requests that came in one way, or to which something was done."""
    behind = [item for item in clause.tokens if item.start >= token.end]
    if "channels" in token.word.kinds:
        return not any("etcetera" in item.word.kinds for item in behind)
    return "deeds" in token.word.kinds and not token.word.senses and not any(_is_column(item) for item in behind)


def _is_column(token: PlacedWord) -> bool:
    """Whether a word speaks of columns alone."""
    return bool(token.word.senses) and all(sense.axis is Axis.COLUMN for sense in token.word.senses)


def _stands_alone(clause: Clause, noun: PlacedWord) -> bool:
    """Whether nothing unknown precedes a noun as 申请, which would make it one of another kind: 低保申请."""
    before = [token for token in clause.tokens if token.end <= noun.start]
    if not before:
        return not _LETTER.search(clause.text, clause.start, noun.start)
    last = before[-1]
    return not last.word.is_other and not _LETTER.search(clause.text, last.end, noun.start)


def decided_table(tokens: Iterable[PlacedWord], candidates: frozenset[str] | None = None) -> frozenset[str]:
    """The tables that some words may speak of together; a word that fits none of the words before it is passed over.

    Args:
        tokens: The words, the nearest to the number first.
        candidates: What is known already.
    """
    for token in tokens:
        tables = token.word.tables
        if not tables:
            continue
        if candidates is None:
            candidates = tables
        elif candidates & tables:
            candidates &= tables
    return candidates or frozenset()


def meanings_of(
    tokens: Sequence[PlacedWord], clause: Clause, axes: TableAxes, axis: Axis, steer: int | None
) -> tuple[tuple[Parts, ...], bool]:
    """What the words of a clause say on one axis of a table.

    Args:
        tokens: The words in question.
        clause: The clause that they are in.
        axes: The table's axes.
        axis: The axis.
        steer: Place of the meaning that a word for another year picks, if one does.

    Returns:
        The meanings, the usual one first, and whether the words name what the form counts.
    """
    with_senses = [(token, sense) for token in tokens if (sense := token.sense(axes.table.id, axis)) is not None]
    if not with_senses:
        return (), True
    every = with_senses
    with_senses = _without_wider(with_senses, clause, axes if axis is Axis.ROW else None)
    cluster = [with_senses[-1]]
    for before in reversed(with_senses[:-1]):
        if not _joined(clause, before[0].end, cluster[0][0].start, axes.table.id, axis):
            break
        cluster.insert(0, before)
    sure = all(sense.sure for _, sense in cluster)
    meanings = [_steered(sense, steer) for _, sense in cluster]
    if len(cluster) == 1:
        narrow = cluster[0]
        wider = [sense.meanings[0] for token, sense in every if narrow[1].loosely and token.start > narrow[0].start]
        return tuple(dict.fromkeys((*meanings[0], *wider))), sure
    usual = [several[0] for several in meanings]
    adds_up = axes.adds_up(usual) if axis is Axis.ROW else not any(parts & axes.totals for parts in usual)
    if adds_up:
        return (frozenset().union(*usual),), sure
    return tuple(dict.fromkeys(parts for several in meanings for parts in several)), sure


def _steered(sense: Sense, steer: int | None) -> tuple[Parts, ...]:
    if not sense.steered or steer is None:
        return sense.meanings[:1] if sense.steered == "first" else sense.meanings
    return (sense.meanings[min(steer, len(sense.meanings) - 1)],)


def _without_wider(
    with_senses: list[tuple[PlacedWord, Sense]], clause: Clause, axes: TableAxes | None
) -> list[tuple[PlacedWord, Sense]]:
    """Of a word for a group and one for its member the member counts, unless the group is said to sum up (等)."""

    def leaves(parts: Parts) -> Parts:
        return axes.leaves(parts) if axes is not None else parts

    narrower = list(with_senses)
    for item in with_senses:
        for other in with_senses:
            wide, narrow = leaves(item[1].meanings[0]), leaves(other[1].meanings[0])
            if item is other or not narrow < wide:
                continue
            sums_up = item[0].start > other[0].end and any(
                "etcetera" in token.word.kinds for token in clause.tokens if other[0].end <= token.start < item[0].start
            )
            dropped = other if sums_up else item
            if dropped in narrower and len(narrower) > 1:
                narrower.remove(dropped)
    return narrower


def _joined(clause: Clause, start: int, end: int, table: str, axis: Axis) -> bool:
    """Whether an "and" is between two words, and else only what fills or speaks of the other axis."""
    between = [token for token in clause.tokens if start <= token.start and token.end <= end]
    if not any("joins" in token.word.kinds for token in between) and "、" not in clause.text[start:end]:
        return False
    other = Axis.COLUMN if axis is Axis.ROW else Axis.ROW
    fits = all(not token.word.speaks or token.sense(table, other) is not None for token in between)
    return fits and clause.is_filled(start, end)
