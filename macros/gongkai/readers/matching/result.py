"""What the matcher delivers: the figures that a document states, by the ids of the form, and remarks on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.figures import Figure
from gongkai.forms import CellIds, Form
from gongkai.readers.document import Origin
from gongkai.readers.remarks import Remark


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The statutory tables of a document.

    Attributes:
        form: The form that its tables follow; None where they follow none (before 2019, or no table at all).
        figures: Every cell with a figure, totals included, as the document states it; a blank cell is ``BLANK``; a
            cell that is missing, or whose reading is ambiguous, is absent.
        origins: Where each of them was.
        heads: The document's own column heads where they are not worded as the form's, by place
            (``table.row.column`` by short names, as in a report's ``heads``).
        notes: Footnotes and words after figures, each with the place of the tables that it belongs to.
        remarks: What a person should look at, in the order of the document.
        table_blocks: Numbers (``Origin.block``) of the blocks that belong to the tables and are no narrative.
        sections: By the form's section number the ``Origin.block`` of the heading under which its table is.
        computed: The cells that the document itself adds up; None where it does not say.
    """

    form: Form | None
    figures: Mapping[CellIds, Figure] = field(default_factory=dict)
    origins: Mapping[CellIds, Origin] = field(default_factory=dict)
    heads: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    table_blocks: frozenset[int] = frozenset()
    sections: Mapping[str, int] = field(default_factory=dict)
    computed: frozenset[CellIds] | None = None
