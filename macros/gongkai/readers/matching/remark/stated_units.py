"""The unit of amounts that a document states anywhere but in their own cells and heads.

Offices write it above a table or as a note below it (``金额单位：元``), in the title of a section or block, in the
label of the row, or in a cell of its own beside the head or the figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gongkai.figures import Figure, Kind, written
from gongkai.forms import CellIds, Column
from gongkai.readers.document.signs import PIECES
from gongkai.readers.matching.assign import RowAssignment
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.result import MatchResult
from gongkai.readers.matching.tokenise import Token, TokenLine
from gongkai.readers.remarks import Doubt

_MONEY = r"(?<![百千万亿])([百千万亿]{0,2}元)"
_BEFORE_OTHER_WORD = r"(?![\u4e00-\u9fff])"
_STATED = re.compile(
    rf"单位(?:[^\w。;]|[均都统一为是按以用]|(?:\w{{1,2}}[、,/和]))*(?:人民币)?{_MONEY}{_BEFORE_OTHER_WORD}"
    rf"|(?:金额|收费|费用)[\W均都统一为是按以]{{0,4}}(?:人民币)?{_MONEY}{_BEFORE_OTHER_WORD}"
    rf"|\((?:计|人民币|币种:?人民币)?[,:]?(?:人民币)?{_MONEY}\)"
    rf"|[以按用]{_MONEY}(?:为|计|填|列|统计|表示)"
)
"""Words that say in which unit amounts are, blanks taken out: ``（单位：元）``, ``单位：件、万元``, ``金额以元计``."""
_CELL = re.compile(rf"(?:.*[^\d百千万亿])?{_MONEY}")
"""A cell that is a unit, or words with a unit at their end."""
_OTHER_UNIT = re.compile(rf"\((?:计量)?(?:单位)?:?[{PIECES}]\)$|[美港欧日澳加台]元|英镑|美金|台币")
"""In a head of amounts: a unit of pieces at its end, or money of another country."""
_OF_AMOUNTS = re.compile(
    r"(?:金额|收费|计量|货币)\W{0,2}.{0,4}单位|单位.{0,4}人民币|^\(?(?:金额)?单位:?[^。]{1,12}\)?$"
)
"""In a section without a table: that the unit is not one of something else."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A unit that is stated; ``number`` is the position of its line in the document, ``text`` the words."""

    number: int
    line: TokenLine
    unit: str
    text: str


def take_stated_units(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Give amounts the unit that is stated about them, where neither they nor their head have one.

    Without it an amount is read in the unit of the form, and asked about where that has one. Where the head states
    another unit than what is around it, the amount stays in that of its head. Either is said; the form's own unit, and
    noughts, call for nothing.
    """
    _remark_contradictions(assignment, collector)
    amounts = list(_amounts(collector))
    if not amounts:
        return
    statements = list(_statements(assignment))
    for at, figure, column in amounts:
        about = [item for item in statements if _is_about(item, at, assignment, collector)]
        if not about:
            _remark_no_unit(at, column, collector)
            continue
        heads = [item for item in about if _is_head(item, at, column, collector)]
        of_head, beside = [item.unit for item in heads], [item for item in about if item not in heads]
        others = [item for item in beside if item.unit != (of_head[0] if of_head else column.unit)]
        if not others:
            continue
        statement = others[0]
        if not of_head:
            collector.figures[at] = replace(figure, unit=statement.unit)
        args = (("unit", (of_head[0] if of_head else column.unit) or ""),)
        collector.remark(
            Doubt.GUESSED, "unit-twice" if of_head else "unit-above", statement.line.origin, text=statement.text,
            table=at[0], row=at[1], col=at[2], args=args,
        )  # fmt: skip


def _remark_no_unit(at: CellIds, column: Column, collector: ResultCollector) -> None:
    """Ask about an amount whose unit nothing says, where the form prints one: it is read as an amount of that."""
    if column.unit:
        args = (("unit", column.unit),)
        collector.remark(Doubt.GUESSED, "no-unit", collector.origins[at], table=at[0], row=at[1], col=at[2], args=args)


def stated_unit(words: str) -> str:
    """The unit of money that words state, such as 万元 in ``单位：万元``; empty where they state none.

    Args:
        words: Words outside the text, such as those in the head of a page.
    """
    match = _STATED.search(re.sub(r"\s", "", fold(words)))
    return next(filter(None, match.groups())) if match is not None else ""


def units_of_amounts(matched: MatchResult) -> set[str]:
    """The units in which the amounts of a document were read; noughts are the same in every unit.

    Args:
        matched: Its tables.
    """
    units: set[str] = set()
    if matched.form is None:
        return units
    for (table_id, row_id, column_id), figure in matched.figures.items():
        table = matched.form.table_index[table_id]
        row, place = table.position(row_id, column_id)
        column = table.columns(row)[place]
        if column.kind is Kind.AMOUNT and figure.value:
            of_heads = [unit for _, head in matched.heads for unit in _units_in(head)]
            units.add(figure.unit or next(iter(of_heads), column.unit) or "")
    return units


def _remark_contradictions(assignment: RowAssignment, collector: ResultCollector) -> None:
    """Ask about amounts whose own unit is none of money, and those whose head has two units of money or one of pieces.

    That a cell has another unit of money than its head is for the checks, as it does for what is typed.
    """
    for at, figure, column in _amounts(collector, with_units=True):
        table = collector.form.table_index[at[0]]
        if figure.unit is None:
            heads = [
                (token.text, line.origin) for line, token in _heads(at, assignment) if _is_contradictory(token.text)
            ]
        else:
            is_of_money = _CELL.fullmatch(figure.unit) is not None
            heads = [] if is_of_money else [(written(figure), collector.origins[at])]
        for text, origin in heads[:1]:
            own_head = collector.heads.get(collector.place(table, table.row_index[at[1]], at[2]), "")
            unit = next(iter(_units_in(own_head)), column.unit or "")
            collector.remark(
                Doubt.GUESSED, "unit-twice", origin, text=collapse_spaces(text),
                table=at[0], row=at[1], col=at[2], args=(("unit", unit),),
            )  # fmt: skip


def _heads(at: CellIds, assignment: RowAssignment) -> Iterator[tuple[TokenLine, Token]]:
    """The heads of the column of a cell, each with its line."""
    for line in assignment.document.lines:
        for token in line.tokens:
            if token.match is not None and any(item.name == at[2] for item in token.match.of("column", table=at[0])):
                yield line, token


def _is_contradictory(head: str) -> bool:
    return len(_units_in(head)) > 1 or _OTHER_UNIT.search(fold(head).replace(" ", "")) is not None


def _units_in(head: str) -> list[str]:
    """The units of money in a head, each once."""
    return list(dict.fromkeys(re.findall(_MONEY, re.sub(r"\s", "", fold(head)))))


def _amounts(collector: ResultCollector, *, with_units: bool = False) -> Iterator[tuple[CellIds, Figure, Column]]:
    """The amounts that were read, without those that have a unit of their own; noughts are the same in every unit."""
    for at, figure in list(collector.figures.items()):
        if not figure.value or (figure.unit and not with_units):
            continue
        table = collector.form.table_index[at[0]]
        row, place = table.position(*at[1:])
        column = table.columns(row)[place]
        if column.kind is Kind.AMOUNT:
            yield at, figure, column


def _statements(assignment: RowAssignment) -> Iterator[_Statement]:
    for number, line in enumerate(assignment.document.lines):
        cells = [token.text for token in line.tokens if not token.covered]
        for text in cells if line.table or line.matches else [line.text]:
            apart = collapse_spaces(fold(text))  # a blank may end the unit, or be within it
            plain = apart.replace(" ", "")
            unit_match = _STATED.search(plain) or _STATED.search(apart)
            unit_match = unit_match or (_CELL.fullmatch(plain) if _is_cell(line) else None)
            if unit_match is not None:
                yield _Statement(number, line, next(filter(None, unit_match.groups())), collapse_spaces(text))


def _is_cell(line: TokenLine) -> bool:
    """Whether the words of a line are cells or labels: in a sentence a unit at the end says nothing."""
    return bool(line.is_grid or line.matches) and not line.footnote


def _is_head(item: _Statement, at: CellIds, column: Column, collector: ResultCollector) -> bool:
    """Whether the words are the head of the column itself, which the report keeps unless it has the form's own unit.

    A note that is taken for a misprint of the head is not kept.
    """
    is_heading_text = item.unit == column.unit or re.sub(r"\s", "", item.text) in _without_spaces(
        collector.heads.values()
    )
    return is_heading_text and any(
        collapse_spaces(token.text) == item.text
        and token.match is not None
        and any(meaning.name == at[2] for meaning in token.match.of("column", table=at[0]))
        for token in item.line.tokens
    )


def _without_spaces(texts: Iterable[str]) -> set[str]:
    return {re.sub(r"\s", "", text) for text in texts}


def _is_about(item: _Statement, at: CellIds, assignment: RowAssignment, collector: ResultCollector) -> bool:
    """Whether a unit is stated about an amount: near its table, and not about another row that has amounts."""
    near = assignment.near[item.number]
    if not near:
        return not item.line.table and _OF_AMOUNTS.search(_whole_line(item, assignment)) is not None
    if at[0] not in near:
        return False
    if not item.line.table:
        return True
    table = collector.form.table_index[at[0]]
    following = _row_below(item, at[0], assignment)
    if following is None or all(column.kind is not Kind.AMOUNT for column in table.columns(following)):
        return True
    return table.rows[following].block == table.rows[table.row_index[at[1]]].block


def _whole_line(item: _Statement, assignment: RowAssignment) -> str:
    """The words of the line of text that a statement is a piece of, blanks taken out."""
    pieces = [line.text for line in assignment.document.lines if line.origin == item.line.origin]
    return re.sub(r"\s", "", fold("".join(pieces)))


def _row_below(item: _Statement, table: str, assignment: RowAssignment) -> int | None:
    """Position of the row that a line of a grid is, or that comes next in its grid; None after the last one."""
    rows = {
        id(candidate.line): candidate.row
        for labelled in assignment.labelled
        if labelled.table.id == table
        for candidate in labelled.candidates
        if candidate.row is not None
    }
    for line in assignment.document.lines[item.number :]:
        if line.table != item.line.table:
            return None
        if id(line) in rows:
            return rows[id(line)]
    return None
