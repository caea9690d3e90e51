"""The cells of a line of a table that prints one row in groups of columns, and the name before them."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from gongkai.forms import Table
from gongkai.readers.matching.assign.head_order import ColumnSet
from gongkai.readers.matching.assign.model import GroupedLine
from gongkai.readers.matching.assign.row_cells import words_in_place_of_figures
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenLine, is_of_year

_TITLE = re.compile(r"(?:附?表\s*\d{1,2}(?!\d))?\D+")
"""A title above a table: no digits except the number of the table."""
_SENTENCE = re.compile(r"[\u3400-\u9fff]{4}[^，。；]*[，。；]", re.DOTALL)
"""How a sentence begins; its figures are asked about where it is left out."""
_FIELD = re.compile(
    r"[\u3400-\u9fff\s]{2,8}[：:]\D*"
    r"|[\u3400-\u9fff\s]{0,6}(?:日\s*期|时\s*间|电\s*话|手\s*机|号\s*码|传\s*真|邮\s*编)\s*[：:][\s\d年月日./()（）转－-]*"
)
"""What is filled in about a table: who filled it in, when, and what number that person has."""
_NUMBER = re.compile(r"20\d\d|\d{1,2}")
"""What may stand in place of a row's name: its year, or its number."""
_FEWEST_BESIDE = 5
"""The fewest figures beside the heads that cannot be those of columns which the document adds to the form's."""


def is_title(cells: Sequence[Token]) -> bool:
    """Whether cells are a title, a unit or a sentence above all heads: a single text with blanks beside it.

    Or they are the year of the table, repeated in every cell that it spans or written in the first one.
    """
    words = [token.text.strip() for token in cells if not token.is_blank]
    is_year = len(set(words)) == 1 and is_of_year(words[0], None) is not None and cells[0].is_unknown
    return is_year or (len(words) == 1 and bool(_TITLE.fullmatch(words[0]) or _SENTENCE.match(words[0])))


def is_of_fields(line: TokenLine) -> bool:
    """Whether a row is filled in about its table, with blanks beside it: ``填表人：``, ``填报日期：2024年1月8日``.

    Args:
        line: The row.
    """
    words = [token for token in line.tokens if not token.is_blank]
    return bool(words) and all(token.is_unknown and _FIELD.fullmatch(token.text.strip()) for token in words)


def has_name(line: TokenLine, cells: Sequence[Token]) -> bool:
    """Whether a row has a name before its cells: words that are no label of the form, a year or a row number.

    Args:
        line: The row.
        cells: Its cells.
    """
    first = line.tokens.index(cells[0]) if cells else 0
    names = [token for token in line.tokens[:first] if not token.covered]
    return any(token.is_unknown or _NUMBER.fullmatch(token.text.strip()) is not None for token in names)


def longest_run(
    line: TokenLine, width: int, heads: frozenset[int], end: int, own: AbstractSet[int] = frozenset()
) -> tuple[Token, ...]:
    """The stretch of figures and blanks with most figures, of equal ones the longest.

    In a grid a cell with other words than a label is one of the stretch, if it is the whole row then, or has each of
    its cells under a head: it holds the place of its figure. Where the heads stand in the same line, nothing but a
    figure says where the row ends: words at an end are a note beside it.

    Args:
        line: The line.
        width: Columns of the table.
        heads: Columns of the document over which the last heads stand.
        end: The column of the document behind all heads; 0 if these are of another table.
        own: Columns with a head that the form does not have: behind all others, they hold no figure of the form.
    """
    if end and line.is_drawn:
        of_form = tuple(token for token in line.tokens if token.column < end or token.column not in own)
        line = replace(line, tokens=of_form)
    with_words = _run(line, words=True) if line.is_grid else ()
    if below := words_in_place_of_figures(with_words, heads, has_label=bool(line.matches)):
        return below
    beside = bool(line.matches and with_words) and (with_words[0].is_unknown or with_words[-1].is_unknown)
    is_whole = len(with_words) == width and not beside
    return with_words if is_whole else _without_blanks_beyond(line, _run(line, words=False), end, width)


def _without_blanks_beyond(line: TokenLine, cells: tuple[Token, ...], end: int, width: int) -> tuple[Token, ...]:
    """The cells of a row without blanks at its end that stand beyond all heads, where these may not be the row's own.

    They would make up for a cell of the row that has words in place of its figure. Where the row has a cell for each
    column, its heads may have lost their spans, unless words part its figures.
    """
    first = next((token.column for token in line.tokens if token.is_figure), end)
    is_parted = bool(cells) and any(
        token.is_unknown and first < token.column < cells[0].column for token in line.tokens
    )
    if not (line.is_grid and end) or (len(cells) >= width and not is_parted):
        return cells
    count = max((place for place, cell in enumerate(cells, 1) if not cell.is_blank or cell.column < end), default=0)
    return cells[:count]


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
    """Whether a figure of a row is below no head, although each of the row's columns has a head.

    Args:
        cells: Cells of the row.
        heads: Columns of the document in which heads stand.
        width: Columns of the row.
    """
    return len(heads) == width and any(cell.is_figure and cell.column not in heads for cell in cells)


def is_displaced(
    line: TokenLine, cells: Sequence[Token], heads: AbstractSet[int], own: AbstractSet[int], width: int
) -> bool:
    """Whether a figure of a row is below no head, so that its cells may be those of other columns.

    It is one of its cells, or it stands behind all heads, and the cells differ; words there count beside blanks. Before
    cells that are alike stand a label, or words below a head, which may hold the place of a figure.

    Args:
        line: The row.
        cells: Its cells.
        heads: Columns of the document in which heads of the form stand.
        own: Columns with a head that the form does not have.
        width: Columns of the row.
    """
    if not (line.table and cells) or len(heads) != width:
        return False
    before = [token for token in line.tokens[: line.tokens.index(cells[0])] if not token.covered]
    is_named = any(token.match is not None or (token.is_unknown and token.column in heads) for token in before)
    beyond = [token for token in line.tokens if token.column > max(heads) and token.column not in own]
    differ = len({cell.text.strip() for cell in cells}) > 1
    has_blank = any(cell.is_blank for cell in cells)
    is_beyond = any((token.is_figure and differ) or (token.is_unknown and has_blank) for token in beyond)
    return is_beyond or ((is_named or (differ and line.is_drawn)) and is_beside_heads(cells, heads, width))


def cells_below(
    cells: tuple[Token, ...], heads: AbstractSet[int], own: AbstractSet[int], width: int, *, printed: bool
) -> tuple[Token, ...]:
    """The cells of a row that stand below heads, if each column has a head; cells before and after are left out.

    Drawn cells below heads of the document's own, and words below none, are left out where others are missing as well.

    But if a cell below a head is blank and enough figures stand beside the heads (in print without ruling lines a
    single one, as it may be set off from its head), these figures may be the row's. Then in print the figures are
    returned, if they are as many as the columns; else all cells, so that the row fits no columns.

    Args:
        cells: Cells of the row.
        heads: Columns of the document that have the head of a column.
        own: Columns with a head that the form does not have.
        width: Columns of the row.
        printed: Whether the cells are pieces of a line of print.
    """
    if len(heads) == width and not printed:
        cells = tuple(cell for cell in cells if cell.column in heads or not (cell.is_unknown or cell.column in own))
    below = tuple(cell for cell in cells if cell.column in heads)
    if not len(below) == len(heads) == width < len(cells):
        return cells
    beside = sum(cell.is_figure and cell.column not in heads for cell in cells)
    fewest = 1 if printed else _FEWEST_BESIDE
    if beside < fewest or all(cell.is_figure for cell in below):
        return below
    figures = tuple(cell for cell in cells if cell.is_figure)
    return figures if printed and len(figures) == width else cells


def blanks_below(
    line: TokenLine, cells: Sequence[Token], heads: AbstractSet[int], groups: Sequence[ColumnSet]
) -> tuple[Token, ...]:
    """The blanks of a line that has a name and a blank below each head; else none.

    Args:
        line: The line.
        cells: Its blanks.
        heads: Columns of the document over which the last heads stand.
        groups: The groups that the line names.
    """
    below = tuple(cell for cell in cells if cell.column in heads)
    return below if len(below) == len(heads) and (groups or has_name(line, below)) else ()


def is_row_apart(blank: GroupedLine, lines: Sequence[GroupedLine]) -> bool:
    """Whether a line of blanks is a row of its own beside rows with figures.

    It is if both have a name, such as a year or a word for a sum, or if they belong to different tables. Two tables may
    be on one sheet, with heads between them.

    Args:
        blank: The line of blanks.
        lines: The lines of the table.
    """
    figures = [item for item in lines if item.has_figures and item.line.table]
    is_named = has_name(blank.line, blank.cells) and any(
        has_name(item.line, item.cells) or (item.line.matches and len(item.cells) == len(blank.cells))
        for item in figures
    )
    is_apart = all((item.line.table, item.below) != (blank.line.table, blank.below) for item in figures)
    return bool(figures) and (is_named or is_apart)


def labels_of(line: TokenLine, table: Table) -> tuple[list[ColumnSet], list[ColumnSet]]:
    """Columns that the labels of a line speak of: as groups of columns, and as columns across all groups.

    Args:
        line: The line.
        table: The form's table.
    """
    groups: list[ColumnSet] = []
    columns: list[ColumnSet] = []
    for match in line.matches:
        group = group_of(match, table)
        head_columns = frozenset(meaning.column for meaning in match.of("column", table=table.id))
        if group:
            groups.append(group)
        elif head_columns:
            columns.append(head_columns)
    return groups, columns


def group_of(match: LabelMatch, table: Table) -> frozenset[int]:
    """Columns under a head; words in brackets, as in 行政诉讼（复议后起诉）, may narrow it to fewer.

    Args:
        match: The head.
        table: The form's table.
    """
    names = {meaning.name for meaning in match.of("heads", table=table.id)}
    group = frozenset(place for place, column in enumerate(table.columns(0)) if names & set(column.heads[:-1]))
    narrower = group_of(match.bracketed_match, table) if match.bracketed_match is not None else frozenset()
    return group & narrower or group


def may_be_row(
    line: TokenLine,
    cells: tuple[Token, ...],
    groups: Sequence[ColumnSet],
    columns: Sequence[ColumnSet],
    *,
    is_named: bool,
) -> bool:
    """Whether blanks of a table are a row: a line of its own, or after all heads, as nothing says that a row ends.

    Words with blanks beside them, before any head, are a title.

    Args:
        line: The line.
        cells: Its blanks.
        groups: The groups that it names.
        columns: The columns that it names.
        is_named: Whether heads have named a group.
    """
    if not line.table:
        return False
    if not groups and not columns:
        return is_named or not any(token.is_unknown for token in line.tokens)
    return bool(groups) and len(columns) == len(cells) and line.tokens[-len(cells) :] == cells
