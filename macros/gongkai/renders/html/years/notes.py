"""What is below a compared table: reasons why figures are not compared, and the earlier form's own lines."""

from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from gongkai.findings import say
from gongkai.forms import Form
from gongkai.forms.alignment import TableAlignment
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.renders.html.years.rows import cell_html, column_heads, head_row, heads_above
from gongkai.reports import Report
from gongkai.tables.cell_list import HeadAbove, ListedCell
from gongkai.tables.comparison_lines import reasons, unmatched_lines

_COLUMNS = 2


@lru_cache(maxsize=256)
def reasons_html(form: Form, pair: TableAlignment) -> Markup:
    """Why rows are not compared or compared with care; nothing where all are alike."""
    texts = [say("compare.reason", {"rows": "、".join(names), "why": why}) for why, names in reasons(form, pair)]
    if not texts:
        return EMPTY
    items = join(fill("<li>{}</li>", escape(text)) for text in texts)
    return fill('<div class="gk-notes"><p>{}</p><ul>{}</ul></div>', escape(say("compare.reasons")), items)


def left_html(other: Form, pair: TableAlignment, earlier: Report, *, heading: bool) -> Markup:
    """What the earlier report has and this form does not, or counts otherwise: its figures, compared with nothing.

    Args:
        other: The earlier report's form.
        pair: The tables that answer to each other.
        earlier: The earlier report.
        heading: Whether the table needs a heading, as nothing of it was compared.
    """
    spots = unmatched_lines(other, pair)
    table = pair.other
    if not spots or table is None:
        return EMPTY
    grid = earlier.grids[table.id]
    rows = [
        fill("{}{}</tr>", opening, cell_html(grid[spot.row][spot.column]))
        for opening, spot in zip(_openings(other, pair), spots, strict=True)
    ]
    caption = say("compare.left", {"title": table.title, "year": earlier.year})
    return fill(
        '{}{}<table class="gk gk-compare"><caption>{}</caption>{}{}</tbody></table></div>',
        fill('<h2 id="{}">{}</h2>', escape(table.id), escape(table.title)) if heading else EMPTY,
        region(caption),
        escape(caption),
        column_heads((say("compare.item"), say("theme.year", {"year": earlier.year}))),
        join(rows),
    )


@lru_cache(maxsize=256)
def _openings(other: Form, pair: TableAlignment) -> tuple[Markup, ...]:
    spots: list[ListedCell | None] = [None, *unmatched_lines(other, pair)]
    openings = []
    for before, spot in pairwise(spots):
        if spot is None:
            continue
        plain = tuple(HeadAbove(head.label) for head in spot.above)
        last = tuple(HeadAbove(head.label) for head in before.above) if before else ()
        heads = join(head_row(head, level, span=_COLUMNS) for level, head in heads_above(plain, last))
        row = '{}<tr><th scope="row" class="i{}">{}</th>'
        openings.append(fill(row, heads, len(plain), escape(spot.label)))
    return tuple(openings)
