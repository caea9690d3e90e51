"""Characters of a PDF page that do not count as they are read: struck out, covered, transparent, or white on white."""

from gongkai.readers.formats.pdf_unseen.brackets import bracket_unseen
from gongkai.readers.formats.pdf_unseen.covered import is_beneath_picture, mark_covered
from gongkai.readers.formats.pdf_unseen.opacity import mark_opacity
from gongkai.readers.formats.pdf_unseen.picture_pages import (
    has_figures_on_outlines,
    has_figures_on_pictures,
    is_picture,
    on_pictures,
)
from gongkai.readers.formats.pdf_unseen.specks import set_specks_apart

__all__ = [
    "bracket_unseen",
    "has_figures_on_outlines",
    "has_figures_on_pictures",
    "is_beneath_picture",
    "is_picture",
    "mark_covered",
    "mark_opacity",
    "on_pictures",
    "set_specks_apart",
]
