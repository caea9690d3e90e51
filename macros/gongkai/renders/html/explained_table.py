"""A table whose figures explain themselves: below it a sheet for every row, opened by plain links, and one for columns.

Static HTML that works without scripts: a link leads to the sheet, which the style sheet shows while it is the target
of the address. All that does not depend on figures is put together once a form.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from gongkai.figures import Figure, State, written
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.model import Head, Term
from gongkai.renders.html import escape
from gongkai.renders.html.table import columns_id, sheet_id, table_html, table_ids
from gongkai.tables import TableView
from gongkai.tables.explanation import ExplainedBalance, ExplainedColumn, ExplainedRow, ExplainedSum, Past, SumPart
from gongkai.tables.model import BlockSkeleton, RowSkeleton

Labels = tuple[tuple[str, str], ...]
"""By column what stands before a figure in a sheet, and behind it."""


def explained_html(view: TableView, rows: tuple[ExplainedRow, ...], *, form: Form, glossary: str | None) -> str:
    """A table with what explains its figures.

    Args:
        view: The table, its id that of the form's table.
        rows: What there is to say of each row, in the form's order.
        form: The form.
        glossary: Address of the glossary as seen from the page; None where the site has none.

    Returns:
        HTML on one line.
    """
    table = form.table_index[view.table]
    sheets: list[str] = []
    balances: dict[int, str] = {}  # by the object: rows that take part in one balance share it
    for number, block in enumerate(view.blocks):
        for row in block.rows:
            found = rows[row.skeleton.position]
            if found.balances and id(found.balances) not in balances:
                balances[id(found.balances)] = "".join(map(_balance, found.balances))
            opening, closing = _ends(row.skeleton, form, table, glossary)
            labels = _labels(block.skeleton, row.skeleton, table)
            sheets += opening, _figures(found, labels, balances.get(id(found.balances), "")), closing
        sheets.append(_columns(block.skeleton, form, table, number, view.id, glossary))
    return table_html(view, sheets="".join(sheets).replace("\n", " "))


def explained_ids(view: TableView) -> frozenset[str]:
    """Every id in the HTML of an explained table."""
    return table_ids(view).union(*(_sheet_ids(block.skeleton) for block in view.blocks))


@lru_cache(maxsize=1024)
def _sheet_ids(skeleton: BlockSkeleton) -> frozenset[str]:
    return frozenset((columns_id(skeleton), *(sheet_id(row) for row in skeleton.rows)))


def _figures(row: ExplainedRow, labels: Labels, balances: str) -> str:
    """What a report has in a row."""
    rest = _rest(row.noughts, row.blanks, row.noughts + row.blanks + len(row.lines), row.past, row.why)
    if not (row.lines or row.sums or balances):
        return rest
    lines = f"<ul>{''.join(_lines(row, labels))}</ul>" if row.lines else ""
    parts = f'<ul class="gk-parts">{"".join(map(_sum, row.sums))}{balances}</ul>' if row.sums or balances else ""
    return f"{lines}{rest}{parts}"


@lru_cache(maxsize=8192)
def _ends(skeleton: RowSkeleton, form: Form, table: Table, glossary: str | None) -> tuple[str, str]:
    """What stands before a row's figures, and after them."""
    row = table.rows[skeleton.position]
    label = skeleton.heads[-1].text if skeleton.heads else table.title
    facts = [escape(row.counts)] if row.counts else []
    if row.article:
        facts.append(escape(say("explain.article", {"article": row.article})))
    if glossary is not None:
        terms = _terms(form)
        names = dict.fromkeys((row.glossary, *(group.glossary for group in reversed(row.groups))))
        facts += [_term_link(terms[name], glossary) for name in names if name in terms]
    said = f"<p>{''.join(facts)}</p>" if facts else ""
    own = f'<a href="#{skeleton.id}">{say("explain.row-address")}</a>'
    columns = f'<a href="#{_columns_of(skeleton)}">{say("explain.columns")}</a>'
    return (
        f"{_top(sheet_id(skeleton), label, skeleton.id)}{said}",
        f'<p class="gk-sheet-end">{columns} {own}</p></section>',
    )


def _columns_of(skeleton: RowSkeleton) -> str:
    """Id of what explains the columns that a row stands under."""
    head = next(name for name in skeleton.cells[0].headers if "-c-" in name)
    return f"{head[: head.index('-c-')]}-h-explained"


def _top(name: str, label: str, back: str) -> str:
    title = escape(say("explain.sheet", {"label": label}))
    close = say("explain.close")
    return (
        f'<section class="gk-sheet" id="{name}" aria-label="{title}" tabindex="-1">'
        f'<p class="gk-sheet-top"><strong>{escape(label)}</strong> <a href="#{back}">{close}</a></p>'
    )


@lru_cache(maxsize=64)
def _terms(form: Form) -> dict[str, Term]:
    return {term.id: term for term in form.glossary}


def _term_link(term: Term, glossary: str) -> str:
    return f' <a href="{escape(glossary)}#{term.id}">{escape(say("explain.term", {"term": term.term}))}</a>'


def _lines(row: ExplainedRow, labels: Labels) -> Iterator[str]:
    given = row.past is Past.GIVEN
    for line in row.lines:
        opening, closing = labels[line.column]
        yield f"{opening}{_shown(line.figure)}</b>{_past(line) if given else ''}{closing}"


@lru_cache(maxsize=8192)
def _labels(skeleton: BlockSkeleton, row: RowSkeleton, table: Table) -> Labels:
    """Before each figure of a row its column's name, the document's own where it has one; behind what it counts."""
    block = table.blocks[table.rows[row.position].block]
    shown = {cell.id: cell.text for cells in skeleton.head for cell in cells}
    heads = {head.column: head for head in _all_heads(block.heads)}
    found = []
    for place, column in enumerate(block.columns):
        counts = heads[place].counts
        small = f"<small>{escape(counts)}</small>" if counts else ""
        text = next(shown[name] for name in reversed(row.cells[place].headers) if "-c-" in name)
        name = column.printed if text == column.name.label else text
        found.append((f'<li data-c="{place}">{escape(name)} <b>', f"{small}</li>"))
    return tuple(found)


def _all_heads(heads: tuple[Head, ...]) -> Iterator[Head]:
    for head in heads:
        yield head
        yield from _all_heads(head.children)


def _shown(figure: Figure) -> str:
    if type(figure.value) is int and figure.unit is None and figure.note is None:
        return str(figure.value)
    return escape(written(figure)) or say("page.blank")


def _past(line: ExplainedColumn) -> str:
    """``，上年 8，增加 2``."""
    last, more, less, same = _past_words()
    if line.past is None:
        return f"，{say('explain.no-column')}"
    if line.change is None:
        return f"{last}{_shown(line.past)}" + (f"，{say('explain.other-unit')}" if _units_differ(line) else "")
    if not line.change:
        return f"{last}{_shown(line.past)}{same}"
    change = line.change if line.change > 0 else -line.change
    return f"{last}{_shown(line.past)}{more if line.change > 0 else less}{_number(change)}"


@cache
def _past_words() -> tuple[str, str, str, str]:
    last, more, less, same = (say(f"explain.{key}") for key in ("last", "more", "less", "same"))
    return f"，{last} ", f"，{more} ", f"，{less} ", f"，{same}"


def _number(number: int | Decimal) -> str:
    return str(number) if isinstance(number, int) else f"{number:f}"


def _units_differ(line: ExplainedColumn) -> bool:
    return line.past is not None and line.figure.state is line.past.state is State.GIVEN


@lru_cache(maxsize=4096)
def _rest(noughts: int, blanks: int, width: int, past: Past, why: str | None) -> str:
    """The columns that are not listed, and what keeps last year's figures away."""
    found = []
    for count, key in ((noughts, "nought"), (blanks, "blank")):
        if count:
            years = "both" if past is Past.GIVEN else "one"
            which = "other" if count < width else "all" if width > 1 else "only"
            what = say(f"explain.{key}")
            found.append(say(f"explain.{years}.{which}", {"count": count, "what": what}))
    if past is Past.NONE:
        found.append(say("explain.no-past"))
    elif past is Past.BREAK:
        found.append(say("explain.break"))
    if why:
        found.append(why)
    return f"<p>{escape(''.join(found))}</p>" if found else ""


def _sum(item: ExplainedSum) -> str:
    sign = "＝" if item.holds else "≠"
    left_out = _left_out(item.noughts, item.blanks, some=bool(item.parts)) if item.noughts else ""
    return f"<li>{escape(item.name)} <b>{_shown(item.figure)}</b> {sign} {_parts(item.parts)}{left_out}</li>"


@lru_cache(maxsize=1024)
def _left_out(noughts: int, blanks: int, *, some: bool) -> str:
    key = "explain.left-blank" if blanks else "explain.left-nought"
    return say(key if some else f"{key}-only", {"count": noughts})


def _balance(item: ExplainedBalance) -> str:
    sign = "＝" if item.holds else "≠"
    return f"<li>{_balance_of(item.name)}{_parts(item.left)} {sign} {_parts(item.right)}</li>"


@lru_cache(maxsize=1024)
def _balance_of(name: str) -> str:
    return escape(say("explain.balance", {"name": name}))


def _parts(parts: tuple[SumPart, ...]) -> str:
    return " ＋ ".join([f"{escape(name)} {_shown(figure)}" for name, figure in parts])


@lru_cache(maxsize=1024)
def _columns(  # noqa: PLR0913, PLR0917 - a key of all that it hangs on
    skeleton: BlockSkeleton, form: Form, table: Table, block: int, back: str, glossary: str | None
) -> str:
    """What the columns of a block count."""
    terms = _terms(form)
    items = "".join(
        _column(head, terms.get(head.glossary or ""), glossary)
        for head in _all_heads(table.blocks[block].heads)
        if head.counts or head.article
    )
    label = say("explain.columns-of", {"title": table.blocks[block].title or table.title})
    body = f"<dl>{items}</dl>" if items else ""
    return f"{_top(columns_id(skeleton), label, back)}{body}</section>"


def _column(head: Head, term: Term | None, glossary: str | None) -> str:
    facts = [escape(head.counts)] if head.counts else []
    if head.article:
        facts.append(escape(say("explain.article", {"article": head.article})))
    if term is not None and glossary is not None:
        facts.append(_term_link(term, glossary))
    return f"<dt>{escape(head.label)}</dt><dd>{''.join(facts)}</dd>"
