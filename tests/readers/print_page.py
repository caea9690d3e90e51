"""A page of a PDF with as much of it as the readers of its lines and tables ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfplumber.utils.text import chars_to_textmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Mark = dict[str, Any]


class PrintPage:
    """A page of characters, pictures and edges, as pdfplumber has one."""

    width, height = 600.0, 800.0

    def __init__(self, chars: list[Mark], images: Sequence[Mark] = (), edges: Sequence[Mark] = ()) -> None:
        self.chars, self.images, self.edges = chars, list(images), list(edges)
        self.lines, self.curves, self.rects = list[Mark](), list[Mark](), list[Mark]()

    def filter(self, keeps: Callable[[Mark], bool]) -> PrintPage:
        """The page with some of its characters."""
        return PrintPage([char for char in self.chars if keeps(char)])

    def extract_text_lines(self, *, strip: bool, return_chars: bool, y_tolerance: float) -> list[Mark]:
        """Its lines."""
        words = chars_to_textmap(self.chars, layout_bbox=(0, 0, self.width, self.height), y_tolerance=y_tolerance)
        return list(words.extract_text_lines(strip=strip, return_chars=return_chars))


def words(text: str, left: float, top: float, size: float = 10) -> list[Mark]:
    """Characters side by side."""
    places = [(sign, left + size * place) for place, sign in enumerate(text)]
    box = {"top": top, "doctop": top, "bottom": top + size, "size": size, "upright": True, "object_type": "char"}
    return [{"text": sign, "x0": x, "x1": x + size, "width": size, "height": size, **box} for sign, x in places]
