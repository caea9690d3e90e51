"""Signs that readers and the matcher both look for, and the words that a reader writes in place of a picture."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from gongkai.findings import say

NUMERALS = "一二三四五六七八九十"
"""Of which the numbers of sections and items are written."""
BARS = "|｜│┃┆┊║¦丨"
"""What stands between the cells of a table that is typed as text."""
PIECES = "件项个宗次条份人篇家起户批册部例"
"""Words for single pieces, in which counts are stated; a multiple before one of them makes another figure."""
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What a sign compares in the fields of Word, and in the number formats and conditional formats of Excel."""
NOTE_MARK_AT_END = re.compile(r"(?<=\S)\s*(?:(?<![①-⑳*※†])[①-⑳*※†]+|\[\d{1,2}\])\s*$")
"""What points from a label to a note below the table."""
_PICTURE = say("readers.picture", {"name": ""})
"""Its beginning: the name comes last."""
_OF_ONE_CELL = ("struck", "hidden", "white", "same-color", "tiny", "unseen", "added", "picture")
"""What a reader says of characters that belong to this cell alone, whether or not anybody sees them."""
_MARK_OF_ONE_CELL = re.compile(
    rf"\[?(?:{'|'.join(re.escape(say(f'readers.{name}', {'name': ''})) for name in _OF_ONE_CELL)})[^\[\]]*(?:\]|$)"
)


def words_of_picture(name: str) -> str:
    """What is written where a document has a picture and no text: a figure may be in it, so that it is no blank.

    Args:
        name: What the picture is called or shows; empty where that is not known.
    """
    return say("readers.picture", {"name": name or "?"})


def stands_for_picture(text: str) -> bool:
    """Whether a text is, or begins with, what a reader has written in place of a picture."""
    return text.startswith(_PICTURE)


def without_marks(text: str) -> str:
    """The text of a cell without what a reader has written of its pictures and of its characters that are not seen.

    Args:
        text: Of the cell; ``13[白色字：9]`` leaves 13, and ``[网页上不显示：77]`` nothing.
    """
    return _MARK_OF_ONE_CELL.sub("", text)


OPEN_CELL = "␣"
"""What a reader puts in place of a blank that only the place of the figures around it shows."""
