"""Elements that count the steps of looking for the rules that hold for them, so that no page takes arbitrarily long.

Whoever writes a page decides how many rules and elements it has: the time grows with their product.
"""

import re
from functools import cached_property
from typing import Any

from cssselect2 import ElementWrapper

MOST_STEPS = 1_000_000
"""Comparisons and elements passed, for all of a page."""


_QUIRKS = re.compile(
    r"-//(?:IETF|W3C//DTD HTML (?:2|3|4\.0 |Exp)|W3O|Netscape|Microsoft|SoftQuad)"
    r"|HTML 4\.01 (?:Transitional|Frameset)//EN\"(?!\s*\")",
    re.IGNORECASE,
)
"""Public names in a doctype with which browsers draw a page as old ones did."""


def is_quirky(root: Any) -> bool:
    """Whether a page has no doctype, or an old one, so that the case of the names of its classes and ids is nothing.

    Args:
        root: Its outermost element.
    """
    doctype = str(root.getroottree().docinfo.doctype)
    return not doctype or _QUIRKS.search(doctype) is not None


class TooManyStylesError(Exception):
    """A page has more rules, or slower ones, than any report needs."""


class CountedElement(ElementWrapper):  # type: ignore[misc] # the library has no types
    """An element that counts steps jointly with all elements of its page, and walks without recursion.

    Attributes:
        steps_left: A list with one item, which all elements of the page share: the steps that are left.
    """

    def __init__(self, etree_element: Any, parent: Any, *args: Any, **more: Any) -> None:
        self.steps_left: list[int] = [MOST_STEPS] if parent is None else parent.steps_left
        super().__init__(etree_element, parent, *args, **more)
        self.is_quirky: bool = is_quirky(etree_element) if parent is None else parent.is_quirky
        self.count(1)

    @cached_property
    def id(self) -> str | None:
        """Its id."""
        name: str | None = self.etree_element.get("id")
        return name.lower() if name and self.is_quirky else name

    @cached_property
    def classes(self) -> set[str]:
        """The names of its classes."""
        names = self.etree_element.get("class") or ""
        return set((names.lower() if self.is_quirky else names).split())

    def count(self, steps: int) -> None:
        """Count steps; ends in an error when there are too many."""
        take(self.steps_left, steps)

    @property
    def ancestors(self) -> tuple[Any, ...]:
        """All around it, the outermost first."""
        return self._chain("parent")

    @property
    def previous_siblings(self) -> tuple[Any, ...]:
        """All before it with the same parent."""
        return self._chain("previous")

    def _chain(self, link: str) -> tuple[Any, ...]:
        """The elements that a link leads to, one after the other, the farthest first; each is a step."""
        chain: list[Any] = []
        element = getattr(self, link)
        while element is not None:
            chain.append(element)
            element = getattr(element, link)
        self.count(len(chain))
        return tuple(reversed(chain))

    @property
    def etree_siblings(self) -> Any:
        """All with the same parent."""
        self.count(len(self._siblings) // 8)
        return self._siblings

    @etree_siblings.setter
    def etree_siblings(self, siblings: Any) -> None:
        self._siblings = siblings


def take(steps_left: list[int], steps: int) -> None:
    """Count steps.

    Args:
        steps_left: A list whose one item is the number of steps that are left; it is lowered.
        steps: How many are counted.

    Raises:
        TooManyStylesError: No more are left.
    """
    steps_left[0] -= steps
    if steps_left[0] < 0:
        raise TooManyStylesError
