"""Tables of a workbook: their styles, those side by side on a sheet, and those that end in their heads."""

from gongkai.readers.formats.workbook_parts.tables.beside import tables_apart
from gongkai.readers.formats.workbook_parts.tables.heads_alone import row_below_heads
from gongkai.readers.formats.workbook_parts.tables.styles import TableStyles

__all__ = ["TableStyles", "row_below_heads", "tables_apart"]
