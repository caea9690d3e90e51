"""The figures of an agency over the years as HTML: for each statutory table a table of lines, and charts.

A change of form is written in the head and drawn as a dashed line where figures are no longer comparable.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from gongkai.findings import say
from gongkai.pages.outcomes import KEYS, outcome_series
from gongkai.renders.charts.svg import chart_html, spark_svg, years_svg
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.rows import cell_html, head_row, heads_above
from gongkai.reports import Report
from gongkai.tables.cell_list import listed_cell
from gongkai.tables.series import Point, Series, SeriesTable


def series_html(tables: Sequence[SeriesTable]) -> Markup:
    """A table for each statutory table, below a heading of its own.

    Args:
        tables: As ``all_series`` gives them.
    """
    return join(_table(table) for table in tables if table.lines)


def series_ids(tables: Sequence[SeriesTable]) -> frozenset[str]:
    """Ids of lines and of the heads above them."""
    lines = [line for table in tables for line in table.lines]
    return frozenset([line.line.id for line in lines] + [a.id for line in lines for a in line.line.above if a.id])


def charts_html(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> Markup:
    """The main lines as charts: requests, outcomes, documents in force, review cases; none of one year or always 0."""
    unit = say("chart.unit")
    drawn = [
        fill("<div>{}</div>", chart_html(name, [years_svg(line, title=name, unit=unit)]))
        for name, line in _charted(tables, reports)
        if len(line.points) > 1 and any(point.figure and point.figure.value for point in line.points)
    ]
    return fill('<div class="gk-charts">{}</div>', join(drawn)) if drawn else EMPTY


def _charted(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> Iterator[tuple[str, Series]]:
    """The main lines with their names."""
    for role, word in KEYS:
        yield from ((say(f"chart.{word}"), line) for line in _of_role(tables, reports, role))
    for name, line in outcome_series(reports):
        yield say("series.outcome", {"name": name}), line
    yield from ((say("series.in-force"), line) for line in _of_role(tables, reports, "documents_in_force"))
    for line in _of_role(tables, reports, "review_cases"):
        name = line.line.above[-1].label if line.line.above else line.line.label
        yield say("series.cases", {"name": name}), line


def _of_role(tables: Sequence[SeriesTable], reports: Sequence[Report], role: str) -> Iterator[Series]:
    """The lines that show the cells of a role on any of the forms, each once, the newest form's first."""
    by_id = {line.line.id: line for table in tables for line in table.lines}
    forms = {report.form: None for report in sorted(reports, key=lambda item: -item.year) if report.form is not None}
    spots = [listed_cell(form, cell) for form in forms for cell in form.role_cells(role)]
    for name in dict.fromkeys(spot.id for spot in spots if spot is not None):
        if name in by_id:
            yield by_id[name]


def _table(table: SeriesTable) -> Markup:
    first = table.lines[0]
    caption = say("series.table", {"title": table.title})
    years = tuple((point.year, point.missing) for point in first.points)
    changes = tuple(item.year for item in first.breaks)
    return fill(
        '<h2 id="{}">{}</h2><div class="gk-table gk-series">{}<table class="gk"><caption>{}</caption>{}'
        "<tbody>{}</tbody></table></div></div>",
        escape(table.id),
        escape(table.title),
        region(caption),
        escape(caption),
        _head(years, changes),
        join(_rows(table.lines, span=len(years) + 2)),
    )


@lru_cache(maxsize=1024)
def _head(years: tuple[tuple[int, bool], ...], changes: tuple[int, ...]) -> Markup:
    cells = []
    for year, missing in years:
        notes = [say("chart.break")] * (year in changes) + [say("chart.none")] * missing
        below = join(fill(" <span>{}</span>", escape(note)) for note in notes)
        cells.append(fill('<th scope="col">{}{}</th>', escape(say("theme.year", {"year": year})), below))
    first, last = (fill('<th scope="col">{}</th>', escape(say(key))) for key in ("compare.item", "series.trend"))
    return fill("<thead><tr>{}{}{}</tr></thead>", first, join(cells), last)


def _rows(lines: Sequence[Series], *, span: int) -> Iterator[Markup]:
    before: Series | None = None
    used: set[str] = set()  # a row of one form may be a group of the other's, and an id is on a page once
    for series in lines:
        for level, head in heads_above(series.line.above, before.line.above if before else ()):
            yield head_row(head, level, span=span, with_id=head.id not in used)
            used.add(head.id)
        yield _row(series, with_id=series.line.id not in used)
        used.add(series.line.id)
        before = series


def _row(series: Series, *, with_id: bool) -> Markup:
    spot = series.line
    cut = {item.year for item in series.breaks if not item.comparable}
    return fill(
        '<tr{}><th scope="row" class="gk-in-{}"{}>{}</th>{}<td>{}</td></tr>',
        fill(' id="{}"', escape(spot.id)) if with_id else EMPTY,
        len(spot.above),
        fill(' title="{}"', escape(series.why)) if series.why else EMPTY,
        escape(spot.label),
        join((_cell(point, cut=point.year in cut) for point in series.points), " "),
        spark_svg(series),
    )


def _cell(point: Point, *, cut: bool) -> Markup:
    kind = "gk-cut" if cut else ""
    return cell_html(point.figure, kind=kind) if point.figure is not None else _no_cell(kind)


@lru_cache(maxsize=2)
def _no_cell(kind: str) -> Markup:
    """The cell of a year without a figure."""
    return fill("<td{}>{}</td>", fill(' class="{}"', escape(kind)) if kind else EMPTY, escape(say("chart.dash")))
