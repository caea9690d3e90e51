"""The heads above a grid's figures: which place of the grid is which column, and where they differ from the form's."""

from dataclasses import dataclass, field

from gongkai.forms import Table
from gongkai.readers.findings import Doubt
from gongkai.readers.matching.figure_text import squeeze
from gongkai.readers.matching.label_text import bare, fold
from gongkai.readers.matching.remark.book import Book
from gongkai.readers.matching.tokenise.lexicon import Entry, Hit
from gongkai.readers.matching.tokenise.lines import Line


@dataclass(slots=True)
class Heads:
    """The heads of the grid at hand, for one table."""

    grid: int = -1
    _maps: dict[int, dict[int, int]] = field(default_factory=dict)

    def turn(self, grid: int) -> None:
        """Forget the heads of another grid."""
        if grid != self.grid:
            self.grid = grid
            self._maps = {}

    def now(self) -> dict[int, dict[int, int]]:
        """By block: column by place in the grid."""
        return {block: dict(places) for block, places in self._maps.items()} if self.grid else {}

    def read(self, line: Line, table: Table, book: Book) -> None:
        """Read a line of heads."""
        fresh: dict[int, dict[int, int]] = {}
        found: dict[int, set[int]] = {}
        told: list[tuple[Hit, tuple[Entry, ...]]] = []
        for piece in line.pieces:
            entries = piece.hit.of("column", table=table.id) if piece.hit is not None else ()
            for entry in entries:
                fresh.setdefault(entry.block, {})[piece.column] = entry.column
                found.setdefault(entry.block, set()).add(entry.column)
            if piece.hit is not None and entries and not piece.covered:
                told.append((piece.hit, entries))
        most = max((len(columns) for columns in found.values()), default=0)
        blocks = [block for block, columns in found.items() if len(columns) == most]
        for block in blocks:
            if len(table.blocks) == 1:
                self._maps.setdefault(block, {}).update(fresh[block])
            else:
                self._maps[block] = fresh[block]
        for hit, entries in told:
            self._tell(hit, [entry for entry in entries if entry.block in blocks], line, table, book)

    def _tell(self, hit: Hit, entries: list[Entry], line: Line, table: Table, book: Book) -> None:
        if not entries or table.by_blocks:
            return
        entry = entries[0]
        column = table.blocks[entry.block].columns[entry.column]
        if hit.edits:
            book.say(Doubt.NOTED, "misprint", line.origin, text=hit.text, table=table.id, col=column.id)
            return
        names = {bare(fold(name)) for name in (column.name.label, column.name.short, *column.name.also)}
        if bare(fold(hit.text)) not in names and len({(item.block, item.column) for item in entries}) == 1:
            row = next(place for place, item in enumerate(table.rows) if item.block == entry.block)
            book.heads.setdefault(book.place(table, row, column.id), squeeze(hit.text.replace("\n", "")))
