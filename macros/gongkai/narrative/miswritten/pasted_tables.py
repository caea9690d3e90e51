"""Statutory tables that were pasted into a text: with tabs, a cell a line, as Markdown or as HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.forms import Form
from gongkai.forms.names import canonical
from gongkai.narrative.parse import Narrative

_FEWEST = 4
"""How many labels of a table, and how many figures, a pasted copy has at least."""
_BEHIND = 400
"""Characters after the last label in which figures of the same table may follow."""
_COMMON = frozenset({"其他", "总计", "小计", "合计"})
"""Labels of any table."""
_FIGURE = re.compile(r"(?:^|(?<=[|\t>]))[ \u3000]*\d[\d,.]*[ \u3000]*(?=$|[|\t<])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PastedTable:
    """A copy of a statutory table.

    Attributes:
        table: Id of the table.
        line: The first line that has labels of it, from 1.
    """

    table: str
    line: int


def pasted_tables(form: Form, narrative: Narrative) -> Iterator[PastedTable]:
    """Every copy of a table of a form, at most one of each table.

    Args:
        form: The form.
        narrative: The text.
    """
    pattern, tables = _labels(form)
    places: dict[str, dict[str, int]] = {}
    for match in pattern.finditer(narrative.text):
        for table in tables[canonical(match["label"])]:
            places.setdefault(table, {}).setdefault(match["label"], match.start("label"))
    for table, labels in places.items():
        if len(labels) < _FEWEST:
            continue
        first, last = min(labels.values()), max(labels.values())
        if sum(1 for _ in _FIGURE.finditer(narrative.text, first, last + _BEHIND)) >= _FEWEST:
            yield PastedTable(table, narrative.text.count("\n", 0, first) + 1)


@lru_cache(maxsize=32)
def _labels(form: Form) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """What finds a cell that has a label of a form, and by label, as labels are compared, the tables that have it."""
    tables: dict[str, tuple[str, ...]] = {}
    words = set()
    for table in form.tables:
        heads = {label for row in range(len(table.rows)) for column in table.columns(row) for label in column.heads}
        for label in {*heads, *(row.name.label for row in table.rows)} - _COMMON:
            words.add(label)
            tables[canonical(label)] = tuple(dict.fromkeys((*tables.get(canonical(label), ()), table.id)))
    options = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[|\t>]))[ \u3000]*(?P<label>{options})[ \u3000]*(?=$|[|\t<])", re.MULTILINE), tables
