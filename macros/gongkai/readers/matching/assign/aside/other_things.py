"""Tells tables of other things, such as the interpretations of the year, that stand behind a table of the form."""

from collections.abc import Sequence

from gongkai.readers.matching.assign.aside.whole_tables import CORRECTS
from gongkai.readers.matching.label_text import is_chinese
from gongkai.readers.matching.tokenise import TokenLine

_FEW_FIGURES = 2
"""The most figures in a row of such a table: a part of a table whose labels cannot be read has more."""


def is_of_other_things(lines: Sequence[TokenLine]) -> bool:
    """Whether a table has heads and names of its own and no word of the form: 解读形式, 数量; 图解, 12.

    Args:
        lines: Its rows.
    """
    heads, *rows = lines
    has_heads = not heads.figures and sum(token.is_unknown for token in heads.tokens) > 1
    if not has_heads or any(line.matches or line.left_out or CORRECTS.search(line.text) for line in lines):
        return False
    figures = [line for line in rows if line.figures]
    return bool(figures) and all(
        len(line.figures) <= _FEW_FIGURES and line.tokens[0].is_unknown and any(map(is_chinese, line.tokens[0].text))
        for line in figures
    )
