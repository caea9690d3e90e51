"""Whether the texts at the foot of a page and at the head of the next one are the halves of one row."""

import re
from collections.abc import Sequence

from gongkai.figures import NOT_APPLICABLE_WORD
from gongkai.readers.matching.figure_text import is_blank_text, looks_like_figures
from gongkai.readers.matching.normalise import NormalisedCell
from gongkai.readers.matching.tokenise.lexicon import Lexicon

_BEGINNINGS = ("不", "不适", "不\n适", "约", "大", "大约", "大\n约", "近")
"""How 不适用, and a figure that is only about right, begin where a narrow cell breaks them."""
_CUT_BESIDE_LABEL = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.]*")
"""Digits that may have been cut where a label beside them was: one is enough."""
_CUT, _REST = re.compile(r"[+\-－]?[\d０-９][\d０-９,，.]+"), re.compile(r"[\d０-９,，.]*[\d０-９]")
"""Digits that a narrow cell may have cut, two at least, and the digits that follow them on the next page."""


def is_rest_of_labels(
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
        is_label(one.text + other, lexicon) and not is_label(one.text, lexicon) and not follows_row(one, above, lexicon)
        for one, other in both
    )


def is_rest_of_words(pairs: Sequence[tuple[NormalisedCell, NormalisedCell]], lexicon: Lexicon) -> bool:
    """Whether a row has nothing but the ends of labels, which may be labels without them, and of 不适用.

    It may have figures where the row above has blanks.
    """
    texts = [(one.text, other.text) for one, other in pairs if not is_blank_text(other.text)]
    return any(is_label(one + other, lexicon) for one, other in texts) and all(
        one.replace("\n", "") + other == NOT_APPLICABLE_WORD
        or (is_blank_text(one) and looks_like_figures(other))
        or (not is_blank_text(one) and _is_no_label(other, lexicon) and is_label(one + other, lexicon))
        for one, other in texts
    )


def _are_two_rows(text: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two texts are the labels of a row each, and no halves of one."""
    return _names_row(text, lexicon) and _names_row(other, lexicon) and not is_label(text + other, lexicon)


def follows_row(cell: NormalisedCell, row: Sequence[NormalisedCell], lexicon: Lexicon) -> bool:
    """Whether the cell right before another one of a row is the label of a row."""
    before = row[: row.index(cell)]
    return bool(before) and _names_row(before[-1].text, lexicon)


def is_rest_of_figures(
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


def is_rest_of_all_figures(
    above: Sequence[NormalisedCell],
    below: Sequence[NormalisedCell],
    behind: Sequence[NormalisedCell],
    lexicon: Lexicon,
) -> bool:
    """Whether a row with as many figures as the one above, and no word, stands where the form has none between.

    Its figures are other ones: a page may as well repeat its last row.
    """
    texts = [[cell.text for cell in row if not is_blank_text(cell.text)] for row in (above, below)]
    figures = [text for text in texts[0] if looks_like_figures(text)]
    is_as_long = len(figures) == len(texts[1]) and all(map(looks_like_figures, texts[1]))
    return is_as_long and figures != texts[1] and _row_of(behind, lexicon) == _row_of(above, lexicon, after=1)


def _row_of(cells: Sequence[NormalisedCell], lexicon: Lexicon, after: int = 0) -> tuple[str, int] | None:
    """The table and the position of the row that cells name, or of one after it; None if they name none."""
    matches = [lexicon.look_up(cell.text) for cell in cells if _names_row(cell.text, lexicon)]
    items = [item for match in matches if match is not None for item in match.of("row")]
    return (items[-1].table, items[-1].row + after) if items else None


def is_rest_beside_words(
    above: Sequence[NormalisedCell], pairs: Sequence[tuple[NormalisedCell, NormalisedCell]], lexicon: Lexicon
) -> bool:
    """Whether a row with words that are no label of their own has only figures below digits that may have been cut.

    Where its words end no label of the row above either, it has fewer figures than that.
    """
    rest = [(one, other) for one, other in pairs if not is_blank_text(other.text)]
    words = [pair for pair in rest if not looks_like_figures(pair[1].text)]
    figures = [pair for pair in rest if looks_like_figures(pair[1].text)]
    ends = any(not is_blank_text(one.text) and is_label(one.text + other.text, lexicon) for one, other in words)
    is_short = len(figures) < sum(looks_like_figures(cell.text) for cell in above)
    cut = _CUT_BESIDE_LABEL if ends and is_short else _CUT
    if not words or not figures or not all(cut.fullmatch(a.text) and _REST.fullmatch(b.text) for a, b in figures):
        return False
    if not (ends or is_short):
        return False
    if any(is_blank_text(one.text) and _names_row(other.text, lexicon) for one, other in words):
        return False  # a row of its own, whose figures happen to stand below others
    return all(belong(one, other, lexicon) or _is_no_label(other.text, lexicon) for one, other in words)


def belong(one: NormalisedCell, other: NormalisedCell, lexicon: Lexicon) -> bool:
    """Whether both are of one figure or label, or one of them is blank."""
    if any(is_blank_text(cell.text) or looks_like_figures(cell.text) for cell in (one, other)):
        return True
    return is_label(one.text + other.text, lexicon)


def _is_no_label(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is no label, or a part of one only."""
    match = lexicon.look_up(text)
    return match is None or match.partial


def is_label(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a whole label of the form, as the form has it."""
    match = None if is_blank_text(text) or looks_like_figures(text) else lexicon.look_up(text)
    return match is not None and not match.edits and not match.partial


def _names_row(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the whole label of a row."""
    match = lexicon.look_up(text) if is_label(text, lexicon) else None
    return match is not None and bool(match.of("row"))
