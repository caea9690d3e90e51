"""The figures of an agency over the years as HTML: for each statutory table a table of lines, and charts.

A change of form is written in the head and drawn as a dashed line where figures are no longer comparable.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup

from gongkai.findings import say
from gongkai.pages.outcomes import KEYS, outcome_series
from gongkai.renders.charts.stacked import stacked_html
from gongkai.renders.charts.svg import chart_html, highest, spark_svg, years_svg
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.rows import cell_html, head_row, heads_above
from gongkai.reports import Report
from gongkai.tables.cell_list import HeadAbove, listed_cell
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
    """The main lines as charts, none of one year or always 0.

    Requests share one scale; how they ended is one chart of bars in parts with its table; documents in force and review
    cases are other things and have scales of their own, which is said.
    """
    keys = [(say(f"chart.{word}"), line) for role, word in KEYS for line in _of_role(tables, reports, role)]
    scale = highest(line for _, line in keys)
    requests = _side_by_side(keys, scale=scale, note=say("chart.one-scale"))
    ended = stacked_html(outcome_series(reports), title=say("series.outcomes"))
    others = _side_by_side(list(_others(tables, reports)), note=say("chart.own-scales"))
    return requests + ended + others


def _side_by_side(lines: Sequence[tuple[str, Series]], *, scale: int | Decimal | None = None, note: str) -> Markup:
    unit = say("chart.unit")
    drawn = [
        fill("<div>{}</div>", chart_html(name, [years_svg(line, title=name, unit=unit, scale=scale or None)]))
        for name, line in lines
        if len(line.points) > 1 and any(point.figure and point.figure.value for point in line.points)
    ]
    if not drawn:
        return EMPTY
    below = fill('<p class="gk-legend">{}</p>', escape(note)) if len(drawn) > 1 else EMPTY
    return fill('<div class="gk-charts">{}</div>{}', join(drawn), below)


def _others(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> Iterator[tuple[str, Series]]:
    """Documents in force and review cases, with their names."""
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
    older = False
    used: set[str] = set()  # a row of one form may be a group of the other's, and an id is on a page once
    for series in lines:
        if not older and _is_older(series):
            older, before = True, None
            heading = say("series.rest", {"year": series.breaks[-1].year - 1})
            yield head_row(HeadAbove(heading), 0, span=span)
        for level, head in heads_above(series.line.above, before.line.above if before else ()):
            yield head_row(head, level, span=span, with_id=head.id not in used)
            used.add(head.id)
        yield _row(series, with_id=series.line.id not in used)
        used.add(series.line.id)
        before = series


def _is_older(series: Series) -> bool:
    """Whether a line has no figure since the last change of form, which did away with it."""
    if not series.breaks:
        return False
    since = [point for point in series.points if point.year >= series.breaks[-1].year and not point.missing]
    return bool(since) and all(point.figure is None for point in since)


def _row(series: Series, *, with_id: bool) -> Markup:
    spot = series.line
    cut = {item.year for item in series.breaks if not item.comparable}
    return fill(
        '<tr{}{}><th scope="row" class="gk-in-{}"{}>{}</th>{}<td>{}</td></tr>',
        fill(' id="{}"', escape(spot.id)) if with_id else EMPTY,
        fill(' class="gk-total"') if spot.is_total else EMPTY,
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
