"""A comparison of two reports as HTML: lines with this year, the year before and the difference; reasons below.

Differences carry a sign or a word, never a colour alone. What depends on the forms alone is kept, as most pages of a
site compare the same two forms.
"""

from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from gongkai.figures import Figure
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import TableAlignment
from gongkai.pages.comparison import change_text, signed
from gongkai.renders.html.figures import is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.columns import columns_html
from gongkai.renders.html.years.notes import left_html, reasons_html
from gongkai.renders.html.years.rows import ROW_END, cell_html, column_heads, head_row, heads_above
from gongkai.tables.comparison import ComparedTable, Comparison, FigurePair
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines

_COLUMNS = 4


def comparison_html(comparison: Comparison) -> Markup:
    """All tables of a comparison, each below a heading of its own.

    Args:
        comparison: Two reports of one agency; years are what tells their columns apart.
    """
    form, other = comparison.report.form, comparison.earlier.form
    if form is None or other is None:
        return EMPTY
    years = (comparison.report.year, comparison.earlier.year)
    parts = []
    for item in comparison.tables:
        shown = comparison_lines(form, item.match)
        if shown:
            parts.append(_main(form, item, shown, years))
            parts.append(columns_html(form, item, years))
            parts.append(reasons_html(form, item.match))
        parts.append(left_html(other, item.match, comparison.earlier, heading=not shown))
    return join(parts)


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
    shown = comparison_lines(form, pair)
    return frozenset([line.cell.id for line in shown] + [a.id for line in shown for a in line.cell.above if a.id])


def _main(form: Form, item: ComparedTable, shown: tuple[ComparisonLine, ...], years: tuple[int, int]) -> Markup:
    """The heading and the table of totals."""
    rows: list[Markup] = []
    for opening, line in zip(_openings(form, item.match), shown, strict=True):
        pair = item.rows[line.position].pairs[line.cell.column]
        rows += (opening, _cells(pair) if line.comparable else _uncompared(pair.now, line), ROW_END)
    table = item.match.table
    title = table.title if table else ""
    caption = say("compare.caption", {"title": title})
    return fill(
        '<h2 id="{}">{}</h2>{}<table class="gk gk-compare"><caption>{}</caption>{}{}</tbody></table></div>',
        escape(table.id if table else ""),
        escape(title),
        region(caption),
        escape(caption),
        _head(*years),
        join(rows),
    )


@lru_cache(maxsize=256)
def _head(year: int, before: int) -> Markup:
    years = (say("theme.year", {"year": number}) for number in (year, before))
    return column_heads((say("compare.item"), *years, say("compare.change")))


@lru_cache(maxsize=256)
def _openings(form: Form, pair: TableAlignment) -> tuple[Markup, ...]:
    """What is before the cells of each line: heads that begin with it, and its own; the same in every report."""
    shown = [line.cell for line in comparison_lines(form, pair)]
    totals = {item.total for item in form.identities if pair.table and item.table == pair.table.id}
    openings = []
    for before, spot in pairwise([None, *shown]):
        if spot is None:
            continue
        above = heads_above(spot.above, before.above if before else ())
        heads = join(head_row(head, level, span=_COLUMNS) for level, head in above)
        row = pair.table.rows[spot.row].id if pair.table else ""
        kind = fill(' class="gk-total"') if row in totals else EMPTY
        opening = '{}<tr id="{}"{}><th scope="row" class="gk-in-{}">{}</th>'
        openings.append(fill(opening, heads, escape(spot.id), kind, len(spot.above), escape(spot.label)))
    return tuple(openings)


def _cells(pair: FigurePair) -> Markup:
    now, before = pair.now, pair.before
    if before is None or pair.change is None or not (is_count(now.value, now) and is_count(before.value, before)):
        return fill("{} {} <td>{}</td>", cell_html(now), cell_html(before), escape(change_text(pair)))
    return _counts(now.number, before.number)


@lru_cache(maxsize=16384)
def _counts(now: int | Decimal, before: int | Decimal) -> Markup:
    kind = fill(' class="gk-even"') if now == before else EMPTY
    numbers = escape(str(now)), escape(str(before))
    return fill("<td>{}</td> <td>{}</td> <td{}>{}</td>", *numbers, kind, escape(signed(now - before)))


def _uncompared(now: Figure, line: ComparisonLine) -> Markup:
    word = escape(say(f"compare.{'new' if line.match.comparable or line.match.absent else 'broken'}"))
    return fill('{} <td colspan="2" class="gk-broken">{}</td>', cell_html(now), word)
