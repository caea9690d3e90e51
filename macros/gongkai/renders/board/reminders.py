"""Reminders (催报): a text for every agency whose report has not come in, has errors, or was sent back."""

from collections.abc import Callable, Iterator

from gongkai.findings import Finding, Level, message, say
from gongkai.pages.board import BoardRow, FilingBoard, FilingState

_WAITED_FOR = (FilingState.MISSING, FilingState.OVERDUE, FilingState.FAULTY)


def reminders(board: FilingBoard, findings_of: Callable[[str], tuple[Finding, ...]]) -> Iterator[str]:
    """A text for each agency that is waited for, in the order of the board, with an empty line between them.

    Args:
        board: The board of a year.
        findings_of: What was found of the agency's report, by slug.
    """
    waited_for = [row for row in board.rows if row.state in _WAITED_FOR or row.was_returned]
    if not waited_for:
        yield say("board.none-waited-for", {"year": board.year})
    for number, row in enumerate(waited_for):
        if number:
            yield ""
        yield from _reminder(board, row, findings_of(row.agency.slug))


def _reminder(board: FilingBoard, row: BoardRow, findings: tuple[Finding, ...]) -> Iterator[str]:
    yield say("board.reminders.to", {"name": row.agency.name})
    errors = [item for item in findings if item.level is Level.ERROR]
    key = row.state.value if row.due or row.state is FilingState.FAULTY else "undated"
    due = row.due.isoformat() if row.due else ""
    args = {"year": board.year, "due": due, "days": row.days_late, "count": len(errors)}
    if row.was_returned and row.review.last is not None:
        yield say("board.reminders.returned", {**args, "date": row.review.last.date, "reason": row.review.last.reason})
    if row.state in _WAITED_FOR:
        yield say(f"board.reminders.{key}", args)
    if row.state is FilingState.FAULTY:
        for number, item in enumerate(errors, start=1):
            yield say("board.reminders.fault", {"number": number, "text": message(item)})
