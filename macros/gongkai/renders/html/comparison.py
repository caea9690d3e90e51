"""A comparison of two reports as HTML: lines with this year, the year before and the difference; reasons below.

Differences carry a sign or a word, never a colour alone. What depends on the forms alone is kept, as most pages of a
site compare the same two forms.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import Relation, TableAlignment
from gongkai.renders.charts.requests import outcome_groups
from gongkai.renders.html import escape
from gongkai.reports import Report
from gongkai.tables.cell_list import HeadAbove, ListedCell, listed_cell
from gongkai.tables.compare import ComparedTable, Comparison, FigurePair, NoChange
from gongkai.tables.comparison_lines import ComparisonLine, comparison_lines, reasons, side_columns_of, unmatched_lines

_KEYS = ("received", "concluded", "carried_out")
_MINUS = "\N{MINUS SIGN}"


def comparison_html(comparison: Comparison) -> str:
    """All tables of a comparison, each below a heading of its own.

    Args:
        comparison: Two reports of one agency; years are what tells their columns apart.
    """
    form, other = comparison.report.form, comparison.earlier.form
    if form is None or other is None:
        return ""
    years = (comparison.report.year, comparison.earlier.year)
    parts = []
    for item in comparison.tables:
        shown = comparison_lines(form, item.match)
        if shown:
            parts.append(_main(form, item, shown, years))
            parts.append(_sides(form, item, years))
            parts.append(_reasons(form, item.match))
        parts.append(_left(other, item.match, comparison.earlier, heading=not shown))
    return "".join(parts)


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
    found = comparison_lines(form, pair)
    return frozenset([line.cell.id for line in found] + [a.id for line in found for a in line.cell.above if a.id])


def sentences(comparison: Comparison) -> tuple[str, ...]:
    """The main differences in plain words: requests received, concluded, carried over; how they ended; the forms."""
    quiet = _quiet(comparison)
    told = (say("compare.quiet"),) if quiet else (_keys(comparison), _outcomes(comparison))
    found = [text for text in told if text]
    if comparison.broken and comparison.report.form and comparison.earlier.form:
        forms = {"now": comparison.report.form.authority, "before": comparison.earlier.form.authority}
        found.append(say("compare.two-forms", forms))
    return tuple(found)


def signed(number: int | Decimal) -> str:
    """A difference with its sign, or the word for none."""
    if not number:
        return say("compare.same")
    return f"{'+' if number > 0 else _MINUS}{_size(number)}"


def _size(number: int | Decimal) -> str:
    return f"{abs(number):f}" if isinstance(number, Decimal) else str(abs(number))


def _quiet(comparison: Comparison) -> bool:
    """Whether nothing was received, concluded or carried over in either year."""
    pairs = [_total(comparison, role) for role in _KEYS]
    return all(
        pair is not None and pair.before is not None and pair.now.value == pair.before.value == 0 for pair in pairs
    )


def _keys(comparison: Comparison) -> str:
    parts = []
    for role in _KEYS:
        pair = _total(comparison, role)
        if pair is not None and pair.change is not None:
            word = "more" if pair.change > 0 else "less" if pair.change < 0 else "even"
            told = say(f"compare.{word}", {"number": _size(pair.change)})
            parts.append(say(f"compare.{role}", {"number": pair.now.value, "change": told}))
    return say("compare.sentence", {"parts": "；".join(parts)}) if parts else ""


def _total(comparison: Comparison, role: str) -> FigurePair | None:
    """The pair of the figure that has a role; None where the form has none or the two are not comparable."""
    form = comparison.report.form
    spot = listed_cell(form, cell) if form is not None and (cell := form.role(role)) is not None else None
    for item in comparison.tables:
        for line in comparison_lines(form, item.match) if form is not None and spot is not None else ():
            if line.cell == spot and line.comparable:
                return item.rows[line.position].pairs[line.cell.column]
    return None


def _outcomes(comparison: Comparison) -> str:
    """Outcomes whose number is another one; both sides are grouped as their own form groups them."""
    now, before = outcome_groups(comparison.report), outcome_groups(comparison.earlier)
    if not now or not before:
        return ""
    pairs = [(name, figure, before[name]) for name, figure in now.items() if name in before]
    changes = [(name, a.number, b.number) for name, a, b in pairs if _whole(a) and _whole(b)]
    if not changes:
        return ""
    told = [
        say("compare.outcome", {"name": name, "number": figure, "change": signed(figure - other)})
        for name, figure, other in changes
        if figure != other
    ]
    gaps = [name for name, a, b in pairs if not (_whole(a) and _whole(b))]
    if not told:
        return "" if gaps else say("compare.outcomes-even")
    rest = say("compare.rest") if len(told) < len(changes) else ""
    if gaps:
        rest += say("compare.gaps", {"names": "、".join(gaps)})
    return say("compare.outcomes", {"parts": "，".join(told), "rest": rest})


def _whole(figure: Figure) -> bool:
    """Whether a group's figure is given, and leaves nothing out."""
    return figure.state is State.GIVEN and not figure.note


def _main(form: Form, item: ComparedTable, shown: tuple[ComparisonLine, ...], years: tuple[int, int]) -> str:
    body = []
    for opening, line in zip(_openings(form, item.match), shown, strict=True):
        pair = item.rows[line.position].pairs[line.cell.column]
        body.append(f"{opening}{_cells(pair) if line.comparable else _uncompared(pair.now, line)}</tr>")
    table = item.match.table
    title = table.title if table else ""
    caption = say("compare.caption", {"title": title})
    name = table.id if table else ""
    return (
        f'<h2 id="{name}">{escape(title)}</h2>{region(caption)}<table class="gk gk-compare">'
        f"<caption>{escape(caption)}</caption>{_head(*years)}{''.join(body)}</tbody></table></div>"
    )


def region(label: str) -> str:
    """The start of a labelled region that keyboards can scroll."""
    return f'<div class="gk-scroll" role="region" aria-label="{escape(label)}" tabindex="0" style="overflow-x:auto">'


@lru_cache(maxsize=256)
def _head(year: int, before: int) -> str:
    names = (
        say("compare.item"),
        *(say("theme.year", {"year": number}) for number in (year, before)),
        say("compare.change"),
    )
    return column_heads(names)


def column_heads(names: Sequence[str]) -> str:
    """The head of a table with one row of heads, and the start of its body."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead><tbody>"


@lru_cache(maxsize=256)
def _openings(form: Form, pair: TableAlignment) -> tuple[str, ...]:
    """What stands before the cells of each line: heads that begin with it, and its own; the same in every report."""
    shown = [line.cell for line in comparison_lines(form, pair)]
    total = {item.total for item in form.identities if pair.table and item.table == pair.table.id}
    found = []
    for before, spot in pairwise([None, *shown]):
        if spot is None:
            continue
        heads = "".join(rows_above(spot.above, before.above if before else (), span=4))
        row = pair.table.rows[spot.row].id if pair.table else ""
        kind = ' class="gk-total"' if row in total else ""
        depth = len(spot.above)
        found.append(f'{heads}<tr id="{spot.id}"{kind}><th scope="row" class="gk-in-{depth}">{escape(spot.label)}</th>')
    return tuple(found)


def rows_above(above: tuple[HeadAbove, ...], before: tuple[HeadAbove, ...], *, span: int) -> Iterator[str]:
    """Rows with the heads above a line that do not stand above the line before it."""
    for level, head in enumerate(above):
        if before[: level + 1] != above[: level + 1]:
            own = f' id="{head.id}"' if head.id else ""
            yield f'<tr{own}><th scope="rowgroup" colspan="{span}" class="gk-in-{level}">{escape(head.label)}</th></tr>'


def _cells(pair: FigurePair) -> str:
    now, before = pair.now, pair.before
    if before is None or pair.change is None or not (_bare(now) and _bare(before)):
        return _written(pair)
    return _counts(now.number, before.number)


def _bare(figure: Figure) -> bool:
    """Whether a figure is a count and nothing else is written beside it."""
    return type(figure.value) is int and figure.unit is figure.note is None


@lru_cache(maxsize=16384)
def _counts(now: int | Decimal, before: int | Decimal) -> str:
    kind = ' class="gk-even"' if now == before else ""
    return f"<td>{now}</td> <td>{before}</td> <td{kind}>{signed(now - before)}</td>"


def _written(pair: FigurePair) -> str:
    return f"<td>{shown(pair.now)}</td> <td>{shown(pair.before)}</td> <td>{escape(_change(pair))}</td>"


def _change(pair: FigurePair) -> str:
    """The difference, or why there is none."""
    if pair.change is not None:
        return signed(pair.change)
    return say(f"compare.no-{(pair.reason or NoChange.BLANK).value}")


def shown(figure: Figure | None) -> str:
    """A figure as HTML; a blank is said, as nothing in a cell is read by nobody."""
    if figure is None:
        return ""
    if _bare(figure):
        return str(figure.value)
    return say("compare.blank") if figure.state is State.BLANK else escape(written(figure))


def _uncompared(now: Figure, line: ComparisonLine) -> str:
    word = "broken" if line.match.relation is Relation.BROKEN else "new"
    return f'<td>{shown(now)}</td> <td colspan="2" class="gk-broken">{say(f"compare.{word}")}</td>'


def _sides(form: Form, item: ComparedTable, years: tuple[int, int]) -> str:
    """The columns beside the total, a cell for both years."""
    columns, table = side_columns_of(form, item.match), item.match.table
    if not columns or table is None:
        return ""
    caption = say("compare.sides", {"title": table.title, "year": years[0], "before": years[1]})
    body = []
    for line, opening in zip(comparison_lines(form, item.match), _side_openings(form, item.match), strict=True):
        pairs = item.rows[line.position].pairs
        if line.comparable:
            body.append(f"{opening}{' '.join(_both(pairs[place]) for place in columns)}</tr>")
        else:
            body.append(f"{opening}{' '.join(f'<td>{shown(pairs[place].now)}</td>' for place in columns)}</tr>")
    return (
        f'<div class="gk-table gk-beside">{region(caption)}<table class="gk gk-sides">'
        f"<caption>{escape(caption)}</caption>{_side_head(form, item.match)}{''.join(body)}</tbody></table></div></div>"
    )


@lru_cache(maxsize=256)
def _side_head(form: Form, pair: TableAlignment) -> str:
    names = [say("compare.item")]
    if pair.table is not None:
        names += [pair.table.columns(0)[place].printed for place in side_columns_of(form, pair)]
    return column_heads(names)


@lru_cache(maxsize=256)
def _side_openings(form: Form, pair: TableAlignment) -> tuple[str, ...]:
    if pair.table is None:
        return ()
    names = [
        pair.table.rows[line.cell.row].name.short if len(line.match.rows) == 1 else line.cell.label
        for line in comparison_lines(form, pair)
    ]
    return tuple(f'<tr><th scope="row">{escape(name)}</th>' for name in names)


def _both(pair: FigurePair) -> str:
    """One cell for two years: the figure alone where it is the same."""
    now, before = pair.now, pair.before
    if now is before or now == before:
        return f"<td>{shown(now)}</td>"
    return _different(shown(now), shown(before), _change(pair))


@lru_cache(maxsize=16384)
def _different(now: str, before: str, change: str) -> str:
    was = say("compare.was", {"number": before})
    return f'<td>{now} <span class="gk-was">{was}</span> <span class="gk-was">{escape(change)}</span></td>'


@lru_cache(maxsize=256)
def _reasons(form: Form, pair: TableAlignment) -> str:
    found = reasons(form, pair)
    if not found:
        return ""
    items = "".join(
        f"<li>{escape(say('compare.reason', {'rows': '、'.join(names), 'why': why}))}</li>" for why, names in found
    )
    return f'<div class="gk-notes"><p>{say("compare.reasons")}</p><ul>{items}</ul></div>'


def _left(other: Form, pair: TableAlignment, earlier: Report, *, heading: bool) -> str:
    """What the earlier report has and this form does not, or counts otherwise: its figures, compared with nothing."""
    spots = unmatched_lines(other, pair)
    table = pair.other
    if not spots or table is None:
        return ""
    grid = earlier.grids[table.id]
    body = []
    for opening, spot in zip(_left_openings(other, pair), spots, strict=True):
        body.append(f"{opening}<td>{shown(grid[spot.row][spot.column])}</td></tr>")
    caption = say("compare.left", {"title": table.title, "year": earlier.year})
    title = f'<h2 id="{table.id}">{escape(table.title)}</h2>' if heading else ""
    heads = (say("compare.item"), say("theme.year", {"year": earlier.year}))
    return (
        f'{title}{region(caption)}<table class="gk gk-compare"><caption>{escape(caption)}</caption>'
        f"{column_heads(heads)}{''.join(body)}</tbody></table></div>"
    )


@lru_cache(maxsize=256)
def _left_openings(other: Form, pair: TableAlignment) -> tuple[str, ...]:
    shown: list[ListedCell | None] = [None, *unmatched_lines(other, pair)]
    found = []
    for before, spot in pairwise(shown):
        if spot is not None:
            plain = tuple(HeadAbove(head.label) for head in spot.above)
            last = tuple(HeadAbove(head.label) for head in before.above) if before else ()
            heads = "".join(rows_above(plain, last, span=2))
            found.append(f'{heads}<tr><th scope="row" class="gk-in-{len(plain)}">{escape(spot.label)}</th>')
    return tuple(found)
