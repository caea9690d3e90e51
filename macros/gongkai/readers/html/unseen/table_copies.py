"""Tables of the form that a page has twice, as for a desk and for a telephone: one of them is read.

Where they differ in some figures, and a style sheet does not show one of them, those of both are said.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from gongkai.findings import say
from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import row_names_in
from gongkai.readers.document.spans import SourceCell, SourceRow
from gongkai.readers.document.titles import read_title
from gongkai.readers.html.cell_parts import is_figure

_FEWEST, _SHARE = 2, 0.2
"""Figures, and which share of those that are not 0, in which two copies may differ; else they are two tables."""
_LONGEST_TITLE = 90
_NOTHING = frozenset({"", "0"})


def without_copies(drafts: Sequence[DraftBlock], unseen: Collection[object]) -> tuple[list[DraftBlock], int]:
    """The blocks of a page without second copies of tables of the form.

    Args:
        drafts: All of it.
        unseen: The tables that a style sheet does not show: of two copies the other one is kept.

    Returns:
        The blocks that are left, and how many tables are not. Figures that differ are named in the table that is kept.
    """
    tables = [draft for draft in drafts if draft.rows is not None and row_names_in(draft.words())]
    in_order = sorted(tables, key=lambda draft: draft.element in unseen)
    owners = _owners(drafts) if len(tables) > 1 else {}
    first_copies: list[DraftBlock] = []
    for table in in_order:
        others = (other for other in first_copies if owners.get(id(other)) == owners.get(id(table)))
        if not any(_is_taken_for(other, table, seen=table.element not in unseen) for other in others):
            first_copies.append(table)
    copy_ids = {id(table) for table in tables} - {id(table) for table in first_copies}
    return [draft for draft in drafts if id(draft) not in copy_ids], len(copy_ids)


def _owners(drafts: Sequence[DraftBlock]) -> dict[int, str]:
    """The agencies whose reports the tables of a page are in, by the titles above them: equal ones are no copies."""
    owners: dict[int, str] = {}
    name = ""
    for draft in drafts:
        title = read_title(draft.text) if draft.rows is None and len(draft.text) <= _LONGEST_TITLE else None
        name = title.name if title is not None else name
        owners[id(draft)] = name
    return owners


def is_copy(table: DraftBlock, others: Sequence[DraftBlock]) -> bool:
    """Whether a table has the same cells as one of some others.

    Args:
        table: The table.
        others: Blocks of a page.
    """
    return any(other.rows is not None and _texts(other.rows) == _texts(table.rows or ()) for other in others)


def _texts(rows: Sequence[SourceRow]) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for row in rows]


def _is_taken_for(table: DraftBlock, other: DraftBlock, *, seen: bool) -> bool:
    """Whether a table stands for another one as well; figures of one that is not seen are put beside its own."""
    mine, theirs = _texts(table.rows or ()), _texts(other.rows or ())
    if mine == theirs:
        return True
    if seen or [len(row) for row in mine] != [len(row) for row in theirs]:
        return False
    pairs = [
        pair for row, theirs_of_row in zip(mine, theirs, strict=True) for pair in zip(row, theirs_of_row, strict=True)
    ]
    differing = [(one[0], two[0]) for one, two in pairs if one != two]
    if not all(is_figure(one) and is_figure(two) for one, two in differing):
        return False
    figures = sum(is_figure(one) for (one, *_), _ in pairs if one not in _NOTHING)
    if len(differing) > max(_FEWEST, _SHARE * figures):
        return False
    table.rows = tuple(
        replace(row, cells=tuple(_with_other(cell, own[0]) for cell, own in zip(row.cells, others, strict=True)))
        for row, others in zip(table.rows or (), theirs, strict=True)
    )
    return True


def _with_other(cell: SourceCell, other: str) -> SourceCell:
    """A cell with words on what the copy that is not shown has in its place."""
    return cell if cell.text == other else cell._replace(text=f"[{say('readers.hidden')}{other}]{cell.text}")
