"""A line of text as the words at its beginning and the figures after them, and the labels that such words are."""

from collections.abc import Sequence

from gongkai.readers.matching.figure_text import collapse_spaces, is_blank_text, looks_like_figures, looks_misread
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import LabelMatch

PUNCTUATION = ' \u00a0\u3000（）()“”"：:、，,。;；'
"""Signs that a label may have before or after it."""


def words_and_figures(cells: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Part what spaces set apart in a line into the words before and the figures and dashes at its end.

    Digits that were taken for letters are figures too, if there are words before them.
    """
    first = len(cells)
    while first and any(is_cell(cells[first - 1]) for is_cell in (looks_like_figures, is_blank_text, looks_misread)):
        first -= 1
    return " ".join(cells[:first]), tuple(cells[first:])


def are_labels(words: str, lexicon: Lexicon) -> bool:
    """Whether a text is labels of the form and nothing else."""
    spans = lexicon.scan(words)
    gaps = [words[span.start : span.end] for span in spans if span.match is None]
    return len(gaps) < len(spans) and not any(gap.strip(PUNCTUATION) for gap in gaps)


def row_label(words: str, numbering: str, lexicon: Lexicon) -> LabelMatch | None:
    """What words mean as the label of a row: the last of several labels, before which those of its groups stand.

    So may the title of its part of the table: 第二十条第（一）项 规章.

    Args:
        words: The text.
        numbering: The number that a list gives it.
        lexicon: The labels of the form.
    """
    whole = lexicon.look_up(numbering + collapse_spaces(words))
    if whole is not None:
        return whole
    labels = labels_in(words, lexicon)
    blocks = {item.block for item in labels[-1][1].of("row")} if labels else set()
    are_above = all(
        match.of("group") or any(item.block in blocks for item in match.of("title")) for _, match in labels[:-1]
    )
    return labels[-1][1] if blocks and are_above else None


def labels_in(words: str, lexicon: Lexicon) -> list[tuple[str, LabelMatch]]:
    """The labels that a text consists of, the last one perhaps misprinted; none where it has other words."""
    whole = lexicon.look_up(words)
    if whole is not None and not whole.edits and not whole.partial:
        return [(words, whole)]
    if (behind := _behind_piece_of_group(words, lexicon)) is not None:
        return [behind]
    labels: list[tuple[str, LabelMatch]] = []
    for span in lexicon.scan(words):
        text = words[span.start : span.end]
        match = span.match
        if match is None:
            if not text.strip(PUNCTUATION):
                continue
            match = lexicon.look_up(words[span.start :])
            if match is None or match.partial:
                return [(words, whole)] if whole is not None else []
            return [*labels, (words[span.start :], match)]
        labels.append((text, match))
    return labels


def _behind_piece_of_group(words: str, lexicon: Lexicon) -> tuple[str, LabelMatch] | None:
    """The label of a row behind a piece of that of its group, whose other pieces stand on the lines around it.

    So does ``pdftotext -layout`` print a group that is broken over lines: ``（五）不予 1.信访举报投诉类申请``.
    """
    piece, gap, label = words.strip().partition(" ")
    match = lexicon.look_up(label) if gap else None
    if match is None or match.edits or match.partial or not match.of("row"):
        return None
    return (label, match) if all(lexicon.is_piece_of_group(piece, row) for row in match.of("row")) else None
