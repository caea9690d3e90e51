"""Which digit an outline draws, by where its shape has holes, bays and free corners on a coarse grid.

A bay is a place without ink that has ink above it, below it and on one side, and is open to the other side: a 3 has two
that are open to the left, a 5 has one open to the right above one open to the left, a 2 the other way round. A free
corner has ink on two sides only: a 7 has a large one at the lower right, a 4 at the upper left. Such places are at hand
in fonts of any weight and width. An outline that is like no digit, or like several ones, says nothing.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from gongkai.readers.formats.pdf_drawn.shape_measures import GlyphOutline, measures_of

_SLANT = 0.2
"""How far an italic leans over, as a share of the height: 11 degrees."""
_SPARE = 0.01
"""The largest share of the grid of a bay that a digit does not have: a corner that the coarse grid cuts off."""
_ANY, _NONE = 9.0, (0.0, _SPARE)

_MOST_DRAWN_ALIKE = 2
"""The most digits of a font that may draw the same other digit: where more do, all are in frames of one shape."""
_MOST_KEPT = 256
"""Outlines whose digits are remembered: a file may have the same font on each page."""

_Bounds = Mapping[str, tuple[float, float]]

_NO_BAYS = dict.fromkeys(("left above", "left below", "right above", "right below"), _NONE)
_LOOKS: tuple[tuple[str, _Bounds], ...] = (
    (
        "5",
        {
            "holes": (0, 0),
            "right above": (0.05, _ANY),
            "left below": (0.03, _ANY),
            "left above": (0, 0.02),
            "right below": (0, 0.02),
            "lower right": (0, 0.12),
        },
    ),
    (
        "3",
        {
            "holes": (0, 0),
            "left above": (0.03, _ANY),
            "left below": (0.035, _ANY),
            "right above": (0, 0.06),
            "right below": (0, 0.012),
            "lower right": (0, 0.1),
            "over foot": (0, 0.02),
            "foot": (0.45, 0.84),
            "width": (0.42, _ANY),
        },
    ),
    (
        "2",
        {
            "holes": (0, 0),
            "left above": (0.02, _ANY),
            "right below": (0.02, _ANY),
            "right above": (0, 0.03),
            "lower right": (0, 0.1),
            "over foot": (0, 0.03),
            "before foot": (0, 0.06),
            "foot": (0.75, _ANY),
        },
    ),
    (
        "7",
        {
            "holes": (0, 0),
            "lower right": (0.12, _ANY),
            "left above": (0.01, _ANY),
            "right above": (0, 0.02),
            "right below": (0, 0.015),
            "over foot": (0, 0.01),
            "top": (0.8, _ANY),
            "foot": (0, 0.5),
        },
    ),
    (
        "1",
        {"holes": (0, 0), **_NO_BAYS, "lower right": (0, 0.1), "stem": (0, 0.85), "top": (0, 0.85), "width": (0, 0.75)},
    ),
    ("1", {"holes": (0, 0), **_NO_BAYS, "lower right": (0, 0.1), "stem": (0, 0.85), "width": (0, 0.4)}),
    (
        "1",
        {
            "holes": (0, 0),
            "over foot": (0.04, _ANY),
            "right above": (0, 0.02),
            "right below": (0, 0.02),
            "foot": (0.8, _ANY),
            "stem": (0, 0.65),
        },
    ),
    ("1", {"holes": (0, 0), **dict.fromkeys(_NO_BAYS, (0.03, _ANY)), "foot": (0.8, _ANY), "stem": (0, 0.65)}),
    (
        "4",
        {
            "holes": (0, 0),
            "left above": _NONE,
            "left below": (0, 0.015),
            "upper left": (0.1, _ANY),
            "lower left": (0.09, _ANY),
            "stem": (0.95, _ANY),
            "foot": (0, 0.35),
        },
    ),
    (
        "4",
        {
            "holes": (1, 1),
            "left above": _NONE,
            "right below": (0, 0.08),
            "upper left": (0.1, _ANY),
            "lower left": (0.03, _ANY),
            "hole middle": (0.4, 0.66),
            "hole widest": (0, 0.25),
        },
    ),
    (
        "0",
        {
            "holes": (1, 1),
            **_NO_BAYS,
            "lower left": (0, 0.06),
            "foot": (0.4, _ANY),
            "hole middle": (0.45, 0.55),
            "hole height": (0.3, _ANY),
        },
    ),
    ("0", {"holes": (2, _ANY), **_NO_BAYS, "holes beside": (1, 1)}),
    ("6", {"holes": (1, 1), "left below": _NONE, "right above": (0.02, _ANY), "hole middle": (0, 0.42)}),
    ("6", {"holes": (1, 1), "left below": _NONE, "upper right": (0.1, _ANY), "hole middle": (0, 0.42)}),
    (
        "9",
        {
            "holes": (1, 1),
            "right above": _NONE,
            "right below": _NONE,
            "left below": (0.015, _ANY),
            "hole middle": (0.6, _ANY),
            "hole height": (0.2, _ANY),
        },
    ),
    (
        "9",
        {
            "holes": (1, 1),
            "right above": _NONE,
            "lower left": (0.1, _ANY),
            "hole middle": (0.6, _ANY),
            "hole widest": (0.3, _ANY),
        },
    ),
    ("8", {"holes": (2, 2), "holes beside": (0, 0), "left above": (0.004, _ANY), "second hole": (0.02, _ANY)}),
    ("8", {"holes": (2, 2), "holes beside": (0, 0), "right above": (0.004, _ANY), "second hole": (0.02, _ANY)}),
)
"""Digits, each with bounds of measures of its shape (see ``measures_of``); some digits have several shapes."""


def other_digits(outlines: Mapping[str, GlyphOutline]) -> frozenset[str]:
    """The digits of a font whose outlines draw another digit.

    Args:
        outlines: By the digit that each is said to be; at least one contour each.
    """
    plain, upright = (
        sum(len(_digits_like(shape)) == 1 for shape in shapes)
        for shapes in (outlines.values(), map(_upright, outlines.values()))
    )
    drawn = {digit: other_digit(digit, outline, is_italic=upright >= plain) for digit, outline in outlines.items()}
    counts = Counter(drawn.values())
    return frozenset(digit for digit, other in drawn.items() if other and counts[other] <= _MOST_DRAWN_ALIKE)


def other_digit(digit: str, outline: GlyphOutline, *, is_italic: bool = False) -> str:
    """The digit that an outline draws in place of the one that it is said to be; empty if it may be that one.

    Args:
        digit: Which digit it is said to be.
        outline: Its contours, at least one.
        is_italic: Whether digits of its font are more like digits when they are set upright.
    """
    plain, upright = _digits_like(outline), _digits_like(_upright(outline))
    drawn = upright if is_italic else plain
    if len(drawn) != 1 or digit in plain or digit in upright:
        return ""
    leans_further = digit in _digits_like(_upright(_upright(outline)))
    return "" if leans_further else next(iter(drawn))


def _upright(outline: GlyphOutline) -> GlyphOutline:
    """An italic outline set upright."""
    return tuple(tuple((across - _SLANT * up, up) for across, up in contour) for contour in outline)


@lru_cache(maxsize=_MOST_KEPT)
def _digits_like(outline: GlyphOutline) -> frozenset[str]:
    """The digits whose shape an outline has."""
    measures = measures_of(outline)
    return frozenset(
        digit
        for digit, bounds in _LOOKS
        if all(least <= measures[name] <= most for name, (least, most) in bounds.items())
    )
