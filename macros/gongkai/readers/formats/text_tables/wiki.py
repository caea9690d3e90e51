"""Tables as MediaWiki and AsciiDoc write them, with cells that span others, as a line a row with tabs between cells.

What a span covers becomes empty cells. A table that does not come out even is left as it stands.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.readers.document.spans import MOST_CELLS, WIDEST
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_ATTRIBUTES = re.compile(r"\s*(?:[a-z-]+\s?=\s?(?:\"[^\"|]*\"|'[^'|]*'|[^\s|\"'=]+)(?:\s+|(?=\|)))+\|(?!\|)")
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,3})")
_ASCIIDOC_CELL = re.compile(r"(?:(?<=\s)|^)(?:(?P<col>\d{1,3})?(?:\.(?P<row>\d{1,3}))?\+)?[.<^>]*[aehlmsv]?\|")
_ASCIIDOC_SPAN, _EDGE = re.compile(r"(?:^|\s)(?:\d{1,3}|\d{0,3}\.\d{1,3})\+[.<^>]*[a-z]?\|"), "|==="
_OPEN, _CLOSE = "{|", "|}"
_COLUMNS = re.compile(r"\[.*?cols=\"?([^\"\]]*)\"?.*\]\s*")
_SIGNS = re.compile(r"'{2,5}|<br\s*/?>|</?(?:p|span|font|div)(?![^>]*(?:display|visib|through))[^>]*>")
"""Marks of what looks alike with them and without; not of a text that is hidden or struck out."""


@dataclass(slots=True)
class _Cell:
    """A cell: the number of its first line, the columns and rows that it spans, and its lines of text."""

    number: int
    width: int = 1
    height: int = 1
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text in one line."""
        return " ".join(filter(None, (_SIGNS.sub(" ", text).strip() for text in self.texts)))


def tabbed_wiki(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the marks of such tables; with one, headings lose their marks as well.

    Args:
        lines: Numbers and texts.
    """
    whole: list[NumberedLine] = []
    marks = _Marks(lines)
    place = 0
    while place < len(lines):
        end, rows = _table_at(lines, place, marks)
        whole += rows or lines[place : place + 1]
        place = end if rows else place + 1
    if len(whole) == len(lines):
        return list(lines)
    return [(number, text.strip("= ") if text.startswith("=") else text) for number, text in whole]


class _Marks:
    """Where tables begin and end, looked up once: a text may have thousands of beginnings and no end."""

    def __init__(self, lines: Sequence[NumberedLine]) -> None:
        plain = [text.strip() for _, text in lines]
        self._opens = [place for place, text in enumerate(plain) if text.startswith(_OPEN)]
        self._ends = {sign: [place for place, text in enumerate(plain) if text == sign] for sign in (_CLOSE, _EDGE)}

    def end(self, place: int, sign: str) -> int:
        """The line that ends the table of a line; 0 without one, or where another table begins before."""
        end = _next(self._ends[sign], place)
        return 0 if sign == _CLOSE and 0 < _next(self._opens, place) < end else end


def _next(places: Sequence[int], place: int) -> int:
    """The first of some places behind one; 0 where there is none."""
    at = bisect_right(places, place)
    return places[at] if at < len(places) else 0


def _table_at(lines: Sequence[NumberedLine], place: int, marks: _Marks) -> tuple[int, list[NumberedLine]]:
    """The place behind the table that begins at a line, and its rows; no rows where none does."""
    first = lines[place][1].strip()
    columns = _COLUMNS.fullmatch(first)
    if first.startswith(_OPEN):
        end = marks.end(place, _CLOSE)
        return end + 1, _spread(list(_mediawiki(lines[place + 1 : end] if end else ())))
    start = place + (columns is not None)
    if start >= len(lines) or lines[start][1].strip() != _EDGE:
        return place, []
    end = marks.end(start, _EDGE)
    inner = lines[start + 1 : end] if end else ()
    if not any(_ASCIIDOC_SPAN.search(text) for _, text in inner):
        return place, []
    return end + 1, _spread(_in_rows(list(_asciidoc(inner)), columns[1] if columns else "", inner[0][0]))


def _mediawiki(lines: Sequence[NumberedLine]) -> Iterator[list[_Cell]]:
    """The cells of a table, row by row."""
    row: list[_Cell] = []
    for number, text in lines:
        plain = text.strip()
        if plain.startswith(("|-", "|+")):
            if row:
                yield row
            row = []
        elif plain.startswith(("|", "!")):
            for piece in re.split(r"\|\||!!", plain[1:]):
                attributes = _ATTRIBUTES.match(piece)
                spans = dict(_SPAN.findall(attributes[0])) if attributes else {}
                own = piece[attributes.end() :] if attributes else piece
                row.append(_Cell(number, int(spans.get("col", 1)), int(spans.get("row", 1)), [own]))
        elif row:
            row[-1].texts.append(plain)
    if row:
        yield row


def _asciidoc(lines: Sequence[NumberedLine]) -> Iterator[_Cell]:
    """The cells of a table in order."""
    cell: _Cell | None = None
    for number, text in lines:
        marks = list(_ASCIIDOC_CELL.finditer(text))
        if cell is not None:
            cell.texts.append(text[: marks[0].start()] if marks else text)
        ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
        for mark, after in zip(marks, ends, strict=True):
            if cell is not None:
                yield cell
            cell = _Cell(number, int(mark["col"] or 1), int(mark["row"] or 1), [text[mark.end() : after]])
    if cell is not None:
        yield cell


def _in_rows(cells: Sequence[_Cell], columns: str, first: int) -> list[list[_Cell]]:
    """Cells in rows of as many columns as a table says, or as its first line has."""
    repeated = re.match(r"(\d{1,2})\*", columns)
    width = int(repeated[1]) if repeated else columns.count(",") + 1
    width = width if columns else sum(cell.width for cell in cells if cell.number == first)
    if sum(cell.width * cell.height for cell in cells) > MOST_CELLS:
        return []
    rows: list[list[_Cell]] = [[]]
    covered: set[tuple[int, int]] = set()
    column = 0
    for cell in cells:
        while (len(rows), column) in covered or column >= width:
            column += 1
            if column >= width:
                rows.append([])
                column = 0
        rows[-1].append(cell)
        below = range(len(rows), len(rows) + cell.height)
        covered |= set(itertools.product(below, range(column, column + cell.width)))
        column += cell.width
    return rows if width > 1 else []


def _spread(rows: Sequence[Sequence[_Cell]]) -> list[NumberedLine]:
    """The rows as lines with tabs, an empty cell for each that a span covers; none where one is wider than another."""
    places: dict[tuple[int, int], str] = {}
    widths: list[int] = []
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in places:
                column += 1
            if column + cell.width > WIDEST:
                return []
            covered = itertools.product(range(at, min(at + cell.height, len(rows))), range(column, column + cell.width))
            places |= dict.fromkeys(covered, "")
            places[at, column] = cell.text.replace("\t", " ")
        widths.append(sum((at, place) in places for place in range(WIDEST)))
    if len(rows) < 2 or len(set(widths)) > 1 or not all(rows):  # noqa: PLR2004 - one row is no table
        return []
    return [
        (row[0].number, "\t".join(places[at, column] for column in range(widths[0]))) for at, row in enumerate(rows)
    ]
