"""As much of CBOR (RFC 8949) as the files of Pagefind hold: whole numbers, texts and arrays.

A library would decode the whole index into objects; what is done with it here needs only where each word ends.
"""

from typing import Any

NUMBER, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
"""Kinds of values: the upper three bits of a head."""
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""By the lower five bits of a head, how many bytes of a number follow it; a smaller number is these bits themselves."""
_SHORT = min(_SIZES)
_BYTES = tuple(bytes((number,)) for number in range(256))


def read_head(content: bytes, at: int, kind: int) -> tuple[int, int]:
    """The number in a head, which for a text or an array is its length, and where the head ends.

    Args:
        content: Encoded values.
        at: Where the head begins.
        kind: What it must be the head of.

    Raises:
        ValueError: It is another head, or none.
    """
    low = content[at] - (kind << 5) if at < len(content) else -1
    if 0 <= low < _SHORT:  # nearly all are so short
        return low, at + 1
    actual, number, end = _any_head(content, at)
    if actual != kind:
        raise ValueError(f"kind {actual} instead of {kind} at byte {at}")
    return number, end


def read_text(content: bytes, at: int) -> tuple[str, int]:
    """A text, and where it ends.

    Raises:
        ValueError: There is none.
    """
    length, begin = read_head(content, at, TEXT)
    return content[begin : begin + length].decode(), begin + length


def _any_head(content: bytes, at: int) -> tuple[int, int, int]:
    head = content[at : at + 1]
    low = head[0] & 31 if head else 31
    size = _SIZES.get(low, 0)
    if low > max(_SIZES) or at + size >= len(content):
        raise ValueError(f"no value at byte {at}")
    number = int.from_bytes(content[at + 1 : at + 1 + size], "big") if size else low
    return head[0] >> 5, number, at + 1 + size


def decoded(content: bytes) -> Any:
    """A value out of its encoded form.

    Raises:
        ValueError: It is cut short, or holds other kinds of values.
    """
    value, end = _read(content, 0)
    if end != len(content):
        raise ValueError(f"{len(content) - end} bytes too many")
    return value


def _read(content: bytes, at: int) -> tuple[Any, int]:
    kind, number, end = _any_head(content, at)
    if kind == NUMBER:
        return number, end
    if kind == NEGATIVE:
        return -1 - number, end
    if kind == TEXT:
        return content[end : end + number].decode(), end + number
    if kind != ARRAY:
        raise ValueError(f"kind {kind} at byte {at}")
    items: list[Any] = []
    for _ in range(number):
        item, end = _read(content, end)
        items.append(item)
    return items, end


def encoded(value: Any) -> bytes:
    """The shortest encoded form of a value."""
    if isinstance(value, str):
        text = value.encode()
        return head(TEXT, len(text)) + text
    if isinstance(value, list):
        return head(ARRAY, len(value)) + b"".join(map(encoded, value))
    return head(NUMBER, value) if value >= 0 else head(NEGATIVE, -1 - value)


def head(kind: int, number: int) -> bytes:
    """The head of a value: its kind, and its length or the number itself."""
    if number < _SHORT:
        return _BYTES[kind << 5 | number]
    if number < len(_BYTES):
        return _BYTES[kind << 5 | _SHORT] + _BYTES[number]
    low, size = next((low, size) for low, size in _SIZES.items() if number < 1 << 8 * size)
    return _BYTES[kind << 5 | low] + number.to_bytes(size, "big")
