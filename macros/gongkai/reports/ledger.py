"""The ledger of what was published (公布台账): a line a report, kept beside the data, so that no change goes unnoticed.

A line holds the year, the date of publication, how many corrections there were, a hash over data and narrative, the
form, and four digits of a hash for each line of the tables. Figures themselves do not stand in it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gongkai.figures import BLANK, Figure, Misreading, State, read, whole_number, written
from gongkai.findings import say
from gongkai.forms import Form, Line, Table
from gongkai.forms.keys import UNDATED
from gongkai.forms.registry import NO_FORM
from gongkai.reports.model import Correction, Grid, Report
from gongkai.reports.rollup.sums import leaf_cells

_DIGITS = 4
"""Hexadecimal digits for each line of a table: one change in 65,536 is not seen."""
_PARTS = 6


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger holds of a report.

    Attributes:
        year: The year reported on.
        published: Its date of publication, as written.
        corrections: How many corrections it had.
        sha256: Hash over data and narrative.
        form: Id of its form.
        figures: The digits of each line of its tables, one after the other.
    """

    year: int
    published: str
    corrections: int
    sha256: str
    form: str
    figures: str

    @property
    def line(self) -> str:
        """The entry as a line of the file."""
        parts = (self.year, self.published, self.corrections, self.sha256, self.form, self.figures or "-")
        return "\t".join(map(str, parts))


def entry_of(report: Report, sha256: str) -> LedgerEntry:
    """What the ledger is to hold of a report.

    Args:
        report: The report as it is published.
        sha256: Hash over its data and narrative.
    """
    return LedgerEntry(
        report.year,
        date_text(report),
        len(report.corrections),
        sha256,
        report.form.id if report.form is not None else NO_FORM,
        "".join(_marks(report)),
    )


def date_text(report: Report) -> str:
    """The date of publication as the ledger writes it."""
    return report.published.date.isoformat() if report.published is not None else UNDATED


def read_entry(line: str) -> LedgerEntry | None:
    """An entry from its line; None for a line that is none."""
    parts = line.split("\t")
    if len(parts) != _PARTS:
        return None
    year, corrections = whole_number(parts[0]), whole_number(parts[2])
    if year is None or corrections is None:
        return None
    figures = "" if parts[5] == "-" else parts[5]
    return LedgerEntry(year, parts[1], corrections, parts[3], parts[4], figures)


def read_ledger(text: str) -> dict[int, str]:
    """The lines of a ledger by year."""
    entries = ((read_entry(line), line) for line in text.splitlines() if not line.startswith("#"))
    return {entry.year: line for entry, line in entries if entry is not None}


def ledger_text(lines: Mapping[int, str]) -> str:
    """A ledger of such lines."""
    return "\n".join([f"# {say('ledger.head')}", *(lines[year] for year in sorted(lines)), ""])


def changed_lines(report: Report, entry: LedgerEntry) -> tuple[tuple[Table, Line], ...]:
    """The lines of the tables that are not what they were, and of which no correction says so.

    Args:
        report: The report, on the form that the entry names.
        entry: What the ledger holds of it.
    """
    added = len(report.corrections) - entry.corrections
    newest = report.corrections[-added:] if added > 0 else ()
    changed = _changed(_before(report, newest), entry)
    if changed and 0 < added < len(report.corrections):
        changed = _changed(_before(report, report.corrections[:added]), entry) and changed
    return changed


def _changed(report: Report, entry: LedgerEntry) -> tuple[tuple[Table, Line], ...]:
    lines = _lines(report)
    marks = _marks(report)
    old_marks = [entry.figures[place : place + _DIGITS] for place in range(0, len(entry.figures), _DIGITS)]
    if len(old_marks) != len(marks):
        return tuple(lines)
    return tuple(
        (table, line)
        for (table, line), mark, old in zip(lines, marks, old_marks, strict=True)
        if mark != old and not _unreadable(report, table, line)
    )


def _unreadable(report: Report, table: Table, line: Line) -> bool:
    """Whether a figure of a line cannot be read, which has a finding of its own."""
    figures = report.grids[table.id][line.row]
    return any(figures[column].state is State.UNREADABLE for column in line.columns)


def _lines(report: Report) -> list[tuple[Table, Line]]:
    form = report.form
    if form is None:
        return []
    lines = ((table, line) for table in form.tables for line in table.lines)
    return [(table, line) for table, line in lines if _cells(form, report.year, table, line)]


def _cells(form: Form, year: int, table: Table, line: Line) -> list[tuple[int, int]]:
    """The cells of a line that are no totals."""
    leaves = set(leaf_cells(form, year))
    return [(line.row, column) for column in line.columns if (table.id, line.row, column) in leaves]


def _marks(report: Report) -> list[str]:
    form = report.form
    if form is None:
        return []
    marks = []
    for table, line in _lines(report):
        figures = (report.grids[table.id][row][column] for row, column in _cells(form, report.year, table, line))
        text = "\x1f".join(written(figure) or figure.state.value for figure in figures)
        marks.append(hashlib.sha256(text.encode()).hexdigest()[:_DIGITS])
    return marks


def _before(report: Report, corrections: Iterable[Correction]) -> Report:
    """A report as it was before some corrections."""
    grids: dict[str, Grid] = dict(report.grids)
    in_order = sorted(corrections, key=lambda item: item.date)
    for item in in_order[::-1]:
        if item.place.cell is None or report.form is None:
            continue
        table = report.form.table_index[item.place.cell[0]]
        row, column = table.position(*item.place.cell[1:])
        figure = _figure(item.before, table, row, column)
        if figure is not None:
            grid = [list(figures) for figures in grids[table.id]]
            grid[row][column] = figure
            grids[table.id] = tuple(map(tuple, grid))
    return replace(report, grids=grids)


def _figure(text: str, table: Table, row: int, column: int) -> Figure | None:
    if text == say("page.blank"):
        return BLANK
    reading = read(text, table.columns(row)[column].kind)
    return None if isinstance(reading, Misreading) else reading.figure
