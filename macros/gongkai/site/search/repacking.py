"""Writes the index of a part in small files, so that a query loads little.

The words are spread over files of about 6 KB, and lists of lists, of a few hundred bytes each, tell in which file a
word or the text of a page is. ``search-files.js`` reads them. The name of a file is a hash of its content, so that
browsers may keep it. All but the texts of the pages, which are JSON, is CBOR; all are compressed:

- words: of each its text and its pages (see ``run_index``)
- list of words: where each file of some begins, then their names, then how many KiB each has: of the pairs of a phrase
  those in small files are asked for first
- list of pages: the names of the texts of some pages
- list of the part: where each list of words begins, then their names; how many pages a list has, the names of these
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from gongkai.site.publishing.site_folder import write_or_link
from gongkai.site.search import cbor
from gongkai.site.search.run_index import RunIndex, joined_words, packed, unpacked
from gongkai.work.bundle import OutputFile, WrittenFile

FILE_SIZE = 20_000
"""Bytes of words, before compression, beyond which another file begins."""
FILES_IN_A_LIST = 32
"""Files of words in a list: about the root of how many a part of 3000 reports has, so that no list is long."""
PAGES_IN_A_LIST = 64
"""Pages in a list."""
_DIGITS = 6
"""Hexadecimal digits of a hash in the name of a file, as long as these tell the files apart."""

IndexWord = tuple[str, bytes]
"""A word and its encoded form."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """The search index of a part of the site's pages, as written.

    Attributes:
        list_name: The name of its list.
        files: Its files, their paths relative to the folder of all parts, in order.
    """

    list_name: str
    files: tuple[WrittenFile, ...]


@dataclass(slots=True)
class PartFiles:
    """The files of a part, while they are written.

    Attributes:
        folder: The folder of all parts.
        part: The number of the part, with which the names of its files begin: parts may have files of equal content.
        before: The folder of all parts as it was made before; None where there is none.
        links: Whether what is the same there is linked.
        files: The files written so far, by their paths relative to the folder.
    """

    folder: Path
    part: int
    before: Path | None = None
    links: bool = False
    files: dict[str, WrittenFile] = field(default_factory=dict)

    def path(self, kind: str, name: str) -> str:
        """Where a file of a kind (``index`` or ``fragment``) is, relative to the folder."""
        return f"{kind}/{self.part}-{name}.pf_{kind}"

    def write(self, kind: str, name: str, content: bytes) -> None:
        """Write a file of the part, and note it."""
        path = self.path(kind, name)
        before = self.before / path if self.before is not None and self.links else None
        self.files[path] = write_or_link(self.folder, OutputFile(path, content), before)

    def size(self, name: str) -> int:
        """How many KiB a file of the index has that was written."""
        return -(-self.files[self.path("index", name)].size // 1024)

    def write_index(self, content: bytes) -> str:
        """Write a file of the index, and return its name.

        Args:
            content: The encoded value.
        """
        name = self.name("index", content)
        before = None if self.before is None else _same(self.before / self.path("index", name), content)
        self.write("index", name, before or packed(content))  # to pack it takes ten times as long as to unpack
        return name

    def write_text(self, content: bytes) -> str:
        """Write the text of a page, and return the name of its file.

        Args:
            content: The text, compressed.
        """
        name = self.name("fragment", content)
        self.write("fragment", name, content)
        return name

    def name(self, kind: str, content: bytes) -> str:
        """The name of a file that is not written yet."""
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        names = (digest[:length] for length in range(_DIGITS, len(digest) + 1))
        return next(name for name in names if self.path(kind, name) not in self.files)


def _same(file: Path, content: bytes) -> bytes | None:
    """A packed file as it was made before; None where there is none, or one of another content."""
    try:
        data = file.read_bytes()
        return data if unpacked(data) == content else None
    except (OSError, ValueError):
        return None


def join_runs(runs: Sequence[RunIndex], files: PartFiles) -> IndexedPart:
    """Write the index of a part, in which the pages of the runs have their places among the results.

    Args:
        runs: The indexes of its runs, in order.
        files: Where to write it.
    """
    pages = [files.write_text(text) for run in runs for text in run.texts]
    begins, names, sizes = _write_words(joined_words(runs), files)
    lists: tuple[list[str], list[str]] = [], []
    for first in range(0, len(names), FILES_IN_A_LIST):
        some = slice(first, first + FILES_IN_A_LIST)
        lists[0].append(begins[first])
        lists[1].append(files.write_index(cbor.encoded([begins[some], names[some], sizes[some]])))
    of_pages = [
        files.write_index(cbor.encoded(pages[first : first + PAGES_IN_A_LIST]))
        for first in range(0, len(pages), PAGES_IN_A_LIST)
    ]
    name = files.write_index(cbor.encoded([*lists, PAGES_IN_A_LIST, of_pages]))
    return IndexedPart(name, tuple(files.files[path] for path in sorted(files.files)))


def _write_words(words: Iterable[IndexWord], files: PartFiles) -> tuple[list[str], list[str], list[int]]:
    """Write the files of words: where each begins, its name and its KiB, in order."""
    begins: list[str] = []
    names: list[str] = []
    before = ""
    for pack in _packs(words):
        begins.append(_told_apart(before, pack[0][0]))
        names.append(files.write_index(cbor.head(cbor.ARRAY, len(pack)) + b"".join(word for _, word in pack)))
        before = pack[-1][0]
    return begins, names, [files.size(name) for name in names]


def _packs(words: Iterable[IndexWord]) -> Iterator[list[IndexWord]]:
    """Words by file; a word that is larger than a file should be has one to itself."""
    pack: list[IndexWord] = []
    size = 0
    for word in words:
        if pack and size + len(word[1]) > FILE_SIZE:
            yield pack
            pack, size = [], 0
        pack.append(word)
        size += len(word[1])
    if pack:
        yield pack


def _told_apart(before: str, after: str) -> str:
    """As much of a word as is needed to tell it from the word before."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return after[: same + 1]
