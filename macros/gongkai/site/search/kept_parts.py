"""Parts of the search index kept between builds: a part whose fed pages are the same is not indexed again.

Its files are taken over from the published site; an entry says which they are.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.kept_files import KeptFiles
from gongkai.site.search.command import IndexedPart
from gongkai.work.bundle import WrittenFile

_SHAPE = 1
"""Version of the entries; to be raised with any change of how they are read."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """What is kept of a part.

    Attributes:
        part: Its index.
        files: The same files as they were written, by their paths below the site.
    """

    part: IndexedPart
    files: tuple[WrittenFile, ...]


@dataclass(frozen=True, slots=True)
class PartKeeper:
    """Keeps parts of the index.

    Attributes:
        files: Where they are kept; None where none is.
        common: Hash of the versions of all that makes an index.
        anew: Whether all are indexed anew, and those kept replaced.
    """

    files: KeptFiles | None = None
    common: str = ""
    anew: bool = False

    def key(self, part: int, fed: Iterable[tuple[str, str]]) -> str:
        """The hash of all that a part is made from.

        Args:
            part: Its number.
            fed: Address and hash of each of its fed pages.
        """
        return hashlib.sha256(repr((_SHAPE, self.common, part, sorted(fed))).encode()).hexdigest()

    def get(self, key: str) -> KeptPart | None:
        """The part under a key; None where there is none, or none that can be read.

        Args:
            key: A hexadecimal hash of its fed pages and of what indexes them.
        """
        entry = None if self.files is None or self.anew else self.files.get(key)
        try:
            return None if entry is None else _decoded(json.loads(entry))
        except (ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, kept: KeptPart) -> None:
        """Keep a part under a key."""
        if self.files is not None:
            self.files.put(key, json.dumps(asdict(kept)).encode())


def _decoded(record: dict[str, Any]) -> KeptPart:
    part = IndexedPart(record["part"]["entry"], tuple(record["part"]["names"]))
    return KeptPart(part, tuple(WrittenFile(**fields) for fields in record["files"]))
