"""Tables in text with commas or semicolons between their cells, as in CSV files, and quoted cells over several lines.

The separators become tabs, so that the reader of text needs to know tabs only. As commas may also separate thousands, a
text is a table only where many of its lines can be nothing else.
"""

import csv
import re
from collections.abc import Sequence

NumberedLine = tuple[int, str]
"""The number of a line in its file, from 1, and its text."""

_FEWEST_CELLS = 4
_FEWEST_LINES = 8
_LONGEST = 60
_LONGEST_LINE = 100_000
"""The most characters of a line of a table, all cells together."""
_MOST_LINES = 12
"""Lines that a quoted cell may span."""
_OPENED = re.compile(r'(?:\A|[\t,;])"')
_CLOSED = re.compile(r'"(?:[\t,;]|\s*\Z)')
_BREAK_IN_FIGURES = re.compile(r"(?<=\d)\n(?=\d)")
_SEPARATOR = re.compile(r"[\t,;]")
_QUOTED_CELL = re.compile(r'(?:(?<=\t)|\A)"((?:[^"]|"")*)"(?=\t|\s*\Z)')
_SHORT = re.compile(r"[\d,.]*(?:\d,\d{1,2}(?!\d)|,,)[\d,.]*|\",|,\"|[件宗项元],[\d,]")
"""A comma that cannot separate thousands: before other digits than three, or beside another one, a quote or 件."""


def with_whole_cells(lines: Sequence[NumberedLine], *, is_csv: bool = False) -> list[NumberedLine]:
    """The lines, with those joined that a quoted cell with line breaks spans, as spreadsheets copy and save it.

    Args:
        lines: Numbers and texts.
        is_csv: Whether they are those of a CSV file: then they are rows of cells, however few.
    """
    joined: list[NumberedLine] = []
    place = 0
    all_quoted = any('"\t"' in text for _, text in lines)  # then a line of one cell is quoted as well
    are_rows = is_csv or sum(max(map(text.count, "\t,;")) >= _FEWEST_CELLS - 1 for _, text in lines) >= _FEWEST_LINES
    while place < len(lines):
        number = lines[place][0]
        end = _end_of_cell(lines, place, are_rows=are_rows)
        whole = _joined([text.strip("\r") for _, text in lines[place : end + 1]])
        joined.append((number, _unquoted(whole) if "\t" in whole or all_quoted or end > place else whole))
        place = max(end, place) + 1
    return joined


def _joined(texts: Sequence[str]) -> str:
    """The lines that a cell spans, as one, with a wide space where the break parts figures from each other."""
    return _BREAK_IN_FIGURES.sub("\u3000", "\n".join(texts)).replace("\n", " ")


def _end_of_cell(lines: Sequence[NumberedLine], start: int, *, are_rows: bool) -> int:
    """Place of the line that closes the cell which a line leaves open; that of the line itself where there is none.

    Args:
        lines: Numbers and texts.
        start: Place of the line.
        are_rows: Whether many lines are rows of cells: then a quoted text alone is a row as well, such as a title.
    """
    text = lines[start][1]
    quotes = text.count('"')
    if quotes % 2 == 0 or not _OPENED.search(text):
        return start
    for place in range(start + 1, min(start + _MOST_LINES, len(lines))):
        quotes += lines[place][1].count('"')
        if quotes % 2 == 0:
            whole = [text for _, text in lines[start : place + 1]]
            is_row = (
                are_rows if _QUOTED_CELL.fullmatch("\n".join(whole).rstrip()) else any(map(_SEPARATOR.search, whole))
            )
            return place if is_row and _CLOSED.search(whole[-1]) else start
    return start


def _unquoted(row: str) -> str:
    """A row between tabs, its cells without the quotes around them."""
    return _QUOTED_CELL.sub(lambda cell: cell[1].replace('""', '"'), row) if '"' in row else row


def tabbed(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the commas or semicolons of a table.

    Args:
        lines: Numbers and texts.
    """
    for sign in ",;":
        cells = {number: split for number, text in lines if (split := _cells(text, sign))}
        sure = sum(len(split) >= _FEWEST_CELLS for split in cells.values())
        if sure >= _FEWEST_LINES and _are_cells(lines, cells, sign):
            return [
                (number, "\t".join(cells[number]) if number in cells else _text_alone(text, sign))
                for number, text in lines
            ]
    return list(lines)


def _text_alone(text: str, sign: str) -> str:
    """A line that is no row, without the quotes around its text and the signs of the empty cells after it."""
    if "\t" in text or not (text.startswith('"') or text.endswith(sign)):
        return text
    cells = [cell for row in rows_between([text], sign) for cell in row if cell.strip()]
    return text if len(cells) > 1 else "".join(cells)


def _cells(text: str, sign: str) -> list[str]:
    """Cells of a line that may be a row: short ones without punctuation."""
    if sign not in text or "\t" in text or text.count(sign) > _LONGEST:
        return []
    cells = next(iter(rows_between([text], sign)), [])
    plain = all(len(cell) <= _LONGEST and not re.search(r"[。；？！]", cell) for cell in cells)
    return [cell.strip() for cell in cells] if plain else []


def rows_between(texts: Sequence[str], sign: str) -> list[list[str]]:
    """The cells of lines that a sign separates; nothing if a line is longer than any line of a table.

    The limit of the ``csv`` module itself is global: any library in the same process may raise it for all others.
    """
    if any(len(text) > _LONGEST_LINE for text in texts):
        return []
    try:
        return list(csv.reader(texts, delimiter=sign))
    except csv.Error:
        return []


def _are_cells(lines: Sequence[NumberedLine], cells: dict[int, list[str]], sign: str) -> bool:
    """Whether most lines have a comma between figures that cannot separate thousands."""
    if sign != ",":
        return True
    texts = [text for number, text in lines if number in cells]
    edges = sum(_SHORT.search(text) is not None for text in texts)
    return 2 * edges > len(texts)
