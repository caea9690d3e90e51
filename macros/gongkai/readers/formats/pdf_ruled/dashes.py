"""Dashed and dotted rules of a PDF page: browsers print them as thousands of small marks, each a shape of its own.

In their place one shape is put for each rule. So they are rules like all others, and quick to look through.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

JOINED = "joined"
"""The key of a shape that is put in place of dashes: where a rule ends is known by them only roughly."""
_KINDS = ("rect", "curve", "line")
_THICKEST, _LONGEST = 3.0, 7.5
"""Of a dash, in points: that of a rule as wide as three pixels."""
_DOT = 1.5
"""Points up to which a mark may be a dot of a level or of an upright rule."""
_FEWEST = 3
"""Dashes of a rule."""
_LEVEL = 0.4
"""Points by which the middles of two dashes may differ across their rule."""
_GAP, _LEAST_GAP = 1.2, 1.0
"""Gap between two dashes at most: by the length of the longer one, and in points, between dots."""
_MOST_ADDED = 3.0
"""Points by which a rule may be longer on each side than its dashes."""
_Sides = tuple[str, str, str, str]
"""Names of the sides where a dash begins and ends along its rule, and where across it."""
_LEVEL_SIDES, _UPRIGHT_SIDES = ("x0", "x1", "top", "bottom"), ("top", "bottom", "x0", "x1")


def join_dashes(page: Any) -> None:
    """Put one shape in place of the dashes of each rule.

    Args:
        page: A page of pdfplumber, whose edges nobody has asked for yet; its shapes are changed.
    """
    dashes = [shape for kind in _KINDS for shape in page.objects.get(kind, ()) if _is_dash(shape)]
    rules = [(run, sides) for sides in (_LEVEL_SIDES, _UPRIGHT_SIDES) for run in _rules(dashes, sides)]
    dash_ids = {id(dash) for run, _ in rules for dash in run}
    if not dash_ids:
        return
    for kind in _KINDS:
        page.objects[kind] = [shape for shape in page.objects.get(kind, ()) if id(shape) not in dash_ids]
    page.objects["rect"] += (_joined(run, sides) for run, sides in rules)


def _is_dash(shape: Any) -> bool:
    return bool(min(shape["width"], shape["height"]) <= _THICKEST and max(shape["width"], shape["height"]) <= _LONGEST)


def _rules(dashes: Sequence[Any], sides: _Sides) -> Iterator[list[Any]]:
    """The dashes of each level, or each upright, rule."""
    start, end, near, far = sides
    own = [dash for dash in dashes if dash[far] - dash[near] <= max(dash[end] - dash[start], _DOT)]
    own.sort(key=lambda dash: float(dash[near] + dash[far]))
    line: list[Any] = []
    for dash, following in pairwise([*own, None]):
        line.append(dash)
        if following is None or following[near] + following[far] - dash[near] - dash[far] > 2 * _LEVEL:
            yield from _runs(line, start, end)
            line = []


def _runs(line: list[Any], start: str, end: str) -> Iterator[list[Any]]:
    """Runs of dashes on one line that follow each other closely, if they are long enough for a rule."""
    line.sort(key=lambda dash: float(dash[start]))
    run: list[Any] = []
    for dash, following in pairwise([*line, None]):
        run.append(dash)
        longer = max(one[end] - one[start] for one in (dash, following or dash))
        if following is None or following[start] - dash[end] > max(_GAP * longer, _LEAST_GAP):
            if len(run) >= _FEWEST:
                yield run
            run = []


def _joined(run: Sequence[Any], sides: _Sides) -> dict[str, Any]:
    """A shape as long as all dashes of a rule and a gap at each end, after which the rule that it meets may stand."""
    start, end, *_ = sides
    box = {name: min(dash[name] for dash in run) for name in ("x0", "top", "doctop", "y0")}
    box |= {name: max(dash[name] for dash in run) for name in ("x1", "bottom", "y1")}
    gap = max(0, min(run[1][start] - run[0][end], _MOST_ADDED))
    box |= {start: box[start] - gap, end: box[end] + gap}
    size = {"width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"]}
    return {**run[0], **box, **size, "object_type": "rect", JOINED: True}
