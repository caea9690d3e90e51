"""The filing board as lines of text, its columns flush."""

from collections.abc import Iterator

from gongkai.findings import say
from gongkai.pages.board import FilingBoard
from gongkai.renders.board.columns import TEXTS, BoardValue, cells, heads
from gongkai.reports.scalars import width


def board_text(board: FilingBoard) -> Iterator[str]:
    """The lines: a title, the heads, a line an agency, how many are in each state."""
    yield say("board.title", {"year": board.year, "today": board.today.isoformat()})
    rows = [heads(), *([_shown(cell, place) for place, cell in enumerate(cells(row))] for row in board.rows)]
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(_flush(text, widths[place], place) for place, text in enumerate(row)).rstrip()
    yield tally_text(board)


def tally_text(board: FilingBoard) -> str:
    """How many agencies are in each state, and how many in each state of review, in two sentences."""
    parts, reviews = (
        "，".join(say("board.count", {"state": state.word, "count": count}) for state, count in counts if count)
        for counts in (board.tally.items(), board.review_tally.items())
    )
    return say("board.tally", {"count": len(board.rows), "parts": parts, "reviews": reviews})


def _shown(cell: BoardValue, place: int) -> str:
    if cell is None:
        return "-" if place >= TEXTS - 2 else ""
    signed = isinstance(cell, int) and cell > 0 and place == len(heads()) - 1
    return f"+{cell}" if signed else str(cell)


def _flush(text: str, wide: int, place: int) -> str:
    """Texts to the left, numbers to the right."""
    gap = " " * (wide - width(text))
    return text + gap if place < TEXTS else gap + text
