"""An agency's figures over the years as CSV: a line for each line of its page, a column for each year, newest first.

After the lines of requests come the groups in which they end, as in the table of the page's chart. Lines, and which
figures of two forms are one line, are those of ``tables.series``, as on the page. Labels of table, row and column are
those of the list of all cells (``report.csv``); what is no figure is written as in the table of a year.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.findings import say
from gongkai.pages.outcomes import outcome_series
from gongkai.renders.charts.stacked import is_drawn
from gongkai.renders.export.csv_text import csv_file, csv_rows, text_cell
from gongkai.renders.export.tidy import HEAD, SCOPE, TELLER
from gongkai.renders.open_data.agencies import DataValue, figure_text
from gongkai.reports import Agency, Report
from gongkai.tables.series import Point, Series, SeriesTable, all_series

_BEFORE = tuple(HEAD[place] for place in (0, 2, 3, 4, 5, 7))
"""Agency, scope, table, row, column, unit."""
_NOTES, _SOURCE, _SLUG, _FORM, _TABLE = (HEAD[place] for place in (9, 11, 12, 13, 14))


def series_csv(agency: Agency, reports: Sequence[Report]) -> bytes:
    """An agency's figures over the years as the text of a CSV file, heads included.

    Args:
        agency: Who reports.
        reports: The reports that have figures; at least one.
    """
    tables = all_series(reports)
    sources = _by_year({report.year: TELLER[report.retold is not None] for report in reports})
    forms = _by_year({report.year: report.form.id for report in reports if report.form is not None})
    behind = (sources, text_cell(agency.slug), forms)
    outcomes = outcome_series(reports)
    groups = [line for _, line in outcomes if line.line.is_sum and is_drawn(outcomes)]
    lines = (
        (text_cell(agency.name), SCOPE[agency.scope], *_line(table, line), *behind, table.id, line.line.id)
        for table in tables
        for line in (*table.lines, *_further(table, groups))
    )
    years = (say("series.file.years", {"year": year}) for year in _years(tables))
    last = (_SOURCE, _SLUG, _FORM, _TABLE, say("series.file.line"))
    return csv_file(csv_rows(((*_BEFORE, *years, say("series.file.change"), _NOTES, *last), *lines)))


def _further(table: SeriesTable, groups: Iterable[Series]) -> Iterator[Series]:
    """The groups of a table that are not a line already, as a sum is that an older form has as a row."""
    there = {line.labels for line in table.lines}
    return (line for line in groups if line.table == table.id and line.labels not in there)


def _years(tables: Iterable[SeriesTable]) -> Iterator[int]:
    line = next(line for table in tables for line in table.lines)
    return (point.year for point in reversed(line.points))


def _line(table: SeriesTable, line: Series) -> tuple[DataValue, ...]:
    """From the table to the remarks."""
    units = _by_year({point.year: point.unit or "" for point in line.points if point.figure is not None})
    labels = (text_cell(label) for label in (table.title, *line.labels, units))
    return (*labels, *map(_cell, reversed(line.points)), text_cell(_changes(line)), text_cell(_notes(line)))


def _cell(point: Point) -> DataValue:
    return say("series.file.none") if point.missing else figure_text(point.figure)


def _changes(line: Series) -> str:
    """What changes of form mean to the line, the newest first, and why figures are not comparable across one."""
    changes = say("series.file.and").join(
        say(f"series.file.{word}", {"year": item.year})
        for item in reversed(line.breaks)
        if (word := _change(line, item.year, comparable=item.comparable))
    )
    return say("series.file.why", {"changes": changes, "why": line.why}) if changes and line.why else changes


def _change(line: Series, year: int, *, comparable: bool) -> str:
    """The word for a change of form; nothing where the line is on neither form."""
    now = next(point for point in line.points if point.year == year)
    before = next(point for point in reversed(line.points) if point.year < year and not point.missing)
    if now.figure is None or before.figure is None:
        return "begun" if now.figure is not None else "ended" if before.figure is not None else ""
    return "comparable" if comparable else "broken"


def _notes(line: Series) -> str:
    return say("series.file.and").join(
        say("series.file.note", {"year": point.year, "note": point.figure.note})
        for point in reversed(line.points)
        if point.figure is not None and point.figure.note
    )


def _by_year(texts: Mapping[int, str]) -> str:
    """A text that all years have, or each text after the years that have it, the newest first."""
    years: dict[str, list[int]] = {}
    for year in sorted(texts, reverse=True):
        years.setdefault(texts[year], []).append(year)
    if len(years) == 1:
        return next(iter(years))
    return say("series.file.and").join(
        say(
            "series.file.of-years",
            {"years": "、".join(say("series.file.years", {"year": item}) for item in of), "text": text},
        )
        for text, of in years.items()
        if text
    )
