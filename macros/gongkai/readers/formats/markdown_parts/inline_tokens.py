"""Which pieces of a line of Markdown may change what its text says: HTML, pictures, lines through it, links."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

_PLAIN_HTML = re.compile(r"</?(?:br|b|strong|i|em|u|p|div)\s*/?>", re.IGNORECASE)
"""Tags that take nothing from a text."""


def changes_text(token: Token) -> bool:
    """Whether a piece may take from its text, or stand for text: HTML, a picture, a line through it.

    Args:
        token: The piece.
    """
    if token.type == "html_inline":
        return not _PLAIN_HTML.fullmatch(token.content)
    return token.type in {"image", "s_open"}


def has_link_beside_figure(tokens: Sequence[Token]) -> bool:
    """Whether a link begins right behind a figure, or ends before one: ``20[9](#fn9)`` is 20 with the number of a note.

    Args:
        tokens: The pieces of a cell.
    """
    return any(
        (token.type == "link_open" and before.content[-1:].isdigit())
        or (before.type == "link_close" and token.content[:1].isdigit())
        for before, token in pairwise(tokens)
    )
