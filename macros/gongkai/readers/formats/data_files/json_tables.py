"""Finds the tables in the value of a JSON file: lists of rows, lists of records, names with figures below names."""

import itertools
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.readers.document.spans import SourceCell, SourceRow

YEAR_NAMES = frozenset({"年度", "年份", "报告年度", "year", "reportYear"})
"""Names of the year that figures are of, which is no figure."""
_LONGEST = 80
"""Characters of a cell; longer texts are paragraphs."""
_FEWEST_PATHS, _OF_PATHS = 8, "/.|—-"
"""Figures whose names are paths, and signs between the parts of a path."""
_DIGITS = frozenset("0123456789")
_OF_FIGURES = frozenset("0123456789+-−－,.，．%元万件个宗次 ")
"""Signs of figures and of what stands beside them."""


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object as its pairs in order, those of one name included.

    Attributes:
        pairs: Names and values.
        leaf_count: How many figures and blanks it has, those of objects in it included, where it has nothing else;
            0 where it has other values.
        has_digit: Whether any of them has a digit.
    """

    pairs: tuple[tuple[str, Any], ...]
    leaf_count: int = 0
    has_digit: bool = False

    def values(self) -> list[Any]:
        """What stands behind its names."""
        return [value for _, value in self.pairs]

    def __len__(self) -> int:
        """How many pairs it has."""
        return len(self.pairs)


def json_object(pairs: Iterable[tuple[str, Any]]) -> JsonObject:
    """An object of pairs, those in it first.

    Args:
        pairs: Names and values.
    """
    own = tuple(pairs)
    counts = [
        value.leaf_count if isinstance(value, JsonObject) else int(name not in YEAR_NAMES and is_figure(value))
        for name, value in own
    ]
    digits = (
        value.has_digit if isinstance(value, JsonObject) else is_scalar(value) and not _DIGITS.isdisjoint(value)
        for _, value in own
    )
    return JsonObject(own, sum(counts) if all(counts) else 0, any(digits))


def is_figure(value: Any) -> bool:
    """Whether a value is a figure, a blank or a single sign in its place.

    Args:
        value: An object, a list or a text.
    """
    return is_scalar(value) and (len(value) <= 1 or (len(value) <= _LONGEST and _OF_FIGURES.issuperset(value)))


def is_scalar(value: Any) -> bool:
    """Whether a value is neither an object nor a list, but a text, a number as it is written, or empty."""
    return isinstance(value, str)


def table_rows(value: Any) -> tuple[SourceRow, ...]:
    """The rows of a value that is a table; none for any other value.

    Args:
        value: An object, a list or a text.
    """
    rows: list[list[str]] = []
    if isinstance(value, JsonObject):
        rows = list(_rows_of_names(value)) if value.leaf_count > 1 and value.has_digit else []
    elif isinstance(value, list) and value:
        if all(isinstance(row, list) and all(map(_is_cell, row)) for row in value):
            rows = value
        elif all(map(is_record, value)):
            rows = list(_rows_of_records(value))
    return _as_rows(rows)


def rows_of_names(tree: JsonObject) -> tuple[SourceRow, ...]:
    """The rows of an object that is known to be a table: a row for each innermost object, whatever it holds.

    Args:
        tree: Objects in objects, texts in the innermost.
    """
    return _as_rows(_rows_of_names(tree))


def _as_rows(rows: Iterable[Sequence[str]]) -> tuple[SourceRow, ...]:
    return tuple(SourceRow(tuple(SourceCell(text.strip()) for text in row)) for row in rows if row)


def _is_cell(value: Any) -> bool:
    return is_scalar(value) and len(value) <= _LONGEST and "<" not in value


def is_record(record: Any) -> bool:
    """Whether a value is the row of a table: an object of short texts, and at most one object or list of further ones.

    Args:
        record: An object, a list or a text.
    """
    if not isinstance(record, JsonObject):
        return False
    nested = [value for value in record.values() if not is_scalar(value)]
    inner = [part for value in nested for _, part in _inner_pairs(value)]
    width = len(record) - len(nested) + len(inner)
    return len(nested) <= 1 < width and all(map(_is_cell, [*inner, *filter(is_scalar, record.values())]))


def _inner_pairs(value: Any) -> Sequence[tuple[str, Any]]:
    """What the object or list in a record has for cells: names with values, values, or pairs of a name and a value."""
    if isinstance(value, JsonObject):
        return value.pairs
    pairs = [tuple(part.values()) for part in value if isinstance(part, JsonObject) and len(part) == 2]  # noqa: PLR2004
    if len(pairs) == len(value) and all(is_scalar(name) and is_figure(figure) for name, figure in pairs):
        return pairs
    return [("", part) for part in value]


def _rows_of_records(records: Sequence[JsonObject]) -> Iterator[list[str]]:
    """A row for each record, below a row with its names where they differ from those above."""
    for names, group in itertools.groupby(records, _names):
        if any(names):
            yield names
        for record in group:
            yield [text for _, text in _cells(record)]


def _names(record: JsonObject) -> list[str]:
    return [name for name, _ in _cells(record)]


def _cells(record: JsonObject) -> Iterator[tuple[str, str]]:
    for name, value in record.pairs:
        if is_scalar(value):
            yield name, value
        else:
            yield from _inner_pairs(value)


def _rows_of_names(tree: JsonObject) -> Iterator[list[str]]:
    """A row for each innermost object, its name first, below the names of its figures where they change."""
    heads: list[str] = []
    if paths := _paths(tree):
        yield from paths
        return
    for name, value in [("", tree)] if all(map(is_scalar, tree.values())) else tree.pairs:
        heads = yield from _rows_below(name, value, heads)


def _paths(tree: JsonObject) -> list[list[str]]:
    """A row for each figure of a tree whose names are paths: the parts of its name, and the figure; else none."""
    if len(tree) < _FEWEST_PATHS or not all(map(is_scalar, tree.values())):
        return []
    for sign in _OF_PATHS:
        depth = min(name.count(sign) for name, _ in tree.pairs)  # a label may have the sign in it
        if depth:
            return [[*name.split(sign, depth), value] for name, value in tree.pairs]
    return []


def _rows_below(name: str, value: Any, heads: list[str]) -> Generator[list[str], None, list[str]]:
    """The rows of a part of a tree, below heads; when they end, the heads above the next one."""
    if is_scalar(value):
        yield [name, value]
        return []
    if all(map(is_scalar, value.values())):
        own = [head for head, _ in value.pairs]
        if own != heads:
            yield ["", *own]
        yield [name, *value.values()]
        return own
    yield [name]
    for inner, below in value.pairs:
        heads = yield from _rows_below(inner, below, heads)
    return heads
