"""Takes the numbers of the rows (行次, 序号) off lines of text without cells, where they stand before the labels.

There such a number looks like a figure of the row before, and lines seem to go on. It is taken off only where a head
names its column and the numbers count up row by row; because of that head the whole table is a matter to be looked at.
"""

import re
from collections.abc import Iterator, Sequence

from gongkai.readers.document.form_words import column_names_in

_HEAD = re.compile(r"\s*(?:[行栏项]次|序号|编号|行号)\s")
_NUMBERED = re.compile(r"\s*(\d{1,2})[ \u3000]+(?=[^\s\d.、．]|\d{1,2}\s*[.、．]\s*\D)")
_FEWEST = 5
"""The fewest rows counting up below one head that show that all tables of a document, even short ones, are numbered."""


def without_row_numbers(lines: Sequence[str]) -> list[str]:
    """The lines of a text without the numbers of rows.

    Args:
        lines: In order.
    """
    plain = list(lines)
    runs = list(_runs(lines))
    if any(len(run) >= _FEWEST for run in runs):
        for place, text in (row for run in runs for row in run):
            plain[place] = text
    return plain


def _runs(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """By head the places of the lines below it that count up, each with its text after the number.

    They begin with 1, or go on from those below the head before.
    """
    run: list[tuple[int, str]] | None = None
    last = 0
    for place, line in enumerate(lines):
        if _HEAD.match(line) and "\t" not in line and column_names_in(line):  # other tables keep their numbers
            yield run or []
            run = []
        match = _NUMBERED.match(line) if run is not None and "\t" not in line else None
        if run is None or match is None:
            continue
        if int(match[1]) == last + 1 or (not run and int(match[1]) == 1):
            last = int(match[1])
            run.append((place, line[match.end() :]))
    yield run or []
