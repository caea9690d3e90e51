"""Asks about words among the heads of a table that stand where a head of the form is lacking.

``外国人`` in place of 自然人: in text without cells, in tables that lost their spans, or where the first word of a line
may as well stand over the labels, no head stands over its figure. What is left to go by is which heads are there, and
how often: one that is there less often than the others is lacking, and other words among them may be in its place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from gongkai.forms import Column, Table
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.changed_labels import limit_a_label
from gongkai.readers.matching.remark.labels.head_tokens import HEADS, OF_TABLE, is_foreign, names_any, tokens_of_heads
from gongkai.readers.matching.remark.labels.worded_heads import (
    MOST_CELLS,
    heads_above,
    is_head_in_other_words,
    place_of_label,
    titles_above,
)
from gongkai.readers.matching.remark.labels.words_beside import changed_heads
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import LabelSort, Token, TokenLine, is_aside, is_of_earlier_year
from gongkai.readers.remarks import Doubt

_OVER_LABELS = re.compile(
    r"(?:统计|申请|信息|公开)?(?:项目|内容|类别|指标|名称|事项|分类|类型|栏目|情况|数量|数据)(?:名称)?|计量单位"
)
"""What stands over the labels of rows, over all columns, or before the units of these."""
_OVER_ALL: tuple[LabelSort, ...] = ("corner", "rowhead")
_WHO = re.compile(r"[^\d:：]{1,10}[人士户者员民业司构织]")
"""Those who may have asked for something: where such words stand over all columns, the figures are of these alone."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word among the heads: its token, whether a head of a column precedes it, and its text."""

    token: Token
    follows_head: bool
    text: str


def remark_replaced_heads(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about the words that stand among the heads of a table while one of its own is lacking.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    lines, year = solved.assignment.document.lines, solved.assignment.document.year
    asking = {remark.table for remark in collector.remarks if remark.code in ("no-heads", "other-head")}
    remarks = [remark for remark in collector.remarks if not remark.sure]
    for table in solved.tables:
        quoted = {collapse_spaces(remark.text) for remark in remarks if remark.table in (table.table.id, None)}
        for above, blocks in _heads_of(table, lines):
            questions = [("changed-label", *item) for item in changed_heads(above, table.table, year)]
            if table.table.id not in asking:
                replaced = _replaced(above, table.table, blocks, quoted)
                questions += [("other-head", *item) for item in (*replaced, *_repeated(above, table.table, blocks))]
            for code, token, text, label in questions:
                if text in quoted:
                    continue
                quoted.add(text)
                args = (("label", label),)
                collector.remark(Doubt.AMBIGUOUS, code, token.origin, text=text, table=table.table.id, args=args)


def _replaced(
    lines: Sequence[TokenLine], table: Table, blocks: set[int], quoted: set[str]
) -> Iterator[tuple[Token, str, str]]:
    """The first words that no remark quotes and that may be in place of a head that is lacking, with that head."""
    words = [word for word in _words(lines, table) if word.text not in quoted]
    above = [word for word in _words_over_heads(lines, table, blocks) if word.text not in quoted]
    if not (words or above):  # as above most rows
        return
    for label, follows_head in _lacking(lines, table, blocks):
        possible = [word for word in words if word.follows_head or not follows_head]
        if possible:
            yield possible[0].token, "、".join(dict.fromkeys(word.text for word in possible)), label
            return
    over_all = next(_lacking_over_all(lines, table, blocks), None)
    before = [*(word for word in words if not word.follows_head), *above]
    other = [word for word in before if over_all and _limits_all(word.text, over_all)]
    if over_all and other:
        yield other[0].token, other[0].text, over_all


def _limits_all(text: str, over_all: str) -> bool:
    """Whether words in place of the head over all columns make their figures other ones: 上年, 外国人."""
    return is_of_earlier_year(text) or limit_a_label(text, over_all) or _WHO.fullmatch(text) is not None


def _words_over_heads(lines: Sequence[TokenLine], table: Table, blocks: set[int]) -> Iterator[_Word]:
    """The word that stands alone right above the heads of the columns, if it is no label of the table."""
    above: Token | None = None
    for line in lines:
        tokens = [token for token in line.tokens if not (token.covered or token.is_blank)]
        if any(_columns_of(token, table, blocks) for token in tokens):
            break
        above = tokens[0] if len(tokens) == 1 and is_foreign(tokens[0], table) else None
    if above is not None and _may_be_head(text := collapse_spaces(above.text), table):
        yield _Word(above, follows_head=False, text=text)


def _repeated(lines: Sequence[TokenLine], table: Table, blocks: set[int]) -> Iterator[tuple[Token, str, str]]:
    """A head that is there once more than all others, where another one, or one over several, is there once less."""
    tokens = [
        (label, token)
        for _, token in tokens_of_heads(lines)
        for label in sorted(_columns_of(token, table, blocks))
        if not token.covered
    ]
    if not tokens:
        return
    places = Counter(label for label, _ in tokens)
    names = {column.name.label: column for block in blocks for column in table.blocks[block].columns}
    usual = Counter(places[name] for name in names).most_common(1)[0][0]
    more, less = ([name for name in names if places[name] == usual + step] for step in (1, -1))
    groups = {head for _, token in tokens_of_heads(lines) if token.match for head in _groups_of(token, table)}
    less += [head for head in dict.fromkeys(_groups_over(names.values())) if head not in groups and usual]
    if len(more) == len(less) == 1 and sum(places[name] != usual for name in names) <= len([*more, *less]):
        token = next(token for label, token in tokens if label == more[0])
        yield token, collapse_spaces(token.text), less[0]


def _groups_of(token: Token, table: Table) -> set[str]:
    """The groups of columns that a token names."""
    return {item.name for item in token.match.of("heads", table=table.id)} if token.match is not None else set()


def _groups_over(columns: Iterable[Column]) -> Iterator[str]:
    """The heads over columns."""
    for column in columns:
        yield from column.heads[:-1]


def _columns_of(token: Token, table: Table, blocks: set[int]) -> set[str]:
    """The labels of the columns of some blocks that a token names."""
    meanings = token.match.of("column", table=table.id) if token.match is not None else ()
    return {table.blocks[item.block].columns[item.column].name.label for item in meanings if item.block in blocks}


def _heads_of(
    table: SolvedLabelledRows | SolvedGroupedColumns, lines: Sequence[TokenLine]
) -> Iterator[tuple[list[TokenLine], set[int]]]:
    """What stands above rows of figures, and of which blocks of the table these are.

    The heads of groups of columns may stand above several rows, of which each has the figures of some groups. Of a
    table that has its heads behind its rows, as some extractions leave it, what is behind the last one.
    """
    numbers = {id(line): number for number, line in enumerate(lines)}
    if isinstance(table, SolvedLabelledRows):
        places = [
            (numbers[id(solved.candidate.line)], table.table.rows[solved.row].block)
            for solved in table.rows
            if solved.candidate.has_figures and id(solved.candidate.line) in numbers
        ]
        above = [(_above(lines, number), {block}) for number, block in places]
        yield from above
        if places and not any(
            names_any(token, table.table, HEADS) for heads, _ in above for _, token in tokens_of_heads(heads)
        ):
            number, block = max(places)
            yield list(takewhile(lambda line: not (line.figures or line.section), lines[number + 1 :])), {block}
        return
    rows = [numbers[id(fit.line)] for fit in table.fits if fit.line is not None and id(fit.line) in numbers]
    every = [line for number in dict.fromkeys(rows) for line in _above(lines, number)]
    yield every, {0}


def _above(lines: Sequence[TokenLine], number: int) -> list[TokenLine]:
    """The lines between a row of figures and the one before it, and what the row has before its figures."""
    place = place_of_label(lines, number)
    above = list(heads_above(lines, place, MOST_CELLS))
    above += titles_above(lines, place - len(above))
    return [*reversed(above), *lines[place : number + 1]]


def _words(lines: Sequence[TokenLine], table: Table) -> Iterator[_Word]:
    """The words that are no label of the table, behind the first of its labels or in one line with it."""
    own = _comparable_labels(table)
    with_label = {line.origin for line, token in tokens_of_heads(lines) if names_any(token, table, OF_TABLE)}
    behind = follows_head = False
    for line, token in tokens_of_heads(lines):
        behind = behind or line.origin in with_label
        follows_head = follows_head or names_any(token, table, HEADS)
        if not behind or token.covered or not (is_foreign(token, table) or _is_part_in_cell(line, token)):
            continue
        for text in [collapse_spaces(token.text)] if line.is_grid else token.text.split():
            is_part = any(comparable(text) in label for label in own) and not is_of_earlier_year(text)
            if _may_be_head(text, table) and not is_part:
                yield _Word(token, follows_head, text)


def _is_part_in_cell(line: TokenLine, token: Token) -> bool:
    """Whether a cell, or a line of its own, is only a part of a label of a row: 行政机关."""
    return (line.is_grid or len(line.tokens) == 1) and token.match is not None and token.match.partial


def _may_be_head(text: str, table: Table) -> bool:
    plain = comparable(text)
    beside = is_aside(text) or _OVER_LABELS.fullmatch(plain) is not None
    return not beside and len(plain) > 1 and (is_of_earlier_year(text) or is_head_in_other_words(text, table))


@lru_cache(maxsize=64)  # asked for each row; tables are compared by identity
def _comparable_labels(table: Table) -> frozenset[str]:
    return frozenset(map(comparable, _labels(table)))


def _labels(table: Table) -> Iterator[str]:
    for block in table.blocks:
        yield from filter(None, (block.columns_head, block.row_head))
        for column in block.columns:
            yield from (*column.heads, *column.name.also)


def _lacking(lines: Sequence[TokenLine], table: Table, blocks: set[int]) -> Iterator[tuple[str, bool]]:
    """The heads that are there less often than others, and whether what replaces them stands behind another head.

    Where most of them are lacking, the lines are no heads, or a remark says that they have other words. The only column
    of a block has its head beside that of the labels.
    """
    columns = [column for block in blocks for column in table.blocks[block].columns]
    labels = dict.fromkeys(column.name.label for column in columns)
    places: Counter[str] = Counter()
    groups: set[str] = set()
    has_row_head = False
    for _, token in tokens_of_heads(lines):
        if token.match is None or token.covered:
            continue
        places.update(_columns_of(token, table, blocks))
        groups |= _groups_of(token, table)
        has_row_head = has_row_head or bool(token.match.of("rowhead", table=table.id))
    most = max(places.values(), default=0)
    lacking = [label for label in labels if places[label] < most or not most]
    if len(lacking) * 2 <= len(labels) or (len(labels) == 1 and has_row_head):
        yield from ((label, False) for label in lacking)
    every = dict.fromkeys(_groups_over(columns))
    if len(lacking) * 2 <= len(labels):
        yield from ((head, True) for head in every if head not in groups)


def _lacking_over_all(lines: Sequence[TokenLine], table: Table, blocks: set[int]) -> Iterator[str]:
    """The heads over all columns of some blocks, and those over the labels of their rows, where no token names one."""
    names = {item.name for _, token in tokens_of_heads(lines) if token.match for item in token.match.of(*_OVER_ALL)}
    for block in sorted(blocks):
        for name, label in (
            ("columns_head", table.blocks[block].columns_head),
            ("row_head", table.blocks[block].row_head),
        ):
            if label and name not in names:
                yield label
