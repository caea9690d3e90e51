"""Loaded by a worker as it begins: it says first that it has another Python, and ends at its first agency."""

import os
from pathlib import Path

from gongkai.site.cluster import versions, worker
from gongkai.site.cluster.parcels import SentAgency, SentSite

HERE = Path.cwd()
right = versions._own  # a worker loads this file twice


def others() -> dict[str, str]:
    """The versions of this process, at first with another Python."""
    marker = HERE / "asked"
    if marker.exists():
        return right()
    marker.touch()
    return {**right(), "python": "2.7.18"}


def end(_site: SentSite, agency: SentAgency) -> bytes:
    """End the process as a machine without power does."""
    (HERE / "lost").write_text(agency.files.slug, encoding="utf-8")
    os._exit(1)


versions.versions = others
worker.make_sent = end
