"""Records which words are in which parts of the search index; the search page reads this before it queries a part.

So a part without the word is not queried, and a word that is in no part costs next to nothing. (A part is an index of
some years; see ``gongkai.site.search.fed_pages``.)

Besides the words of the index, which are pairs of units, it holds threes of neighbouring units: of a long query that no
page has, nearly every pair is on some page, but hardly every three.

The words are spread over many small files by a hash, so that a query loads only those of its own words.
``search-results.js`` computes the same hash.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

MOST_FILES = 4096
WORDS_IN_A_FILE = 100
"""About as many words are in a file, unless that made more files than the most."""
FOLDER = "where"
"""Folder of the files below the search index."""

_SIGNS = 8
"""So many signs of a word are reckoned with at a time: a division for each took half of the time."""
_WORD = re.compile(r"[^\W_]+")


def file_of(word: str, files: int) -> int:
    """Number of the file that holds a word, among some number of files."""
    number = 0
    if len(word) <= _SIGNS:  # as nearly every one is
        for sign in word:
            number = number * 31 + ord(sign)
        return number % files
    for begin in range(0, len(word), _SIGNS):
        for sign in word[begin : begin + _SIGNS]:
            number = number * 31 + ord(sign)
        number %= files
    return number


def recorded(text: str) -> list[str]:
    """What is recorded of a text in words of the index: these, and each two that share a unit as one of three units."""
    words = _WORD.findall(text)
    return words + list(threes(pairwise(words)))


def threes(neighbours: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Of each two words that follow each other, as far as they share a unit, the three units."""
    return (one + other[1:] for one, other in neighbours if one[-1] == other[0] and other[1:])


class WordIndex:
    """Collects the words of each part; as bytes, as these take little more than half the memory of a string."""

    def __init__(self) -> None:
        """Begin without any words."""
        self._parts_by_word: dict[bytes, int] = {}
        """The numbers of a word's parts, as the bits of an integer."""

    def add(self, part: int, words: Iterable[str]) -> None:
        """Record that a part holds some words."""
        bit, parts = 1 << part, self._parts_by_word
        for word in map(str.encode, words):
            parts[word] = parts.get(word, 0) | bit

    def holds(self, words: Iterable[str]) -> bool:
        """Whether each of some words is in a part."""
        return all(word.encode() in self._parts_by_word for word in words)

    @property
    def words(self) -> Iterator[str]:
        """All words."""
        return map(bytes.decode, self._parts_by_word)

    @property
    def files(self) -> int:
        """Number of files."""
        return min(MOST_FILES, len(self._parts_by_word) // WORDS_IN_A_FILE + 1)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """The files by their names, each a JSON object: by the bits of some parts the words that are in just these."""
        count = self.files
        files = [defaultdict[int, list[str]](list) for _ in range(count)]
        for encoded, parts in self._parts_by_word.items():
            word = encoded.decode()
            files[file_of(word, count)][parts].append(word)
        for number, words in enumerate(files):
            by_parts = {str(bits): " ".join(sorted(words[bits])) for bits in sorted(words)}
            yield f"{number}.json", json.dumps(by_parts, ensure_ascii=False, separators=(",", ":")).encode()
