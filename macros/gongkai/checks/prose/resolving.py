"""From words to cells: the table, rows and columns that a number in a sentence may speak of."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.checks.prose.axes import Axis, Parts, TableAxes
from gongkai.checks.prose.claims import (
    Claim,
    Clause,
    PlacedWord,
    decided_table,
    is_blocked,
    meanings_of,
)
from gongkai.checks.prose.lexicon import NOUN, OTHER_NOUN, TOPIC, ProseLexicon
from gongkai.checks.prose.mentions import Reading
from gongkai.checks.prose.quantities import Counts, Quantity

_TIMES = "次"
"""Requests are sometimes counted in times; documents and decisions never are."""
_FURTHEST = 3
"""Clauses before a number that are asked."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What the last number spoke of, for one that leaves part of it out.

    Attributes:
        table: Id of the table; empty where it spoke of none, so that what goes on with it speaks of none either.
        rows: Meanings on the row axis.
        columns: Meanings on the column axis.
        named: Whether its columns were said, and not those that are meant where nothing is said.
    """

    table: str = ""
    rows: tuple[Parts, ...] = ()
    columns: tuple[Parts, ...] = ()
    named: bool = False


NONE = Antecedent()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a number stands.

    Attributes:
        quantity: The number.
        before: The clauses before it, the nearest first.
        behind: What follows it up to the next mark.
        last: What the number before spoke of; None at the beginning of a passage.
        near: Whether that number stands in the same sentence.
        topics: Ids of the tables that the passage, its heading or its section speaks of.
        steer: Which meaning a word for another year picks, if one does.
    """

    quantity: Quantity
    before: tuple[Clause, ...]
    behind: Clause
    last: Antecedent | None
    near: bool
    topics: frozenset[str]
    steer: int | None


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
        if table is None or (place.quantity.unit == _TIMES and table not in self.lexicon.near):
            return None
        return self._filled(Claim(table=table, clauses=clauses, end=behind.end if behind.tokens else 0), place)

    def _named_behind(self, place: Surroundings) -> Clause | None:
        """The words behind a number that belong to it, if there are some; None where they make it another thing's."""
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

    def _consulted(self, place: Surroundings, first: Clause, behind: Clause) -> list[Clause]:
        """The clauses whose words count, the one that counts most first."""
        clauses = [first, behind] if behind.tokens else [first]
        for clause in place.before[1:_FURTHEST]:
            tokens = [token for item in clauses for token in reversed(item.speaking)]
            candidates = decided_table(tokens)
            if len(candidates) == 1 and self._has_row(next(iter(candidates)), tokens):
                break
            if is_blocked(clause, loose=True):
                break
            if clause.speaking:
                clauses.append(clause)
        return clauses

    def _has_row(self, table: str, tokens: Sequence[PlacedWord]) -> bool:
        return any(token.sense(table, Axis.ROW) or dict(token.word.nouns).get(table) for token in tokens)

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
        lists_columns = place.last is not None and place.last.table == claim.table and place.last.named
        for clause in claim.clauses:
            tokens = clause.speaking
            # 其他 may be a row or a column: it goes on with what was listed before it.
            both = [item for item in tokens if all(item.sense(axes.table.id, axis) for axis in Axis)]
            if not claim.rows:
                known = [item for item in tokens if item not in both or not lists_columns]
                claim.rows, sure = meanings_of(known, clause, axes, Axis.ROW, place.steer)
                claim.sure = claim.sure and sure
            if not claim.columns:
                known = [item for item in tokens if item not in both or lists_columns]
                claim.columns, sure = meanings_of(known, clause, axes, Axis.COLUMN, None)
                claim.sure = claim.sure and sure
            nouns = [meanings for token in tokens if (meanings := dict(token.word.nouns).get(axes.table.id))]
            claim.noun = claim.noun or (nouns[-1] if nouns else ())
            claim.part = claim.part or clause.has("parts")
            claim.topical = claim.topical or any(self._shows(token, axes.table.id) for token in tokens)
        weak = any(
            NOUN in token.word.kinds and axes.table.id in dict(token.word.nouns)
            for clause in claim.clauses[:2]
            for token in clause.speaking
        )
        if not (claim.topical or weak or self._in_context(axes.table.id, place)):
            return None
        return claim if self._inherits(claim, place) else None

    def _shows(self, token: PlacedWord, table: str) -> bool:
        return TOPIC in token.word.kinds and token.word.topic in self.lexicon.near.get(table, ())

    def _in_context(self, table: str, place: Surroundings) -> bool:
        """Whether words of a table count here: some tables' words do only where the passage speaks of them."""
        near = self.lexicon.near.get(table)
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
            if first.speaking and not first.is_filled(first.start, first.speaking[0].start):
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
            if last is not None and last.named and place.near and not claim.noun and not claim.part:
                claim.columns = (*totals, *last.columns)
        elif len(common) == 1:
            claim.columns = (frozenset(common),)
        elif last is not None and last.named and place.near and last.columns[0] <= set(common):
            claim.columns = last.columns
        else:
            claim.columns = tuple(frozenset({column}) for column in common)
            claim.sure = False

    def readings(self, claim: Claim, quantity: Quantity) -> tuple[Reading, ...]:
        """The cells of every way to read a claim; none for what a table counts in another unit."""
        axes = self.axes[claim.table or ""]
        allowed = {rows: set(axes.columns_of(rows, amount=quantity.counts is Counts.MONEY)) for rows in claim.rows}
        both = [(rows, columns) for rows in claim.rows for columns in claim.columns if columns <= allowed[rows]]
        return tuple(dict.fromkeys(reading for rows, columns in both if (reading := axes.cells(rows, columns))))
