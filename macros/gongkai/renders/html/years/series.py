"""The figures of an agency over the years as HTML: for each statutory table a table of lines, and charts.

Tables have the newest year first, as every list and table of a site; charts run from the oldest to the newest. A change
of form is written in the head and drawn as a dashed line where figures are no longer comparable. Lines of noughts are
left out on a phone, and named.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from markupsafe import Markup

from gongkai.figures import Number
from gongkai.findings import say
from gongkai.forms.names import unnumbered
from gongkai.pages.outcomes import KEY_FIGURES, outcome_series
from gongkai.renders.charts.stacked import stacked_html
from gongkai.renders.charts.svg import chart_html, highest, spark_svg, years_svg
from gongkai.renders.html.folds import fold_switch, folded_line
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.rows import cell_html, head_row, heads_above
from gongkai.reports import Report
from gongkai.tables.cell_list import HeadAbove, ListedCell, listed_cell
from gongkai.tables.folding import Fold, is_nought
from gongkai.tables.series import Point, Series, SeriesTable


def series_html(tables: Sequence[SeriesTable]) -> Markup:
    """A table for each statutory table, below a heading of its own.

    Args:
        tables: As ``all_series`` gives them.
    """
    return join(_table(table) for table in tables if table.lines)


def series_ids(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> frozenset[str]:
    """Ids of lines, of the heads above them, and of what the table of the chart adds up."""
    lines = [line for table in tables for line in table.lines]
    sums = [line.line.id for _, line in outcome_series(reports) if line.line.is_sum]
    return frozenset(
        [line.line.id for line in lines] + [a.id for line in lines for a in line.line.above if a.id] + sums
    )


def charts_html(tables: Sequence[SeriesTable], reports: Sequence[Report]) -> Markup:
    """The main lines as charts, none of one year or always 0.

    Requests share one scale; how they ended is one chart of bars in parts with its table; documents in force and review
    cases are other things and have scales of their own, which is said.
    """
    keys = [(say(f"chart.{word}"), line) for role, word in KEY_FIGURES for line in _of_role(tables, reports, role)]
    scale = highest(line for _, line in keys)
    requests = _side_by_side(keys, scale=scale, note=say("chart.one-scale"))
    ended = stacked_html(outcome_series(reports), title=say("series.outcomes"))
    others = _side_by_side(list(_others(tables, reports)), note=say("chart.own-scales"))
    return requests + ended + others


def _side_by_side(lines: Sequence[tuple[str, Series]], *, scale: Number | None = None, note: str) -> Markup:
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
    years = tuple((point.year, point.missing) for point in reversed(first.points))
    changes = tuple(item.year for item in first.breaks)
    noughts = [series for series in table.lines if _is_nought(series)]
    return fill(
        '<h2 id="{}">{}</h2><div class="gk-table gk-series">{}{}<table class="gk"><caption>{}</caption>{}'
        "<tbody>{}</tbody></table></div>{}</div>",
        escape(table.id),
        escape(table.title),
        fold_switch(table.id, "fold.years") if noughts else EMPTY,
        region(caption),
        escape(caption),
        _head(years, changes),
        join(_rows(table.lines, span=len(years) + 2)),
        _folded(noughts, every=len(noughts) == len(table.lines)),
    )


def _is_nought(series: Series) -> bool:
    """Whether all that is given of a line is 0: a phone leaves it out and names it."""
    figures = [point.figure for point in series.points if point.figure is not None]
    return bool(figures) and all(map(is_nought, figures))


def _folded(noughts: Sequence[Series], *, every: bool) -> Markup:
    """The line that names the rows that a narrow screen leaves out; rows below one head are named together."""
    if not noughts:
        return EMPTY
    groups: dict[str, list[str]] = {}
    for series in noughts:
        above = series.line.above
        groups.setdefault(unnumbered(above[-1].label) if above else "", []).append(unnumbered(series.line.label))
    names = (
        say("fold.of-group", {"group": group, "names": "、".join(names)}) if group else "、".join(names)
        for group, names in groups.items()
    )
    return folded_line("fold.all-years" if every else "fold.rest-of-years", count=len(noughts), names="；".join(names))


@lru_cache(maxsize=1024)
def _head(years: tuple[tuple[int, bool], ...], changes: tuple[int, ...]) -> Markup:
    cells = []
    for year, missing in years:
        notes = [say("chart.break")] * (year in changes) + [say("chart.none")] * missing
        below = join(fill(" <span>{}</span>", escape(note)) for note in notes)
        cells.append(fill('<th scope="col">{}{}</th>', escape(say("theme.year", {"year": year})), below))
    first, trend, direction = (escape(say(key)) for key in ("compare.item", "series.trend", "series.direction"))
    last = fill('<th scope="col">{} <span>{}</span></th>', trend, direction)
    return fill('<thead><tr><th scope="col">{}</th>{}{}</tr></thead>', first, join(cells), last)


def _rows(lines: Sequence[Series], *, span: int) -> Iterator[Markup]:
    ids: set[str] = set()  # a row of one form may be a group of the other's, and an id is on a page once
    newer = list(takewhile(lambda series: not _is_older(series), lines))
    older = lines[len(newer) :]
    yield from _run(newer, span, ids)
    if older:
        heading = HeadAbove(say("series.rest", {"year": older[0].breaks[-1].year - 1}))
        yield head_row(heading, 0, span=span, fold=_fold(older))
        yield from _run(older, span, ids)


def _run(lines: Sequence[Series], span: int, ids: set[str]) -> Iterator[Markup]:
    """Lines, with the heads above them."""
    before: tuple[HeadAbove, ...] = ()
    for number, series in enumerate(lines):
        spot = series.line
        for level, head in heads_above(spot.above, before):
            fold = _fold(list(_below(head, level, lines[number:])))
            yield head_row(head, level, span=span, with_id=head.id not in ids, fold=fold)
            ids.add(head.id)
        yield _row(series, with_id=spot.id not in ids)
        ids.add(spot.id)
        before = spot.above


def _below(head: HeadAbove, level: int, lines: Sequence[Series]) -> Iterator[Series]:
    """The lines that a head is above; it begins with the first of them."""
    return takewhile(lambda series: series.line.above[level : level + 1] == (head,), lines)


def _fold(lines: Sequence[Series]) -> Fold | None:
    """Whether a phone leaves out a head above some lines, with all of them."""
    return Fold.ROW if all(map(_is_nought, lines)) else None


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
        '<tr{}{}><th scope="row" class="i{}"{}>{}</th>{}<td>{}</td></tr>',
        fill(' id="{}"', escape(spot.id)) if with_id else EMPTY,
        _kinds(spot, _fold([series])),
        len(spot.above),
        fill(' title="{}"', escape(series.why)) if series.why else EMPTY,
        escape(spot.label),
        join((_cell(point, cut=point.year in cut) for point in reversed(series.points)), " "),
        spark_svg(series),
    )


@lru_cache(maxsize=8)
def _class(names: tuple[str, ...]) -> Markup:
    return fill(' class="{}"', escape(" ".join(names))) if names else EMPTY


def _kinds(spot: ListedCell, fold: Fold | None) -> Markup:
    return _class((*(["gk-total"] if spot.is_total else ()), *([fold.value] if fold else ())))


def _cell(point: Point, *, cut: bool) -> Markup:
    kind = "gk-cut" if cut else ""
    return cell_html(point.figure, kind=kind) if point.figure is not None else _no_cell(kind)


@lru_cache(maxsize=2)
def _no_cell(kind: str) -> Markup:
    """The cell of a year without a figure."""
    return fill("<td{}>{}</td>", fill(' class="{}"', escape(kind)) if kind else EMPTY, escape(say("chart.dash")))
