"""What is in the cells of an old workbook (.xls): numbers with their styles, and texts with parts in other fonts.

Their records (Number, RK, MulRk and SST) are looked for in the bytes of the file, as those of styles are ([MS-XLS]
2.4.180, 2.4.220, 2.4.175 and 2.4.265). Results of formulas are left to ``formulas``.
"""

import re
import struct
from collections.abc import Iterator
from itertools import islice, pairwise

from gongkai.readers.formats.workbook_parts.texts import FIGURE

_NUMBER = re.compile(rb"\x03\x02\x0e\x00..(..)(..)(.{8})", re.DOTALL)
_SHORT = re.compile(rb"\x7e\x02\x0a\x00..(..)(..)(.{4})", re.DOTALL)
_SHORTS = re.compile(rb"\xbd\x00(..)..(..)", re.DOTALL)
_TEXT = re.compile(rb"\xfd\x00\x0a\x00..(..)(..)(.{4})", re.DOTALL)
_OF_ROW, _OF_SHORT = 6, 6
"""Bytes in a record of several short numbers that state their places, and bytes of each number with its style."""
_IN_HUNDREDTHS, _WHOLE = 1, 2
_MOST_COLUMNS = 256
_TEXTS, _CONTINUED = re.compile(rb"\xfc\x00..(.{4})(.{4})", re.DOTALL), b"\x3c\x00"
"""The record of all texts with the number of their uses and of different ones, and the record that continues it."""
_MOST_PLACES, _MOST_TEXTS = 4, 100_000
"""The most places with bytes that look like the record of texts, and the most texts that are read at each."""
_WIDE, _HAS_MORE, _HAS_RUNS = 0x01, 0x04, 0x08
_FONT_OF_CELL = -1
_RUN = 4
"""Bytes that state where a part of a text begins and the number of its font."""


def numbers_of(data: bytes) -> Iterator[tuple[int, int, float]]:
    """The numbers in cells, each after its column and the number of its style.

    Args:
        data: The file.
    """
    for column, style, value in _NUMBER.findall(data):
        yield int.from_bytes(column, "little"), int.from_bytes(style, "little"), struct.unpack("<d", value)[0]
    for column, style, value in _SHORT.findall(data):
        yield int.from_bytes(column, "little"), int.from_bytes(style, "little"), _short(value)
    for match in _SHORTS.finditer(data):
        length = int.from_bytes(match[1], "little") - _OF_ROW
        row = data[match.end() : match.end() + length]
        if length > 0 and not length % _OF_SHORT:
            first = int.from_bytes(match[2], "little")
            for column, place in enumerate(range(0, len(row) - _OF_SHORT + 1, _OF_SHORT), first):
                yield column, int.from_bytes(row[place : place + 2], "little"), _short(row[place + 2 : place + 6])


def places_of_numbers(data: bytes) -> Iterator[tuple[int, int]]:
    """The row and the column of each number, from 0.

    Args:
        data: The file.
    """
    for pattern, group in ((_NUMBER, 1), (_SHORT, 1), (_SHORTS, 2)):
        for match in pattern.finditer(data):
            at = match.start(group)
            row, first = int.from_bytes(data[at - 2 : at], "little"), int.from_bytes(match[group], "little")
            count = (int.from_bytes(match[1], "little") - _OF_ROW) // _OF_SHORT if pattern is _SHORTS else 1
            yield from ((row, column) for column in range(first, first + min(count, _MOST_COLUMNS)))


def texts_of(data: bytes) -> Iterator[tuple[int, int, str]]:
    """The texts in cells, each after its column and the number of its style.

    Args:
        data: The file.
    """
    texts = ["".join(part for part, _ in parts) for parts in _parts_of_texts(data)]
    for column, style, place in _TEXT.findall(data):
        number = int.from_bytes(place, "little")
        if number < len(texts):
            yield int.from_bytes(column, "little"), int.from_bytes(style, "little"), texts[number]


def _short(data: bytes) -> float:
    """The number that an RK value of four bytes encodes."""
    bits = int.from_bytes(data, "little", signed=True)
    if bits & _WHOLE:
        number = float(bits >> 2)
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + (bits & ~3).to_bytes(4, "little", signed=True))[0]
    return number / 100 if bits & _IN_HUNDREDTHS else number


def figures_of_parts(data: bytes) -> Iterator[set[int]]:
    """The fonts of each text that may be a figure and has parts in several; the font of its cell is the first one.

    Args:
        data: The file.
    """
    for parts in _parts_of_texts(data):
        fonts = {max(font, 0) for part, font in parts if part.strip()}
        if len(fonts) > 1 and FIGURE.fullmatch("".join(part for part, _ in parts)) is not None:
            yield fonts


def parts_of_texts(data: bytes) -> Iterator[tuple[str, int]]:
    """The parts of texts that have a font of their own, each with the number of its font.

    Args:
        data: The file.
    """
    for parts in _parts_of_texts(data):
        yield from parts[1:]


def _parts_of_texts(data: bytes) -> Iterator[list[tuple[str, int]]]:
    """The texts, each divided into parts with the numbers of their fonts; the first part has the font of its cell."""
    for match in islice(_TEXTS.finditer(data), _MOST_PLACES):
        uses, count = (int.from_bytes(part, "little") for part in match.groups())
        if not 0 < count <= min(uses, _MOST_TEXTS):
            continue
        texts = _Texts(data, match.start())
        try:
            for _ in range(count):
                yield texts.parts()
        except IndexError:  # these bytes are not texts, or they continue elsewhere in the file
            continue


class _Texts:
    """Reads the texts of a workbook one after the other, across the limits of records.

    Args:
        data: The file.
        place: Where their first record begins.
    """

    def __init__(self, data: bytes, place: int) -> None:
        self._data = data
        self._at, self._end = place, place
        self._enter(place)
        self._at += 8  # the two counts

    def parts(self) -> list[tuple[str, int]]:
        """The parts of the next text that have a font of their own."""
        length, flags = self._number(2), self._number(1)
        runs = self._number(2) if flags & _HAS_RUNS else 0
        more = self._number(4) if flags & _HAS_MORE else 0
        text = self._characters(length, flags)
        places = [(self._number(2), self._number(2)) for _ in range(runs)]
        self._bytes(more)
        places = [(0, _FONT_OF_CELL), *places, (length, 0)]
        return [(text[begin:end], font) for (begin, font), (end, _) in pairwise(places)]

    def _enter(self, place: int) -> None:
        self._at = place + 4
        self._end = self._at + int.from_bytes(self._data[place + 2 : place + 4], "little")

    def _go_on(self) -> None:
        """Go to the record that continues this one."""
        if self._data[self._end : self._end + 2] != _CONTINUED:
            raise IndexError
        self._enter(self._end)

    def _number(self, size: int) -> int:
        return int.from_bytes(self._bytes(size), "little")

    def _bytes(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            if self._at >= self._end:
                self._go_on()
            parts.append(self._data[self._at : min(self._at + size, self._end)])
            size -= len(parts[-1])
            self._at += len(parts[-1])
            if not parts[-1]:
                raise IndexError
        return b"".join(parts)

    def _characters(self, length: int, flags: int) -> str:
        """The next characters; each record states anew whether its characters take one byte or two."""
        text = ""
        while len(text) < length:
            if self._at >= self._end:
                self._go_on()
                flags = self._number(1)
            size = 1 + (flags & _WIDE)
            count = min(length - len(text), (self._end - self._at) // size)
            if not count:
                raise IndexError
            text += "".join(map(chr, memoryview(self._bytes(count * size)).cast("H" if size > 1 else "B")))
        return text
