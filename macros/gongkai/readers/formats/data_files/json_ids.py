"""Finds the figures of a JSON file that are named by the ids of a form, as programs name them.

Ids are certain: a figure belongs to the cell that they name, in whatever objects, records or dotted names they stand.
The cells become tables under the form's own labels, so that everything after is as for any other file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gongkai.forms import Form, Table, shipped_forms
from gongkai.readers.document.spans import SourceRow
from gongkai.readers.formats.data_files.json_tables import (
    JsonObject,
    is_figure,
    is_scalar,
    json_object,
    rows_of_names,
)

_FEWEST = 8
"""Cells that are named by ids; a few ids are words of any program."""
_LONGEST = 60
"""Characters of an id, those of dotted ones included."""
_SIGNS = re.compile(r"[^a-z0-9.]")
_UNITS = frozenset({"unit", "单位", "计量单位"})
_NOTES = frozenset({"note", "remark", "备注", "附注", "说明"})
_VALUES = frozenset({"value", "val", "count", "number", "figure", "amount", "数", "数值"})

_Cell = tuple[str, str, str]


@dataclass(slots=True)
class CellsByIds:
    """The cells of a value by ids.

    Attributes:
        form: The form whose ids they are.
        cells: Each with its text, in order.
        rest: The value without them.
    """

    form: Form
    cells: list[tuple[_Cell, str]] = field(default_factory=list)
    rest: Any = ""

    def tables(self) -> Iterator[tuple[str, tuple[SourceRow, ...]]]:
        """The title of each table with its rows as names above the names of their figures."""
        for table in self.form.tables:
            own = [(*_position(table, cell), text) for cell, text in self.cells if cell[0] == table.id]
            if own:
                in_order = sorted(own, key=lambda item: item[:2])
                yield (
                    table.title,
                    rows_of_names(_tree([(_path(table, row, column), text) for row, column, text in in_order])),
                )


def cells_by_ids(value: Any) -> CellsByIds | None:
    """The cells that a value names by ids of the form that most of them are of.

    None where it names hardly any, and where it names one twice, as of two years: nobody knows which is meant.

    Args:
        value: An object, a list or a text.
    """
    readings = [_read(value, form) for form in shipped_forms()]
    best = max(reversed(readings), key=lambda reading: len(reading.cells))
    return best if len({cell for cell, _ in best.cells}) == len(best.cells) >= _FEWEST else None


def _read(value: Any, form: Form) -> CellsByIds:
    result = CellsByIds(form)
    result.rest = _without_cells(value, (), _ids(form), result.cells)
    return result


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of a form without signs: those of cells, with and without that of the table, and all of their parts."""

    cells: dict[str, _Cell]
    parts: frozenset[str]


@cache
def _ids(form: Form) -> _Ids:
    cells: dict[str, _Cell] = {}
    for table in form.tables:
        for number, row in enumerate(table.rows):
            for column in table.columns(number):
                cell = (table.id, row.id, column.id)
                for path in (cell, cell[1:], *([(cell[0], cell[2]), cell[2:]] if len(table.rows) == 1 else [])):
                    cells[_plain(".".join(path))] = cell
    parts = {part for key in cells for part in (key, *key.split("."))}
    return _Ids(cells, frozenset(parts | {_plain(cell[2]) for cell in cells.values()}))


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.lower())


def _is_id(text: str, ids: _Ids) -> bool:
    return len(text) <= _LONGEST and _plain(text) in ids.parts


def _without_cells(value: Any, path: tuple[str, ...], ids: _Ids, cells: list[tuple[_Cell, str]]) -> Any:
    """A value without the figures that ids name, which go to the cells."""
    if isinstance(value, list):
        return [rest for part in value if (rest := _without_cells(part, path, ids, cells)) or part == ""]
    if not isinstance(value, JsonObject):
        return value
    inside = [_plain(text) for _, text in value.pairs if is_scalar(text) and _is_id(text, ids)]
    cell = _cell([*path, *inside], ids) if inside else None
    text = _text_of_record(value, ids) if cell is not None else None
    if cell is not None and text is not None:
        cells.append((cell, text))
        return ""
    rest_pairs, before = [], len(cells)
    for name, part in value.pairs:
        here = (*path, *inside, *_plain(name).split("."))
        cell = _cell(here, ids) if is_scalar(part) and is_figure(part) else None
        if cell is not None:
            cells.append((cell, part))
        elif (rest := _without_cells(part, here, ids, cells)) or part == "":
            rest_pairs.append((name, rest))
    if len(cells) > before:  # what says whose figures they were
        rest_pairs = [(name, rest) for name, rest in rest_pairs if not (is_scalar(rest) and _is_id(rest, ids))]
    return json_object(rest_pairs) if rest_pairs else ""


def _cell(path: tuple[str, ...] | list[str], ids: _Ids) -> _Cell | None:
    """The cell that the ids at the end of a path name."""
    own = [part for part in path if part in ids.parts]
    keys = (".".join(own[-length:]) for length in (4, 3, 2, 1) if len(own) >= length)
    cell = next((ids.cells[key] for key in keys if key in ids.cells), None)
    tables = {table for table, *_ in ids.cells.values()}.intersection(own)
    return cell if cell is not None and (not tables or cell[0] in tables) else None


def _text_of_record(record: JsonObject, ids: _Ids) -> str | None:
    """The figure of a record that names its cell, with its unit and its note."""
    others = [(name, text) for name, text in record.pairs if is_scalar(text) and not _is_id(text, ids)]
    values: list[str] = [text for name, text in others if name.lower() in _VALUES and is_figure(text)]
    if len(values) != 1 or len(record) > len(others) + 3 or not all(map(is_scalar, record.values())):
        return None
    unit = "".join(text for name, text in others if name.lower() in _UNITS)
    notes = "".join(f"（{text}）" for name, text in others if name.lower() in _NOTES and text)
    return f"{values[0]}{unit}{notes}"


def _position(table: Table, cell: _Cell) -> tuple[int, int]:
    row = table.row_index[cell[1]]
    return row, table.column_index(row, cell[2]) or 0


def _path(table: Table, row: int, position: int) -> tuple[str, ...]:
    """The labels of a cell: of the groups of its row, of the row, and of the column."""
    column, labels = table.columns(row)[position], table.rows[row]
    if table.by_blocks:
        return column.heads[-2:]
    return (*(group.label for group in labels.groups), labels.name.label, column.name.label)


def _tree(items: list[tuple[tuple[str, ...], str]]) -> JsonObject:
    """An object of objects by the parts of paths; a path that stands twice does so in it as well."""
    groups: list[tuple[str, list[tuple[tuple[str, ...], str]]]] = []
    for path, text in items:
        if not groups or groups[-1][0] != path[0]:
            groups.append((path[0], []))
        groups[-1][1].append((path[1:], text))
    pairs: list[tuple[str, Any]] = []
    for name, below in groups:
        leaves = [(name, text) for path, text in below if not path]
        pairs += leaves or [(name, _tree(below))]
    return json_object(pairs)
