"""From words to cells: the table, rows and columns that a number in a sentence may speak of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.checks.prose.axes import Axis, Parts, TableAxes
from gongkai.checks.prose.claims import (
    Claim,
    Clause,
    PlacedWord,
    decided_table,
    is_blocked,
    meanings_of,
)
from gongkai.checks.prose.mentions import MeantCells
from gongkai.checks.prose.quantities import Counts, Quantity
from gongkai.checks.prose.words.lexicon import ProseLexicon
from gongkai.checks.prose.words.word import NOUN, OTHER_NOUN, TOPIC

_AMONG = ("中", "里", "内")
"""How a clause ends that says among which the next one counts: 予以公开的申请中，自然人申请 3 件."""
FURTHEST = 3
"""Clauses before a number that are asked."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What the last number spoke of, for one that leaves part of it out.

    Attributes:
        table: Id of the table; empty where it spoke of none, so that what goes on with it speaks of none either.
        rows: Meanings on the row axis.
        columns: Meanings on the column axis.
        has_columns: Whether its columns were said, and not those that are meant where nothing is said.
    """

    table: str = ""
    rows: tuple[Parts, ...] = ()
    columns: tuple[Parts, ...] = ()
    has_columns: bool = False


NONE = Antecedent()


class Preceding(NamedTuple):
    """What was said before a number.

    Attributes:
        last: What the number before spoke of; None at the beginning of a passage.
        overall: What the last number of the passage spoke of that is no part of another.
        is_near: Whether the number before is in the same sentence.
    """

    last: Antecedent | None = None
    overall: Antecedent | None = None
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a number is written.

    Attributes:
        quantity: The number.
        before: The clauses before it, the nearest first.
        behind: What follows it up to the next mark.
        preceding: What was said before.
        topics: Ids of the tables that the passage, its heading or its section speaks of.
        steer: Which meaning a word for another year picks, if one does.
    """

    quantity: Quantity
    before: tuple[Clause, ...]
    behind: Clause
    preceding: Preceding
    topics: frozenset[str]
    steer: int | None

    @property
    def last(self) -> Antecedent | None:
        """What the number before spoke of."""
        return self.preceding.last

    @property
    def near(self) -> bool:
        """Whether that number is in the same sentence."""
        return self.preceding.is_near


def _begins_known(clause: Clause) -> bool:
    """Whether nothing unknown, and no other noun, precedes the first word for what a table counts."""
    first = next((token for token in clause.speaking if token.word.tables), None)
    return first is clause.speaking[0] and clause.is_filled(clause.start, first.start)


class Resolver:
    """Resolves numbers of reports on one form."""

    def __init__(self, lexicon: ProseLexicon, axes: dict[str, TableAxes]) -> None:
        self.lexicon = lexicon
        self.axes = axes

    def claim(self, place: Surroundings) -> Claim | None:
        """What the words say of a number; None where it is no figure of the tables."""
        first = place.before[0]
        if place.quantity.counts is Counts.OTHER or is_blocked(first):
            return None
        behind = self._named_behind(place)
        if behind is None:
            return None
        foreign = not first.speaking and not first.is_filled(first.start, first.end)
        if foreign and (not behind.tokens or first.has("parts")):
            return None
        clauses = self._consulted(place, first, behind)
        tokens = [token for clause in clauses for token in reversed(clause.speaking)]
        table = self._table(place, decided_table(tokens))
        if table is None:
            return None
        return self._filled(Claim(table=table, clauses=clauses, end=self._said_until(place.behind, behind)), place)

    def _named_behind(self, place: Surroundings) -> Clause | None:
        """The words after a number that belong to it, if any; None where they show that it counts something else."""
        behind = place.behind
        speaking = behind.speaking
        if not speaking or not behind.is_filled(behind.start, speaking[0].start):
            loose = (
                place.quantity.loose and behind.end > behind.start and not behind.is_filled(behind.start, behind.end)
            )
            return None if loose else Clause(behind.text, behind.start, behind.start, ())
        word = speaking[0].word
        if not word.senses and not word.nouns and word.kinds & {OTHER_NOUN, "channels", "deeds", "limits"}:
            return None
        return Clause(behind.text, behind.start, speaking[0].end, behind.tokens[: behind.tokens.index(speaking[0]) + 1])

    @staticmethod
    def _said_until(clause: Clause, behind: Clause) -> int:
        """Where the words after a number that belong to it end: at the mark, if nothing unknown precedes that."""
        if not behind.tokens:
            return 0
        return clause.end if clause.is_filled(behind.end, clause.end) else behind.end

    def _consulted(self, place: Surroundings, first: Clause, behind: Clause) -> list[Clause]:
        """The clauses whose words count, the one that counts most first."""
        clauses = [first, behind] if behind.tokens else [first]
        for clause in place.before[1:FURTHEST]:
            tokens = [token for item in clauses for token in reversed(item.speaking)]
            candidates = decided_table(tokens)
            if len(candidates) == 1 and self._has_row(next(iter(candidates)), tokens, clause):
                break
            if is_blocked(clause, loose=True):
                break
            if clause.speaking:
                clauses.append(clause)
        return clauses

    def _has_row(self, table: str, tokens: Sequence[PlacedWord], before: Clause) -> bool:
        """Whether nothing is open on the row axis; a noun leaves it open where the clause before says among which."""
        if any(token.sense(table, Axis.ROW) for token in tokens):
            return True
        noun = any(token.word.noun_by_table.get(table) for token in tokens)
        return noun and before.text[before.end - 1 : before.end] not in _AMONG

    def _table(self, place: Surroundings, candidates: frozenset[str]) -> str | None:
        """The one table of several that the passage speaks of."""
        if not candidates:
            return None
        if place.last is not None and place.near and len(candidates) > 1:
            return place.last.table if place.last.table in candidates else None
        several = [table for table in candidates if table in place.topics] if len(candidates) > 1 else candidates
        return next(iter(several)) if len(several) == 1 else None

    def _filled(self, claim: Claim, place: Surroundings) -> Claim | None:
        """Rows and columns of a claim whose table is known."""
        axes = self.axes[claim.table or ""]
        lists_columns = place.last is not None and place.last.table == claim.table and place.last.has_columns
        for clause in claim.clauses:
            tokens = clause.speaking
            # 其他 may be a row or a column: it goes on with what was listed before it.
            both = [
                item
                for item in tokens
                if item.sense(axes.table.id, Axis.ROW) and item.sense(axes.table.id, Axis.COLUMN)
            ]
            if not claim.rows:
                words = [item for item in tokens if item not in both or not lists_columns]
                claim.rows, sure = meanings_of(words, clause, axes, Axis.ROW, place.steer)
                claim.sure = claim.sure and sure
            if not claim.columns:
                words = [item for item in tokens if item not in both or lists_columns]
                claim.columns, sure = meanings_of(words, clause, axes, Axis.COLUMN, None)
                claim.sure = claim.sure and sure
            nouns = [meanings for token in tokens if (meanings := token.word.noun_by_table.get(axes.table.id))]
            claim.noun = claim.noun or (nouns[-1] if nouns else ())
            claim.part = claim.part or clause.has("parts")
            claim.topical = claim.topical or any(self._shows(token, axes.table.id) for token in tokens)
        weak = any(
            NOUN in token.word.kinds and axes.table.id in token.word.noun_by_table
            for clause in claim.clauses[:2]
            for token in clause.speaking
        )
        if not (claim.topical or weak or self._in_context(axes, place) or self._lists(claim, axes, place)):
            return None
        # 行政许可事项 120 项 are kinds and not decisions: units of many uses count where it is said what was done.
        if place.quantity.loose and not claim.columns and claim.table not in self.lexicon.near:
            return None
        return claim if self._inherits(claim, place) else None

    def _shows(self, token: PlacedWord, table: str) -> bool:
        return TOPIC in token.word.kinds and token.word.topic in self.lexicon.near.get(table, ())

    @staticmethod
    def _lists(claim: Claim, axes: TableAxes, place: Surroundings) -> bool:
        """Whether a claim is for a part of what was counted before, though something unknown is between."""
        overall = place.preceding.overall
        listed = overall is not None and overall.table == axes.table.id
        return listed and any(rows <= parts for rows in claim.rows[:1] for parts in axes.sums.values())

    def _in_context(self, axes: TableAxes, place: Surroundings) -> bool:
        """Whether words of a table count here: some tables' words do only where the passage speaks of them."""
        near = self.lexicon.near.get(axes.table.id)
        if near is None:
            return True
        if place.last is not None and place.near:
            return place.last.table in near or (place.last is not NONE and bool(place.topics & near))
        return bool(place.topics & near)

    def _inherits(self, claim: Claim, place: Surroundings) -> bool:
        """Fill in what is left out from the number before; False where that cannot be known."""
        axes = self.axes[claim.table or ""]
        last = place.last if place.last is not None and place.last.table == claim.table else None
        if claim.part and last is not None and not claim.columns and (not claim.rows or claim.rows[0] in last.rows):
            return False
        if not claim.rows:
            first = place.before[0]
            if first.speaking and not _begins_known(first):
                return False
            if last is not None and (not claim.noun or claim.columns):
                claim.rows = last.rows
            else:
                claim.rows = claim.noun or (self.lexicon.nouns.get(axes.table.id, ()) if claim.columns else ())
                claim.sure = claim.sure and (bool(claim.noun) or bool(place.topics) or not claim.columns)
        if not claim.rows:
            return False
        if not claim.columns:
            self._default_columns(claim, place, axes, last)
        return bool(claim.columns)

    def _default_columns(self, claim: Claim, place: Surroundings, axes: TableAxes, last: Antecedent | None) -> None:
        money = place.quantity.counts is Counts.MONEY
        common = axes.columns_of(frozenset().union(*claim.rows), amount=money)
        totals = tuple(frozenset({column}) for column in common if column in axes.totals)
        if totals:
            claim.columns = totals
            if last is not None and last.has_columns and place.near and not claim.noun and not claim.part:
                claim.columns = (*totals, *last.columns)
        elif len(common) == 1:
            claim.columns = (frozenset(common),)
        elif last is not None and last.has_columns and place.near and last.columns[0] <= set(common):
            claim.columns = last.columns
        else:
            claim.columns = tuple(frozenset({column}) for column in common)
            claim.sure = False

    def readings(self, claim: Claim, quantity: Quantity) -> tuple[MeantCells, ...]:
        """The cells of every way to read a claim; none for what a table counts in another unit."""
        axes = self.axes[claim.table or ""]
        allowed = {rows: set(axes.columns_of(rows, amount=quantity.counts is Counts.MONEY)) for rows in claim.rows}
        both = [(rows, columns) for rows in claim.rows for columns in claim.columns if columns <= allowed[rows]]
        return tuple(dict.fromkeys(reading for rows, columns in both if (reading := axes.cells(rows, columns))))
