"""Cache keys by identity: a key that only the very same object has.

Reports that are equal are not always printed alike: 1.0 and 1.00 are equal figures, and so are 5 元 and 5元.
"""

from typing import Generic, TypeVar

T = TypeVar("T")


class IdentityKey(Generic[T]):
    """An object as a key.

    Attributes:
        value: The object, which lives as long as the key.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        """Make a key of an object."""
        self.value = value

    def __hash__(self) -> int:
        """The hash of the object's identity."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Whether the other one is a key of the same object."""
        return isinstance(other, IdentityKey) and self.value is other.value
