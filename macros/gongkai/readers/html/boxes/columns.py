"""The grounds of the columns of a table: those that ``col`` and ``colgroup`` give to the cells below them."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.html.styles.grounds import COLUMN
from gongkai.readers.html.styles.rules import PageStyles

_MOST_COLUMNS, _MOST_ROWS = 200, 1_000


def note_grounds_of_columns(table: Any, styles: PageStyles) -> None:
    """Note on each cell the ground of the column in which it begins, where that has one.

    Args:
        table: The table.
        styles: Those of its page.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    grounds = list(islice(_grounds(table, styles), _MOST_COLUMNS))
    if not any(grounds):
        return
    reached_rows: dict[int, int] = {}
    for number, row in enumerate(item for item in table.iter("tr") if next(item.iterancestors("table")) is table):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while reached_rows.get(column, 0) > number:
                column += 1
            width = _span(cell, "colspan", _MOST_COLUMNS)
            styles.count(width)
            if column < len(grounds) and grounds[column]:
                cell.set(COLUMN, grounds[column])
            last = number + _span(cell, "rowspan", _MOST_ROWS)
            reached_rows.update(dict.fromkeys(range(column, column + width), last))
            column += width


def _grounds(table: Any, styles: PageStyles) -> Iterator[str]:
    """The grounds of the columns one after the other; empty for none."""
    for part in table.iterchildren("col", "colgroup"):
        columns = [*part.iterchildren("col")] if part.tag == "colgroup" else []
        for column in columns or [part]:
            ground = _ground(column, styles) or _ground(part, styles)
            yield from (ground for _ in range(_span(column, "span", _MOST_COLUMNS)))


def _ground(column: Any, styles: PageStyles) -> str:
    return styles.of(column).own.get("background-color") or column.get("bgcolor") or ""


def _span(element: Any, name: str, most: int) -> int:
    return min(max(whole_number(element.get(name) or "1") or 1, 1), most)
