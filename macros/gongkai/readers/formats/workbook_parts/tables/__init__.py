"""Tables of a workbook: the style that paints the cells of one, and those that stand side by side on a sheet."""

from gongkai.readers.formats.workbook_parts.tables.beside import tables_apart
from gongkai.readers.formats.workbook_parts.tables.styles import TableStyles

__all__ = ["TableStyles", "tables_apart"]
