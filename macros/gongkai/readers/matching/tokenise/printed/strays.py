"""Figures of a table of lines of print that cannot be read and belong to no row: of which row they may be."""

import re
from collections.abc import Sequence

from gongkai.readers.matching.tokenise.printed.pieces import Label, PrintRow

_NEAR = 100
"""Distance below which a line may be of a row, in hundredths of the height of its characters."""
_DIGIT = re.compile(r"[\d０-９]")


def doubt_beside_strays(rows: Sequence[PrintRow], labels: Sequence[Label], *, zone: int, tops: Sequence[int]) -> None:
    """Doubt the rows beside words with a digit in a column in which they have no figure: it may be theirs.

    Args:
        rows: The rows of figures.
        labels: What is no figure, with the part of one that breaks where nothing says how it goes on.
        zone: The first column of figures.
        tops: How far down each line stands.
    """
    for label in labels:
        if label.match is not None or label.right < zone or not _DIGIT.search(label.text):
            continue
        columns = range(max(label.left, zone), label.right + 1)
        for row in rows:
            above, below = tops[row.first] - tops[label.last], tops[label.first] - tops[row.last]
            row.torn = row.torn or (max(above, below) < _NEAR and not row.figures.keys() >= set(columns))
