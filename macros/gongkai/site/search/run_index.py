"""The index of a run of pages: which words stand on which of them, and where; several are joined as if they were one.

A word of a fed page is what stands between two blanks, without the signs around its letters; its place counts whatever
stands between blanks. The pages of a word are CBOR: an array of two for each page, how far its number is from that of
the page before, and the places of the word, each as the distance from the one before.
"""

import gzip
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import sub
from typing import Any, NamedTuple

from gongkai.site.search import cbor
from gongkai.work.search.word_index import threes

_LEVEL = 5
"""Of compression; 6 saves four bytes in a thousand and takes half as long again."""
_FASTEST = 1
"""Level of compression of what is kept."""
_LENGTH = 8
"""Bytes that say how long the head of a kept run is."""
_WORD = re.compile(r"[^\W_]+")
_INDEX = "index.html"
_SMALL = 65536


class WordPages(NamedTuple):
    """The pages of a run that have a word.

    Attributes:
        total: How many.
        first: Number of the first one within the run.
        last: Number of the last one.
        encoded: They, but for what the first of them begins with: an array and its number.
    """

    total: int
    first: int
    last: int
    encoded: bytes


@dataclass(frozen=True, slots=True)
class RunIndex:
    """The index of a run.

    Attributes:
        texts: Of each page its address and its text, as the search page reads them: JSON, compressed.
        words: The pages that have each word.
    """

    texts: Sequence[bytes]
    words: Mapping[str, WordPages]


class _WordsOfTokens(dict[str, str]):
    """By what stands between two blanks its word; nothing where it has no letters. Most are met again and again."""

    def __missing__(self, token: str) -> str:
        if token.isalnum():  # as most are
            word = token
        else:
            match = _WORD.search(token)
            word = match[0] if match else ""
        self[token] = word
        return word


def index_run(pages: Iterable[tuple[str, str]]) -> tuple[RunIndex, set[str]]:
    """Index some pages.

    Args:
        pages: The address of each, its path below the site, and its fed page, in the order in which they are numbered.

    Returns:
        The index, and what is recorded of their words (``word_index``).
    """
    word_of = _WordsOfTokens()
    texts: list[bytes] = []
    pages_of = defaultdict[str, list[Any]](list)
    """By word its pages: the number and the encoded places of each in turn, as no object for both is needed then."""
    neighbours: set[tuple[str, str]] = set()
    for number, (address, text) in enumerate(pages):
        words = list(map(word_of.__getitem__, text.split()))
        for word, places in _places(words):
            pages_of[word].extend((number, places))  # += would look up the word twice
        neighbours.update(pairwise(filter(None, words)))
        texts.append(_packed_text(address, text))
    pages_of.pop("", None)
    index = RunIndex(tuple(texts), {word: _encoded(facts) for word, facts in pages_of.items()})
    return index, {*pages_of, *threes(neighbours)}


def _places(words: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each word of a page with its encoded places."""
    last = dict(zip(words, range(len(words)), strict=True))
    several = defaultdict[str, list[int]](list)
    for place, end in enumerate(map(last.__getitem__, words)):
        if place != end:
            several[words[place]].append(place)
    for word, places in several.items():
        places.append(last.pop(word))
    alone = zip(last, map(_ONE_PLACE.__getitem__, last.values()), strict=True)
    return chain(alone, zip(several, map(_encoded_places, several.values()), strict=True))


def _encoded_places(places: Sequence[int]) -> bytes:
    return _COUNT[len(places)] + b"".join(map(_NUMBER.__getitem__, map(sub, places, (0, *places))))


def _encoded(facts: list[Any]) -> WordPages:
    """The pages of a word.

    Args:
        facts: Of each its number and the encoded places of the word, in turn.
    """
    numbers: list[int] = facts[::2]
    if len(numbers) > 1:  # each number but the first becomes what it begins a page with
        facts[2::2] = list(map(_STEP.__getitem__, map(sub, numbers[1:], numbers)))
    return WordPages(len(numbers), numbers[0], numbers[-1], b"".join(facts[1:]))


class _EncodedNumbers(dict[int, bytes]):
    """By number its encoded form after something; most are small and needed again and again."""

    def __init__(self, before: bytes, kind: int = cbor.NUMBER) -> None:
        super().__init__()
        self._before, self._kind = before, kind

    def __missing__(self, number: int) -> bytes:
        encoded = self._before + cbor.head(self._kind, number)
        if number < _SMALL:
            self[number] = encoded
        return encoded


_NUMBER = _EncodedNumbers(b"")
_COUNT = _EncodedNumbers(b"", cbor.ARRAY)
"""What an array begins with, by how many it has."""
_OF_WORD = _EncodedNumbers(cbor.head(cbor.ARRAY, 2), cbor.TEXT)
"""What a word and its pages begin with, by how many bytes the word has."""
_STEP = _EncodedNumbers(cbor.head(cbor.ARRAY, 2))
"""What a page begins with, by how far its number is from that of the page before."""
_ONE_PLACE = _EncodedNumbers(cbor.head(cbor.ARRAY, 1))
"""The places of a word that stands on a page once."""


def _packed_text(address: str, text: str) -> bytes:
    content = json.dumps(
        {"url": f"/{address.removesuffix(_INDEX)}", "content": text}, ensure_ascii=False, separators=(",", ":")
    )
    return packed(content.encode())


def joined_words(runs: Sequence[RunIndex]) -> Iterator[tuple[str, bytes]]:
    """The words of several runs as if these were one: each with its encoded form, in order.

    Args:
        runs: The runs; the numbers of the pages of one follow those of the one before.
    """
    shares: dict[str, list[tuple[int, WordPages]]] = {}
    begin = 0
    for run in runs:
        for word, pages in run.words.items():
            shares.setdefault(word, []).append((begin, pages))
        begin += len(run.texts)
    for word in sorted(shares):
        text = word.encode()
        yield word, _OF_WORD[len(text)] + text + _joined(shares[word])


def _joined(shares: Sequence[tuple[int, WordPages]]) -> bytes:
    """The pages of a word in several runs: the number of each run's first depends on the last one before."""
    if len(shares) == 1:
        ((begin, pages),) = shares
        return _COUNT[pages.total] + _STEP[begin + pages.first] + pages.encoded
    parts, before = [_COUNT[sum([pages.total for _, pages in shares])]], 0
    for begin, pages in shares:
        parts += (_STEP[begin + pages.first - before], pages.encoded)
        before = begin + pages.last
    return b"".join(parts)


def packed(content: bytes) -> bytes:
    """A file of the index, compressed."""
    return gzip.compress(content, _LEVEL, mtime=0)


def unpacked(file: bytes) -> bytes:
    """The content of a file of the index.

    Raises:
        ValueError: It is no such file.
    """
    try:
        return gzip.decompress(file)
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError("not compressed") from error


def run_as_bytes(run: RunIndex) -> bytes:
    """A run to be kept."""
    facts = [(pages.total, pages.first, pages.last, len(pages.encoded)) for pages in run.words.values()]
    record = {"texts": [len(text) for text in run.texts], "words": " ".join(run.words), "pages": facts}
    head = zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(), _FASTEST)
    pages = zlib.compress(b"".join(pages.encoded for pages in run.words.values()), _FASTEST)
    return b"".join((len(head).to_bytes(_LENGTH, "big"), head, *run.texts, pages))


def run_from_bytes(entry: bytes) -> RunIndex:
    """A run that was kept.

    Raises:
        ValueError: It is none.
        TypeError: Likewise.
        LookupError: Likewise.
        zlib.error: Likewise.
    """
    begin = _LENGTH + int.from_bytes(entry[:_LENGTH], "big")
    record = json.loads(zlib.decompress(entry[_LENGTH:begin]))
    texts = []
    for size in record["texts"]:
        texts.append(entry[begin : begin + size])
        begin += size
    encoded, at = zlib.decompress(entry[begin:]), 0
    words = {}
    for word, (total, first, last, size) in zip(record["words"].split(), record["pages"], strict=True):
        words[word] = WordPages(total, first, last, encoded[at : at + size])
        at += size
    return RunIndex(tuple(texts), words)
