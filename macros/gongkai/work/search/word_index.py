"""Records which words are in which parts of the search index; the search page reads this before it queries a part.

So a part without the word is not queried, and a word that is in no part costs next to nothing. (A part is an index
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
    """Collects the words of each part."""

    def __init__(self) -> None:
        """Begin without any words."""
        self._parts_by_word: dict[str, int] = {}
        """The numbers of a word's parts, as the bits of an integer."""

    def new_words(self, part: int, html: str) -> list[str]:
        """Record the words of a fed page, and return those that were not yet recorded for its part, sorted."""
        words = sorted(word for word in set(_WORD.findall(html)) if not self._parts_by_word.get(word, 0) >> part & 1)
        self.add(part, words)
        return words

    def add(self, part: int, words: Iterable[str]) -> None:
        """Record that a part holds some words."""
        bit = 1 << part
        for word in words:
            self._parts_by_word[word] = self._parts_by_word.get(word, 0) | bit

    def write(self, folder: Path) -> None:
        """Write the files, each a JSON object: by the bits of some parts, the words that are in just these parts.

        Args:
            folder: The folder to write to; it must not exist yet.
        """
        files: list[dict[int, list[str]]] = [{} for _ in range(FILE_COUNT)]
        for word, parts in sorted(self._parts_by_word.items()):
            files[file_of(word)].setdefault(parts, []).append(word)
        folder.mkdir()
        for number, words_by_parts in enumerate(files):
            content = {str(parts): " ".join(words_by_parts[parts]) for parts in sorted(words_by_parts)}
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{number}.json").write_text(text, encoding="utf-8", newline="\n")
