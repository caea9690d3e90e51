"""A comparison of two reports as HTML: lines with this year, the year before and the difference; reasons below.

Differences carry a sign or a word, never a colour alone. What depends on the forms alone is kept, as most pages of a
site compare the same two forms.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from markupsafe import Markup

from gongkai.figures import Figure, Number, minus
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import TableAlignment
from gongkai.forms.names import unnumbered
from gongkai.pages.compared_outcomes import ComparedGroup, compared_groups
from gongkai.pages.comparison import change_text, signed
from gongkai.renders.html.figures import is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region_below
from gongkai.renders.html.years.columns import all_left_out, columns_html, untick
from gongkai.renders.html.years.notes import left_html, reasons_html
from gongkai.renders.html.years.rows import ROW_END, cell_html, column_heads, heads_above, indent
from gongkai.tables.cell_list import HeadAbove, ListedCell
from gongkai.tables.comparison import ComparedTable, Comparison, FigurePair
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines, sum_lines
from gongkai.tables.unchanged import unchanged

_COLUMNS = 4
_ROW, _EVEN_ROW, _NOUGHT_ROW = fill("<tr"), fill("<tr data-even"), fill("<tr data-even=0")
"""The start of a row; of one that is left out where changes alone are shown; of one that is nought as well."""


def comparison_html(comparison: Comparison) -> Markup:
    """All tables of a comparison, each below a heading of its own.

    Args:
        comparison: Two reports of one agency; years are what tells their columns apart.
    """
    form, other = comparison.report.form, comparison.earlier.form
    if form is None or other is None:
        return EMPTY
    years = (comparison.report.year, comparison.earlier.year)
    parts = [switch_html()]
    requests = _table_of_outcomes(form, comparison)
    for item in comparison.tables:
        lines = comparison_lines(form, item.match)
        if lines:
            groups = compared_groups(comparison) if item.match is requests else ()
            parts.append(_main(form, item, lines, years, groups))
            parts.append(reasons_html(form, item.match))  # first, as they are about this table's lines
            parts.append(columns_html(form, item, years))
        parts.append(left_html(other, item.match, comparison.earlier, heading=not lines))
    return join(parts)


def _table_of_outcomes(form: Form, comparison: Comparison) -> TableAlignment | None:
    cell = form.role("concluded")
    tables = (item.match for item in comparison.tables if item.match.table is not None and cell is not None)
    return next((match for match in tables if match.table and cell and match.table.id == cell.table), None)


def headings(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """Id and text of the headings that ``comparison_html`` writes."""
    tables = [item.match.table or item.match.other for item in comparison.tables]
    return tuple((table.id, table.title) for table in tables if table is not None)


def anchors(comparison: Comparison) -> frozenset[str]:
    """Further ids that a link can lead to: those of rows."""
    form = comparison.report.form
    return frozenset().union(*(_anchors(form, item.match) for item in comparison.tables)) if form else frozenset()


@lru_cache(maxsize=256)
def _anchors(form: Form, pair: TableAlignment) -> frozenset[str]:
    lines = comparison_lines(form, pair)
    return frozenset([line.cell.id for line in lines] + [a.id for line in lines for a in line.cell.above if a.id])


def _main(
    form: Form,
    item: ComparedTable,
    lines: tuple[ComparisonLine, ...],
    years: tuple[int, int],
    groups: tuple[ComparedGroup, ...],
) -> Markup:
    """The heading and the table of totals; a line whose figures stand at the head above it is left out."""
    rows: list[Markup] = []
    sums = {pair.name: pair for pair in groups if pair.complete}
    even = [unchanged(item, line) for line in lines]
    openings = _openings(form, item.match)
    at_heads = {head.sum_line for heads, _ in openings for head in heads if head.group in sums}
    own_lines = [same for same, line in zip(even, lines, strict=True) if line.cell.id not in at_heads]
    for number, ((heads, opening), line) in enumerate(zip(openings, lines, strict=True)):
        rows += (_group_row(head, sums.get(head.group), even[number : number + head.lines]) for head in heads)
        if line.cell.id in at_heads:
            continue
        pair = item.rows[line.position].pairs[line.cell.column]
        if even[number] and line.comparable and _are_noughts(pair):
            rows += (_NOUGHT_ROW, opening, _noughts(), ROW_END)
            continue
        cells = _cells(pair, even=even[number]) if line.comparable else _uncompared(pair.now, line)
        rows += (_EVEN_ROW if even[number] else _ROW, opening, cells, ROW_END)
    table = item.match.table
    title, name = (table.title, table.id) if table else ("", "")
    caption = say("compare.caption", {"title": title})
    return fill(
        '<h2 id="{}">{}</h2>{}<table class="gk gk-compare"><caption>{}</caption>{}{}</tbody></table></div>{}',
        escape(name),
        escape(title),
        region_below(name),
        escape(caption),
        _head(*years),
        join(rows),
        _rest(sum(own_lines), len(own_lines)),
    )


@lru_cache(maxsize=256)
def _rest(count: int, every: int) -> Markup:
    """How many of the lines are left out where changes alone are shown; where it is all of them, so is their table."""
    if count == every:
        return all_left_out(say("compare.no-line", {"count": count}))
    if not count:
        return EMPTY
    return fill('<p class="gk-rest">{}{}</p>', escape(say("compare.rest-of-lines", {"count": count})), untick())


def switch_html() -> Markup:
    """The switch that shows changes alone, to be before the tables; it works by the style sheet."""
    switch = '<input type="checkbox" class="gk-only" id="gk-only" checked><label for="gk-only">{}</label>'
    return fill(switch, escape(say("compare.only")))


def _group_row(head: "_Head", total: ComparedGroup | None, even: Sequence[bool]) -> Markup:
    """A head above lines: with its subtotal where it is one of the ways in which requests end."""
    row = _EVEN_ROW if all(even) and (total is None or total.now == total.before) else _ROW
    own, kind, label = head.parts
    if total is None:
        return fill("{}{}><th scope=rowgroup colspan={}{}>{}</th></tr>", row, own, _COLUMNS, kind, label)
    start = join((row, _id(head.sum_line) or own))
    cells = _counts(total.now, total.before, even=row is _EVEN_ROW)
    return fill("{}><th scope=rowgroup{}>{}</th>{}</tr>", start, kind, label, cells)


@lru_cache(maxsize=256)
def _head(year: int, before: int) -> Markup:
    years = (say("theme.year", {"year": number}) for number in (year, before))
    return column_heads((say("compare.item"), *years, say("compare.change")))


class _Head(NamedTuple):
    """A head above lines.

    Attributes:
        parts: Its attributes, class and label as HTML.
        group: Its name among outcomes.
        lines: How many lines it is over.
        sum_line: The id of the one that is the sum of the others; empty where there is none.
    """

    parts: tuple[Markup, Markup, Markup]
    group: str
    lines: int
    sum_line: str


@lru_cache(maxsize=256)
def _openings(form: Form, pair: TableAlignment) -> tuple[tuple[tuple[_Head, ...], Markup], ...]:
    """What is before the cells of each line: heads that begin with it, and its own; the same in every report."""
    cells, sums = [line.cell for line in comparison_lines(form, pair)], sum_lines(form, pair)
    openings = []
    for number, (before, spot) in enumerate(pairwise([None, *cells])):
        if spot is None:
            continue
        above = heads_above(spot.above, before.above if before else ())
        heads = tuple(_head_of(level, cells[number:], sums) for level, _ in above)
        kind = fill(" class=gk-total") if spot.is_total else EMPTY
        opening = " id={}{}><th scope=row{}>{}</th>"
        openings.append((heads, fill(opening, escape(spot.id), kind, indent(len(spot.above)), escape(spot.label))))
    return tuple(openings)


def _head_of(level: int, following: Sequence[ListedCell], sums: Mapping[tuple[HeadAbove, ...], str]) -> _Head:
    """A head of the first line; it spans the columns that follow as long as they have the same head above them."""
    heads = following[0].above[: level + 1]
    head = heads[level]
    lines = sum(1 for _ in takewhile(lambda spot: head in spot.above[level : level + 1], following))
    parts = _id(head.id), indent(level), escape(head.label)
    return _Head(parts, unnumbered(head.label), lines, sums.get(heads, ""))


def _id(name: str) -> Markup:
    return fill(" id={}", escape(name)) if name else EMPTY


def _are_noughts(pair: FigurePair) -> bool:
    """Whether both sides are a count of 0 and no more."""
    now, before = pair.now, pair.before
    return before is not None and is_count(now.value, now) and is_count(before.value, before) and now.value == 0


@cache
def _noughts() -> Markup:
    """The cells of a row of noughts, which is lighter as a whole."""
    return fill("<td>0</td> <td>0</td> <td>{}</td>", escape(signed(0)))


def _cells(pair: FigurePair, *, even: bool) -> Markup:
    now, before = pair.now, pair.before
    if before is None or pair.change is None or not (is_count(now.value, now) and is_count(before.value, before)):
        return fill("{} {} <td>{}</td>", cell_html(now), cell_html(before), escape(change_text(pair)))
    return _counts(now.number, before.number, even=even)


@lru_cache(maxsize=16384)
def _counts(now: Number, before: Number, *, even: bool) -> Markup:
    """Two counts and their difference, which is lighter where it is none; in a row of no change by the row's mark."""
    kind = fill(" class=gk-even") if now == before and not even else EMPTY
    return fill("{} {} <td{}>{}</td>", _count(now), _count(before), kind, escape(signed(now - before)))


def _count(number: Number) -> Markup:
    return fill("<td>{}</td>" if number else "<td class=z>{}</td>", escape(minus(str(number))))


def _uncompared(now: Figure, line: ComparisonLine) -> Markup:
    word = escape(say(f"compare.{'new' if line.match.comparable or line.match.absent else 'broken'}"))
    return fill('{} <td colspan=2 class="gk-broken">{}</td>', cell_html(now), word)
