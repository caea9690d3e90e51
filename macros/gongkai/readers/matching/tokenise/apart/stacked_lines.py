"""Joins lines of one figure each: some extractions set every cell of a table on a line of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import looks_misread
from gongkai.readers.matching.label_text import is_numbering
from gongkai.readers.matching.tokenise.model import Token, TokenLine
from gongkai.readers.matching.tokenise.text_lines import BRACKETED_NOTE

_MOST_TOKENS = 500
"""Tokens of a row that takes no further lines; all tables of a report together have 200 figures."""


def join_stacked_lines(lines: Iterable[TokenLine]) -> tuple[TokenLine, ...]:
    """Join single figures to the labels or figures before them, and a note in brackets to the figure before it."""
    joined: list[TokenLine] = []
    row = 0
    for line in lines:
        if not joined or not _continues(joined[row], line) or _is_head(joined, row):
            row = len(joined)
            joined.append(line)
            continue
        previous = joined[row]
        if BRACKETED_NOTE.fullmatch(line.text):
            tokens = (*previous.tokens[:-1], with_note(previous.tokens[-1], line))
        else:
            tokens = (*previous.tokens, replace(line.tokens[0], column=len(previous.tokens)))
        joined[row] = replace(previous, tokens=tokens, stacked=True)
        joined.append(replace(line, tokens=(), moved=True))
    return tuple(joined)


def takes_note(figure: Token) -> bool:
    """Whether a note in brackets on the next line may be one on a figure."""
    return figure.is_figure and "（" not in figure.text


def with_note(figure: Token, line: TokenLine) -> Token:
    """A figure with the note on the next line after it."""
    return replace(figure, text=figure.text + line.text.strip())


def _is_head(lines: Sequence[TokenLine], number: int) -> bool:
    """Whether a line that is called like a row is the head of a column, as one is right above it."""
    if not any(match.of("column") for match in lines[number].matches):
        return False
    above = next((line for line in lines[number - 1 :: -1] if not line.page_number), None) if number else None
    return above is not None and _are_heads(above)


def _are_heads(line: TokenLine) -> bool:
    return not line.is_grid and 0 < len(line.tokens) == sum(bool(match.of("column", "heads")) for match in line.matches)


def _stands_alone(line: TokenLine) -> bool:
    """Whether no other line goes on with a line, and it with none."""
    other = line.table or line.picture or line.page_number or line.section or line.footnote
    return bool(other or line.is_paired or not line.complete)


def _continues(previous: TokenLine, line: TokenLine) -> bool:
    """Whether a line goes on with the one before it: a single figure, or a note on the figure before."""
    if any(map(_stands_alone, (previous, line))) or len(line.tokens) != 1 or line.matches:
        return False
    if not 0 < len(previous.tokens) < _MOST_TOKENS:
        return False
    if is_numbering(line.text):  # of the next label, whose words are on the lines that follow
        return False
    if BRACKETED_NOTE.fullmatch(line.text):
        return takes_note(previous.tokens[-1])
    if not (line.tokens[0].is_figure or line.tokens[0].is_blank or looks_misread(line.tokens[0].text)):
        return False
    labels = len(previous.matches)
    return 0 < labels == len(previous.tokens) or previous.stacked or (labels == 0 and len(previous.tokens) == 1)
