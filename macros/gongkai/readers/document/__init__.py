"""The document as every reader returns it, and helpers for its text that belong to no single format."""

from gongkai.readers.document.model import Document, GridCell, Image, Origin, SourceBlock, SourceGrid, SourceParagraph

# Old names, kept until the matcher uses the new ones.
Block = SourceBlock
Cell = GridCell
Grid = SourceGrid
Paragraph = SourceParagraph

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Grid",
    "GridCell",
    "Image",
    "Origin",
    "Paragraph",
    "SourceBlock",
    "SourceGrid",
    "SourceParagraph",
]
