"""Records which words are in which parts of the search index; the search page reads this before it queries a part.

So a part without the word is not queried, and a word that is in no part costs next to nothing: most words that people
say and reports do not are told from it alone. (A part is an index of some years; see ``gongkai.site.search.command``.)

Besides the words of the index, which are pairs of units, it holds three units in a row: nearly every pair of a long
query stands somewhere, while most of what nobody has written is told by its threes.

The words are spread over many small files by a hash, so that a query loads only those of its own words.
``search-results.js`` computes the same hash.
"""

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

MOST_FILES = 4096
WORDS_IN_A_FILE = 100
"""About as many words are in a file, unless that made more files than the most."""
FOLDER = "where"
"""Folder of the files below the search index."""

_WORD = re.compile(r"[^\W_]+")
_ENTITY = re.compile("&[a-z]+;")
"""A sign of the text as HTML has it: no word."""


def file_of(word: str, files: int) -> int:
    """Number of the file that holds a word, among some number of files."""
    number = 0
    for sign in word if files > 1 else "":
        number = (number * 31 + ord(sign)) % files
    return number


def recorded(text: str) -> list[str]:
    """What is recorded of a text in words of the index: these, and each two that share a unit as one of three units."""
    words = _WORD.findall(_ENTITY.sub(" ", text) if "&" in text else text)
    return words + [one + other[1:] for one, other in pairwise(words) if one[-1] == other[0] and other[1:]]


class WordIndex:
    """Collects the words of each part."""

    def __init__(self) -> None:
        """Begin without any words."""
        self._parts_by_word: dict[str, int] = {}
        """The numbers of a word's parts, as the bits of an integer."""

    def new_words(self, part: int, html: str) -> list[str]:
        """Record the words of a fed page, and return those that were not yet recorded for its part, sorted."""
        words = sorted(word for word in set(recorded(html)) if not self._parts_by_word.get(word, 0) >> part & 1)
        self.add(part, words)
        return words

    def add(self, part: int, words: Iterable[str]) -> None:
        """Record that a part holds some words."""
        bit = 1 << part
        for word in words:
            self._parts_by_word[word] = self._parts_by_word.get(word, 0) | bit

    def holds(self, words: Iterable[str]) -> bool:
        """Whether each of some words is in a part."""
        return all(word in self._parts_by_word for word in words)

    @property
    def words(self) -> Iterable[str]:
        """All words."""
        return self._parts_by_word.keys()

    @property
    def files(self) -> int:
        """Number of files."""
        return min(MOST_FILES, len(self._parts_by_word) // WORDS_IN_A_FILE + 1)

    def write(self, folder: Path) -> None:
        """Write the files, each a JSON object: by the bits of some parts, the words that are in just these parts.

        Args:
            folder: The folder to write to; it must not exist yet.
        """
        files: list[dict[int, list[str]]] = [{} for _ in range(self.files)]
        for word, parts in sorted(self._parts_by_word.items()):
            files[file_of(word, len(files))].setdefault(parts, []).append(word)
        folder.mkdir()
        for number, words_by_parts in enumerate(files):
            content = {str(parts): " ".join(words_by_parts[parts]) for parts in sorted(words_by_parts)}
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{number}.json").write_text(text, encoding="utf-8", newline="\n")
