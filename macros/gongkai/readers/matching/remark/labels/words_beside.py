"""Asks about words right beside the heads of a table that change what they mean: 上年处理决定数量, 其他其他.

They may be pieces of their own, in cells or in text, and those behind the rows are looked at nowhere else.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from gongkai.forms import Table
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.remark.labels.changed_labels import is_changed, limit_a_label
from gongkai.readers.matching.remark.labels.foreign_words import is_of_no_label, words_of_table
from gongkai.readers.matching.remark.labels.head_tokens import HEADS, OF_TABLE, is_foreign, tokens_of_heads
from gongkai.readers.matching.tokenise import LabelSort, Token, TokenLine

_LONGEST_ADDITION = 12
"""The most characters beside a label that belong to it."""
_ENDS = "。；！"


def changed_heads(lines: Sequence[TokenLine], table: Table, year: int | None) -> Iterator[tuple[Token, str, str]]:
    """The heads whose words change what they mean, with their words and the form's.

    Args:
        lines: The heads of a table.
        table: The form's table.
        year: The reporting year, if known.
    """
    return chain(_longer_heads(lines, table), _changed_heads(lines, table, year))


def _changed_heads(lines: Sequence[TokenLine], table: Table, year: int | None) -> Iterator[tuple[Token, str, str]]:
    """Heads whose words change what they mean, as those behind the rows are looked at nowhere else: 其他（上年）.

    未总计 there is nearer to the label of a row.
    """
    labels = words_of_table(table)
    for line, token in tokens_of_heads(lines):
        sorts: tuple[LabelSort, ...] = HEADS if line.figures else (*HEADS, "corner", "row")
        meanings = token.match.of(*sorts, table=table.id) if token.match is not None and not token.covered else ()
        if token.match is not None and meanings and is_changed(token.match, table.id, year, labels):
            yield token, collapse_spaces(token.text), meanings[0].key


def _longer_heads(lines: Sequence[TokenLine], table: Table) -> Iterator[tuple[Token, str, str]]:
    """Labels with words beside them that change what they mean: 上年处理决定数量; or with themselves: 其他其他.

    So do other heads that do not follow them in the form: 纠正结果维持.
    """
    labels = words_of_table(table)
    for (line, token), (other, following) in pairwise(tokens_of_heads(lines)):
        if not _touch(line, token, other, following):
            continue
        if not token.covered and _is_out_of_order(token, following, table, in_cell=line.is_grid):
            yield following, token.text.strip() + following.text.strip(), min(_names_of(token, table), key=len)
        same = _meanings_of(token, table) & _meanings_of(following, table)
        if same and not token.covered:
            yield token, token.text.strip() + following.text.strip(), min(_names_of(token, table), key=len)
        for word, head in ((token, following), (following, token)):
            words = word.text.split()
            if not words or not is_foreign(word, table) or head.match is None:
                continue
            own = words[-1] if word is token else words[0]
            names = _names_of(head, table)
            stands_twice = any(_is_edge(comparable(own), name, before=word is token) for name in names)
            is_word = word.match is None and is_of_no_label(own, labels)
            is_other = is_word or (bool(names) and limit_a_label(own, min(names)))
            if names and len(own) <= _LONGEST_ADDITION and (stands_twice or is_other):
                yield word, own + head.text.strip() if word is token else head.text.strip() + own, min(names)


def _is_out_of_order(token: Token, following: Token, table: Table, *, in_cell: bool) -> bool:
    """Whether two heads that touch each other, the first of them that of a column, are not so in the form.

    Where heads run into each other the next one follows, or, behind the last one, the first of the next block; in a
    cell of its own no head of a block stands behind that of a column. In lines of text they may follow as they are
    printed, row by row: 总计 is followed by the first head below the group before it.
    """
    if not in_cell and _follow_in_print(token, following, table):
        return False
    places, others = _places_of(token, table), _places_of(following, table)
    is_block = following.match is not None and bool(following.match.of("heads", table=table.id))
    if not places or not (others or is_block):
        return False
    lasts = {len(block.columns) - 1 for block in table.blocks}
    if is_block and not others:
        return in_cell or not any(column in lasts for _, column in places)
    steps = {(block, column + 1) for block, column in places}
    return not (steps & others or (any(column in lasts for _, column in places) and any(not at for _, at in others)))


def _follow_in_print(token: Token, following: Token, table: Table) -> bool:
    """Whether two heads follow each other where the heads of a block are read row by row, groups among them."""
    both = comparable(token.text), comparable(following.text)
    for block in table.blocks:
        deepest = max((len(column.heads) for column in block.columns), default=0)
        rows = [[c.heads[level] for c in block.columns if level < len(c.heads)] for level in range(deepest)]
        if both in pairwise(map(comparable, dict.fromkeys(chain.from_iterable(rows)))):
            return True
    return False


def _places_of(token: Token, table: Table) -> set[tuple[int, int]]:
    """The columns that a token is the head of: the place of the block and that in the block."""
    is_head = token.match is not None and bool(token.match.of("column", table=table.id)) and not token.match.edits
    text = comparable(token.text)
    return {
        (number, place)
        for number, block in enumerate(table.blocks if is_head else ())
        for place, column in enumerate(block.columns)
        if text in map(comparable, (column.name.label, column.name.short, *column.name.also))
    }


def _meanings_of(token: Token, table: Table) -> set[tuple[str, str]]:
    """What a token may be among the labels of a table, however it words them."""
    meanings = token.match.of(*OF_TABLE, "group", "row", table=table.id) if token.match is not None else ()
    return {(item.sort, item.name) for item in meanings}


def _names_of(token: Token, table: Table) -> set[str]:
    """The labels of a table that a token may be."""
    meanings = token.match.of(*OF_TABLE, "group", "row", table=table.id) if token.match is not None else ()
    return {item.key for item in meanings}


def _is_edge(words: str, label: str, *, before: bool) -> bool:
    """Whether words before a label are its beginning, or words behind it its end: 自然自然人."""
    return len(words) > 1 and (label.startswith(words) if before else label.endswith(words))


def _touch(line: TokenLine, token: Token, other: TokenLine, following: Token) -> bool:
    """Whether two pieces of a cell or a line of text follow each other without a blank or the end of a sentence."""
    if line.is_grid:
        return line is other and token.column == following.column
    is_same = line.origin == other.origin and (line is other or line.span[1] == other.span[0])
    return is_same and not (token.text[-1:].isspace() or following.text[:1].isspace() or token.text[-1:] in _ENDS)
