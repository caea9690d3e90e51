"""Pages of a PDF on which everything is turned."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest

from gongkai.readers.formats.pdf import read_pdf
from gongkai.readers.formats.pdf_drawn import halves_of, turn_back
from tests.readers.by_libreoffice import kept_document
from tests.readers.print_page import words


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_are_turned_are_read_like_upright_ones(turn: int) -> None:
    upright = kept_document("printed-new.pdf")
    file = pypdfium2.PdfDocument(upright)
    for page in file:
        page.set_rotation(turn)
    turned = BytesIO()
    file.save(turned)

    assert read_pdf(turned.getvalue(), name="a.pdf").blocks == read_pdf(upright, name="a.pdf").blocks


def page_of(upright: str, turned: str) -> Any:
    """A page with characters that run from left to right, and some that run up."""
    chars = [mark | {"matrix": (10, 0, 0, 10, 0, 0)} for mark in words(upright, 40, 100)]
    chars += [mark | {"matrix": (0, 10, -10, 0, 0, 0)} for mark in words(turned, 300, 100)]
    return SimpleNamespace(chars=chars, objects={"char": chars}, bbox=(0, 0, 600, 800))


def test_page_with_a_few_words_that_run_up_stays_as_it_is() -> None:
    page = page_of("行政许可行政处罚行政强制行政事业性收费", "三、本年度办理结果")
    places = [dict(mark) for mark in page.chars]

    turn_back(page)
    assert page.chars == places
    assert page.bbox == (0, 0, 600, 800)


def test_page_whose_words_run_up_is_turned_but_for_its_number() -> None:
    page = page_of("1", "三、本年度办理结果三、本年度办理结果")

    turn_back(page)
    assert page.bbox == (0, 0, 800, 600)
    first, second = page.chars[1:3]
    assert (first["x0"], first["top"], second["top"] - first["top"]) == (690, 300, 10)
    assert first["upright"]
    assert first["matrix"][:4] == (10, 0, 0, 10)


def sheet(*marks: Any, lines: tuple[tuple[float, float], ...] = (), width: float = 800) -> Any:
    """A sheet with characters and lines across, which keeps what a function keeps."""
    rects = [{"x0": left, "x1": right, "width": right - left, "height": 1, "bottom": 300} for left, right in lines]
    objects = {"char": [mark for some in marks for mark in some], "rect": rects}
    return SimpleNamespace(
        width=width,
        height=600,
        objects=objects,
        filter=lambda keeps: "".join(mark["text"] for mark in objects["char"] if keeps(mark)),
    )


LEFT, RIGHT = words("一" * 30, 40, 100), words("二" * 30, 440, 100)
EDGES = ((40, 200), (202, 360))
BESIDE = ((440, 600), (600, 760))


@pytest.mark.parametrize(
    ("page", "halves"),
    [
        (sheet(LEFT, words("一" * 30, 40, 120), RIGHT, words("二" * 30, 440, 120)), 2),
        (sheet(LEFT, RIGHT, lines=(*EDGES, *BESIDE)), 2),
        (sheet(LEFT, RIGHT, words("三", 395, 200), lines=(*EDGES, *BESIDE)), 1),
        (sheet(LEFT, RIGHT, lines=(*EDGES, *BESIDE, (360, 440))), 1),
        (sheet(LEFT, words("一" * 30, 40, 120), words("12", 500, 100), words("34", 500, 120)), 1),
        (sheet(LEFT, RIGHT, lines=(*EDGES, *BESIDE), width=580), 1),
    ],
    ids=["text", "tables", "word across", "line across", "column of figures", "upright"],
)
def test_sheet_with_two_pages_side_by_side_is_two(page: Any, halves: int) -> None:
    parts = halves_of(page)
    assert len(parts) == halves
    assert halves == 1 or (parts[0].strip("一"), parts[1].strip("二")) == ("", "")
