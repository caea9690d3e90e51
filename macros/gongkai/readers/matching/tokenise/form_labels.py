"""Every label that a form prints or accepts, with what it stands for."""

from collections.abc import Iterator

from gongkai.forms import Form, Table
from gongkai.readers.matching.tokenise.model import LabelMeaning, LabelSort


def form_labels(form: Form) -> Iterator[tuple[LabelMeaning, str]]:
    """Go through the labels of a form: sections, rows, groups, columns, heads; ``key`` is not filled in yet."""
    for section in form.sections:
        for label in (section.title, *section.also):
            yield LabelMeaning("section", section.table or "", section.number, "", section.number), label
    for table in form.tables:
        yield from _row_labels(table)
        for number, block in enumerate(table.blocks):
            yield from _column_labels(table, number)
            if block.title:
                yield LabelMeaning("title", table.id, "title", "", block=number), block.title
            if block.row_head:
                yield LabelMeaning("rowhead", table.id, "row_head", "", block=number), block.row_head
            if block.corner:
                yield LabelMeaning("corner", table.id, "corner", "", block=number), block.corner
            if block.columns_head:
                yield LabelMeaning("corner", table.id, "columns_head", "", block=number), block.columns_head


def table_labels(form: Form) -> Iterator[str]:
    """Go through the labels of the rows, groups and columns of a form, which sentences are searched for.

    Args:
        form: The form.
    """
    yield from (text for meaning, text in form_labels(form) if meaning.sort in ("row", "group", "column", "heads"))


def nested_heads(form: Form) -> Iterator[tuple[str, ...]]:
    """Go through the groups of columns that stand below others, each with those: 行政诉讼, 复议后起诉.

    Args:
        form: The form.
    """
    columns = (column for table in form.tables for block in table.blocks for column in block.columns)
    yield from dict.fromkeys(column.heads[:end] for column in columns for end in range(2, len(column.heads)))


def groups_of_labels(form: Form) -> Iterator[tuple[tuple[LabelSort, str, str], tuple[str, ...]]]:
    """Go through the rows and columns of a form, each by sort, table and id, with its groups' labels.

    Args:
        form: The form.
    """
    for table in form.tables:
        for row in table.rows:
            yield ("row", table.id, row.id), tuple(group.label for group in row.groups)
        for block in table.blocks:
            for column in block.columns:
                yield ("column", table.id, column.id), (*column.heads[:-1], block.columns_head or "")


def _row_labels(table: Table) -> Iterator[tuple[LabelMeaning, str]]:
    for number, row in enumerate(table.rows):
        if row.printed:
            for label in (row.name.label, *row.name.also, row.name.short):
                yield LabelMeaning("row", table.id, row.id, "", row=number, block=row.block), label
        for group in row.groups:
            first = next(place for place, item in enumerate(table.rows) if group in item.groups)
            yield LabelMeaning("group", table.id, group.id, "", row=first, block=row.block), group.label


def _column_labels(table: Table, number: int) -> Iterator[tuple[LabelMeaning, str]]:
    for place, column in enumerate(table.blocks[number].columns):
        for label in (column.name.label, *column.name.also, *([] if table.by_blocks else [column.name.short])):
            yield LabelMeaning("column", table.id, column.id, "", block=number, column=place), label
        for head in column.heads[:-1]:
            yield LabelMeaning("heads", table.id, head, "", block=number), head
        if column.group:
            for line in table.lines:
                if place in line.columns:
                    for label in line.name.also:
                        yield LabelMeaning("heads", table.id, column.heads[-2], "", block=number), label
