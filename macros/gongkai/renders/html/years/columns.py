"""The columns next to the total of a compared table: one cell for both years."""

from functools import cache, lru_cache

from markupsafe import Markup

from gongkai.figures import minus
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import TableAlignment
from gongkai.pages.comparison import change_text, signed
from gongkai.renders.html.figures import is_count
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.rows import ROW_END, cell_html, cell_text, column_heads
from gongkai.tables.comparison import ComparedTable, FigurePair
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines, name_of_columns, side_columns_of
from gongkai.tables.unchanged import nought_lines

_ROW, _EVEN_ROW = fill("<tr"), fill("<tr data-even")


def columns_html(form: Form, item: ComparedTable, years: tuple[int, int]) -> Markup:
    """The table of these columns; nothing for a table that has none.

    Args:
        form: The form of the later report.
        item: The compared table.
        years: The later and the earlier year.
    """
    columns, table = side_columns_of(form, item.match), item.match.table
    if not columns or table is None:
        return EMPTY
    names = {"columns": name_of_columns(table)}
    caption = say("compare.sides", {**names, "year": years[0], "before": years[1]})
    rows: list[Markup] = []
    changed = False
    left_out = nought_lines(form, item, columns)
    for line, opening in zip(comparison_lines(form, item.match), _openings(form, item.match), strict=True):
        if line.cell.id in left_out:
            continue
        pairs = item.rows[line.position].pairs
        if line.comparable:
            cells = [_both(pairs[place]) for place in columns]
        else:
            cells = [cell_html(pairs[place].now) for place in columns]
        even = line.comparable and all(pairs[place].change == 0 for place in columns)
        changed = changed or not even
        rows += (_EVEN_ROW if even else _ROW, opening, join(cells, " "), ROW_END)
    if not rows:
        return fill('<p class="gk-legend">{}</p>', escape(say("compare.all-noughts", names)))
    return fill(
        '<div class="gk-table gk-beside">{}<table class="gk gk-sides"><caption>{}</caption>{}{}</tbody></table>'
        "</div>{}</div>{}",
        region(caption),
        escape(caption),
        _head(form, item.match),
        join(rows),
        _noughts(form, item, left_out),
        EMPTY if changed else all_left_out(say("compare.no-side", names)),
    )


def all_left_out(text: str) -> Markup:
    """What stands in the place of a table all of whose lines are left out where changes alone are shown."""
    return fill('<p class="gk-rest gk-rest--all">{}{}</p>', escape(text), untick())


@cache
def untick() -> Markup:
    """How to see what is left out: said on the screen alone, as paper has no switch."""
    return fill('<span class="gk-screen">{}</span>', escape(say("compare.untick")))


def _noughts(form: Form, item: ComparedTable, left_out: frozenset[str]) -> Markup:
    """The line that names the rows that the table leaves out, as they are nought in both years."""
    lines = comparison_lines(form, item.match)
    names = [_name(item.match, line) for line in lines if line.cell.id in left_out]
    if not names:
        return EMPTY
    text = say("compare.noughts", {"count": len(names), "names": "、".join(names)})
    return fill('<p class="gk-legend">{}</p>', escape(text))


@lru_cache(maxsize=256)
def _head(form: Form, pair: TableAlignment) -> Markup:
    names = [say("compare.item")]
    if pair.table is not None:
        names += [pair.table.columns(0)[place].printed for place in side_columns_of(form, pair)]
    return column_heads(names)


@lru_cache(maxsize=256)
def _openings(form: Form, pair: TableAlignment) -> tuple[Markup, ...]:
    if pair.table is None:
        return ()
    return tuple(_opening(pair, line) for line in comparison_lines(form, pair))


def _opening(pair: TableAlignment, line: ComparisonLine) -> Markup:
    kind = fill(" class=gk-total") if line.cell.is_total else EMPTY
    return fill("{}><th scope=row>{}</th>", kind, escape(_name(pair, line)))


def _name(pair: TableAlignment, line: ComparisonLine) -> str:
    """What a line is called here: the short name of its row, or its label where it is a sum of several."""
    if pair.table is None or len(line.match.rows) > 1:
        return line.cell.label
    return pair.table.rows[line.cell.row].name.short


def _both(pair: FigurePair) -> Markup:
    """One cell for two years: the figure alone where it is the same."""
    now, before = pair.now, pair.before
    if before is None:
        return _beside(cell_text(now), say("compare.no-column"))
    if now is before or now == before:
        return cell_html(now)
    if is_count(value := now.value, now) and is_count(last := before.value, before):
        return _counts(value, last)
    return _different(cell_text(now), cell_text(before), change_text(pair))


@lru_cache(maxsize=16384)
def _counts(now: int, before: int) -> Markup:
    """Two counts; most are small, and the same in many reports."""
    return _different(minus(str(now)), minus(str(before)), signed(now - before))


def _different(now: str, before: str, change: str) -> Markup:
    return _beside(now, say("compare.was", {"number": before, "change": change}))


def _beside(now: str, remark: str) -> Markup:
    return fill("<td>{} <small>{}</small></td>", escape(now), escape(remark))
