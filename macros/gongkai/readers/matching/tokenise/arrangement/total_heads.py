"""Heads of totals that are worded as those of sums of a part (小计), which no form has as a label.

Beside the head of a total such a word is that of a column which the form does not have. Where every column that a total
adds up has its head, and the total has none, the word after them is its head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from gongkai.forms import Form
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch, Token, TokenLine

SUBTOTAL = "小计"
"""What stands beside or above the sum of a part of the rows or columns."""


def name_totals(lines: Iterator[TokenLine], form: Form, lexicon: Lexicon) -> Iterator[TokenLine]:
    """The lines of a document; in those of tables a word for a sum is the head of the total that has no other one.

    Args:
        lines: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    for number, run in groupby(lines, key=lambda line: line.table):
        table = tuple(run)
        yield from _name_total(table, form, lexicon) if number else table


def _name_total(table: Sequence[TokenLine], form: Form, lexicon: Lexicon) -> Iterator[TokenLine]:
    heads = [token for line in takewhile(lambda line: not line.figures, table) for token in line.tokens]
    heads = [token for token in heads if not token.covered]
    words = [token for token in heads if token.match is None and comparable(token.text) == SUBTOTAL]
    match = _total_behind(words[0], heads, form, lexicon) if len(words) == 1 else None
    for line in table:
        tokens = (replace(token, match=match) if match and token in words else token for token in line.tokens)
        yield replace(line, tokens=tuple(tokens)) if match else line


def _total_behind(word: Token, heads: Sequence[Token], form: Form, lexicon: Lexicon) -> LabelMatch | None:
    """The total of which a word after the heads of all columns that it adds up is the head; None where of none."""
    for rule in form.identities:
        table = form.table_index[rule.table]
        if rule.each != "row" or rule.total is None or table.by_blocks:
            continue
        places = {
            meaning.name: token.column
            for token in heads
            if token.match is not None
            for meaning in token.match.of("column", table=table.id)
        }
        if rule.total in places or any(places.get(part, word.column) >= word.column for part in rule.parts):
            continue
        labels = (column.name.label for block in table.blocks for column in block.columns if column.id == rule.total)
        match = lexicon.look_up(next(labels))
        if match is not None:
            return LabelMatch(match.of("column", table=table.id), word.text)
    return None
