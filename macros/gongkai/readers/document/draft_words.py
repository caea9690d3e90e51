"""Words by which a document is a draft, and those that offices write behind its title for the state that it is in."""

import re

DRAFT = (
    r"(?:(?:征求意见|送审|报审|待审|报批|讨论|审议|修改|校对|审核|未定|样|草|初)稿|草案|第[一二三四五\d]稿|尚未定稿)"
)
"""Pattern of the words of a draft."""
_WORDS = rf"(?:{DRAFT}[\d.]{{0,4}}|(?:[定终]|公[开示]|发布|正式)稿|公开版|全文)"
_STATE = re.compile(rf"(?:[(（【\[〔] ?{_WORDS} ?[)）】\]〕]|{_WORDS})$")


def without_state(title: str) -> str:
    """A title without the words for its state behind it, such as （初稿） or （定稿）.

    Args:
        title: The title, in one line.
    """
    return _STATE.sub("", title).rstrip()
