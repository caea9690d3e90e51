"""The tables and texts of a page that have begun and not yet ended, at one moment of the walk over its elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.document.text_styles import PLAIN, StyledPiece, TextStyle


@dataclass(slots=True)
class OpenTable:
    """A table whose end has not been reached."""

    line: int | None
    element: Any
    rows: list[tuple[str, SourceRow]] = field(default_factory=list)
    cells: list[SourceCell] | None = None
    group: int = 0
    kind: str = ""
    after: list[DraftBlock] = field(default_factory=list)

    def end_row(self) -> None:
        """Add the open row to the others."""
        if self.cells:
            self.rows.append((self.kind, SourceRow(tuple(self.cells), self.group)))
        self.cells = None

    def ordered(self) -> tuple[SourceRow, ...]:
        """Its rows in the order in which browsers show them: the foot last."""
        feet = [row for kind, row in self.rows if kind == "tfoot"]
        return (*(row for kind, row in self.rows if kind != "tfoot"), *feet)

    def draft(self, part: SourceCell | tuple[SourceRow, ...]) -> DraftBlock:
        """The block of a part of it: of a text that stands alone in a row, or of the rows of a table."""
        if isinstance(part, SourceCell):
            return DraftBlock(part.text, line=part.line, element=self.element)
        cells = [cell for row in part for cell in row.cells]
        line = cells[0].line if cells and part[0] is not self.rows[0][1] else self.line
        return DraftBlock(rows=part, line=line, element=self.element)


@dataclass(slots=True)
class OpenText:
    """Text of a paragraph or cell whose end has not been reached."""

    parts: list[str] = field(default_factory=list)
    styles: dict[int, TextStyle] = field(default_factory=dict)
    """The style of each part, by its number."""
    linked: int = 0
    line: int | None = None
    element: Any = None
    picture: str = ""
    """Names of pictures in a cell."""

    def pieces(self) -> Iterator[StyledPiece]:
        """Its parts with their styles."""
        return ((part, self.styles.get(number, PLAIN)) for number, part in enumerate(self.parts))


def whole(text: str | None, default: int) -> int:
    """The number that an attribute states.

    Args:
        text: Its value, if it is there.
        default: What holds without a number.
    """
    match = re.match(r"\s*(\d{1,9})", text) if text else None
    return int(match[1]) if match else default
