"""The cells of a line set into the columns of a row, with what is known of the table that they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.forms import Table
from gongkai.readers.matching.assign import RowCandidate, RowPlaces, has_figure_for_each
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.solve.column_fit import add_up
from gongkai.readers.matching.solve.model import ColumnFit
from gongkai.readers.matching.solve.sums.row_sums import RowSum
from gongkai.readers.matching.tokenise import Token, TokenLine


@dataclass
class CellsInRow:
    """The cells of a line, set into the columns of a row.

    Attributes:
        candidate: The line.
        row: Position of the row.
        fit: Its figures as they were set.
        heads: Columns of the row by column of the document's table, where the heads name each once; else empty.
        table: The form's table.
        sums: The sums that hold within the row.
        places: Where the figures of all rows of the table stand against the heads and the labels.
        with_others: Numbers of the document's tables with a column that the form does not have; 0 stands for text.
    """

    candidate: RowCandidate
    row: int
    fit: ColumnFit
    heads: Mapping[int, int]
    table: Table
    sums: Sequence[RowSum]
    places: RowPlaces
    with_others: frozenset[int]

    @property
    def line(self) -> TokenLine:
        """The line of the document."""
        return self.candidate.line

    @cached_property
    def width(self) -> int:
        """How many columns the row has."""
        return len(self.table.columns(self.row))

    @cached_property
    def is_complete(self) -> bool:
        """Whether the cells that hold anything are one for each column, side by side."""
        return has_figure_for_each(self.candidate.cells, self.width)

    @cached_property
    def adds_up(self) -> bool:
        """Whether the sums of the row hold, so that they confirm its columns."""
        return add_up(self.fit, self.sums)

    @property
    def fits_sums(self) -> bool:
        """Whether all stated sums of the row hold; True if none is stated."""
        return all(rule.holds(self.fit.figures) for rule in self.sums if rule.is_stated(self.fit.figures))

    @cached_property
    def head_places(self) -> Mapping[int, int]:
        """Columns of the row by column of the document's table, as far as any head names them."""
        return self.candidate.heads.get(self.table.rows[self.row].block, {})

    @property
    def is_set_off(self) -> bool:
        """Whether the row is displaced by some columns against its heads."""
        return bool(self.places.set_off.get(id(self.candidate)))

    @property
    def is_as_wide(self) -> bool:
        """Whether the line has just as many cells, blank ones included, as the row has columns."""
        return len(self.candidate.cells) == self.width

    @property
    def is_proven_by_place(self) -> bool:
        """Whether its cells stand where those of other rows of the table stand, which are proven by their sums."""
        return self.line.table in self.places.proven and self.is_as_wide and not self.line.loose

    @property
    def ends_with_heads(self) -> bool:
        """Whether the last head of the row's columns stands over the last column of the document's table."""
        last, set_off = self.line.tokens[-1], self.places.set_off.get(id(self.candidate), 0)
        return max(self.head_places, default=-1) + set_off == last.column + last.width - 1

    @property
    def is_padded(self) -> bool:
        """Whether its line has fewer cells than others of its table, and was filled up with blank ones."""
        return any(token.padded for token in self.line.tokens)


def written_cells(candidate: RowCandidate) -> tuple[Token, ...]:
    """The cells of a line that hold anything."""
    return tuple(cell for cell in candidate.cells if collapse_spaces(cell.text))


def may_be_moved(cells: CellsInRow) -> bool:
    """A cell too many moves those behind it, and no sum shows whether it has where a figure cannot be read."""
    return cells.line.is_grid and cells.line.long and bool(cells.sums) and None in cells.fit.figures


def has_cell_between_labels(line: TokenLine) -> bool:
    """Whether a cell stands between two labels of rows in a line: they are no label that spans two columns.

    Args:
        line: The line.
    """
    tokens = [token for token in line.tokens if not token.covered]
    labels = [place for place, token in enumerate(tokens) if token.match is not None and token.match.of("row")]
    return bool(labels) and any(tokens[place].match is None for place in range(labels[0], labels[-1]))
