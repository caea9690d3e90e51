"""Rows with a label and no figures, where the sums of the other rows say that figures are missing.

A text shows no cells, so that a row without figures is a blank one. If the sums over the rows do not hold without it,
its figures may have been lost on the way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai.figures import Figure
from gongkai.forms import CellIds, Form, Identity
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.remarks import Doubt, Remark

_EMPTY, _LACKING = "empty-row", "row-lacks-figures"


def settle_empty_rows(
    form: Form, year: int | None, figures: Mapping[CellIds, Figure], remarks: Sequence[Remark]
) -> list[Remark]:
    """The remarks, those on empty rows as questions where a sum fails that these figures would make hold.

    Args:
        form: The form.
        year: The reporting year, if known: some sums hold in some years only.
        figures: What was read.
        remarks: All of a document.
    """
    return [
        replace(item, doubt=Doubt.GUESSED, code=_LACKING)
        if item.code == _EMPTY and _lacks_figures(form, year, figures, item)
        else item
        for item in remarks
    ]


def tables_with_figures_below_labels(assignment: RowAssignment) -> set[str]:
    """Ids of the tables of which a line of text has a label, right above a grid with figures that belongs to no table.

    Where a label was copied with its line breaks, its last piece is the first cell of that grid: the row is not blank.

    Args:
        assignment: The document's lines, and which of them belong to a table.
    """
    pairs = pairwise(zip(assignment.document.lines, assignment.in_table, strict=True))
    return {
        meaning.table
        for (above, _), (line, is_known) in pairs
        if line.table and line.figures and not is_known and not above.table and not above.figures
        for match in above.matches
        for meaning in match.of("row")
    }


def _lacks_figures(form: Form, year: int | None, figures: Mapping[CellIds, Figure], remark: Remark) -> bool:
    """Whether the row of a remark would have to have figures other than 0."""
    columns = [column for table, row, column in figures if (table, row) == (remark.table, remark.row)]
    for identity in form.identities:
        if identity.table != remark.table or identity.each != "column" or (year and year not in identity.years):
            continue
        for own, other in _sides(identity):
            if remark.row in own and any(_is_less(remark.table, own, other, column, figures) for column in columns):
                return True
    return False


def _sides(identity: Identity) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The two sides of a sum over rows, either first."""
    one, other = ((identity.total,), identity.parts) if identity.total else (identity.left, identity.right)
    yield one, other
    yield other, one


def _is_less(
    table: str, own: Sequence[str], other: Sequence[str], column: str, figures: Mapping[CellIds, Figure]
) -> bool:
    """Whether the rows of one side come to less in a column than those of the other, and all are known."""
    (less, more) = ([figures.get((table, row, column)) for row in side] for side in (own, other))
    if None in less or None in more:
        return False
    return sum(figure.number for figure in less if figure) < sum(figure.number for figure in more if figure)
