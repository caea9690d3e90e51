"""A report's requests in a few plain sentences, made from its figures: received, ended how, carried over, last year.

No judgement, no rank, no percentage. The words follow the form: the outcomes are the parts of its ``outcome-total``
rule, under its own names. A blank is named as one and is never taken for 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, State
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.pages.in_words.summary_change import change_sentence
from gongkai.pages.request_outline import RequestOutline, given_count, request_outline
from gongkai.reports import Report
from gongkai.reports.identity_key import IdentityKey
from gongkai.tables import stated_differences


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures that are shown large.

    Attributes:
        row: Id of its row on a page: ``table-row``.
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
    """The summary of a report.

    Attributes:
        sentences: At most four.
        figures: In the form's order; none where the report has no table of requests.
        table: What the table that it was made from is called; empty without one.
    """

    sentences: tuple[str, ...]
    figures: tuple[KeyFigure, ...] = ()
    table: str = ""


def summary(report: Report, previous: Report | None = None) -> Summary | None:
    """The main totals of a report in words, with those of the year before.

    Args:
        report: The report.
        previous: The same agency's report on the year before, where the reader of this page may see one.

    Returns:
        The summary; None for a form without a table of requests.
    """
    return _summary(IdentityKey(report), IdentityKey(previous))


@lru_cache(maxsize=64)  # asked for by the page, the page in plain words, its file and the search, agency by agency
def _summary(key: IdentityKey[Report], previous_key: IdentityKey[Report | None]) -> Summary | None:
    report, previous = key.value, previous_key.value
    if report.form is None:
        return Summary((say("summary.no-form"),))
    outline = request_outline(report.form)
    if outline is None:
        return None
    word = report.form.table_word(outline.table.id)
    if outline.table.id in report.absent:
        return Summary((say("summary.no-table", {"table": word}),))
    requests = _Requests(report, report.form, outline)
    sentences = [*requests.sentences(), change_sentence(report, previous, outline)]
    return Summary(tuple(sentences), tuple(requests.figures()), word)


class _Requests:
    """The requests of one report, in words."""

    def __init__(self, report: Report, form: Form, outline: RequestOutline) -> None:
        self.report = report
        self.outline = outline
        self.table = outline.table
        self.grid = report.grids[self.table.id]
        self.cells = {role: self.grid[row][column] for role, (row, column) in outline.places.items()}
        has_totals = any(place not in report.computed[self.table.id] for place in outline.places.values())
        differing = stated_differences(report, form, self.table) if has_totals else {}
        self.sums = {role: differing[place] for role, place in outline.places.items() if place in differing}

    def figures(self) -> Iterator[KeyFigure]:
        for role, figure in self.cells.items():
            row = self.outline.row(role)
            is_given = figure.state is State.GIVEN
            text = str(figure.value) if is_given else say(f"summary.short.{self._state(role)}")
            yield KeyFigure(f"{self.table.id}-{row.id}", row.name.short, text, count=is_given)

    def sentences(self) -> Iterator[str]:
        year = {"year": self.report.year}
        if not self.sums and all(given_count(figure) == 0 for figure in self.cells.values()):
            yield say("summary.quiet", year)
            blanks = self._blanks()
            if blanks:
                yield say("summary.sentence", {"text": blanks})
            return
        received = self._part("received", year)
        yield say("summary.sentence", {"text": f"{received}，{self._part('carried_in')}"})
        ended = self._part("concluded", {"name": self.outline.row("concluded").name.short})
        blanks = self._blanks()
        text = self._outcomes(ended)
        yield say("summary.sentence", {"text": f"{text}；{blanks}" if blanks else text})
        yield say("summary.sentence", {"text": self._part("carried_out")})

    def _part(self, role: str, args: Mapping[str, object] | None = None) -> str:
        """One total in words: a number, none at all, or not known."""
        code = role.replace("_", "-")
        number = given_count(self.cells[role])
        added = say("summary.added-up", {"count": self.sums[role].value}) if role in self.sums else ""
        if number is None:
            state = say(f"summary.states.{self._state(role)}")
            return say(f"summary.{code}-unknown", {**(args or {}), "state": f"{state}{added and '，'}{added}"})
        if number == 0 and not added:
            return say(f"summary.{code}-none", args or {})
        return say(f"summary.{code}", {**(args or {}), "count": number}) + (f"（{added}）" if added else "")

    def _state(self, role: str) -> str:
        return "absent" if self._absent(self.outline.places[role][0]) else self.cells[role].state.value

    def _outcomes(self, concluded: str) -> str:
        """How many were concluded and how they ended; what all of them ended with is named without its number again."""
        ended = tuple(self._ended())
        total = given_count(self.cells["concluded"])
        if len(ended) == 1 and ended[0][1] == total and "concluded" not in self.sums:
            name, count, reason = ended[0]
            code = "one-ended" if count == 1 else "all-ended"
            return say(f"summary.{code}", {"concluded": concluded, "name": name, "reason": reason})
        outcomes = (say("summary.outcome", {"name": name, "count": count}) + reason for name, count, reason in ended)
        return f"{concluded}：{'、'.join(outcomes)}" if ended else concluded

    def _ended(self) -> Iterator[tuple[str, int, str]]:
        """The outcomes that occurred, each with its number; a reason is named where it is the only one."""
        for outcome in self.outline.outcomes:
            counts = [(self.table.rows[row].name.short, given_count(self._total(row))) for row in outcome.rows]
            reasons = [(short, number) for short, number in counts if number]
            if not reasons:
                continue
            only = reasons[0][0] if len(reasons) == 1 and reasons[0][0] not in outcome.name else ""
            reason = say("summary.reason", {"reason": only}) if only else ""
            yield outcome.name, sum(number for _, number in reasons), reason

    def _blanks(self) -> str:
        """Which outcomes are blank, in all of their rows or in some, in one clause; empty where none is."""
        empty, missing, part = [], [], []
        for outcome in self.outline.outcomes:
            blank = [row for row in outcome.rows if self._total(row).state is State.BLANK]
            if not blank:
                continue
            if len(blank) < len(outcome.rows):
                part.append(outcome.name)
            elif all(self._absent(row) for row in blank):
                missing.append(outcome.name)
            else:
                empty.append(outcome.name)
        clauses = [
            say(f"summary.{code}", {"names": "、".join(names)})
            for code, names in (("blank", empty), ("absent", missing), ("partly-blank", part))
            if names
        ]
        return "，".join(clauses) + say("summary.not-zero") if clauses else ""

    def _absent(self, row: int) -> bool:
        return f"{self.table.id}.{self.table.rows[row].id}" in self.report.absent

    def _total(self, number: int) -> Figure:
        return self.grid[number][self.outline.column]
