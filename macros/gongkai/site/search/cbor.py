"""As much of CBOR (RFC 8949) as the search index holds: whole numbers, texts and arrays."""

from typing import Any

NUMBER, TEXT, ARRAY = 0, 3, 4
"""Kinds of values: the upper three bits of a head."""
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""By the lower five bits of a head, how many bytes of a number follow it; a smaller number is these bits themselves."""
_SHORT = min(_SIZES)
_BYTES = tuple(bytes((number,)) for number in range(256))


def encoded(value: Any) -> bytes:
    """The shortest encoded form of a value."""
    if isinstance(value, str):
        text = value.encode()
        return head(TEXT, len(text)) + text
    if isinstance(value, list):
        return head(ARRAY, len(value)) + b"".join(map(encoded, value))
    return head(NUMBER, value)


def head(kind: int, number: int) -> bytes:
    """The head of a value: its kind, and its length or the number itself."""
    if number < _SHORT:
        return _BYTES[kind << 5 | number]
    if number < len(_BYTES):
        return _BYTES[kind << 5 | _SHORT] + _BYTES[number]
    low, size = next((low, size) for low, size in _SIZES.items() if number < 1 << 8 * size)
    return _BYTES[kind << 5 | low] + number.to_bytes(size, "big")
