"""Rows that the form has not, in a table whose sums all hold without them: 同比增长, 其中：网络申请.

Such a row is in no total. Had its figures the place of any row of the form, a sum over the rows would fail, so it moves
nothing either: it is quoted, and nobody needs to look at the table.

The other way round, a column headed 小计 that was read as the total, and is not the sum of all the others, may be that
of a part of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.figures import Figure, State
from gongkai.forms import CellIds, Form, Table
from gongkai.readers.matching.assign import HeadWording
from gongkai.readers.matching.assign.aside import CORRECTS
from gongkai.readers.matching.form_sums import all_sums_hold
from gongkai.readers.matching.label_text import comparable, fold
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.tokenise import SUBTOTAL
from gongkai.readers.remarks import Doubt, Remark

_ROW, _OUTSIDE = "unknown-row", "row-outside-sums"
_OF_OTHER_ROWS = re.compile(r"[\s(（]*(?:其中|同比|环比|[较比](?:上年|去年)|增[长减幅]|占比|(?:上一?年|去年)同期)")
"""How a row begins that says something of other rows. One with a name of its own is for the office to place."""
_FIGURE = re.compile(r"\d+")


def settle_rows_outside_sums(form: Form, figures: Mapping[CellIds, Figure], remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, those on rows that no sum of their table has room for as a matter of record.

    Args:
        form: The form.
        figures: What was read.
        remarks: All of a document.
    """
    whole_tables = {table.id for table in form.tables if _is_whole(form, table, figures, remarks)}
    return [
        replace(item, doubt=Doubt.NOTED, code=_OUTSIDE, candidates=(), args=())
        if item.code == _ROW
        and item.table in whole_tables
        and _is_no_row(item.text, form.table_index[item.table], figures)
        else item
        for item in remarks
    ]


def remark_subtotals(wordings: Sequence[HeadWording], collector: ResultCollector) -> None:
    """Ask for a look at columns headed 小计 that were read as a total and are not the sum of all other columns.

    Args:
        wordings: The heads that are worded otherwise than in the form.
        collector: Has the figures; takes the remarks.
    """
    subtotals = {(item.table.id, item.column) for item in wordings if comparable(item.text) == SUBTOTAL}
    for rule in collector.form.identities:
        if rule.total is None or rule.each != "row" or (rule.table, rule.total) not in subtotals:
            continue
        subtotals.remove((rule.table, rule.total))
        for row in collector.form.table_index[rule.table].rows:
            total, *parts = (collector.figures.get((rule.table, row.id, name)) for name in (rule.total, *rule.parts))
            if total is not None and None not in parts and total.number != sum(part.number for part in parts if part):
                origin = collector.origins[rule.table, row.id, rule.total]
                collector.remark(
                    Doubt.GUESSED, "subtotal-as-total", origin, text=SUBTOTAL, table=rule.table, col=rule.total
                )
                break


def _is_whole(form: Form, table: Table, figures: Mapping[CellIds, Figure], remarks: Sequence[Remark]) -> bool:
    """Whether all cells of a table were read without a doubt, but for rows that it has more, and all its sums hold.

    Each row is in a sum over rows, so that there is no other place for any of them.
    """
    if any(not item.sure and item.code != _ROW and item.table in (table.id, None) for item in remarks):
        return False
    columns = [column.id for column in table.blocks[0].columns]
    rows = {row.id: [figures.get((table.id, row.id, column)) for column in columns] for row in table.rows}
    if len(table.blocks) > 1 or not all(figure and _is_plain(figure) for row in rows.values() for figure in row):
        return False
    numbers = {row: [figure.number if figure else 0 for figure in every] for row, every in rows.items()}
    return all_sums_hold(form, table, numbers)


def _is_plain(figure: Figure) -> bool:
    return figure.state in (State.GIVEN, State.BLANK) and figure.note is None


def _is_no_row(text: str, table: Table, figures: Mapping[CellIds, Figure]) -> bool:
    """Whether a row speaks of other rows, corrects none, and has figures other than 0 that are not those of any row.

    Args:
        text: The row as it is quoted.
        table: The form's table.
        figures: What was read.
    """
    if CORRECTS.search(text) or not _OF_OTHER_ROWS.match(text):
        return False
    line_numbers = [int(figure) for figure in _FIGURE.findall(fold(text))]
    for place, row in enumerate(table.rows):
        numbers = [figures[table.id, row.id, column.id].number for column in table.columns(place)]
        own = line_numbers[-len(numbers) :]
        if len(line_numbers) < len(numbers):  # blanks are not quoted
            own, numbers = [number for number in own if number], [number for number in numbers if number]
        if not any(own) or own == numbers:
            return False
    return True
