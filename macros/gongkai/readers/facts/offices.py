"""Which office of several a document is read for, and the labels by which tables are those of a report."""

from collections.abc import Iterable, Sequence

from gongkai.readers.document import SourceBlock, SourceGrid

_SHORTEST = 3
"""Characters of a name from which it may stand for a longer one."""
_MOST_LABELS, _LABELS_IN_ROW = 400, 3
"""Texts of a report's tables that are looked at, and how many of a row: its labels stand first."""


def office_meant(offices: Sequence[str], names: Iterable[str]) -> str | None:
    """The office that the first of the names which means one alone means, with or without its superior's name.

    Args:
        offices: The offices of a document, as it names them.
        names: The names of the office whose report is asked for, the best known first.
    """
    for name in filter(None, ("".join(name.split()) for name in names)):
        same = [office for office in offices if office == name]
        ends = (office for office in offices if office.endswith(name) or name.endswith(office))
        fits = same or [office for office in ends if min(len(office), len(name)) >= _SHORTEST]
        if len(fits) == 1:
            return fits[0]
    return None


def row_labels(blocks: Iterable[SourceBlock]) -> list[str]:
    """The first of the different labels in the tables among blocks.

    Args:
        blocks: Blocks of a document.
    """
    rows = (row for block in blocks if isinstance(block, SourceGrid) for row in block.rows)
    labels = dict.fromkeys(cell.text for row in rows for cell in row[:_LABELS_IN_ROW] if cell.head)
    return list(labels)[:_MOST_LABELS]
