"""Whether declarations of a style sheet may change which text of a page is seen, or where; most do not."""

import re
from functools import lru_cache

from gongkai.readers.html.styles import clipping, effects, lines, shadows
from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.sheets import shares
from gongkai.readers.html.styles.values import NORMAL, OF_TEXT, Declared, StyleValues, pixels

_LONG_FIGURE = "0" * 12
_IN_OTHER_RULES = {"overflow": "hidden", "position": "relative"}
"""What another rule may declare, so that these ones matter."""
_FEW_LINES = 100
"""Pixels of a few lines of text."""
_SHARE_OF_SIZE, _SMALL_SHARE = re.compile(r"(\d{0,4}\.?\d{1,9})(%|em|ex|ch)"), 0.6
_ADDED = re.compile(r"[\u4e00-\u9fff0-9]|attr\(|var\(|\\[4-9][0-9a-f]{3}", re.IGNORECASE)
"""A word or a digit of a content, as it is or as the number of its character."""


@lru_cache(maxsize=4096)
def may_change(declared: tuple[Declared, ...]) -> bool:
    """Whether some declarations by themselves may change which text is seen, or where.

    Args:
        declared: Of one rule or one element.
    """
    if not declared:
        return False
    values = {name: value for is_last in (False, True) for name, value, important in declared if important is is_last}
    if any("var(" in value for name, value in values.items() if name[:2] != "--"):
        return True
    judges = (effects.hides, effects.strikes, effects.raises, effects.reorders, effects.overlaps, effects.is_placed)
    if any(
        judge(values)
        for judge in (
            *judges,
            effects.draws,
            _may_push_out,
            _may_shrink,
            _may_be_small,
            shares.may_add_up,
            lines.has_run_of_colours,
            lines.is_set_higher,
            lines.is_dash,
            shadows.may_lie_within,
            shadows.spreads_over_others,
        )
    ):
        return True
    if (
        effects.moves(_IN_OTHER_RULES | values, alone=False)
        or clipping.cuts(_IN_OTHER_RULES | values, _LONG_FIGURE, display="block")
        or values.get("display", "").startswith("table-")
    ):
        return True
    if values.get("background-color") == OF_TEXT or "animation" in values or "animation-name" in values:
        return True
    return _may_have_colour_of_ground(values)


def _may_push_out(values: StyleValues) -> bool:
    """Whether a box shows nothing beyond a few lines, out of which other things may push a text."""
    if values.get("overflow", "visible") in NORMAL:
        return False
    heights = (pixels(values.get(name, "")) for name in ("height", "max-height"))
    return any(height is not None and height < _FEW_LINES for height in heights)


def _may_shrink(values: StyleValues) -> bool:
    """Whether a box may be as small as others leave it, or leaves others no room."""
    if "aspect-ratio" in values or "grid-template-columns" in values or values.get("flex-shrink") == "0":
        return True
    return "flex-basis" in values and values.get("flex-grow", "0") == "0"


def _may_be_small(values: StyleValues) -> bool:
    """Whether a print is much smaller than that around it, which may be small already."""
    size = _SHARE_OF_SIZE.fullmatch(values.get("font-size", ""))
    return size is not None and float(size[1]) / (100 if size[2] == "%" else 1) < _SMALL_SHARE


def _may_have_colour_of_ground(values: StyleValues) -> bool:
    if "gradient" in values.get("background-image", ""):
        return True
    *colours, ground = (colour_of(values.get(name, "")) for name in ("color", "text-fill-color", "background-color"))
    is_light = any(colour is not None and effects.is_light(colour) for colour in colours)
    return is_light or (ground is not None and effects.is_dark(ground))


def adds_text(declared: tuple[Declared, ...]) -> bool:
    """Whether some declarations add a text: neither nothing nor mere signs.

    Args:
        declared: Of what is added before or after an element.
    """
    return any(name == "content" and _ADDED.search(value) is not None for name, value, _ in declared)
