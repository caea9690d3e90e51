"""Large pictures on or below the figures of a PDF, such as a stamp that is a watermark, are said: nobody reads them."""

from __future__ import annotations

import pytest

from gongkai.readers.formats.reading import read_document
from tests.readers.test_pdf_unseen import pdf_file

pytestmark = pytest.mark.usefixtures("reads_here")

FIGURES = "BT /F1 10 Tf 55 607 Td (Rules that were made and are in force 12 345) Tj 0 -100 Td (In all 678) Tj ET\n"


def picture(width: int, height: int, *, low: int = 450, dots: int = 8, state: str = "Whole") -> str:
    """A drawing with a picture at some place."""
    inline = f"BI /W {dots}/H {dots}/BPC 8/CS/G/F/AHx ID {'7f' * dots**2}> EI"
    return f"q /{state} gs {width} 0 0 {height} 50 {low} cm {inline} Q\n"


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        (picture(500, 250) + FIGURES, 1),
        (FIGURES + picture(500, 250, state="Half"), 1),
        (FIGURES + picture(500, 100, low=580) + picture(500, 100, low=480), 1),
        (picture(500, 250, state="Faint") + FIGURES, 0),
        (picture(500, 250, dots=4) + FIGURES, 0),
        (picture(100, 250) + FIGURES, 0),
        (picture(500, 250, low=100) + FIGURES, 0),
        (FIGURES, 0),
    ],
    ids=["below", "over", "pieces", "faint", "colour", "small", "elsewhere", "none"],
)
def test_large_pictures_with_figures_on_them_are_noted(drawing: str, count: int) -> None:
    notices = read_document(pdf_file(drawing), name="a.pdf").notices

    assert [notice.code for notice in notices] == ["figures-on-pictures"] * count
