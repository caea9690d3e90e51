"""Tables in text with bars: a row a line, or a cell a line with its bar after it or on a line of its own.

The bars become tabs, so that the reader of text needs to know tabs only. Where lines hold one cell each, a row begins
at the first words after a figure; where lines of bars alone end the rows, they say so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.document.signs import BARS
from gongkai.readers.document.whitespace import join_wrapped_lines
from gongkai.readers.formats.text_tables.bars_before import without_bars_before_cells
from gongkai.readers.formats.text_tables.delimited import NumberedLine

BAR = re.compile(f"[{BARS}]")
_ALONE = re.compile(r"(?<!\|)(?:\|\|)*\|(?!\|)|\A\s*\|+\s*\Z")
"""A single bar, or one too many; or bars alone, which stand for cells of their own."""
_ONLY_BARS = re.compile(rf"[{BARS}\s]+")
_ENDS_IN_BAR = re.compile(rf"[{BARS}]\s*\Z")
_BLANK_AND_BAR = re.compile(rf"[^\S\n]+[{BARS}]\s*")
"""A cell without text, where a space stands between cells and their bars."""
_BEGINS_WITH_BAR = re.compile(rf"\A\s*[{BARS}]")
FIGURE = re.compile(
    r"(?:大?约|近)?[+\-＋－−]?[\d０-９][\d０-９.,，．]*\s*(?:[百千万亿]*元|[件项个宗次条份人篇家起])?(?:[（(].*[)）])?"
)
BLANK = re.compile(r"[\s/／\-－—–_]*|无|不适用")
_UNREADABLE_FIGURE = re.compile(
    r"(?=[^\d０-９\u3400-\u9fff]*[\d０-９])[^\u3400-\u9fff]+[\u3400-\u9fff]?|[\d０-９]+[^.．、)）\d０-９]\D{0,2}"
)
"""A figure with an unknown sign or word attached (18–, 18余件); the number of a label, as in 1.其他, is not meant."""
_FEWEST = 6
"""The fewest lines with bars in a text that are a table."""
_FEWEST_BARE = 3
"""The fewest rows with a figure after their last bar that show that a bar at the end of a row is no edge."""
FEWEST_ROWS = 3
"""How many times words must follow figures in one line that holds several rows."""
_FEWEST_CELLS = 4
"""The fewest parts between bars of a line that is a row with nothing but its label filled in."""
MOST_IN_A_ROW = 24
"""Cells beyond which a row is several: the form has 18 at most, labels and columns of an office's own counted."""
_LONGEST = 200
"""Characters of a line without bars that may be a cell."""


def tabbed_bars(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the bars of tables.

    Args:
        lines: Numbers and texts.
    """
    lines = _with_single_bars(lines)
    barred = [text for _, text in lines if BAR.search(text)]
    if len(barred) < _FEWEST or any("\t" in text for text in barred):
        return list(lines)
    if cells := without_bars_before_cells(lines, barred):
        return cells
    alone = sum(_ONLY_BARS.fullmatch(text) is not None for text in barred)
    several = sum(_holds_cells(text) for text in barred)
    if several * 2 > len(barred) - alone:
        edges = _edges(barred)
        return [(number, _row(text, edges)) for number, text in lines]
    flush = any(_ONLY_BARS.fullmatch(text) and not text[0].isspace() for text in barred)
    ends = 2 * (len(barred) - alone) > alone and _end_rows(barred)
    return list(_CellByCell(bars_behind_cells=ends, blanks_indented=flush).rows(lines))


def _holds_cells(text: str) -> bool:
    """Whether a line with bars holds several cells, or words and blank cells after them."""
    cells = BAR.split(text)
    filled_count = sum(bool(cell.strip()) for cell in cells)
    return filled_count > 1 or (filled_count == 1 and len(cells) >= _FEWEST_CELLS)


def _end_rows(barred: Sequence[str]) -> bool:
    """Whether the lines of bars alone end rows, though cells have their bars after them.

    Without ends of rows they are blank cells, if there are any: then one row goes on over several labels with figures.
    """
    cells = turns = 0
    figures = False
    for text in barred:
        if _ONLY_BARS.fullmatch(text):
            cells = turns = 0
            figures = False
            continue
        words = BAR.split(text)[0].strip()
        is_figure = FIGURE.fullmatch(words) is not None
        cells, turns = cells + 1, turns + (figures and not is_figure)
        figures = is_figure
        if cells > MOST_IN_A_ROW and turns >= FEWEST_ROWS:
            return False
    return True


def _with_single_bars(lines: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """The lines, with one bar between cells where all of the text has two, as wikis write tables."""
    barred = [text for _, text in lines if "|" in text]
    if not barred or any(_ALONE.search(text) for text in barred):
        return lines
    return [(number, text.replace("||", "|")) for number, text in lines]


def _edges(barred: Sequence[str]) -> list[re.Pattern[str]]:
    """The outermost bars of lines that are edges of their table: those that most lines have.

    Where a column of totals is blank, rows end in a bar as well; other rows then end in a figure.
    """
    ends = sum(_ENDS_IN_BAR.search(line) is not None for line in barred)
    bare = sum(FIGURE.fullmatch(BAR.split(line)[-1].strip()) is not None for line in barred)
    begins = sum(_BEGINS_WITH_BAR.match(line) is not None for line in barred)
    return [
        *([_ENDS_IN_BAR] if 2 * ends > len(barred) and bare < _FEWEST_BARE else []),
        *([_BEGINS_WITH_BAR] if 2 * begins > len(barred) else []),
    ]


def _row(text: str, edges: Sequence[re.Pattern[str]]) -> str:
    """A row in one line, without the bars at its edges."""
    if not BAR.search(text):
        return text
    for edge in edges:
        text = edge.sub("", text)
    cells = [cell.strip() for cell in BAR.split(text)]
    return "\t".join([*cells, ""] if len(cells) == 1 else cells)


@dataclass(slots=True)
class _Row:
    """Cells of one row, or of a part of it; none where a bar stands alone that may be of a blank cell."""

    number: int
    cells: list[str]

    def line(self) -> NumberedLine:
        """The row in one line, with tabs between its cells."""
        return self.number, "\t".join([*self.cells, ""] if len(self.cells) == 1 else self.cells)


def _whole_rows(parts: Iterable[NumberedLine | _Row]) -> Iterator[NumberedLine]:
    """The lines of text and the rows, the rows of each table brought to one width where they allow it."""
    table: list[_Row] = []
    for part in parts:
        if isinstance(part, _Row):
            if part.cells or table:
                table.append(part)
            continue
        yield from (row.line() for row in _joined(table))
        table = []
        yield part
    yield from (row.line() for row in _joined(table))


def _joined(rows: list[_Row]) -> list[_Row]:
    """The rows of a table, those joined that a blank cell cut in two: a bar on a line of its own may be either.

    The first row says how many cells a row has. What goes on with a figure or a blank is joined, if every row comes to
    as many cells then, but for the last one, which may have been cut off.
    """
    joined: list[_Row] = []
    width = len(rows[0].cells) if rows else 0
    for row in rows:
        goes_on = not row.cells or FIGURE.fullmatch(row.cells[0]) or BLANK.fullmatch(row.cells[0])
        if joined and len(joined[-1].cells) < width and goes_on:
            joined[-1] = _Row(joined[-1].number, [*joined[-1].cells, "", *row.cells])
        else:
            joined.append(row)
    complete = all(len(row.cells) == width for row in joined[:-1])
    if complete and len(joined) > 1 and len(joined[-1].cells) <= width:
        return joined
    return [row for row in rows if row.cells]


@dataclass(slots=True)
class _CellByCell:
    """Puts cells that stand on lines of their own into rows.

    Attributes:
        bars_behind_cells: Whether the bar is after its cell, so that a line of bars alone ends a row; else bars on
            lines of their own are between cells, and nothing says where a row ends.
        blanks_indented: Whether a space before a bar alone tells a cell without text from the end of a row.
    """

    bars_behind_cells: bool
    blanks_indented: bool
    _cells: list[str] = field(default_factory=list)
    _number: int = 0
    _open: list[NumberedLine] = field(default_factory=list)
    """Lines since the last bar: a cell, or text before the table."""
    _before: list[NumberedLine] = field(default_factory=list)
    """The lines before the last one of the first cell of a row: of that cell, or text between two rows."""
    _width: int = 0
    """How many cells the row has that ended right above these lines; none where something stands between."""

    def rows(self, lines: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
        """The rows of the tables, and the other lines."""
        return _whole_rows(self._parts(lines))

    def _parts(self, lines: Sequence[NumberedLine]) -> Iterator[NumberedLine | _Row]:
        for number, text in lines:
            if not BAR.search(text):
                yield from self._add_words(number, text)
                continue
            parts = [part.strip() for part in BAR.split(text)]
            if self.bars_behind_cells and self.blanks_indented and _BLANK_AND_BAR.fullmatch(text):
                yield from self._close_words("", number)
                continue
            if _ONLY_BARS.fullmatch(text):
                yield from self._add_bars(number, len(parts) - 1)
                continue
            yield from self._close_words(parts[0], number)
            for part in parts[1:-1]:
                yield from self._add_cell(part, number)
            if parts[-1]:
                self._open.append((number, parts[-1]))
        if self._cells and len(self._open) == 1 and self._is_cell(self._open[0][1]):
            yield from self._close_words("", 0)
        yield from self._end_row()
        yield from self._open

    def _is_cell(self, text: str) -> bool:
        return len(text) <= _LONGEST and not is_section_title(text)

    def _add_words(self, number: int, text: str) -> Iterator[NumberedLine | _Row]:
        """A line without a bar: part of a cell, or text outside of the table."""
        if not text.strip():
            self._width = self._width if self._cells else 0
            if not self._cells:
                yield from self._open
                yield number, text
                self._open = []
            return
        if not self._is_cell(text):
            yield from self._end_of_table()
            yield number, text
            return
        self._open.append((number, text))

    def _end_of_table(self) -> Iterator[NumberedLine | _Row]:
        if self._cells and self._open:
            yield from self._close_words("", 0)
        yield from self._end_row()
        yield from self._open
        self._open = []

    def _close_words(self, more: str, number: int) -> Iterator[NumberedLine | _Row]:
        """A bar: the words before it are a cell; of several lines above a row the last one is, or all of them."""
        words = [*self._open, *([(number, more)] if more else [])]
        self._open = []
        if not self._cells and len(words) > 1:
            self._before, words = words[:-1], words[-1:]
        if words:
            yield from self._add_cell(join_wrapped_lines([text.strip() for _, text in words]), words[0][0])
        elif self.bars_behind_cells:
            yield from self._add_cell("", number)

    def _add_bars(self, number: int, count: int) -> Iterator[NumberedLine | _Row]:
        """A line of bars alone: the first one may close a cell, the last one a row, and the others are blank cells."""
        closes_cell = bool(self._open)
        if closes_cell:
            yield from self._close_words("", number)
        for _ in range(count - (self.bars_behind_cells or closes_cell)):
            yield from self._add_cell("", number)
        if self.bars_behind_cells:
            if not self._cells:
                yield _Row(number, [])
            yield from self._end_row()

    def _add_cell(self, text: str, number: int) -> Iterator[NumberedLine | _Row]:
        if not self.bars_behind_cells and self._begins_row(text):
            yield from self._end_row()
        if not self._cells:
            self._number = number
        self._cells.append(text)

    def _begins_row(self, text: str) -> bool:
        """Whether words follow a figure or a blank."""
        words = not BLANK.fullmatch(text) and not all(map(FIGURE.fullmatch, text.split(" ")))
        words = words and not _UNREADABLE_FIGURE.fullmatch(text)
        return words and any(FIGURE.fullmatch(cell) or BLANK.fullmatch(cell) for cell in self._cells)

    def _end_row(self) -> Iterator[NumberedLine | _Row]:
        if self._before and self._is_row_of_figures():
            self._number = self._before[0][0]
            self._cells[0] = join_wrapped_lines([*(text.strip() for _, text in self._before), self._cells[0]])
        else:
            yield from self._before
        if self._cells:
            yield _Row(self._number, self._cells)
        self._before, self._width, self._cells = [], len(self._cells), []

    def _is_row_of_figures(self) -> bool:
        """Whether a row is as long as the one right above it, and has a label and figures: its label may be broken."""
        is_as_long = len(self._cells) == self._width > 1
        label, *others = self._cells or [""]
        has_figures = any(FIGURE.fullmatch(text) for cell in others for text in cell.split(" "))
        return is_as_long and has_figures and not (FIGURE.fullmatch(label) or BLANK.fullmatch(label))
