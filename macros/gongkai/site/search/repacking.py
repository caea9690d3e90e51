"""Packs the index that Pagefind has made of a part into smaller files, so that a query loads less.

Each of Pagefind's files holds the words of an alphabetical range, in 20 KB and more; a query loads one for each pair of
units that it looks up. Here the same words, as Pagefind encoded them, are spread over files of about 6 KB. Left out are
words that no query asks for: those that begin with a sign, which Pagefind indexes beside the same word without it.

The files are CBOR, compressed, behind a mark. An index file is an array of one array of words; a word is an array of
three: its text, its pages, further spellings. The file that lists them (``pf_meta``) is an array in which their ranges
stand. So it is with Pagefind 1.5.2; files that are otherwise stay as they are.
"""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from gongkai.site.search import cbor

FILE_SIZE = 20_000
"""Bytes of words, before compression, beyond which another file begins; smaller files make ``pf_meta`` larger."""
_LEVEL = 6
"""Of compression; 9 saves one byte in a hundred and takes twice the time."""
_DIGITS = 6
"""Hexadecimal digits of a hash in the name of an index file, as long as these tell the files apart."""

_MARK = b"pagefind_dcd"
_NO_TEXT = re.compile(
    rb"(?:[\x00-\x17\x20-\x37\x80-\x97]|[\x18\x38\x98].|[\x19\x39\x99]..|[\x1a\x3a\x9a].{4}|[\x1b\x3b\x9b].{8})*+",
    re.DOTALL,
)
"""Numbers and heads of arrays, up to the head of a text."""
_WORD = cbor.head(cbor.ARRAY, 3)[0]
"""Head of a word; that of a further spelling of one is another."""
_PAGES, _RANGES, _FIELDS = 1, 2, 6
"""Places in ``pf_meta`` of the pages and of the ranges of words of the index files; how many places there are."""
_LENGTH = 1
"""Stands for the number of words of each page. Pagefind would rank by it; our results come in an order of their own."""

Word = tuple[str, bytes]
"""A word and its encoded form."""


def repack(folder: Path, language: str) -> str | None:
    """Replace the index files of a part and the file that lists them.

    Args:
        folder: The folder with Pagefind's files, one ``pf_meta`` among them.
        language: The language code of the part, with which the names of its files begin.

    Returns:
        The new hash of the part, which Pagefind's entry file has to name; None where nothing was replaced.
    """
    (path,) = folder.glob("*.pf_meta")
    try:
        meta = cbor.decoded(_unpacked(path))
        pages, files = _listed(meta)
        old = [folder / f"index/{name}.pf_index" for _, _, name in files]
        packs = list(_packs(word for file in old for word in words_of(_unpacked(file)) if word[0][:1].isalnum()))
    except (ValueError, OSError):  # another version of Pagefind writes otherwise
        return None
    for file in old:
        file.unlink()
    ranges = [[pack[0][0], pack[-1][0], _write(folder, language, pack)] for pack in packs]
    for before, after in pairwise(ranges):
        before[1], after[0] = _told_apart(before[1], after[0])
    content = cbor.encoded([*meta[:_PAGES], [[name, _LENGTH] for name, _ in pages], ranges, *meta[_RANGES + 1 :]])
    name = f"{language}_{hashlib.blake2b(content, digest_size=7).hexdigest()}"
    path.unlink()
    path.with_name(f"pagefind.{name}.pf_meta").write_bytes(_packed(content))
    return name


def words_of(content: bytes) -> Iterator[Word]:
    """The words of an index file.

    Args:
        content: The file, without compression and mark.

    Raises:
        ValueError: It is not as expected.
    """
    _, at = cbor.read_head(content, 0, cbor.ARRAY)
    count, begin = cbor.read_head(content, at, cbor.ARRAY)
    for _ in range(count):
        _, at = cbor.read_head(content, begin, cbor.ARRAY)
        text, at = cbor.read_text(content, at)
        at = _behind_numbers(content, at)
        while at < len(content) and content[at - 1] != _WORD:
            _, at = cbor.read_text(content, at)  # a further spelling
            at = _behind_numbers(content, at)
        end = at if at == len(content) else at - 1
        yield text, content[begin:end]
        begin = end
    if begin != len(content):
        raise ValueError(f"{len(content) - begin} bytes too many")


def _behind_numbers(content: bytes, at: int) -> int:
    numbers = _NO_TEXT.match(content, at)
    return numbers.end() if numbers else at


def _listed(meta: Any) -> tuple[list[Any], list[Any]]:
    """The pages and the ranges of words that ``pf_meta`` lists."""
    if not isinstance(meta, list) or len(meta) != _FIELDS:
        raise ValueError(meta)
    pages, ranges = meta[_PAGES], meta[_RANGES]
    if not all(isinstance(page, list) and len(page) == len(("name", "words")) for page in pages):
        raise ValueError(pages)
    if not all(isinstance(one, list) and len(one) == len(("from", "to", "name")) for one in ranges):
        raise ValueError(ranges)
    return pages, ranges


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


def _write(folder: Path, language: str, pack: Sequence[Word]) -> str:
    """Write an index file, and return its name."""
    content = cbor.head(cbor.ARRAY, 1) + cbor.head(cbor.ARRAY, len(pack)) + b"".join(word for _, word in pack)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    names = (f"{language}_{digest[:length]}" for length in range(_DIGITS, len(digest) + 1))
    name = next(name for name in names if not (folder / f"index/{name}.pf_index").exists())
    (folder / f"index/{name}.pf_index").write_bytes(_packed(content))
    return name


def _told_apart(before: str, after: str) -> tuple[str, str]:
    """Two neighbouring words, each as far as is needed to tell which of the two another word stands with."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return before[: same + 1], after[: same + 1]


def _unpacked(path: Path) -> bytes:
    try:
        content = gzip.decompress(path.read_bytes())
    except (EOFError, zlib.error) as error:
        raise ValueError(path.name) from error
    if not content.startswith(_MARK):
        raise ValueError(path.name)
    return content[len(_MARK) :]


def _packed(content: bytes) -> bytes:
    return gzip.compress(_MARK + content, _LEVEL, mtime=0)
