"""Review notes (审核意见): a Word file for every agency whose report has errors or warnings, or was sent back."""

from collections.abc import Callable, Iterator
from functools import partial

from gongkai.findings import Finding, Level, message, say
from gongkai.pages.board import BoardRow, FilingBoard
from gongkai.pages.official import (
    OfficialBlock,
    OfficialDocument,
    OfficialHeading,
    OfficialItem,
    OfficialParagraph,
    OfficialSection,
)
from gongkai.pages.official.model import TextRun
from gongkai.renders.word.document import word_document

_PARTS = (("errors", Level.ERROR), ("warnings", Level.WARNING))
"""What an agency has to correct, and what it has to look into; notices are for the office itself."""


def review_notes(
    board: FilingBoard, findings_of: Callable[[str], tuple[Finding, ...]]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The slug of each agency that gets a note, in the order of the board, and what makes the Word file.

    Args:
        board: The board of a year.
        findings_of: What was found of the agency's report, by slug.
    """
    for row in board.rows:
        if row.errors or row.warnings or row.was_returned:
            yield row.agency.slug, partial(_note, board, row, findings_of(row.agency.slug))


def _note(board: FilingBoard, row: BoardRow, findings: tuple[Finding, ...]) -> bytes:
    blocks = tuple(_blocks(board, row, findings))
    title = say("board.notes.title", {"year": board.year})
    return word_document(OfficialDocument(title, (), (OfficialSection(landscape=False, blocks=blocks),), None))


def _blocks(board: FilingBoard, row: BoardRow, findings: tuple[Finding, ...]) -> Iterator[OfficialBlock]:
    yield OfficialParagraph(_runs(say("board.notes.to", {"name": row.agency.name})))
    args = {"year": board.year, "errors": row.errors, "warnings": row.warnings}
    if row.was_returned and row.review.last is not None:
        yield OfficialParagraph(_runs(say("board.notes.returned", {**args, "reason": row.review.last.reason})))
    if row.errors or row.warnings:
        yield OfficialParagraph(_runs(say(f"board.notes.{'return' if row.errors else 'ask'}", args)))
    for key, level in _PARTS:
        of_level = [item for item in findings if item.level is level]
        if of_level:
            yield OfficialHeading(2, _runs(say(f"board.notes.{key}", {"count": len(of_level)})))
        for number, item in enumerate(of_level, start=1):
            yield OfficialItem(_runs(message(item)), 0, number)
    yield OfficialParagraph(_runs(say("board.notes.day", {"today": board.today.isoformat()})))


def _runs(text: str) -> tuple[TextRun, ...]:
    return (TextRun(text),)
