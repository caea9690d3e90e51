"""Joins a table whose last columns stand in a table of their own further down, as it was too wide for the page.

Together the two have each column of the form once, and the rows of one are those of the other, with or without labels.
Where any of that does not hold, they are left as they are. On the pages of a PDF each of the two may go on over pages.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.forms import Form, Table
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures, read_figure
from gongkai.readers.matching.normalise import (
    NormalisedBlock,
    NormalisedCell,
    NormalisedParagraph,
    NormalisedRow,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.page_breaks import rejoin_rows

_FEWEST_ROWS = 5
"""The fewest rows of the form that the first of two tables has."""
_MOST_GROUPS = 2
"""Columns of labels that a part may have more or fewer on one page than on another."""
_LONGEST_BETWEEN = 12
"""The most characters of a line between the two, such as （续上表）."""


def join_widths(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """The blocks, the two parts of such a table as one in the place of the first.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
    """
    joined, count = _joined(blocks, form, lexicon)
    if any(isinstance(block, NormalisedTable) and block.origin.page for block in blocks):
        over_pages = _over_pages(rejoin_rows(tuple(blocks), lexicon), form, lexicon)
        pages_joined, more = _joined(over_pages, form, lexicon) if over_pages else (joined, 0)
        return pages_joined if more > count else joined
    return joined


def _joined(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[tuple[NormalisedBlock, ...], int]:
    """The blocks with tables in the place of their parts, and how many there are."""
    result: list[NormalisedBlock] = []
    blocks = [_in_one_grid(block, form, lexicon) for block in blocks]
    halves = {place: half for place, block in enumerate(blocks) for half in _halves(block, form, lexicon)}
    parts_behind = set[int]()
    for place, block in enumerate(blocks):
        other = _next_table(blocks, place) if place in halves else None
        whole = None
        if other in halves and place not in parts_behind:
            whole = _whole(halves[place], halves[other], form)
        if whole is not None and other is not None:
            parts_behind.add(other)
        if place not in parts_behind:
            result.append(whole or block)
    return tuple(result), len(parts_behind)


@dataclass(frozen=True, slots=True)
class _Half:
    """A table that has some columns of one of the form's.

    Attributes:
        table: The table.
        model: That of the form.
        columns: Positions of its columns, in order.
        first: The place of the first of them.
        heads: How many rows are above its figures.
    """

    table: NormalisedTable
    model: Table
    columns: tuple[int, ...]
    first: int
    heads: int


def _next_table(blocks: Sequence[NormalisedBlock], place: int) -> int | None:
    """The place of the table that follows, with no more than a few words between; None where there is none."""
    for number in range(place + 1, min(place + 4, len(blocks))):
        block = blocks[number]
        if isinstance(block, NormalisedTable):
            return number
        lines = getattr(block, "lines", None)
        if lines is None or any(len(line.text) > _LONGEST_BETWEEN for line in lines):
            return None
    return None


def _in_one_grid(block: NormalisedBlock, form: Form, lexicon: Lexicon) -> NormalisedBlock:
    """A table whose last columns stand below its first ones in the same grid, as on a sheet, with them beside."""
    if not isinstance(block, NormalisedTable) or block.tops:
        return block
    with_figures = [number for number, row in enumerate(block.rows) if _has_figure(row)]
    last, end = next((pair for pair in itertools.pairwise(with_figures) if pair[1] - pair[0] > 1), (0, 0))
    last = begins = last + 1
    while begins < end and len({cell.owner for cell in block.rows[begins]}) == 1:
        begins += 1  # a line such as 续表
    if begins >= end:
        return block
    lower = tuple(
        tuple(replace(cell, owner=(max(cell.owner[0] - begins, 0), cell.owner[1])) for cell in row)
        for row in block.rows[begins:]
    )
    parts = (replace(block, rows=block.rows[:last]), replace(block, rows=lower))
    halves = [half for part in parts for half in _halves(part, form, lexicon)]
    whole = _whole(halves[0], halves[1], form) if len(halves) == len(parts) else None
    return whole or block


def _halves(block: NormalisedBlock, form: Form, lexicon: Lexicon) -> Iterator[_Half]:
    """A table as a part of one of the form's, if it has heads of some of its columns and not of all."""
    for half in _below_heads(block, form, lexicon):
        table, end = half.table, half.first + len(half.columns)
        if _rows_fit(table, half.model, half.heads, half.first, lexicon) and _is_empty_from(table, end):
            rows = tuple(row[:end] for row in table.rows)
            yield replace(half, table=replace(table, rows=rows))
            return


def _below_heads(block: NormalisedBlock, form: Form, lexicon: Lexicon) -> Iterator[_Half]:
    """A table by its heads, side by side, which name some columns of the form's and not all; its rows as they are."""
    if not isinstance(block, NormalisedTable) or block.tops or block.left_out or not block.rows:
        return
    heads = next((number for number, row in enumerate(block.rows) if _has_figure(row)), 0)
    models = [item for item in form.tables if not item.by_blocks and len(item.blocks) == 1]
    for model in models:
        places: dict[int, int] = {}
        for number, row in enumerate(block.rows[:heads]):
            for place, cell in enumerate(row):
                match = lexicon.look_up(cell.text) if cell.owner == (number, place) and cell.text else None
                meanings = match.of("column", table=model.id) if match is not None and not match.partial else ()
                places |= {place: meanings[0].column} if len(meanings) == 1 else {}
        columns = tuple(places[place] for place in sorted(places))
        is_part = columns and len(set(columns)) == len(columns) < len(model.blocks[0].columns)
        if is_part and max(places) - min(places) == len(columns) - 1:
            yield _Half(block, model, columns, min(places), heads)


def _over_pages(blocks: Sequence[NormalisedBlock], form: Form, lexicon: Lexicon) -> tuple[NormalisedBlock, ...] | None:
    """The blocks, each part of a table with its rest on the pages that follow as one; None where no part goes on.

    The rest has as many columns; it begins with the same heads, or has none.
    """
    result: list[NormalisedBlock] = []
    part: _Half | None = None
    above = 0
    for block in blocks:
        own = next(_below_heads(block, form, lexicon), None)
        is_rest = part is not None and isinstance(block, NormalisedTable) and _goes_on(part, block, own)
        if is_rest and part is not None and isinstance(block, NormalisedTable):
            wider = len(block.rows[0]) - len(part.table.rows[0])
            table = _stacked(
                _widened(part.table, part.first, wider),
                _widened(block, part.first + wider, -wider),
                own.heads if own else 0,
            )
            part, result[above] = replace(part, table=table, first=part.first + max(wider, 0)), table
            continue
        if isinstance(block, NormalisedTable):
            part, above = own, len(result)
        elif not (isinstance(block, NormalisedParagraph) and block.page_number):
            part = None
        result.append(block)
    return tuple(result) if len(result) < len(blocks) else None


def _goes_on(part: _Half, block: NormalisedTable, own: _Half | None) -> bool:
    """Whether a table on a later page is the rest of a part: with its heads, or without any.

    It may begin with the rest of a label, which is a label without it; and it may have more or fewer groups.
    """
    if block.origin.page is None or not block.rows:
        return False
    first = part.first + len(block.rows[0]) - len(part.table.rows[0])
    if first < 1 or abs(first - part.first) > _MOST_GROUPS:
        return False
    if own is not None:
        return own.columns == part.columns and own.first == first
    labels = (cell.text for row in block.rows for cell in row[:first])
    return any(map(_has_figure, block.rows[:2])) and not any(map(looks_like_figures, labels))


def _widened(table: NormalisedTable, first: int, by: int) -> NormalisedTable:
    """A table with further columns, over which the cells right before its figures reach; as it is for none."""
    if by <= 0:
        return table
    rows = []
    for row in table.rows:
        over = tuple(replace(row[first - 1], begins=False) for _ in range(by))
        behind = (replace(cell, owner=(cell.owner[0], cell.owner[1] + by * (cell.owner[1] >= first))) for cell in row)
        rows.append((*row[:first], *over, *tuple(behind)[first:]))
    return replace(table, rows=tuple(rows))


def _stacked(table: NormalisedTable, rest: NormalisedTable, heads: int) -> NormalisedTable:
    """A table with the rows of another one below, but for its heads; the rest of a label behind its beginning."""
    ends: dict[tuple[int, int], str] = {}
    if not heads and not _has_figure(rest.rows[0]):
        heads = 1
        pairs = zip(table.rows[-1], rest.rows[0], strict=True)
        ends = {one.owner: other.text for one, other in pairs if not is_blank_text(other.text)}
    down = len(table.rows) - heads
    above = (
        tuple(replace(cell, text=cell.text + ends[cell.owner]) if cell.owner in ends else cell for cell in row)
        for row in table.rows
    )
    below = (
        tuple(replace(cell, owner=(max(cell.owner[0], heads) + down, cell.owner[1])) for cell in row)
        for row in rest.rows[heads:]
    )
    return replace(table, rows=(*above, *below))


def _has_figure(row: NormalisedRow) -> bool:
    return any(looks_like_figures(cell.text) for cell in row)


def _is_empty_from(block: NormalisedTable, place: int) -> bool:
    """Whether nothing stands behind the columns of a table, but what reaches over from them."""
    cells = (cell for row in block.rows for cell in row[place:])
    return all(is_blank_text(cell.text) or cell.owner[1] < place for cell in cells)


def _rows_fit(block: NormalisedTable, model: Table, heads: int, first: int, lexicon: Lexicon) -> bool:
    """Whether the rows below the heads are without labels, or enough of them are of a table of the form."""
    names = set[str]()
    for row in block.rows[heads:]:
        for cell in row[:first]:
            match = lexicon.look_up(cell.text) if cell.text and not looks_like_figures(cell.text) else None
            names |= {item.name for item in match.of("row", table=model.id)} if match is not None else set()
    return len(names) >= _FEWEST_ROWS or all(
        is_blank_text(cell.text) for row in block.rows[heads:] for cell in row[:first]
    )


def _whole(one: _Half, other: _Half, form: Form) -> NormalisedTable | None:
    """Two parts as one table; None where they are none."""
    columns = one.model.blocks[0].columns
    if one.model is not other.model or sorted((*one.columns, *other.columns)) != list(range(len(columns))):
        return None
    if one.first == 0 or len(one.table.rows) - one.heads != len(other.table.rows) - other.heads:
        return None
    below = list(zip(one.table.rows[one.heads :], other.table.rows[other.heads :], strict=True))
    with_labels = any(not is_blank_text(cell.text) for _, row in below for cell in row[: other.first])
    if with_labels and not all(_are_of_one(_labels(a, one.first), _labels(b, other.first)) for a, b in below):
        return None
    if not with_labels and not all(_adds_up(row, one, beside, other, form) for row, beside in below):
        return None
    shift = one.heads - other.heads
    rows = [(*row, *_beside(one, other, number - shift, number)) for number, row in enumerate(one.table.rows)]
    return replace(one.table, rows=tuple(rows))


def _labels(row: NormalisedRow, first: int) -> list[str]:
    return ["".join(cell.text.split()) for cell in row[:first] if not is_blank_text(cell.text)]


def _are_of_one(labels: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows have the same label; the groups before it may be on the page before, or cut by its end."""
    return labels[-1:] == others[-1:]


def _beside(one: _Half, other: _Half, number: int, target: int) -> Iterator[NormalisedCell]:
    """The cells of a row of the second part as they stand beside the first; empty ones where it has no such row."""
    width = len(one.table.rows[0])
    shift = target - number
    for place in range(other.first, len(other.table.rows[0])):
        if number < 0:
            yield NormalisedCell("", other.table.origin, (target, width + place - other.first))
            continue
        cell = other.table.rows[number][place]
        owner = (max(cell.owner[0] + shift, 0), width + max(cell.owner[1] - other.first, 0))
        yield replace(cell, owner=owner, begins=cell.begins or cell.owner[1] < other.first == place)


def _adds_up(row: NormalisedRow, one: _Half, beside: NormalisedRow, other: _Half, form: Form) -> bool:
    """Whether the figures of a row whose two parts no label ties together add up across them."""
    columns = one.model.blocks[0].columns
    cells = itertools.chain(
        zip(one.columns, row[one.first :], strict=True),
        zip(other.columns, beside[other.first :], strict=True),
    )
    figures = {columns[at].id: read_figure(cell.text, columns[at].kind).figure for at, cell in cells}
    numbers = {name: item.number for name, item in figures.items() if item is not None}
    return len(numbers) == len(columns) and all(
        numbers[rule.total] == sum(numbers[part] for part in rule.parts)
        for rule in form.identities
        if rule.table == one.model.id and rule.each == "row" and rule.total is not None and rule.total in numbers
    )
