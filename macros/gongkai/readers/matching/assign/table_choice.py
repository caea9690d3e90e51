"""Which table of the form lines speak of, and whether they are of the form at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.readers.matching.tokenise import LabelMatch, TokenLine

_ENOUGH_ROWS = 3
"""Labels of rows that make a table statutory although it is in a section of text."""
_ENOUGH_HEADS = 4
"""Column heads that make a table statutory before any section; twice as many in a section of text."""
_WHOLE_LABEL = 3
"""Weight of a label against that of a mere part of one."""


@dataclass(frozen=True, slots=True)
class LineLabels:
    """The labels of a line that concern one table.

    Attributes:
        rows: Labels of rows, each with its position among the tokens.
        parts: Parts of labels of rows.
        groups: Labels of groups of rows.
        columns: How many labels are column heads.
        titles: Whether one is the title of the table.
        are_heads: Whether a line without figures that has these is a line of column heads.
    """

    rows: Sequence[tuple[int, LabelMatch]]
    parts: Sequence[LabelMatch]
    groups: Sequence[LabelMatch]
    columns: int
    titles: bool
    are_heads: bool

    @classmethod
    def of(cls, line: TokenLine, table: str) -> "LineLabels":
        """Sort the labels of a line.

        Args:
            line: The line.
            table: Id of the table.
        """
        matches = [(place, token.match) for place, token in enumerate(line.tokens) if token.match is not None]
        named_last = max((place for place, match in matches if match.of("row", "group", table=table)), default=-1)
        rows = [
            (place, match)
            for place, match in matches
            if match.of("row", table=table)
            and not match.partial
            and (place == named_last or not match.of("column", table=table))  # 其他 among the heads, a row after them
        ]
        columns = sum(bool(match.of("column", "rowhead", "corner", "heads", table=table)) for _, match in matches)
        corner = any(match.of("rowhead", "corner", table=table) for _, match in matches)
        label_rows = {meaning.row for _, match in rows for meaning in match.of("row", table=table)}
        return cls(
            rows,
            [match for _, match in matches if match.partial and match.of("row", table=table)],
            [match for _, match in matches if match.of("group", table=table) and not match.partial],
            columns,
            any(match.of("title", table=table) for _, match in matches),
            len(label_rows) > 1 or columns > 1 or corner or bool(columns and not label_rows),
        )


def table_named_by(matches: Sequence[LabelMatch], current: str) -> str:
    """The table that most labels of a line speak of.

    Args:
        matches: The labels.
        current: The table that the lines before belonged to; it goes before others that as many labels speak of.

    Returns:
        Its id; empty where no label speaks of one table alone.
    """
    weights: dict[str, int] = {}
    for match in matches:
        table = match.only_table
        if table:
            weights[table] = weights.get(table, 0) + (1 if match.partial else _WHOLE_LABEL)
    if not weights:
        return ""
    most = max(weights.values())
    leading = [table for table, weight in weights.items() if weight == most]
    return current if current in leading else leading[0]


def is_statutory_table(lines: Iterable[TokenLine], section_table: str | None) -> bool:
    """Whether a table of the document may be one of the form's: in a section of text only if its labels are plain.

    Args:
        lines: Its rows.
        section_table: Id of the table of the section that it is in; empty without one; None before any section.
    """
    if section_table:
        return True
    matches = [match for line in lines for match in line.matches]
    rows = {meaning.row for match in matches if not match.partial for meaning in match.of("row")}
    heads = sum(bool(match.of("column", "heads")) for match in matches)
    if section_table is None:
        return bool(rows) or heads >= _ENOUGH_HEADS
    return len(rows) >= _ENOUGH_ROWS or heads >= 2 * _ENOUGH_HEADS


def is_table_text(line: TokenLine, table: str) -> bool:
    """Whether a line of text in a section without a table is a row of one: figures and a label without misprint."""
    plain = any(
        not match.partial and not match.edits and match.of("row", "title", "corner", "column", "heads")
        for match in line.matches
    )
    return bool(line.figures) and plain and any(match.of("row", table=table) for match in line.matches)


def rows_named_by_all(parts: Sequence[LabelMatch], table: str) -> frozenset[int]:
    """The rows that all parts of a label may name; if two parts exclude each other, those of the later part.

    Args:
        parts: The parts of labels on a line.
        table: Id of the table.
    """
    possible: frozenset[int] = frozenset()
    for match in parts:
        rows = frozenset(meaning.row for meaning in match.of("row", table=table))
        possible = (possible & rows) or rows
    return possible
