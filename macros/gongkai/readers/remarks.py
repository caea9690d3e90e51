"""What a reader or the matcher has to say of a document: taken with doubt, not recognised, or a choice it made.

Room 0's findings speak of data that were written for us; these speak of a source that was not.
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
    """The form's row, table or section was not found."""
    UNKNOWN = "unknown"
    """A row, column or text that is not of the form; kept as text."""
    NOTED = "noted"
    """Said for the record: a head, unit or note of the document's own, a label read through a misprint."""


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
