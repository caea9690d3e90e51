"""A figure of a published report changed, with its entry under ``corrections``; all else of the file stays as it is.

The figure is replaced where it is and the entry is added as a line, so that comments, order and spacing are kept.
What comes out is read again, and refused if anything else has changed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai import located
from gongkai.editing.changes import FileChange
from gongkai.editing.list_entries import add_entry
from gongkai.errors import PlaceError, UsageError
from gongkai.figures import BLANK, Figure, Kind, Misreading, read, written
from gongkai.file_text import read_text
from gongkai.findings import say
from gongkai.forms import Form, FormRegistry, Place, resolve
from gongkai.located import Mapping, Node, Scalar, Sequence
from gongkai.reports import Positions, Report, load_report
from gongkai.reports.loading.fields import place_meant
from gongkai.reports.loading.meant import figure_meant
from gongkai.reports.scalars import scalar
from gongkai.reports.write import place_text

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Correcting:
    """A correction that is to be made.

    Attributes:
        change: The data file before and after.
        place: The cell by its short names.
        before: What it was.
        after: What it is now.
    """

    change: FileChange
    place: str
    before: str
    after: str


def corrected_data(  # noqa: PLR0913 - the parts of a correction
    report: Report,
    content: bytes,
    place: str,
    value: str,
    *,
    reason: str,
    date: dt.date,
    registry: FormRegistry,
    rolled_into: str = "",
) -> Correcting:
    """Change a cell of a report and add the entry that says so.

    Args:
        report: The report.
        content: Its data file.
        place: The cell, as it is typed.
        value: What it is to hold, as written in YAML: ``~`` for a blank.
        reason: Why; it is public.
        date: The day of the correction.
        registry: The forms at hand.
        rolled_into: The governments whose consolidated reports hold the figure; empty where there are none.

    Raises:
        UsageError: The place is no cell that is written in the file, the value is none or is there already, or the file
            cannot be changed without a doubt; the message says what to do.
    """
    form, decoded = report.form, read_text(content)
    if form is None or decoded is None:
        raise UsageError(say("correct.no-table", {"path": report.path}))
    cell = _cell(form, place)
    node = _written(decoded.text, form, cell)
    if node is None:
        names = {"place": place, "path": report.path}
        raise UsageError(say("correct.computed" if _is_total(report, cell) else "correct.not-there", names))
    figure, old = _figure(form, cell, value), report.figure(*cell)
    last = max((item.date for item in report.corrections if item.place.cell == cell), default="")
    if last > date.isoformat():
        raise UsageError(say("correct.before-last", {"place": place, "date": date.isoformat(), "last": last}))
    if (figure.value, figure.state, figure.unit, figure.note) == (old.value, old.state, old.unit, old.note):
        raise UsageError(say("correct.same", {"place": place, "value": _shown(old)}))
    short = place_text(form, Place(table=cell[0], row=cell[1], cols=(cell[2],)))
    entry = _entry(short, date, _shown(old), _shown(figure), reason, rolled_into)
    lines = decoded.text.split("\n")
    _replace(lines, node, "~" if figure == BLANK else scalar(written(figure), figure=True))
    if not add_entry(lines, "corrections", entry):
        raise UsageError(say("correct.by-hand"))
    after = "\n".join(lines)
    _prove(report, after, cell, figure, registry)
    change = FileChange(report.path, content, decoded.encoded(after))
    return Correcting(change, short, _shown(old), _shown(figure))


def _cell(form: Form, place: str) -> tuple[str, str, str]:
    try:
        resolved_place = resolve(form, place)
    except PlaceError as error:
        if likely := place_meant(form, place):
            raise UsageError(say("correct.dots", {"place": place, "instead": likely})) from error
        raise UsageError(say("correct.place", {"place": place, "why": str(error)})) from error
    cell = resolved_place.cell or _only_cell(form, resolved_place)
    if cell is None:
        raise UsageError(say("correct.not-a-cell", {"place": place}))
    return cell


def _only_cell(form: Form, place: Place) -> tuple[str, str, str] | None:
    """The cell of a row that has no other."""
    if place.table is None or place.row is None:
        return None
    table = form.table_index[place.table]
    columns = table.columns(table.row_index[place.row])
    return (place.table, place.row, columns[0].id) if len(columns) == 1 else None


def _is_total(report: Report, cell: tuple[str, str, str]) -> bool:
    if report.form is None:
        return False
    return report.form.table_index[cell[0]].position(*cell[1:]) in report.computed.get(cell[0], frozenset())


def _written(text: str, form: Form, cell: tuple[str, str, str]) -> Scalar | None:
    """The scalar in which a cell is written; None where it is not."""
    tree, _ = located.parse(text)
    mark = Positions(text, form).of(*cell)
    return next((node for node in _scalars(tree) if node.mark == mark), None) if tree is not None else None


def _scalars(node: Node) -> Iterator[Scalar]:
    """The scalars of a tree that are values."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.pairs:
            yield from _scalars(value)


def _figure(form: Form, cell: tuple[str, str, str], value: str) -> Figure:
    table = form.table_index[cell[0]]
    row, column = table.position(*cell[1:])
    kind = table.columns(row)[column].kind
    reading = read(value, kind)
    if isinstance(reading, Misreading):
        likely = reading.instead or figure_meant(value, kind)
        near = say("places.near", {"name": likely}) if likely else ""
        raise UsageError(say("correct.value", {"value": value, "near": near}))
    counted = kind is not Kind.AMOUNT
    return replace(reading.figure, unit=None) if counted else reading.figure  # 0件 is no other count than 0


def _shown(figure: Figure) -> str:
    return written(figure) or say("page.blank")


def _entry(place: str, date: dt.date, before: str, after: str, reason: str, rolled_into: str) -> str:  # noqa: PLR0913, PLR0917 - in the order of the entry
    pairs = (
        *(("at", place), ("date", date.isoformat()), ("before", before), ("after", after), ("reason", reason)),
        *((("rolled_into", rolled_into),) if rolled_into else ()),
    )
    return f"- {{{', '.join(f'{key}: {scalar(text)}' for key, text in pairs)}}}"


def _replace(lines: list[str], node: Scalar, value: str) -> None:
    """Put another scalar in the place of one; columns that are set flush keep their width where there is room."""
    number, column = node.mark.line - 1, node.mark.column - 1
    line = lines[number]
    quoted = None if node.plain else _QUOTED.match(line, column)
    old = quoted[0] if quoted is not None else node.text
    if not line.startswith(old, column):
        raise UsageError(say("correct.by-hand"))
    before, more = line[:column], len(value) - len(old)
    if more > 0 and before.endswith(" " * (more + 1)):
        before = before[:-more]
    lines[number] = before + value + line[column + len(old) :]


def _prove(report: Report, text: str, cell: tuple[str, str, str], figure: Figure, registry: FormRegistry) -> None:
    """See that the text is the report with this one change, and no new fault.

    Raises:
        UsageError: It is not.
    """
    after, faults = load_report(text, path=report.path, agency=report.agency, year=report.year, registry=registry)
    form = report.form
    if after is None or form is None or len(after.corrections) != len(report.corrections) + 1:
        raise UsageError(say("correct.by-hand"))
    table, row, column = cell[0], *form.table_index[cell[0]].position(*cell[1:])
    corrected = [list(figures) for figures in report.grids[table]]
    corrected[row][column] = figure
    summed = after.computed[table]
    same = all(
        (number, place) in summed or after.grids[table][number][place] == other
        for number, figures in enumerate(corrected)
        for place, other in enumerate(figures)
    )
    others = {name: grid for name, grid in after.grids.items() if name != table}
    rest = {name: grid for name, grid in report.grids.items() if name != table}
    same_rest = replace(after, corrections=report.corrections, grids={}) == replace(report, grids={})
    if not same or others != rest or not same_rest or any(item.code == "syntax" for item in faults):
        raise UsageError(say("correct.by-hand"))
