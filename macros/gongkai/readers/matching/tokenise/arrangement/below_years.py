"""Marks rows whose figures may belong to either of two heads: of two years, or of the form and the document's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.readers.document import Origin
from gongkai.readers.matching.tokenise.arrangement.own_heads import has_sum_of_own, is_own_head
from gongkai.readers.matching.tokenise.arrangement.years.words import is_of_year, names_both
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import TokenLine

_IN_TURN = 4
"""How many successive lines of a single word are looked at together."""
_MOST_PIECES, _LONGEST = 5, 8
"""The most pieces into which figures break a short line of text, and the most characters of a head."""


def mark_below_years(lines: Sequence[TokenLine], year: int | None, lexicon: Lexicon) -> Iterator[TokenLine]:
    """The lines, with those below heads of this year and another one marked, up to the next section or table.

    Heads may be lines of their own, or two rows of a table; such a line that is no head of the form may belong to
    another year as well.

    Args:
        lines: All lines of the document.
        year: The reporting year, if known.
        lexicon: Labels of its form.
    """
    two_years, table, before = False, 0, TokenLine((), Origin())
    is_whole = False
    heads: list[str] = []
    years = set[bool | None]()
    for number, line in enumerate(lines):
        if line.section or line.table != table:
            two_years, table = False, line.table
        whole = _words_with_figure(line, lines[number + 1 : number + _MOST_PIECES])
        if line.section or line.table or (line.figures and not whole):
            heads = []
        others = [token.text for token in line.tokens if token.match is None and token.text and not token.covered]
        words = others if line.is_grid else " ".join(others).split()
        if line.section or line.table != before.table or before.figures:
            years = set()
        years.update(is_of_year(word, year) for word in words if line.table)
        is_rest = is_whole and _goes_on(before, line)
        is_whole = bool(whole) or is_rest
        if len(line.tokens) == 1 and not is_rest:
            heads.append(whole or line.tokens[0].text.strip())
        two_years = two_years or names_both(words, line.text, year) or names_both(heads[-_IN_TURN:], "", year)
        two_years = two_years or names_both(_words_of_cells(line), "", year) or is_own_head(line, before, lexicon)
        two_years = two_years or has_sum_of_own(line) or {True, False} <= years
        before = line if line.tokens else before
        yield replace(line, below_years=True) if two_years or _goes_on_behind_labels(line) else line


def _goes_on_behind_labels(line: TokenLine) -> bool:
    """Whether a row of a grid repeats its labels between its figures, as where last year's table stands beside it.

    The row has a cell too many then, and its last figure stands where the labels of last year's row begin.
    """
    tokens = line.tokens if line.table else ()
    figures = [place for place, token in enumerate(tokens) if token.is_figure]
    if not figures:
        return False
    labels = {token.match.text for token in tokens[: figures[0]] if token.match is not None}
    between = tokens[figures[0] : figures[-1]]
    return any(token.match is not None and token.match.text in labels for token in between)


def _words_of_cells(line: TokenLine) -> list[str]:
    """The words of a line, cell by cell."""
    return [text for token in line.tokens if not token.covered and (text := token.text.strip())]


def _goes_on(before: TokenLine, line: TokenLine) -> bool:
    """Whether two lines of tokens are pieces of one line of text."""
    return not line.table and line.origin == before.origin and line.span[0] == before.span[1] > 0


def _words_with_figure(line: TokenLine, following: Sequence[TokenLine]) -> str:
    """A short line of text that begins with a figure and continues with words, such as 1季度; empty for other lines."""
    if line.table or not line.figures or line.matches:
        return ""
    last, text = line, line.text.strip()
    for piece in takewhile(lambda piece: not (piece.matches or piece.figures), following):
        if not _goes_on(last, piece):
            break
        last, text = piece, text + piece.text.strip()
    return text if last is not line and len(text) <= _LONGEST else ""
