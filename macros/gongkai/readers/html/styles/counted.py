"""Elements of a page that count how much is asked of them, as whoever writes a page may make that as much as can be."""

from typing import Any

from cssselect2 import ElementWrapper

MOST_STEPS = 1_000_000


class TooManyStylesError(Exception):
    """A page has more rules, or slower ones, than any report needs."""


class CountedElement(ElementWrapper):  # type: ignore[misc] # the library has no types
    """An element that counts how much is asked of it and of all others of its page, and walks without recursion."""

    def __init__(self, etree_element: Any, parent: Any, *args: Any, **more: Any) -> None:
        self.left: list[int] = [MOST_STEPS] if parent is None else parent.left
        super().__init__(etree_element, parent, *args, **more)
        self.count(1)

    def count(self, steps: int) -> None:
        """Count steps; ends in an error when there are too many."""
        take(self.left, steps)

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


def take(left: list[int], steps: int) -> None:
    """Take steps from those that are left.

    Args:
        left: One number.
        steps: How many are taken.

    Raises:
        TooManyStylesError: There are not as many.
    """
    left[0] -= steps
    if left[0] < 0:
        raise TooManyStylesError
