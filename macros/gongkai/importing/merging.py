"""The data file of a report that is imported again: what a clerk wrote into the former file is kept.

Waivers, corrections, notes and comments stay as they were written, and so does a figure that a correction names; every
other figure is the document's, and a remark lists those that change. The status stays, unless an import has made it a
draft; date, title and source stay
where the document does not give them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.errors import UsageError
from gongkai.figures import written
from gongkai.findings import say
from gongkai.forms import FormRegistry
from gongkai.importing.yaml_comments.comments import Comment, CommentSpot, comment_of, with_comments
from gongkai.importing.yaml_comments.handwritten import KeptBlock, handwritten_comments, kept_blocks
from gongkai.located.outline import OutlineError
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Note, Report, Status, load_report
from gongkai.reports.scalars import scalar
from gongkai.reports.write import report_text

_BELOW_NOTES = ("waivers", "corrections", "withdrawn", "retold", "sign_off")
KEPT = ("notes", *_BELOW_NOTES)
"""Keys whose lines are kept as written, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class MergedReport:
    """A report's YAML, its status, whether an import had made it a draft, remarks on figures that changed."""

    text: str
    status: Status
    was_held_back: bool = False
    changed: tuple[Remark, ...] = ()


def merged_text(
    report: Report, comments: Iterable[Comment], *, former: str | None, registry: FormRegistry, why: str = ""
) -> MergedReport:
    """The YAML of a report, with what a clerk wrote into the former file.

    Args:
        report: As imported; a draft where something of it is undecided. Explanations and corrections of the document
            are written where there is no former file.
        comments: What the import has to say in the file.
        former: The text of the former file, or None where there is none.
        registry: The forms at hand.
        why: Why it is a draft, if it is one, in words.

    Returns:
        The YAML, the report's status, and remarks on figures that differ from the former ones.

    Raises:
        UsageError: The former file cannot be read, so nobody knows what a clerk wrote into it.
    """
    if former is None:
        with_status = [*comments, *_status_comment(report, why)]
        return MergedReport(with_comments(report_text(report), report.form, with_status), report.status)
    old, _ = load_report(former, path=report.path, agency=report.agency, year=report.year, registry=registry)
    if old is None:
        raise UsageError(say("import.former-unreadable", {"file": report.path}))
    try:
        blocks = kept_blocks(former, KEPT)
        by_hand = handwritten_comments(former, old.form, block_keys=_kept_as_written(report, old, blocks))
    except OutlineError as error:
        raise UsageError(say("import.former-unreadable", {"file": report.path})) from error
    report = _corrected(report, old)
    heads = (*report.heads, *(item for item in old.heads if item[0] not in [place for place, _ in report.heads]))
    new = replace(
        report,
        status=report.status if old.is_held_back else old.status,
        published=report.published or old.published,
        title=report.title or old.title,
        sources=report.sources or old.sources,
        heads=heads if old.form is report.form else report.heads,
        notes=(),
        waivers=(),
        corrections=(),
        sign_off=(),
    )
    text = report_text(new) + _notes(report, old, blocks.get("notes"))
    for name in _BELOW_NOTES:
        text += _apart(text, blocks[name].text) if name in blocks else ""
    status = _status_comment(report, why) if old.status is Status.DRAFT else ()
    merged = with_comments(text, report.form, [*by_hand, *comments, *status])
    return MergedReport(merged, new.status, old.is_held_back, (*_changed(report, old), *_left_out(report, old)))


def _apart(before: str, block: str) -> str:
    """A block with an empty line before it, unless there is one: with ``|+`` another would become part of the text."""
    return f"{block}\n" if before.endswith("\n\n") else f"\n{block}\n"


def with_status(report: Report, goal: Status, *, unpublishable: bool) -> Report:
    """A new report with the status that it is to have, unless something of it is open.

    Args:
        report: As imported; a draft where something is undecided.
        goal: The status that was asked for.
        unpublishable: Whether its text holds what no text may.
    """
    status = goal if report.status is Status.PUBLISHED else report.status
    return replace(report, status=Status.DRAFT if unpublishable else status)


def _status_comment(report: Report, why: str) -> tuple[Comment, ...]:
    """Why a report came in as a draft."""
    return (comment_of(why, ("status",), CommentSpot.BEHIND),) if report.status is Status.DRAFT else ()


def _corrected(report: Report, old: Report) -> Report:
    """The report with the corrected figures of the former file in the cells that its corrections name."""
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
    """Remarks, one a row, on figures of a finished report that differ from those of the document."""
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
                before_after = ["、".join(texts[place] for place in differ) for texts in figures]
                args = (("columns", names), ("before", before_after[0]), ("after", before_after[1]))
                yield Remark(Doubt.GUESSED, "figures-changed", table=table.id, row=row.id, args=args)


def _left_out(report: Report, old: Report) -> Iterator[Remark]:
    """A remark on explanations and corrections of the document that the former file does not have."""
    old_entries = {(item.rule, item.at) for item in old.waivers} | {(item.at, item.date) for item in old.corrections}
    new_entries = [(item.rule, item.at) for item in report.waivers] + [
        (item.at, item.date) for item in report.corrections
    ]
    missing = [at for pair in new_entries if pair not in old_entries for at in pair[:1]]
    if missing:
        yield Remark(Doubt.GUESSED, "notes-left", args=(("count", str(len(missing))),))


def _kept_as_written(report: Report, old: Report, blocks: Mapping[str, KeptBlock]) -> frozenset[str]:
    """The keys whose block stays as it is; notes in brackets do not where further ones join them."""
    notes = blocks.get("notes")
    rewritten = notes is not None and notes.dashes is None and _further_notes(report, old)
    return frozenset(name for name in blocks if name != "notes" or not rewritten)


def _further_notes(report: Report, old: Report) -> list[Note]:
    """The notes of the document that are not in the former file."""
    old_notes = {(note.at, note.text) for note in old.notes}
    return [note for note in report.notes if (note.at, note.text) not in old_notes]


def _notes(report: Report, old: Report, old_block: KeptBlock | None) -> str:
    """The former notes, as written, and after them those of the document that are new."""
    new = _further_notes(report, old)
    if old_block is None:
        return _items("\nnotes:\n", new) if new else ""
    if not new:
        return f"\n{old_block.text}\n"
    if old_block.dashes is not None:
        return _items(f"\n{old_block.text}\n", new, indent=old_block.dashes)
    return _items("\nnotes:\n", [*old.notes, *new])


def _items(start: str, notes: Iterable[Note], *, indent: int = 2) -> str:
    blanks = " " * indent
    return start + "".join(f"{blanks}- at: {scalar(note.at)}\n{blanks}  text: {scalar(note.text)}\n" for note in notes)
