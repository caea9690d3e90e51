"""Agencies and reports in memory: rows of figures as tuples, and of the YAML only the marks that findings need.

A report's figures are complete grids by the form's positions, with a record of the totals that were added up here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gongkai.errors import unknown_name
from gongkai.figures import Figure
from gongkai.forms import CellPosition, Form, Line, Place, Table, place_id
from gongkai.located import Mark

Grid = tuple[tuple[Figure, ...], ...]
"""Figures of one table: a tuple per row of the form, in it a figure per column of the row's block."""
ReportKey = tuple[str, int]
"""Which report is meant: the slug of its agency, and the year reported on."""


class Status(Enum):
    """Where a report stands; only one that is published is shown to the public."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a document says that it was published: a date, with the time of day where it is known."""

    date: dt.date
    time: dt.time | None = None

    def __str__(self) -> str:
        """``2021-03-05`` or ``2021-03-05 08:58``."""
        return f"{self.date.isoformat()} {self.time:%H:%M}" if self.time else self.date.isoformat()


@dataclass(frozen=True, slots=True)
class Note:
    """A public remark on a cell, row, table or section."""

    at: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A signed explanation (情况说明) that lets a rule's findings at a place pass.

    ``reason`` is public; ``internal`` is not and leaves the data folder in no export.
    """

    rule: str
    at: str
    place: Place
    reason: str
    date: str | None
    office: str | None
    internal: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Correction:
    """A change after publication (更正): what the cell said, what it says now, when and why.

    ``rolled_into`` names the governments whose consolidated reports hold the figure, for readers; None where nobody
    wrote that down. ``mark`` is where the report's file states it; None where it comes from no such file.
    """

    at: str
    place: Place
    date: str
    before: str
    after: str
    reason: str | None
    mark: Mark | None = field(default=None, compare=False)
    rolled_into: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a report was taken back after it was published (撤回), since when and why; the reason is public."""

    reason: str
    date: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Retelling:
    """That this is no publication of the agency: somebody else has retold its report (非官方转述).

    Attributes:
        by: Who did, an office or a project, never a person.
        original: Where the original stands: an address, or what is known of it.
    """

    by: str
    original: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """That an office has done a step of the sign-off (审签); never published, and no person is named.

    Attributes:
        step: 拟稿, 审核, 保密审查 or 签发.
        office: The office.
        date: The day.
        bound: The hash of what was signed; None where nobody bound it to anything.
        mark: Where the report's file states it.
    """

    step: str
    office: str
    date: str
    bound: str | None
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """An original that a report was brought in from, kept in the folder of the report's page.

    Attributes:
        file: Its name there, without a path.
        sha256: Hash of its bytes.
    """

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one agency on one year.

    Attributes:
        agency: Slug.
        year: The year reported on.
        form: The form, or None for ``form: none``.
        path: Its YAML, relative to the site.
        status: See ``Status``.
        published: When it was published; None where the document says nothing (未载).
        submitted: When it was filed with the superior office (报送); None where nobody wrote that down.
        title: The document's own title, if it differs from the form's.
        grids: Figures by table id.
        computed: The cells (row, column) that were added up because no total was written, by table id.
        absent: Ids of tables, and ``table.row`` of rows, that the data do not have.
        heads: The document's own headers, by place.
        notes: Public remarks.
        waivers: Signed explanations.
        corrections: Changes after publication.
        sources: The originals, where they are kept.
        withdrawn: That it was taken back, if it was.
        retold: Who has retold it in the place of the agency; None for the agency's own.
        sign_off: The steps of its sign-off, as they are written.
        is_held_back: Whether it is a draft only because an import made it one: it has come in, unlike other drafts.
    """

    agency: str
    year: int
    form: Form | None
    path: str
    status: Status
    published: Moment | None = None
    submitted: Moment | None = None
    title: str | None = None
    grids: Mapping[str, Grid] = field(default_factory=dict, hash=False)
    computed: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict, hash=False)
    absent: frozenset[str] = frozenset()
    heads: tuple[tuple[Place, str], ...] = ()
    notes: tuple[Note, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()
    withdrawn: Withdrawal | None = None
    retold: Retelling | None = None
    sign_off: tuple[SignOff, ...] = ()
    is_held_back: bool = field(default=False, compare=False)

    @property
    def is_public(self) -> bool:
        """Whether the public may see it."""
        return self.status is Status.PUBLISHED

    @property
    def has_come_in(self) -> bool:
        """Whether its agency has filed it: a draft has not been, unless an import made it one."""
        return self.status is not Status.DRAFT or self.is_held_back

    def figure(self, table: str, row: str, col: str) -> Figure:
        """The figure of a cell by ids.

        Raises:
            UnknownNameError: The form has no such cell.
        """
        if self.form is None:
            raise unknown_name("no-table", table, ())
        form_table = self.form.table_index.get(table)
        if form_table is None:
            raise unknown_name("table", table, self.form.table_index)
        number, column = form_table.position(row, col)
        return self.grids[table][number][column]

    def lacks(self, table: Table, line: Line) -> bool:
        """Whether the data lack a line or its whole table; a finding of its own says so."""
        if self.form is None:
            return True
        place = place_id(self.form, table.id, table.rows[line.row].id, line.name.id if table.by_blocks else None)
        return not self.absent.isdisjoint((table.id, place))

    def cells(self) -> tuple[CellPosition, ...]:
        """Every cell of the form in printed order; none for a report without a form."""
        return self.form.positions if self.form is not None else ()

    def head(self, table: str, row: str | None, col: str | None) -> str | None:
        """The document's own header at a place, or None. A column's header is shared by its whole block."""
        return next((text for place, text in self.heads if _names(self, place, table, row, col)), None)


def _names(report: Report, place: Place, table: str, row: str | None, col: str | None) -> bool:
    if place.table != table or place.section is not None:
        return False
    if col is None:
        return place.row == row and place.cols is None
    if place.cols != (col,) or report.form is None or place.row is None:
        return False
    model = report.form.table_index[table]
    return len({model.rows[model.row_index[name]].block for name in (place.row, row) if name in model.row_index}) == 1
