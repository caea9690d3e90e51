"""Which shelves hold which words of the index, for the page to read before it asks any.

What a shelf does not hold is not asked for, and what none holds costs next to nothing.

A word is looked up in one of many small files, chosen by its signs; ``search-index.js`` chooses likewise.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

FILES = 512
FOLDER = "where"

_WORD = re.compile(r"[^\W_]+")


def file_of(word: str) -> int:
    """Number of the file that a word stands in."""
    number = 0
    for sign in word:
        number = (number * 31 + ord(sign)) % FILES
    return number


class Where:
    """Collects the words of each shelf."""

    def __init__(self) -> None:
        """Begin with none."""
        self._shelves: dict[str, int] = {}

    def fresh(self, shelf: int, html: str) -> list[str]:
        """Words of a fed page that this shelf was not known to hold, sorted; from now on it is."""
        found = sorted(word for word in set(_WORD.findall(html)) if not self._shelves.get(word, 0) >> shelf & 1)
        self.add(shelf, found)
        return found

    def add(self, shelf: int, words: Iterable[str]) -> None:
        """Know that a shelf holds some words."""
        bit = 1 << shelf
        for word in words:
            self._shelves[word] = self._shelves.get(word, 0) | bit

    def write(self, folder: Path) -> None:
        """Write the files: in each, words between blanks by the shelves that hold them, a bit a shelf.

        Args:
            folder: Where they go; it must not be there yet.
        """
        files: list[dict[int, list[str]]] = [{} for _ in range(FILES)]
        for word, shelves in sorted(self._shelves.items()):
            files[file_of(word)].setdefault(shelves, []).append(word)
        folder.mkdir()
        for number, held in enumerate(files):
            told = {str(shelves): " ".join(held[shelves]) for shelves in sorted(held)}
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{number}.json").write_text(text, encoding="utf-8", newline="\n")
