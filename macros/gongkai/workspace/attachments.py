"""Files that pages name and that are not there, and office files that are there and that no page names."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from gongkai.checks.rules.text.attachment import unlinked_file
from gongkai.findings import Finding
from gongkai.narrative import Narrative
from gongkai.narrative.links import FileLink, file_links
from gongkai.readers.files.suffixes import BY_OFFICE
from gongkai.reports.layout import Layout
from gongkai.work.agency import AgencyData
from gongkai.workspace.names import year_meant

_DRAFTED_IN = (".docx", ".xlsx", *BY_OFFICE)
"""Suffixes of files in which offices draft; a PDF is mostly meant to be published."""


def lost_links(text: str, page: Path) -> tuple[FileLink, ...]:
    """The files that a page names and that are not there.

    Args:
        text: Its text.
        page: The page.
    """
    return tuple(link for link in file_links(text) if not (page.parent / link.target).exists())


class Page(Protocol):
    """What is asked of a page."""

    @property
    def agency(self) -> str | None:
        """The agency whose page it is."""

    @property
    def narrative(self) -> Narrative | None:
        """Its text; None where it cannot be read."""


def unlinked_files(layout: Layout, data: Mapping[str, AgencyData], pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Office files in the docs folder and in the folders of agencies that no page names.

    Files in further folders below are attachments, put there on purpose; one that stands for a narrative that is not
    there has a finding of its own.

    Args:
        layout: Where the site keeps what.
        data: What is known of each agency, by the name of its folder.
        pages: The pages that are no narrative of a report at hand.
    """
    for folder in ("", *data):
        for name in _office_files(layout.docs / folder):
            year = year_meant(name)
            text = "\n".join(_texts(folder, data, pages.values()))
            lacks_narrative = folder and year is not None and not layout.narrative(folder, year).is_file()
            if not lacks_narrative and name not in text and quote(name) not in text:
                yield unlinked_file(layout.name(layout.docs / folder / name), agency=folder or None)


def _texts(folder: str, data: Mapping[str, AgencyData], pages: Iterable[Page]) -> Iterator[str]:
    """The text of every page of an agency; of every page of the site where none is named."""
    for owner in [data[folder]] if folder else data.values():
        yield from (narrative.text for narrative in owner.narratives.values())
    for page in pages:
        if page.narrative is not None and (not folder or page.agency == folder):
            yield page.narrative.text


def _office_files(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.name.lower().endswith(_DRAFTED_IN) and not entry.name.startswith((".", "~$"))
        )
