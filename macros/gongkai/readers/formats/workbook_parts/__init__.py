"""What the library that reads workbooks leaves out: errors, number formats, marks, pictures, what is hidden."""

from gongkai.readers.formats.workbook_parts.cells import texts_as_shown
from gongkai.readers.formats.workbook_parts.drawn import pictures_over_cells, unseen_cells
from gongkai.readers.formats.workbook_parts.hidden import HiddenParts, hidden_parts
from gongkai.readers.formats.workbook_parts.merged import figures_beneath, merged_spans
from gongkai.readers.formats.workbook_parts.narrow import figures_cut
from gongkai.readers.formats.workbook_parts.noughts import hidden_noughts
from gongkai.readers.formats.workbook_parts.texts import FIGURE
from gongkai.readers.formats.workbook_parts.values import (
    MOST_PLACES,
    CellPlace,
    column_letters,
    text_of_value,
    with_texts,
)

__all__ = [
    "FIGURE",
    "MOST_PLACES",
    "CellPlace",
    "HiddenParts",
    "column_letters",
    "figures_beneath",
    "figures_cut",
    "hidden_noughts",
    "hidden_parts",
    "merged_spans",
    "pictures_over_cells",
    "text_of_value",
    "texts_as_shown",
    "unseen_cells",
    "with_texts",
]
