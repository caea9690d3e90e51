"""Rules across years over one report: which cells must follow from last year's report, and whether they do.

The form's YAML says what follows from what (``across``); the alignment of the two forms says where it is in last year's
report, so that a change of form needs nothing of its own. A figure that last year's report does not state is not
checked, and proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gongkai.figures import Figure, Number, State
from gongkai.forms import Form, Table
from gongkai.forms.alignment import align
from gongkai.forms.model import CrossYearRule, Line
from gongkai.reports import Report, Status
from gongkai.reports.carry_over import cells_held, columns_apart, parts, term_cells
from gongkai.reports.identity_key import IdentityKey


class Gap(Enum):
    """Why last year's report does not say what a cell of this year should be."""

    NO_REPORT = "no-report"
    """There is no report on the year before."""
    NO_FORM = "no-form"
    """The report is on no form, and so has no tables."""
    NO_COUNTERPART = "no-counterpart"
    """The form of that year has no cell that counts the same."""
    NO_COLUMN = "no-column"
    """The form of that year has the row, but no such column in it."""
    ROW_MISSING = "row-missing"
    """The line was not written."""
    DRAFT = "draft"
    """The report is a draft, and the cell is blank: it may still be filled in."""


@dataclass(frozen=True, slots=True)
class EquationTerm:
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
        gap: Why it does not; None where it does.
    """

    rule: CrossYearRule
    table: Table
    report: Report
    row: int
    column: int
    terms: tuple[EquationTerm, ...] | None
    gap: Gap | None = None

    @property
    def own(self) -> tuple[tuple[int, int], ...]:
        """The cells of this year's report, the one that the rule speaks of first."""
        mine = (term for term in self.terms or () if term.report is self.report)
        return ((self.row, self.column), *((term.row, term.column) for term in mine))

    @property
    def actual(self) -> Number:
        """The number in the cell; a blank counts as 0 (R9)."""
        return self.report.grids[self.table.id][self.row][self.column].number

    @property
    def expected(self) -> Number:
        """The number that should be in the cell; blanks count as 0 (R9)."""
        return sum((term.sign * self.figure(term).number for term in self.terms or ()), start=0)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of both sides."""
        own = self.report.grids[self.table.id][self.row][self.column]
        return (own, *(self.figure(term) for term in self.terms or ()))

    @property
    def added_apart(self) -> bool:
        """Whether the cell is a total, and the other year's form has not all columns that are added up to it, or more.

        What stands in those columns is compared by nothing but the total, even where no total was written.
        """
        line = _line_of(self.table, (self.row, self.column))
        form = self.report.form
        if form is None or line is None or self.column not in line.totals:
            return False
        past = (
            (rule, term.report.form) for rule, term in zip(self.rule.terms, self.terms or (), strict=False) if rule.year
        )
        rows = ((self.table.row_index[rule.row] if rule.row else self.row, other) for rule, other in past)
        return any(other and any(columns_apart(form, self.table.id, row, other)) for row, other in rows)

    @property
    def still_open(self) -> bool:
        """Whether a column that is added up is blank in a draft: it may still be filled in."""
        rows = ((self.report, self.row), *((term.report, term.row) for term in self.terms or ()))
        return any(
            report.form is not None
            and report.status is Status.DRAFT
            and any(
                report.grids[self.table.id][row][place].state is State.BLANK
                for place in parts(report.form.table_index[self.table.id], row)
            )
            for report, row in rows
        )

    def figure(self, term: EquationTerm) -> Figure:
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

    def name_of(self, term: EquationTerm) -> str:
        """What a term is called within its line, in the words of its own year's form."""
        form = term.report.form
        return self._name(form.table_index[self.table.id] if form else self.table, term.row, term.column)

    def _name(self, table: Table, row: int, column: int) -> str:
        return table.rows[row].name.short if self.each_column else table.columns(row)[column].name.label


def equations_across(report: Report, previous: Report | None, code: str) -> tuple[Equation, ...]:
    """The equations by which the rules of one code check a report.

    A cell is passed over where nothing of it or of what it follows from was written, where something of that is
    unreadable, and where its row is missing: that has findings of its own.

    Args:
        report: The report.
        previous: The same agency's report on the year before, if there is one.
        code: ``carry-over`` or ``stock``.
    """
    return _equations_across(IdentityKey(report), IdentityKey(previous), code)


@lru_cache(maxsize=64)  # the checks of an agency's reports ask for them, then what counts them
def _equations_across(
    report: IdentityKey[Report], previous: IdentityKey[Report | None], code: str
) -> tuple[Equation, ...]:
    return tuple(_equations(report.value, previous.value, code))


def _equations(report: Report, previous: Report | None, code: str) -> Iterator[Equation]:
    form = report.form
    if form is None:
        return
    for rule in form.across:
        if rule.code != code or report.year not in rule.years:
            continue
        table = form.table_index[rule.table]
        for cell, places in _places(form, rule):
            terms = _terms(report, form, previous, rule, places)
            gap = terms if isinstance(terms, Gap) else None
            equation = Equation(rule, table, report, *cell, None if isinstance(terms, Gap) else terms, gap)
            lacking = report.absent and any(_absent(report, table, own) for own in equation.own)
            if not lacking and not _left_out(equation):
                yield equation


@lru_cache(maxsize=1024)
def _places(form: Form, rule: CrossYearRule) -> tuple[tuple[tuple[int, int], tuple[tuple[int, int] | None, ...]], ...]:
    """The cells that a rule holds, each with the cells of its terms."""
    return tuple((cell, term_cells(form, rule, cell)) for cell in cells_held(form, rule))


def _terms(
    report: Report,
    form: Form,
    previous: Report | None,
    rule: CrossYearRule,
    places: tuple[tuple[int, int] | None, ...],
) -> tuple[EquationTerm, ...] | Gap:
    """The terms that a cell should be the sum of, or why last year's report does not state one of them."""
    terms = []
    for term, place in zip(rule.terms, places, strict=True):
        if place is None:
            return Gap.NO_COUNTERPART
        if term.year == 0:
            terms.append(EquationTerm(term.sign, report, *place))
        elif previous is None:
            return Gap.NO_REPORT
        else:
            before = _stated_before(form, rule.table, place, previous)
            if isinstance(before, Gap):
                return before
            terms.append(EquationTerm(term.sign, previous, *before))
    return tuple(terms)


def _stated_before(form: Form, table_id: str, cell: tuple[int, int], previous: Report) -> tuple[int, int] | Gap:
    """Where last year's report states what this year's form has in a cell, blank or not; or why it does not."""
    if previous.form is None:
        return Gap.NO_FORM
    aligned = align(form, previous.form)
    place = aligned.counterpart(table_id, *cell)
    if place is None:
        return Gap.NO_COUNTERPART if aligned.counterpart_row(table_id, cell[0]) is None else Gap.NO_COLUMN
    if previous.absent and _absent(previous, previous.form.table_index[table_id], place):
        return Gap.ROW_MISSING
    blank = previous.grids[table_id][place[0]][place[1]].state is State.BLANK
    return Gap.DRAFT if blank and previous.status is Status.DRAFT else place


def _absent(report: Report, table: Table, cell: tuple[int, int]) -> bool:
    """Whether the line that a cell is in is missing."""
    line = _line_of(table, cell)
    return line is not None and report.lacks(table, line)


@lru_cache(maxsize=4096)
def _line_of(table: Table, cell: tuple[int, int]) -> Line | None:
    return next((line for line in table.lines if line.row == cell[0] and cell[1] in line.columns), None)


def _left_out(equation: Equation) -> bool:
    """Whether nothing of an equation was written that others do not compare, or something of it cannot be read."""
    report, table, cell = equation.report, equation.table.id, (equation.row, equation.column)
    if report.grids[table][cell[0]][cell[1]].state is State.UNREADABLE:
        return True
    has_figure = cell not in report.computed[table]
    for term in equation.terms or ():
        if term.report.grids[table][term.row][term.column].state is State.UNREADABLE:
            return True
        has_figure = has_figure or (term.row, term.column) not in term.report.computed[table]
    return not has_figure and not (equation.added_apart and not equation.still_open)
