"""Reads CBOR (RFC 8949), as far as the search index is written in it."""

from __future__ import annotations

from typing import Any

SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""By the lower five bits of a head, how many bytes of a number follow it."""


def decoded(content: bytes) -> Any:
    value, end = _read(content, 0)
    assert end == len(content)
    return value


def _read(content: bytes, at: int) -> tuple[Any, int]:
    kind, low = content[at] >> 5, content[at] & 31
    size = SIZES.get(low, 0)
    end = at + 1 + size
    number = int.from_bytes(content[at + 1 : end], "big") if size else low
    if kind == 0:
        return number, end
    if kind == 3:
        return content[end : end + number].decode(), end + number
    assert kind == 4
    items = []
    for _ in range(number):
        item, end = _read(content, end)
        items.append(item)
    return items, end
