"""The tokens among which the heads of a table are, and what they may name."""

from collections.abc import Iterator, Sequence

from gongkai.forms import Table
from gongkai.readers.matching.tokenise import LabelSort, Token, TokenLine

HEADS: tuple[LabelSort, ...] = ("column", "heads")
OF_TABLE: tuple[LabelSort, ...] = (*HEADS, "title", "corner", "rowhead")


def tokens_of_heads(lines: Sequence[TokenLine]) -> Iterator[tuple[TokenLine, Token]]:
    """The tokens of lines of heads, and those of a row before its figures, each with its line.

    Args:
        lines: The lines.
    """
    for line in lines:
        first = min((token.column for token in line.figures), default=None)
        yield from ((line, token) for token in line.tokens if first is None or token.column < first)


def names_any(token: Token, table: Table, sorts: Sequence[LabelSort]) -> bool:
    """Whether a token is a label of a table of one of some sorts.

    Args:
        token: The token.
        table: The form's table.
        sorts: The sorts.
    """
    return token.match is not None and bool(token.match.of(*sorts, table=table.id))


def is_foreign(token: Token, table: Table) -> bool:
    """Whether a token has words that are no label of a table.

    Args:
        token: The token.
        table: The form's table.
    """
    if token.match is None:
        return token.is_unknown
    return not token.match.partial and all(meaning.table != table.id for meaning in token.match.meanings)
