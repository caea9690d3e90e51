"""A report as an official document: the parts that every format with pages, such as Word, places in the same order."""

from gongkai.pages.official.document import official_document
from gongkai.pages.official.model import (
    LineKind,
    OfficialBlock,
    OfficialDocument,
    OfficialGrid,
    OfficialHeading,
    OfficialItem,
    OfficialLine,
    OfficialParagraph,
    OfficialSection,
    OfficialTable,
    TextRun,
)
from gongkai.pages.official.text import note_mark

__all__ = [
    "LineKind",
    "OfficialBlock",
    "OfficialDocument",
    "OfficialGrid",
    "OfficialHeading",
    "OfficialItem",
    "OfficialLine",
    "OfficialParagraph",
    "OfficialSection",
    "OfficialTable",
    "TextRun",
    "note_mark",
    "official_document",
]
