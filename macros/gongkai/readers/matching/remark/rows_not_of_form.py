"""Rows of figures that the form does not have: subtotals, rows of noughts, and those that a person must place.

Whether the figures of the last are in the document's totals, and which row of the form they belong to, nobody can say
but the office. So such a report is a draft, unless nothing is lost: noughts, or a subtotal that is the sum of its rows.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from gongkai.figures import Figure, State
from gongkai.forms import CellIds, Form, Row, Table
from gongkai.readers.matching.figure_text import collapse_spaces, read_figure
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.solve import SolvedLabelledRows, UnplacedLine
from gongkai.readers.matching.tokenise.column_numbers import CORNERS
from gongkai.readers.remarks import Doubt, Remark

_SUBTOTAL = re.compile(r"(?:小计|合计|总计)$")
"""How a row is named that adds up others, unless it has the label of a group."""
_NOUGHTS = re.compile(r"[0.\s]+")
_WITHOUT_WORDS = re.compile(r"[\s\d一二三四五六七八九十（）()、.．,，/—－-]+")
"""A row that has a number, as that of a label, and figures."""
_FEWEST_NUMBERED = 5


def remark_row_not_of_form(
    item: UnplacedLine, table: Table, collector: ResultCollector, forms: tuple[Form, ...]
) -> None:
    """Say what a line of figures is for which the form has no row, and quote it.

    Args:
        item: The line.
        table: The form's table.
        collector: Takes the remark; holds the figures of all rows that were read.
        forms: All forms: one of other years may have such a row.
    """
    origin, text = item.line.origin, item.line.text
    subtotal_of = _group_added_up(item, table, collector.form, collector.figures)
    if subtotal_of:
        args: tuple[tuple[str, str], ...] = (("group", subtotal_of),)
        collector.remark(Doubt.NOTED, "subtotal-row", origin, text=text, table=table.id, args=args)
        return
    if _numbers_columns(item):
        collector.remark(Doubt.NOTED, "column-numbers", origin, text=text, table=table.id)
        return
    if _states_nothing(item):
        collector.remark(Doubt.UNKNOWN, "nought-row", origin, text=text, table=table.id)
        return
    other_form = _form_with_row(item.group, table, collector.form, forms)
    code = "old-row" if other_form else "foreign-row" if item.foreign_group else "unknown-row"
    has_totals = any(line.totals for line in table.lines)
    args = (("form", other_form), ("group", item.foreign_group), ("hint", "in-total" if has_totals else "in-row"))
    candidates = tuple(choice.figures for choice in item.choices if choice.figures)
    collector.remark(Doubt.UNKNOWN, code, origin, text=text, table=table.id, candidates=candidates, args=args)


def has_rows_of_numbers(table: SolvedLabelledRows) -> bool:
    """Whether many rows have figures and no words: they may be those of rows that stand elsewhere without figures.

    A worksheet is printed so on pages beside each other.

    Args:
        table: A table with labelled rows.
    """
    texts = [item.line.text for item in table.unplaced if item.row is None]
    return sum(_WITHOUT_WORDS.fullmatch(text) is not None for text in texts) >= _FEWEST_NUMBERED


def numbered_together(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, those on rows of a table that have a number in place of a label as one, where they are many.

    Args:
        remarks: All of a document.
    """
    numbered: dict[str | None, list[Remark]] = {}
    for item in remarks:
        if item.code in ("unknown-row", "nought-row") and _WITHOUT_WORDS.fullmatch(item.text):
            numbered.setdefault(item.table, []).append(item)
    many = {table: rows for table, rows in numbered.items() if len(rows) >= _FEWEST_NUMBERED}
    together: list[Remark] = []
    for item in remarks:
        rows = many.get(item.table, [])
        if not any(item is row for row in rows):
            together.append(item)
        elif item is rows[0]:
            text, args = "；".join(row.text for row in rows), (("count", str(len(rows))),)
            together.append(Remark(Doubt.UNKNOWN, "numbered-rows", item.origin, text, item.table, args=args))
    return together


def _form_with_row(group: str, table: Table, form: Form, forms: tuple[Form, ...]) -> str:
    """Id of another form in which the label of a group of rows is that of one row: 其他处理 was one in 2019."""
    label = next((item.label for row in table.rows for item in row.groups if group and item.id == group), "")
    for other in forms:
        same_table = other.table_index.get(table.id)
        if other is not form and same_table and any(row.name.label == label for row in same_table.rows):
            return other.id
    return ""


def _group_added_up(item: UnplacedLine, table: Table, form: Form, figures: Mapping[CellIds, Figure]) -> str:
    """Label of the rows of which a row is the subtotal, as their sum in every column shows.

    Args:
        item: The row, which stands after the label of a group in place of that of a row, or is named 小计 or the like.
        table: The form's table.
        form: The form.
        figures: What was read.

    Returns:
        The label: of a group, or the row's own; empty where the row is no subtotal, is not the sum, or a figure of the
        rows is not known.
    """
    totals = {rule.total for rule in form.identities if rule.table == table.id and rule.each == "column"}
    groups = {group.id: group.label for row in table.rows for group in row.groups}
    words = next((token.text for token in item.line.tokens if not (token.is_figure or token.is_blank)), "")
    if item.group in groups:
        label = groups[item.group]
        return label if _is_sum(item, table, _rows_of_group(table, item.group, totals), figures) else ""
    own, names = comparable(words), tuple(comparable(split_numbering(fold(label))[1]) for label in groups.values())
    if not (_SUBTOTAL.search(own) or own.endswith(names)):
        return ""
    for group, label in groups.items():
        if _is_sum(item, table, _rows_of_group(table, group, totals), figures):
            return label
    for number in range(len(table.blocks)):
        rows = [row for row in table.rows if row.block == number]
        if not totals and len(rows) > 1 and _is_sum(item, table, rows, figures):
            return collapse_spaces(words)
    return ""


def _rows_of_group(table: Table, group: str, totals: AbstractSet[str | None]) -> list[Row]:
    """The rows of a group but for those that are sums of the others."""
    return [row for row in table.rows if row.id not in totals and group in {item.id for item in row.groups}]


def _is_sum(item: UnplacedLine, table: Table, rows: Sequence[Row], figures: Mapping[CellIds, Figure]) -> bool:
    """Whether the figures of a line are those of several rows added up, column by column, and it has no others."""
    if not rows or not item.choices:
        return False
    cells, columns = item.choices[0].cells, table.blocks[rows[0].block].columns
    figures_of_line = [token for token in item.line.tokens if token.is_figure and not token.covered]
    if len(cells) != len(columns) or any(token not in cells for token in figures_of_line):
        return False
    for cell, column in zip(cells, columns, strict=True):
        subtotal = read_figure(cell.text, column.kind).figure
        parts = [figures.get((table.id, row.id, column.id)) for row in rows]
        addends = [part for part in parts if part is not None]
        is_plain = subtotal is not None and subtotal.state in (State.GIVEN, State.BLANK) and not subtotal.note
        if subtotal is None or not is_plain or len(addends) < len(parts):
            return False
        if subtotal.number != sum(part.number for part in addends):
            return False
    return True


def _numbers_columns(item: UnplacedLine) -> bool:
    """Whether a row is a word for numbers of columns, and these: ``甲 1 2 3``."""
    words, *numbers = [fold(token.text).strip().rstrip(".") for token in item.line.tokens if token.text.strip()] or [""]
    return words in CORNERS and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _states_nothing(item: UnplacedLine) -> bool:
    """Whether all that stands after the label of a row is noughts and blanks."""
    tokens = [token for token in item.line.tokens if not token.covered]
    first = next((place for place, token in enumerate(tokens) if token.is_figure), len(tokens))
    return all(token.is_blank or (token.is_figure and _NOUGHTS.fullmatch(fold(token.text))) for token in tokens[first:])
