"""Percentages and changes: of which figures a share is one, and whether a number says more or less than last year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.checks.prose.axes import Axis, Parts
from gongkai.checks.prose.claims import Clause, meanings_of
from gongkai.checks.prose.mentions import MeantCells, Statement, StatementKind
from gongkai.checks.prose.quantities import Counts
from gongkai.checks.prose.resolving import NONE, Antecedent, Resolver, Surroundings
from gongkai.checks.prose.sentence import SpokenSentence
from gongkai.checks.prose.words.word import RATE, Rate

_WORDS = frozenset({"share", "rises", "falls", "compared", RATE})


def direction(sentence: SpokenSentence, place: Surroundings) -> int:
    """1 where the words before a number say that it is how much more than last year, -1 for less, 0 for neither."""
    first = place.before[0]
    for token in reversed(first.tokens):
        sign = ("rises" in token.word.kinds) - ("falls" in token.word.kinds)
        if sign:
            against = sentence.is_compared(place.quantity.start)
            return sign if against and first.is_filled(token.end, first.end) else 0
        if token.word.speaks:
            return 0
    return 0


class RatioReader:
    """Reads percentages and changes."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def change(self, sentence: SpokenSentence, place: Surroundings, sign: int) -> Iterator[Statement]:
        """How much more or less something is than the year before."""
        number = place.quantity
        kind = {Counts.FIGURE: StatementKind.CHANGE, Counts.SHARE: StatementKind.GROWTH}.get(number.counts)
        first = place.before[0]
        end = first.speaking[-1].end if first.speaking else first.start
        tokens = tuple(token for token in first.tokens if token.end <= end)
        part = self._spoken_of(place, Clause(first.text, first.start, end, tokens))
        if kind is not None and part is not None:
            yield self._statement(sentence, place, kind, self._readings(part), sign=sign)

    def share(self, sentence: SpokenSentence, place: Surroundings, overall: Antecedent | None) -> Iterator[Statement]:
        """What percentage of others something is.

        Args:
            sentence: The sentence.
            place: Where the percentage is.
            overall: What the last number spoke of that is no part of another.
        """
        first = place.before[0]
        rate = next((token.word.rate for token in reversed(first.tokens) if RATE in token.word.kinds), None)
        if rate is not None:
            yield from self._rate(sentence, place, rate)
            return
        clause = _before_share(first, sentence.text, place.quantity.start)
        part = self._spoken_of(place, clause) if clause is not None else None
        if part is None:
            return
        every = self._bases(part, overall, self._named_base(first, part.table))
        if every:
            yield self._statement(sentence, place, StatementKind.SHARE, self._readings(part), bases=every)

    def _rate(self, sentence: SpokenSentence, place: Surroundings, rate: Rate) -> Iterator[Statement]:
        axes = self.resolver.axes[rate.table]
        if rate.table in sentence.topics:
            bases = tuple(axes.cells(rows, axes.totals) for rows in rate.bases)
            yield self._statement(
                sentence, place, StatementKind.SHARE, (axes.cells(rate.part, axes.totals),), bases=bases
            )

    def _spoken_of(self, place: Surroundings, clause: Clause) -> Antecedent | None:
        """What the words of a clause speak of; where it has none, what the number before does."""
        if not clause.speaking:
            return None if place.last is NONE or not place.near else place.last
        number = replace(place.quantity, counts=Counts.FIGURE, loose=False)
        nothing = Clause(clause.text, place.quantity.end, place.quantity.end, ())
        claim = self.resolver.claim(replace(place, quantity=number, before=(clause, *place.before[1:]), behind=nothing))
        if claim is None or not claim.sure:
            return None
        return Antecedent(claim.table or "", claim.rows, claim.columns, has_columns=True)

    def _readings(self, part: Antecedent) -> tuple[MeantCells, ...]:
        axes = self.resolver.axes[part.table]
        readings = [axes.cells(rows, columns) for rows in part.rows for columns in part.columns]
        return tuple(dict.fromkeys(reading for reading in readings if reading))

    def _named_base(self, clause: Clause, table: str) -> tuple[Parts, ...]:
        """What is named after 占 as that of which something is a share."""
        shares = [token.end for token in clause.tokens if "share" in token.word.kinds]
        base_words = [token for token in clause.speaking if shares and token.start >= shares[-1]]
        if not base_words:
            return ()
        rows, _ = meanings_of(base_words, clause, self.resolver.axes[table], Axis.ROW, None)
        nouns = [token.word.noun_by_table.get(table, ()) for token in base_words]
        return rows or next((noun for noun in nouns if noun), ())

    def _bases(self, part: Antecedent, overall: Antecedent | None, bases: Sequence[Parts]) -> tuple[MeantCells, ...]:
        """What a share may be of: what is named, else the number that it is a part of, else totals of its table."""
        axes = self.resolver.axes[part.table]
        readings: list[MeantCells] = []
        if not bases and overall is not None and overall.table == part.table:
            readings += self._readings(overall)
        nouns = () if axes.table.by_blocks else self.resolver.lexicon.nouns.get(part.table, ())
        usual = (*part.rows, *nouns) if part.rows[0] in nouns else (*reversed(nouns), *part.rows)
        for rows in bases or usual:
            readings.append(axes.cells(rows, axes.totals))
        return tuple(dict.fromkeys(reading for reading in readings if reading))

    @staticmethod
    def _statement(  # noqa: PLR0913 - what a statement is made of
        sentence: SpokenSentence,
        place: Surroundings,
        kind: StatementKind,
        readings: tuple[MeantCells, ...],
        *,
        bases: tuple[MeantCells, ...] = (),
        sign: int = 0,
    ) -> Statement:
        first = place.before[0]
        tokens = [token for token in first.tokens if token.word.speaks or token.word.kinds & _WORDS]
        return Statement(
            kind=kind, quantity=place.quantity, readings=readings, start=tokens[0].start if tokens else first.start,
            end=place.quantity.end, bases=bases, sign=sign, year=sentence.year,
        )  # fmt: skip


def _before_share(clause: Clause, text: str, start: int) -> Clause | None:
    """The words before 占 and the like in a clause, which say what is shared; None where it is no share.

    Args:
        clause: The clause before the percentage.
        text: The sentence.
        start: Where the percentage begins. In brackets it may stand alone.
    """
    for token in reversed(clause.tokens):
        if "share" in token.word.kinds:
            if not clause.is_filled(token.end, clause.end):
                return None
            tokens = tuple(item for item in clause.tokens if item.end <= token.start)
            return Clause(clause.text, clause.start, token.start, tokens)
    alone = clause.start == start and text[start - 1 : start] in ("（", "(")
    return Clause(clause.text, clause.start, clause.start, ()) if alone else None
