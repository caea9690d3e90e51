"""A report on its way to become a messy document, with what is known of each of its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from tests.readers.corpus.sheet import Sheet

CellId = tuple[str, str, str]


@dataclass
class Draft:
    """A report and what was done to it.

    Attributes:
        sheet: The report as it will be written; its ``cells`` are what a right import holds.
        dice: Where all chance comes from.
        kind: The kind of document that it will be.
        messes: Names of the messes, in order.
        unreadable: Cells that are in the document in a way that nobody can read (a picture, a formula without its
            result): they have to be said, and hold neither a figure nor a blank.
        absent: Cells that the document does not have: likewise.
        harmed: Rows that lost something, so that not every cell of theirs can be recognized; a row of ``None`` is the
            whole table.
        headless: Tables whose column heads the document does not have: every figure of theirs has to be said.
    """

    sheet: Sheet
    dice: Random
    kind: str = ""
    messes: list[str] = field(default_factory=list)
    unreadable: set[CellId] = field(default_factory=set)
    absent: set[CellId] = field(default_factory=set)
    harmed: set[tuple[str, str | None]] = field(default_factory=set)
    headless: set[str] = field(default_factory=set)

    def is_harmed(self, at: CellId) -> bool:
        """Whether the document cannot tell this cell for certain."""
        table, row, _ = at
        is_legible = at not in self.unreadable and at not in self.absent and table not in self.headless
        return not is_legible or (table, row) in self.harmed or (table, None) in self.harmed

    def drawn(self, share: float) -> bool:
        """Whether something of this probability comes about."""
        return self.dice.random() < share
