"""Reads the prose of a report: every number that speaks of a figure of the tables becomes a ``Mention``."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from gongkai.checks.prose.axes import Parts, axes_of, result_of
from gongkai.checks.prose.compare import Tables
from gongkai.checks.prose.mentions import Mention, Statement
from gongkai.checks.prose.passages import Passage, figure_slots, passages
from gongkai.checks.prose.quantities import SLOT, Counts, Quantity
from gongkai.checks.prose.resolving import NONE, Antecedent, Resolver
from gongkai.checks.prose.sentence import SpokenSentence
from gongkai.checks.prose.stated_figures import FigureReader, ReadSoFar
from gongkai.checks.prose.stated_ratios import RatioReader, direction
from gongkai.checks.prose.words.lexicon import lexicon_of
from gongkai.errors import UsageError
from gongkai.forms import Form
from gongkai.narrative import Narrative, Slot
from gongkai.narrative.calls import called_cell

_NEWLINE = re.compile("\n")
_MARKUP = re.compile(r"[*~`“”‘’\"\s\u200b]+")


def mentions_of(narrative: Narrative, tables: Tables) -> tuple[Mention, ...]:
    """Every mention of a figure of the tables in a narrative, in order of their places.

    Args:
        narrative: The narrative of a report.
        tables: The figures of the report and of others.
    """
    return tuple(_Reader(narrative, tables).read())


class _Reader:
    """One narrative, read from its beginning to its end."""

    def __init__(self, narrative: Narrative, tables: Tables) -> None:
        self.narrative = narrative
        self.tables = tables
        self.lexicon = lexicon_of(tables.form)
        resolver = Resolver(self.lexicon, axes_of(tables.form))
        self.state = ReadSoFar()
        self.figures = FigureReader(resolver, self.state, tables)
        self.ratios = RatioReader(resolver)
        self.slots = figure_slots(narrative)

    def read(self) -> Iterator[Mention]:
        year = self.tables.report.year
        for passage in passages(self.narrative, self.tables.form):
            if not passage.follows:
                self.state.forget()
            slot = passage.first_slot
            for span in passage.sentences():
                if not self._may_speak(passage, *span):
                    slot += passage.text.count(SLOT, *span)
                    continue
                sentence = SpokenSentence(self.lexicon, passage, span, year=year, first_slot=slot)
                statements = sorted(self._statements(sentence), key=lambda item: item.quantity.start)
                yield from (self._mention(sentence, item) for item in statements)
                slot += sentence.slots

    def _may_speak(self, passage: Passage, start: int, end: int) -> bool:
        """Whether a sentence may speak of a figure; most do not, and are not read further."""
        last = self.state.last
        goes_on = last is not None and last is not NONE and last.table not in self.lexicon.near
        return goes_on or self.lexicon.telling.search(passage.text, start, end) is not None

    def _statements(self, sentence: SpokenSentence) -> Iterator[Statement]:
        numbers = sentence.numbers
        if sentence.is_bound:
            for number in numbers[-1:]:
                self._bound(sentence, number)
        else:
            for place, number in enumerate(numbers):
                if number.slot is not None:
                    self._bound(sentence, number)
                else:
                    yield from self._number(sentence, place)
        yield from self.figures.nothing(sentence)

    def _number(self, sentence: SpokenSentence, place: int) -> Iterator[Statement]:
        if not sentence.numbers[place].may_speak:
            self.state.last = NONE
            return
        surroundings = sentence.surroundings(place, self.state.last, self.state.overall)
        sign = direction(sentence, surroundings)
        if sign:
            yield from self.ratios.change(sentence, surroundings, sign)
        elif surroundings.quantity.counts is Counts.SHARE:
            yield from self.ratios.share(sentence, surroundings, self.state.overall)
        else:
            yield from self.figures.figure(sentence, surroundings)

    def _bound(self, sentence: SpokenSentence, number: Quantity) -> None:
        """A number that a macro prints is right, and numbers after it may go on with it."""
        slot = self.narrative.slots[self.slots[sentence.first_slot + (number.slot or 0)]]
        if slot.name != "share":
            self.state.last = _called(slot, self.tables.form)
            if self.state.last is not NONE:
                self.state.overall = self.state.overall or self.state.last

    def _mention(self, sentence: SpokenSentence, statement: Statement) -> Mention:
        place, number = sentence.passage.place, statement.quantity
        start = place(sentence.begin + number.start)
        end = place(sentence.begin + number.digits_end - 1) + 1
        first = place(sentence.begin + min(statement.start, number.start))
        last = place(sentence.begin + max(statement.end, number.end) - 1) + 1
        text = self.narrative.text
        line = bisect_right(self._line_starts, start)
        return Mention(
            statement=statement, text=_quoted(text[first:last]), start=start, end=end,
            line=line, column=start - self._line_starts[line - 1] + 1,
        )  # fmt: skip

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line of the narrative begins."""
        return [0, *(match.end() for match in _NEWLINE.finditer(self.narrative.text))]


def _quoted(text: str) -> str:
    """Words as a message quotes them: without marks of emphasis, with one blank at most between them."""
    return _MARKUP.sub(lambda match: " " if " " in match[0] else "", text).lstrip("和及与：:，,、 ").rstrip("：:，,、 ")


def _called(slot: Slot, form: Form) -> Antecedent:
    """What a macro call speaks of; nothing of this report where it names another."""
    if slot.options:
        return NONE
    try:
        cells = [called_cell(form, str(place)) for place in slot.args]
    except UsageError:
        return NONE
    rows: set[str] = set()
    columns: set[str] = set()
    for table, row, column in cells:
        by_blocks = form.table_index[table].by_blocks
        rows.add(column.rpartition(".")[0] if by_blocks else row)
        columns.add(result_of(column) if by_blocks else column)
    tables = {table for table, _, _ in cells}
    if len(tables) != 1 or len(columns) != 1:
        return NONE
    table = tables.pop()
    column_set: Parts = frozenset(columns)
    return Antecedent(
        table, (frozenset(rows),), (column_set,), has_columns=not column_set <= axes_of(form)[table].totals
    )
