"""Tables of a workbook, of which each has a style that paints its cells by where in it they are."""

from gongkai.readers.formats.workbook_parts.tables.styles import TableStyles

__all__ = ["TableStyles"]
