"""Joins lines of figures to the lines of labels before or after them: a row over two lines of text.

One figure a line is ``stacked_lines``. Whether the figures stand after their label or before it is the same for all
rows of a document, and is told by what stands first and last between two heads or titles. Where figures stand before
their labels, single ones do as well; where that is not known, a figure between two labels is joined to neither.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.matching.figure_text import looks_misread
from gongkai.readers.matching.tokenise.model import TokenLine


def join_figure_lines(lines: Sequence[TokenLine]) -> tuple[TokenLine, ...]:
    """Join figures to their labels, if all stand after theirs, or all before."""
    votes = _votes(lines, 2)
    before = votes == {False} and True not in _votes(lines, 1) and _count_labels(lines, 2) > 1
    if before or votes == {True}:
        lines = _joined(lines, behind=not before)
    return tuple(lines if before else _without_single_figures_of_two(lines))


def _count_labels(lines: Sequence[TokenLine], least: int) -> int:
    """How many labels the runs of a document hold: what a single one says may be chance."""
    return sum(_is_label(lines[number]) for run in _runs(lines, least) for number in run)


def _votes(lines: Sequence[TokenLine], least: int) -> set[bool]:
    """What the runs of a document say on whether figures stand after their labels."""
    return {vote for run in _runs(lines, least) if (vote := _are_behind(lines, run)) is not None}


def _joined(lines: Sequence[TokenLine], *, behind: bool) -> list[TokenLine]:
    joined: list[TokenLine] = []
    least = 2 if behind else 1
    inner = {number for run in _runs(lines, least) for number in run}
    for number, line in enumerate(lines):
        above, below = (joined[-1], line) if joined and {number - 1, number} <= inner else (None, None)
        labels, figures = (above, below) if behind else (below, above)
        if labels is not None and figures is not None and _is_label(labels) and _are_figures(figures, least):
            rest = replace(figures, tokens=(), moved=True)  # it still belongs to the table, not to the narrative
            joined[-1:] = (_row(labels, figures), rest) if behind else (rest, _row(labels, figures))
        else:
            joined.append(line)
    return joined


def _without_single_figures_of_two(lines: Sequence[TokenLine]) -> list[TokenLine]:
    """The lines, those of a single figure left to nobody that may be of the label before it or of the one after it.

    So it is in a run which does not say itself that figures stand after their labels, where another one says that they
    stand before them, or where no run says anything and a line with words that cannot be read is next to this one.
    """
    votes = _votes(lines, 1)
    doubtful = {
        number
        for run in _runs(lines, 1)
        if _are_behind(lines, run) is not True and (False in votes or not (votes or _is_set_apart(lines, run)))
        for number in run
        if _is_between_labels(lines, number)
    }
    return [replace(line, complete=False) if number in doubtful else line for number, line in enumerate(lines)]


def _is_between_labels(lines: Sequence[TokenLine], number: int) -> bool:
    """Whether a line is one figure alone, with a label right before it or right after it, and no other figure."""
    around = [lines[place] for place in (number - 1, number + 1) if 0 <= place < len(lines)]
    alone = len(lines[number].tokens) == 1 and _are_figures(lines[number], 1)
    return alone and any(map(_is_label, around)) and not any(_are_figures(line, 1) for line in around)


def _are_behind(lines: Sequence[TokenLine], run: range) -> bool | None:
    """Whether figures stand after their labels, by the first and last line of a run; None where these do not say."""
    first, last = lines[run.start], lines[run.stop - 1]
    says = _is_label(first) != _is_label(last) and _is_set_apart(lines, run)
    return _is_label(first) if says else None


def _is_set_apart(lines: Sequence[TokenLine], run: range) -> bool:
    """Whether no line with words that cannot be read is next to a run: it may be a row of the same table."""
    return all(lines[place].complete for place in (run.start - 1, run.stop) if 0 <= place < len(lines))


def _runs(lines: Sequence[TokenLine], least: int) -> list[range]:
    """Runs of lines that are labels of rows or hold enough figures, where a run has both."""
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
    other = line.is_grid or line.section or line.picture or line.page_number or line.moved or line.footnote
    return not (other or line.is_paired)


def _is_label(line: TokenLine) -> bool:
    """Whether a line is labels alone, the last of them of a row and no column's."""
    matches = line.matches
    if not matches or len(matches) != len(line.tokens) or not _is_text(line) or not line.complete:
        return False
    return bool(matches[-1].of("row")) and not matches[-1].of("column")


def _are_figures(line: TokenLine, least: int) -> bool:
    """Whether a line is figures and blanks alone, at least ``least`` of them; digits taken for letters are figures."""
    are_cells = all(token.is_figure or token.is_blank or looks_misread(token.text) for token in line.tokens)
    return len(line.tokens) >= least and _is_text(line) and are_cells


def _row(labels: TokenLine, figures: TokenLine) -> TokenLine:
    first = len(labels.tokens)
    behind = tuple(replace(token, column=first + place) for place, token in enumerate(figures.tokens))
    return replace(labels, tokens=(*labels.tokens, *behind), glued=True)
