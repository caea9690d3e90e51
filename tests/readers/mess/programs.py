"""Drafts as files that programs make: LibreOffice writes .doc, .xls and .pdf, Chromium prints pages, many in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.readers.files.office_conversion import ManyConversions
from tests.readers.corpus.writers import converted
from tests.readers.mess import printed, word
from tests.readers.mess.book import as_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.readers.mess.draft import Draft
    from tests.readers.mess.draw import DraftDocument


@dataclass(frozen=True)
class Program:
    """A kind of document that a program makes of another one.

    Attributes:
        suffix: Of the file that it is made of.
        write: Writes that file.
        becomes: What it is made into: ``doc``, ``xls`` or ``pdf``.
    """

    suffix: str
    write: Callable[[Draft], bytes]
    becomes: str


PROGRAMS: dict[str, Program] = {
    "doc": Program("docx", word.as_word, "doc"),
    "xls": Program("xlsx", as_book, "xls"),
    "word pdf": Program("docx", printed.as_word, "pdf"),
    "bare word pdf": Program("docx", printed.as_word, "pdf"),
    "sheet pdf": Program("xlsx", printed.as_book, "pdf"),
    "bare sheet pdf": Program("xlsx", printed.as_book, "pdf"),
    "page pdf": Program("html", printed.as_page, "pdf"),
    "bare page pdf": Program("html", printed.as_page, "pdf"),
}
"""By name of a kind of document."""


def convert(drawn: Iterable[DraftDocument], folder: Path, browser: Browser | None) -> Iterator[DraftDocument]:
    """Give documents that were drawn as the files that programs make of them; others as they are.

    Args:
        drawn: The documents.
        folder: An empty folder for the files.
        browser: Prints pages; None where there are none.
    """
    drawn = list(drawn)
    for suffix, becomes in dict.fromkeys((p.suffix, p.becomes) for p in PROGRAMS.values() if p.suffix != "html"):
        some = [one for one in drawn if one.kind in PROGRAMS and (suffix, becomes) == _way(one)]
        files = [folder / f"{suffix}-{becomes}" / one.name for one in some]
        for file, one in zip(files, some, strict=True):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(one.data)
        if files:
            converted(files, becomes, folder / "made")
    for one in drawn:
        if one.kind not in PROGRAMS:
            yield one
            continue
        suffix, becomes = _way(one)
        name = f"{one.name.rpartition('.')[0]}.{becomes}"
        if suffix == "html":
            assert browser is not None, "pages are printed by a browser"
            data = printed.print_page(browser, one)
        else:
            data = (folder / "made" / name).read_bytes()
        yield replace(one, name=name, data=data)


def _way(one: DraftDocument) -> tuple[str, str]:
    program = PROGRAMS[one.kind]
    return program.suffix, program.becomes


def read_ready(drawn: Iterable[DraftDocument]) -> ManyConversions:
    """Begin to convert the old Word files among some documents for the importer, as a batch does it."""
    conversions = ManyConversions()
    for one in drawn:
        if one.kind == "doc":
            conversions.add(one.data)
    conversions.begin()
    return conversions
