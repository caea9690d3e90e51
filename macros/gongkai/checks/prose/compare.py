"""Whether the tables hold what a statement says; of several readings one that does is enough."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.checks.prose.mentions import MeantCells, Statement, StatementKind
from gongkai.checks.subject import Subject, form_of
from gongkai.figures import Figure, Kind, Number, State, written
from gongkai.forms import CellPosition
from gongkai.forms.alignment import align
from gongkai.reports import Report

_UNITS = {"元": 1, "百元": 100, "千元": 1000, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the tables say of a statement.

    Attributes:
        holds: Whether one of its readings is so.
        reading: The reading that is so, else the nearest one.
        base: What it is a percentage of, in that reading.
        expected: What the tables have there, in the unit of the mention.
    """

    holds: bool
    reading: MeantCells
    base: MeantCells
    expected: Number


class Tables:
    """The figures of a report and of the one before, as mentions speak of them."""

    def __init__(self, subject: Subject) -> None:
        """Take the figures of a subject; other reports are looked up when they are asked for."""
        self._subject = subject
        self.report = subject.report
        self.form = form_of(subject)

    def ids(self, cell: CellPosition) -> tuple[str, str, str]:
        """A cell by the ids of its table, row and column."""
        table = self.form.table_index[cell[0]]
        return table.id, table.rows[cell[1]].id, table.columns(cell[1])[cell[2]].id

    def sum(self, reading: MeantCells, year: int) -> Number | None:
        """The sum of some cells in a year, amounts in 元; None where it is not known or not comparable."""
        report = self.report if year == self.report.year else self._subject.lookup(self.report.agency, year)
        figures = [self._figure(report, cell) for cell in reading]
        if any(figure is None or figure.state is State.UNREADABLE for figure, _ in figures):
            return None
        if all(figure.state is not State.GIVEN for figure, _ in figures if figure is not None):
            return None
        total: Number = 0
        for figure, unit in figures:
            if figure is not None and figure.value is not None:
                factor = _UNITS.get(unit) if unit is not None else 1
                if factor is None:
                    return None
                total += figure.value * factor
        return total

    def written(self, reading: MeantCells, year: int) -> str:
        """Amounts as they are written, with their units."""
        report = self.report if year == self.report.year else self._subject.lookup(self.report.agency, year)
        figures = [self._figure(report, cell) for cell in reading]
        parts = [f"{written(figure)} {'' if figure.unit else unit or ''}" for figure, unit in figures if figure]
        return "＋".join(part.strip() for part in parts)

    def _figure(self, report: Report | None, cell: CellPosition) -> tuple[Figure | None, str | None]:
        """The figure of a cell in some report, and its unit if it is an amount."""
        table, row, column = cell
        if report is None or report.form is None:
            return None, None
        if report.form is not self.form:
            answer = align(self.form, report.form).table(table).row(row)
            place = align(self.form, report.form).counterpart(table, row, column) if answer.comparable else None
            if place is None:
                return None, None
            row, column = place
        figure = report.grids[table][row][column]
        described = report.form.table_index[table].columns(row)[column]
        return figure, (figure.unit or described.unit or "") if described.kind is Kind.AMOUNT else None


def judge(statement: Statement, tables: Tables) -> Judgement | None:
    """Compare a statement with the tables.

    Args:
        statement: What is said.
        tables: The figures.

    Returns:
        The judgement; None where no reading can be compared.
    """
    nearest: Judgement | None = None
    for reading in statement.readings:
        for base in statement.bases or ((),):
            expected = _expected(statement, tables, reading, base)
            if expected is None:
                continue
            judgement = Judgement(statement.quantity.allows(expected), reading, base, expected)
            if judgement.holds:
                return judgement
            nearest = nearest or judgement
    return nearest


def _expected(statement: Statement, tables: Tables, reading: MeantCells, base: MeantCells) -> Number | None:
    """What should be in the place of the number."""
    if base and set(base) == set(reading):
        return None
    part = tables.sum(reading, statement.year)
    if part is None or statement.kind in (StatementKind.FIGURE, StatementKind.NOTHING):
        return part
    if statement.kind is StatementKind.SHARE:
        return _percentage(part, tables.sum(base, statement.year))
    before = tables.sum(reading, statement.year - 1)
    if before is None:
        return None
    difference = (part - before) * statement.sign
    return difference if statement.kind is StatementKind.CHANGE else _percentage(difference, before)


def _percentage(part: Number, base: Number | None) -> Decimal | None:
    return Decimal(part) * 100 / Decimal(base) if base else None
