"""The columns of the filing board: their heads, and the cells of a row."""

from gongkai.findings import say
from gongkai.pages.board import BoardRow

BoardValue = str | int | None
COLUMNS = (
    *("agency", "state", "review", "due", "filed", "late", "errors", "warnings", "explained"),
    *("received", "concluded", "carried", "change"),
)
"""The columns in order, by the keys of their heads."""
TEXTS = 5
"""So many of them, the first ones, hold texts."""


def heads() -> list[str]:
    """The heads of the columns."""
    return [say(f"board.heads.{name}") for name in COLUMNS]


def cells(row: BoardRow) -> list[BoardValue]:
    """What is in a row; None where there is nothing."""
    totals = row.totals or (None, None, None)
    filed = row.filed is not None or row.errors or row.warnings or row.totals is not None
    counts = (row.errors, row.warnings, row.explained) if filed else (None, None, None)
    return [
        row.agency.short,
        row.state.word,
        row.review.state.word,
        row.due.isoformat() if row.due else None,
        row.filed.isoformat() if row.filed else None,
        row.days_late or None,
        *counts,
        *totals,
        row.change,
    ]
