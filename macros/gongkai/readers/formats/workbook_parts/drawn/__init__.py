"""What is drawn on the sheets of a workbook, over its cells: pictures, shapes, charts, controls and lines."""

from gongkai.readers.formats.workbook_parts.drawn.covered import unseen_cells
from gongkai.readers.formats.workbook_parts.drawn.pictures import pictures_over_cells

__all__ = ["pictures_over_cells", "unseen_cells"]
