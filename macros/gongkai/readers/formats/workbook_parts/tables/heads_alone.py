"""Tables of a sheet that end in their heads: the row of figures below them is blank, and no cell of it is stored."""

from collections.abc import Iterator, Sequence

from gongkai.readers.document.spans import SourceCell, SourceRow

_FEWEST = 8
"""Texts of a row of heads, each of which the groups of the table repeat."""


def row_below_heads(texts: Sequence[str]) -> Iterator[SourceRow]:
    """The blank row below the last row of a table, if this is one of heads that repeat: 结果维持, …, 结果维持, ….

    Args:
        texts: Those of the last row, by column.
    """
    heads = [text for text in texts if text]
    are_repeated = len(heads) >= _FEWEST and all(heads.count(text) > 1 for text in heads)
    if are_repeated and not any(sign.isdigit() for text in heads for sign in text):
        yield SourceRow(tuple(SourceCell("") for _ in texts))
