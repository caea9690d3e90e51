"""Tables without lines on the pages of a PDF."""

from gongkai.readers.formats.pdf_bare.tables import with_bare_tables

__all__ = ["with_bare_tables"]
