"""The table of all agencies of a year as HTML, complete without scripts; ``year-table.js`` sorts, filters and hides."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from gongkai.figures import Figure, State
from gongkai.findings import say
from gongkai.pages.agency_groups import GROUPS, group_label, group_of
from gongkai.pages.year_table import YearColumn, YearLine, YearTable
from gongkai.renders.html.figures import figure_html, is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.reports import Agency

YearLinks = Callable[[Agency], tuple[str, str]]
"""By agency the addresses of its report of the year and of its figures over the years."""


def year_table_html(table: YearTable, lines: Sequence[YearLine], *, caption: str, links: YearLinks) -> Markup:
    """A table of reports; the agencies' own have sums below them.

    Args:
        table: The table of the year.
        lines: Those of its lines that are shown.
        caption: What they are.
        links: Where a line leads to.
    """
    main = " ".join(f"gk-m{place}" for place, column in enumerate(table.columns, start=2) if column.main)
    body = join(_line(line, links) for line in lines)
    foot = _foot(table) if lines is table.own and lines else EMPTY
    return fill(
        '<div class="gk-table gk-year">{}<table class="gk gk-all gk-fixed {}"><caption>'
        '<span class="gk-hidden">{}</span></caption><colgroup><col><col span="{}"></colgroup>'
        "{}<tbody>{}</tbody>{}</table></div></div>",
        region(caption),
        escape(main),
        escape(caption),
        len(table.columns) + 1,  # with the column of links to other years; set here so that heads do not move
        _head(table.columns),
        body,
        foot,
    )


@lru_cache(maxsize=64)
def _head(columns: tuple[YearColumn, ...]) -> Markup:
    """Two rows of heads. A head over one column says by ``data-c`` which child of its row it heads, from 1."""
    deep = any(column.above for column in columns)
    upper = [_leaf(say("data.table.agency-head"), 1, deep=deep)]
    lower: list[Markup] = []
    places = enumerate(columns, start=2)
    for above, members in groupby(places, key=lambda item: item[1].above):
        numbered_columns = list(members)
        if above:
            span = fill('<th scope="colgroup" colspan="{}">{}</th>', len(numbered_columns), escape(above))
            upper.append(span)
            lower += (_leaf(column.name, place, deep=False, alone=column.alone) for place, column in numbered_columns)
        else:
            upper += (_leaf(column.name, place, deep=deep) for place, column in numbered_columns)
    upper.append(_leaf(say("data.table.series-head"), len(columns) + 2, deep=deep))
    rows = fill("<tr>{}</tr>", join(upper))
    return fill("<thead>{}{}</thead>", rows, fill("<tr>{}</tr>", join(lower)) if lower else EMPTY)


def _leaf(name: str, place: int, *, deep: bool, alone: str = "") -> Markup:
    span = fill(' rowspan="2"') if deep else EMPTY
    label = fill(' data-label="{}"', escape(alone)) if alone not in ("", name) else EMPTY
    cell = '<th scope="col" data-c="{}"{}{}><span class="gk-sort">{}</span></th>'
    return fill(cell, place, span, label, escape(name))


def _line(line: YearLine, links: YearLinks) -> Markup:
    agency = line.agency
    report, series = links(agency)
    label = escape(say("data.table.series-label", {"agency": agency.name}))
    return fill(
        '<tr data-kind="{}"><th scope="row"><a href="{}">{}</a></th>{}'
        '<td><a href="{}" aria-label="{}">{}</a></td></tr>',
        escape(group_label(group_of(agency))),
        escape(report),
        escape(agency.name),
        join(map(_cell, line.figures), " "),
        escape(series),
        label,
        escape(say("data.table.series-head")),
    )


def _cell(figure: Figure | None) -> Markup:
    if figure is None:
        return fill('<td class="gk-no">{}</td>', escape(say("chart.dash")))
    if is_count(value := figure.value, figure):
        return _count(value)
    if figure.state is State.BLANK:
        return fill('<td class="gk-no">{}</td>', escape(say("compare.blank")))
    return fill("<td{}>{}</td>", fill(' class="gk-no"') if figure.value is None else EMPTY, figure_html(figure))


@lru_cache(maxsize=8192)
def _count(count: int) -> Markup:
    return fill("<td>{}</td>", count) if count else fill('<td class="z">0</td>')


def _foot(table: YearTable) -> Markup:
    """The sums, and below them over how many reports they run."""
    sums = table.sums
    figures = join((_cell(item.figure) for item in sums), " ")
    counts = join((fill("<td>{}</td>", item.reports) for item in sums), " ")
    return fill(
        '<tfoot><tr class="gk-total"><th scope="row">{}</th>{}<td></td></tr>'
        '<tr class="gk-given"><th scope="row">{}</th>{}<td></td></tr></tfoot>',
        escape(say("data.table.sum")),
        figures,
        escape(say("data.table.given")),
        counts,
    )


def groups_in(table: YearTable) -> tuple[str, ...]:
    """What the groups of agencies that have a line are called, in the order of all lists."""
    there = {group_of(line.agency) for line in table.lines}
    return tuple(group_label(name) for name in GROUPS if name in there)
