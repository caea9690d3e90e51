"""The filing board as a table of a page, complete without scripts; ``year-table.js`` sorts, filters and hides."""

from collections.abc import Callable, Sequence
from itertools import starmap

from markupsafe import Markup

from gongkai.figures import minus
from gongkai.findings import say
from gongkai.pages.board import BoardRow, FilingState, ReviewStanding, ReviewState
from gongkai.renders.board.columns import COLUMNS, BoardValue, cells, heads
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.regions import region
from gongkai.reports import Agency
from gongkai.reports.signing.reviews import ReviewResult

BoardLinks = Callable[[Agency], tuple[str, str]]
"""By agency the addresses of its report and of its findings; empty where there are none."""
_MAIN = ("state", "review", "due", "late", "errors", "received")
"""The columns that a phone shows first."""
_ALARMING = (FilingState.OVERDUE, FilingState.FAULTY)
_ADDED = COLUMNS[COLUMNS.index("errors") :]


def board_columns() -> list[tuple[int, str]]:
    """The columns after the agency: which child of its row each is, from 1, and its head."""
    return list(enumerate(heads()[1:], start=2))


def board_html(rows: Sequence[BoardRow], *, caption: str, links: BoardLinks, sums: bool) -> Markup:
    """A table of agencies with the state of their reports.

    Args:
        rows: The agencies.
        caption: What they are.
        links: Where a line leads to.
        sums: Whether the columns of counts are added up below.
    """
    main = " ".join(f"gk-m{place}" for place, name in enumerate(COLUMNS, start=1) if name in _MAIN)
    ends = [*heads(), say("office.found")]
    head = join(
        fill('<th scope="col" data-c="{}"><span class="gk-sort">{}</span></th>', place, escape(name))
        for place, name in enumerate(ends, start=1)
    )
    body = join(_line(row, links) for row in rows)
    return fill(
        '<div class="gk-table gk-year">{}<table class="gk gk-all {}"><caption><span class="gk-hidden">{}</span>'
        "</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div></div>",
        region(caption),
        escape(main),
        escape(caption),
        head,
        body,
        _foot(rows) if sums else EMPTY,
    )


def _line(row: BoardRow, links: BoardLinks) -> Markup:
    report, findings = links(row.agency)
    name = escape(row.agency.name)
    first = fill('<a href="{}">{}</a>', escape(report), name) if report else name
    label = escape(say("office.found-label", {"agency": row.agency.name}))
    last = (
        fill('<a href="{}" aria-label="{}">{}</a>', escape(findings), label, escape(say("office.found")))
        if findings
        else EMPTY
    )
    values = zip(COLUMNS[1:], cells(row)[1:], strict=True)
    body = join(_cell(row, name, value) for name, value in values)
    return fill(
        '<tr data-kind="{}" data-review="{}"><th scope="row">{}</th>{}<td>{}</td></tr>',
        escape(row.state.value),
        escape(row.review.state.value),
        first,
        body,
        last,
    )


def _cell(row: BoardRow, name: str, value: BoardValue) -> Markup:
    """A cell; one that no sum takes in says by ``data-v`` what it is sorted by."""
    alarming = {"state": row.state in _ALARMING, "review": row.was_returned}
    kinds = ["gk-wrong"] if alarming.get(name) else []
    if value is None:
        kinds.append("gk-no")
    if value == 0:
        kinds.append("gk-nil")
    sorted_by = EMPTY if name in _ADDED else fill(' data-v="{}"', escape(_rank(row, name, value)))
    kind = fill(' class="{}"', escape(" ".join(kinds))) if kinds else EMPTY
    more = _about_review(row.review) if name == "review" else EMPTY
    return fill("<td{}{}>{}{}</td>", kind, sorted_by, escape(_text(name, value)), more)


def _about_review(standing: ReviewStanding) -> Markup:
    """The day and reason of what was sent back, and that the content has changed since it passed."""
    last = standing.last
    if last is None:
        return EMPTY
    args = {"date": last.date, "reason": last.reason, "result": last.result.word}
    if standing.is_void:
        text = say("review.void", args)
    elif last.result is ReviewResult.RETURNED:
        text = say("review.why", args)
    else:
        text = last.date
    return fill(" <small>{}</small>", escape(text))


def _text(name: str, value: BoardValue) -> str:
    if value is None:
        return say("chart.dash")
    return _number(name, value) if isinstance(value, int) else value


def _number(name: str, value: int) -> str:
    """A count; a change with its sign."""
    return f"+{value}" if name == "change" and value > 0 else minus(str(value))


def _rank(row: BoardRow, name: str, value: BoardValue) -> str:
    if name == "state":
        return str(list(FilingState).index(row.state))
    if name == "review":
        return str(list(ReviewState).index(row.review.state))
    return str(value).replace("-", "") if value is not None else ""


def _foot(rows: Sequence[BoardRow]) -> Markup:
    """The sums, and below them over how many agencies they run."""
    columns = zip(COLUMNS, zip(*map(cells, rows), strict=True), strict=True)
    counts = [(name, [value for value in values if isinstance(value, int)]) for name, values in columns][1:]
    return fill(
        '<tfoot><tr class="gk-total"><th scope="row">{}</th>{}<td></td></tr>'
        '<tr class="gk-given"><th scope="row">{}</th>{}<td></td></tr></tfoot>',
        escape(say("data.table.sum")),
        join(starmap(_sum, counts)),
        escape(say("data.table.given")),
        join(fill("<td>{}</td>", len(values) if name in _ADDED else EMPTY) for name, values in counts),
    )


def _sum(name: str, values: list[int]) -> Markup:
    if name not in _ADDED:
        return fill("<td></td>")
    return fill("<td>{}</td>", escape(_number(name, sum(values)) if values else say("chart.dash")))
