"""On what condition rules of a style sheet hold: media queries, what a browser supports, the size of a box around.

A condition of which nobody knows whether it holds is told from one that does: see ``PageStyles``.
"""

import operator
import re
from collections.abc import Iterable
from typing import Any

import tinycss2

from gongkai.readers.html.styles.values import is_known, pixels

Verdict = bool | None
"""Whether something holds; None where nobody knows."""
_SCREEN = {"width": 1280, "height": 800}
_MEDIUM = re.compile(r"\s*(not\s+|only\s+)?([a-z]+)?", re.IGNORECASE)
_FEATURE = re.compile(r"(\(\s*not\s*)?\(\s*([\w-]+)\s*(?::\s*([^()]*))?\)")
_COMPARISON = re.compile(r"\(\s*([\w.-]+)\s*([<>]?=|[<>])\s*([\w.-]+)\s*(?:([<>]=?)\s*([\w.-]+)\s*)?\)")
_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_MEDIA = ("", "all", "screen")
_ABSENT = re.compile(r"-ms-|dark|portrait|reduce|more|print|coarse|none|standalone|fullscreen|inverted|active|slow")
"""Parts of media features that a usual desktop browser lacks: touch screens, no scripts, personal preferences."""
_PRESENT = re.compile(
    r"(?:any-)?(?:hover|pointer)|orientation|prefers-[a-z-]+|color|color-gamut|forced-colors|scripting|update|display-mode"
    r"|inverted-colors"
)
"""Media features of which such a browser has all values but those."""
_RESOLUTION = re.compile(r"(?:-webkit-)?(?:min-)?(?:device-pixel-ratio|resolution)")
_ONE_DOT = {"1", "1.0", "1dppx", "1x", "96dpi", "72dpi"}
"""Resolutions that every screen has, or more."""
_SUPPORTED = re.compile(r"\(\s*([\w-]+)\s*:\s*([^();]+(?:\([^()]*\))?)\)")
_OF_OTHER_BROWSERS = re.compile(r"-(?:ms|moz|o)-|-webkit-touch-callout")


def holds(rule: Any) -> Verdict:
    """Whether the rules within another one hold on the screen of a desk; None where nobody knows.

    Args:
        rule: A node of tinycss2 with a content.
    """
    prelude = tinycss2.serialize(rule.prelude).strip().lower()
    if rule.lower_at_keyword == "media":
        return holds_on_screen(prelude)
    if rule.lower_at_keyword == "supports":
        return _combined(prelude, (_is_supported(*one) for one in _SUPPORTED.findall(prelude)))
    if rule.lower_at_keyword == "container":
        return None
    return rule.lower_at_keyword in ("layer", "scope")


def holds_on_screen(query: str) -> Verdict:
    """Whether a media query holds on the screen of a desk; None where nobody knows.

    Args:
        query: Its text; empty for all media.
    """
    return _any(_one_holds(part.strip().lower()) for part in query.split(","))


def _one_holds(query: str) -> Verdict:
    medium = _MEDIUM.match(query)
    is_not = medium is not None and (medium[1] or "").strip() == "not"
    if medium is not None and (medium[2] or "") not in _MEDIA:
        return is_not
    features = [(_has(name, value), without) for without, name, value in _FEATURE.findall(query)]
    verdicts = [_not(verdict) if without else verdict for verdict, without in features]
    verdicts += map(_compares, _COMPARISON.findall(query))
    if not verdicts and "(" in query:
        return None
    verdict = (_any if " or " in query else _all)(verdicts)
    return _not(verdict) if is_not else verdict


def _compares(parts: tuple[str, ...]) -> Verdict:
    """Whether a comparison of the screen with one or two lengths holds: ``width <= 600px``, ``20em < width < 60em``."""
    sizes = [_SCREEN[part] if part in _SCREEN else pixels(part) for part in parts[::2] if part]
    pairs = zip(sizes, parts[1::2], sizes[1:], strict=False)
    return _all(None if one is None or other is None else _ORDERS[sign](one, other) for one, sign, other in pairs)


def _has(name: str, value: str) -> Verdict:
    size = pixels(value)
    side = name.rpartition("-")[2]
    if side in _SCREEN and size is not None:
        return size <= _SCREEN[side] if name.startswith("min") else size >= _SCREEN[side]
    if _ABSENT.search(value if name.startswith("prefers-") and value else f"{name} {value}"):
        return False
    is_known_feature = _PRESENT.fullmatch(name) is not None and value.strip() != "0"
    return True if is_known_feature or (_RESOLUTION.fullmatch(name) and value.strip() in _ONE_DOT) else None


def _is_supported(name: str, value: str) -> Verdict:
    """Whether browsers know of a property and its value."""
    if _OF_OTHER_BROWSERS.match(name):
        return False
    return True if is_known(name, value.strip()) or name[:2] == "--" else None


def _combined(query: str, verdicts: Iterable[Verdict]) -> Verdict:
    """What conditions between brackets say together; a ``not`` before several of them is not followed."""
    parts = [*verdicts]
    verdict = (_any if re.search(r"\)\s*or\b", query) else _all)(parts) if parts else None
    if not re.search(r"\bnot\b", query):
        return verdict
    return _not(verdict) if len(parts) == 1 else None


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _joined(verdicts, decisive=True)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    return _joined(verdicts, decisive=False)


def _joined(verdicts: Iterable[Verdict], *, decisive: bool) -> Verdict:
    parts = [*verdicts]
    return decisive if decisive in parts else None if None in parts else not decisive
