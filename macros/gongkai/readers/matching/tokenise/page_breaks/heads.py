"""Heads at the head of a page: those of the page before once more, or the rest of one that its end cut."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedCell, NormalisedTable
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.page_breaks.cells import cells_of, with_texts, without_row

_LINE = 6
"""Characters of a line at least: a short head may be the rest of another one."""


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


def with_cut_heads(
    first: NormalisedTable, second: NormalisedTable, lexicon: Lexicon
) -> tuple[NormalisedTable, NormalisedTable] | None:
    """Both tables with the heads whole that the end of the page cut; None where none is cut.

    Their first halves are in the last row of one page, their rests in a row of the next page: in one of their own, or
    beside the next heads, where they span rows. Repeated heads may stand above or in that row.

    Args:
        first: The table at the foot of a page.
        second: The one at the head of the next.
        lexicon: The labels of the form.
    """
    above = cells_of(first, -1)
    if any(looks_like_figures(cell.text) for cell in above):
        return None
    texts = {_plain(cell) for row in range(len(first.rows)) for cell in cells_of(first, row)}
    for place in range(len(second.rows)):
        below = cells_of(second, place)
        own = [cell for cell in below if not is_blank_text(cell.text) and not _is_repeated(_plain(cell), texts)]
        if any(looks_like_figures(cell.text) for cell in own):
            return None
        rests = [cell for cell in own if not _is_head(cell.text, lexicon)]
        if not rests:
            continue
        halves = [half for rest in rests if (half := _first_half(rest, above, below, lexicon)) is not None]
        if len(halves) < len(rests):
            return None
        pairs = [(half, rest, f"{half.text}\n{rest.text}") for half, rest in zip(halves, rests, strict=True)]
        if len(rests) == len(own):
            whole = with_texts(first, {half.owner: head for half, _, head in pairs})
            return whole, replace(second, rows=without_row(second.rows, place))
        whole = with_texts(second, {rest.owner: head for _, rest, head in pairs})
        return with_texts(first, {half.owner: "" for half in halves}), whole
    return None


def _plain(cell: NormalisedCell) -> str:
    return "".join(cell.text.split())


def _is_repeated(text: str, texts: Collection[str]) -> bool:
    """Whether a text is one of the page before, or a line of a long one."""
    return text in texts or (len(text) >= _LINE and any(text in other for other in texts))


def _first_half(
    rest: NormalisedCell, above: Sequence[NormalisedCell], below: Sequence[NormalisedCell], lexicon: Lexicon
) -> NormalisedCell | None:
    """The cell above the end of a page with which the rest of a head makes a head; None where that is not certain.

    Of several it is the one at the same place from the right, as everywhere on two pages.
    """
    halves = [one for one in above if not is_blank_text(one.text) and _is_head(one.text + rest.text, lexicon)]
    if len(halves) > 1:
        same_place = [one for one, other in zip(reversed(above), reversed(below), strict=False) if other is rest]
        halves = [one for one in halves if one in same_place]
    return halves[0] if len(halves) == 1 else None


def _is_head(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the whole head of a column."""
    match = lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial and bool(match.of("column"))
