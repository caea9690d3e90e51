"""In which order the layers of style sheets hold: a later one over an earlier one, and what is in none over all."""

from math import inf

LayerName = tuple[str, ...]
"""The names from the outermost layer on; empty for what is in none."""
LayerOrder = tuple[float, ...]
"""Orders of layers are compared like these."""
_DEEPEST = 20
"""Layers that are told apart within one another; names of thousands of parts would fill the memory."""


class Layers:
    """The layers of a page in the order in which they are first named."""

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[LayerName, int] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._numbers)

    def named(self, prelude: str, around: LayerName) -> list[LayerName]:
        """The layers that a rule names, which are known from now on; one without a name is another each time.

        Args:
            prelude: What stands behind ``@layer``.
            around: The layer that the rule stands in.
        """
        texts = [part.strip() for part in prelude.split(",")]
        layers = [(*around, *(text.split(".", _DEEPEST) if text else (f" {len(self._numbers)}",))) for text in texts]
        for layer in layers:
            for end in range(1, len(layer) + 1):
                self._numbers.setdefault(layer[:end], len(self._numbers))
        return layers

    def order(self, layer: LayerName) -> LayerOrder:
        """Where a layer stands: what stands later holds over it.

        Args:
            layer: One that was named.
        """
        return (*(self._numbers[layer[:end]] for end in range(1, len(layer) + 1)), inf)
