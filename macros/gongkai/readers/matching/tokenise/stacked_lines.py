"""Joins lines of one figure each: some extractions set every cell of a table on a line of its own."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.readers.matching.label_text import is_numbering
from gongkai.readers.matching.tokenise.model import TokenLine
from gongkai.readers.matching.tokenise.text_lines import BRACKETED_NOTE


def join_stacked_lines(lines: Iterable[TokenLine]) -> tuple[TokenLine, ...]:
    """Join single figures to the labels or figures before them, and a note in brackets to the figure before it."""
    joined: list[TokenLine] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if previous is None or not _continues(previous, line):
            joined.append(line)
        elif BRACKETED_NOTE.fullmatch(line.text):
            figure = previous.tokens[-1]
            tokens = (*previous.tokens[:-1], replace(figure, text=figure.text + line.text.strip()))
            joined[-1] = replace(previous, tokens=tokens, stacked=True)
        else:
            tokens = (*previous.tokens, replace(line.tokens[0], column=len(previous.tokens)))
            joined[-1] = replace(previous, tokens=tokens, stacked=True)
    return tuple(joined)


def _continues(previous: TokenLine, line: TokenLine) -> bool:
    """Whether a line goes on with the one before it: a single figure, or a note on the figure before."""
    if any(item.table or item.picture or item.page_number or not item.complete for item in (previous, line)):
        return False
    if previous.section or line.section or not previous.tokens or len(line.tokens) != 1 or line.matches:
        return False
    if is_numbering(line.text):  # of the next label, whose words are on the lines that follow
        return False
    if BRACKETED_NOTE.fullmatch(line.text):
        return previous.tokens[-1].is_figure and "（" not in previous.tokens[-1].text
    if not (line.tokens[0].is_figure or line.tokens[0].is_blank):
        return False
    labels = len(previous.matches)
    return 0 < labels == len(previous.tokens) or previous.stacked or (labels == 0 and len(previous.tokens) == 1)
