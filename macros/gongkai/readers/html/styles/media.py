"""Whether the rules of a style sheet hold on the screen of a desk, and not only on paper or on a telephone."""

import operator
import re

from gongkai.readers.html.styles.values import pixels

_SCREEN = {"width": 1280, "height": 800}
_MEDIUM = re.compile(r"\s*(not\s+|only\s+)?([a-z]+)?", re.IGNORECASE)
_FEATURE = re.compile(r"(\(\s*not\s*)?\(\s*([\w-]+)\s*(?::\s*([^()]*))?\)")
_RANGE = re.compile(r"\(\s*([\w.-]+)\s*([<>]?=|[<>])\s*([\w.-]+)\s*(?:([<>]=?)\s*([\w.-]+)\s*)?\)")
_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_OTHER_MEDIA = frozenset({"print", "speech", "aural", "braille", "embossed", "handheld", "tty", "tv", "projection"})
_ABSENT = re.compile(r"-ms-|dark|portrait|reduce|more|print|coarse|none|standalone|fullscreen|inverted|active")
"""Parts of media features that a usual desktop browser lacks: touch screens, no scripts, personal preferences."""


def holds_on_screen(query: str) -> bool:
    """Whether a media query holds on the screen of a desk; what is not known is taken to hold.

    Args:
        query: Its text; empty for all media.
    """
    return any(_one_holds(part.strip().lower()) for part in query.split(","))


def _one_holds(query: str) -> bool:
    medium = _MEDIUM.match(query)
    is_not, name = (medium[1] or "").strip() == "not" if medium else False, medium[2] if medium else None
    holds = name not in _OTHER_MEDIA and all(
        _has(feature, value) is not bool(without) for without, feature, value in _FEATURE.findall(query)
    )
    return (holds and all(map(_compares, _RANGE.findall(query)))) is not is_not


def _compares(parts: tuple[str, ...]) -> bool:
    """Whether a comparison of the screen with one or two lengths holds: ``width <= 600px``, ``20em < width < 60em``."""
    sizes = [_SCREEN[part] if part in _SCREEN else pixels(part) for part in parts[::2] if part]
    pairs = zip(sizes, parts[1::2], sizes[1:], strict=False)
    return all(one is None or other is None or _ORDERS[sign](one, other) for one, sign, other in pairs)


def _has(name: str, value: str) -> bool:
    size = pixels(value)
    side = name.rpartition("-")[2]
    if side in _SCREEN and size is not None:
        return size <= _SCREEN[side] if name.startswith("min") else size >= _SCREEN[side]
    return not _ABSENT.search(f"{name} {value}")
