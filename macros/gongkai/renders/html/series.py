"""All lines of an agency over the years as HTML: a table a statutory table with a small drawing a line, and the charts.

A change of form is written in the head and drawn as a dashed line where figures are no longer comparable.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gongkai.findings import say
from gongkai.renders.charts.requests import KEYS, outcome_series
from gongkai.renders.charts.svg import figure_html, spark_svg, years_svg
from gongkai.renders.html import escape
from gongkai.renders.html.comparison import region, rows_above, shown
from gongkai.reports import Report
from gongkai.tables.cell_list import listed_cell
from gongkai.tables.series import Point, Series, SeriesTable


def series_html(tables: Sequence[SeriesTable]) -> str:
    """A table for each statutory table, below a heading of its own.

    Args:
        tables: As ``all_series`` gives them.
    """
    return "".join(_table(table) for table in tables if table.lines)


def series_ids(tables: Sequence[SeriesTable]) -> frozenset[str]:
    """Ids of lines and of the heads above them."""
    lines = [line for table in tables for line in table.lines]
    return frozenset([line.line.id for line in lines] + [a.id for line in lines for a in line.line.above if a.id])


def charts_html(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> str:
    """The main lines as charts: requests, outcomes, documents in force, review cases; none of one year or always 0."""
    unit = say("chart.unit")
    found = [(say(f"chart.{word}"), line) for role, word in KEYS for line in _of_role(tables, reports, role)]
    found += [(say("series.outcome", {"name": name}), line) for name, line in outcome_series(reports)]
    found += [(say("series.in-force"), line) for line in _of_role(tables, reports, "documents_in_force")]
    for line in _of_role(tables, reports, "review_cases"):
        name = line.line.above[-1].label if line.line.above else line.line.label
        found.append((say("series.cases", {"name": name}), line))
    drawn = [
        f"<div>{figure_html(name, [years_svg(line, title=name, unit=unit)])}</div>"
        for name, line in found
        if len(line.points) > 1 and any(point.figure and point.figure.value for point in line.points)
    ]
    return f'<div class="gk-charts">{"".join(drawn)}</div>' if drawn else ""


def _of_role(tables: Sequence[SeriesTable], reports: Sequence[Report], role: str) -> Iterator[Series]:
    """The lines that show the cells of a role on any of the forms, each once, the newest form's first."""
    by_id = {line.line.id: line for table in tables for line in table.lines}
    forms = {report.form: None for report in sorted(reports, key=lambda item: -item.year) if report.form is not None}
    spots = [listed_cell(form, cell) for form in forms for cell in form.role_cells(role)]
    for name in dict.fromkeys(spot.id for spot in spots if spot is not None):
        if name in by_id:
            yield by_id[name]


def _table(table: SeriesTable) -> str:
    first = table.lines[0]
    caption = say("series.table", {"title": table.title})
    years = tuple((point.year, point.missing) for point in first.points)
    changes = tuple(item.year for item in first.breaks)
    body = "".join(_rows(table.lines, span=len(years) + 2))
    return (
        f'<h2 id="{table.id}">{escape(table.title)}</h2><div class="gk-table gk-series">{region(caption)}'
        f'<table class="gk"><caption>{escape(caption)}</caption>{_head(years, changes)}<tbody>{body}</tbody>'
        "</table></div></div>"
    )


@lru_cache(maxsize=1024)
def _head(years: tuple[tuple[int, bool], ...], changes: tuple[int, ...]) -> str:
    cells = []
    for year, missing in years:
        notes = [say("chart.break")] * (year in changes) + [say("chart.none")] * missing
        below = "".join(f" <span>{escape(note)}</span>" for note in notes)
        cells.append(f'<th scope="col">{say("theme.year", {"year": year})}{below}</th>')
    item, trend = (f'<th scope="col">{say(key)}</th>' for key in ("compare.item", "series.trend"))
    return f"<thead><tr>{item}{''.join(cells)}{trend}</tr></thead>"


def _rows(lines: Sequence[Series], *, span: int) -> Iterator[str]:
    before: Series | None = None
    told: set[str] = set()
    for series in lines:
        spot = series.line
        for row in rows_above(spot.above, before.line.above if before else (), span=span):
            name = next((above.id for above in spot.above if above.id and f'id="{above.id}"' in row), "")
            yield row.replace(f' id="{name}"', "", 1) if name in told else row
            told.add(name)
        cut = {item.year for item in series.breaks if not item.comparable}
        cells = " ".join(_cell(point, cut=point.year in cut) for point in series.points)
        title = f' title="{escape(series.why)}"' if series.why else ""
        name = "" if spot.id in told else f' id="{spot.id}"'  # a row of one form may be a group of the other's
        told.add(spot.id)
        yield (
            f'<tr{name}><th scope="row" class="gk-in-{len(spot.above)}"{title}>{escape(spot.label)}</th>'
            f"{cells}<td>{spark_svg(series)}</td></tr>"
        )
        before = series


def _cell(point: Point, *, cut: bool) -> str:
    kind = ' class="gk-cut"' if cut else ""
    return f"<td{kind}>{shown(point.figure) if point.figure is not None else say('chart.dash')}</td>"
