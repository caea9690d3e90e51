"""Asks about words where the title of a group of rows, or of a part, is lacking: 简易程序 above 1.属于国家秘密.

Rows are read by their own labels, but what else stands above them may say that their figures are others.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from gongkai.forms import Table
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold, is_chinese, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.head_tokens import is_foreign
from gongkai.readers.matching.solve import SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import LabelSort, Token, TokenLine
from gongkai.readers.remarks import Doubt

_OF_HEADS: tuple[LabelSort, ...] = ("column", "heads", "rowhead", "corner")
_LONGEST = 12
"""The most characters of such words; longer ones are a sentence, or a label that is broken."""


def remark_replaced_groups(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about words right above the first row of a group or part, or before it, where its title is lacking.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    assignment = solved.assignment
    for table in solved.labelled:
        lines = [
            line
            for line, near in zip(assignment.document.lines, assignment.near, strict=True)
            if table.table.id in near and not line.page_number
        ]
        quoted = {collapse_spaces(remark.text) for remark in collector.remarks if remark.table == table.table.id}
        for token, label in _replaced(table, lines):
            text = collapse_spaces(token.text)
            if text not in quoted:
                args = (("label", label),)
                collector.remark(
                    Doubt.AMBIGUOUS, "other-group", token.origin, text=text, table=table.table.id, args=args
                )


def _replaced(table: SolvedLabelledRows, lines: Sequence[TokenLine]) -> Iterator[tuple[Token, str]]:
    """The words in place of the title of a group, each with that title, in tables that have titles of other groups."""
    rows = {id(item.candidate.line): item.row for item in table.rows if not item.by_order}
    titles = {
        (item.sort, item.name if item.sort == "group" else str(item.block))
        for line in lines
        for match in line.matches
        for item in match.of("group", "title", table=table.table.id)
    }
    above: list[Token] = []
    for line in lines:
        row = rows.get(id(line))
        words = [token for token in line.tokens if not (token.covered or token.is_blank)]
        if row is None:
            is_heads = bool(words) and all(token.match and token.match.of(*_OF_HEADS) for token in words)
            above = (
                above
                if is_heads
                else words
                if len(words) == 1 and _may_be_title(words[0], table.table, in_cell=line.is_grid)
                else []
            )
            continue
        label = next((place for place, token in enumerate(words) if token.match and not token.match.partial), 0)
        before = [token for token in words[:label] if _may_be_title(token, table.table, in_cell=line.is_grid)]
        lacking = [title for sort, name, title in _begin_at(table.table, row) if _is_lacking(sort, name, titles)]
        yield from zip(before or above, lacking, strict=False)
        above = []


def _is_lacking(sort: str, name: str, titles: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a title is not there, though others of its kind are."""
    return (sort, name) not in titles and any(other == sort for other, _ in titles)


def _begin_at(table: Table, row: int) -> Iterator[tuple[str, str, str]]:
    """The groups and the part of a table whose first row is this one, the innermost one first.

    Each with what sort of title it has, its name, and the title. What is above the first part may be anything.
    """
    own, before = table.rows[row], table.rows[:row]
    for group in reversed(own.groups):
        if all(group not in other.groups for other in before):
            yield "group", group.id, group.label
    title = table.blocks[own.block].title
    if title and before and all(other.block != own.block for other in before):
        yield "title", str(own.block), title


def _may_be_title(token: Token, table: Table, *, in_cell: bool) -> bool:
    text = comparable(split_numbering(fold(token.text))[1])
    is_short = 1 < len(text) <= _LONGEST and all(is_chinese(sign) for sign in text)
    is_part = any(text in comparable(row.name.label) for row in table.rows)
    if is_part:  # which in text is where a label is broken over lines
        return is_short and in_cell and not token.covered and token.match is not None and token.match.partial
    return is_short and not token.covered and is_foreign(token, table)
