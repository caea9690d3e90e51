"""How heavy pages are, as a server that compresses sends them: no page may grow with the number of agencies.

One limit holds for every page of every site, so a page that lists all agencies or all reports breaks it as soon as
the site is a large one.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tests.site.audit.built import Built, Page, Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE_LIMIT = 30_000
"""Bytes of one HTML file, compressed."""


def weight(built: Built) -> Seen:
    """Weigh every HTML file; the heaviest of each kind is told as a count."""
    seen, weights = Seen(), weights_of(built)
    for page, weighs in weights.items():
        seen.counts[f"bytes at most {page.kind}"] = max(seen.counts[f"bytes at most {page.kind}"], weighs)
        if weighs > PAGE_LIMIT:
            seen.faults.append(f"{page.name}: {weighs:,} bytes compressed, more than {PAGE_LIMIT:,}")
    return seen


def weights_of(built: Built) -> Mapping[Page, int]:
    """Bytes of every page, compressed."""
    return {page: compressed(page.path.read_bytes()) for page in built.pages}


def compressed(body: bytes) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(body, 6))
