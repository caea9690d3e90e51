"""Leaves out the heads that a table without ruling lines repeats in part at the top of a page.

A word processor repeats the rows that are marked as heads, often the first one alone: 行政复议 and 行政诉讼 without the
columns below them. Between rows they would end the table; within heads that break over the page they would split the
words. Heads that are repeated in full name every column and are kept: they may be another table's. So are those below
the title of a table at the foot of the page before: small tables of one form have some heads alike.
"""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.formats.pdf_bare.columns import TITLE_OF_TABLE, figures_of, is_figure
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece

_Part = DraftBlock | PdfLine
_Key = tuple[str, int, int]
"""The words of a piece, and where it begins and ends, in whole points."""

_MOST_LINES = 24
"""The most lines that the heads of a table take."""
_ABOVE = 3
"""The most lines above the first head at which a label beside it may begin."""
_NEAR = 3
"""The most lines from one repeated head to the next: the words of a taller cell beside it stand between the rows."""


def without_repeated_heads(pages: Sequence[Sequence[_Part]]) -> list[list[_Part]]:
    """The pages without the heads that are repeated in part at the top.

    Args:
        pages: The parts of each page, from top to bottom.
    """
    reduced = [list(page) for page in pages]
    for above, page in zip(pages, reduced[1:], strict=False):
        lines, before = ([part for part in parts if isinstance(part, PdfLine)] for parts in (page, above))
        if lines and page[0] is lines[0] and not (before and TITLE_OF_TABLE.fullmatch(before[-1].text)):
            rests = {id(line): rest for line, rest in _rests(lines, before)}
            left = [rests.get(id(part), part) for part in page]
            page[:] = [part for part in left if part is not None]
    return reduced


def _rests(lines: Sequence[PdfLine], above: Sequence[PdfLine]) -> list[tuple[PdfLine, PdfLine | None]]:
    """The lines at the top of a page that repeat heads of the page before, each with what is left without them."""
    unseen, required = _heads(above, lines[0])
    rests: list[tuple[PdfLine, PdfLine | None]] = []
    last = 0
    for number, line in enumerate(lines[:_MOST_LINES]):
        if number - last > _NEAR:
            break
        own = [piece for piece in line.pieces if _key(piece) in unseen]
        if own:
            last = number
            for piece in own:
                unseen.remove(_key(piece))
            rests.append((line, _without(line, own)))
    is_table = any(len(line.pieces) > 1 for line in lines[: last + _NEAR])
    is_partial = any(key in unseen for key in required)
    return rests if is_partial and is_table else []


def _heads(above: Sequence[PdfLine], first: PdfLine) -> tuple[list[_Key], list[_Key]]:
    """The heads on a page that the first line of the next page repeats; empty where it repeats none.

    Returns:
        The keys of the heads together with the words right above, which may belong to them; and of the heads alone.
    """
    last = {_key(piece): number for number, line in enumerate(above) for piece in line.pieces}
    keys = {_key(piece) for piece in first.pieces}
    if not keys <= last.keys() or any(map(is_figure, first.pieces)) or first.text.endswith("。"):
        return [], []
    start = min(last[key] for key in keys)
    end = next((number for number in range(start, len(above)) if figures_of(above[number])), len(above))
    if end - start > _MOST_LINES or not any(len(line.pieces) > 1 for line in above[start:end]):
        return [], []
    with_above, heads = (
        [_key(piece) for line in above[begin:end] for piece in line.pieces if not is_figure(piece)]
        for begin in (max(start - _ABOVE, 0), start)
    )
    return with_above, heads


def _key(piece: PdfPiece) -> _Key:
    return piece.text, round(piece.left), round(piece.right)


def _without(line: PdfLine, heads: Sequence[PdfPiece]) -> PdfLine | None:
    """A line without some of its pieces; None where nothing is left."""
    pieces = tuple(piece for piece in line.pieces if piece not in heads)
    if not pieces:
        return None
    text = " ".join(piece.text for piece in pieces)
    return replace(line, text=text, left=pieces[0].left, right=pieces[-1].right, pieces=pieces)
