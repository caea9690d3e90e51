"""CSV as Excel opens it: UTF-8 with a byte order mark, lines end in CRLF, and no text starts a formula.

A text that begins with ``= + - @``, a tab or a line break, in either width, gets an apostrophe in front, as OWASP
advises (https://owasp.org/www-community/attacks/CSV_Injection): a remark that a document holds must run nothing on the
reader's machine. Figures pass ``figure_cell`` and stay numbers, negative ones too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from gongkai.reports.tidy_columns import guarded

END = "\r\n"
"""What ends a row; the ``csv`` module quotes line breaks in a cell only if it knows it."""
MARK = "\ufeff"
"""Byte order mark: without it Excel in Chinese takes UTF-8 for GBK."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=16384)
def text_cell(text: str) -> str:
    """A text as a cell."""
    return guarded(text)


@lru_cache(maxsize=65536)
def figure_cell(text: str) -> str:
    """A figure as written, as a cell: a bare number stays one, with a unit or a remark it is text like any other."""
    return text if _NUMBER.fullmatch(text) else text_cell(text)


def csv_rows(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as text, each with its end.

    Args:
        rows: Cells; those that come from people have passed ``text_cell`` or ``figure_cell``.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=END).writerows(rows)
    return text.getvalue()


def csv_part(cells: Sequence[str | int]) -> str:
    """Some cells of a row, to be put together with others by commas; see ``csv_rows``."""
    return csv_rows((cells,)).removesuffix(END)


def csv_file(text: str) -> bytes:
    """The file of a text of rows."""
    return (MARK + text).encode()
