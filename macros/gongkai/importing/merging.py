"""A report that is written again: what was made by hand in the file that is there goes over into the new one.

Waivers, corrections, notes and comments stay as they were written, and so does a figure that a correction speaks of;
every other figure is the document's, and where that changes one it is said. A date, a title and a status that the
document does not give stay.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gongkai.errors import UsageError
from gongkai.figures import written
from gongkai.findings import say
from gongkai.forms import Shelf
from gongkai.importing.comments import Comment, blocks, hand_made, with_comments
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Note, Report, Status, load_report
from gongkai.reports.scalars import scalar
from gongkai.reports.write import report_text

KEPT = ("notes", "waivers", "corrections")
"""Keys whose text goes over as it stands."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A report's YAML, the status in it, and remarks on figures that differ from those that were there."""

    text: str
    status: Status
    changed: tuple[Remark, ...] = ()


def merged_text(report: Report, comments: Iterable[Comment], *, former: str | None, shelf: Shelf) -> Merged:
    """The YAML of a report, with what was made by hand in a former one.

    Args:
        report: As imported, without waivers and corrections; a draft where something of it is undecided.
        comments: What the import has to say in the file.
        former: The text of the file that is there, or None.
        shelf: The forms at hand.

    Returns:
        The YAML, the report's status, and what the clerk should know of figures that differ.

    Raises:
        UsageError: The former file cannot be read, so that nobody knows what was made by hand.
    """
    if former is None:
        said = [*comments, *_status_comment(report)]
        return Merged(with_comments(report_text(report), report.form, said), report.status)
    old, _ = load_report(former, path=report.path, agency=report.agency, year=report.year, shelf=shelf)
    if old is None:
        raise UsageError(say("import.former-unreadable", {"file": report.path}))
    kept = blocks(former, KEPT)
    report = _corrected(report, old)
    heads = (*report.heads, *(item for item in old.heads if item[0] not in [place for place, _ in report.heads]))
    new = replace(
        report,
        status=old.status,
        published=report.published or old.published,
        title=report.title or old.title,
        source=report.source or old.source,
        heads=heads if old.form is report.form else report.heads,
        notes=(),
    )
    tail = "".join(f"\n{kept[name]}\n" for name in KEPT if name in kept and name != "notes")
    text = report_text(new) + _notes(report, old, kept.get("notes")) + tail
    status = _status_comment(report) if old.status is Status.DRAFT else ()
    merged = with_comments(text, report.form, [*hand_made(former, old.form, kept=KEPT), *comments, *status])
    return Merged(merged, old.status, tuple(_changed(report, old)))


def _status_comment(report: Report) -> tuple[Comment, ...]:
    """Why a report came in as a draft."""
    return (Comment(say("import.draft"), ("status",), behind=True),) if report.status is Status.DRAFT else ()


def _corrected(report: Report, old: Report) -> Report:
    """The report with the figures that corrections speak of as they stand after them."""
    form = report.form
    if form is None or old.form is not form:
        return report
    grids = {table: [list(row) for row in rows] for table, rows in report.grids.items()}
    for item in old.corrections:
        if item.place.cell is not None:
            table, row, col = item.place.cell
            number = form.table_index[table].row_index[row]
            column = form.table_index[table].column_index(number, col)
            if column is not None:
                grids[table][number][column] = old.grids[table][number][column]
    return replace(report, grids={table: tuple(tuple(row) for row in rows) for table, rows in grids.items()})


def _changed(report: Report, old: Report) -> Iterator[Remark]:
    """Figures of a finished report that the document has otherwise, a remark a row."""
    if old.form is not report.form or report.form is None or old.status is Status.DRAFT:
        return
    for table in report.form.tables:
        summed = old.computed[table.id] | report.computed[table.id]
        for number, row in enumerate(table.rows):
            pairs = list(zip(old.grids[table.id][number], report.grids[table.id][number], strict=True))
            differ = [n for n, (one, other) in enumerate(pairs) if one != other and (number, n) not in summed]
            if differ:
                columns = table.columns(number)
                names = "、".join(columns[place].printed for place in differ)
                figures = [[written(pair[side]) or "~" for pair in pairs] for side in (0, 1)]
                shown = ["、".join(texts[place] for place in differ) for texts in figures]
                args = (("columns", names), ("before", shown[0]), ("after", shown[1]))
                yield Remark(Doubt.GUESSED, "figures-changed", table=table.id, row=row.id, args=args)


def _notes(report: Report, old: Report, kept: str | None) -> str:
    """The notes that are there, as written, and those of the document that are not among them."""
    known = {(note.at, note.text) for note in old.notes}
    new = [note for note in report.notes if (note.at, note.text) not in known]
    if kept is None:
        return _items("\nnotes:\n", new) if new else ""
    if not new:
        return f"\n{kept}\n"
    if kept.split("\n", 1)[0].split("#")[0].strip() == "notes:":
        return _items(f"\n{kept}\n", new)
    return _items("\nnotes:\n", [*old.notes, *new])


def _items(start: str, notes: Iterable[Note]) -> str:
    return start + "".join(f"  - at: {scalar(note.at)}\n    text: {scalar(note.text)}\n" for note in notes)
