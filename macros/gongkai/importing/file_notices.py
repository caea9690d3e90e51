"""What the reader of a file has to say of it, as remarks on the report or on cells of its form."""

from collections.abc import Iterator

from gongkai.readers.document import Document
from gongkai.readers.matching import MatchResult
from gongkai.readers.remarks import Doubt, Remark

_DOUBTS = {"part-not-read": Doubt.MISSING}
"""All others are of what was read."""
_NO_CELL: tuple[None, None, None] = (None, None, None)


def remarks_on_file(document: Document, matched: MatchResult) -> Iterator[Remark]:
    """The notices of a reader as remarks.

    Args:
        document: The document.
        matched: Its tables.
    """
    if not document.notices:
        return
    cells: dict[tuple[int | None, str], tuple[str, str, str] | tuple[None, None, None]] = {
        (origin.table_number, origin.cell): cell for cell, origin in matched.origins.items() if origin.cell
    }
    for notice in document.notices:
        origin = notice.origin
        place = (origin.table_number, origin.cell or "")
        table, row, col = cells.get(place, _NO_CELL)
        doubt = _DOUBTS.get(notice.code, Doubt.GUESSED)
        code = "tracked-text" if notice.code == "tracked-figure" and table is None else notice.code
        yield Remark(doubt, code, origin, notice.text, table, row, col, args=notice.args)
