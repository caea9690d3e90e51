"""Cells that go on beyond what is to be seen of a page: a browser prints so what is too wide for the paper."""

from collections.abc import Sequence
from typing import Any

from gongkai.findings import say
from gongkai.readers.formats.pdf_drawn import BEYOND
from gongkai.readers.formats.pdf_ruled.edges import Box

_NEAR = 3.0
"""Points by which a line may miss the edge of a cell, and a cell may go on unseen that is there whole."""


def with_cells_cut_off(page: Any, boxes: Sequence[Box], texts: Sequence[str]) -> list[str]:
    """The texts of boxes, those with a note of which the right or left part cannot be seen, like lines around them.

    Words without a figure stay as they are.

    Args:
        page: A page of pdfplumber.
        boxes: Those of a table.
        texts: What is written in each of them.
    """
    lines = [edge for edge in page.edges if edge["orientation"] == "h" and BEYOND in edge]
    return [
        say("readers.cut-by-page", {"text": text})
        if (any(map(str.isdigit, text)) or not text.strip()) and any(_is_cut(box, line) for line in lines)
        else text
        for box, text in zip(boxes, texts, strict=True)
    ]


def _is_cut(box: Box, line: Any) -> bool:
    if min(abs(line["top"] - box[1]), abs(line["top"] - box[3])) > _NEAR:
        return False
    left, right = line["x0"] + line[BEYOND][0], line["x1"] - line[BEYOND][1]
    return bool(box[0] < left - _NEAR or box[2] > right + _NEAR)
