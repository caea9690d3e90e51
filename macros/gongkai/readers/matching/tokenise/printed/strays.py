"""Doubts rows of a printed table beside figures that cannot be read and were assigned to no row."""

import re
from collections.abc import Sequence

from gongkai.readers.matching.tokenise.printed.pieces import Label, PrintRow

_NEAR = 100
"""Distance below which a line may belong to a row, in hundredths of the height of its characters."""
_DIGIT = re.compile(r"[\d０-９]")


def doubt_beside_strays(rows: Sequence[PrintRow], labels: Sequence[Label], *, zone: int, tops: Sequence[int]) -> None:
    """Doubt the rows beside words with a digit in a column where the row has no figure: it may be the row's.

    Args:
        rows: The rows of figures.
        labels: What is not a figure, including parts of broken figures whose rest is unknown.
        zone: The first column of figures.
        tops: How far down the page each line stands.
    """
    for label in labels:
        if label.match is not None or label.right < zone or not _DIGIT.search(label.text):
            continue
        columns = range(max(label.left, zone), label.right + 1)
        for row in rows:
            above, below = tops[row.first] - tops[label.last], tops[label.first] - tops[row.last]
            row.torn = row.torn or (max(above, below) < _NEAR and not row.figures.keys() >= set(columns))
