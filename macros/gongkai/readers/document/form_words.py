"""Words of the statutory forms by which a reader tells a table, a row or a heading of a report from anything else.

A reader does not know yet which form a document follows: these are the words of all forms that come with gongkai, from
their YAML. What a text means as a label of one form is a question for the lexicon (``matching/tokenise``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from gongkai.forms import Table, shipped_forms
from gongkai.forms.names import Name, canonical, unnumbered
from gongkai.readers.document.radicals import fold_radicals
from gongkai.readers.document.signs import NUMERALS
from gongkai.readers.document.traditional import fold_traditional

_SHORTEST = 3
"""Characters of a name that says something wherever it stands; 规章 and 总计 are words of any text."""
_OPENING, _CORE = 6, 5
"""Characters at the beginning of a title by which it is known; and of what is after its first, general words."""
_GENERAL = 4
"""The most characters at the start that the titles of a section and of the report share and that identify nothing."""
_FEWEST_ROWS = 8
"""Rows of the form that the labels of a report's tables name at least, all together."""
_FARTHEST = 12
"""Characters that may stand before the words that say something."""
_CORNER = 4
_BRACKETS = re.compile(r"（.*")
_SIGNS = re.compile(r"\W")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = rf"(?:[{NUMERALS}1-9１-９]\s*[、.．]\s*|[（(][{NUMERALS}][）)])?"


@cache
def names_of_rows() -> frozenset[str]:
    """Names of which a table of the forms has each at most once: those of its rows and groups of rows.

    Of a table with a single row, whose name says little, they are those of the groups of its columns.
    """
    return _shortest(name for table in _tables() for name in _row_names(table))


@cache
def names_of_columns() -> frozenset[str]:
    """Names of the heads in tables of the forms; a table may have one several times."""
    return _shortest(name for table in _tables() for name in _column_names(table))


def row_names_in(text: str) -> frozenset[str]:
    """The names of rows that a text has in it.

    Args:
        text: Any text; spaces and signs in it do not count.
    """
    words = _SIGNS.sub("", _folded(text))
    return frozenset(name for name in names_of_rows() if name in words)


def name_rows(texts: Iterable[str], fewest: int = _FEWEST_ROWS) -> bool:
    """Whether texts name so many rows that they are the labels of a report's tables.

    Args:
        texts: Labels, or a text with all of them.
        fewest: The number of rows, where it is not that of a whole report.
    """
    return len(frozenset().union(*map(row_names_in, texts))) >= fewest


def column_names_in(text: str) -> frozenset[str]:
    """Likewise the names of heads.

    Args:
        text: Any text.
    """
    words = _SIGNS.sub("", _folded(text))
    return frozenset(name for name in names_of_columns() if name in words)


def total_head_of(text: str, *, heads: bool = False) -> str:
    """The head of the total in each row of the table that a text names a row, or group of rows, of; empty without one.

    Args:
        text: A label.
        heads: Whether it has to name a column of such a table instead, the total aside.
    """
    words = _SIGNS.sub("", _BRACKETS.sub("", _folded(unnumbered(text)).replace("(", "（")))
    return next((total for total, rows, columns in _totals() if words in (columns if heads else rows)), "")


def heads_beginning_with(text: str) -> bool | None:
    """Whether a text is a head of the forms' tables; None where none begins with it.

    Args:
        text: One or more pieces of a head; spaces and signs in it do not count.
    """
    return _beginnings_of_heads().get(_SIGNS.sub("", _folded(text)))


def is_line_of_table(text: str) -> bool:
    """Whether a line has a name of the forms' tables in it, be it a short one such as 规章 between figures and signs.

    Args:
        text: A line that is no sentence; the title of a section may be in the words of a table.
    """
    folded = _folded(text)
    if not (_any_name().search(_SIGNS.sub("", folded)) or _short_names_of_rows().intersection(_WORD.findall(folded))):
        return False
    return not is_section_title(text)


def is_section_title(text: str) -> bool:
    """Whether a text begins as the title of a section of a report does, with or without its number.

    Args:
        text: A paragraph or cell.
    """
    return _titles().match(_folded(text[: 2 * _FARTHEST + _OPENING]).replace("的", "")) is not None


def _folded(text: str) -> str:
    return fold_traditional(fold_radicals(text))


def _tables() -> Iterator[Table]:
    return (table for form in shipped_forms() for table in form.tables)


def _row_names(table: Table) -> Iterator[str]:
    if len(table.rows) == 1:
        yield from (column.heads[-2] for block in table.blocks for column in block.columns if len(column.heads) > 1)
        return
    for row in table.rows:
        yield from _spellings(row.name)
        yield from (unnumbered(group.label) for group in row.groups)


def _column_names(table: Table) -> Iterator[str]:
    for block in table.blocks:
        yield from filter(None, (block.row_head, block.columns_head))
        yield _SIGNS.sub("", block.corner or "")[:_CORNER]  # a sentence, which may go on in the next line
        for column in block.columns:
            yield from column.heads[:-1]
            yield from _spellings(column.name)


def _heads(table: Table) -> Iterator[str]:
    """All heads of columns as the form prints them, those in brackets and of groups included."""
    for block in table.blocks:
        yield from filter(None, (block.row_head, block.columns_head))
        for column in block.columns:
            yield from (*column.heads, column.name.label, *_spellings(column.name))


def _spellings(name: Name) -> Iterator[str]:
    """The ways in which a name is written, without its number and remarks in brackets."""
    return (_BRACKETS.sub("", unnumbered(text)) for text in (name.label, name.short, *name.also))


def _shortest(names: Iterable[str]) -> frozenset[str]:
    """The names that are long enough to identify something, reduced to letters, without those that contain another."""
    long_enough = {name for name in (_SIGNS.sub("", name) for name in names) if len(name) >= _SHORTEST}
    return frozenset(name for name in long_enough if not any(other in name for other in long_enough - {name}))


@cache
def _totals() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """By table with a total in each row: the head of that, the names of its rows and of its other columns."""
    totals = []
    for form in shipped_forms():
        for rule in form.identities:
            table = form.table_index.get(rule.table)
            if rule.each != "row" or table is None or table.by_blocks or len(table.rows) == 1:
                continue
            columns = table.blocks[0].columns
            total = next(column.name.label for column in columns if column.id == rule.total)
            rows = {_SIGNS.sub("", name) for name in _row_names(table)}
            heads = {_SIGNS.sub("", column.name.label) for column in columns if column.id != rule.total}
            totals.append((total, frozenset(rows), frozenset(heads - rows)))
    return tuple(totals)


@cache
def _beginnings_of_heads() -> dict[str, bool]:
    """What any head begins with, and whether that is a head."""
    names = (name for table in _tables() for name in _heads(table))
    heads = {_SIGNS.sub("", name) for name in names}
    return {head[:length]: head[:length] in heads for head in heads for length in range(1, len(head) + 1)}


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile("|".join(sorted(names_of_rows() | names_of_columns())))


@cache
def _short_names_of_rows() -> frozenset[str]:
    names = (name for table in _tables() for row in table.rows for name in _spellings(row.name))
    return frozenset(name for name in names if len(name) < _SHORTEST)


@cache
def _titles() -> re.Pattern[str]:
    """What finds the beginning of a section's title, without 的, which is often left out.

    A title such as 政府信息公开工作存在的主要问题 begins as that of the report: it is known by what comes after that.
    """
    openings, cores = set(), set()
    for form in shipped_forms():
        title = canonical(form.title)
        for name in (canonical(text).replace("的", "") for item in form.sections for text in (item.title, *item.also)):
            general = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, title, strict=False)))
            if general >= _GENERAL:
                cores.add(name[general:][:_CORE])
            else:
                openings.add(name[:_OPENING])
    first, behind = ("|".join(map(re.escape, sorted(words))) for words in (openings, cores))
    return re.compile(rf"{_NUMBER}(?:{first}|.{{0,{_FARTHEST}}}(?:{behind}))")
