"""The document as every reader returns it, and helpers for its text that belong to no single format."""

from gongkai.readers.document.model import Block, Cell, Document, Grid, Image, Origin, Paragraph

__all__ = ["Block", "Cell", "Document", "Grid", "Image", "Origin", "Paragraph"]
