"""Tables as programs print them: a list of rows, each a list of cells, ``[["规章", "0", None], ["许可", "3", None]]``.

Scripts that take tables out of PDFs save them so, in Python or in JSON, all at once or a row a line.
"""

import re
from collections.abc import Callable, Iterator, Sequence

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\[)|(?P<close>\])|(?P<comma>,)|(?P<none>None|null|nan|NaN)(?!\w)|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|'(?P<single>(?:[^'\\\n]|\\.)*)'|\"(?P<double>(?:[^\"\\\n]|\\.)*)\")"
)
_BEGINNING = re.compile(r"\[\s{0,20}\[")
_ROW = re.compile(r"[ \t]*\[.*\],?[ \t]*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WORDS = {"n": "\n", "t": " ", "r": " "}


def with_printed_lists(text: str, as_written: Callable[[Sequence[Sequence[str]]], str]) -> str:
    """A text with other words in place of such tables, in as many lines at least.

    Args:
        text: The text.
        as_written: How the rows of a table are written.
    """
    if "['" not in text and '["' not in text and "[None" not in text:
        return text
    pieces: list[str] = []
    end = 0
    for start, behind, rows in _tables(text):
        table = as_written(rows)
        missing = max(text.count("\n", start, behind) - table.count("\n"), 0)
        pieces += [text[end:start], table, "\n" * missing]
        end = behind
    return "".join((*pieces, text[end:]))


def _tables(text: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """Where tables begin and end, with their rows: lists of lists, and lines of the text that are a list each."""
    place = 0
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        if line.start() < place or "[" not in line[0]:
            continue
        start = _BEGINNING.search(text, line.start(), line.end() + 20)
        rows, end = _list_at(text, start.start()) if start else ([], 0)
        if not rows:
            start, (rows, end) = None, _rows_from(text, line.start())
        if _are_of_table(rows):
            yield start.start() if start else line.start(), end, rows
        place = max(place, end)


def _rows_from(text: str, start: int) -> tuple[list[list[str]], int]:
    """The rows on lines of their own from a place on, and where they end."""
    rows: list[list[str]] = []
    end = start
    while end < len(text):
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        row, behind = _list_at(text, end) if _ROW.fullmatch(text, end, stop) else ([], 0)
        if len(row) != 1 or text[behind:stop].strip(" \t,"):
            break
        rows += row
        end = min(stop + 1, len(text))
    return rows, end


def _list_at(text: str, start: int) -> tuple[list[list[str]], int]:
    """The rows of the list, or the one row of the flat list, that begins at a place, and where it ends; or no rows."""
    rows: list[list[str]] = []
    row: list[str] = []
    depth, deepest, place = 0, 0, start
    while (token := _TOKEN.match(text, place)) is not None:
        place = token.end()
        if token["open"]:
            depth += 1
            deepest = max(deepest, depth)
            if depth > 2 or row:  # noqa: PLR2004 - rows and cells
                return [], place
        elif token["close"]:
            depth -= 1
            if depth == deepest - 1:
                rows.append(row)
                row = []
            if not depth:
                return rows, place
        elif not token["comma"]:
            if depth < deepest:
                return [], place
            row.append(_ESCAPE.sub(_unescaped, token["single"] or token["double"] or token["number"] or ""))
    return [], place


def _unescaped(match: re.Match[str]) -> str:
    return _WORDS.get(match[1], match[1])


def _are_of_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are those of a table: several, with words in them, one of them of several cells."""
    has_words = any(_CHINESE.search(cell) for row in rows for cell in row)
    return len(rows) > 1 and has_words and any(len(row) > 1 for row in rows)
