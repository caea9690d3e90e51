"""Quotes the column heads of a document that are worded so differently from the form's that none was recognised.

Without the quotation, the remark that a table has no heads would contradict what the clerk sees there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.figures import Kind
from gongkai.forms import Column, Table
from gongkai.readers.matching.figure_text import collapse_spaces, read_figure
from gongkai.readers.matching.label_text import comparable, is_chinese
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedLabelledRows, SolvedRow
from gongkai.readers.matching.tokenise import Token, TokenLine
from gongkai.readers.remarks import Doubt

_MOST_LINES = 6
"""The most lines above the first row among which heads are looked for."""
MOST_CELLS = 60
"""Likewise where each head may have a line of its own."""
_LONGEST = 30
"""The most characters of a head."""
_SHORTEST_ROW = 5
"""The fewest characters of a misprinted label of a row: 原总计 may as well be a head."""
ONLY_YEAR = re.compile(r"\d{4}年?度?|[本上去]年度?")
_THIS_YEAR = re.compile(r"\d{4}年度?")
_OVER_GROUPS = re.compile(r"(?:统计|复议诉讼)?(?:项目|内容|类别|类型|分类|指标|名称|事项|栏目)(?:名称)?")
"""What stands over the labels of groups of columns that are written as rows."""
_NO_HEAD = re.compile(r"[。；]|单位[:：]")
"""Signs of a sentence, or of a statement of the unit."""
_UNIT_BEHIND = re.compile(r"(?<=[^\s（(])\s*[（(]单位[:：][^（()）]*[)）]\s*$")
"""The unit of a head, in brackets behind its words."""


def with_columns_in_other_words(table: SolvedLabelledRows, lines: Sequence[TokenLine]) -> SolvedLabelledRows:
    """A table with those columns as unnamed, too, over which there may be words that are no head of the form.

    The words may name something else (上年处理决定数量), or a column that the form does not have, so that figures below
    heads that are known were counted into other columns.

    Args:
        table: The table.
        lines: The lines of the document.
    """
    columns = list(table.unnamed_columns)
    blocks = {table.table.rows[solved.row].block for solved in table.rows}
    for block in sorted(blocks):
        every = table.table.blocks[block].columns
        rows = [solved for solved in table.rows if table.table.rows[solved.row].block == block]
        first = next((solved.candidate.line for solved in rows if solved.candidate.has_figures), None)
        if first is None or not any(figure and figure.value for solved in rows for figure in solved.fit.figures):
            continue
        positions = table.columns_without_head.get(block, frozenset())
        if len(every) == 1 and _is_unnamed_here(lines, first, table.table, block):
            columns += every  # its head is that of another part of the table as well
        elif positions and _in_other_words(lines, first, table.table):
            crossed = any(_is_beside_its_heads(solved, block) for solved in rows)
            columns += [column for place, column in enumerate(every) if crossed or place in positions]
    return replace(table, unnamed_columns=tuple(dict.fromkeys(columns)))


def _is_unnamed_here(lines: Sequence[TokenLine], first: TokenLine, table: Table, block: int) -> bool:
    """Whether the nearest line of heads above a row has words that are no head of the form, and none of its column."""
    for line, words in _words_above(lines, first, table):
        if any(meaning.block == block for match in line.matches for meaning in match.of("column", table=table.id)):
            return False
        if words:
            return True
    return False


def _is_beside_its_heads(solved: SolvedRow, block: int) -> bool:
    """Whether a figure was taken for that of another column than the one whose head stands over it."""
    heads, columns = solved.candidate.heads.get(block, {}), solved.fit.figures
    own = {cell.column: read_figure(cell.text, Kind.CHANGE).figure for cell in solved.candidate.cells if cell.is_figure}
    return any(
        own.get(column) is not None and columns[place] is not None and columns[place] != own[column]
        for column, place in heads.items()
        if place < len(columns)
    )


def remark_unnamed_columns(table: SolvedLabelledRows, lines: Sequence[TokenLine], collector: ResultCollector) -> None:
    """Say for which columns no head was recognised, and quote the words in the place of the heads, if any.

    Args:
        table: The table.
        lines: The lines of the document.
        collector: Takes the remark.
    """
    columns = table.unnamed_columns
    if not columns:
        return
    below = (solved for solved in table.rows if set(columns) & set(table.table.columns(solved.row)))
    first = next((solved.candidate.line for solved in below if solved.candidate.has_figures), None)
    text = "、".join(_in_other_words(lines, first, table.table)) if first is not None else ""
    args = (("columns", "、".join(dict.fromkeys(column.printed for column in columns))),)
    collector.remark(Doubt.AMBIGUOUS, "no-heads", table.first_origin, text=text, table=table.table.id, args=args)


def groups_in_other_words(solved: SolvedGroupedColumns, lines: Sequence[TokenLine]) -> str:
    """The words over the figures of a table in groups of columns that are no head of the form, where heads are lacking.

    Args:
        solved: The table.
        lines: The lines of the document.
    """
    first = next((fit.line for fit in solved.fits if fit.line is not None and fit.line.figures), None)
    words = _in_other_words(lines, first, solved.table) if first is not None and solved.lacks_heads else []
    return "、".join(word for word in words if not _OVER_GROUPS.fullmatch(word))


def _in_other_words(lines: Sequence[TokenLine], first: TokenLine, table: Table) -> list[str]:
    """The words that are no label of the form, of the line of heads above a row that has most of them."""
    return max((words for _, words in _words_above(lines, first, table)), key=len, default=[])


def _words_above(lines: Sequence[TokenLine], first: TokenLine, table: Table) -> Iterator[tuple[TokenLine, list[str]]]:
    """The lines right above a row, the nearest first, each with its words that are no label of the form."""
    here = next((number for number, line in enumerate(lines) if line is first), 0)
    above = list(heads_above(lines, here))
    of_heads = {line.origin for line in above if line.matches}
    for line in above:
        goes_on = not line.table and not line.matches and line.origin in of_heads  # a piece of a line of heads
        yield line, list(_heads(line, first, table, goes_on=goes_on))


def heads_above(lines: Sequence[TokenLine], number: int, most: int = _MOST_LINES) -> Iterator[TokenLine]:
    """The lines right above a row that may be its heads, the nearest first.

    Args:
        lines: The lines of the document.
        number: The position of the row.
        most: The most lines among which they are looked for.
    """
    above = reversed(lines[max(0, number - most) : number])
    return takewhile(lambda line: _may_be_heads(line, lines[number]), above)


def place_of_label(lines: Sequence[TokenLine], number: int) -> int:
    """The position of the line with the label of a row: that above its figures, where these have a line of their own.

    Args:
        lines: The lines of the document.
        number: The position of the figures.
    """
    row, above = lines[number], lines[number - 1] if number else None
    if above is None or row.table or above.table or row.matches or above.figures:
        return number
    return number - 1 if any(match.of("row") for match in above.matches) else number


def titles_above(lines: Sequence[TokenLine], number: int) -> Iterator[TokenLine]:
    """The titles of parts of a table that stand as text above a line of its cells, as where tabs are between cells.

    Args:
        lines: The lines of the document.
        number: The position of the first line of the part.
    """
    below: TokenLine | None = None
    for line in reversed(lines[:number]) if lines[number].table else ():
        is_title = any(match.of("title") for match in line.matches)
        if line.table or line.figures or line.section or not (is_title or (below and line.origin == below.origin)):
            break
        below = line
        yield line


def _may_be_heads(line: TokenLine, first: TokenLine) -> bool:
    if line.table != first.table or line.figures or line.section:
        return False
    rows = (match for match in line.matches if match.of("row") and not match.of("column") and not match.partial)
    is_row = any(not match.edits or len(match.text) >= _SHORTEST_ROW for match in rows)
    return not is_row or any(
        match.of("column") and not match.of("row") for match in line.matches
    )  # 原总计 among others


def _heads(line: TokenLine, first: TokenLine, table: Table, *, goes_on: bool) -> Iterator[str]:
    """The words of a line that stand over the figures of a row and are no label of the form.

    The first words of a line of text stand over the labels of the rows, but not where the line goes on in a piece.
    """
    begin = min((token.column for token in first.figures), default=0) if line.table else int(not goes_on)
    if line.table and not line.is_drawn and any(match.of("column", "heads", table=table.id) for match in line.matches):
        begin = 0  # in a text with tabs a line of heads may begin without the cell over the labels
    words: Iterable[str] = (
        collapse_spaces(token.text)
        for token in line.tokens
        if _is_foreign(token, table.id, in_cell=line.is_grid)
        and not token.covered
        and token.column + token.width > begin
    )
    if not line.is_grid:
        words = [word for text in words for word in text.split()]
    yield from (word for word in words if is_head_in_other_words(word, table))


def is_head_in_other_words(word: str, table: Table) -> bool:
    """Whether words in the place of a head may be one that the form does not have.

    Args:
        word: The words.
        table: The form's table.
    """
    names = {name for block in table.blocks for column in block.columns for name in _comparable_names(column)}
    is_this_years = comparable(_THIS_YEAR.sub("本年", word)) in names  # 2020年新制作数量
    is_head = len(word) <= _LONGEST and any(map(is_chinese, word)) and not _NO_HEAD.search(_UNIT_BEHIND.sub("", word))
    return is_head and not is_this_years and not ONLY_YEAR.fullmatch(word)


def _comparable_names(column: Column) -> Iterator[str]:
    return map(comparable, (column.name.label, column.name.short, *column.name.also))


def _is_foreign(token: Token, table: str, *, in_cell: bool) -> bool:
    """Whether a token is no label of a table: unknown words, words like a label of another one, or a part of one.

    A part of a label in a line of text may be where the label is broken.
    """
    match = token.match
    if match is not None and match.partial:
        return in_cell
    if match is None or not match.edits:
        return token.is_unknown
    return all(meaning.table != table for meaning in match.meanings)
