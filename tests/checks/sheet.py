"""A report's YAML as the lines of a clerk: read, changed at a place, written again.

Figures stay text, as they were written; what they mean is left to the loader under test. Cases use it to say only how
they differ from a consistent report, the generator to write the reports that it makes up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.forms import Form, Line, Table, resolve
from tests.yaml_texts import yaml_as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Sheet:
    """One report.

    Attributes:
        form: Its form, which gives places their meaning.
        keys: Keys beside the tables, values as written.
        tables: Figures as written, by table id and id of the line.
        names: How a line is written, by table and line id, where that is not its short name.
        below: YAML to stand after the tables.
    """

    form: Form
    keys: dict[str, str]
    tables: dict[str, dict[str, list[str]]]
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    below: str = ""

    @classmethod
    def read(cls, text: str, form: Form) -> Sheet:
        """Read a report that has nothing but single keys and tables."""
        loaded = yaml_as_written(text)
        sheet = cls(form, {}, {})
        for key, value in loaded.items():
            table = form.table_named(key)
            if table is None:
                sheet.keys[key] = value
                continue
            sheet.tables[table.id] = {
                table.lines[table.line_index[name]].name.id: figures if isinstance(figures, list) else [figures]
                for name, figures in value.items()
            }
        return sheet

    def write(self, place: str, value: str | list[str]) -> None:
        """Write a figure at a cell, a list of figures at a row, or a text at a key beside the tables."""
        if "." not in place:
            assert isinstance(value, str)
            self.keys[place] = value
            return
        table, line, at = self._spot(place)
        if at is None:
            self.tables[table.id][line.name.id] = value if isinstance(value, list) else [value]
        else:
            assert isinstance(value, str)
            self.tables[table.id][line.name.id][at] = value

    def drop(self, place: str) -> None:
        """Leave out a row, a table, or a key beside the tables."""
        if place in self.keys:
            del self.keys[place]
        elif "." not in place:
            table = self.form.table_named(place)
            assert table is not None
            del self.tables[table.id]
        else:
            table, line, at = self._spot(place)
            assert at is None
            del self.tables[table.id][line.name.id]

    def leave_totals_out(self) -> None:
        """Take away every total that the form can add up, as a clerk would who types none."""
        for table in self.form.tables:
            written = self.tables[table.id]
            for line in table.lines:
                if table.rows[line.row].id in self._total_rows(table):
                    written.pop(line.name.id, None)
                elif line.name.id in written:
                    figures = written[line.name.id]
                    written[line.name.id] = [
                        figure
                        for figure, column in zip(figures, line.columns, strict=True)
                        if column not in line.totals
                    ]

    def copy(self) -> Sheet:
        """A sheet of its own with the same figures."""
        tables = {
            table: {line: list(figures) for line, figures in lines.items()} for table, lines in self.tables.items()
        }
        return Sheet(self.form, dict(self.keys), tables, dict(self.names), self.below)

    def text(self) -> str:
        """The YAML."""
        return "\n".join(self._lines()) + "\n" + self.below

    def _lines(self) -> Iterator[str]:
        for key, value in self.keys.items():
            yield f"{key}: {value}"
        for table in self.form.tables:
            if table.id not in self.tables:
                continue
            yield f"{table.name.short}:"
            for line in table.lines:
                figures = self.tables[table.id].get(line.name.id)
                if figures is not None:
                    name = self.names.get((table.id, line.name.id), line.name.short)
                    yield f"  {name}: {_written(figures)}"

    def _total_rows(self, table: Table) -> frozenset[str]:
        sums = [item for item in self.form.identities if item.table == table.id and item.each == "column"]
        return frozenset(item.total for item in sums if item.total is not None)

    def _spot(self, place: str) -> tuple[Table, Line, int | None]:
        """The line that a place speaks of, and which of its written figures; None for the whole line."""
        spot = resolve(self.form, place)
        assert spot.table is not None
        assert spot.row is not None
        table = self.form.table_index[spot.table]
        row = table.row_index[spot.row]
        ids = [column.id for column in table.columns(row)]
        wanted = None if spot.cols is None else [ids.index(col) for col in spot.cols]
        line = next(line for line in table.lines if line.row == row and (wanted is None or wanted[0] in line.columns))
        if wanted is None or len(wanted) > 1:
            return table, line, None
        written = self.tables[table.id][line.name.id]
        stated = len(written) == len(line.columns)
        columns = line.columns if stated else tuple(col for col in line.columns if col not in line.totals)
        return table, line, columns.index(wanted[0])


def _written(figures: Sequence[str]) -> str:
    return figures[0] if len(figures) == 1 else f"[{', '.join(figures)}]"
