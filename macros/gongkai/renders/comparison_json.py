"""How the rows of two forms answer to each other as JSON: what the script needs that compares any two reports.

The script adds, subtracts and shows; which lines there are, what is compared with what and why not is said here alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai.forms import Form, Table
from gongkai.forms.alignment import Relation, TableAlignment, align
from gongkai.forms.names import unnumbered
from gongkai.forms.outcomes import alignments_of, outcome_groups
from gongkai.tables.cell_list import HeadAbove, ListedCell
from gongkai.tables.comparison_lines import (
    ComparisonLine,
    comparison_lines,
    name_of_columns,
    reasons,
    side_columns_of,
    sum_lines,
    unmatched_lines,
)
from gongkai.words import words

_WORDS = (
    *("item", "change", "same", "blank", "no-blank", "no-unit", "broken", "caption", "reasons", "reason"),
    "no-not-applicable",
    *("any-a", "any-b", "any-new", "any-left", "any-sides"),
    *("agency", "year", "filter", "first", "second", "missing", "no-form-report"),
    *("choose", "waiting", "found", "unread", "loaded", "same-report", "any-forms", "open"),
    *("any-was", "any-no-column", "any-year", "any-title", "any-pair"),
    *("not-applicable", "any-only", "any-rest", "any-noughts"),
    *("any-no-line", "any-no-side", "any-all-noughts", "untick", "consolidated", "any-within"),
)


def comparison_json(forms: Iterable[Form]) -> str:
    """All pairs of some forms, each in both orders, and the words that the script says.

    Args:
        forms: The forms that reports of the site are on.
    """
    every = tuple(forms)
    pairs = {f"{form.id} {other.id}": _pair(form, other) for form in every for other in every}
    texts = words()["compare"]  # with their fields open: the script fills them in
    document = {
        "authorities": {form.id: form.authority for form in every},
        "pairs": pairs,
        "words": {word: texts[word] for word in _WORDS},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _pair(form: Form, other: Form) -> list[Mapping[str, Any]]:
    return [_table(form, other, pair) for pair in align(form, other).tables]


def _table(form: Form, other: Form, pair: TableAlignment) -> Mapping[str, Any]:
    model = pair.table or pair.other
    data: dict[str, Any] = {"id": model.id if model else "", "title": model.title if model else ""}
    if pair.table is not None:
        table, columns = pair.table, side_columns_of(form, pair)
        sums = sum_lines(form, pair)
        data["lines"] = [_line(pair, table, line, columns, sums) for line in comparison_lines(form, pair)]
        data["sums"] = dict(_sums(form, pair, table))
        data["columns"] = name_of_columns(table)
        data["sides"] = [table.columns(0)[place].printed for place in columns]
        data["reasons"] = [[why, "、".join(names)] for why, names in reasons(form, pair)]
    if pair.other is not None:
        unmatched = unmatched_lines(other, pair)
        data["left"] = [
            {**_spot(spot), "before": _cells(pair.other, (spot.row,), (spot.column,))} for spot in unmatched
        ]
    return data


def _sums(form: Form, pair: TableAlignment, table: Table) -> Iterator[tuple[str, list[list[str]]]]:
    """By head above lines the cells of either side that its subtotal is added up of, where the forms count it alike."""
    concluded = form.role("concluded")
    if concluded is None or concluded.table != table.id or pair.other is None:
        return
    _, column = table.position(concluded.row, concluded.column)
    heads = {unnumbered(head.label): head.label for line in comparison_lines(form, pair) for head in line.cell.above}
    for group in outcome_groups(form):
        matches = alignments_of(group, pair, column)
        if matches and group.name in heads:
            before = [cell for match in matches for cell in _others(pair, match.others, [match.columns[column]])[0]]
            yield heads[group.name], [_cells(table, group.rows, (column,))[0], before]


def _line(
    pair: TableAlignment,
    table: Table,
    line: ComparisonLine,
    columns: tuple[int, ...],
    sums: Mapping[tuple[HeadAbove, ...], str],
) -> Mapping[str, Any]:
    """A line: where it is, and the cells of either side for its total and for each column beside it.

    ``sum`` is the head of which it is the sum: where that has a subtotal, the line is left out.
    """
    match, places = line.match, (line.cell.column, *columns)
    others = [match.columns[place] for place in places]
    single = len(match.rows) == 1
    return {
        **_spot(line.cell),
        **({"sum": line.cell.above[-1].label} if sums.get(line.cell.above) == line.cell.id else {}),
        **({"total": True} if line.cell.is_total else {}),
        "short": table.rows[line.cell.row].name.short if single else line.cell.label,
        "way": _way(line),
        "now": _cells(table, match.rows, places),
        "before": _others(pair, match.others, others) if match.comparable else [],
    }


def _way(line: ComparisonLine) -> str:
    match = line.match
    if match.comparable and not line.comparable:
        return Relation.NEW.value
    return Relation.BROKEN.value if match.continued is not None else match.relation.value


def _spot(spot: ListedCell) -> Mapping[str, Any]:
    return {"above": [head.label for head in spot.above], "label": spot.label}


def _cells(table: Table, rows: tuple[int, ...], columns: Iterable[int]) -> list[list[str]]:
    """For each column the cells to be added up, ``row column`` by ids."""
    return [[f"{table.rows[row].id} {table.columns(row)[column].id}" for row in rows] for column in columns]


def _others(pair: TableAlignment, rows: tuple[int, ...], columns: Iterable[int | None]) -> list[list[str]]:
    if pair.other is None:
        return []
    return [[] if column is None else _cells(pair.other, rows, (column,))[0] for column in columns]
