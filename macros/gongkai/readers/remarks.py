"""Remarks of readers and matcher on a document: what was taken with doubt, was not recognised, or had to be chosen.

Findings (room 0) are about files of the site, which clerks write; remarks are about documents that others wrote.
"""

from dataclasses import dataclass, field
from enum import Enum

from gongkai.figures import Figure
from gongkai.readers.document import Origin


class Doubt(Enum):
    """Why something needs a look."""

    GUESSED = "guessed"
    """A figure was taken by inference (position, footnote, misprinted label far off)."""
    AMBIGUOUS = "ambiguous"
    """More than one reading fits; ``candidates`` holds all of them and none was taken unasked."""
    UNREADABLE = "unreadable"
    """The cell is there and holds no figure that can be read."""
    MISSING = "missing"
    """A row, table or section of the form is not in the document."""
    UNKNOWN = "unknown"
    """A row, column or text that is not of the form; kept as text."""
    NOTED = "noted"
    """For the record only: the document's own heading, unit or note; a label recognised despite a misprint."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at.

    Attributes:
        doubt: What kind.
        origin: Where in the source.
        text: The source's own words there, as they stand.
        table: Id of the form's table, if known.
        row: Id of the row.
        col: Id of the column.
        candidates: For AMBIGUOUS: every possible reading, each the figures of ``row`` (or the one cell) in order.
        args: For the wording.
    """

    doubt: Doubt
    code: str
    origin: Origin = field(default_factory=Origin)
    text: str = ""
    table: str | None = None
    row: str | None = None
    col: str | None = None
    candidates: tuple[tuple[Figure, ...], ...] = ()
    args: tuple[tuple[str, str], ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look."""
        return self.doubt is Doubt.NOTED
