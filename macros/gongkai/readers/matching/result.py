"""What the matcher gives: the figures that a document states, by the form's ids, and all that is to be said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.figures import Figure
from gongkai.forms import Form
from gongkai.readers.document import Origin
from gongkai.readers.findings import Remark

CellId = tuple[str, str, str]
"""Ids of table, row and column; of the review table the column is ``block.verdict``."""


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The statutory tables of a document.

    Attributes:
        form: The form that its tables follow; None where it has none (before 2019, or no table at all).
        figures: Every cell that was found, totals included, as the document states it; a blank cell is ``BLANK``; a
            cell that was not found, or whose reading is ambiguous, is absent.
        origins: Where each of them stood.
        heads: The document's own headers where they differ from the form's, by place (``table.row.column`` by short
            names, as in a report's ``heads``).
        notes: Footnotes and remarks that belong to a place of the tables: place and text.
        remarks: What to look at, in the order of the document.
        taken: Numbers (``Origin.block``) of the blocks that were tables or stray parts of them: no narrative.
        sections: By the form's section number the ``Origin.block`` of the heading under which its table was found.
        parts: By ``Origin.block`` of a paragraph that is table only in part (everything glued together): start and end
            of what was table in its text. Such a block is not in ``taken``.
    """

    form: Form | None
    figures: Mapping[CellId, Figure] = field(default_factory=dict)
    origins: Mapping[CellId, Origin] = field(default_factory=dict)
    heads: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    taken: frozenset[int] = frozenset()
    sections: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
