"""Rules across years over one report: which cells must follow from last year's report, and whether they do.

The form's YAML says what follows from what (``across``); rows and columns are looked up by their ids in whatever form
last year's report has, so that a change of form needs nothing of its own. What last year's report does not say is
neither held against this year's nor taken as proof of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.checks.cells import line_absent
from gongkai.figures import Figure, State
from gongkai.forms import Form, Table
from gongkai.forms.model import Across, Line
from gongkai.reports import Report, Status
from gongkai.reports.carry import cells_held


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of the side that should hold.

    Attributes:
        sign: 1 where it is added, -1 where it is taken off.
        report: The report that states it.
        row: Position of its row in the table of that report's form.
        column: Position of its column in the row's block.
    """

    sign: int
    report: Report
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Equation:
    """A cell of this year's report and what it should be.

    Attributes:
        rule: The rule of the form.
        table: The table.
        report: This year's report.
        row: Position of the cell's row.
        column: Position of its column in the row's block.
        terms: What it should be the sum of; None where last year's report does not say.
    """

    rule: Across
    table: Table
    report: Report
    row: int
    column: int
    terms: tuple[Term, ...] | None

    @property
    def own(self) -> tuple[tuple[int, int], ...]:
        """The cells of this year's report, the one that the rule speaks of first."""
        mine = (term for term in self.terms or () if term.report is self.report)
        return ((self.row, self.column), *((term.row, term.column) for term in mine))

    @property
    def actual(self) -> int | Decimal:
        """What stands there, a blank run as 0 (R9)."""
        return self.report.grids[self.table.id][self.row][self.column].number

    @property
    def expected(self) -> int | Decimal:
        """What should stand there, blanks run as 0 (R9)."""
        return sum((term.sign * self.figure(term).number for term in self.terms or ()), start=0)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of both sides."""
        own = self.report.grids[self.table.id][self.row][self.column]
        return (own, *(self.figure(term) for term in self.terms or ()))

    def figure(self, term: Term) -> Figure:
        """The figure of a term."""
        return term.report.grids[self.table.id][term.row][term.column]

    @property
    def each_column(self) -> bool:
        """Whether the rule holds one row against another, column by column; else one column against others."""
        return self.rule.column is None

    @property
    def name(self) -> str:
        """What the cell is called within its line."""
        return self._name(self.table, self.row, self.column)

    def name_of(self, term: Term) -> str:
        """What a term is called within its line, in the words of its own year's form."""
        form = term.report.form
        return self._name(form.table_index[self.table.id] if form else self.table, term.row, term.column)

    def _name(self, table: Table, row: int, column: int) -> str:
        return table.rows[row].name.short if self.each_column else table.columns(row)[column].name.label


def equations_across(report: Report, previous: Report | None, code: str) -> Iterator[Equation]:
    """What the rules of one code hold a report to.

    A cell is passed over where nothing of it or of what it follows from was written, where something of that is
    unreadable, and where its row is missing: that has findings of its own.

    Args:
        report: The report.
        previous: The same agency's report on the year before, if there is one.
        code: ``carry-over`` or ``stock``.
    """
    form = report.form
    if form is None:
        return
    for rule in form.across:
        if rule.code != code or report.year not in rule.years:
            continue
        table = form.table_index[rule.table]
        for cell in cells_held(form, rule):
            equation = Equation(rule, table, report, *cell, _terms(report, form, previous, rule, cell))
            if not any(_absent(report, form, table, own) for own in equation.own) and not _left_out(equation):
                yield equation


def _terms(
    report: Report, form: Form, previous: Report | None, rule: Across, cell: tuple[int, int]
) -> tuple[Term, ...] | None:
    """What a cell follows from; None where last year's report does not say."""
    table = form.table_index[rule.table]
    row_id, column_id = table.rows[cell[0]].id, table.columns(cell[0])[cell[1]].id
    found = []
    for sign, back, row, column in rule.terms:
        source = previous if back else report
        place = _stated(source, rule.table, row or row_id, column or column_id, past=bool(back)) if source else None
        if source is None or place is None:
            return None
        found.append(Term(sign, source, *place))
    return tuple(found)


def _stated(report: Report, table: str, row: str, column: str, *, past: bool) -> tuple[int, int] | None:
    """Where a report says something of a cell, be it that it is blank; in a draft of last year's that is unknown."""
    model = report.form.table_index.get(table) if report.form is not None else None
    number = model.row_index.get(row) if model is not None else None
    if report.form is None or model is None or number is None:
        return None
    place = model.column_index(number, column)
    if place is None or (past and _absent(report, report.form, model, (number, place))):
        return None
    blank = report.grids[table][number][place].state is State.BLANK
    return None if past and blank and report.status is Status.DRAFT else (number, place)


def _absent(report: Report, form: Form, table: Table, cell: tuple[int, int]) -> bool:
    """Whether the line that a cell stands in is missing."""
    line = _line_of(table, cell)
    return line is not None and line_absent(report, form, table, line)


@lru_cache(maxsize=4096)
def _line_of(table: Table, cell: tuple[int, int]) -> Line | None:
    return next((line for line in table.lines if line.row == cell[0] and cell[1] in line.columns), None)


def _left_out(equation: Equation) -> bool:
    """Whether nothing of an equation was written, or something of it cannot be read."""
    if any(figure.state is State.UNREADABLE for figure in equation.figures):
        return True
    cells = [(equation.report, equation.row, equation.column)]
    cells += [(term.report, term.row, term.column) for term in equation.terms or ()]
    return all((row, column) in report.computed[equation.table.id] for report, row, column in cells)
