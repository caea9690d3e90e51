"""Which ids the pages of a large site have, in little memory: links to them are checked once all pages are made.

A report's page has nearly two hundred ids, out of a few hundred that all reports have between them, and each report
another choice of them. As sets these take 12 KB a report.
"""

from array import array
from collections.abc import Collection, Container


class PageIds(Container[str]):
    """The ids of a page; pages with the same ids have one of these."""

    __slots__ = ("_numbers", "_packed_numbers")

    def __init__(self, packed_numbers: bytes, numbers: dict[str, int]) -> None:
        """Hold them.

        Args:
            packed_numbers: Their numbers, four bytes each.
            numbers: The numbers of all ids of the site.
        """
        self._packed_numbers, self._numbers = packed_numbers, numbers

    def __contains__(self, name: object) -> bool:
        """Whether the page has an id."""
        return isinstance(name, str) and self._numbers.get(name, -1) in array("I", self._packed_numbers)


class SiteIds:
    """The ids of all pages of a build."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[str, int] = {}
        self._by_choice: dict[bytes, PageIds] = {}

    def of_page(self, names: Collection[str]) -> PageIds:
        """Ids of a page, in the form in which they are to be held."""
        numbers = self._numbers
        packed_numbers = array("I", sorted(numbers.setdefault(name, len(numbers)) for name in names)).tobytes()
        return self._by_choice.setdefault(packed_numbers, PageIds(packed_numbers, numbers))
