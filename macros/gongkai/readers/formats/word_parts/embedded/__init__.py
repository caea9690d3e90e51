"""Workbooks and Word files within a Word file (OLE objects), read where the document shows them."""

from gongkai.readers.formats.word_parts.embedded.objects import with_embedded_tables

__all__ = ["with_embedded_tables"]
