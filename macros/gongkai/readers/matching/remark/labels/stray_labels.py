"""Asks about labels of the form where the form has another one, or none: 商业企业 before the figures of 部分公开.

Each figure has its labels around it: the name of its row, those of its groups, the heads of its part. Whatever else of
the form's words stands among them is out of place, and nobody can say whether the word is wrong or the figures are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from gongkai.forms import Table
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.head_tokens import OF_TABLE
from gongkai.readers.matching.remark.labels.worded_heads import MOST_CELLS
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import LabelMeaning, Token, TokenLine
from gongkai.readers.remarks import Doubt

_SHORTEST = 2
"""The fewest characters of a word that says enough."""
_MOST = 20
"""The most questions about one table: of so many labels out of place, the table is another one."""
_TWICE = "two-tables"
"""The remark on a table beside which another one stands, whose labels are among its own."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The place before the figures of a row, and what the form has there.

    Attributes:
        table: The form's table.
        near: The row, and those between it and the one before it on the form.
        before: The row before it, the end of whose label may stand here, below a page break; else the row itself.
        blocks: The parts of the table that these rows, and the one before them, belong to.
        blank: The rows without figures, whose labels may stand anywhere.
        begins: Whether a part of the table may begin here, so that heads are to be there.
    """

    table: Table
    near: tuple[int, ...]
    before: int
    blocks: frozenset[int]
    blank: frozenset[int]
    begins: bool

    @classmethod
    def between(cls, table: Table, before: int | None, row: int, with_figures: AbstractSet[int]) -> "_Place":
        """The place between the figures of two rows."""
        near = (*range(0 if before is None else before + 1, row), row)
        above = row if before is None else before
        blocks = frozenset(table.rows[number].block for number in (*near, above))
        blank = frozenset(range(len(table.rows))) - with_figures
        return cls(table, near, above, blocks, blank, before is None or len(blocks) > 1 or table.by_blocks)

    def has(self, token: Token, heads: int) -> bool:
        """Whether a label has its place here.

        Args:
            token: The label.
            heads: How many heads of columns are here.
        """
        meanings = token.match.meanings if token.match is not None else ()
        return any(self._means(meaning, heads) for meaning in meanings)

    def has_part_of(self, text: str) -> bool:
        """Whether a text is a piece of a label that has its place here: （六）其他.

        Args:
            text: The text.
        """
        piece = comparable(text)
        rows = [self.table.rows[number] for number in (*self.near, self.before)]
        labels = [name for row in rows for name in (row.name.label, *(group.label for group in row.groups))]
        labels += [head for number in self.near for column in self.table.columns(number) for head in column.heads]
        return any(piece in comparable(label) for label in labels)

    def _means(self, meaning: LabelMeaning, heads: int) -> bool:
        """Whether a label means a row next to it, or a group of one; a head where heads are, or a row without figures.

        A lone head between two rows of one part is none, unless it is the only one that the part has.
        """
        if meaning.sort == "section" and meaning.table in ("", self.table.id):
            return self.begins  # a sheet may be one table, with the titles of the sections in rows of it
        if meaning.table != self.table.id:
            return False
        if meaning.sort == "row":
            return meaning.row in self.near or meaning.row in self.blank
        if meaning.sort == "group":
            return any(meaning.name == group.id for number in self.near for group in self.table.rows[number].groups)
        if meaning.sort == "title" and meaning.block == self.table.rows[self.near[-1]].block:
            return True  # a list may repeat it in each of its rows
        is_only = len(self.table.blocks[meaning.block].columns) == 1
        return meaning.sort in OF_TABLE and meaning.block in self.blocks and (self.begins or is_only or heads > 1)


def remark_stray_labels(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about the labels among the rows of each table, and above them, that have no place there.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    twice = {remark.table for remark in collector.remarks if remark.code == _TWICE}
    for table in solved.tables:
        if table.table.id in twice:
            continue
        quoted = "\n".join(
            collapse_spaces(remark.text)
            for remark in collector.remarks
            if not remark.sure and remark.table in (table.table.id, None)
        )
        stray = {collapse_spaces(token.text): token.origin for token in _stray(table, solved.assignment)}
        for text, origin in islice(((text, origin) for text, origin in stray.items() if text not in quoted), _MOST):
            collector.remark(Doubt.AMBIGUOUS, "stray-label", origin, text=text, table=table.table.id)


def _stray(table: SolvedLabelledRows | SolvedGroupedColumns, assignment: RowAssignment) -> Iterator[Token]:
    """The labels of the form that name neither a row next to them nor its groups, nor heads of its part."""
    rows = _rows_of(table)
    stretches = list(_stretches(rows, assignment))
    near_rows = zip((None, *(row for _, row in stretches)), (*(row for _, row in stretches[1:]), None), strict=False)
    for (stretch, row), (before, behind) in zip(stretches, near_rows, strict=False):
        place = _Place.between(table.table, before, row, frozenset(rows.values()))
        labels = [(token, in_cell) for token, in_cell in stretch if _is_label(token)]
        heads = sum(bool(token.match and token.match.of("column", table=table.table.id)) for token, _ in labels)
        is_among_others = _is_among_others(table.table, before, row, behind)
        for token, in_cell in labels:
            is_whole = in_cell and token.match is not None and not token.match.edits
            may_be_part = not is_whole or split_numbering(fold(token.text))[0]
            has_place = place.has(token, heads) or (may_be_part and place.has_part_of(token.text))
            if not has_place or (is_among_others and _names_row(token, table.table, row)):
                yield token
        yield from _twice([token for token, _ in labels], table.table, place)


def _twice(labels: Sequence[Token], table: Table, place: _Place) -> Iterator[Token]:
    """The one head that stands here oftener than the form has it, where all others stand as often at most.

    The same head in cells that follow each other is one that covers them.
    """
    names: dict[str, list[Token]] = {}
    for previous, token in pairwise((None, *labels)):
        if previous and token and comparable(previous.text) == comparable(token.text):
            continue
        meanings = token.match.of(*OF_TABLE, table=table.id) if token and token.match else ()
        if token and token.match and meanings and not token.match.edits:
            names.setdefault(meanings[0].key, []).append(token)
    blocks = [table.blocks[number] for number in sorted(place.blocks)]
    printed = Counter(
        comparable(head)
        for block in blocks
        for head in (
            *(column.name.label for column in block.columns),
            *{head for column in block.columns for head in column.heads[:-1]},
            *filter(None, (block.title, block.row_head, block.corner, block.columns_head)),
        )
    )
    printed.update(comparable(table.rows[number].name.label) for number in place.near)
    more = [tokens[-1] for name, tokens in names.items() if len(tokens) > max(printed[name], 1)]
    if len(more) == 1 and len(names) > 1 and place.begins:
        yield more[0]


def _is_among_others(table: Table, before: int | None, row: int, behind: int | None) -> bool:
    """Whether a row stands between two rows of a group that it is not in."""
    if before is None or behind is None:
        return False
    own, one, other = ({group.id for group in table.rows[number].groups} for number in (row, before, behind))
    return bool((one & other) - own)


def _names_row(token: Token, table: Table, row: int) -> bool:
    """Whether a label is that of a row."""
    meanings = token.match.of("row", table=table.id) if token.match is not None else ()
    return any(meaning.row == row for meaning in meanings)


def _rows_of(table: SolvedLabelledRows | SolvedGroupedColumns) -> dict[int, int]:
    """The lines of the rows with figures, by their identity, each with its row."""
    if isinstance(table, SolvedLabelledRows):
        return {id(item.candidate.line): item.row for item in table.rows if item.candidate.has_figures}
    return {id(fit.line): 0 for fit in table.fits if fit.line is not None and fit.line.figures}


def _stretches(rows: dict[int, int], assignment: RowAssignment) -> Iterator[tuple[Sequence[tuple[Token, bool]], int]]:
    """What stands between two rows and on the line of the second one, from the heads above the first row on.

    Of each token whether it is in a cell.
    """
    lines = assignment.document.lines
    first = next((number for number, line in enumerate(lines) if id(line) in rows), None)
    if first is None:
        return
    source, above = lines[first].table, reversed(lines[max(0, first - MOST_CELLS) : first])
    start = first - sum(1 for _ in takewhile(lambda line: _may_be_above(line, source), above))
    stretch: list[tuple[Token, bool]] = []
    for line in lines[start:]:
        is_aside = line.section or line.page_number or line.footnote or line.left_out
        is_other_row = line.figures and id(line) not in rows  # which has a remark of its own
        if line.complete and not (is_aside or is_other_row):
            stretch += [(token, line.is_grid and not line.printed) for token in line.tokens if not token.covered]
        if id(line) in rows:
            yield stretch, rows[id(line)]
            stretch = []


def _may_be_above(line: TokenLine, source: int) -> bool:
    """Whether a line above the first row may be one of its heads, or a word in the place of one.

    A row of another of the document's tables may be blank.
    """
    is_of_other = line.table != source and any(match.of("row") for match in line.matches)
    return line.complete and not (line.section or line.figures or is_of_other)


def _is_label(token: Token) -> bool:
    """Whether a token is a whole label of the form, as it is printed there."""
    match = token.match
    return match is not None and not match.partial and len(collapse_spaces(token.text)) >= _SHORTEST
