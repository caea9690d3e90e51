"""Sentences with wordings to choose from, ``<a|b>``, and words to fill in, ``$topic``; a small language of the demo.

A wording is left out where a word that it needs is not available; a sentence is left out where no wording remains.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

_CHOICE = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"\$(?:\{([a-z_]+)\}|([a-z_]+))")

Words = Callable[[str], str | None]
"""The word after a name; None where the name stands for nothing in this year."""

_Wording = tuple[tuple[str, bool], ...]
"""Text and names by turns, each with whether it is a name."""


def fill(sentence: str, words: Words, rng: Random) -> str | None:
    """One wording of a sentence.

    Args:
        sentence: As it stands in ``prose.zh.yml``.
        words: What its names stand for.
        rng: Chooses among the wordings that can be filled in.

    Returns:
        The text, or None where a name stands for nothing.
    """
    parts = []
    for wordings in _parsed(sentence):
        filled = [text for text in (_filled(wording, words) for wording in wordings) if text is not None]
        if not filled:
            return None
        parts.append(filled[0] if len(filled) == 1 else filled[int(rng.random() * len(filled))])
    return "".join(parts)


def _filled(wording: _Wording, words: Words) -> str | None:
    parts = []
    for text, is_name in wording:
        part = words(text) if is_name else text
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


@lru_cache(maxsize=1024)
def _parsed(sentence: str) -> tuple[tuple[_Wording, ...], ...]:
    """By part of a sentence its wordings: one for what is fixed, several for a choice."""
    return tuple(
        tuple(_wording(text) for text in (part.split("|") if number % 2 else [part]))
        for number, part in enumerate(_CHOICE.split(sentence))
        if part
    )


def _wording(text: str) -> _Wording:
    parts: list[tuple[str, bool]] = []
    position = 0
    for match in _NAME.finditer(text):
        parts += [(text[position : match.start()], False), (match[1] or match[2], True)]
        position = match.end()
    return (*parts, (text[position:], False))
