"""The style sheet that writes the name of its column before each figure of a wide table, as a phone shows no heads.

The names depend on the form alone, and a page has them in its heads already; repeated at every figure they took 5 KB of
it.
"""

import json
from collections.abc import Iterable, Iterator

from gongkai.forms import Form, Table
from gongkai.tables import TableView
from gongkai.tables.skeleton import table_skeleton

NARROW = 6
"""A table of more columns is wide: a phone shows it as lines, and it is printed on a page of its own, across."""
PHONE = "screen and (max-width: 37.484375em)"
"""The screens that show a wide table as lines; ``gongkai.css`` has the same."""


def label_class(view: TableView) -> str:
    """The class by which the style sheet knows a table; empty where the cells have to say the names themselves.

    That is where a document has names of its own for columns, and in tables that are not wide, which need none.
    """
    return "" if view.has_own_columns or view.width <= NARROW else _class(view.form, view.table)


def labels_css(forms: Iterable[Form]) -> str:
    """The style sheet for the tables of some forms."""
    rules = "\n".join(rule for form in forms for table in form.tables for rule in _rules(form, table))
    return f"@media {PHONE} {{\n{rules}\n}}\n"


def _class(form: str, table: str) -> str:
    return f"gk-{form}-{table}"


def _rules(form: Form, table: Table) -> Iterator[str]:
    skeleton = table_skeleton(form, table, prefix=table.id, heads=())
    if skeleton.width <= NARROW:
        return
    whole = f".gk-wide table.gk.{_class(form.id, table.id)}"
    for number, block in enumerate(skeleton.blocks, start=1):
        within = f"{whole} tbody:nth-of-type({number})" if len(skeleton.blocks) > 1 else whole
        for place, cell in enumerate(block.rows[0].cells if block.rows else (), start=1):
            yield f"{within} td:nth-of-type({place})::before {{ content: {_quoted(cell.label)}; }}"


def _quoted(text: str) -> str:
    """A text as CSS has it: JSON's quotation marks, its control characters as CSS writes them."""
    return json.dumps(text, ensure_ascii=False).replace("\\n", "\\a ").replace("\\t", " ")
