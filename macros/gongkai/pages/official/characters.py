"""Characters that no document can hold, whatever its format."""

import re

_IMPOSSIBLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters and what is no character: XML cannot hold them, and no font has them."""


def possible(text: str) -> str:
    """A text without the characters that no document can hold; a tab stands for a space."""
    return _IMPOSSIBLE.sub("", text.replace("\t", " "))
