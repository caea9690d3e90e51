"""The arithmetic that a form states: sums and balances within a report, and what follows from the year before.

Data alone; the rules in ``gongkai.checks.rules`` hold reports to it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Years:
    """The reporting years for which something is valid; ``to`` is None where it still is."""

    start: int
    to: int | None = None

    def __contains__(self, year: object) -> bool:
        """Whether the reporting year lies within."""
        return isinstance(year, int) and self.start <= year and (self.to is None or year <= self.to)


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
class CrossYearRule:
    """A rule across years as the form states it; evaluated where reports of more than one year meet."""

    code: str
    rule: str | None
    table: str
    rows: tuple[str, ...]
    column: str | None
    terms: tuple[tuple[int, int, str | None, str | None], ...]
    """Each term of the other side: sign, years back (0 or -1), row (None: the same), column (None: the same)."""
    level: str
    years: Years
    wording: str
