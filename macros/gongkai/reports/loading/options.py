"""The words that a key can have, their printed names, and which of them is meant by another one."""

from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.words import words


def option_text(word: str) -> str:
    """A word of a key with its printed name after it, ``draft（草稿）``; alone where it has none."""
    entry = words()["options"].get(word)
    return say("key-and-name", {"key": word, "name": entry}) if entry else word


def option_meant(text: str, options: tuple[str, ...]) -> str | None:
    """The word whose printed name is written, or another name that offices have for it.

    Args:
        text: What is written.
        options: The words.
    """
    names: dict[str, str] = {words()["options"][item]: item for item in options if item in words()["options"]}
    also = words()["options-also"].get(text)
    return names.get(text) or (also if also in options else None)


def option_near(text: str, options: tuple[str, ...]) -> str | None:
    """The word that is most likely meant by one that is nearly the same.

    Args:
        text: What is written.
        options: The words.
    """
    holding = [item for item in options if text in item]
    return holding[0] if len(holding) == 1 else nearest(text, list(options))
