"""Joins lines of figures to the lines of labels before or behind them: a row over two lines of text.

One figure a line is ``stacked_lines``. Whether the figures stand behind their label or before it is the same for all
rows of a document, and is told by what stands first and last between two heads or titles. Where figures stand before
their labels, single ones do as well.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.matching.tokenise.model import TokenLine


def join_figure_lines(lines: Sequence[TokenLine]) -> tuple[TokenLine, ...]:
    """Join figures to their labels, if all stand behind theirs, or all before."""
    votes = {
        vote for run in _runs(lines, 2) if (vote := _are_behind(lines[run.start], lines[run.stop - 1])) is not None
    }
    if len(votes) != 1:
        return tuple(lines)
    behind = votes.pop()
    joined: list[TokenLine] = []
    least = 2 if behind else 1
    inner = {number for run in _runs(lines, least) for number in run}
    for number, line in enumerate(lines):
        above, below = (joined[-1], line) if joined and {number - 1, number} <= inner else (None, None)
        labels, figures = (above, below) if behind else (below, above)
        if labels is not None and figures is not None and _is_label(labels) and _are_figures(figures, least):
            joined[-1] = _row(labels, figures)
        else:
            joined.append(line)
    return tuple(joined)


def _are_behind(first: TokenLine, last: TokenLine) -> bool | None:
    """Whether figures stand behind their labels, by the first and last line of a run; None where these do not say."""
    return _is_label(first) if _is_label(first) != _is_label(last) else None


def _runs(lines: Sequence[TokenLine], least: int) -> list[range]:
    """Lines that are labels of rows, or so many figures at least, where there are both."""
    runs: list[range] = []
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and (_is_label(lines[end]) or _are_figures(lines[end], least)):
            continue
        run = range(start, end)
        if any(_are_figures(lines[number], least) for number in run) and any(
            _is_label(lines[number]) for number in run
        ):
            runs.append(run)
        start = end + 1
    return runs


def _is_text(line: TokenLine) -> bool:
    return not (line.is_grid or line.section or line.picture or line.page_number or line.moved or line.footnote)


def _is_label(line: TokenLine) -> bool:
    """Whether a line is labels alone, the last of them of a row and no column's."""
    matches = line.matches
    if not matches or len(matches) != len(line.tokens) or not _is_text(line) or not line.complete:
        return False
    return bool(matches[-1].of("row")) and not matches[-1].of("column")


def _are_figures(line: TokenLine, least: int) -> bool:
    """Whether a line is figures and blanks alone, at least so many."""
    return (
        len(line.tokens) >= least and _is_text(line) and all(token.is_figure or token.is_blank for token in line.tokens)
    )


def _row(labels: TokenLine, figures: TokenLine) -> TokenLine:
    first = len(labels.tokens)
    behind = tuple(replace(token, column=first + place) for place, token in enumerate(figures.tokens))
    return replace(labels, tokens=(*labels.tokens, *behind), glued=True)
