"""Heads of columns over several lines, in text copied from a page or from Word: a break in a cell looks like a new row.

``商业⏎企业⇥科研⏎机构⇥其他`` is one row of three heads. Two lines are one where the last cell of the first and the first
cell of the next are a head of the forms together.
"""

import re
from collections.abc import Sequence

from gongkai.readers.document.form_words import heads_beginning_with
from gongkai.readers.formats.text_tables.delimited import NumberedLine

_WORD = re.compile(r"[\u3400-\u9fff]")
_MOST_PIECES = 4
_LONGEST_PIECE = 12


def with_whole_heads(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """The lines, with those joined that a head broken over lines has parted.

    Args:
        lines: Numbers and texts, with tabs between cells.
    """
    joined: list[NumberedLine] = []
    place = 0
    while place < len(lines):
        number, text = lines[place]
        end = place
        while (behind := _end_of_head(lines, end, text.rpartition("\t")[2])) > end:
            text += "".join(text.strip("\r\n") for _, text in lines[end + 1 : behind + 1])
            end = behind
        joined += [(number, text)] if "\t" in text else lines[place : end + 1]
        place = end + 1
    return joined


def _end_of_head(lines: Sequence[NumberedLine], place: int, head: str) -> int:
    """Place of the line in which a head ends that the last cell of a line begins; that of this line where none does.

    The lines between hold a piece of the head and nothing else.
    """
    for behind in range(place + 1, min(place + _MOST_PIECES, len(lines))):
        piece, tab, _ = lines[behind][1].partition("\t")
        if not (_WORD.search(head) and _WORD.search(piece)) or max(len(head), len(piece)) > _LONGEST_PIECE:
            return place
        head += piece.strip()
        is_whole = heads_beginning_with(head)
        if is_whole:
            return behind
        if is_whole is None or tab:
            return place
    return place
