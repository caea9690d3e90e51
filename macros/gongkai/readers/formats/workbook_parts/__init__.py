"""What the library that reads workbooks leaves out: errors, number formats, struck or raised characters, pictures."""

from gongkai.readers.formats.workbook_parts.cells import CellPlace, texts_as_shown
from gongkai.readers.formats.workbook_parts.pictures import pictures_over_cells

__all__ = ["CellPlace", "pictures_over_cells", "texts_as_shown"]
