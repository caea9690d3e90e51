"""The cells of a line of a table that prints one row in groups of columns, and the name before them."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from gongkai.forms import Table
from gongkai.readers.matching.assign.model import GroupedLine
from gongkai.readers.matching.assign.row_cells import words_in_place_of_figures
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenLine, is_of_year

_TITLE = re.compile(r"(?:附?表\s*\d{1,2}(?!\d))?\D+")
"""What may stand above a table: without digits, but for the number of the table."""
_NUMBER = re.compile(r"20\d\d|\d{1,2}")
"""What may stand for the name of a row: its year, or its number."""
_FEWEST_BESIDE = 5
"""The fewest figures beside the heads that cannot be those of columns which the document adds to the form's."""


def is_title(cells: Sequence[Token]) -> bool:
    """Whether cells are words with blanks beside them, as those of a title or the unit of the table above all heads.

    Or they are the year of the table, in every cell that it reaches over or in the first one.
    """
    words = [token.text.strip() for token in cells if not token.is_blank]
    is_year = len(set(words)) == 1 and is_of_year(words[0], None) is not None and cells[0].is_unknown
    return is_year or (len(words) == 1 and _TITLE.fullmatch(words[0]) is not None)


def has_name(line: TokenLine, cells: Sequence[Token]) -> bool:
    """Whether words that are no label of the form, or the number of a year or a row, stand before the cells of a row.

    Args:
        line: The row.
        cells: Its cells.
    """
    first = line.tokens.index(cells[0]) if cells else 0
    names = [token for token in line.tokens[:first] if not token.covered]
    return any(token.is_unknown or _NUMBER.fullmatch(token.text.strip()) is not None for token in names)


def longest_run(line: TokenLine, width: int, heads: frozenset[int]) -> tuple[Token, ...]:
    """The stretch of figures and blanks with most figures, of equal ones the longest.

    In a grid a cell with other words than a label is one of the stretch, if it is the whole row then, or has each of
    its cells under a head: it holds the place of its figure. Where the heads stand in the same line, nothing but a
    figure says where the row ends: words at an end are a note beside it.

    Args:
        line: The line.
        width: Columns of the table.
        heads: Columns of the document over which the last heads stand.
    """
    with_words = _run(line, words=True) if line.is_grid else ()
    if below := words_in_place_of_figures(with_words, heads):
        return below
    beside = bool(line.matches and with_words) and (with_words[0].is_unknown or with_words[-1].is_unknown)
    return with_words if len(with_words) == width and not beside else _run(line, words=False)


def _run(line: TokenLine, *, words: bool) -> tuple[Token, ...]:
    runs: list[list[Token]] = [[]]
    for token in line.tokens:
        if token.padded or token.covered:
            continue
        if token.is_figure or token.is_blank or (words and token.is_unknown):
            runs[-1].append(token)
        else:
            runs.append([])
    longest: list[Token] = max(runs, key=lambda run: (sum(token.is_figure for token in run), len(run)))
    return tuple(longest)


def is_beside_heads(cells: Sequence[Token], heads: AbstractSet[int], width: int) -> bool:
    """Whether a figure of a row is below none of the heads, of which there is one for each of its columns.

    Args:
        cells: Cells of the row.
        heads: Columns of the document in which heads stand.
        width: Columns of the row.
    """
    return len(heads) == width and any(cell.is_figure and cell.column not in heads for cell in cells)


def cells_below(cells: tuple[Token, ...], heads: AbstractSet[int], width: int, *, printed: bool) -> tuple[Token, ...]:
    """The cells of a row below heads, where each column has one: not those before or after.

    Unless there are blanks below them and a group of figures or more beside them, or any figure in print without lines,
    where it may end below no head: these are the row then, if they are as many as it has columns. Elsewhere no cell is
    left out, so that the row fits no columns.

    Args:
        cells: Cells of the row.
        heads: Columns of the document with the head of a column.
        width: Columns of the row.
        printed: Whether they are those of a line of print.
    """
    below = tuple(cell for cell in cells if cell.column in heads)
    if not len(below) == len(heads) == width < len(cells):
        return cells
    beside = sum(cell.is_figure and cell.column not in heads for cell in cells)
    fewest = 1 if printed else _FEWEST_BESIDE
    if beside < fewest or all(cell.is_figure for cell in below):
        return below
    figures = tuple(cell for cell in cells if cell.is_figure)
    return figures if printed and len(figures) == width else cells


def is_row_apart(blank: GroupedLine, lines: Sequence[GroupedLine]) -> bool:
    """Whether blanks are a row as those with figures are: of another table, or both have a name, as of a year.

    The name may be a word for sums. Where heads stand between, they are of two tables on one sheet.

    Args:
        blank: The blanks.
        lines: The lines of the table.
    """
    figures = [item for item in lines if item.has_figures and item.line.table]
    is_named = has_name(blank.line, blank.cells) and any(
        has_name(item.line, item.cells) or (item.line.matches and len(item.cells) == len(blank.cells))
        for item in figures
    )
    is_apart = all((item.line.table, item.below) != (blank.line.table, blank.below) for item in figures)
    return bool(figures) and (is_named or is_apart)


def group_of(match: LabelMatch, table: Table) -> frozenset[int]:
    """Columns under a head; what it has in brackets, as in 行政诉讼（复议后起诉）, may narrow it.

    Args:
        match: The head.
        table: The form's table.
    """
    names = {meaning.name for meaning in match.of("heads", table=table.id)}
    group = frozenset(place for place, column in enumerate(table.columns(0)) if names & set(column.heads[:-1]))
    narrower = group_of(match.bracketed_match, table) if match.bracketed_match is not None else frozenset()
    return group & narrower or group
