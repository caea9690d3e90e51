"""Which things of a Word file stand on one page."""

import re
from typing import Any

from gongkai.readers.files.office_xml import WORD

_DIGIT = re.compile(r"\d")
_BREAKS = [f"{WORD}{name}" for name in ("lastRenderedPageBreak", "pageBreakBefore", "sectPr")]


class Pages:
    """Which things of a part stand on one page, as far as breaks of pages are written down.

    Without breaks that the program wrote where pages ended, several pages count as one.

    Args:
        root: The root element of the part.
    """

    def __init__(self, root: Any) -> None:
        self._places: dict[Any, tuple[int, int]] = {}
        self._with_figures: set[int] = set()
        self._first: int | None = None
        page = 0
        for number, element in enumerate(root.iter("*")):
            page += _ends_page(element)
            self._places[element] = page, number
            if element.tag == f"{WORD}tc" and _DIGIT.search(text_in(element)):
                self._with_figures.add(page)
                self._first = number if self._first is None else self._first

    def page_of(self, element: Any) -> int:
        """Which page an element stands on, from 0.

        Args:
            element: An element of the part.
        """
        return self._places[element][0]

    def have_figures_beside(self, element: Any) -> bool:
        """Whether a table with figures stands on the page of an element.

        Args:
            element: An element of the part.
        """
        return self.page_of(element) in self._with_figures

    def is_before_figures(self, element: Any) -> bool:
        """Whether an element stands before all tables with figures.

        Args:
            element: An element of the part.
        """
        return self._first is None or self._places[element][1] < self._first


def _ends_page(element: Any) -> bool:
    """Whether a page ends at an element, or a section, which may begin a page."""
    if element.tag == f"{WORD}br":
        return bool(element.get(f"{WORD}type") == "page")
    return element.tag in _BREAKS


def text_in(element: Any) -> str:
    """All characters within an element.

    Args:
        element: Of a part of a Word file.
    """
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))
