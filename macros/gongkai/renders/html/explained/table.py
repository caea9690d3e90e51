"""A table with explanations: below it a sheet for every row and one for its columns, opened by plain links.

Static HTML that works without scripts: a link leads to the sheet, which the style sheet shows while it is the target
of the address. All that does not depend on figures is put together once a form.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from markupsafe import Markup

from gongkai.figures import Figure, Number, State
from gongkai.findings import say
from gongkai.forms import Form, Table
from gongkai.forms.citations import citation
from gongkai.renders.html.explained.columns import all_heads, columns_sheet, sheet_top, term_link, terms_by_id
from gongkai.renders.html.figures import figure_html
from gongkai.renders.html.markup import EMPTY, escape, fill, join
from gongkai.renders.html.table import columns_id, sheet_id, table_html, table_ids
from gongkai.tables import TableView
from gongkai.tables.explanation import (
    ExplainedBalance,
    ExplainedColumn,
    ExplainedRow,
    ExplainedSum,
    SumPart,
    YearBefore,
)
from gongkai.tables.model import BlockSkeleton, BodyRow, RowSkeleton

_BOLD_END, _SPACE = fill("</b>"), fill(" ")
_FEW = 2
"""The most rows of a block whose every sheet says what its columns count."""
Labels = tuple[tuple[Markup, Markup], ...]
"""By column what is before a figure in a sheet, and after it."""


def explained_html(view: TableView, rows: tuple[ExplainedRow, ...], *, form: Form, glossary: str | None) -> Markup:
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
    sheets: list[Markup] = []
    texts = {note.number: note.text for note in view.notes}
    balances: dict[int, Markup] = {}  # by the object: rows of one balance share it, and the first shows it
    for number, block in enumerate(view.blocks):
        for row in block.rows:
            explained = rows[row.skeleton.position]
            opening, closing = _ends(row.skeleton, form, table, glossary)
            labels = _labels(block.skeleton, row.skeleton, table)
            shared = balances.get(id(explained.balances), EMPTY)
            if explained.balances and not shared:
                balances[id(explained.balances)] = _balances_at(row.skeleton)
                shared = _balances(explained.balances)
            figures = _figures(explained, labels, shared)
            sheets += opening, figures, _notes(row, texts), closing
        sheets.append(columns_sheet(block.skeleton, form, table, number, view.id, glossary))
    return table_html(view, sheets=join(sheets))


def explained_ids(view: TableView) -> frozenset[str]:
    """Every id in the HTML of an explained table."""
    return table_ids(view).union(*(_sheet_ids(block.skeleton) for block in view.blocks))


@lru_cache(maxsize=1024)
def _sheet_ids(skeleton: BlockSkeleton) -> frozenset[str]:
    return frozenset((columns_id(skeleton), *(sheet_id(row) for row in skeleton.rows)))


def _figures(row: ExplainedRow, labels: Labels, balances: Markup) -> Markup:
    """What a report has in a row."""
    rest = _rest(row.noughts, row.blanks, row.noughts + row.blanks + len(row.lines), row.past, row.why)
    sums = row.sums or balances
    if not (row.lines or sums):
        return rest
    lines = fill("<ul>{}</ul>", join(_lines(row, labels))) if row.lines else EMPTY
    parts = fill("<ul class=gk-parts>{}{}</ul>", join(map(_sum, row.sums)), balances) if sums else EMPTY
    return join((lines, rest, parts))


def _notes(row: BodyRow, texts: Mapping[int, str]) -> Markup:
    """The notes on a row and on its cells, which are below the table too."""
    cells = row.cells if row.marked else ()  # to make them takes a third of the time of an explained table
    numbers = {*row.notes, *(number for cell in cells for number in cell.notes)}
    remarks = (say("explain.note", {"number": number, "text": texts[number]}) for number in sorted(numbers))
    return join(fill("<p>{}</p>", escape(text)) for text in remarks)


@lru_cache(maxsize=8192)
def _ends(skeleton: RowSkeleton, form: Form, table: Table, glossary: str | None) -> tuple[Markup, Markup]:
    """What is before a row's figures, and after them."""
    row = table.rows[skeleton.position]
    label = skeleton.heads[-1].text if skeleton.heads else table.title
    facts = [escape(row.counts)] if row.counts else []
    if row.article:
        facts.append(escape(say("explain.article", {"article": citation(row.article, row.unverified)})))
    if glossary is not None:
        terms = terms_by_id(form)
        # The row's own term, else that of the nearest group: with both, each page would hold the latter 20 times.
        names = (row.glossary, *(group.glossary for group in reversed(row.groups)))
        facts += [term_link(terms[name], glossary) for name in names if name in terms][:1]
    meaning = fill("<p>{}</p>", join(facts)) if facts else EMPTY
    called = skeleton.heads[-1].short if skeleton.heads else ""
    opening = fill("{}{}", sheet_top(sheet_id(skeleton), label, skeleton.id, called=called), meaning)
    return opening, fill("</div>")


def _lines(row: ExplainedRow, labels: Labels) -> Iterator[Markup]:
    has_past = row.past is YearBefore.GIVEN
    for line in row.lines:
        opening, closing = labels[line.column]
        yield join((opening, _shown(line.figure), _BOLD_END, _past(line) if has_past else EMPTY, closing))


@lru_cache(maxsize=8192)
def _labels(skeleton: BlockSkeleton, row: RowSkeleton, table: Table) -> Labels:
    """Before each figure of a row its column's name, the document's own where it has one.

    After it is what the column counts. Where that would be said in many sheets, it is in that of the columns alone, to
    which each sheet leads.
    """
    block = table.blocks[table.rows[row.position].block]
    text_by_id = {cell.id: cell.text for cells in skeleton.head for cell in cells}
    heads = {head.column: head for head in all_heads(block.heads)}
    labels = []
    for place, column in enumerate(block.columns):
        counts = heads[place].counts
        small = fill("<small>{}</small>", escape(counts)) if counts and len(skeleton.rows) <= _FEW else EMPTY
        text = next(text_by_id[name] for name in reversed(row.cells[place].headers) if "-c-" in name)
        name = column.printed if text == column.name.label else text
        labels.append((fill("<li data-c={}>{} <b>", place, escape(name)), fill("{}</li>", small)))
    return tuple(labels)


def _shown(figure: Figure) -> Markup:
    return figure_html(figure) or escape(say("page.blank"))


def _past(line: ExplainedColumn) -> Markup:
    """``，上年 8，增加 2``."""
    last, more, less, same = _past_words()
    if line.past is None:
        return fill("，{}", escape(say("explain.no-column")))
    if line.change is None:
        unit = fill("，{}", escape(say("explain.other-unit"))) if _units_differ(line) else EMPTY
        return fill("{}{}{}", last, _shown(line.past), unit)
    if not line.change:
        return join((last, _shown(line.past), same))
    change = escape(_number(line.change if line.change > 0 else -line.change))
    return join((last, _shown(line.past), more if line.change > 0 else less, change))


@cache
def _past_words() -> tuple[Markup, Markup, Markup, Markup]:
    last, more, less, same = (escape(say(f"explain.{key}")) for key in ("last", "more", "less", "same"))
    return fill("，{} ", last), fill("，{} ", more), fill("，{} ", less), fill("，{}", same)


def _number(number: Number) -> str:
    return str(number) if isinstance(number, int) else f"{number:f}"


def _units_differ(line: ExplainedColumn) -> bool:
    return line.past is not None and line.figure.state is line.past.state is State.GIVEN


@lru_cache(maxsize=4096)
def _rest(noughts: int, blanks: int, width: int, past: YearBefore, why: str | None) -> Markup:
    """The columns that are not listed, and what keeps last year's figures away."""
    texts = []
    for count, key in ((noughts, "nought"), (blanks, "blank")):
        if count:
            years = "both" if past is YearBefore.GIVEN else "one"
            which = "other" if count < width else "all" if width > 1 else "only"
            what = say(f"explain.{key}")
            texts.append(say(f"explain.{years}.{which}", {"count": count, "what": what}))
    if past is YearBefore.NONE:
        texts.append(say("explain.no-past"))
    elif past is YearBefore.BREAK:
        texts.append(say("explain.break"))
    if why:
        texts.append(why)
    return fill("<p>{}</p>", escape("".join(texts))) if texts else EMPTY


def _sum(item: ExplainedSum) -> Markup:
    left_out = _left_out(item.noughts, item.blanks, some=bool(item.parts)) if item.noughts else EMPTY
    parts = _parts(item.parts)
    return fill("<li>{} <b>{}</b> {} {}{}</li>", escape(item.name), _shown(item.figure), _sign(item), parts, left_out)


def _sign(item: ExplainedSum | ExplainedBalance) -> Markup:
    return escape("＝" if item.holds else "≠")


@lru_cache(maxsize=1024)
def _left_out(noughts: int, blanks: int, *, some: bool) -> Markup:
    key = "explain.left-blank" if blanks else "explain.left-nought"
    return escape(say(key if some else f"{key}-only", {"count": noughts}))


def _balances(items: tuple[ExplainedBalance, ...]) -> Markup:
    """A line for each column; where the parts are those of the line above, their names are not said again."""
    lines, above = [], [""]
    for item in items:
        names = [name for name, _ in item.left + item.right]
        left, right = (_parts(side, names=names != above) for side in (item.left, item.right))
        opening = _balance_of(item.name, again=names == above)
        lines.append(fill("<li>{}{} {} {}</li>", opening, left, _sign(item), right))
        above = names
    return join(lines)


@lru_cache(maxsize=1024)
def _balances_at(skeleton: RowSkeleton) -> Markup:
    """The way to the sheet of the row that shows the balances which several rows take part in."""
    text = say("explain.balances-at", {"label": skeleton.heads[-1].text if skeleton.heads else ""})
    return fill("<li><a href=#{}>{}</a></li>", escape(sheet_id(skeleton)), escape(text))


@lru_cache(maxsize=1024)
def _balance_of(name: str, *, again: bool) -> Markup:
    return escape(say("explain.balance-again" if again else "explain.balance", {"name": name}))


def _parts(parts: tuple[SumPart, ...], *, names: bool = True) -> Markup:
    return join([_part(name, figure) if names else _shown(figure) for name, figure in parts], " ＋ ")


def _part(name: str, figure: Figure) -> Markup:
    return join((escape(name), _SPACE, _shown(figure)))
