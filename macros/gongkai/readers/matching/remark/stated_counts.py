"""Asks about units that do not fit counts of pieces: ``（万件）`` in a head, ``单位：百件`` above a table.

It asks as well about words that make figures shares, changes or estimates: ``自然人（%）``, ``总计（约数）``. A report
counts single pieces, so the figures stay as they are printed, and a person decides whether the unit is meant.
"""

import re
from collections.abc import Iterator

from gongkai.figures import Kind, written
from gongkai.forms import CellIds
from gongkai.readers.document.signs import PIECES
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import MULTIPLES, collapse_spaces
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.tokenise import Token, TokenLine
from gongkai.readers.remarks import Doubt

_MANY = rf"[{MULTIPLES}]+[{PIECES}]"
_STATED = re.compile(
    rf"单位(?:[^\w。;]|[均都统一为是按以用]|(?:\w{{1,3}}[、,/和]))*{_MANY}(?![\u4e00-\u9fff])"
    rf"|\((?:计|数量)?[,:]?{_MANY}\)"
    rf"|[以按用]{_MANY}(?:为|计|填|列|统计|表示)"
)
"""Words that say in which unit counts are, blanks taken out."""
_OTHER_SORT = re.compile(
    r"(?<!\d)[%‰]|\((?:占?比[例重率]?|百分[比率点数]|同比|环比|(?:较上年)?(?:增长|增幅|增减|变化)[率量]?"
    r"|大?约数?|概数|估[计算]数?|预计数?|计划数?)\)$"
)
"""Words after a label, without spaces, by which the figures of its column or row are not counts of pieces."""
_THINGS = re.compile(r"\((?:计量)?(?:单位)?:?(?:人次?|[家户名]|[百千万亿]{0,2}元)\)$")
"""Units of persons, firms or money after a label of counts, blanks taken out."""
_PERSONS, _PAPERS = re.compile(r"(?:人|家)次?"), re.compile(r"\((?:计量)?(?:单位)?:?[件宗条份篇]\)$")
"""A unit in a cell that its head contradicts, and units of such a head."""
_CELL = re.compile(rf"(?:.*[数量单位:])?{_MANY}")
"""A cell that is a unit, or words with a unit at their end."""
_LONGEST = 24
"""Characters of a line without a table beside it at most, to be of all of them: a sentence says something else."""


def remark_units_of_counts(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask for a look at tables with counts about which a unit of more than one piece is stated.

    Args:
        assignment: The document's lines, given to the tables.
        collector: Has the figures and what was said so far; takes the remarks.
    """
    counted = _tables_with_counts(collector)
    questions = {(remark.table, remark.text) for remark in collector.remarks if remark.doubt is not Doubt.NOTED}
    grids = {line.table for line in assignment.document.lines if line.matches}
    for number, line in enumerate(assignment.document.lines):
        for text in _statements(line) if not line.table or line.table in grids else ():
            near = assignment.near[number] or (counted if len(line.text) <= _LONGEST and not line.table else ())
            for table in near:
                if table in counted and (table, text) not in questions:
                    questions.add((table, text))
                    collector.remark(Doubt.GUESSED, "counts-of-many", line.origin, text=text, table=table)
    _remark_other_things(assignment, collector)


def _remark_other_things(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask about counts whose head or label, or whose cell against its head, has a unit of persons, firms or money."""
    remark_texts: set[tuple[str, str]] = set()
    labels = [(line, token) for line in assignment.document.lines for token in line.tokens if token.match is not None]
    units = [(line, token) for line, token in labels if "(" in fold(token.text)]
    papers = [token for _, token in units if _PAPERS.search(_plain(token.text))]
    things = [(line, token) for line, token in units if _THINGS.search(_plain(token.text))]
    if not things and not papers:
        return
    for at, figure in collector.figures.items():
        if not figure.value:
            continue
        table = collector.form.table_index[at[0]]
        row, place = table.position(*at[1:])
        kinds = {column.kind for column in table.columns(row)}
        if table.columns(row)[place].kind is Kind.AMOUNT:
            continue
        about = [item for item in things if _is_of(item[1], at, is_row_of_counts=Kind.AMOUNT not in kinds)]
        texts = [(collapse_spaces(token.text), line.origin) for line, token in about]
        if figure.unit and _PERSONS.fullmatch(figure.unit) and any(_is_of(token, at) for token in papers):
            texts.append((written(figure), collector.origins[at]))
        for text, origin in texts:
            if (at[0], text) not in remark_texts:
                remark_texts.add((at[0], text))
                collector.remark(Doubt.GUESSED, "counts-of-many", origin, text=text, table=at[0])


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")


def _is_of(token: Token, at: CellIds, *, is_row_of_counts: bool = False) -> bool:
    """Whether a label is the head of the column of a cell, or that of its row, if that has nothing but counts."""
    if token.match is None:
        return False
    heads = any(item.name == at[2] for item in token.match.of("column", table=at[0]))
    return heads or (is_row_of_counts and any(item.name == at[1] for item in token.match.of("row", table=at[0])))


def _tables_with_counts(collector: ResultCollector) -> tuple[str, ...]:
    """The tables with a figure that is neither nought nor an amount; noughts are the same in every unit."""
    counted: dict[str, None] = {}
    for at, figure in collector.figures.items():
        if at[0] in counted or not figure.value:
            continue
        table = collector.form.table_index[at[0]]
        row, place = table.position(*at[1:])
        if table.columns(row)[place].kind is not Kind.AMOUNT:
            counted[at[0]] = None
    return tuple(counted)


def _statements(line: TokenLine) -> Iterator[str]:
    for token in line.tokens:
        if token.match is not None and not token.covered and _OTHER_SORT.search(fold(token.text).replace(" ", "")):
            yield collapse_spaces(token.text)
    cells = [token.text for token in line.tokens if not token.covered]
    for text in cells if line.table or line.matches else [line.text]:
        plain = fold(text).replace(" ", "")
        if _STATED.search(plain) or (line.is_grid and not line.footnote and _CELL.fullmatch(plain)):
            yield collapse_spaces(text)
