"""Numbers of a sentence that are figures of the tables, and statements that there was nothing."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.checks.prose.axes import Axis
from gongkai.checks.prose.claims import Claim, Clause, clause_of
from gongkai.checks.prose.denials import MAY_DENY, denials
from gongkai.checks.prose.mentions import Said, Statement
from gongkai.checks.prose.resolving import NONE, Antecedent, Resolver, Surroundings
from gongkai.checks.prose.sentence import SpokenSentence

_LISTED = ("respectively", "each")


class ReadSoFar:
    """What is known of the numbers before while a narrative is read.

    Attributes:
        last: What the number before spoke of; None at the beginning of a passage.
        overall: What the last number spoke of that is no part of another.
        pending: What the next numbers speak of, where words before have named it (分别).
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin a passage that goes on with nothing."""
        self.last: Antecedent | None = None
        self.overall: Antecedent | None = None
        self.pending: list[Claim] = []


class FigureReader:
    """Reads figures; what they speak of is kept in the state."""

    def __init__(self, resolver: Resolver, state: ReadSoFar) -> None:
        self.resolver = resolver
        self.state = state

    def figure(self, sentence: SpokenSentence, place: Surroundings) -> Iterator[Statement]:
        """What a number says as a figure: one statement, or one for each of the words that have the same number."""
        claims = self._claims(place)
        statements = [item for claim in claims if (item := self._statement(sentence, place, claim)) is not None]
        if statements:
            self._keep(claims)
        else:
            self.state.last = NONE
            self.state.pending = []
        yield from statements

    def _claims(self, place: Surroundings) -> list[Claim]:
        first = place.before[0]
        follows = not first.speaking and first.is_filled(first.start, first.end)
        if self.state.pending and follows and (len(place.before) == 1):
            return [self.state.pending.pop(0)]
        self.state.pending = []
        claim = self.resolver.claim(place)
        if claim is None:
            return []
        if not any(first.has(kind) for kind in _LISTED) and place.quantity.high != 0:
            return [claim]
        several = self._several(claim)
        if first.has("respectively"):
            self.state.pending = several[1:]
            return several[:1]
        return several

    @staticmethod
    def _several(claim: Claim) -> list[Claim]:
        """A claim for each of the words that are named together."""
        table = claim.table or ""
        rows = [
            sense.meanings
            for clause in claim.clauses[:2]
            for token in clause.tokens
            if (sense := token.sense(table, Axis.ROW)) is not None
        ]
        if len(rows) > 1 and frozenset().union(*(each[0] for each in rows)) in claim.rows:
            return [replace(claim, rows=each) for each in rows]
        columns = [
            sense.meanings
            for clause in claim.clauses[:2]
            for token in clause.tokens
            if (sense := token.sense(table, Axis.COLUMN)) is not None
        ]
        if len(columns) > 1 and frozenset().union(*(each[0] for each in columns)) in claim.columns:
            return [replace(claim, columns=each) for each in columns]
        return [claim]

    def _statement(self, sentence: SpokenSentence, place: Surroundings, claim: Claim) -> Statement | None:
        number, first = place.quantity, place.before[0]
        readings = self.resolver.readings(claim, number)
        if not readings:
            return None
        start = first.speaking[0].start if first.speaking else first.start
        return Statement(
            said=Said.FIGURE, quantity=number, readings=readings, start=start, end=max(number.end, claim.end),
            year=_year_of(sentence, first), sure=claim.sure and number.unit != "项",
        )  # fmt: skip

    def _keep(self, claims: list[Claim]) -> None:
        """Remember what a number spoke of, for those that go on with it."""
        claim = claims[-1]
        axes = self.resolver.axes[claim.table or ""]
        named = not any(columns <= axes.totals for columns in claim.columns)
        last = Antecedent(axes.table.id, claim.rows, claim.columns, named=named)
        self.state.last = last
        overall = self.state.overall
        is_part = overall is not None and overall.table == last.table and axes.is_within(last.rows, overall.rows)
        if not named and not claim.part and not is_part:
            self.state.overall = last

    def nothing(self, sentence: SpokenSentence) -> Iterator[Statement]:
        """Statements that there was nothing."""
        if not MAY_DENY.search(sentence.text):
            return
        for denial in denials(sentence.text, sentence.tokens, sentence.numbers):
            empty = clause_of(sentence.text, denial.end, denial.end, ())
            number = denial.quantity
            if denial.clause is None:
                ends = [item.end for item in sentence.numbers if item.end <= number.start]
                place = sentence.around(number, max(ends, default=0), empty, None, near=False)
            else:
                steer = sentence.steer(denial.clause)
                place = Surroundings(
                    number, (denial.clause,), empty, last=None, near=False, topics=sentence.topics, steer=steer
                )
            claim = self.resolver.claim(place)
            if claim is not None and self._may_be_denied(claim):
                for each in self._several(claim):
                    yield from self._denied(sentence, place, each, denial.end)

    def _may_be_denied(self, claim: Claim) -> bool:
        """Whether it is the figure that is denied: 未答复申请 says nothing of how many were."""
        axes = self.resolver.axes[claim.table or ""]
        concluded = any(axes.leaves(rows) != rows for rows in claim.rows[:1])
        return claim.sure and not concluded

    def _denied(self, sentence: SpokenSentence, place: Surroundings, claim: Claim, end: int) -> Iterator[Statement]:
        number, first = place.quantity, place.before[0]
        readings = self.resolver.readings(claim, number) or self.resolver.readings(claim, number.as_money)
        if readings:
            start = min(number.start, first.speaking[0].start if first.speaking else number.start)
            yield Statement(
                said=Said.NOTHING, quantity=number, readings=readings, start=start, end=end,
                year=_year_of(sentence, first),
            )  # fmt: skip


def _year_of(sentence: SpokenSentence, clause: Clause) -> int:
    """The year that a clause speaks of: another where it names one, and not only by a word such as 上年结转."""
    steered = any(sense.steered for token in clause.speaking for sense in token.word.senses)
    if steered or clause.has("compared"):
        return sentence.year
    year = sentence.date_in(clause)
    if year is not None:
        return year
    return sentence.year - 1 if clause.has("last_year") else sentence.year
