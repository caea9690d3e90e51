"""Weighs pages as a server that compresses sends them: no page may grow with the number of agencies.

One limit holds for every page of every site, so that a page that lists all agencies or all reports exceeds it on a
large site.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tests.site.audit.built import AuditResult, Built, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE_LIMIT = 30_000
"""Most bytes of one HTML file, compressed."""


def weight(built: Built) -> AuditResult:
    """Weigh every HTML file; the counts have the heaviest page of each kind."""
    result, weights = AuditResult(), weights_of(built)
    for page, size in weights.items():
        result.counts[f"bytes at most {page.kind}"] = max(result.counts[f"bytes at most {page.kind}"], size)
        if size > PAGE_LIMIT:
            result.faults.append(f"{page.name}: {size:,} bytes compressed, more than {PAGE_LIMIT:,}")
    return result


def weights_of(built: Built) -> Mapping[Page, int]:
    """Bytes of every page, compressed."""
    return {page: compressed(page.path.read_bytes()) for page in built.pages}


def compressed(body: bytes) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(body, 6))
