"""Tables as pandas prints them: numbers of columns and rows from 0, and every cell ends below the number of its column.

A cell without a text shows by its place alone. The places are counted in characters, as pandas fills them up: Chinese
ones count as one, so that nothing is in line on the screen.
"""

import re
from collections.abc import Iterator, Sequence

from gongkai.readers.formats.text_tables.delimited import NumberedLine

_HEADS = re.compile(r"\s+0(?:\s+\d{1,3})+\s*")
_NUMBER = re.compile(r"\d+")
_FEWEST_ROWS = 2


def tabbed_frames(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with tabs in place of the spaces of such tables and without their numbers.

    Args:
        lines: Numbers and texts.
    """
    whole: list[NumberedLine] = []
    place = 0
    while place < len(lines):
        frame = list(_rows(lines, place))
        if len(frame) >= _FEWEST_ROWS:
            whole += frame
            place += len(frame) + 1
        else:
            whole.append(lines[place])
            place += 1
    return whole


def _rows(lines: Sequence[NumberedLine], place: int) -> Iterator[NumberedLine]:
    """The rows of a table below the line with the numbers of its columns; none if it is another line."""
    heads = lines[place][1]
    numbers = list(_NUMBER.finditer(heads)) if _HEADS.fullmatch(heads) else []
    if not numbers or [number[0] for number in numbers] != [str(number) for number in range(len(numbers))]:
        return
    width = len(numbers[-1][0])  # to which all of them are filled up, on the right
    ends = [number.start() + width for number in numbers]
    for count in range(len(lines) - place - 1):
        line_number, text = lines[place + 1 + count]
        starts = [len(str(count)), *ends[:-1]]
        is_row = text.startswith(str(count)) and not text[ends[-1] :].strip()
        if not is_row or any(text[start : start + 1].strip() for start in starts):
            return
        yield line_number, "\t".join(text[start:end].strip() for start, end in zip(starts, ends, strict=True))
