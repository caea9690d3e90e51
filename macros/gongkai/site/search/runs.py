"""How the pages of a part are indexed: some at a time, so that after a change few are indexed again.

A run is some pages that follow each other. Where it ends depends on the pages near its end alone: a page that is
changed, added or taken away changes one run or two, and the others need not be indexed again.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 1_500_000
"""Bytes at which a run ends: about a hundred reports, indexed in a tenth of a second."""
_FEWEST_SHARE = 2
"""From this part of them on it ends with any page whose address has a mark."""
_MARKED = 16
"""One address in this many has the mark."""


@dataclass(frozen=True, slots=True)
class FedFile:
    """A fed page as it was laid down.

    Attributes:
        address: Path of the site's page below the site.
        order: Its place among all pages of its part, in which results come.
        size: Bytes of the fed page.
        digest: Hash of the fed page.
        source: The page of the site that it is fed for.
    """

    address: str
    order: int
    size: int
    digest: str
    source: str = ""


def in_runs(files: Iterable[FedFile]) -> tuple[tuple[FedFile, ...], ...]:
    """Divide the pages of a part into runs; without pages there is one empty run.

    Args:
        files: The pages, in the order in which they are numbered.
    """
    runs: list[list[FedFile]] = [[]]
    size = 0
    for file in files:
        runs[-1].append(file)
        size += file.size
        marked = zlib.crc32(file.address.encode()) % _MARKED == 0
        if size >= MOST_BYTES or (marked and size * _FEWEST_SHARE >= MOST_BYTES):
            runs.append([])
            size = 0
    if not runs[-1] and len(runs) > 1:
        runs.pop()
    return tuple(map(tuple, runs))
