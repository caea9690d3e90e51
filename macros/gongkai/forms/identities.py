"""The arithmetic that a form states: sums and balances within a report, and what follows from the year before.

Data alone; the rules in ``gongkai.checks.rules`` hold reports to it.
"""

from dataclasses import dataclass

from gongkai.findings import say


@dataclass(frozen=True, slots=True)
class Years:
    """The reporting years for which something is valid; ``to`` is None where it still is."""

    start: int
    to: int | None = None

    def __contains__(self, year: object) -> bool:
        """Whether the reporting year lies within."""
        return isinstance(year, int) and self.start <= year and (self.to is None or year <= self.to)

    @property
    def text(self) -> str:
        """In words: 2021 年起, or 2019—2020 年."""
        return say("spans.closed" if self.to else "spans.open", {"start": self.start, "end": self.to})


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A cross-foot rule: a total and its parts, or two sides, over every row or every column of a table."""

    code: str
    rule: str | None
    table: str
    each: str
    total: str | None
    parts: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    years: Years
    wording: str


@dataclass(frozen=True, slots=True)
class CrossYearTerm:
    """A figure that a rule across years adds or subtracts.

    Attributes:
        sign: 1 where it is added, -1 where it is taken off.
        year: In which report it stands: -1 for that on the year before, 0 for the one that is checked.
        row: Id of its row; None for the row of the cell that is checked.
        column: Id of its column; None for the column of the cell that is checked.
    """

    sign: int
    year: int
    row: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class CrossYearRule:
    """A rule across years as the form states it: cells of a report, each of which should be the sum of some terms.

    Attributes:
        code: Code of the rule that checks it, ``carry-over`` or ``stock``.
        rule: Its number among the cross-foot rules, such as R5.
        table: Id of the table in which the cells and all terms stand.
        rows: Ids of the rows whose cells are checked.
        column: Id of the column that is checked; None where every column of counts is.
        terms: What each cell should be the sum of.
        level: Level of the finding where it is not: ``error``, ``warning`` or ``notice``.
        years: The reporting years for which it holds.
        wording: What must hold, in words for the public.
    """

    code: str
    rule: str | None
    table: str
    rows: tuple[str, ...]
    column: str | None
    terms: tuple[CrossYearTerm, ...]
    level: str
    years: Years
    wording: str
