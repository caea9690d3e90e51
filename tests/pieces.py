"""What is put together at random from pieces or numbers, drawn as one choice of Hypothesis instead of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


class Codes:
    """Numbers and texts taken one after the other from bytes that Hypothesis has drawn; noughts where these end."""

    def __init__(self, codes: bytes) -> None:
        self._codes = iter(codes)

    def number(self, most: int) -> int:
        """Return a number from 0 to one less than `most`."""
        code = next(self._codes, 0)
        for _ in range((most - 1).bit_length() - 1 >> 3):
            code = code << 8 | next(self._codes, 0)
        return code % most

    def chance(self) -> bool:
        """Return no or yes, each as often."""
        return bool(self.number(2))

    def one(self, things: Sequence[T]) -> T:
        """Return one of some things, of which the first is the simplest."""
        return things[self.number(len(things))]

    def text(self, signs: str | None = None, *, min_size: int = 0, max_size: int) -> str:
        """Return a text of some signs; of any but surrogates where none are given, most of them of the first 256."""
        length = min_size + self.number(max_size - min_size + 1)
        return "".join(self._sign() if signs is None else self.one(signs) for _ in range(length))

    def _sign(self) -> str:
        code = self.number(0x10F800 if self.number(5) == _RARE else 256)
        return chr(code if code < _SURROGATES else code + 0x800)


_RARE, _SURROGATES = 4, 0xD800


def decoded(make: Callable[[Codes], T], size: int) -> st.SearchStrategy[T]:
    """Return what a function makes of some bytes, which are a single choice of Hypothesis too.

    For what is made of dozens of choices, such as a form with all its heads: to draw these takes Hypothesis several
    times as long as a test does with them. It makes what fails simpler by noughts in the place of other bytes.

    Args:
        make: Takes from the codes what it needs.
        size: How many bytes there are; enough for most of what is made, as behind them all is as simple as can be.
    """
    return st.binary(min_size=size, max_size=size).map(Codes).map(make)
