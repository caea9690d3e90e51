"""Characters of a PDF page that do not count as they are read: struck out, transparent, or white on white paper."""

from gongkai.readers.formats.pdf_unseen.brackets import bracket_unseen
from gongkai.readers.formats.pdf_unseen.faint import mark_faint

__all__ = ["bracket_unseen", "mark_faint"]
