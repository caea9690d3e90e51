"""Which table of the form lines speak of, and whether they are of the form at all."""

from collections.abc import Iterable, Sequence

from gongkai.readers.matching.tokenise import LabelMatch, TokenLine

_ENOUGH_ROWS = 3
"""Labels of rows that make a table statutory although it is in a section of text."""
_ENOUGH_HEADS = 4
"""Column heads that make a table statutory before any section; twice as many in a section of text."""
_WHOLE_LABEL = 3
"""Weight of a label against that of a mere part of one."""


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
        tables = {meaning.table for meaning in match.meanings if meaning.sort != "section" and meaning.table}
        if len(tables) == 1:
            table = tables.pop()
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
