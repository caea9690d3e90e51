"""Tells labels of which an office has left out some characters: 上年结转申请数量, 1.申请人逾期不补正."""

import re

_DENIES = "不未无非"
"""Characters that turn what follows into its opposite: they are left out together with it, or not at all."""
_YEAR = re.compile(r"[上本下]一?年")
"""Which year a label speaks of: without it, it may speak of another one."""
_FEWEST, _BEGINNING, _PART = 4, 3, 0.4
"""Characters that say enough beside the numbering of the label; without it those at its beginning, and their share."""


def is_abbreviation(text: str, label: str, *, numbered: bool) -> bool:
    """Whether a text is a label without some of its characters, and speaks of the same.

    Args:
        text: Comparable text of a document, without numbering.
        label: Comparable label of a form, without numbering.
        numbered: Whether both have the same numbering.
    """
    if not _FEWEST <= len(text) < len(label) or not set(_YEAR.findall(label)) <= set(_YEAR.findall(text)):
        return False
    if not numbered and (text[:_BEGINNING] != label[:_BEGINNING] or len(text) < _PART * len(label)):
        return False
    states = {(0, False)}  # how many characters of the text are there, and whether one that denies was left out last
    for character in label:
        without = {(count, character in _DENIES) for count, _ in states}
        going_on = {
            (count + 1, False) for count, denies in states if not denies and text[count : count + 1] == character
        }
        states = without | going_on
    return (len(text), False) in states or (len(text), True) in states
