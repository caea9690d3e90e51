"""What is drawn over or behind the text of a Word file: shapes, lines, pictures, ink and tables."""

from gongkai.readers.formats.word_parts.drawn.floating_tables import tables_over_tables
from gongkai.readers.formats.word_parts.drawn.in_margins import drawn_behind_pages
from gongkai.readers.formats.word_parts.drawn.over_tables import drawn_over_tables

__all__ = ["drawn_behind_pages", "drawn_over_tables", "tables_over_tables"]
