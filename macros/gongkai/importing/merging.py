"""A report that is written again: what was made by hand in the file that is there goes over into the new one.

Waivers, corrections, notes and comments stay as they were written; figures and the document's own headers are those of
the document; a date, a title and a status that the document does not give stay.
"""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import Shelf
from gongkai.importing.comments import Comment, blocks, hand_made, with_comments
from gongkai.reports import Note, Report, load_report
from gongkai.reports.scalars import scalar
from gongkai.reports.write import report_text

KEPT = ("notes", "waivers", "corrections")
"""Keys whose text goes over as it stands."""


def merged_text(report: Report, comments: Iterable[Comment], *, former: str | None, shelf: Shelf) -> str:
    """The YAML of a report, with what was made by hand in a former one.

    Args:
        report: As imported, without waivers and corrections.
        comments: What the import has to say in the file.
        former: The text of the file that is there, or None.
        shelf: The forms at hand.

    Raises:
        UsageError: The former file cannot be read, so that nobody knows what was made by hand.
    """
    if former is None:
        return with_comments(report_text(report), report.form, comments)
    old, _ = load_report(former, path=report.path, agency=report.agency, year=report.year, shelf=shelf)
    if old is None:
        raise UsageError(say("import.former-unreadable", {"file": report.path}))
    kept = blocks(former, KEPT)
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
    return with_comments(text, report.form, [*hand_made(former, old.form, kept=KEPT), *comments])


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
