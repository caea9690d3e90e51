"""What another machine returns of an agency, as bytes: JSON about the pages and files, and after it what they hold.

It is read without running anything that stands in it, and its pages take a tenth of their space on the way.
"""

import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from gongkai.work.bundle import OutputFile, RenderedPage, YearRows

_FASTEST = 1
_LENGTH = 8
"""Bytes of the number that says how long the JSON is."""


@dataclass(frozen=True, slots=True)
class AgencyResult:
    """What came back.

    Attributes:
        pages: The pages of the agency.
        files: Its reports in the formats that the site publishes.
        feed: Source and fed page of each of its pages for the search.
        rows: Its lines in the files of all figures of a year.
        versions: Of a machine that has other versions and made nothing, which they are.
        failed: What went wrong, where nothing was made.
    """

    pages: tuple[RenderedPage, ...] = ()
    files: tuple[OutputFile, ...] = ()
    feed: tuple[tuple[str, str], ...] = ()
    rows: tuple[YearRows, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    failed: str = ""


def packed(returned: AgencyResult) -> bytes:
    """What came back as bytes."""
    head = {
        "pages": [
            (page.source, len(page.output), sorted(page.anchors), page.links, page.logged) for page in returned.pages
        ],
        "files": [(file.path, len(file.data)) for file in returned.files],
        "feed": returned.feed,
        "rows": [(rows.year, rows.count, len(rows.data), len(rows.verbatim)) for rows in returned.rows],
        "versions": returned.versions,
        "failed": returned.failed,
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    contents = [page.output for page in returned.pages] + [file.data for file in returned.files]
    contents += [part for rows in returned.rows for part in (rows.data, rows.verbatim)]
    return zlib.compress(b"".join([len(text).to_bytes(_LENGTH, "big"), text, *contents]), _FASTEST)


def unpacked(data: bytes) -> AgencyResult:
    """Undo ``packed``.

    Raises:
        ValueError: The bytes are something else.
    """
    try:
        return _unpacked(memoryview(zlib.decompress(data)))
    except (zlib.error, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValueError(str(error)) from error


def _unpacked(data: memoryview) -> AgencyResult:
    length = int.from_bytes(data[:_LENGTH], "big")
    head: dict[str, Any] = json.loads(bytes(data[_LENGTH : _LENGTH + length]))
    contents = _Contents(data[_LENGTH + length :])
    pages = tuple(
        RenderedPage(source, contents.next(size), frozenset(anchors), links, tuple(tuple(line) for line in logged))
        for source, size, anchors, links, logged in head["pages"]
    )
    files = tuple(OutputFile(path, contents.next(size)) for path, size in head["files"])
    rows = tuple(
        YearRows(year, count, contents.next(size), contents.next(verbatim))
        for year, count, size, verbatim in head["rows"]
    )
    feed = tuple((source, text) for source, text in head["feed"])
    return AgencyResult(pages, files, feed, rows, head["versions"], head["failed"])


class _Contents:
    """The contents after the JSON, one after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data = data

    def next(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        content, self._data = bytes(self._data[:size]), self._data[size:]
        if len(content) < size:
            raise IndexError(size)
        return content
