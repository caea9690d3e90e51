"""Closes up a text that has a space between all of its signs, as the recognition of pictures writes Chinese.

The gaps between the cells of a row are wider there, or tabs. Digits of one figure stand together, so that a space
before a decimal point, and after a sign in front of a figure, is one of those spaces too. Where only some signs stand
apart, or a single space also stands between figures, nothing says which spaces part cells: the text stays as it is.
"""

import re

_SIGN = "[\u2018-\u201d\u3001-\u303f\u3400-\u9fff\uff01-\uff0f\uff1a-\uff1f]"
_APART, _TOGETHER = re.compile(f"(?<={_SIGN}) (?={_SIGN})"), re.compile(f"(?<={_SIGN})(?={_SIGN})")
_BETWEEN_FIGURES = re.compile(r"(?<=\d) (?=\d)")
_WITHIN = re.compile(
    rf"(?<={_SIGN}) (?={_SIGN})|(?<=\d) (?=[.．]\d)|(?:(?<=^)|(?<=[ \t\u3000]))([-+－＋]) (?=\d)", re.MULTILINE
)
_FEWEST, _MOST_TOGETHER = 100, 0.02
"""The fewest spaces between signs that are no chance, and the largest share of signs that stand without one."""


def close_up(text: str) -> str:
    """A text without the spaces between its signs, if it has one between nearly all of them.

    Args:
        text: The text of a file.
    """
    apart = len(_APART.findall(text))
    if apart < _FEWEST or len(_TOGETHER.findall(text)) > _MOST_TOGETHER * apart or _BETWEEN_FIGURES.search(text):
        return text
    return _WITHIN.sub(r"\1", text)
