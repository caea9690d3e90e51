"""The table of all agencies of a year as CSV: a line a report, then a line for each agency that has none.

It has no line of sums, which programs would add up as well. What is no figure is told apart: nothing for a blank,
不适用, and a dash where the report's form has nothing that counts the same.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.figures import NOT_APPLICABLE_WORD, Figure, State, written
from gongkai.findings import say
from gongkai.pages.year_table import YearColumn, YearLine, YearTable
from gongkai.renders.export.csv_text import csv_file, csv_rows, text_cell
from gongkai.renders.export.tidy import SCOPE, TELLER
from gongkai.renders.open_data.columns import DataColumn
from gongkai.reports import Agency

NO_FIGURE = ("", NOT_APPLICABLE_WORD, "—")
"""What stands in the place of a figure: blank, not applicable, nothing that counts the same."""
_BEFORE = ("name", "year", "scope", "kind")
_BEHIND = ("state", "notes", "source", "slug", "form")
_WORDS = {"scope": tuple(SCOPE.values()), "source": tuple(TELLER.values())}
_KEY = "slug"

DataValue = str | int


def agencies_key() -> tuple[str, ...]:
    """The columns that tell the lines apart."""
    return (say(f"data.table.heads.{_KEY}"),)


def agencies_columns(table: YearTable) -> tuple[DataColumn, ...]:
    """The columns of the file, in order."""
    before, behind = (tuple(_text_column(name) for name in names) for names in (_BEFORE, _BEHIND))
    figures = (
        DataColumn(column.path, "integer", say("data.table.figure", {"name": column.path})) for column in table.columns
    )
    return (*before, *figures, *behind)


def agencies_csv(table: YearTable) -> bytes:
    """The table of all agencies of a year as the text of a CSV file, heads included."""
    head = tuple(text_cell(column.name) for column in agencies_columns(table))
    return csv_file(csv_rows((head, *_lines(table), *_missing(table))))


def figure_text(figure: Figure | None) -> DataValue:
    """A figure as a cell: a number, or what is in its place."""
    if figure is None:
        return NO_FIGURE[-1]
    if figure.state in {State.NOT_APPLICABLE, State.UNREADABLE}:
        return written(figure)
    if figure.value is None:
        return NO_FIGURE[0]
    return f"{figure.value:f}" if isinstance(figure.value, Decimal) else figure.value


def line_notes(columns: Sequence[YearColumn], line: YearLine) -> str:
    """The remarks of a line's figures, each with its column."""
    notes = (
        say("data.table.note", {"name": column.path, "note": figure.note})
        for column, figure in zip(columns, line.figures, strict=True)
        if figure is not None and figure.note
    )
    return say("data.table.and").join(notes)


def _text_column(name: str) -> DataColumn:
    kind = "integer" if name == "year" else "string"
    head, meaning = say(f"data.table.heads.{name}"), say(f"data.table.meanings.{name}")
    return DataColumn(head, kind, meaning, _WORDS.get(name, ()))


def _lines(table: YearTable) -> Iterator[tuple[DataValue, ...]]:
    for line in table.lines:
        yield (
            *_before(line.agency, table.year),
            *map(figure_text, line.figures),
            say("data.table.here"),
            text_cell(line_notes(table.columns, line)),
            TELLER[line.retold],
            text_cell(line.agency.slug),
            line.form.id,
        )


def _missing(table: YearTable) -> Iterator[tuple[DataValue, ...]]:
    nothing = (NO_FIGURE[0],) * len(table.columns)
    for reason, agencies in table.missing:
        for agency in agencies:
            yield (*_before(agency, table.year), *nothing, reason, "", "", text_cell(agency.slug), "")


def _before(agency: Agency, year: int) -> tuple[DataValue, ...]:
    return (text_cell(agency.name), year, SCOPE[agency.scope], text_cell(agency.kind or ""))
