"""The formulas of a table's sheet: its totals, and the form's rules beside them, which turn red when they break.

All of it comes from the identities of the form. A sum runs as everywhere: over the given figures, blank where nothing
is given, 不适用 where all parts are; in a comparison whatever is no number counts as 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.checks.cross_foot import side_cells
from gongkai.figures import NOT_APPLICABLE_WORD, Kind
from gongkai.findings import say
from gongkai.forms import Form, Identity, Table
from gongkai.renders.spreadsheet.tables.layout import PlacedHead, SheetLayout, SheetPlace
from gongkai.reports.totals import sum_cells

SheetPlaces = tuple[SheetPlace, ...]
"""Positions on the form."""
_DIGITS = 6
"""Decimal places to which amounts are compared, as a sum of binary fractions is never exact."""


@dataclass(frozen=True, slots=True)
class TotalFormula:
    """How a total is added up: along its row, down its column, or either; with its parts on the form."""

    across: str | None = None
    down: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One equation, by positions on the form: some cells less others should be the total, or 0 where there is none."""

    plus: SheetPlaces
    minus: SheetPlaces
    total: SheetPlace | None


@dataclass(frozen=True, slots=True)
class CheckCell:
    """A cell beside or below a table that shows what its total should be, or by how much two sides differ.

    Attributes:
        place: Row and column on the sheet.
        formula: Its formula.
        line: The equation.
    """

    place: SheetPlace
    formula: str
    line: CheckedLine


@dataclass(frozen=True, slots=True)
class WrongRange:
    """A range of the sheet, and the condition, written for its first cell, under which a cell of it turns red."""

    first: SheetPlace
    last: SheetPlace
    condition: str


@dataclass(frozen=True, slots=True, eq=False)
class SheetFormulas:
    """The formulas of a table.

    Attributes:
        totals: By position on the form.
        heads: The heads of the checks.
        checks: Their cells.
        wrong: What turns red.
        count: A formula that gives how many equations do not hold; empty where there is none.
        wordings: What must hold, in the form's words.
        right: The first column right of the checks.
        end: The first row below them.
    """

    totals: Mapping[SheetPlace, TotalFormula]
    heads: tuple[PlacedHead, ...]
    checks: tuple[CheckCell, ...]
    wrong: tuple[WrongRange, ...]
    count: str
    wordings: tuple[str, ...]
    right: int
    end: int


def sheet_formulas(form: Form, table: Table, year: int, layout: SheetLayout) -> SheetFormulas:
    """The formulas of a table, for a reporting year, as the form's rules hold for years.

    Args:
        form: The form.
        table: One of its tables.
        year: The reporting year; one that the form is not for counts as its first.
        layout: Where the table is.
    """
    when = year if year in form.years else form.years.start
    rules = (number for number, item in enumerate(form.identities) if item.table == table.id and when in item.years)
    return _formulas(form, table, tuple(rules), layout)


@lru_cache(maxsize=1024)
def _formulas(form: Form, table: Table, rules: tuple[int, ...], layout: SheetLayout) -> SheetFormulas:
    """The formulas of a table, the same for all years in which the same rules hold, by their numbers on the form."""
    return _Formulas(table, layout).all([form.identities[number] for number in rules])


class _Formulas:
    """The formulas of a table while they are put together."""

    def __init__(self, table: Table, layout: SheetLayout) -> None:
        self.table = table
        self.layout = layout
        self.heads: list[PlacedHead] = []
        self.checks: list[CheckCell] = []
        self.wrong: list[WrongRange] = []
        self.conditions: list[str] = []
        self.right = layout.width + 1  # an empty column is between
        self.end = layout.end

    def all(self, rules: Sequence[Identity]) -> SheetFormulas:
        across: dict[SheetPlace, str] = {}
        down: dict[SheetPlace, str] = {}
        for rule in rules:
            for place, parts in sum_cells(self.table, rule):
                (down if rule.each == "column" else across)[place] = self._sum(parts)
            self._check(rule)
        return SheetFormulas(
            {place: TotalFormula(across.get(place), down.get(place)) for place in {**across, **down}},
            tuple(self.heads),
            tuple(self.checks),
            tuple(self.wrong),
            f"={'+'.join(f'({condition})' for condition in self.conditions)}" if self.conditions else "",
            tuple(dict.fromkeys(rule.wording for rule in rules)),
            self.right,
            self.end,
        )

    def _check(self, rule: Identity) -> None:
        """Put a rule beside the table where it holds for each row, below it where for each column."""
        lines = list(self._lines(rule))
        if not lines:
            return
        by_row = rule.each == "row"
        red: list[tuple[SheetPlace, SheetPlace, str]] = []
        for line in lines:
            row, column = self.layout.places[line.plus[0]]
            place = (row, self.right) if by_row else (self.end, column)
            condition = self._differ(
                (line.total,) if line.total else line.plus, line.plus if line.total else line.minus
            )
            self.checks.append(CheckCell(place, self._value(line), line))
            self.conditions.append(condition)
            red.append((place, self.layout.places[line.total] if line.total else place, condition))
        self._turn_red(red)
        if by_row:
            self._head_beside(rule, lines[0].plus[0][0])
            self.right += 1
        else:
            self._head_below(rule)
            self.end += 1

    def _lines(self, rule: Identity) -> Iterator[CheckedLine]:
        if rule.total:
            yield from (CheckedLine(parts, (), total) for total, parts in sum_cells(self.table, rule))
        else:
            yield from (CheckedLine(left, right, None) for _, left, right in side_cells(self.table, rule))

    def _value(self, line: CheckedLine) -> str:
        if line.total:
            return self._sum(line.plus)
        difference = f"{self._plain(line.plus)}-{self._plain(line.minus)}"
        return f"=ROUND({difference},{_DIGITS})" if self._amounts((*line.plus, *line.minus)) else f"={difference}"

    def _turn_red(self, lines: Sequence[tuple[SheetPlace, SheetPlace, str]]) -> None:
        """Let checks turn red, and the totals with them; neighbours share a range, as their conditions run alike."""
        runs: list[list[tuple[SheetPlace, SheetPlace, str]]] = []
        for line in lines:
            if runs and all(_follows(one, other) for one, other in zip(runs[-1][-1][:2], line[:2], strict=True)):
                runs[-1].append(line)
            else:
                runs.append([line])
        for run in runs:
            (check, total, condition), (last_check, last_total, _) = run[0], run[-1]
            self.wrong += [WrongRange(check, last_check, condition), WrongRange(total, last_total, condition)]

    def _head_beside(self, rule: Identity, row: int) -> None:
        columns = {column.id: column for column in self.table.columns(row)}
        text = self._text(rule, columns[rule.total].printed if rule.total else "")
        rows = {check.place[0] for check in self.checks if check.place[1] == self.right}
        for block in self.layout.blocks:
            if any(line.row in rows for line in block.lines):
                self.heads.append(PlacedHead((block.top, self.right), (block.ids - block.top, 1), text))

    def _head_below(self, rule: Identity) -> None:
        layout = self.layout
        text = self._text(rule, self._short(rule.total) if rule.total else "")
        place = (self.end, 0 if layout.depth else layout.width)
        self.heads.append(PlacedHead(place, (1, max(layout.depth, 1)), text, "row"))

    def _text(self, rule: Identity, total: str) -> str:
        return say("sheet.check.total", {"name": total}) if rule.total else self._balance(rule)

    def _balance(self, rule: Identity) -> str:
        """``本年新收＋上年结转－办理结果总计－结转下年度，应为 0``."""
        left, right = ("＋".join(map(self._short, side)) for side in (rule.left, rule.right))
        return say("sheet.check.balance", {"left": left, "right": right.replace("＋", "－")})

    def _short(self, name: str) -> str:
        row = self.table.row_index.get(name)
        if row is not None:
            return self.table.rows[row].name.short
        columns = (column for block in self.table.blocks for column in block.columns)
        return next((column.name.short for column in columns if column.id == name), name)

    def _sum(self, parts: SheetPlaces) -> str:
        """A formula: the sum of what is given among some cells; blank or 不适用 where nothing is."""
        ranges = self._ranges(parts)
        every = ",".join(ranges)
        without = "+".join(f'COUNTIF({item},"{NOT_APPLICABLE_WORD}")' for item in ranges)
        nothing = f'IF({without}={len(parts)},"{NOT_APPLICABLE_WORD}","")'
        return f"=IF(COUNT({every})>0,SUM({every}),{nothing})"

    def _plain(self, cells: SheetPlaces) -> str:
        return f"SUM({','.join(self._ranges(cells))})"

    def _differ(self, one: SheetPlaces, other: SheetPlaces) -> str:
        """The condition under which two sides are not equal."""
        if self._amounts((*one, *other)):
            return f"ROUND({self._plain(one)}-{self._plain(other)},{_DIGITS})<>0"
        return f"{self._plain(one)}<>{self._plain(other)}"

    def _amounts(self, cells: SheetPlaces) -> bool:
        return any(self.table.columns(row)[column].kind is Kind.AMOUNT for row, column in cells)

    def _ranges(self, cells: SheetPlaces) -> list[str]:
        """Cells as ranges of the sheet: neighbours in a row, else in a column, are one."""
        places = sorted(self.layout.places[cell] for cell in cells)
        runs: list[list[SheetPlace]] = []
        for place in places:
            if runs and _follows(runs[-1][-1], place) and _in_line(runs[-1][0], place):
                runs[-1].append(place)
            else:
                runs.append([place])
        ends = [(xl_rowcol_to_cell(*run[0]), xl_rowcol_to_cell(*run[-1])) for run in runs]
        return [first if first == last else f"{first}:{last}" for first, last in ends]


def _follows(one: SheetPlace, other: SheetPlace) -> bool:
    """Whether a cell is right of another or below it."""
    return (other[0] - one[0], other[1] - one[1]) in {(0, 1), (1, 0)}


def _in_line(one: SheetPlace, other: SheetPlace) -> bool:
    return one[0] == other[0] or one[1] == other[1]
