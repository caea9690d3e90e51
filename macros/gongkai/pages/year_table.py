"""All agencies of a year in one table: the figures that a form has roles for, a line a report, in the order of lists.

It ranks nobody. Reports of another form give what counts the same; consolidated reports stand apart and in no sum.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.figures import Figure, State, total
from gongkai.findings import say
from gongkai.forms import CellId, Form
from gongkai.forms.names import unnumbered
from gongkai.forms.outcomes import groups_that_go_on, outcome_groups
from gongkai.forms.roles import KEY_ROLES
from gongkai.pages import outcomes
from gongkai.reports import Agency, Report
from gongkai.tables.cell_list import listed_cell

GROUP = "group:"
"""What the keys of columns of outcomes begin with."""


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of the table.

    Attributes:
        key: What tells it apart, on every form: a role, or a role and a name.
        name: Its head.
        above: The head above it; empty where there is none.
        alone: What it is called without the head above it; empty where its own head is enough.
        main: Whether a narrow screen shows it first.
        cell: The cell of the form that it shows; None for a sum of several.
    """

    key: str
    name: str
    above: str = ""
    alone: str = ""
    main: bool = False
    cell: CellId | None = None

    @property
    def path(self) -> str:
        """Its head with the one above it, for a column that stands alone."""
        return f"{self.above}—{self.name}" if self.above else self.name


@dataclass(frozen=True, slots=True)
class YearLine:
    """A report in the table.

    Attributes:
        agency: Who reports.
        form: The form that it uses.
        figures: The figure of each column; None where the form has none that counts the same.
        retold: Whether it retells the document of its organ, and is not that document.
    """

    agency: Agency
    form: Form
    figures: tuple[Figure | None, ...]
    retold: bool = False


@dataclass(frozen=True, slots=True)
class YearSum:
    """The sum of a column over the agencies' own reports.

    Attributes:
        figure: The sum of the given figures; blank where none is given.
        reports: How many reports give one.
    """

    figure: Figure
    reports: int


@dataclass(frozen=True, slots=True)
class YearTable:
    """The table of a year.

    Attributes:
        year: The year reported on.
        form: The form that most reports use, whose columns it has.
        columns: Its columns.
        own: The agencies' own reports, in the order of lists.
        consolidated: Consolidated reports, likewise.
        missing: Agencies that have no line, likewise, by the public reason.
    """

    year: int
    form: Form
    columns: tuple[YearColumn, ...]
    own: tuple[YearLine, ...]
    consolidated: tuple[YearLine, ...] = ()
    missing: tuple[tuple[str, tuple[Agency, ...]], ...] = ()

    @property
    def sums(self) -> tuple[YearSum, ...]:
        """The sum over the agencies' own reports, by column."""
        return tuple(_sum([line.figures[place] for line in self.own]) for place in range(len(self.columns)))

    @property
    def lines(self) -> tuple[YearLine, ...]:
        """Every report."""
        return (*self.own, *self.consolidated)

    @property
    def on_other_forms(self) -> tuple[YearLine, ...]:
        """Reports on another form than the table's."""
        return tuple(line for line in self.lines if line.form is not self.form)


def year_table(
    form: Form,
    reports: Sequence[tuple[Agency, Form, tuple[Figure | None, ...]]],
    *,
    year: int,
    missing: Sequence[tuple[str, tuple[Agency, ...]]] = (),
    retold: Collection[str] = (),
) -> YearTable:
    """Put reports into one table.

    Args:
        form: The form whose columns it has.
        reports: In the order of lists who reports, on which form, and what ``year_figures`` gives.
        year: The year reported on.
        missing: See ``YearTable``.
        retold: Slugs of the agencies whose reports are retold.
    """
    lines = [
        YearLine(agency, own, _aligned(form, own, figures), agency.slug in retold) for agency, own, figures in reports
    ]
    return YearTable(
        year,
        form,
        year_columns(form),
        tuple(line for line in lines if not line.agency.is_consolidated),
        tuple(line for line in lines if line.agency.is_consolidated),
        tuple(missing),
    )


@lru_cache(maxsize=64)
def year_columns(form: Form) -> tuple[YearColumn, ...]:
    """The columns that a form has roles for: requests, how they ended, cases of review, documents in force."""
    return tuple(_columns(form))


def year_figures(report: Report) -> tuple[Figure | None, ...]:
    """A report's figures in the columns of its own form; None where it has no such table."""
    if report.form is None:
        return ()
    ended = outcomes.outcome_groups(report)
    return tuple(
        ended.get(column.name)
        if column.cell is None
        else report.figure(*column.cell)
        if column.cell.table in report.grids
        else None
        for column in year_columns(report.form)
    )


def _columns(form: Form) -> Iterator[YearColumn]:
    for role in ("received", "carried_in"):
        yield from _of_role(form, role)
    concluded = form.role("concluded")
    if concluded is not None:
        table = form.table_index[concluded.table]
        groups = table.rows[table.row_index[concluded.row]].groups
        above = unnumbered(groups[0].label) if groups else ""
        for group in outcome_groups(form):
            yield YearColumn(f"{GROUP}{group.name}", group.name, above)
        alone = _row_name(form, concluded)
        name = say("data.table.total") if above else alone
        yield YearColumn("concluded", name, above, alone, main=True, cell=concluded)
    yield from _of_role(form, "carried_out")
    for cell in form.role_cells("review_cases"):
        spot = listed_cell(form, cell)
        heads = spot.above if spot is not None else ()
        name = heads[-1].label if heads else _row_name(form, cell)
        yield YearColumn(f"review_cases:{name}", name, form.table_index[cell.table].name.short, cell=cell)
    in_force = form.role("documents_in_force")
    if in_force is not None:
        yield YearColumn("documents_in_force", say("series.in-force"), cell=in_force)


def _of_role(form: Form, role: str) -> Iterator[YearColumn]:
    cell = form.role(role)
    if cell is not None:
        yield YearColumn(role, _row_name(form, cell), main=role in KEY_ROLES, cell=cell)


def _row_name(form: Form, cell: CellId) -> str:
    table = form.table_index[cell.table]
    return table.rows[table.row_index[cell.row]].name.short


def _aligned(form: Form, own: Form, figures: tuple[Figure | None, ...]) -> tuple[Figure | None, ...]:
    """Figures of a report on its own form in the columns of another one."""
    if own is form:
        return figures
    return tuple(None if place is None else figures[place] for place in _places(form, own))


@lru_cache(maxsize=64)
def _places(form: Form, own: Form) -> tuple[int | None, ...]:
    """By column of a form the position of the one that counts the same on another form; None where none does."""
    there = {column.key: place for place, column in enumerate(year_columns(own))}
    newer, older = (form, own) if form.years.start >= own.years.start else (own, form)
    alike = groups_that_go_on(newer, older)
    return tuple(
        there.get(column.key) if column.cell is not None or column.name in alike else None
        for column in year_columns(form)
    )


def _sum(figures: Sequence[Figure | None]) -> YearSum:
    figures_given = [figure for figure in figures if figure is not None and figure.state is State.GIVEN]
    return YearSum(total(figures_given), len(figures_given))
