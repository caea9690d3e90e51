"""Where the cells of a report stand in its YAML, looked up only when a finding has to show them.

A report in memory keeps no positions: with them, 21,000 reports would not fit.
"""

from gongkai import located
from gongkai.findings import Finding
from gongkai.forms import Form, Table, resolve
from gongkai.forms.model import canonical
from gongkai.located import Mapping, Mark, Node, Sequence


class Positions:
    """The positions of one report's file."""

    def __init__(self, text: str, form: Form | None) -> None:
        """Parse a file again to find where its cells stand."""
        tree, _ = located.parse(text)
        self._tree = tree if isinstance(tree, Mapping) else Mapping((), Mark(1, 1))
        self._form = form

    def key(self, name: str) -> Mark | None:
        """Where the value of a top-level key stands."""
        node = self._tree.get(name)
        return node.mark if node is not None else None

    def of_finding(self, finding: Finding, key: str | None = None) -> Mark:
        """Where a finding about this report stands: its first cell, or a key.

        Args:
            finding: The finding.
            key: The key that it speaks of, if any; where the file does not have it, it is passed over.
        """
        mark = self.key(key) if key else None
        if mark is not None:
            return mark
        row, col = finding.row, finding.col
        if (row is None or col is None) and finding.cells and self._form is not None:
            return self._first_written(finding, self._form)
        return self.of(finding.table, row, col)

    def _first_written(self, finding: Finding, form: Form) -> Mark:
        """The first of a finding's cells that stands in the file; totals that are added up do not."""
        whole = self.of(finding.table, None, None)
        for cell in finding.cells:
            place = resolve(form, cell)
            mark = self.of(place.table, place.row, place.cols[0] if place.cols else None)
            if mark != self.of(place.table, None, None):
                return mark
        return whole

    def of(self, table: str | None, row: str | None, col: str | None) -> Mark:
        """The nearest place that stands in the file: the cell, else its line, else its table, else the top."""
        model = self._form.table_index.get(table) if self._form and table else None
        if model is None:
            return self._tree.mark
        node = self._table(model)
        if node is None:
            return self._tree.mark
        if row is None or not isinstance(node, Mapping):
            return self._first(model, node)
        return self._cell(model, node, row, col) or self._first(model, node)

    def _table(self, table: Table) -> Node | None:
        names = {*table.name.all(), canonical(table.title)}
        return next((node for key, node in self._tree.pairs if canonical(key.text) in names), None)

    def _first(self, table: Table, node: Node) -> Mark:
        names = {*table.name.all(), canonical(table.title)}
        return next((key.mark for key, item in self._tree.pairs if item is node and canonical(key.text) in names))

    def _cell(self, table: Table, node: Mapping, row: str, col: str | None) -> Mark | None:
        number = table.row_index[row]
        column = table.column_index(number, col) if col is not None else None
        for key, value in node.pairs:
            place = table.line_index.get(canonical(key.text))
            line = table.lines[place] if place is not None else None
            if line is None or line.row != number or (column is not None and column not in line.columns):
                continue
            if column is None or not isinstance(value, Sequence):
                return key.mark if column is None or isinstance(value, Mapping) else value.mark
            with_totals = len(value.items) == len(line.columns)
            columns = line.columns if with_totals else tuple(c for c in line.columns if c not in line.totals)
            at = columns.index(column) if column in columns else None
            return value.items[at].mark if at is not None and at < len(value.items) else key.mark
        return None
