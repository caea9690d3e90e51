"""Rejoins rows that a page break cut in two: half of the label at the foot of one page, half at the head of the next.

Two rows are joined where the halves of a label make a label that the first half is not, where the second has no label
but figures that the first lacks, or where it has no label and its figures stand below digits that may have been cut.
Their cells are told from the right, where the figures are: the two pages may be cut into different columns, and a group
that spans rows is often missing on the second. Heads may be repeated there. A row without any text is a rest, too.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import (
    NormalisedBlock,
    NormalisedCell,
    NormalisedParagraph,
    NormalisedTable,
)
from gongkai.readers.matching.tokenise.arrangement import without_repeated_titles
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.page_breaks.cells import cells_of, with_texts, without_row
from gongkai.readers.matching.tokenise.page_breaks.halves import (
    belong,
    follows_row,
    is_label,
    is_rest_beside_words,
    is_rest_of_all_figures,
    is_rest_of_figures,
    is_rest_of_labels,
    is_rest_of_words,
)
from gongkai.readers.matching.tokenise.page_breaks.heads import repeated_heads, with_cut_heads

_MOST_GROUPS = 2
"""Cells that one half of a row may have more than the other."""


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
    heads = repeated_heads(first, second)
    above, below = cells_of(first, -1), cells_of(second, heads)
    label = _label_cut_into_cells(above, below, lexicon)
    if label is not None:
        return with_texts(first, {label[0]: label[1]}), replace(second, rows=without_row(second.rows, heads))
    pairs = list(zip(reversed(above), reversed(below), strict=False))  # a group that spans rows may be missing
    if abs(len(above) - len(below)) > _MOST_GROUPS:
        return with_cut_heads(first, second, lexicon)
    is_rest = is_rest_of_labels(above, pairs, lexicon) or is_rest_of_words(pairs, lexicon)
    behind = cells_of(second, heads + 1) if heads + 1 < len(second.rows) else []
    is_rest = is_rest or is_rest_of_all_figures(above, below, behind, lexicon)
    if is_rest or is_rest_of_figures(above, below, pairs) or _is_empty_rest(above, below):
        joined = {one.owner: _join_texts(one.text, other.text) for one, other in pairs}
    elif is_rest_beside_words(above, pairs, lexicon):  # heads may be printed over the rest of the label
        joined = {one.owner: _join_texts(one.text, other.text) for one, other in pairs if belong(one, other, lexicon)}
    else:
        return with_cut_heads(first, second, lexicon)
    return with_texts(first, joined), replace(second, rows=without_row(second.rows, heads))


def _is_empty_rest(above: Sequence[NormalisedCell], below: Sequence[NormalisedCell]) -> bool:
    """Whether a row without any text follows one with figures: an empty line at the end of a cell goes on below it."""
    return all(is_blank_text(cell.text) for cell in below) and any(looks_like_figures(cell.text) for cell in above)


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
    if half is None or len(before) == len(above) or is_label(half.text, lexicon):
        return None
    if not is_label(half.text + rest, lexicon) or follows_row(half, above, lexicon):
        return None
    return half.owner, f"{half.text}\n{rest}"


def _join_texts(text: str, other: str) -> str:
    """Two halves of a text; the second one aside where the first ends in its words, as a group does that is cut."""
    words = "".join(other.split())
    if is_blank_text(other) or (not looks_like_figures(other) and "".join(text.split()).endswith(words)):
        return text
    return other if is_blank_text(text) else f"{text}\n{other}"
