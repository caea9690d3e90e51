"""Sizes that boxes have because of others: by their own ratio, in a row of boxes that share it, or in a grid.

A browser gives such a box what is left, which may be nothing. Of a box that shows what reaches beyond it nobody asks.
"""

import re
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.html.styles.colours import split
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_RATIO = re.compile(r"(?:auto\s+)?(\d{1,9}(?:\.\d{1,9})?)(?:\s*/\s*(\d{1,9}(?:\.\d{1,9})?))?(?:\s+auto)?")
_ROWS_OF_BOXES, _GRIDS = frozenset({"flex", "inline-flex"}), frozenset({"grid", "inline-grid"})
_SCREEN = {"x": 1920.0, "y": 1100.0}
"""Pixels of a large window, which no box is larger than that grows with it."""
_SIZES = {"x": "width", "y": "height"}
_NO_ROOM, _MOST_BESIDE = 20.0, 60
"""Pixels of a box in which no figure is seen, and boxes in a row that are looked at."""
_SHARE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)%")
_WRAPS = re.compile(r"(?<!no)wrap")
_TRACK = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)(px|fr|%)?|minmax\(\s*0[a-z%]*\s*,\s*0[a-z%]*\s*\)")


def size_by_others(box: Any, axis: str, styles: PageStyles) -> float | None:
    """The width or height of a box in pixels that follows from its ratio or the boxes beside it; None where none does.

    Args:
        box: An element.
        axis: ``x`` or ``y``.
        styles: Those of its page.
    """
    values, parent = styles.of(box).own, box.getparent()
    around = styles.of(parent).own if parent is not None else {}
    sizes = [_by_ratio(values, axis)]
    if around.get("display") in _ROWS_OF_BOXES:
        main = "y" if around.get("flex-direction", "row").startswith("column") else "x"
        sizes += [_in_row(box, axis, styles)] if main == axis else []
    elif around.get("display") in _GRIDS:
        sizes += [_in_grid(box, axis, around)]
    size = min((size for size in sizes if size is not None), default=None)
    least = pixels(values.get(f"min-{_SIZES[axis]}", "")) or 0.0
    return None if size is None else max(size, least)


def shown_size(box: Any, styles: PageStyles) -> dict[str, str]:
    """What would have to be declared for a box to be as small as it is because of others.

    Args:
        box: An element.
        styles: Those of its page.
    """
    if styles.of(box).own.get("overflow", "visible") in NORMAL:
        return {}
    if box.tag in ("td", "th"):
        width = _width_of_column(box, styles)
        return {} if width is None else {"max-width": f"{width:.1f}px"}
    sizes = ((_SIZES[axis], size_by_others(box, axis, styles)) for axis in _SIZES)
    limits = {f"max-{name}": f"{size:.1f}px" for name, size in sizes if size is not None}
    parent = box.getparent()
    is_item = parent is not None and styles.of(parent).own.get("display") in _ROWS_OF_BOXES | _GRIDS
    return {**limits, "display": "block"} if limits and is_item else limits


def _width_of_column(cell: Any, styles: PageStyles) -> float | None:
    """The width of a cell in a table that keeps to its own, and shares it among its columns; None of any other."""
    table = next(cell.iterancestors("table"), None)
    if table is None:
        return None
    values = styles.of(table).own
    width = pixels(values.get("width", ""))
    if values.get("table-layout") != "fixed" or width is None or values["width"].endswith("%"):
        return None
    row = next(table.iter("tr"))
    styles.count(len(row))
    spans = [whole_number(one.get("colspan") or "1") or 1 for one in row.iterchildren("td", "th")]
    return width / max(sum(spans), 1) * (whole_number(cell.get("colspan") or "1") or 1)


def _by_ratio(values: StyleValues, axis: str) -> float | None:
    match = _RATIO.fullmatch(values.get("aspect-ratio", ""))
    own, other = ("width", "height") if axis == "x" else ("height", "width")
    if match is None or values.get(own, "auto") not in NORMAL:
        return None
    ratio = float(match[1]) / (float(match[2] or 1) or 1)
    length = _length(values.get(other, ""), "y" if axis == "x" else "x")
    if axis == "x":
        return None if length is None else length * ratio
    return (_SCREEN["x"] if length is None else length) / ratio if ratio else None


def _length(value: str, axis: str) -> float | None:
    """A declared length, of shares those of a large window."""
    share = _SHARE.fullmatch(value)
    return float(share[1]) / 100 * _SCREEN[axis] if share is not None else pixels(value)


def _in_row(box: Any, axis: str, styles: PageStyles) -> float | None:
    """What a row of boxes leaves one of them."""
    parent = box.getparent()
    whole = _length(styles.of(parent).own.get(_SIZES[axis], ""), axis)
    others = [item for item in parent.iterchildren("*") if item is not box][:_MOST_BESIDE]
    styles.count(len(others))
    grows, basis = _grows(styles.of(box).own), _basis(styles.of(box).own, axis)
    if not grows and basis is not None:
        return basis
    if whole is None:
        whole = _SCREEN[axis] if axis == "x" else None
    if whole is None:
        return None
    own = [styles.of(item).own for item in others]
    rigid = sum(_basis(values, axis) or 0.0 for values in own if values.get("flex-shrink", "1") in ("0", "0.0"))
    if grows and basis is not None:
        return max(whole - rigid, 0.0) * grows / (grows + sum(map(_grows, own))) + basis
    if _WRAPS.search(styles.of(parent).own.get("flex-wrap", "")):
        return None  # what finds no room begins another row
    room = whole - rigid
    return (
        max(room, 0.0) if room < _NO_ROOM and styles.of(box).own.get("flex-shrink", "1") not in ("0", "0.0") else None
    )


def _grows(values: StyleValues) -> float:
    return pixels(values.get("flex-grow", "")) or 0.0


def _basis(values: StyleValues, axis: str) -> float | None:
    """The length of a box before its row grows or shrinks; None where it is that of what is in it."""
    basis = values.get("flex-basis", "auto")
    return _length(values.get(_SIZES[axis], "") if basis == "auto" else basis, axis)


def _in_grid(box: Any, axis: str, around: StyleValues) -> float | None:
    """The size of the track of a grid that one of its items is in, as they follow one another."""
    columns, rows = (
        [part for part in split(around.get(f"grid-template-{name}", ""), " ") if part] for name in ("columns", "rows")
    )
    tracks = columns if axis == "x" else rows
    place = sum(1 for _ in box.itersiblings("*", preceding=True))
    number = place % max(len(columns), 1) if axis == "x" else place // max(len(columns), 1)
    match = _TRACK.fullmatch(tracks[number]) if number < len(tracks) else None
    if match is None or match[2] == "%":
        return None
    return 0.0 if match[1] is None else float(match[1]) if match[2] != "fr" else 0.0 if not float(match[1]) else None
