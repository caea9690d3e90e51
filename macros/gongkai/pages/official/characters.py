"""Characters that no document can hold, whatever its format."""

import re

_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters and what is no character: XML cannot hold them, and no font has them."""


def possible(text: str) -> str:
    """A text without the characters that no document can hold; a tab stands for a space."""
    return _IMPOSSIBLE.sub("", text.replace("\t", " "))
