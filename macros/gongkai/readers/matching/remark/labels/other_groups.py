"""Asks about titles of groups of rows that stand above the rows of other groups: （四）无法提供 over 1.属于国家秘密.

Rows are read by their own labels. Where the titles of two groups are exchanged, nobody can say which of them is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.forms import Row
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import Token
from gongkai.readers.remarks import Doubt


@dataclass(frozen=True, slots=True)
class _GroupTitle:
    """The title of a group of rows, the group, and by row below it the group of that row."""

    title: Token
    group: str
    below: list[str] = field(default_factory=list)


def remark_other_groups(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about titles of groups below which only rows of other groups stand, whose own titles stand elsewhere.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    for table in solved.labelled:
        group_titles = list(_titles(table, solved.assignment))
        groups = {one.group for one in group_titles}
        labels = {group.id: group.label for row in table.table.rows for group in row.groups}
        with_own = {one.group for one in group_titles if one.group in one.below}
        names: set[str] = set()
        for one in group_titles:
            others = [group for group in one.below if group in groups]
            if one.group in one.below or not others or one.group in names or with_own & {one.group, others[0]}:
                continue
            names.add(one.group)
            text, args = collapse_spaces(one.title.text), (("label", labels[others[0]]),)
            collector.remark(
                Doubt.AMBIGUOUS, "other-group", one.title.origin, text=text, table=table.table.id, args=args
            )


def _titles(table: SolvedLabelledRows, assignment: RowAssignment) -> Iterator[_GroupTitle]:
    """The titles of the innermost groups in the order of the document."""
    rows = {id(item.candidate.line): table.table.rows[item.row] for item in table.rows if not item.by_order}
    inner = {_innermost(row) for row in table.table.rows} - {_outermost(row) for row in table.table.rows}
    current: _GroupTitle | None = None
    for line, near in zip(assignment.document.lines, assignment.near, strict=True):
        if table.table.id not in near:
            continue
        for token in line.tokens:
            meanings = token.match.of("group", table=table.table.id) if token.match and not token.match.partial else ()
            groups = {item.name for item in meanings} & inner
            if len(groups) != 1 or (token.match and token.match.of("row")):
                continue
            group = groups.pop()
            if current is None or current.group != group:
                if current is not None:
                    yield current
                current = _GroupTitle(token, group)
        row = rows.get(id(line))
        if row is not None and current is not None and _innermost(row) in inner:
            current.below.append(_innermost(row))
    if current is not None:
        yield current


def _innermost(row: Row) -> str:
    return row.groups[-1].id if row.groups else ""


def _outermost(row: Row) -> str:
    return row.groups[0].id if row.groups else ""
