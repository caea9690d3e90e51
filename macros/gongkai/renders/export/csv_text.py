"""CSV as Excel opens it: UTF-8 with a byte order mark, lines end in CRLF, and no text starts a formula.

A text that begins with ``= + - @``, a tab or a line break, in either width, gets an apostrophe in front, as OWASP
advises (https://owasp.org/www-community/attacks/CSV_Injection): a remark that a document holds must run nothing on the
reader's machine. Numbers are written by ``number`` and stay numbers, negative ones too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

MARK = "\ufeff"
"""Byte order mark: without it Excel in Chinese takes UTF-8 for GBK."""

_END = "\r\n"
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=16384)
def text_cell(text: str) -> str:
    """A text as a cell."""
    return f"'{text}" if _FORMULA.match(text) else text


@lru_cache(maxsize=65536)
def figure_cell(written: str) -> str:
    """A figure as written, as a cell: a bare number stays one, with a unit or a remark it is text like any other."""
    return written if _NUMBER.fullmatch(written) else text_cell(written)


def csv_line(cells: Sequence[str | int]) -> str:
    """One line without its end.

    Args:
        cells: Those that come from people have passed ``text_cell`` or ``figure_cell``.
    """
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator=_END).writerow(cells)  # which quotes a line break within a cell by its own end
    return line.getvalue().removesuffix(_END)


def csv_bytes(lines: Iterable[str]) -> bytes:
    """Lines as a file."""
    return (MARK + "".join(f"{line}{_END}" for line in lines)).encode()
