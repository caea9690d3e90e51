"""Records which words are on which shelves of the search index; the search page reads this before it queries a shelf.

So a shelf without the word is not queried, and a word that is on no shelf costs next to nothing. (A shelf is an index
of some years; see ``gongkai.site.search.command``.)

The words are spread over many small files by a hash, so that a query loads only those of its own words.
``search-index.js`` computes the same hash.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

FILE_COUNT = 512
FOLDER = "where"
"""Folder of the files below the search index."""

_WORD = re.compile(r"[^\W_]+")


def file_of(word: str) -> int:
    """Number of the file that holds a word."""
    number = 0
    for sign in word:
        number = (number * 31 + ord(sign)) % FILE_COUNT
    return number


class WordIndex:
    """Collects the words of each shelf."""

    def __init__(self) -> None:
        """Begin without any words."""
        self._shelves_by_word: dict[str, int] = {}
        """The numbers of a word's shelves, as the bits of an integer."""

    def new_words(self, shelf: int, html: str) -> list[str]:
        """Record the words of a fed page, and return those that were not yet recorded for its shelf, sorted."""
        words = sorted(word for word in set(_WORD.findall(html)) if not self._shelves_by_word.get(word, 0) >> shelf & 1)
        self.add(shelf, words)
        return words

    def add(self, shelf: int, words: Iterable[str]) -> None:
        """Record that a shelf holds some words."""
        bit = 1 << shelf
        for word in words:
            self._shelves_by_word[word] = self._shelves_by_word.get(word, 0) | bit

    def write(self, folder: Path) -> None:
        """Write the files, each a JSON object: by the bits of some shelves, the words that are on just these shelves.

        Args:
            folder: The folder to write to; it must not exist yet.
        """
        files: list[dict[int, list[str]]] = [{} for _ in range(FILE_COUNT)]
        for word, shelves in sorted(self._shelves_by_word.items()):
            files[file_of(word)].setdefault(shelves, []).append(word)
        folder.mkdir()
        for number, words_by_shelves in enumerate(files):
            content = {str(shelves): " ".join(words_by_shelves[shelves]) for shelves in sorted(words_by_shelves)}
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{number}.json").write_text(text, encoding="utf-8", newline="\n")
