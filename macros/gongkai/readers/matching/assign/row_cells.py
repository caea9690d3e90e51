"""Which tokens of a line hold the figures of a row, and which words of it are no label."""

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gongkai.readers.matching.assign.model import RowCandidate
from gongkai.readers.matching.figure_text import NUMBER_BESIDE, code_of_note, collapse_spaces
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.matching.tokenise import Token, TokenLine

_SHORTEST_WORDS = 3
"""Fewer characters than these are a mark or a unit rather than words."""
_DIGITS = re.compile(r"\d[\d,.]*")
_WITH_NUMBER = re.compile(r"[\d〇零一二两三四五六七八九十百千万]")
_OF_TIME = re.compile(r"第?[\d一二三四五六七八九十]+(?:个?季度|月份?|年度?)|[上下]半年度?")
"""The name of a row with the figures of a year, or of a part of one such as 第三季度."""
_FEWEST_HEADS = 2
_LAST_BRACKETS = re.compile(r"[（(【\[][^（(【\[]*$")


def unknown_words(tokens: Iterable[Token], *, until_figure: bool = False) -> list[str]:
    """Texts of the tokens that are neither label nor figure, up to the first figure if wished."""
    words = []
    for token in tokens:
        if until_figure and token.is_figure:
            break
        if token.is_unknown and len(comparable(token.text)) >= _SHORTEST_WORDS:
            words.append(collapse_spaces(token.text))
    return words


def row_cells(tokens: tuple[Token, ...], label: int, width: int, *, heads: Container[int] = ()) -> tuple[Token, ...]:
    """The stretch of figures and blanks of a line: after its label if it has one, else the one with most figures.

    Args:
        tokens: The line's.
        label: Position of the label among them; -1 without one.
        width: Columns of the row; 0 if the row is not known.
        heads: Columns of the document that have a head of the form.
    """
    behind = tuple(token for token in tokens[label + 1 :] if not token.padded)
    words = any(token.is_unknown for token in behind)
    if label >= 0 and width and len(behind) == width and (words or any(token.is_figure for token in behind)):
        return behind
    filled = _without_blanks_at_end(behind)
    if label >= 0 and words and filled[0].is_figure and len(filled) < width < len(behind):
        return behind[:width]  # words in place of a figure, and empty cells at the end of a sheet
    if label >= 0 and words and len(filled) == width and filled[0].is_figure:
        return filled  # words in place of a figure would cut the row in two
    if words and not any(token.is_figure for token in tokens):
        return behind
    if _is_blank_behind_number(tokens[: max(label, 0)], behind, width, heads):
        return behind
    runs: list[list[Token]] = [[]]
    after_label: int | None = None
    for number, token in enumerate(tokens):
        if token.is_figure or (token.is_blank and not (token.covered and number <= label)):
            runs[-1].append(token)
        else:
            runs.append([])
            if number == label:
                after_label = len(runs) - 1
    run = max(enumerate(runs), key=lambda item: (sum(token.is_figure for token in item[1]), item[0]))[1]
    if not any(token.is_figure for token in run):
        run = [token for token in runs[after_label] if not token.padded] if after_label is not None else []
    return _with_words_behind(tokens, tuple(run), width, heads)


def _is_blank_behind_number(before: Sequence[Token], cells: Sequence[Token], width: int, heads: Container[int]) -> bool:
    """Whether a row is blank, and a figure before its label, below no head of the form, is its number."""
    figures = [token for token in before if token.is_figure]
    blank = len(cells) >= width > 0 and all(token.is_blank for token in cells)
    return blank and len(figures) == 1 and figures[0].column not in heads


def _without_blanks_at_end(cells: tuple[Token, ...]) -> tuple[Token, ...]:
    """Cells but for the empty ones at the end, as a row has that begins with a label less than others."""
    end = len(cells)
    while end and cells[end - 1].is_blank:
        end -= 1
    return cells[:end]


def cells_under_heads(line: TokenLine, heads: Mapping[int, int], width: int, *, has_others: bool) -> tuple[Token, ...]:
    """The cells below the column heads, where each head has one and words stand in place of a figure; else none.

    Args:
        line: The line.
        heads: Position of the form's column by column of the document.
        width: Columns of the row.
        has_others: Whether the table has the head of a column that the form does not have. What is written after the
            heads of the form is that column's then, if something stands under each of them.
    """
    if not line.table or len(heads) != width or len(set(heads.values())) != width:
        return ()
    cells = tuple(token for token in line.tokens if token.column in heads and not token.padded and not token.covered)
    behind = max((number for number, token in enumerate(line.tokens) if token.match is not None), default=-1)
    aside = [token for token in line.tokens[behind + 1 :] if not token.covered and token not in cells]
    if has_others and all(collapse_spaces(token.text) for token in cells):
        aside = [token for token in aside if token.column < max(heads)]
    if any(token.is_figure or token.is_unknown for token in aside):
        return ()  # the figures do not stand under the heads
    plain = len(cells) == width and all(token.width == 1 and token.match is None for token in cells)
    return cells if plain and any(token.is_unknown for token in cells) else ()


def _with_words_behind(
    tokens: tuple[Token, ...], run: tuple[Token, ...], width: int, heads: Container[int]
) -> tuple[Token, ...]:
    """A run that is complete only thanks to a blank before its first figure, with words right after it.

    The blank may belong to the label, and the words are where the last figure should be: they are taken instead, unless
    the blank has a head of its own.
    """
    if not run or len(run) != width or run[0].is_figure or run[0].column in heads:
        return run
    after: Sequence[Token] = tokens[tokens.index(run[-1]) + 1 :]
    if not after or not after[0].is_unknown or after[0].column != run[-1].column + 1:
        return run
    return (*run[1:], after[0])


def words_in_place_of_figures(
    cells: tuple[Token, ...], heads: frozenset[int], *, has_label: bool = False
) -> tuple[Token, ...]:
    """The cells of a row below its heads, each of which has one, where words are among them; else none.

    None either where more is written than has heads, or where the first words have no number: they are a label then,
    unless the row has one.

    Args:
        cells: A stretch of figures, blanks and words that are no label of the form.
        heads: Columns of the document that have a head of the form.
        has_label: Whether the row has a label of the form.
    """
    below = tuple(cell for cell in cells if cell.column in heads)
    if len(below) != len(heads) or len(below) < _FEWEST_HEADS or not any(cell.is_unknown for cell in below):
        return ()
    more = any(cell not in below and not cell.is_unknown and collapse_spaces(cell.text) for cell in cells)
    words = below[0].text.strip()
    is_label = (
        not has_label
        and below[0].is_unknown
        and (_WITH_NUMBER.search(words) is None or _OF_TIME.fullmatch(words) is not None)
    )
    return () if more or is_label else below


def names_of_column(line: TokenLine, label: int, table: str, width: int) -> list[str]:
    """The name of a column in a row of a table that has one figure alone, and more columns on the form.

    Args:
        line: The row.
        label: Position of the row's label among its tokens.
        table: Id of the form's table.
        width: Columns of the row on the form.
    """
    others = [token for place, token in enumerate(line.tokens) if place != label and not token.covered]
    column_names = [token.text for token in others if token.match and token.match.of("column", table=table)]
    return column_names if line.table and width > 1 and len(line.figures) == 1 else []


def words_behind(tokens: tuple[Token, ...], cells: tuple[Token, ...]) -> str:
    """Words that are after the cells of a row."""
    if not cells:
        return ""
    last = tokens.index(cells[-1])
    return " ".join(unknown_words(token for token in tokens[last + 1 :] if not token.covered))


def with_number_in_label(
    line: TokenLine, label: int, cells: tuple[Token, ...], width: int
) -> tuple[TokenLine, tuple[Token, ...]]:
    """A line and its cells with a number in brackets after its label, ``行政许可（18）``, as a cell of its own.

    Only where the row lacks a figure, which it may be.

    Args:
        line: The line.
        label: Position of the label among its tokens.
        cells: The cells of the row.
        width: Columns of the row.
    """
    token = line.tokens[label]
    match, last = token.match, _LAST_BRACKETS.search(token.text)
    if match is None or last is None or not match.bracketed or match.bracketed_match is not None:
        return line, cells
    if code_of_note(match.bracketed) != NUMBER_BESIDE or len(_DIGITS.findall(match.bracketed)) != 1:
        return line, cells
    if sum(not cell.is_blank for cell in cells) >= width:
        return line, cells
    words, before, behind = replace(token, text=token.text[: last.start()].strip()), line.tokens[:label], cells
    if cells and cells[0].is_blank:
        number, behind = replace(cells[0], text=last[0]), cells[1:]
    elif line.is_grid and cells:
        return line, cells
    else:
        number = replace(token, text=last[0], match=None, column=token.column + 1)
        behind = tuple(replace(cell, column=cell.column + 1) for cell in cells)
    return replace(line, tokens=(*before, words, number, *behind)), (number, *behind)


def cells_by_heads(candidate: RowCandidate, heads: Mapping[int, int], *, set_off: bool) -> tuple[Token, ...]:
    """The cells of a row that stands below its heads: what is empty beside these is none of its cells.

    Words in place of a figure made them its cells because a head is right over them. Where the row is set off, its
    cells are those below its own heads instead.

    Args:
        candidate: The row.
        heads: Position of the form's column by column of the document; none if not every column has one.
        set_off: Whether the row stands beside the heads of its table.
    """
    cells = candidate.cells
    if not heads:
        return cells
    if set_off and any(cell.is_unknown for cell in cells):
        below = tuple(token for token in candidate.line.tokens if token.column in heads and not token.covered)
        plain = all(token.width == 1 and token.match is None and not token.padded for token in below)
        cells = below if plain and len(below) == len(heads) else cells
    under_heads = tuple(cell for cell in cells if _is_below(cell, heads))
    all_are = all(cell in under_heads for cell in cells if collapse_spaces(cell.text))
    return under_heads if candidate.line.table and under_heads and all_are else cells


def _is_below(cell: Token, heads: Container[int]) -> bool:
    return any(column in heads for column in range(cell.column, cell.column + cell.width))


def cells_behind_label(item: RowCandidate) -> list[Token]:
    """The cells that the document has after the label of a row.

    Args:
        item: The row.
    """
    tokens = item.line.tokens
    label = max((place for place, token in enumerate(tokens) if token.match is not None), default=len(tokens))
    return [token for token in tokens[label + 1 :] if not token.covered and not token.padded]


def leaves_cells_aside(candidate: RowCandidate, width: int) -> bool:
    """Whether a figure, or words, stand after the label of a row and before the cells that were taken for it.

    Words between two figures of a row leave one of them aside, and words before a row that is not complete may be in
    place of one: then what is blank by its place is perhaps none of its cells.

    Args:
        candidate: The line.
        width: How many columns the row has.
    """
    tokens = candidate.line.tokens
    label = max((place for place, token in enumerate(tokens) if token.match is not None), default=len(tokens))
    before = [token for token in tokens[label + 1 : tokens.index(candidate.cells[0])] if not token.covered]
    figures_only = has_figure_for_each(candidate.cells, width)
    return any(token.is_figure or (token.is_unknown and not figures_only) for token in before)


def has_figure_for_each(cells: Sequence[Token], width: int) -> bool:
    """Whether the cells that hold anything are as many as a row has columns, and stand side by side."""
    filled_places = [number for number, cell in enumerate(cells) if collapse_spaces(cell.text)]
    return len(filled_places) == width == filled_places[-1] - filled_places[0] + 1


def written_columns(candidate: RowCandidate) -> frozenset[int]:
    """The columns of a document in which a row has anything.

    Args:
        candidate: The row.
    """
    return frozenset(cell.column for cell in candidate.cells if collapse_spaces(cell.text))


def figures_before_label(line: TokenLine, cells: Container[Token]) -> Iterator[Token]:
    """The figures of a line before the first label of a row, or before its first label, that are none of the row's.

    Before the label of the row there may be that of its group.

    Args:
        line: The line.
        cells: The cells of the row.
    """
    is_of_row = [token.match is not None and bool(token.match.of("row")) for token in line.tokens]
    before = line.tokens[: is_of_row.index(True)] if any(is_of_row) else _before_labels(line)
    return (token for token in before if line.matches and token.is_figure and not token.covered and token not in cells)


def _before_labels(line: TokenLine) -> Sequence[Token]:
    return tuple(itertools.takewhile(lambda token: token.match is None, line.tokens))


def label_end(item: RowCandidate) -> int:
    """The last column that holds a label of a row.

    Args:
        item: The row.
    """
    return max((token.column + token.width - 1 for token in item.line.tokens if token.match is not None), default=-1)
