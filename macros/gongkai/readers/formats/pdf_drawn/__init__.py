"""What is drawn on the pages of a PDF, brought into the shape that the readers of text and tables take for granted."""

from gongkai.readers.formats.pdf_drawn.annotations import PageNote, with_annotations
from gongkai.readers.formats.pdf_drawn.clipping import BEYOND, Bounds, beyond, bounds_of, common_bounds
from gongkai.readers.formats.pdf_drawn.colors import OPACITY, is_as_ground, is_red, is_white
from gongkai.readers.formats.pdf_drawn.crowded import MOST_MARKS, CrowdedPageError
from gongkai.readers.formats.pdf_drawn.curves import bounds_with_curves
from gongkai.readers.formats.pdf_drawn.file_end import with_end
from gongkai.readers.formats.pdf_drawn.outlines import DigitsByFont, digits_drawn_otherwise
from gongkai.readers.formats.pdf_drawn.outside import drop_outside
from gongkai.readers.formats.pdf_drawn.repeats import draw_once
from gongkai.readers.formats.pdf_drawn.strokes import drawings_on, is_blackened, is_stroke_of_digit
from gongkai.readers.formats.pdf_drawn.turned import is_running_up, turn_back
from gongkai.readers.formats.pdf_drawn.two_up import halves_of

__all__ = [
    "BEYOND",
    "MOST_MARKS",
    "OPACITY",
    "Bounds",
    "CrowdedPageError",
    "DigitsByFont",
    "PageNote",
    "beyond",
    "bounds_of",
    "bounds_with_curves",
    "common_bounds",
    "digits_drawn_otherwise",
    "draw_once",
    "drawings_on",
    "drop_outside",
    "halves_of",
    "is_as_ground",
    "is_blackened",
    "is_red",
    "is_running_up",
    "is_stroke_of_digit",
    "is_white",
    "turn_back",
    "with_annotations",
    "with_end",
]
