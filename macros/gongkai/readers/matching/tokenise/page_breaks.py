"""Rejoins rows that a page break cut in two: half of the label at the foot of one page, half at the head of the next.

Two rows are joined where the halves of a label make a label that the first half is not, where the second has no label
but figures that the first lacks, or where it has no label and its figures stand below digits that may have been cut.
Their cells are told from the right, where the figures are: the two pages may be cut into different columns, and a group
that spans rows is often missing on the second. Heads may be repeated there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import (
    NormalisedBlock,
    NormalisedCell,
    NormalisedParagraph,
    NormalisedRow,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.arrangement import without_repeated_titles
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_MOST_GROUPS = 2
"""Cells that one half of a row may have more than the other."""
_BEGINNINGS = ("不", "不适", "不\n适", "约", "大", "大约", "大\n约", "近")
"""How 不适用, and a figure that is only about right, begin where a narrow cell breaks them."""
_CUT, _REST = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.]+"), re.compile(r"[\d０-９,，.]*[\d０-９]")
"""Digits that a narrow cell may have cut, two at least, and the digits that follow them on the next page."""


def rejoin_rows(blocks: tuple[NormalisedBlock, ...], lexicon: Lexicon) -> tuple[NormalisedBlock, ...]:
    """Rejoin the cut rows of tables with nothing but a page number between them; emptied tables are dropped."""
    joined: list[NormalisedBlock] = []
    above: int | None = None  # place of the table that the next one may go on with
    printed: list[NormalisedTable] = []  # the first table of those that go on over pages, and the last one
    for block in blocks:
        if isinstance(block, NormalisedTable):
            table = block
            first = joined[above] if above is not None else None
            pair = None
            if isinstance(first, NormalisedTable):
                table = without_repeated_titles(printed, block, lexicon)
                pair = _rejoin(first, table, lexicon)
            printed = [*printed[:1], block]
            if above is not None and pair is not None:
                joined[above], table = pair
            if table.rows:
                above = len(joined)
                joined.append(table)
            continue
        if not (isinstance(block, NormalisedParagraph) and block.page_number):
            above, printed = None, []
        joined.append(block)
    return tuple(joined)


def _rejoin(
    first: NormalisedTable, second: NormalisedTable, lexicon: Lexicon
) -> tuple[NormalisedTable, NormalisedTable] | None:
    if first.left_out != second.left_out:
        return None  # both stood side by side
    heads = _repeated_heads(first, second)
    above, below = _cells_of(first, -1), _cells_of(second, heads)
    label = _label_cut_into_cells(above, below, lexicon)
    if label is not None:
        return _with_texts(first, {label[0]: label[1]}), replace(second, rows=_without_row(second.rows, heads))
    pairs = list(zip(reversed(above), reversed(below), strict=False))  # a group that spans rows may be missing
    if abs(len(above) - len(below)) > _MOST_GROUPS:
        return None
    is_rest = _is_rest_of_labels(above, pairs, lexicon) or _is_rest_of_words(above, pairs, lexicon)
    if is_rest or _is_rest_of_figures(above, below, pairs):
        joined = {one.owner: _join_texts(one.text, other.text) for one, other in pairs}
    elif _is_rest_beside_words(above, pairs, lexicon):  # heads may be printed over the rest of the label
        joined = {one.owner: _join_texts(one.text, other.text) for one, other in pairs if _belong(one, other, lexicon)}
    else:
        return None
    return _with_texts(first, joined), replace(second, rows=_without_row(second.rows, heads))


def _with_texts(table: NormalisedTable, texts: Mapping[tuple[int, int], str]) -> NormalisedTable:
    """A table with other texts in the cells of some owners."""
    rows = tuple(
        tuple(replace(cell, text=texts[cell.owner]) if cell.owner in texts else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows)


def _label_cut_into_cells(
    above: Sequence[NormalisedCell], below: Sequence[NormalisedCell], lexicon: Lexicon
) -> tuple[tuple[int, int], str] | None:
    """The owner and the text of a label whose second half stands alone in its row, cut into cells by lines there.

    Figures stand beside the first half, which is no label: a number (六) at the foot of a page.
    """
    words = list(takewhile(lambda text: not is_blank_text(text), (cell.text for cell in below)))
    rest = "".join(words)
    if not rest or any(not is_blank_text(cell.text) for cell in below[len(words) :]):
        return None
    if any(map(looks_like_figures, words)):
        return None
    before = list(takewhile(lambda cell: not looks_like_figures(cell.text), above))
    half = next((cell for cell in reversed(before) if not is_blank_text(cell.text)), None)
    if half is None or len(before) == len(above) or _is_label(half.text, lexicon):
        return None
    if not _is_label(half.text + rest, lexicon) or _follows_row(half, above, lexicon):
        return None
    return half.owner, f"{half.text}\n{rest}"


def _repeated_heads(first: NormalisedTable, second: NormalisedTable) -> int:
    """How many rows the second begins with as the first does; a row of it follows them.

    One of the heads is enough where no figure stands beside it: a head that spans rows may be cut by the row that
    follows, and be printed over that.
    """
    texts = [
        [[collapse_spaces(cell.text) for cell in _cells_of(table, row)] for row in range(len(table.rows))]
        for table in (first, second)
    ]
    pairs = zip(*texts, strict=False)
    same = len(list(takewhile(lambda pair: _are_one_row(*pair) or _are_heads_of(*pair), pairs)))
    return min(same, len(second.rows) - 1, len(first.rows) - 1)


def _are_one_row(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows have the same texts, be a line of the page drawn through the last cell of one of them."""
    short, long = sorted((list(texts), list(others)), key=len)
    short += short[-1:] * (len(long) - len(short))
    return any(short) and (short == long or _differ_in_group(short, long))


def _differ_in_group(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows of figures differ in the group before their label alone, which ends with the row in one."""
    kinds = [looks_like_figures(text) for text in texts[1:] if not is_blank_text(text)]
    group, whole = sorted((texts[0], others[0]), key=len)
    has_words = len(kinds) > 1 and not kinds[0] and kinds[-1]
    return has_words and texts[1:] == others[1:] and bool(group) and whole.startswith(group)


def _are_heads_of(heads: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of the heads is among others, and no figure."""
    return bool({*heads} & {*others} - {""}) and not any(map(looks_like_figures, others))


def _cells_of(table: NormalisedTable, place: int) -> list[NormalisedCell]:
    """The cells of a row, each once."""
    cells: dict[tuple[int, int], NormalisedCell] = {}
    for cell in table.rows[place]:
        if not cell.padded:
            cells.setdefault(cell.owner, cell)
    return list(cells.values())


def _is_rest_of_labels(
    above: Sequence[NormalisedCell], pairs: Sequence[tuple[NormalisedCell, NormalisedCell]], lexicon: Lexicon
) -> bool:
    """Whether halves of a label make one that the first is not, and no cell has a figure and something else.

    After the label of its own row the first is no half of one: ``3、`` beside 行政许可 is no numbering of the title of
    the next table.
    """
    texts = [(one, other.text) for one, other in pairs if not is_blank_text(one.text + other.text)]
    both = [(one, other) for one, other in texts if not any(map(is_blank_text, (one.text, other)))]
    if any(looks_like_figures(text) for one, other in both for text in (one.text, other)):
        return False
    if any(_are_two_rows(one.text, other, lexicon) for one, other in both):
        return False  # a group beside them may be cut all the same
    return any(
        _is_label(one.text + other, lexicon)
        and not _is_label(one.text, lexicon)
        and not _follows_row(one, above, lexicon)
        for one, other in both
    )


def _is_rest_of_words(
    above: Sequence[NormalisedCell], pairs: Sequence[tuple[NormalisedCell, NormalisedCell]], lexicon: Lexicon
) -> bool:
    """Whether a row has nothing but the ends of labels, which may be labels without them, and of 不适用.

    It may have figures, where the row above has none.
    """
    is_bare = not any(looks_like_figures(cell.text) for cell in above)
    texts = [(one.text, other.text) for one, other in pairs if not is_blank_text(other.text)]
    return any(_is_label(one + other, lexicon) for one, other in texts) and all(
        one.replace("\n", "") + other == NOT_APPLICABLE_WORD
        or (is_bare and is_blank_text(one) and looks_like_figures(other))
        or (not is_blank_text(one) and _is_no_label(other, lexicon) and _is_label(one + other, lexicon))
        for one, other in texts
    )


def _are_two_rows(text: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two texts are the labels of a row each, and no halves of one."""
    return _names_row(text, lexicon) and _names_row(other, lexicon) and not _is_label(text + other, lexicon)


def _follows_row(cell: NormalisedCell, row: Sequence[NormalisedCell], lexicon: Lexicon) -> bool:
    """Whether the cell right before another one of a row is the label of a row."""
    before = row[: row.index(cell)]
    return bool(before) and _names_row(before[-1].text, lexicon)


def _is_rest_of_figures(
    above: Sequence[NormalisedCell],
    below: Sequence[NormalisedCell],
    pairs: Sequence[tuple[NormalisedCell, NormalisedCell]],
) -> bool:
    """Whether a row without a word is the rest of the one above: of figures that break, or all of its figures.

    Digits of one figure on two pages are kept apart by a line break, so that nobody takes them for certain.
    """
    rest = [cell for cell in below if not is_blank_text(cell.text)]
    units = [  # or the rest of 不适用, or the figure after 约
        other
        for one, other in pairs
        if looks_like_figures(one.text + other.text) and (looks_like_figures(one.text) or one.text in _BEGINNINGS)
    ]
    if not rest or not all(looks_like_figures(cell.text) or cell in units for cell in rest):
        return False
    words = (other for one, other in pairs if not is_blank_text(one.text) and not looks_like_figures(one.text))
    if any(other in rest and other not in units for other in words):
        return False
    first = [one for one in above if looks_like_figures(one.text)]
    return not first or len(rest) < len(first)


def _is_rest_beside_words(
    above: Sequence[NormalisedCell], pairs: Sequence[tuple[NormalisedCell, NormalisedCell]], lexicon: Lexicon
) -> bool:
    """Whether a row with words that are no label of their own has only figures below digits that may have been cut.

    Where its words end no label of the row above either, it has fewer figures than that.
    """
    rest = [(one, other) for one, other in pairs if not is_blank_text(other.text)]
    words = [pair for pair in rest if not looks_like_figures(pair[1].text)]
    figures = [pair for pair in rest if looks_like_figures(pair[1].text)]
    if not words or not figures or not all(_CUT.fullmatch(a.text) and _REST.fullmatch(b.text) for a, b in figures):
        return False
    ends = any(not is_blank_text(one.text) and _is_label(one.text + other.text, lexicon) for one, other in words)
    if not ends and len(figures) >= sum(looks_like_figures(cell.text) for cell in above):
        return False
    if any(is_blank_text(one.text) and _names_row(other.text, lexicon) for one, other in words):
        return False  # a row of its own, whose figures happen to stand below others
    return all(_belong(one, other, lexicon) or _is_no_label(other.text, lexicon) for one, other in words)


def _belong(one: NormalisedCell, other: NormalisedCell, lexicon: Lexicon) -> bool:
    """Whether both are of one figure or label, or one of them is blank."""
    if any(is_blank_text(cell.text) or looks_like_figures(cell.text) for cell in (one, other)):
        return True
    return _is_label(one.text + other.text, lexicon)


def _is_no_label(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is no label, or a part of one only."""
    match = lexicon.look_up(text)
    return match is None or match.partial


def _is_label(text: str, lexicon: Lexicon) -> bool:
    match = None if is_blank_text(text) or looks_like_figures(text) else lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial


def _names_row(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the whole label of a row."""
    match = lexicon.look_up(text) if _is_label(text, lexicon) else None
    return match is not None and bool(match.of("row"))


def _join_texts(text: str, other: str) -> str:
    """Two halves of a text; the second one aside where the first ends in its words, as a group does that is cut."""
    words = "".join(other.split())
    if is_blank_text(other) or (not looks_like_figures(other) and "".join(text.split()).endswith(words)):
        return text
    return other if is_blank_text(text) else f"{text}\n{other}"


def _without_row(rows: Sequence[NormalisedRow], place: int) -> tuple[NormalisedRow, ...]:
    """The rows but one; a cell of it that spans rows now begins in the row that follows."""
    return tuple(
        tuple(
            replace(
                cell,
                owner=(cell.owner[0] - (cell.owner[0] > place), cell.owner[1]),
                begins=cell.begins or (number == place + 1 and cell.owner == (place, column)),
            )
            for column, cell in enumerate(row)
        )
        for number, row in enumerate(rows)
        if number != place
    )
