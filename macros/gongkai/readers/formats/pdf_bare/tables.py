"""Tables without lines on the pages of a PDF: which lines of print they are, and which columns these have.

A table is a run of lines that gaps part into pieces, some of them figures. A column is a strip of the paper in which
pieces stand below each other. A label that breaks takes several lines of print; which ones are one row is told in the
stage ``tokenise``, where labels are known: here a line of print is a row.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.readers.document.draft_blocks import DraftBlock
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.whitespace import starts_paragraph
from gongkai.readers.formats.pdf_bare.charts import is_bar_chart
from gongkai.readers.formats.pdf_bare.columns import SLACK, figures_of, is_figure, rows_of
from gongkai.readers.formats.pdf_bare.moved import cut_where_columns_move
from gongkai.readers.formats.pdf_bare.page_heads import without_repeated_heads
from gongkai.readers.formats.pdf_lines import PdfLine, PdfPiece

_WORDS = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff]")
"""A Chinese character, or the radical of that shape that browsers print in its place."""
_NO_HEAD = re.compile(r"[\d０-９]|^[（(]|^[^（(]*[)）]$|^[不适用\u2f64]+$|^[万亿]?[元件项宗家起]$")
"""Pieces of figures that break: a note, a unit, 不适用."""
_REST = re.compile(r"[^（(]*[)）]|[不适用\u2f64]+|[百千万亿]*元|[件项个宗次条份篇家起]")
"""The last line of such a figure."""
_FEWEST_LINES, _FEWEST_FIGURES = 2, 3
"""The fewest lines of several pieces in a table, or else the fewest figures in its one line."""
_MOST_BETWEEN = 12
"""Lines of a broken label between two lines with figures."""
_CLOSE = 1.8
"""Distance of two lines of one label, by the size of their characters."""
_NEXT = 1.4
"""Distance of two lines of one label of which the second stands on the next page, by the size of their characters."""
_BESIDE = 4
"""Lines above one of which the last line of a label stands: those of other cells may be between."""


def with_bare_tables(pages: Sequence[Sequence[DraftBlock | PdfLine]]) -> list[list[DraftBlock | PdfLine]]:
    """The pages with the lines of each table without lines in one block, on the page where it begins.

    Args:
        pages: The parts of each page, from top to bottom.
    """
    pages = without_repeated_heads(pages)
    places = [(page, part) for page, parts in enumerate(pages) for part in range(len(parts))]
    changed: dict[tuple[int, int], DraftBlock | None] = {}
    run: list[tuple[int, int]] = []
    for place in [*places, None]:
        part = pages[place[0]][place[1]] if place is not None else None
        if place is not None and isinstance(part, PdfLine):
            run.append(place)
            continue
        lines = [pages[page][number] for page, number in run]
        for first, last in _tables([line for line in lines if isinstance(line, PdfLine)]):
            own = [line for line in lines[first:last] if isinstance(line, PdfLine)]
            changed.update(dict.fromkeys(run[first:last]))
            rows = tuple(rows_of(own))
            changed[run[first]] = DraftBlock(rows=rows, tops=_tops(own, run[first:last]), may_lack_cells=True)
        run = []
    blocks = (
        [changed.get((page, number), part) for number, part in enumerate(parts)] for page, parts in enumerate(pages)
    )
    return [
        [part for part in parts if part is not None and not (isinstance(part, PdfLine) and part.is_number)]
        for parts in blocks
    ]


def _tops(lines: Sequence[PdfLine], places: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """How far down each line stands; one that begins a page stands as close to the one above as lines of a label do."""
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    tops = [0.0]
    for (one, (page, _)), (other, (following, _)) in itertools.pairwise(zip(lines, places, strict=True)):
        tops.append(tops[-1] + (max(other.top - one.top, 0.0) if page == following else _NEXT * size))
    return tuple(round(100 * top / size) for top in tops)


def _has_figures(line: PdfLine) -> bool:
    """Whether a line may be a row: figures after a label, or several of them."""
    return bool(figures_of(line))


@dataclass(slots=True)
class _Run:
    """Lines without a table or large picture between them."""

    lines: Sequence[PdfLine]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """First and last line of each stretch of rows and heads, with pieces of labels between them."""
        start: int | None = None
        end = 0
        for number, line in enumerate(self.lines):
            if len(line.pieces) < 2:  # noqa: PLR2004 - a piece by itself parts nothing
                continue
            if start is not None and not self._is_within(end, number):
                yield start, end + 1
                start = None
            start = number if start is None else start
            end = number
        if start is not None:
            yield start, end + 1

    def _is_within(self, above: int, below: int) -> bool:
        between = self.lines[above + 1 : below]
        return len(between) <= _MOST_BETWEEN and all(self._may_be_label(line, above, below) for line in between)

    def _may_be_label(self, line: PdfLine, above: int, below: int) -> bool:
        """Whether a line of one piece between two others may be of a label: it leaves the figures' columns free."""
        zones = [zone for number in (above, below) if (zone := _zone(self.lines[number])) is not None]
        if line.text.endswith(("。", "：", "；")) or is_section_title(line.text):
            return False
        if _is_part_of_figure(line) and any(_is_behind_label(line, self.lines[number]) for number in (above, below)):
            return True
        return not zones or line.right < min(zones) + line.size or line.left > min(zones) - line.size


def _zone(line: PdfLine) -> float | None:
    """Where the figures of a row begin."""
    return min((piece.left for piece in figures_of(line)), default=None)


def _tables(lines: Sequence[PdfLine]) -> Iterator[tuple[int, int]]:
    """First line of each table, and the one after its last."""
    behind = 0
    for start, end in _Run(lines).blocks():
        parts = (part for whole in _parts(lines, start, end) for part in cut_where_columns_move(lines, *whole))
        for first, last in parts:
            rows = [line for line in lines[first:last] if _has_figures(line)]
            figures = sum(len(figures_of(line)) for line in rows)
            parted = sum(len(line.pieces) > 1 for line in lines[first:last])
            if not rows or (parted < _FEWEST_LINES and figures < _FEWEST_FIGURES) or is_bar_chart(lines[first:last]):
                continue
            zone = min(filter(None, map(_zone, rows)))
            above, below = max(_up(lines, first, zone), behind), _down(lines, last, zone)
            yield above, below
            behind = below


def _parts(lines: Sequence[PdfLine], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of lines cut before the heads that follow a row, and before figures where labels stood."""
    zone: float | None = None
    first = start
    for number in range(start, end):
        line = lines[number]
        if zone is not None and _is_below_labels(line, lines[first:number]):
            yield first, max(place for place in range(first, number) if len(lines[place].pieces) > 1) + 1
            first, zone = number, None
        if _has_figures(line):
            zone = min(filter(None, (zone, _zone(line))))
        elif zone is not None and any(_is_head(piece, zone) for piece in line.pieces):
            if not any(map(_has_figures, lines[number:end])):
                break  # heads again, at most with figures that broke on the page before
            last = max(place for place in range(first, number) if len(lines[place].pieces) > 1)
            yield first, last + 1
            first, zone = number, None
    yield first, end


def _is_below_labels(line: PdfLine, above: Sequence[PdfLine]) -> bool:
    """Whether a row of figures alone begins where rows above it have their labels: it is of a table without heads."""
    labels = [other.pieces[0] for other in above if _has_figures(other) and not _is_of_figure(other.pieces[0])]
    below = [label for label in labels if label.right > line.pieces[0].left + SLACK]
    return len(line.pieces) >= _FEWEST_FIGURES and all(map(is_figure, line.pieces)) and 2 * len(below) > len(labels)


def _is_head(piece: PdfPiece, zone: float) -> bool:
    """Whether a piece in the columns of figures is a head: words, and not the rest of a figure that breaks."""
    words = _WORDS.search(piece.text) is not None and _NO_HEAD.search(piece.text) is None
    return piece.right > zone + SLACK and words and not is_figure(piece)


def _up(lines: Sequence[PdfLine], first: int, zone: float) -> int:
    """Take in the lines of labels close above."""
    while first and (
        _is_rest(lines[first - 1], lines[first], zone, above=lines[first])
        or _is_head_above(lines, first, zone)
        or (_is_rest_of_figure(lines[first - 1], zone) and _is_close(lines, first))
    ):
        first -= 1
    return first


def _is_head_above(lines: Sequence[PdfLine], first: int, zone: float) -> bool:
    """Whether the line above holds nothing but a part of a head."""
    line = lines[first - 1]
    return _is_close(lines, first) and len(line.pieces) == 1 and _is_head(line.pieces[0], zone)


def _is_close(lines: Sequence[PdfLine], below: int) -> bool:
    """Whether a line stands right below the one before it, as two lines of a cell do."""
    return lines[below].top - lines[below - 1].top < _CLOSE * lines[below - 1].size


def _down(lines: Sequence[PdfLine], last: int, zone: float) -> int:
    """Take in the lines of labels close below."""
    while last < len(lines) and (
        any(
            _is_rest(lines[last], beside, zone, above=lines[last - 1])
            for beside in lines[max(last - _BESIDE, 0) : last]
        )
        or (_is_part_of_figure(lines[last]) and lines[last].top - lines[last - 1].top < lines[last].size)
        or _is_rest_of_figure(lines[last], zone)
        or (
            _is_part_of_figure(lines[last])
            and _is_behind_label(lines[last], lines[last - 1])
            and _is_close(lines, last)
        )
    ):
        last += 1
    return last


def _is_rest_of_figure(line: PdfLine, zone: float) -> bool:
    """Whether a line is nothing but the rest of a figure that broke, perhaps on the page before."""
    return line.left > zone - SLACK and _is_part_of_figure(line)


def _is_behind_label(line: PdfLine, beside: PdfLine) -> bool:
    """Whether a line begins to the right of the label of a row."""
    return len(beside.pieces) > 1 and line.left > beside.pieces[0].right


def _is_part_of_figure(line: PdfLine) -> bool:
    """Whether a line is nothing but one figure, or the end of one that broke."""
    return len(line.pieces) == 1 and _is_of_figure(line.pieces[0])


def _is_of_figure(piece: PdfPiece) -> bool:
    """Whether a piece is a figure, or a line of one that breaks."""
    return is_figure(piece) or _REST.fullmatch(piece.text) is not None


def _is_rest(line: PdfLine, beside: PdfLine, zone: float, *, above: PdfLine) -> bool:
    """Whether a line of one piece is of a label: close to the table, before the figures, no heading and no sentence."""
    close = abs(line.top - above.top) < _CLOSE * line.size
    before = line.right < zone + line.size / 2
    below = any(piece.left < line.right and piece.right > line.left for piece in beside.pieces)
    return close and before and below and not starts_paragraph(line.text) and not line.text.endswith("。")
