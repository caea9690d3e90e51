"""A report's requests in a few plain sentences, made from its figures: received, ended how, carried over, last year.

No judgement, no rank, no percentage. What is said follows the form: the outcomes are the parts of its ``outcome-total``
rule, under its own names. A blank is said to be one and is never taken for 0.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, State
from gongkai.findings import say
from gongkai.forms import Form, Row
from gongkai.reports import Report
from gongkai.tables import stated_differences

TABLE, TOTAL = "requests", "total"
RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OUT = "received", "carried_in", "outcome_total", "carried_out"

_ROWS = (RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OUT)
_COMPARED = (RECEIVED, CONCLUDED)
_NUMBERING = re.compile(r"^(?:（[^）]{1,3}）|[0-9]+[.．、]|[一二三四五六七八九十]+、)")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures that are shown large.

    Attributes:
        row: Id of its row on the form.
        name: The row's short name.
        text: The number, or a word for having none.
        count: Whether ``text`` is a number of requests.
    """

    row: str
    name: str
    text: str
    count: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page says at its head.

    Attributes:
        sentences: At most four.
        figures: In the form's order; none where the report has no table of requests.
        table: How one speaks of the table that it was made from; empty without one.
    """

    sentences: tuple[str, ...]
    figures: tuple[KeyFigure, ...] = ()
    table: str = ""


def summary(report: Report, previous: Report | None = None) -> Summary | None:
    """Sum a report up.

    Args:
        report: The report.
        previous: The same agency's report on the year before, where the reader of this page may see one.

    Returns:
        The summary; None for a form without a table of requests.
    """
    if report.form is None:
        return Summary((say("summary.no-form"),))
    outline = _outline(report.form)
    if outline is None:
        return None
    word = report.form.table_word(TABLE)
    if TABLE in report.absent:
        return Summary((say("summary.no-table", {"table": word}),))
    told = _Telling(report, report.form, outline)
    sentences = [*told.sentences(), _against(report, previous, outline)]
    return Summary(tuple(sentences), tuple(told.figures()), word)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One way in which requests ended: its name on the form, its rows by position and short name."""

    name: str
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Outline:
    """Where on a form what is told stands; the same for every report on it."""

    rows: tuple[Row, ...]
    places: tuple[tuple[int, int], ...]
    outcomes: tuple[_Outcome, ...]
    column: int


@lru_cache(maxsize=64)
def _outline(form: Form) -> _Outline | None:
    table = form.table_index.get(TABLE)
    numbers = [table.row_index.get(row) for row in _ROWS] if table else []
    if table is None or None in numbers:
        return None
    found = [number for number in numbers if number is not None]
    columns = [table.column_index(number, TOTAL) for number in found]
    column = columns[0]
    if column is None or set(columns) != {column}:
        return None
    parts = next((rule.parts for rule in form.identities if rule.table == TABLE and rule.total == CONCLUDED), ())
    rows = [table.row_index[part] for part in parts]
    return _Outline(
        tuple(table.rows[number] for number in found),
        tuple((number, column) for number in found),
        tuple(_outcomes([(number, table.rows[number]) for number in rows])),
        column,
    )


def _outcomes(rows: list[tuple[int, Row]]) -> Iterator[_Outcome]:
    """Rows gathered under the heads that tell them apart: the first one that is not over all of them."""
    shared = min((len(row.groups) for _, row in rows), default=0)
    gathered: dict[str, list[tuple[int, str]]] = {}
    for number, row in rows:
        name = _NUMBERING.sub("", row.groups[shared].label) if len(row.groups) > shared else row.name.short
        gathered.setdefault(name, []).append((number, row.name.short))
    return (_Outcome(name, tuple(members)) for name, members in gathered.items())


class _Telling:
    """One report while it is put into words."""

    def __init__(self, report: Report, form: Form, outline: _Outline) -> None:
        self.report = report
        self.outline = outline
        self.grid = report.grids[TABLE]
        self.cells = {
            row.id: self.grid[number][column]
            for row, (number, column) in zip(outline.rows, outline.places, strict=True)
        }
        stated = any(place not in report.computed[TABLE] for place in outline.places)
        differing = stated_differences(report, form, form.table_index[TABLE]) if stated else {}
        self.sums = {
            row.id: differing[place]
            for row, place in zip(outline.rows, outline.places, strict=True)
            if place in differing
        }

    def figures(self) -> Iterator[KeyFigure]:
        for row in self.outline.rows:
            figure = self.cells[row.id]
            if figure.state is State.GIVEN:
                yield KeyFigure(row.id, row.name.short, str(figure.value), count=True)
            else:
                yield KeyFigure(row.id, row.name.short, say(f"summary.short.{self._state(row.id)}"), count=False)

    def sentences(self) -> Iterator[str]:
        year = {"year": self.report.year}
        if not self.sums and all(_given(figure) == 0 for figure in self.cells.values()):
            yield say("summary.quiet", year)
            blanks = self._blanks()
            if blanks:
                yield say("summary.sentence", {"text": blanks})
            return
        received = self._part("received", RECEIVED, year)
        yield say("summary.sentence", {"text": f"{received}，{self._part('carried-in', CARRIED_IN)}"})
        ended = self._part("concluded", CONCLUDED, {"name": self.outline.rows[2].name.short})
        blanks = self._blanks()
        text = self._outcomes(ended)
        yield say("summary.sentence", {"text": f"{text}；{blanks}" if blanks else text})
        yield say("summary.sentence", {"text": self._part("carried-out", CARRIED_OUT)})

    def _part(self, code: str, row: str, args: Mapping[str, object] | None = None) -> str:
        """What is said of one total: its number, that there is nothing, or that it is not known."""
        number = _given(self.cells[row])
        added = say("summary.added-up", {"count": self.sums[row].value}) if row in self.sums else ""
        if number is None:
            state = say(f"summary.states.{self._state(row)}")
            return say(f"summary.{code}-unknown", {**(args or {}), "state": f"{state}{added and '，'}{added}"})
        if number == 0 and not added:
            return say(f"summary.{code}-none", args or {})
        return say(f"summary.{code}", {**(args or {}), "count": number}) + (f"（{added}）" if added else "")

    def _state(self, row: str) -> str:
        return "absent" if f"{TABLE}.{row}" in self.report.absent else self.cells[row].state.value

    def _outcomes(self, concluded: str) -> str:
        """How many were concluded and how they ended; what all of them ended with is named without its number again."""
        ended = tuple(self._ended())
        total = _given(self.cells[CONCLUDED])
        if len(ended) == 1 and ended[0][1] == total and CONCLUDED not in self.sums:
            name, count, reason = ended[0]
            code = "one-ended" if count == 1 else "all-ended"
            return say(f"summary.{code}", {"concluded": concluded, "name": name, "reason": reason})
        told = (say("summary.outcome", {"name": name, "count": count}) + reason for name, count, reason in ended)
        return f"{concluded}：{'、'.join(told)}" if ended else concluded

    def _ended(self) -> Iterator[tuple[str, int, str]]:
        """The outcomes that occurred, each with its number; a lone reason is told as well."""
        for outcome in self.outline.outcomes:
            found = [(short, _given(self._total(number))) for number, short in outcome.rows]
            some = [(short, number) for short, number in found if number]
            if not some:
                continue
            reason = some[0][0] if len(some) == 1 and some[0][0] not in outcome.name else ""
            told = say("summary.reason", {"reason": reason}) if reason else ""
            yield outcome.name, sum(number for _, number in some), told

    def _blanks(self) -> str:
        """Which outcomes are blank in whole or in part, in one clause; empty where none is."""
        whole, missing, part = [], [], []
        for outcome in self.outline.outcomes:
            blank = [number for number, _ in outcome.rows if self._total(number).state is State.BLANK]
            if not blank:
                continue
            if len(blank) < len(outcome.rows):
                part.append(outcome.name)
            elif all(self._absent(number) for number in blank):
                missing.append(outcome.name)
            else:
                whole.append(outcome.name)
        said = [
            say(f"summary.{code}", {"names": "、".join(names)})
            for code, names in (("blank", whole), ("absent", missing), ("partly-blank", part))
            if names
        ]
        return "，".join(said) + say("summary.not-zero") if said else ""

    def _absent(self, number: int) -> bool:
        assert self.report.form is not None  # noqa: S101 - a report with an outline has a form
        return f"{TABLE}.{self.report.form.table_index[TABLE].rows[number].id}" in self.report.absent

    def _total(self, number: int) -> Figure:
        return self.grid[number][self.outline.column]


def _given(figure: Figure) -> int | None:
    return int(figure.value) if figure.state is State.GIVEN and figure.value is not None else None


def _against(report: Report, previous: Report | None, outline: _Outline) -> str:
    """The year before in one sentence."""
    year = {"year": report.year - 1}
    if previous is None:
        return say("summary.no-previous", year)
    if previous.form is None or TABLE not in previous.form.table_index or TABLE in previous.absent:
        return say("summary.no-previous-table", year)
    rows = [row for row in outline.rows if row.id in _COMPARED]
    items = [_difference(report, previous, row) for row in rows]
    if items == [say("summary.same", {"name": row.name.short}) for row in rows]:
        items = [say("summary.all-same", {"names": "、".join(row.name.short for row in rows)})]
    return say("summary.sentence", {"text": "，".join(items)})


def _difference(report: Report, previous: Report, row: Row) -> str:
    name = {"name": row.name.short}
    other = row.id if previous.form is report.form else _answering(row)
    if other is None:
        return say("summary.not-comparable", name)
    try:
        before = _given(previous.figure(TABLE, other, TOTAL))
    except KeyError:
        return say("summary.not-comparable", name)
    now = _given(report.figure(TABLE, row.id, TOTAL))
    if now is None or before is None:
        return say("summary.not-compared", name)
    if now == before:
        return say("summary.same", name)
    return say("summary.more" if now > before else "summary.less", {**name, "count": abs(now - before)})


def _answering(row: Row) -> str | None:
    """The row of the other form that counts the same, if one does."""
    answers = row.answers
    return answers.rows[0] if answers is not None and answers.comparable and len(answers.rows) == 1 else None
