"""Builds the report that the two files of an import will hold, from the matched tables of a document and its facts.

Figures are those of the document. Totals that it states are kept as stated; where a table states none, they are
computed. A cell that is missing or ambiguous is written as a blank, with a comment that lists the possible readings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.errors import PlaceError
from gongkai.figures import BLANK, Figure, State
from gongkai.findings import say
from gongkai.forms import CellIds, Form, Table, place_id, resolve
from gongkai.forms.places import Place
from gongkai.importing.model import OPEN, TRACKED, CellCounts, leaves_cells_open
from gongkai.importing.wording.joining import joined
from gongkai.importing.wording.remarks import comment
from gongkai.importing.yaml_comments.comments import Anchor, Comment, comment_of
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.readers.matching import MatchResult
from gongkai.readers.prose.compose import Prose
from gongkai.readers.prose.markdown_text import escaped
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Grid, Note, Report, Source, Status
from gongkai.reports.loading.fields import moment
from gongkai.reports.model import Retelling

_CONFLICTS = frozenset(
    {
        *(
            "agency-differs",
            "name-given",
            "name-in-doubt",
            "names-differ",
            "sheets-differ",
            "titles-differ",
            "years-differ",
            "year-given",
            "form-of-other-years",
            "tables-without-form",
            "other-report",
            "one-of-reports",
        ),
        *("agency-by-file", "agency-by-text", "part-differs", "year-by-file"),
    }
)
"""Remarks that leave the agency or the year of a report in doubt."""
_SEVERAL, _MOST_SIGNS, _OF_ITEM = 2, 300_000, 30
"""Rows from which on a remark stands at their table; signs of all remarks in a file, a third of what one may hold, and
signs that a line and a comma count for, of which it may hold a number as well."""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A report as imported, with the remarks of all steps of the import."""

    report: Report
    remarks: tuple[Remark, ...]
    cells: CellCounts
    blanks: frozenset[CellIds]
    """The cells that were read, and that the document leaves blank."""

    @property
    def open(self) -> bool:
        """Whether a figure could not be read or is not accepted, or agency or year are contradicted: a draft."""
        return any(leaves_cells_open(item) or item.code in _CONFLICTS | TRACKED for item in self.remarks)


def report_from_match(  # noqa: PLR0913 - what a report consists of
    matched: MatchResult,
    identity: DocumentIdentity,
    *,
    agency: str,
    name: str,
    year: int,
    path: str,
    remarks: tuple[Remark, ...] = (),
    sources: tuple[Source, ...] = (),
) -> DraftReport:
    """Build a report from what was read.

    Args:
        matched: The document's tables.
        identity: What it says of itself.
        agency: Slug of the agency.
        name: Full name of the agency.
        year: The year reported on.
        path: The YAML to be written, relative to the site.
        remarks: Further remarks: of the narrative, of the year.
        sources: The originals, where they are kept.
    """
    form = matched.form
    all_remarks = [*identity.remarks, *remarks, *matched.remarks]
    grids: dict[str, Grid] = {}
    computed: dict[str, frozenset[tuple[int, int]]] = {}
    absent: set[str] = set()
    for table in form.tables if form is not None else ():
        grids[table.id], computed[table.id] = _grid(table, matched)
        if form is not None:
            absent.update(_absent(form, table, matched, computed[table.id], all_remarks))
    heads, notes = _places(form, matched, all_remarks)
    report = Report(
        agency=agency,
        year=year,
        form=form,
        path=path,
        status=Status.PUBLISHED,
        published=moment(identity.published) if identity.published else None,
        title=_own_title(identity, form, name, year),
        grids=grids,
        computed=computed,
        absent=frozenset(absent),
        heads=heads,
        notes=notes,
        sources=sources,
        retold=Retelling(*identity.retold) if identity.retold else None,
    )
    blanks = frozenset(cell for cell, figure in matched.figures.items() if figure.state is State.BLANK)
    drafted = DraftReport(report, tuple(all_remarks), _cells(form, matched), blanks)
    return replace(drafted, report=replace(report, status=Status.DRAFT)) if drafted.open else drafted


def _own_title(identity: DocumentIdentity, form: Form | None, name: str, year: int) -> str | None:
    title = identity.title
    return title if title and title != standard_title(form, name, year) else None


def standard_title(form: Form | None, name: str, year: int) -> str:
    """The title that the form prescribes for a report.

    Args:
        form: The report's form; None: a report from before there were forms.
        name: Full name of the agency.
        year: The year reported on.
    """
    return say("page.title", {"agency": name, "year": year, "title": form.title if form else say("new.title")})


def _grid(table: Table, matched: MatchResult) -> tuple[Grid, frozenset[tuple[int, int]]]:
    """A table's figures, and the positions of the totals that are to be computed.

    Where the document does not say which those are, they are all of its totals if it states none at all, unless a
    remark leaves some of them open.
    """
    figures = matched.figures
    remarked = {(item.table, item.row, item.col) for item in matched.remarks if item.doubt in OPEN and item.col}
    rows = tuple(
        tuple(_written(figures.get((table.id, row.id, column.id))) for column in table.columns(number))
        for number, row in enumerate(table.rows)
    )
    if matched.computed is not None:
        places = (table.position(row, column) for name, row, column in matched.computed if name == table.id)
        return rows, frozenset(places)
    totals = [
        (table.id, table.rows[line.row].id, table.columns(line.row)[column].id)
        for line in table.lines
        for column in line.totals
    ]
    has_totals = any(cell in figures or cell in remarked for cell in totals)
    summed = {(line.row, column) for line in table.lines for column in line.totals} if not has_totals else set()
    return rows, frozenset(summed)


def _written(figure: Figure | None) -> Figure:
    return BLANK if figure is None or figure.state is State.UNREADABLE else figure


def _absent(
    form: Form, table: Table, matched: MatchResult, summed: frozenset[tuple[int, int]], all_remarks: list[Remark]
) -> Iterator[str]:
    """Ids of tables and lines that the document lacks; adds the remarks that the matcher has not made on them.

    Args:
        form: The report's form.
        table: One of its tables.
        matched: What was read.
        summed: Positions of the totals that are to be computed: the document must have all other cells.
        all_remarks: Where remarks go.
    """
    remarked = {(item.table, item.row) for item in all_remarks if item.doubt in OPEN}
    if not any(cell[0] == table.id for cell in matched.figures) and not any(item[0] == table.id for item in remarked):
        all_remarks.append(Remark(Doubt.MISSING, "table-missing", table=table.id, args=(("title", table.title),)))
    if not any(cell[0] == table.id for cell in matched.figures) and not _ambiguous(all_remarks, table.id):
        yield table.id
        return
    totals = {item.total for item in form.identities if item.table == table.id and item.each == "column"}
    for line in table.lines:
        row = table.rows[line.row]
        needed = [column for column in line.columns if (line.row, column) not in summed]
        cells = [(table.id, row.id, table.columns(line.row)[column].id) for column in needed]
        missing = [cell for cell in cells if cell not in matched.figures]
        if missing and (table.id, row.id) not in remarked and (table.id, None) not in remarked:
            all_remarks.append(Remark(Doubt.MISSING, "cells-missing", table=table.id, row=row.id, args=_count(missing)))
        if row.id in totals:
            continue  # a total that is not written would be added up: the document has none, or none that was read
        if cells and len(missing) == len(cells) and not _ambiguous(all_remarks, table.id, row.id):
            yield place_id(form, table.id, row.id, line.name.id if table.by_blocks else None)


def _ambiguous(all_remarks: list[Remark], table: str, row: str | None = None) -> bool:
    return any(
        item.doubt is Doubt.AMBIGUOUS and item.table == table and row in (None, item.row) for item in all_remarks
    )


def _count(cells: list[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    return (("count", str(len(cells))),)


def _places(
    form: Form | None, matched: MatchResult, all_remarks: list[Remark]
) -> tuple[tuple[tuple[Place, str], ...], tuple[Note, ...]]:
    """Headings and notes with their places resolved; one whose place is unknown becomes a remark, so it is not lost."""
    heads: list[tuple[Place, str]] = []
    notes: list[Note] = []
    if form is None:
        return (), ()
    for at, text in matched.heads:
        place = _resolved(form, at, text, all_remarks)
        if place is not None:
            heads.append((place, text))
    for at, text in matched.notes:
        place = _resolved(form, at, text, all_remarks)
        if place is not None:
            notes.append(Note(at, place, text))
    return tuple(heads), tuple(notes)


def _resolved(form: Form, at: str, text: str, all_remarks: list[Remark]) -> Place | None:
    try:
        return resolve(form, at)
    except PlaceError:
        all_remarks.append(Remark(Doubt.UNKNOWN, "place-unknown", text=text, args=(("at", at),)))
        return None


def _cells(form: Form | None, matched: MatchResult) -> CellCounts:
    if form is None:
        return CellCounts()
    total = len(form.positions)
    guessed = {(item.table, item.row, item.col) for item in matched.remarks if item.doubt is Doubt.GUESSED and item.row}
    figures = [figure for figure in matched.figures.values() if figure.state is not State.UNREADABLE]
    ambiguous = sum(_width(item) for item in matched.remarks if item.doubt is Doubt.AMBIGUOUS)
    blank = sum(figure.state is State.BLANK for figure in figures)
    return CellCounts(
        total, len(figures), blank, len(guessed) + min(ambiguous, total - len(figures)), total - len(figures)
    )


def _width(remark: Remark) -> int:
    """How many cells an ambiguous remark covers."""
    if remark.col is not None or remark.table is None or remark.row is None:
        return 1
    return max((len(reading) for reading in remark.candidates), default=1)


def markdown(prose: Prose, identity: DocumentIdentity, title: str) -> str:
    """The Markdown file of a report.

    Args:
        prose: The narrative.
        identity: What the document says of itself.
        title: The title where the document has none.
    """
    parts = [f"# {escaped(identity.title or title)}", "{{ report_header() }}", *prose.parts]
    return "\n\n".join([*parts, "{{ notes() }}", "{{ downloads() }}"]) + "\n"


def comments(remarks: tuple[Remark, ...], form: Form | None) -> Iterator[Comment]:
    """Remarks as comments of the YAML, each at the line of its cell, or at the table where it is of several lines.

    The same words stand there once. Where they are more than a file may hold, the rest is counted.

    Args:
        remarks: All remarks on a report.
        form: The report's form.
    """
    groups = joined(remarks, rows_apart=True)
    places = (_anchor(item.first, form) if len(item.rows) < _SEVERAL else (item.first.table or "",) for item in groups)
    every = [comment_of(comment(group, form), place) for group, place in zip(groups, places, strict=True)]
    signs = 0
    for number, item in enumerate(unique := list(dict.fromkeys(every))):
        signs += len(item.text) + _OF_ITEM * (1 + item.text.count(","))
        if signs > _MOST_SIGNS:
            yield comment_of(say("import.more-remarks", {"count": len(unique) - number}))
            return
        yield item


def _anchor(remark: Remark, form: Form | None) -> Anchor:
    table = form.table_index.get(remark.table) if form is not None and remark.table else None
    if table is None:
        return ()
    number = table.row_index.get(remark.row or "")
    for place, line in enumerate(table.lines):
        columns = table.columns(line.row)
        if line.row == number and (remark.col is None or remark.col in {columns[column].id for column in line.columns}):
            return table.id, str(place)
    return (table.id,)
