"""Heads at the head of a page: those of the page before once more, or the rest of one that its end cut."""

from collections.abc import Sequence
from itertools import product, takewhile

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.page_breaks.cells import cells_of, with_texts


def repeated_heads(first: NormalisedTable, second: NormalisedTable) -> int:
    """How many rows the second begins with as the first does; a row of it follows them.

    One of the heads is enough where no figure stands beside it: a head that spans rows may be cut by the row that
    follows, and be printed over that.
    """
    texts = [
        [[collapse_spaces(cell.text) for cell in cells_of(table, row)] for row in range(len(table.rows))]
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


def with_cut_head(
    first: NormalisedTable, second: NormalisedTable, lexicon: Lexicon
) -> tuple[NormalisedTable, NormalisedTable] | None:
    """Both tables with a head that the end of the page cut whole in the second one; None where none is cut.

    It spans rows of heads: its first half is in the last row of one page, its rest beside the next heads.

    Args:
        first: The table at the foot of a page.
        second: The one at the head of the next.
        lexicon: The labels of the form.
    """
    above, below = cells_of(first, -1), cells_of(second, 0)
    if any(looks_like_figures(cell.text) for cell in (*above, *below)):
        return None
    halves = [
        (one, other)
        for one, other in product(above, below)
        if not any(is_blank_text(cell.text) or _is_head(cell.text, lexicon) for cell in (one, other))
        and _is_head(one.text + other.text, lexicon)
    ]
    if len(halves) != 1:
        return None
    ((one, other),) = halves
    whole = with_texts(second, {other.owner: f"{one.text}\n{other.text}"})
    return with_texts(first, {one.owner: ""}), whole


def _is_head(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the whole head of a column."""
    match = lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial and bool(match.of("column"))
