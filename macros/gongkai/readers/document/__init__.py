"""The document as every reader returns it, and helpers for its text that belong to no single format."""

from gongkai.readers.document.model import (
    Document,
    FileNotice,
    GridCell,
    Image,
    Origin,
    SourceBlock,
    SourceGrid,
    SourceParagraph,
)

__all__ = ["Document", "FileNotice", "GridCell", "Image", "Origin", "SourceBlock", "SourceGrid", "SourceParagraph"]
