"""What the library that reads workbooks leaves out: errors of formulas, number formats, struck or raised characters."""

from gongkai.readers.formats.workbook_parts.cells import CellPlace, texts_as_shown

__all__ = ["CellPlace", "texts_as_shown"]
