"""Custom properties of style sheets: ``var(--name, instead)`` in a value is replaced by what the name stands for."""

from collections.abc import Callable

_CALL = "var("
_LONGEST, _DEEPEST = 2_000, 12
DOUBTED = {
    "display": "none",
    "visibility": "hidden",
    "content-visibility": "hidden",
    "opacity": "0",
    "content": '"?"',
    "text-decoration": "line-through",
    "text-decoration-line": "line-through",
    "direction": "rtl",
    "order": "1",
}
"""The value that is assumed where it depends on a custom property in a file that is not at hand, by property.

It is the one that hides or moves most, so that the text is looked at and not taken for one that is seen.
"""


def substituted(name: str, value: str, lookup: Callable[[str], str | None]) -> str:
    """A value in which custom properties are replaced by their values; see ``DOUBTED`` for those that are not known.

    Args:
        name: The property.
        value: As declared, in lower case but for ``content``.
        lookup: Gives the value of a custom property, by its name.
    """
    whole = _without_names(value, lookup, 0)
    return DOUBTED.get(name, "") if whole is None else whole if name == "content" else whole.lower()


def _without_names(value: str, lookup: Callable[[str], str | None], depth: int) -> str | None:
    if len(value) > _LONGEST or depth > _DEEPEST:
        return None
    before, call, rest = value.partition(_CALL)
    if not call:
        return value
    end = _end(rest)
    if end is None:
        return None
    name, comma, instead = rest[:end].partition(",")
    own_value = lookup(name.strip())
    own = own_value if own_value is not None else instead if comma else None
    parts = [_without_names(part, lookup, depth + 1) for part in (own, rest[end + 1 :]) if part is not None]
    return None if own is None or None in parts else before + "".join(part or "" for part in parts)


def _end(text: str) -> int | None:
    """Where the bracket that was opened before a text is closed; None where it is not."""
    opened = 1
    for place, character in enumerate(text):
        opened += (character == "(") - (character == ")")
        if not opened:
            return place
    return None
