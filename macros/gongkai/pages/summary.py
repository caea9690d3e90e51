"""A report's requests in a few plain sentences, made from its figures: received, ended how, carried over, last year.

No judgement, no rank, no percentage. What is said follows the form: the outcomes are the parts of its ``outcome-total``
rule, under its own names. A blank is said to be one and is never taken for 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, State
from gongkai.findings import say
from gongkai.forms import Form, Row, Table
from gongkai.forms.alignment import align
from gongkai.forms.roles import REQUEST_ROLES, OutcomeGroup, outcome_groups
from gongkai.reports import Report
from gongkai.tables import stated_differences

_COMPARED = ("received", "concluded")


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
    word = report.form.table_word(outline.table.id)
    if outline.table.id in report.absent:
        return Summary((say("summary.no-table", {"table": word}),))
    told = _Telling(report, report.form, outline)
    sentences = [*told.sentences(), _against(report, previous, outline)]
    return Summary(tuple(sentences), tuple(told.figures()), word)


@dataclass(frozen=True, slots=True)
class _Outline:
    """Where on a form what is told stands; the same for every report on it.

    Attributes:
        table: The table of requests.
        places: By role of the totals of requests the position of its cell.
        outcomes: The ways in which requests end.
        column: Position of the column of totals.
    """

    table: Table
    places: Mapping[str, tuple[int, int]]
    outcomes: tuple[OutcomeGroup, ...]
    column: int

    def row(self, role: str) -> Row:
        """The row of a role."""
        return self.table.rows[self.places[role][0]]


@lru_cache(maxsize=64)
def _outline(form: Form) -> _Outline | None:
    cells = {role: cell for role in REQUEST_ROLES if (cell := form.role(role)) is not None}
    if len(cells) < len(REQUEST_ROLES):
        return None
    table = form.table_index[cells["received"].table]
    places = {role: table.position(cell.row, cell.column) for role, cell in cells.items()}
    return _Outline(table, places, outcome_groups(form), places["received"][1])


class _Telling:
    """One report while it is put into words."""

    def __init__(self, report: Report, form: Form, outline: _Outline) -> None:
        self.report = report
        self.outline = outline
        self.table = outline.table
        self.grid = report.grids[self.table.id]
        self.cells = {role: self.grid[row][column] for role, (row, column) in outline.places.items()}
        stated = any(place not in report.computed[self.table.id] for place in outline.places.values())
        differing = stated_differences(report, form, self.table) if stated else {}
        self.sums = {role: differing[place] for role, place in outline.places.items() if place in differing}

    def figures(self) -> Iterator[KeyFigure]:
        for role, figure in self.cells.items():
            row = self.outline.row(role)
            given = figure.state is State.GIVEN
            text = str(figure.value) if given else say(f"summary.short.{self._state(role)}")
            yield KeyFigure(f"{self.table.id}-{row.id}", row.name.short, text, count=given)

    def sentences(self) -> Iterator[str]:
        year = {"year": self.report.year}
        if not self.sums and all(_given(figure) == 0 for figure in self.cells.values()):
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
        """What is said of one total: its number, that there is nothing, or that it is not known."""
        code = role.replace("_", "-")
        number = _given(self.cells[role])
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
        total = _given(self.cells["concluded"])
        if len(ended) == 1 and ended[0][1] == total and "concluded" not in self.sums:
            name, count, reason = ended[0]
            code = "one-ended" if count == 1 else "all-ended"
            return say(f"summary.{code}", {"concluded": concluded, "name": name, "reason": reason})
        told = (say("summary.outcome", {"name": name, "count": count}) + reason for name, count, reason in ended)
        return f"{concluded}：{'、'.join(told)}" if ended else concluded

    def _ended(self) -> Iterator[tuple[str, int, str]]:
        """The outcomes that occurred, each with its number; a lone reason is told as well."""
        for outcome in self.outline.outcomes:
            found = [(self.table.rows[row].name.short, _given(self._total(row))) for row in outcome.rows]
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
            blank = [row for row in outcome.rows if self._total(row).state is State.BLANK]
            if not blank:
                continue
            if len(blank) < len(outcome.rows):
                part.append(outcome.name)
            elif all(self._absent(row) for row in blank):
                missing.append(outcome.name)
            else:
                whole.append(outcome.name)
        said = [
            say(f"summary.{code}", {"names": "、".join(names)})
            for code, names in (("blank", whole), ("absent", missing), ("partly-blank", part))
            if names
        ]
        return "，".join(said) + say("summary.not-zero") if said else ""

    def _absent(self, row: int) -> bool:
        return f"{self.table.id}.{self.table.rows[row].id}" in self.report.absent

    def _total(self, number: int) -> Figure:
        return self.grid[number][self.outline.column]


def _given(figure: Figure) -> int | None:
    return int(figure.value) if figure.state is State.GIVEN and figure.value is not None else None


def _against(report: Report, previous: Report | None, outline: _Outline) -> str:
    """The year before in one sentence."""
    year = {"year": report.year - 1}
    if previous is None:
        return say("summary.no-previous", year)
    table = outline.table.id
    if previous.form is None or table not in previous.form.table_index or table in previous.absent:
        return say("summary.no-previous-table", year)
    items = [_difference(report, previous, outline, role) for role in _COMPARED]
    names = [outline.row(role).name.short for role in _COMPARED]
    if items == [say("summary.same", {"name": name}) for name in names]:
        items = [say("summary.all-same", {"names": "、".join(names)})]
    return say("summary.sentence", {"text": "，".join(items)})


def _difference(report: Report, previous: Report, outline: _Outline, role: str) -> str:
    name, table = {"name": outline.row(role).name.short}, outline.table.id
    row, column = outline.places[role]
    other = _counterpart(report, previous, table, (row, column))
    if other is None:
        return say("summary.not-comparable", name)
    before = _given(previous.grids[table][other[0]][other[1]])
    now = _given(report.grids[table][row][column])
    if now is None or before is None:
        return say("summary.not-compared", name)
    if now == before:
        return say("summary.same", name)
    return say("summary.more" if now > before else "summary.less", {**name, "count": abs(now - before)})


def _counterpart(report: Report, previous: Report, table: str, cell: tuple[int, int]) -> tuple[int, int] | None:
    """Where last year's report has what this one has in a cell; None where it has nothing that counts the same."""
    if report.form is None or previous.form is None:
        return None
    return align(report.form, previous.form).counterpart(table, *cell)
