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


def word(color: str, *, size: int = 120, low: int = 520, corners: str = "0 0 9 0 9 5 5 5 5 7 9 7 9 9 0 9") -> str:
    """A drawing of three strokes of a large character at some place, filled with a colour."""
    numbers = [float(number) * size / 10 for number in corners.split()]
    points = [f"{50 + x} {low + y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    stroke = f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])} f"
    shifted = "".join(f"q 1 0 0 1 {shift} 0 cm {stroke} Q\n" for shift in (0, 100, 180))
    return f"q /Half gs {color} {shifted}Q\n"


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        (word("0.8 g") + FIGURES, 1),
        (FIGURES + word("0.8 g", size=150), 1),
        (FIGURES + word("1 0 0 rg", size=150), 1),
        (FIGURES + word("0 1 1 0 k", size=60, low=560), 0),
        (FIGURES + word("1 g"), 0),
        (FIGURES + word("0.8 g", low=200), 0),
        (FIGURES + word("0.8 g", corners="0 0 9 0 9 9 0 9"), 0),
        (FIGURES + word("0.8 g", size=10, low=605), 0),
    ],
    ids=["below", "over", "red", "seal", "white", "elsewhere", "boxes", "small"],
)
def test_large_words_drawn_as_outlines_over_figures_are_noted(drawing: str, count: int) -> None:
    notices = read_document(pdf_file(drawing), name="a.pdf").notices

    assert [notice.code for notice in notices] == ["figures-on-pictures"] * count


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
