"""Texts put together at random from given pieces, drawn as one choice of Hypothesis instead of two for each piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

FIRST = 0xE000
"""Where Unicode's private characters begin: each one stands for a piece while Hypothesis draws."""


def pieces(parts: Sequence[T], *, min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[list[T]]:
    """Return lists of pieces, as many and as evenly drawn as with ``st.lists(st.sampled_from(parts))``.

    Hypothesis keeps a record of every choice, and replays and changes it: with a choice for each piece, and one whether
    another piece follows, that takes many times as long as what a test does with a text. A string is one choice, so the
    list is drawn as a string that has a private character for each piece. A text that fails gets shorter all the same.

    Args:
        parts: The pieces; a later one counts as less simple. One that stands there twice is drawn twice as often.
        min_size: How many there are at least.
        max_size: How many there are at most.
    """
    signs = st.characters(min_codepoint=FIRST, max_codepoint=FIRST + len(parts) - 1)
    drawn = st.text(signs, min_size=min_size, max_size=max_size)
    return drawn.map(lambda text: [parts[ord(sign) - FIRST] for sign in text])


def joined(
    parts: Sequence[str], between: str = "", *, min_size: int = 0, max_size: int | None = None
) -> st.SearchStrategy[str]:
    """Return texts of pieces, with a text between them; the other parameters are those of `pieces`."""
    return pieces(parts, min_size=min_size, max_size=max_size).map(between.join)
