"""Ruled tables on the pages of a PDF, and small pictures, which may stand in their cells."""

from gongkai.readers.formats.pdf_ruled.adjoining import set_apart
from gongkai.readers.formats.pdf_ruled.beside import join_beside
from gongkai.readers.formats.pdf_ruled.cell_texts import is_large, picture_words
from gongkai.readers.formats.pdf_ruled.dashes import join_dashes
from gongkai.readers.formats.pdf_ruled.drawings import set_blackened_apart, set_slanted_apart, set_strokes_apart
from gongkai.readers.formats.pdf_ruled.edges import Box
from gongkai.readers.formats.pdf_ruled.last_cells import PrintProgram, print_program
from gongkai.readers.formats.pdf_ruled.pages import join_open_tables, mark_missing_cells
from gongkai.readers.formats.pdf_ruled.tables import PdfTable, tables_of

__all__ = [
    "Box",
    "PdfTable",
    "PrintProgram",
    "is_large",
    "join_beside",
    "join_dashes",
    "join_open_tables",
    "mark_missing_cells",
    "picture_words",
    "print_program",
    "set_apart",
    "set_blackened_apart",
    "set_slanted_apart",
    "set_strokes_apart",
    "tables_of",
]
