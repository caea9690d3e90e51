"""Numbers of a sentence that are figures of the tables, and statements that there was nothing."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai.checks.prose.axes import Axis, Parts
from gongkai.checks.prose.claims import Claim, Clause, clause_of
from gongkai.checks.prose.compare import Tables, judge
from gongkai.checks.prose.denials import MAY_DENY, denials
from gongkai.checks.prose.mentions import Statement, StatementKind
from gongkai.checks.prose.resolving import NONE, Antecedent, Preceding, Resolver, Surroundings
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

    def __init__(self, resolver: Resolver, state: ReadSoFar, tables: Tables) -> None:
        self.resolver = resolver
        self.state = state
        self.tables = tables

    def figure(self, sentence: SpokenSentence, place: Surroundings) -> Iterator[Statement]:
        """What a number says as a figure: one statement, or one for each of the words that have the same number."""
        claims = self._claims(place)
        statements = [item for claim in claims if (item := self._statement(sentence, place, claim)) is not None]
        if statements:
            self._keep(claims[-1], statements[-1])
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
        if not any(first.has(kind) for kind in _LISTED):
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
        if len(rows) > 1:
            return [replace(claim, rows=each) for each in rows]
        columns = [
            sense.meanings
            for clause in claim.clauses[:2]
            for token in clause.tokens
            if (sense := token.sense(table, Axis.COLUMN)) is not None
        ]
        if len(columns) > 1:
            return [replace(claim, columns=each) for each in columns]
        return [claim]

    def _statement(self, sentence: SpokenSentence, place: Surroundings, claim: Claim) -> Statement | None:
        number, first = place.quantity, place.before[0]
        readings = self.resolver.readings(claim, number)
        if not readings:
            return None
        start = next((token.start for token in first.speaking if token.word.tables), first.start)
        return Statement(
            kind=StatementKind.FIGURE, quantity=number, readings=readings, start=start, end=max(number.end, claim.end),
            year=_year_of(sentence, first), sure=claim.sure,
        )  # fmt: skip

    def _keep(self, claim: Claim, statement: Statement) -> None:
        """Remember what a number spoke of, for those that go on with it."""
        axes = self.resolver.axes[claim.table or ""]
        has_columns = not any(columns <= axes.totals for columns in claim.columns)
        last = Antecedent(axes.table.id, self._rows_that_hold(claim, statement), claim.columns, has_columns=has_columns)
        self.state.last = last
        overall = self.state.overall
        is_part = overall is not None and overall.table == last.table and axes.is_within(last.rows, overall.rows)
        if not has_columns and not claim.part and not is_part:
            self.state.overall = last

    def _rows_that_hold(self, claim: Claim, statement: Statement) -> tuple[Parts, ...]:
        """Of several meanings on the row axis the one that the tables bear out, if they do."""
        if len(claim.rows) == 1:
            return claim.rows
        judgement = judge(statement, self.tables)
        if judgement is None or not judgement.holds:
            return claim.rows
        axes = self.resolver.axes[claim.table or ""]
        return tuple(
            rows for rows in claim.rows if judgement.reading in {axes.cells(rows, each) for each in claim.columns}
        )

    def nothing(self, sentence: SpokenSentence) -> Iterator[Statement]:
        """Statements that there was nothing."""
        if not MAY_DENY.search(sentence.text):
            return
        for denial in denials(sentence.text, sentence.tokens, sentence.numbers):
            empty = clause_of(sentence.text, denial.end, denial.end, ())
            number = denial.quantity
            if denial.clause is None:
                ends = [item.end for item in sentence.numbers if item.end <= number.start]
                place = sentence.around(number, max(ends, default=0), empty, Preceding())
            else:
                steer = sentence.steer(denial.clause)
                place = Surroundings(number, (denial.clause,), empty, Preceding(), sentence.topics, steer)
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
                kind=StatementKind.NOTHING, quantity=number, readings=readings, start=start, end=end,
                year=_year_of(sentence, first),
            )  # fmt: skip


def _year_of(sentence: SpokenSentence, clause: Clause) -> int:
    """The year that a clause speaks of: the report's own, unless it names another; a label like 上年结转 names none."""
    steered = any(sense.steered for token in clause.speaking for sense in token.word.senses)
    if steered or clause.has("compared"):
        return sentence.year
    year = sentence.date_in(clause)
    if year is not None:
        return year
    return sentence.year - 1 if clause.has("last_year") else sentence.year_at_start or sentence.year
