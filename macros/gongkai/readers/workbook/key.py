"""The key sheet of a workbook: whose report the workbook holds, and how its cells show their numbers.

Since Gongkai wrote it, anything may have been typed into it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from gongkai.figures import whole_number
from gongkai.readers.document import Document
from gongkai.readers.workbook.marked_sheet import key_rows
from gongkai.reports.workbook_marks import CELL_FACT, HEAD_FACT, KEY_SHEET, CellLook, Stamp

_NUMBERS = frozenset({"year", "blocks"})


@dataclass(frozen=True, slots=True)
class WorkbookKey:
    """What the key sheet says.

    Attributes:
        version: Version of the marks; 0 where it cannot be read.
        stamp: Whose report it is; None where a fact is missing or wrong.
        heads: The document's own heads, each with its place.
        looks: How cells show their numbers, by table, row and column.
    """

    version: int
    stamp: Stamp | None
    heads: tuple[tuple[str, str], ...] = ()
    looks: Mapping[tuple[str, str, str], CellLook] = field(default_factory=dict)


def workbook_key(document: Document) -> WorkbookKey | None:
    """The key of a workbook; None for any other document."""
    rows = list(key_rows(document))
    if not rows or not rows[0] or rows[0][0] != KEY_SHEET:
        return None
    facts = {row[0]: row[1] for row in rows[1:] if len(row) == 2 and row[0] not in {HEAD_FACT, CELL_FACT}}  # noqa: PLR2004 - a name and a value
    heads = tuple((row[1], row[2]) for row in rows if row[:1] == (HEAD_FACT,) and len(row) == 3)  # noqa: PLR2004 - and a place
    looks = [look for row in rows if row[:1] == (CELL_FACT,) and (look := _look(row[1:])) is not None]
    version = whole_number(rows[0][1]) if len(rows[0]) > 1 else None
    return WorkbookKey(
        version or 0, _stamp(facts), heads, {(item.table, item.row, item.column): item for item in looks}
    )


def _stamp(facts: Mapping[str, str]) -> Stamp | None:
    values: dict[str, str | int] = {}
    for item in fields(Stamp):
        text = facts.get(item.name, "")
        number = whole_number(text) if item.name in _NUMBERS else None
        if item.name in _NUMBERS and text:
            if number is None:
                return None
            values[item.name] = number
        elif text:
            values[item.name] = text
    try:
        return Stamp(**values)  # type: ignore[arg-type] # numbers where numbers belong, see above
    except TypeError:  # a fact without which there is no stamp
        return None


def _look(values: Sequence[str]) -> CellLook | None:
    texts = [*values, *[""] * len(fields(CellLook))]
    table, row, column, places, unit, gap, note = texts[: len(fields(CellLook))]
    number = whole_number(places)
    return CellLook(table, row, column, number, unit, gap == "1", note) if number is not None else None
