"""Reads what Pagefind has made of a run, and joins the words of several runs.

The files are CBOR, compressed, behind a mark. An index file is an array of one array of words; a word is an array of
three: its text, its pages, further spellings, each of which has pages as well. A page is an array of three: how far its
number is from that of the page before, and two arrays of numbers, which stay as they are. The file that lists all
(``pf_meta``) is an array in which the pages and the ranges of words of the index files stand. So it is with Pagefind
1.5.2; files that are otherwise are refused.
"""

import gzip
import heapq
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from gongkai.site.search import cbor

MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
_NUMBER = rb"(?:[\x00-\x17]|\x18.|\x19..|\x1a.{4}|\x1b.{8})"
_NUMBERS = (
    rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
    rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4}|[\x1b\x3b].{8})*+"
)
"""An array of numbers, none of which can begin as an array does."""
_PAGE = re.compile(rb"\x83(" + _NUMBER + rb")" + _NUMBERS + _NUMBERS, re.DOTALL)
_PAGES = re.compile(rb"(?:\x83" + _NUMBER + _NUMBERS + _NUMBERS + rb")*+", re.DOTALL)
"""Pages; what follows them is not taken for one: a further spelling and the next word have no number in this place."""
_SHORT, _IN_A_BYTE = 2, cbor.head(cbor.NUMBER, 24)[0]
"""Numbers from 24 to 255 are two bytes, of which the first says that the second is the number."""
_OF_WORD, _OF_PAGE = cbor.head(cbor.ARRAY, 2), cbor.head(cbor.ARRAY, 3)
FURTHER = "\U0010ffff"
"""What further spellings of words begin with in a joined index."""


class Spelling(NamedTuple):
    """A word, or a further spelling of one, with accents.

    Attributes:
        text: The word.
        total: How many pages it stands on.
        pages: These pages, as Pagefind encoded them.
        encoded: The word and the array of its pages, as Pagefind encoded them.
    """

    text: str
    total: int
    pages: bytes
    encoded: bytes


class RunIndex:
    """The index of a run."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read what it consists of.

        Args:
            files: Pagefind's files by their paths; those of words are read when they are asked for.

        Raises:
            ValueError: They are not as expected.
        """
        self._files = files
        (path,) = (name for name in files if name.endswith(".pf_meta"))
        meta = cbor.decoded(unpacked(files[path]))
        if not isinstance(meta, list) or len(meta) != len(("version", "pages", "ranges", "filters", "sorts", "fields")):
            raise ValueError(meta)
        version, pages, ranges, filters, sorts, fields = meta
        for rows, columns in ((pages, ("name", "words")), (ranges, ("from", "to", "name"))):
            if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
                raise ValueError(rows)
        self.common: Any = [version, filters, sorts, fields]
        """What it must have in common with the other runs of a part."""
        self.names: Sequence[str] = [name for name, _ in pages]
        """By number of a page the name of the file with its text."""
        self._chunks = [f"index/{name}.pf_index" for _, _, name in ranges]
        """The files of words, in the order of the words."""
        missing = {*self._chunks, *map(fragment, self.names)} - files.keys()
        if missing:
            raise ValueError(missing)

    def text_of(self, name: str) -> bytes:
        """The file with the text of a page, by its name."""
        return self._files[fragment(name)]

    def words(self) -> Iterator[tuple[Spelling, list[Spelling]]]:
        """The words in their order, each with its further spellings.

        Raises:
            ValueError: A file is not as expected.
        """
        for name in self._chunks:
            yield from words_of(unpacked(self._files[name]))


def fragment(name: str) -> str:
    """The path of the file with the text of a page, below the index."""
    return f"fragment/{name}.pf_fragment"


def words_of(content: bytes) -> Iterator[tuple[Spelling, list[Spelling]]]:
    """The words of an index file, each with its further spellings.

    Args:
        content: The file, without compression and mark.

    Raises:
        ValueError: It is not as expected.
    """
    _, at = cbor.read_head(content, 0, cbor.ARRAY)
    count, at = cbor.read_head(content, at, cbor.ARRAY)
    for _ in range(count):
        word, at = _spelling(content, at)
        others, at = cbor.read_head(content, at, cbor.ARRAY)
        further = []
        for _ in range(others):
            other, at = _spelling(content, at)
            further.append(other)
        yield word, further
    if at != len(content):
        raise ValueError(f"{len(content) - at} bytes too many")


def _spelling(content: bytes, at: int) -> tuple[Spelling, int]:
    """What an array begins with that is a word or a further spelling, and where that ends."""
    _, begin = cbor.read_head(content, at, cbor.ARRAY)
    text, at = cbor.read_text(content, begin)
    total, first = cbor.read_head(content, at, cbor.ARRAY)
    match = _PAGES.match(content, first)
    end = match.end() if match else first
    return Spelling(text, total, content[first:end], content[begin:end]), end


def joined_words(runs: Sequence[RunIndex]) -> Iterator[tuple[str, bytes]]:
    """The words of several runs as if these were one: each with its encoded form, in order.

    What Pagefind takes for a further spelling of a word, such as one with accents, is a word by itself; as it is known
    only from the other word, these come last, behind a sign that comes after all letters.

    Args:
        runs: The runs; the numbers of the pages of one follow those of the one before.

    Raises:
        ValueError: A file is not as expected.
    """
    begins = [0]
    for run in runs:
        begins.append(begins[-1] + len(run.names))
    further: dict[str, list[_Share]] = {}
    for text, same in groupby(_merged(runs, begins), key=itemgetter(0)):
        shares: list[_Share] = []
        for _, begin, word, others in same:
            shares.append((begin, word))
            for other in others:
                further.setdefault(FURTHER + other.text, []).append((begin, other))
        yield text, _as_written(shares) or _encoded(text, shares)
    yield from ((text, _encoded(text, shares)) for text, shares in sorted(further.items()))


_Share = tuple[int, Spelling]
"""A word in a run: the number of the run's first page, and what the run says of the word."""


def _merged(runs: Sequence[RunIndex], begins: Sequence[int]) -> Iterator[tuple[str, int, Spelling, list[Spelling]]]:
    """The words of all runs in their order, each with the number of its run's first page and its further spellings."""
    words = [_numbered(run, begin) for run, begin in zip(runs, begins, strict=False)]
    return words[0] if len(words) == 1 else heapq.merge(*words)  # no two are alike in text and first page


def _as_written(shares: Sequence[_Share]) -> bytes:
    """A word that is in the first run alone, as most are in a small site: it is encoded already; else nothing."""
    begin, word = shares[0]
    return b"" if begin or len(shares) > 1 else _OF_WORD + word.encoded


def _encoded(text: str, shares: Sequence[_Share]) -> bytes:
    return _OF_WORD + cbor.encoded(text) + _joined(shares)


def _numbered(run: RunIndex, begin: int) -> Iterator[tuple[str, int, Spelling, list[Spelling]]]:
    for word, others in run.words():
        yield word.text, begin, word, others


def _joined(shares: Sequence[_Share]) -> bytes:
    """The pages of a word in several runs, encoded: the number of each run's first depends on the last one before."""
    shares = [share for share in shares if share[1].total]
    parts, before = [cbor.head(cbor.ARRAY, sum(word.total for _, word in shares))], 0
    for number, (begin, word) in enumerate(shares):
        first, behind = cbor.read_head(word.pages, len(_OF_PAGE), cbor.NUMBER)
        parts += (_OF_PAGE, cbor.head(cbor.NUMBER, begin + first - before), word.pages[behind:])
        if number + 1 < len(shares):
            before = begin + (first if word.total == 1 else _last(word))
    return b"".join(parts)


def _last(word: Spelling) -> int:
    """The number of the last page within its run."""
    steps = _PAGE.findall(word.pages)
    if len(steps) != word.total:
        raise ValueError(f"{len(steps)} pages instead of {word.total}")
    together = b"".join(steps)
    if max(map(len, steps)) <= _SHORT:  # nearly always; a loop in Python would take most of the time of joining
        return sum(together) - _IN_A_BYTE * (len(together) - len(steps))
    return sum(cbor.read_head(step, 0, cbor.NUMBER)[0] for step in steps)


def unpacked(file: bytes) -> bytes:
    """The content of a file of the index.

    Raises:
        ValueError: It is no such file.
    """
    try:
        content = gzip.decompress(file)
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError("not compressed") from error
    if not content.startswith(MARK):
        raise ValueError("without its mark")
    return content[len(MARK) :]


def packed(content: bytes, level: int) -> bytes:
    """A file of the index, compressed behind its mark."""
    return gzip.compress(MARK + content, level, mtime=0)
