"""Makes the index of a part from what Pagefind has made of its runs, in smaller files, so that a query loads less.

Each of Pagefind's files holds the words of an alphabetical range, in 20 KB and more; a query loads one for each pair of
units that it looks up. Here the words are spread over files of about 6 KB. Left out are words that no query asks for:
those that begin with a sign, which Pagefind indexes beside the same word without it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from gongkai.site.search import cbor
from gongkai.site.search.run_index import RunIndex, fragment, joined_words, packed

FILE_SIZE = 20_000
"""Bytes of words, before compression, beyond which another file begins; smaller files make ``pf_meta`` larger."""
_LEVEL = 6
"""Of compression; 9 saves one byte in a hundred and takes twice the time."""
_DIGITS = 6
"""Hexadecimal digits of a hash in the name of an index file, as long as these tell the files apart."""
_LENGTH = 1
"""Stands for the number of words of each page. Pagefind would rank by it; our results come in an order of their own."""
_ORDER = "order"
"""What results are sorted by: ``feed.fed_html`` writes it into each page."""

Word = tuple[str, bytes]
"""A word and its encoded form."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """The index of a part.

    Attributes:
        entry: What its entry file says, with its language alone.
        names: Its files, relative to the folder of all parts; those of the first part hold the program as well.
    """

    entry: dict[str, Any]
    names: tuple[str, ...]


@dataclass(slots=True)
class PartFiles:
    """The files of a part, while they are written.

    Attributes:
        folder: The folder of all parts.
        language: The language code of the part, with which the names of its files begin.
        names: The files written so far, relative to the folder.
    """

    folder: Path
    language: str
    names: dict[str, None] = field(default_factory=dict)

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        path = self.folder / name
        if not self.names:
            for folder in ("index", "fragment"):
                (self.folder / folder).mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.names[name] = None

    def drop(self) -> None:
        """Remove all that was written."""
        while self.names:
            (self.folder / self.names.popitem()[0]).unlink()


def join_runs(runs: Sequence[RunIndex], orders: Sequence[int], files: PartFiles) -> str:
    """Write the index of a part.

    Args:
        runs: What Pagefind has made of its runs.
        orders: By number of a page, counted through all runs, its place among the results.
        files: Where to write it.

    Returns:
        The hash of the part, which Pagefind's entry file has to name.

    Raises:
        ValueError: The index of a run is not as expected, which another version of Pagefind may write; nothing was
            written then.
    """
    version, filters, sorts, fields = common = runs[0].common
    if any(run.common != common for run in runs) or sorts != [_ORDER]:
        raise ValueError(common)
    try:
        pages = [[name, _LENGTH] for name in _write_fragments(runs, files)]
        packs = _packs(word for word in joined_words(runs) if word[0][:1].isalnum())
        ranges = [[pack[0][0], pack[-1][0], _write_words(pack, files)] for pack in packs]
    except ValueError:
        files.drop()
        raise
    for before, after in pairwise(ranges):
        before[1], after[0] = _told_apart(before[1], after[0])
    ordered = sorted(range(len(orders)), key=orders.__getitem__)
    content = cbor.encoded([version, pages, ranges, filters, [[_ORDER, ordered]], fields])
    name = f"{files.language}_{hashlib.blake2b(content, digest_size=7).hexdigest()}"
    files.write(f"pagefind.{name}.pf_meta", packed(content, _LEVEL))
    return name


def _write_fragments(runs: Iterable[RunIndex], files: PartFiles) -> Iterator[str]:
    """Write the files with the texts of the pages; their names, which only within a run differ for certain."""
    used: set[str] = set()
    for run in runs:
        for name in run.names:
            content, own = run.text_of(name), name
            if own in used:
                digest = hashlib.blake2b(content, digest_size=16).hexdigest()
                own = next(own for length in range(1, len(digest)) if (own := name + digest[:length]) not in used)
            used.add(own)
            files.write(fragment(own), content)
            yield own


def _packs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words by file; a word that is larger than a file should be has one to itself."""
    pack: list[Word] = []
    size = 0
    for word in words:
        if pack and size + len(word[1]) > FILE_SIZE:
            yield pack
            pack, size = [], 0
        pack.append(word)
        size += len(word[1])
    if pack:
        yield pack


def _write_words(pack: Sequence[Word], files: PartFiles) -> str:
    """Write an index file, and return its name."""
    content = cbor.head(cbor.ARRAY, 1) + cbor.head(cbor.ARRAY, len(pack)) + b"".join(word for _, word in pack)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    names = (f"{files.language}_{digest[:length]}" for length in range(_DIGITS, len(digest) + 1))
    name = next(name for name in names if f"index/{name}.pf_index" not in files.names)
    files.write(f"index/{name}.pf_index", packed(content, _LEVEL))
    return name


def _told_apart(before: str, after: str) -> tuple[str, str]:
    """Two neighbouring words, each as far as is needed to tell which of the two another word stands with."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return before[: same + 1], after[: same + 1]
