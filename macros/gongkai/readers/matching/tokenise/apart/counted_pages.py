"""Tells page numbers without any mark from figures, where each cell is a line: they count up by one to the end.

A number that stands where no figure can, outside the rows or as one more than a row has columns, is a page number if
such numbers count on. If one is missing from their count, a row that holds it may have lost a blank to it. Where none
of them count on, and the document has nothing for a blank cell, so may every row whose figures no sum can prove.
"""

import re
from collections import ChainMap, Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from gongkai.forms import Form
from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.tokenise.apart.page_chain import (
    Run,
    longest_chain,
    places_of_lacking,
    steps_that_may_be_higher,
)
from gongkai.readers.matching.tokenise.model import SideDoubt, TokenLine

_PAGE = re.compile(r"[1-9]\d{0,2}")
_FEWEST, _FEWEST_DOUBTED = 3, 2
"""The fewest numbers that count up, of which it is no chance that they are those of pages, and that raise a doubt."""
_FEWEST_ROWS = 2
_FEWEST_UNLIKE = 12
"""The fewest figures, all unlike, that show that lines which stand twice were dropped: few are left, in any order."""
_LAST = 4
"""The last page whose number is suspected where fewer show than raise a doubt: those of the pages before would show."""


def mark_counted_pages(lines: Sequence[TokenLine], form: Form) -> tuple[list[TokenLine], dict[int, SideDoubt]]:
    """Mark the page numbers among lines of one cell each.

    Args:
        lines: All lines of a document.
        form: Its form.

    Returns:
        The lines, and the positions of the labels of rows whose figures may hold a page number in place of a blank,
        each with the reason.
    """
    marked = list(lines)
    runs = list(_runs(lines, form))
    cells = Counter(line.text.strip() for line in lines if _is_cell(line))
    if len(cells) == cells.total() >= _FEWEST_UNLIKE:
        return marked, {}
    chain = longest_chain(runs)
    too_long = sum(run.is_too_long for run in runs) - sum(runs[place].is_too_long for place, _ in chain)
    has_column = any(
        one.is_too_long and other.is_too_long and one.label and other.label for one, other in pairwise(runs)
    )
    if len(chain) < _FEWEST_DOUBTED:
        loses = _lose_blanks(runs)
        is_shown = any(runs[run].is_too_long for run, _ in chain)
        if not (loses or is_shown) or any(line.page_number for line in lines):
            return marked, {}
        doubts = [_with_lacking(runs, [(run, page)]) for run, _ in chain for page in _numbers_at_ends(runs[run])]
        by_digit: dict[int, SideDoubt] = dict.fromkeys(_with_digit(runs) if loses else (), "page-blank")
        return marked, dict(ChainMap(by_digit, *doubts))
    if too_long * _FEWEST > len(chain):
        return marked, {}  # no page is as short as a row, but an office may add a column
    certain = [step for step, around in zip(chain, _around(chain), strict=True) if _is_certain(runs, step, *around)]
    doubtful = chain[len(chain) - steps_that_may_be_higher(runs, chain) :]
    certain = [step for step in certain if step not in doubtful]
    pages = {page for _, page in chain}
    if len(chain) >= _FEWEST and not has_column:
        for run, page in certain:
            places = [place for place, number in runs[run].numbers.items() if number == page]
            # Inside a row only between pages close before and after: figures count up by chance.
            near = [not pages.isdisjoint((page + step, page + 2 * step)) for step in (-1, 1)]
            is_safe = not runs[run].ends.isdisjoint(places) or all(near)
            is_one_place = places[-1] - places[0] == len(places) - 1
            is_figure = _may_end_figure(lines, places[0]) or _is_figure_of_head(lines, places[0])
            if is_safe and is_one_place and not is_figure:
                marked[places[0]] = replace(lines[places[0]], page_number=True)
    return marked, _with_lacking(runs, certain)


def _may_end_figure(lines: Sequence[TokenLine], place: int) -> bool:
    """Whether a number stands right below a row with its figures beside its label: the last may have been cut there."""
    above, line = lines[max(place - 1, 0)], lines[place]
    is_next = (above.origin.line or 0) + 1 == line.origin.line
    return is_next and len(above.tokens) > 1 and above.tokens[-1].is_figure


def _is_figure_of_head(lines: Sequence[TokenLine], place: int) -> bool:
    """Whether a number stands below the head of a column, as the one before it does in a list of heads and figures."""
    if place < len(("head", "figure", "head")):
        return False
    head_before, figure_before, head = lines[place - 3 : place]
    return _is_head(head) and _is_head(head_before) and _is_cell(figure_before)


def _is_head(line: TokenLine) -> bool:
    return len(line.tokens) == 1 == len(line.matches) and bool(line.matches[0].of("column"))


def _numbers_at_ends(run: Run) -> list[int]:
    """The numbers of a run that stand before or behind all others, as that of a page between two rows does."""
    return [number for place, number in run.numbers.items() if place in run.ends]


def _with_lacking(runs: Sequence[Run], chain: Sequence[tuple[int, int]]) -> dict[int, SideDoubt]:
    """The labels of rows that may hold a page number which is lacking from those that count up."""
    rows = [runs[place] for place in places_of_lacking(runs, chain) if runs[place].is_row]
    return dict.fromkeys((run.label for run in rows if run.label is not None), "page-count")


def _lose_blanks(runs: Sequence[Run]) -> bool:
    """Whether a row has fewer cells than columns, where others have a line for each of theirs after their labels."""
    whole = sum(run.is_row and run.cells > 1 for run in runs)
    return whole >= _FEWEST_ROWS and any(run.is_short for run in runs) and not any(run.is_headed for run in runs)


def _with_digit(runs: Sequence[Run]) -> Iterator[int]:
    """The labels of rows that have as many figures as columns, one of them the number of a page.

    A sum proves the figures of a row with a total, unless most such rows lack a cell: then the totals may be blank, and
    the number of a page stands in for one.
    """
    with_total = [run for run in runs if run.has_total]
    short, whole = sum(run.is_short for run in with_total), sum(run.is_row for run in with_total)
    for run in runs:
        is_provable = run.has_total and short <= whole
        if run.label is not None and run.is_row and not is_provable and any(n <= _LAST for n in run.numbers.values()):
            yield run.label


def _around(chain: Sequence[tuple[int, int]]) -> Iterator[tuple[int | None, int | None]]:
    """The numbers before and after each one."""
    pages = [page for _, page in chain]
    return zip([None, *pages[:-1]], [*pages[1:], None], strict=True)


def _is_certain(runs: Sequence[Run], step: tuple[int, int], before: int | None, after: int | None) -> bool:
    """Whether no other number of a run may be that of the page."""
    place, page = step
    numbers = {*runs[place].numbers.values()}
    if before in (None, page - 1) and after in (None, page + 1):
        return len(numbers) == 1 or before is not None or after is not None
    return sum((before or 0) < number < (after or number + 1) for number in numbers) == 1


def _runs(lines: Sequence[TokenLine], form: Form) -> Iterator[Run]:
    label, cells = None, list[int]()
    for number, line in enumerate(lines):
        if line.page_number or line.moved:
            continue
        if _is_cell(line):
            cells.append(number)
            continue
        if cells or (label is not None and _names_row(lines[label])):
            yield _run(lines, form, label, cells)
        label, cells = number, []
    if cells:
        yield _run(lines, form, label, cells)


def _names_row(line: TokenLine) -> bool:
    """Whether a line of text is the label of a row, and no head that is called like one."""
    is_row = line.complete and bool(line.matches) and all(match.of("row") for match in line.matches)
    return is_row and not (line.is_grid or any(match.of("column") for match in line.matches))


def _is_cell(line: TokenLine) -> bool:
    is_text = not (line.is_grid or line.section or line.picture or line.footnote) and line.complete
    return is_text and len(line.tokens) == 1 and (line.tokens[0].is_figure or line.tokens[0].is_blank)


def _run(lines: Sequence[TokenLine], form: Form, label: int | None, cells: Sequence[int]) -> Run:
    texts = {place: collapse_spaces(lines[place].text) for place in cells}
    numbers = {place: int(text) for place, text in texts.items() if _PAGE.fullmatch(text)}
    ends = frozenset((*cells[:1], *cells[-1:]))
    above = lines[label] if label is not None else None
    is_plain = above is not None and above.complete and len(above.matches) == len(above.tokens)
    width, width_below = (_width(above, form, sort) if above and is_plain else None for sort in ("row", "column"))
    if above is not None and width is not None and len(cells) <= width + 1:  # 总计 may head a column of another table
        is_row, is_too_long = len(cells) == width, len(cells) == width + 1
        is_short = len(cells) < width and _names_row(above)
        has_total = _has_total(above, form)
        is_headed = not _names_row(above) and len(cells) > 1 and width_below is None
        shape = {"is_short": is_short, "has_total": has_total, "is_headed": is_headed}
        return Run(label, numbers, ends, is_too_long, is_row, cells=len(cells), **shape)
    is_headed = (
        width_below is None and len(cells) > 1 and above is not None and any(m.of("column") for m in above.matches)
    )
    is_too_long = width_below is not None and len(cells) == width_below + 1
    return Run(None, numbers, ends, is_too_long, is_alone=len(cells) == 1, is_headed=is_headed)


def _width(line: TokenLine, form: Form, sort: Literal["row", "column"]) -> int | None:
    """Columns of the row that a line is the label of, or of the one row below a head; None where that is not known."""
    tables = form.table_index
    widths = {
        len(tables[meaning.table].columns(max(meaning.row, 0)))
        for match in line.matches
        for meaning in match.of(sort)
        if sort == "row" or len(tables[meaning.table].rows) == 1
    }
    return widths.pop() if len(widths) == 1 else None


def _has_total(line: TokenLine, form: Form) -> bool:
    """Whether the figures of the row that a line is the label of add up to one of them."""
    rows = {(meaning.table, meaning.row) for match in line.matches for meaning in match.of("row")}
    lines = (item for table in form.tables for item in table.lines if (table.id, item.row) in rows)
    return any(item.totals for item in lines)
