"""Whether declarations of a style sheet may change which text of a page is seen, or where; most do not."""

import re

from gongkai.readers.html.styles import effects, lines, shadows
from gongkai.readers.html.styles.values import OF_TEXT, Declared, colour_of

_LONG_FIGURE = "0" * 12
_ADDED = re.compile(r"[\u4e00-\u9fff0-9]|attr\(|var\(|\\[4-9][0-9a-f]{3}", re.IGNORECASE)
"""A word or a digit of a content, as it is or as the number of its character."""


def may_change(declared: tuple[Declared, ...]) -> bool:
    """Whether some declarations by themselves may change which text is seen, or where.

    Args:
        declared: Of one rule or one element.
    """
    if not declared:
        return False
    values = {name: value for name, value, _ in declared}
    if any("var(" in value for name, value in values.items() if name[:2] != "--"):
        return True
    judges = (effects.hides, effects.strikes, effects.raises, effects.reorders, effects.overlaps, effects.is_placed)
    if any(
        judge(values)
        for judge in (*judges, effects.draws, lines.has_run_of_colours, lines.is_set_higher, shadows.may_lie_within)
    ):
        return True
    if (
        effects.moves(values, alone=False)
        or any(effects.cuts(values, _LONG_FIGURE, is_cell=one) for one in (False, True))
        or values.get("display", "").startswith("table-")
    ):
        return True
    if values.get("background-color") == OF_TEXT or "animation" in values or "animation-name" in values:
        return True
    colour, ground = colour_of(values.get("color", "")), colour_of(values.get("background-color", ""))
    return (colour is not None and effects.is_light(colour)) or (ground is not None and effects.is_dark(ground))


def adds_text(declared: tuple[Declared, ...]) -> bool:
    """Whether some declarations add a text: neither nothing nor mere signs.

    Args:
        declared: Of what is added before or after an element.
    """
    return any(name == "content" and _ADDED.search(value) is not None for name, value, _ in declared)
