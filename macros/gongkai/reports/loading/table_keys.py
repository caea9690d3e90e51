"""Which part of a report's file holds which table, also where its name or its indentation is not quite right.

What is meant is taken, so that one slip is one finding and the rows of a table are not all reported as missing.
"""

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass

from gongkai.forms import Form, Table
from gongkai.forms.keys import KEYS
from gongkai.forms.names import canonical
from gongkai.forms.places import nearest
from gongkai.located import Mapping, Mark, Node, Scalar, Sequence
from gongkai.reports.loading.file_findings import FileFindings

Pair = tuple[Scalar, Node]


@dataclass(frozen=True, slots=True)
class TableNodes:
    """What a file holds of the tables of its form.

    Attributes:
        nodes: By id of each table that is there what is under its key.
        keys: The keys at the top of the file that belong to tables.
        moved: By id of each table the positions of its lines that are in another one.
    """

    nodes: MappingABC[str, Node]
    keys: frozenset[Scalar]
    moved: MappingABC[str, frozenset[int]]


def find_tables(tree: Mapping, form: Form | None, faults: FileFindings) -> TableNodes:
    """Find the tables of a form in a file; of two keys for one table the first is taken."""
    if form is None:
        return TableNodes({}, frozenset(), {})
    search = _Search(tree, form, faults)
    search.named()
    search.misspelt()
    search.rows_at_the_margin()
    nodes = {table: _without_dashes(form, table, node, faults) for table, (_, node) in search.tables.items()}
    return TableNodes(nodes, frozenset(search.keys), _moved(form, nodes))


class _Search:
    """The tables of one file while they are found."""

    def __init__(self, tree: Mapping, form: Form, faults: FileFindings) -> None:
        self.tree = tree
        self.form = form
        self.faults = faults
        self.tables: dict[str, Pair] = {}
        self.keys: set[Scalar] = set()

    def named(self) -> None:
        for key, node in self.tree.pairs:
            table = self.form.table_named(key.text) if key.text not in KEYS else None
            if table is None:
                continue
            self.keys.add(key)
            if table.id in self.tables:
                first = self.tables[table.id][0].mark.line
                self.faults.syntax(key.mark, "duplicate-table", name=key.text, first=first)
            self.tables.setdefault(table.id, (key, node))

    def misspelt(self) -> None:
        names = [*KEYS, *(table.name.short for table in self.form.tables)]
        for key, node in self.tree.pairs:
            if key in self.keys or key.text in KEYS or not isinstance(node, Mapping):
                continue
            table = self.form.table_named(nearest(key.text, names) or "")
            if table is not None and table.id not in self.tables:
                self.keys.add(key)
                self.faults.syntax(key.mark, "table-near", name=key.text, near=table.name.short, title=table.title)
                self.tables[table.id] = (key, node)

    def rows_at_the_margin(self) -> None:
        """Take lines of a table that are not indented below its key."""
        lines: dict[str, list[Pair]] = {}
        above = ""
        for key, node in self.tree.pairs:
            if key in self.keys:
                table = self.form.table_named(key.text)
                above = table.id if table is not None else above
            elif key.text not in KEYS and (table := self._table_of(key.text, above)) is not None:
                lines.setdefault(table.id, []).append((key, node))
        for name, pairs in lines.items():
            table = self.form.table_index[name]
            key, node = self.tables.get(name, (pairs[0][0], pairs[0][1]))
            own = node.pairs if isinstance(node, Mapping) and name in self.tables else ()
            self.tables[name] = (key, Mapping((*own, *pairs), key.mark))
            self.keys.update(key for key, _ in pairs)
            first = pairs[0][0]
            args = {"name": first.text, "count": str(len(pairs)), "table": table.name.short}
            self.faults.syntax(first.mark, "margin" if len(pairs) == 1 else "margin-rows", **args)

    def _table_of(self, name: str, above: str) -> Table | None:
        """The table with a line of this name: the one above where it has such a line, else the only one that has."""
        having = [table for table in self.form.tables if canonical(name) in table.line_index]
        near = [table for table in having if table.id == above]
        return near[0] if near else having[0] if len(having) == 1 else None


def _without_dashes(form: Form, table: str, node: Node, faults: FileFindings) -> Node:
    """The lines of a table each of which was written as an item of a list."""
    if not isinstance(node, Sequence) or not node.items or not all(isinstance(item, Mapping) for item in node.items):
        return node
    pairs = tuple(pair for item in node.items if isinstance(item, Mapping) for pair in item.pairs)
    faults.syntax(node.mark, "dashes", table=form.table_index[table].name.short)
    return Mapping(pairs, node.mark)


def _moved(form: Form, nodes: MappingABC[str, Node]) -> dict[str, frozenset[int]]:
    moved: dict[str, set[int]] = {}
    for name, node in nodes.items():
        for key in [key for key, _ in node.pairs] if isinstance(node, Mapping) else ():
            home = home_of(form, form.table_index[name], key.text)
            if home is not None:
                moved.setdefault(home.id, set()).add(home.line_index[canonical(key.text)])
    return {table: frozenset(lines) for table, lines in moved.items()}


def home_of(form: Form, table: Table, name: str) -> Table | None:
    """The table that a line belongs to which is in another one; None where it is there, or nowhere."""
    if canonical(name) in table.line_index:
        return None
    return next((other for other in form.tables if canonical(name) in other.line_index), None)


def lines_known(tree: Mapping, form: Form) -> int:
    """How many lines of a file are lines of a form, and have about as many figures as there: how well it fits."""
    count = 0
    for key, node in tree.pairs:
        table = form.table_named(key.text)
        for name, value in node.pairs if table is not None and isinstance(node, Mapping) else ():
            number = table.line_index.get(canonical(name.text)) if table is not None else None
            if table is None or number is None:
                continue
            line = table.lines[number]
            size = len(value.items) if isinstance(value, Sequence) else 1
            count += len(line.columns) - len(line.totals) <= size <= len(line.columns)
    return count


def whole_table_text(node: Node) -> tuple[Mark, str, str] | None:
    """A table whose lines YAML has read as one text: where it begins, its first name, and the first line as meant.

    It is one text where no colon has a blank after it.
    """
    if not isinstance(node, Scalar) or not node.plain:
        return None
    for colon in ("：", ":"):
        name, sign, rest = node.text.partition(colon)
        if sign and " " not in name.strip():
            value = rest.strip().partition("]")
            first = f"{value[0]}]" if value[1] else value[0].split(" ")[0]
            return node.mark, f"{name}{colon}", f"{name}: {first}"
    return None
