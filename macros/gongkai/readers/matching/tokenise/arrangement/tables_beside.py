"""Parts tables that stand side by side in one grid, as on a sheet: two of the form, or this and last year's."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedCell, NormalisedRow, NormalisedTable
from gongkai.readers.matching.tokenise.arrangement.edges_beside import edges_of_heads, move_texts_between
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_FEWEST, _FEWEST_BESIDE = 3, 2
"""Labels in a column with which a table begins, and rows of which the same line holds another one before them."""
_MOST_ROWS = 5_000
"""Rows of all tables that stand beside others: as many as a document may have at all, each of which takes its time."""


def part_tables(
    blocks: tuple[NormalisedBlock, ...], form: Form, lexicon: Lexicon, year: int | None
) -> tuple[NormalisedBlock, ...]:
    """The blocks, each grid in as many as tables stand side by side in it.

    Args:
        blocks: Of the document.
        form: The form.
        lexicon: Its labels.
        year: The reporting year, if known: a table beside it that is headed by another year is marked as of that one.
    """
    grouped = frozenset(table.id for table in form.tables if table.by_blocks)
    parted: list[NormalisedBlock] = []
    room = _MOST_ROWS
    for block in blocks:
        tables = tuple(_parts(block, grouped, lexicon, year)) if isinstance(block, NormalisedTable) else ()
        room -= sum(len(table.rows) for table in tables[1:])
        parted += _of_years(tables, lexicon, year) if tables and room >= 0 else (block,)
    return tuple(parted)


def _parts(
    table: NormalisedTable, grouped: frozenset[str], lexicon: Lexicon, year: int | None
) -> Iterator[NormalisedTable]:
    if table.tops:
        yield table
        return
    sorts = [
        [_sort(cell, lexicon) if _begins(row, number, place) else "" for place, cell in enumerate(row)]
        for number, row in enumerate(table.rows)
    ]
    between = list(_cuts(table, sorts))
    between, in_groups = between or _cuts_between_groups(table, grouped, lexicon), not between
    if not between:
        yield table
        return
    edges = [
        (not in_groups and edges_of_heads(row, len(between) + 1, year)) or _edges_of_row(of_row, between)
        for row, of_row in zip(table.rows, sorts, strict=True)
    ]
    for part in () if in_groups else range(1, len(between) + 1):
        move_texts_between(table, sorts, edges, part)
    ends = (*between, len(table.rows[0]))
    mixed = in_groups and any(row[-1].padded and _has_figures(row) for row in table.rows)
    for part, end in enumerate(ends):
        rows = [
            _columns(_without_covered(row, number, end, edge), begin, edge)
            for number, (row, (begin, edge)) in enumerate(
                zip(table.rows, (of_row[part : part + 2] for of_row in edges), strict=True)
            )
        ]
        in_place = [row for row, of_row in zip(table.rows, edges, strict=True) if of_row[part + 1] == end]
        if part < len(between):
            gap, moved = _gap_before(end, in_place), _places_moved(sorts, [of_row[part : part + 2] for of_row in edges])
            rows = [_without_gap(row, gap + places) for row, places in zip(rows, moved, strict=True)]
        while rows and all(is_blank_text(cell.text) for cell in rows[-1]):
            rows.pop()
        if any(rows):
            yield replace(table, rows=filled_up(rows, table), mixed=mixed)


def _has_figures(row: NormalisedRow) -> bool:
    """Whether a row holds figures of a table."""
    return sum(looks_like_figures(cell.text) for cell in row) >= _FEWEST


def _edges_of_row(sorts: Sequence[str], cuts: Sequence[int]) -> list[int]:
    """Where the tables of a row begin and end: a cell too few or too many in one of them moves those after it."""
    edges = [0]
    for cut, end in itertools.pairwise((*cuts, len(sorts))):
        before, behind = sorts[edges[-1] : cut], sorts[cut:end]
        first = _first_figure(before)
        label = behind.index("label") if "label" in behind else 0
        if "label" in before[first:]:
            cut = edges[-1] + before.index("label", first)  # noqa: PLW2901 - it is that of this row
        elif "figure" in behind[:label]:
            cut += max(place for place in range(label) if behind[place] == "figure") + 1  # noqa: PLW2901 - likewise
        edges.append(cut)
    return [*edges, len(sorts)]


def _first_figure(sorts: Sequence[str]) -> int:
    """Where the figures of a row begin, its number before its label aside; after its last cell where it has none."""
    figures = [place for place, sort in enumerate(sorts) if sort == "figure"]
    is_numbered = len(figures) > 1 and "label" in sorts[figures[0] : figures[1]]
    return next(iter(figures[int(is_numbered) :]), len(sorts))


def _without_covered(row: NormalisedRow, number: int, end: int, edge: int) -> NormalisedRow:
    """A row that goes on after the end of its table, there without what spans down from the table beside."""
    uncovered = [cell for place, cell in enumerate(row[:edge]) if place < end or cell.owner[0] == number]
    return (
        *uncovered,
        *(replace(row[0], text="", owner=(number, place), padded=True) for place in range(len(uncovered), edge)),
    )


def _gap_before(end: int, rows: Sequence[NormalisedRow]) -> int:
    """How many columns right before the end of a table are empty."""
    places = range(end - 1, 0, -1)
    return len(list(itertools.takewhile(lambda at: all(is_blank_text(row[at].text) for row in rows), places)))


def _places_moved(sorts: Sequence[Sequence[str]], edges: Sequence[Sequence[int]]) -> list[int]:
    """How many places further left than in most rows the labels of the next table stand, for each row of a table.

    So many empty places at the end of the row belong to the gap between the two tables, not to the row. A shift does
    not count if the label of the row itself is as far to the left of those of other rows, as that of a group is.

    Args:
        sorts: What the cells of each row are.
        edges: Where the table begins and ends in each row.
    """
    own = [_first_label(of_row[begin:edge]) or 0 for of_row, (begin, edge) in zip(sorts, edges, strict=True)]
    behind = [_first_label(of_row[edge:]) for of_row, (_, edge) in zip(sorts, edges, strict=True)]
    in_rows = [place for place in behind if place is not None]
    usual = max(in_rows, key=in_rows.count, default=0)
    apart = [place - before for place, before in zip(behind, own, strict=True) if place is not None]
    usual_apart = max(apart, key=apart.count, default=0)
    return [
        0 if place is None else max(min(usual - place, usual_apart - (place - before)), 0)
        for place, before in zip(behind, own, strict=True)
    ]


def _first_label(sorts: Sequence[str]) -> int | None:
    """The place of the first label among some cells; None if there is none."""
    return sorts.index("label") if "label" in sorts else None


def _without_gap(row: NormalisedRow, gap: int) -> NormalisedRow:
    """A row without the empty places between its table and the next: where it lacks a cell, they stand in its place."""
    end = len(row)
    while end > len(row) - gap and end > 1 and is_blank_text(row[end - 1].text):
        end -= 1
    return row[:end]


def filled_up(rows: Sequence[NormalisedRow], table: NormalisedTable) -> tuple[NormalisedRow, ...]:
    """The rows padded to the same length with cells that the source does not have.

    Args:
        rows: The rows.
        table: The table that they belong to.
    """
    width = max(map(len, rows), default=0)
    empty = NormalisedCell("", table.origin, (0, 0), padded=True)
    return tuple(
        (*row, *(replace(empty, owner=(number, place)) for place in range(len(row), width)))
        for number, row in enumerate(rows)
    )


def _of_years(parts: Sequence[NormalisedTable], lexicon: Lexicon, year: int | None) -> Iterator[NormalisedTable]:
    """Tables side by side, those of another year marked where there is one of this year, and twins where none is."""
    years = [_year_above(part, lexicon, year) if len(parts) > 1 else "" for part in parts]
    own = [part for part, other in zip(parts, years, strict=True) if not other] or parts
    part_labels = [_labels(part, lexicon) for part in own]
    are_twins = any(one & other for one, other in itertools.combinations(part_labels, 2))
    for part, other in zip(parts, years, strict=True):
        yield replace(part, left_out=other) if other and not all(years) else replace(part, twin=are_twins)


def _labels(part: NormalisedTable, lexicon: Lexicon) -> set[tuple[str, str]]:
    """The rows and groups of columns that a table has labels of."""
    matches = (lexicon.look_up(cell.text) for row in part.rows for cell in row if not is_blank_text(cell.text))
    return {
        (meaning.table, meaning.name)
        for match in matches
        if match is not None and not match.partial
        for meaning in match.of("row", "heads")
    }


def _year_above(part: NormalisedTable, lexicon: Lexicon, year: int | None) -> str:
    """The words above the rows of a table that say it is one of another year; empty where none do, or two differ."""
    for row in part.rows:
        if _row_labels(row, lexicon) or _has_figures(row):
            break
        years = {is_own: cell.text for cell in row if (is_own := is_of_year(cell.text, year)) is not None}
        if years:
            return "" if True in years else collapse_spaces(years[False])
    return ""


def _cuts(table: NormalisedTable, sorts: Sequence[Sequence[str]]) -> Iterator[int]:
    """The columns with which a further table begins: labels of rows after label and figures of others, figures after.

    Empty columns between the two go with the first.
    """
    width = len(table.rows[0]) if table.rows else 0
    start = 0
    for place in range(width):
        both = [row for row in sorts if row[place] == "label" and _are_label_and_figure(row[start:place])]
        labels = sum(row[place] == "label" for row in sorts)
        if len(both) < _FEWEST_BESIDE or labels < _FEWEST or not any("figure" in row[place + 1 :] for row in both):
            continue
        last = max(column for row in both for column in range(start, place) if row[column] == "figure")
        start = _beginning(table, sorts, last + 1, place)
        yield start


def _sort(cell: NormalisedCell, lexicon: Lexicon) -> str:
    if looks_like_figures(cell.text):
        return "figure"
    return "label" if _row_labels((cell,), lexicon) else ""


def _are_label_and_figure(sorts: Sequence[str]) -> bool:
    return "label" in sorts and "figure" in sorts[sorts.index("label") :]


def _beginning(table: NormalisedTable, sorts: Sequence[Sequence[str]], first: int, labels: int) -> int:
    """The column with which a table begins: after an empty one, else the first before its labels without a figure."""
    labelled = [row for row, of_row in zip(table.rows, sorts, strict=True) if of_row[labels] == "label"]
    empty = [place for place in range(first, labels) if all(is_blank_text(row[place].text) for row in labelled)]
    if empty:
        return empty[-1] + 1
    while labels > first and not any(row[labels - 1] == "figure" for row in sorts):
        labels -= 1
    return labels


def _cuts_between_groups(table: NormalisedTable, grouped: frozenset[str], lexicon: Lexicon) -> list[int]:
    """The columns with which a table in groups of columns begins again, as the head of its first group shows."""
    for number, row in enumerate(table.rows):
        group_places: list[tuple[str, int]] = []
        for place, cell in enumerate(row):
            match = lexicon.look_up(cell.text) if _begins(row, number, place) and not is_blank_text(cell.text) else None
            for meaning in match.of("heads")[:1] if match is not None else ():
                if meaning.table in grouped and (not group_places or group_places[-1][0] != meaning.name):
                    group_places.append((meaning.name, place))
        cuts = [place for name, place in group_places[1:] if name == group_places[0][0]]
        if cuts:
            return cuts
    return []


def _begins(row: tuple[NormalisedCell, ...], number: int, place: int) -> bool:
    return row[place].owner == (number, place)


def _row_labels(cells: Sequence[NormalisedCell], lexicon: Lexicon) -> int:
    """How many rows of the form cells are the labels of, heads aside."""
    names: set[tuple[str, str]] = set()
    for cell in cells:
        if is_blank_text(cell.text) or looks_like_figures(cell.text):
            continue
        match = lexicon.look_up(cell.text)
        if match is not None and not match.partial and not match.of("column"):
            names |= {(meaning.table, meaning.name) for meaning in match.of("row")}
    return len(names)


def _columns(row: tuple[NormalisedCell, ...], start: int, end: int) -> tuple[NormalisedCell, ...]:
    """Some columns of a row as a row; a cell that reaches into them begins with them."""
    return tuple(
        replace(
            cell,
            owner=(cell.owner[0], max(cell.owner[1] - start, 0)),
            begins=cell.begins or (place == 0 and cell.owner[1] < start),
        )
        for place, cell in enumerate(row[start:end])
    )
