"""The sides of tables that have lines between their columns, and none at their left and right, above or below.

Statistical tables are often drawn so. Without a line there the cells of the first and the last column would be none.
"""

from collections.abc import Iterator, Sequence
from typing import Any

_NEAR = 3.0
"""Points by which lines may miss each other that meet."""
_FEWEST = 2
"""No two lines make a table: a stroke may stand on a line of text."""
_MOST_EDGES, _MOST_LINES = 10_000, 1000
"""A page with more strokes, or more lines that they make together, is no table that lacks some."""


def open_sides(page: Any) -> list[dict[str, Any]]:
    """The lines that a page of pdfplumber lacks, as those of the library."""
    if len(page.edges) > _MOST_EDGES:
        return []
    from pdfplumber.table import merge_edges  # noqa: PLC0415 - an extra; whoever has a page has it

    straight = [edge for edge in page.edges if edge["orientation"] is not None]
    merged = merge_edges(straight, _NEAR, _NEAR, _NEAR, _NEAR)
    edges = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) > _NEAR]
    if len(edges) > _MOST_LINES:
        return []
    return [line for part in _parts(edges) for line in _missing(part, page.chars)]


def _parts(edges: Sequence[Any]) -> list[list[Any]]:
    """The lines that hang together, those of each table."""
    parts: list[list[Any]] = []
    for edge in edges:
        meeting = [part for part in parts if any(_meet(edge, other) for other in part)]
        parts = [part for part in parts if part not in meeting]
        parts.append([edge, *(other for part in meeting for other in part)])
    return parts


def _meet(one: Any, other: Any) -> bool:
    if one["orientation"] == other["orientation"]:
        return False
    across, along = (one, other) if one["orientation"] == "h" else (other, one)
    is_beside = across["x0"] - _NEAR <= along["x0"] <= across["x1"] + _NEAR
    return bool(is_beside and along["top"] - _NEAR <= across["top"] <= along["bottom"] + _NEAR)


def _missing(part: Sequence[Any], chars: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The lines at the sides of a table that has none there, and those above and below the lines between columns."""
    across = [edge for edge in part if edge["orientation"] == "h"]
    along = [edge for edge in part if edge["orientation"] == "v"]
    if min(len(across), len(along)) == 0 or len(part) <= _FEWEST:
        return
    left, right = min(edge["x0"] for edge in across), max(edge["x1"] for edge in across)
    top, bottom = min(edge["top"] for edge in part), max(edge["bottom"] for edge in part)
    lines = [edge["x0"] for edge in along]
    sides = [
        end
        for end, line in ((left, min(lines)), (right, max(lines)))
        if abs(end - line) > _NEAR and _stands_between(chars, sorted((end, line)), top, bottom)
    ]
    yield from (_line(end, end, top, bottom) for end in sides)
    for end in (top, bottom) if sides else ():
        if not any(abs(edge["top"] - end) <= _NEAR for edge in across):
            yield _line(left, right, end, end)


def _stands_between(chars: Sequence[Any], sides: Sequence[float], top: float, bottom: float) -> bool:
    left, right = sides
    return any(
        mark["text"].strip() and left < (mark["x0"] + mark["x1"]) / 2 < right and top < mark["top"] < bottom
        for mark in chars
    )


def _line(left: float, right: float, top: float, bottom: float) -> dict[str, Any]:
    sizes = {"width": right - left, "height": bottom - top}
    return {"object_type": "line", "x0": left, "x1": right, "top": top, "bottom": bottom, **sizes}
