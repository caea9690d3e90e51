"""Whether a character reaches over the upper or lower edge of a box."""

from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""

OVER = 0.3
"""How much of its height a character reaches over a line that is not its own box's, as its upper edge is empty."""


def crosses(mark: Any, box: Box) -> bool:
    """Whether a character reaches over the line above or below its box.

    Args:
        mark: A character of pdfplumber.
        box: The box in which its middle is.
    """
    size = mark["size"]
    return bool(mark["top"] < box[1] - OVER * size or mark["bottom"] > box[3] + OVER * size)


def reaches_into(mark: Any, box: Box, edge: str) -> bool:
    """Whether the upper or lower edge of a character is in a box, with enough of it to cross its line.

    Args:
        mark: A character of pdfplumber.
        box: The box.
        edge: ``top`` or ``bottom``.
    """
    inner = OVER * mark["size"] * (1 if edge == "top" else -1)
    return bool(box[0] <= (mark["x0"] + mark["x1"]) / 2 < box[2] and box[1] < mark[edge] + inner < box[3])
