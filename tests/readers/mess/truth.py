"""What a printed figure means, worked out without the code of the importer."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.figures import State

if TYPE_CHECKING:
    from gongkai.figures import Figure

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
UNIT = re.compile("[百千万亿]*元")


def is_printed_as(figure: Figure, text: str) -> bool:
    """Whether a figure is what stands in a cell: the same number, or blank, or 不适用."""
    if not text.strip():
        return figure.state is State.BLANK
    if text == "不适用":
        return figure.state is State.NOT_APPLICABLE
    number, unit = NUMBER.search(text.replace(",", "")), UNIT.search(text)
    if unit is not None and figure.unit != unit[0]:
        return False
    return number is not None and figure.value is not None and Decimal(number[0]) == Decimal(str(figure.value))


def plain_text(text: str) -> str:
    """A text without spaces and separators, digits narrow."""
    narrow = text.translate(str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+"))
    return re.sub(r"[\s,，]", "", narrow)


def without_noughts(number: str) -> str:
    """A number without the noughts at the end of its fraction, with which it means the same."""
    return number.rstrip("0").rstrip(".") if "." in number else number
