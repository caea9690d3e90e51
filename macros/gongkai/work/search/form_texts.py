"""The texts of a form that all reports on it show: labels of its tables, and what explains their rows and columns.

They are not repeated in the feed of each report; the search page has them once, and looks them up itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.citations import citation
from gongkai.pages.content import TextBlock
from gongkai.renders.html.explained.columns import all_heads
from gongkai.renders.html.table import columns_id, sheet_id
from gongkai.tables.model import BlockSkeleton
from gongkai.tables.skeleton import table_skeleton
from gongkai.work.search.label_figures import column_names, label_figures


def form_table(form: Form, table: str) -> str:
    """The name of a form's table in the index."""
    return f"{form.id}.{table}"


def form_labels(form: Form) -> dict[str, dict[str, Any]]:
    """The tables of a form as ``search-index.js`` reads them.

    Title, rows, names of columns, labels and explanations with their anchors; a label also has the figures that are
    shown beside it (see ``label_figures``). The label of a row is its last one.
    """
    tables: dict[str, dict[str, Any]] = {}
    for table in form.tables:
        blocks = table_skeleton(form, table, prefix=table.id, heads=()).blocks
        rows = [row for block in blocks for row in block.rows]
        figures = label_figures(form, table.id, blocks)
        tables[form_table(form, table.id)] = {
            "title": table.title,
            "rows": [row.id for row in rows],
            "columns": column_names(blocks),
            "labels": [
                (item.anchor, item.text, *figures.get(item.anchor or "", ()))
                for item in labels(table.id, table.title, blocks)
            ],
            "sheets": list(_sheets(table, blocks)),
        }
    return tables


def texts_of(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The labels and explanations of some tables, as ``form_labels`` gives them."""
    for table in tables.values():
        yield from (text for _, text, *_ in table["labels"])
        yield from (text for _, _, text in table["sheets"])


def labels(name: str, caption: str, blocks: Iterable[BlockSkeleton]) -> Iterator[TextBlock]:
    """Caption and heads of a table, each with its anchor; the anchor of a row head is that of its row.

    Args:
        name: Id of the table on its page.
        caption: Its caption.
        blocks: Its blocks.
    """
    yield TextBlock(caption, name)
    for block in blocks:
        yield from (TextBlock(cell.text, cell.short) for cells in block.head for cell in cells if cell.text)
        for row in block.rows:
            for cell in row.heads:
                yield TextBlock(cell.text, row.id if cell.scope == "row" else cell.short)


def _sheets(table: Table, blocks: Sequence[BlockSkeleton]) -> Iterator[tuple[str, str, str]]:
    """What explains the rows and columns of a table, as far as no figure is in it: id of the sheet, label, text."""
    for number, block in enumerate(blocks):
        for row in block.rows:
            own = table.rows[row.position]
            label = row.heads[-1].text if row.heads else table.title
            yield from _sheet(sheet_id(row), label, own.counts, citation(own.article, own.unverified))
        for head in all_heads(table.blocks[number].heads):
            yield from _sheet(columns_id(block), head.label, head.counts, citation(head.article, head.unverified))


def _sheet(anchor: str, label: str, counts: str | None, article: str | None) -> Iterator[tuple[str, str, str]]:
    basis = say("explain.article", {"article": article}) if article else ""
    if counts or basis:
        yield anchor, label, f"{counts or ''}{basis}"
