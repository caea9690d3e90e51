"""Lines that the styles of a page draw across a figure without striking it out by name, and what they lay over it.

A run of colours behind a text may be a thin line half-way up, as may an empty element, or one that a style adds, which
stands over the text: readers take the figure for one that is struck out. A box over all of it hides it.
"""

import re
from collections.abc import Iterator
from statistics import fmean

from gongkai.readers.html.styles.effects import StyleValues, hides, is_white
from gongkai.readers.html.styles.values import Colour, colour_of, pixels

STRUCK, COVERED = "readers.struck", "readers.covered"
_GRADIENT = re.compile(r"(repeating-)?linear-gradient\(")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|px|r?em|pt|)")
_LINE_HEIGHT = {"": 20.0, "px": 20.0, "em": 1.25, "rem": 1.25, "pt": 15.0, "%": 100.0}
"""The height of a usual line of text, by unit of length."""
_LOWEST, _HIGHEST = 0.2, 0.8
"""Between which shares of the height of a line a line across it crosses the digits."""
_THIN, _COVERS = 0.2, 0.6
"""Shares of that height up to which something is a line, and from which on it covers the digits."""
_NARROWEST = 10
"""Pixels that a line across a figure, or what covers one, is wide at least; what is narrower is a bullet."""
_CLEAR, _CONTRAST = 0.4, 0.3
"""Share of its colour below which something is no ink; by how much of the light ink differs from what is around it."""
_MOST_OF_GROUND = 0.3
_STEPS = 200
_SIDEWAYS = re.compile(r"^(?:to\s+(?:left|right)|-?(?:90|270)deg|0?\.(?:25|75)turn)$")
_DIRECTION = re.compile(r"^(?:to\s|in\s|[+-]?[\d.]+(?:deg|turn|g?rad)\b)")
_DRAWN = re.compile(r"\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b")
_NO_WIDTH = re.compile(r"(?<![\w.#-])0(?:\.0+)?(?:px|pt|em|rem)?(?![\w.%])")
_DASHES = re.compile(r"[\s\"'—–─━－_\-\\a]+")
_BLACK = (0.0, 0.0, 0.0, 1.0)

_Stops = list[tuple[float, Colour]]


def over(values: StyleValues, *, is_added: bool = False, is_rule: bool = False) -> str:
    """What an element without text does to the figure that it may lie over: strikes it out, covers it, or nothing.

    Args:
        values: What holds for it.
        is_added: Whether a style adds it, which happens only where its content is set.
        is_rule: Whether it is a rule by itself (``hr``).

    Returns:
        A key of words; empty for nothing.
    """
    content = values.get("content", "none")
    is_absent = is_added and content in ("none", "normal")
    if is_absent or (values.get("z-index", "0")).startswith("-") or hides(values) or _is_faint(values):
        return ""
    if not is_added and "margin-top" in values and values.get("position", "static") == "static":
        return STRUCK if (is_rule or _is_ruled(values)) and _is_within(-(_share(values["margin-top"]) or 0)) else ""
    if values.get("position") not in ("absolute", "fixed") or not _is_wide(values):
        return ""
    if is_added and _DASHES.fullmatch(content) and content.strip("\"' "):
        return STRUCK
    if any(map(_is_within, _lines_of(values))) or draws_line(values):
        return STRUCK
    return COVERED if _covers(values) else ""


def draws_line(values: StyleValues) -> bool:
    """Whether the run of colours behind a text is a thin level line across its digits, or hatches them."""
    return any(_is_line(layer, values) for layer in _split(values.get("background-image", ""), ",") if "(" in layer)


def has_run_of_colours(values: StyleValues) -> bool:
    """Whether a run of colours is declared, of which another rule may make a line."""
    return "linear-gradient(" in values.get("background-image", "")


def is_set_higher(values: StyleValues) -> bool:
    """Whether a rule along an element without text may be set so high that it runs across what is before it."""
    return (_share(values.get("margin-top", "")) or 0) <= -_LOWEST


def _is_line(layer: str, values: StyleValues) -> bool:
    match = _GRADIENT.search(layer)
    if match is None:
        return False
    end = _end(layer, match.end())
    parts = [part.strip() for part in _split(layer[match.end() : end - 1], ",")]
    if not parts or _SIDEWAYS.match(parts[0]):
        return False
    stops = list(_stops(parts[_DIRECTION.match(parts[0]) is not None :]))
    place, _, size = (layer[: match.start()] + layer[end:]).partition("/")
    height = _share((size.split() or values.get("background-size", "").split() or [""])[:2][-1])
    if height is not None and height <= _THIN:
        place = place if _mentions_place(place) else values.get("background-position", "")
        return _is_half_way(place) and any(colour[3] > _CLEAR and not is_white(colour) for _, colour in stops)
    return _has_thin_band(stops, is_hatched=match[1] is not None)


def _has_thin_band(stops: _Stops, *, is_hatched: bool) -> bool:
    """Whether a colour that differs much from that of most of a run is seen in a narrow part of it, half-way up."""
    if len(stops) < 2:  # noqa: PLR2004 - one colour alone
        return False
    places = sorted({*(step / _STEPS for step in range(_STEPS + 1)), *(place for place, _ in stops if 0 <= place <= 1)})
    colours = [(place, _on_white(_colour_at(stops, place))) for place in places]
    shades = sorted(sum(colour) for _, colour in colours)
    middle = min((colour for _, colour in colours), key=lambda colour: abs(sum(colour) - shades[len(shades) // 2]))
    ink = [
        place
        for place, colour in colours
        if max(abs(one - other) for one, other in zip(colour, middle, strict=True)) > _CONTRAST
    ]
    if not ink or is_hatched:
        return bool(ink)
    return len(ink) / len(colours) <= _MOST_OF_GROUND and ink[-1] - ink[0] <= _MOST_OF_GROUND and _is_within(fmean(ink))


def _stops(parts: list[str]) -> Iterator[tuple[float, Colour]]:
    """The colours of a run with their places, from 0 to 1; those without a place lie evenly between the others."""
    stops: list[tuple[float | None, Colour]] = []
    for part in parts:
        words = [word for word in _split(part, " ") if word]
        colour = next(filter(None, map(colour_of, words)), _BLACK)
        shares = [share for word in words if (share := _share(word)) is not None]
        stops += [(share, colour) for share in shares] or [(None, colour)]
    if not stops:
        return
    anchors = [(0, 0.0)] if stops[0][0] is None else []
    anchors += [(number, place) for number, (place, _) in enumerate(stops) if place is not None]
    anchors += [(len(stops) - 1, 1.0)] if stops[-1][0] is None else []
    for number, (_, colour) in enumerate(stops):
        before = max((item for item in anchors if item[0] <= number), default=anchors[0])
        behind = min((item for item in anchors if item[0] >= number), default=anchors[-1])
        gap = behind[0] - before[0]
        yield before[1] + (behind[1] - before[1]) * (number - before[0]) / gap if gap else before[1], colour


def _colour_at(stops: _Stops, place: float) -> Colour:
    before, behind = stops[0], stops[-1]
    for stop in stops:
        if stop[0] <= place:
            before = stop
        elif stop[0] > place:
            behind = stop
            break
    if place <= before[0] or behind[0] <= before[0]:
        return before[1]
    share = min((place - before[0]) / (behind[0] - before[0]), 1.0)
    red, green, blue, alpha = (one + (two - one) * share for one, two in zip(before[1], behind[1], strict=True))
    return red, green, blue, alpha


def _on_white(colour: Colour) -> tuple[float, ...]:
    return tuple(part * colour[3] + 1 - colour[3] for part in colour[:3])


def _mentions_place(words: str) -> bool:
    return any(word in ("top", "bottom", "center") or _share(word) is not None for word in words.split())


def _is_half_way(place: str) -> bool:
    """Whether a place of what lies behind a text is half-way up; it is at the top where none is named."""
    words = [word for word in place.split() if word in _SIDES or _share(word) is not None]
    if not words or "top" in words or "bottom" in words:
        return False
    if len(words) == 1 or words[1] in ("center", "left", "right"):
        return True
    return _is_within(_share(words[1]) or 0)


_SIDES = ("left", "right", "top", "bottom", "center")


# What lies over a text


def _lines_of(values: StyleValues) -> Iterator[float]:
    """How high the level lines are that an element draws, from 0 at the top of the text to 1."""
    top, bottom = _share(values.get("top", "")), _share(values.get("bottom", ""))
    height = _share(values.get("height", "")) or 0.0
    if bottom is not None and top is not None and "height" not in values:
        height = max(1 - top - bottom, 0.0)
    upper = top if top is not None else 1 - bottom - height if bottom is not None else None
    if upper is None:
        upper = -(_share(values.get("margin-top", "")) or 0) if "margin-top" in values else 0.0
        upper = upper if upper > 0 else 0.0
    if _is_drawn(values.get("border-top", "")):
        yield upper
    if _is_drawn(values.get("border-bottom", "")):
        yield upper + height
    if height <= _THIN and _has_ground(values):
        yield upper + height / 2


def _is_ruled(values: StyleValues) -> bool:
    """Whether a rule runs along an element."""
    return any(_is_drawn(values.get(name, "")) for name in ("border-top", "border-bottom")) or _has_ground(values)


def _covers(values: StyleValues) -> bool:
    top, bottom = _share(values.get("top", "")), _share(values.get("bottom", ""))
    height = _share(values.get("height", "")) or 0.0
    if top is None and bottom is None:
        return False
    if "height" not in values:
        height = 1 - (top or 0) - (bottom or 0) if top is not None and bottom is not None else 0.0
    begin = top if top is not None else 1 - (bottom or 0) - height
    is_blurred = "blur(" in values.get("backdrop-filter", "")
    return begin <= _LOWEST and begin + height >= _COVERS and (_has_ground(values) or is_blurred)


def _is_wide(values: StyleValues) -> bool:
    """Whether it may reach over a figure from one side to the other."""
    width = pixels(values.get("width", ""))
    if width is None:
        return values.get("content", "none") not in ("none", "normal", '""', "''") or (
            "left" in values and "right" in values
        )
    return width >= _NARROWEST


def _has_ground(values: StyleValues) -> bool:
    colour = colour_of(values.get("background-color", ""))
    return (colour is not None and colour[3] > _CLEAR) or has_run_of_colours(values)


def _is_faint(values: StyleValues) -> bool:
    opacity = re.fullmatch(r"(\d*\.?\d+)(%?)", values.get("opacity", ""))
    return opacity is not None and float(opacity[1]) / (100 if opacity[2] else 1) < _CLEAR


def _is_drawn(line: str) -> bool:
    return _DRAWN.search(line) is not None and not _NO_WIDTH.search(line)


def _is_within(place: float) -> bool:
    return _LOWEST <= place <= _HIGHEST


# Lengths and lists


def _share(value: str) -> float | None:
    """A length as a share of the height of a line of text; of a formula what it has in per cent."""
    match = _LENGTH.fullmatch(value) or (_LENGTH.search(value) if value.startswith("calc(") else None)
    return float(match[1]) / _LINE_HEIGHT[match[2]] if match else None


def _split(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that are in no brackets."""
    parts, begin, depth = [], 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == sign and not depth:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]


def _end(text: str, begin: int) -> int:
    """The place behind the bracket that closes the one before a place; the end of the text where none does."""
    depth = 1
    for place in range(begin, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place + 1
    return len(text) + 1
