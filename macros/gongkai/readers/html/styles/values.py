"""Declarations of style sheets as plain values: shorthands taken apart, lengths in pixels, colours as shares of light.

Only properties are kept that may change which text a reader sees, or where.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import tinycss2

from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.custom import DOUBTED
from gongkai.readers.html.styles.validity import is_valid

Declared = tuple[str, str, bool]
"""A property, its value in lower case, and whether it is ``!important``."""

StyleValues = Mapping[str, str]
"""The values that hold for an element, by the name of the property."""
NORMAL = frozenset({"", "none", "auto", "normal", "static", "0", "visible", "inherit", "initial", "unset", "auto/auto"})
"""Values of many properties with which they do nothing."""

_KEPT = re.compile(
    r"(?:display|visibility|opacity|filter|color(?:-scheme)?|content|order|float|position|left|right|top|bottom|zoom|scale|rotate"
    r"|translate|direction|unicode-bidi|writing-mode|vertical-align|clip|clip-path|height|max-height|width|max-width"
    r"|overflow(?:-[xy])?|content-visibility|(?:letter|word)-spacing|text-indent|font-size|font-family|font-variant-position|text-decoration-line|text-stroke|table-layout"
    r"|quotes|text-emphasis|text-underline-offset|font-feature-settings"
    r"|min-(?:width|height)|margin-(?:left|right|top)|(?:padding|border)-(?:left|right)|border-(?:top|bottom)|outline(?:-offset|-width)?|box-shadow|border-(?:radius|image)|line-height"
    r"|flex|flex-(?:direction|wrap|grow|shrink|basis)|aspect-ratio|grid-template-(?:rows|columns)|grid-(?:area|row|column|row-start|column-start)"
    r"|background-(?:color|image|size|position)|backdrop-filter|z-index|mask-image|transform|animation(?:-name|-play-state|-timeline|-iteration-count)?|text-(?:fill-color|security)"
    r"|box-(?:direction|ordinal-group|sizing)|mso-hide|contain|offset-path|mix-blend-mode|font-size-adjust"
    r"|text-decoration-thickness|list-style-type|padding-(?:top|bottom)|text-shadow|all)"
)
_PREFIX = re.compile(r"^-(?:webkit|moz|ms|o)-")
_RENAMED = {
    "block-size": "height",
    "inline-size": "width",
    "max-block-size": "max-height",
    "max-inline-size": "max-width",
    "margin-block-start": "margin-top",
    "text-stroke-width": "text-stroke",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "padding-inline-start": "padding-left",
    "padding-inline-end": "padding-right",
    "margin-inline": "margin",
    "padding-inline": "padding",
    "border-inline": "border",
    "border-image-source": "border-image",
    "mask-box-image": "mask-image",
    "mask-box-image-source": "mask-image",
    "border-block-start": "border-top",
    "border-block-end": "border-bottom",
    "text-emphasis-style": "text-emphasis",
    "border-top-style": "border-top",
    "border-bottom-style": "border-bottom",
    "border-left-style": "border-left",
    "border-right-style": "border-right",
    "outline-style": "outline",
    "border-inline-start": "border-left",
    "border-inline-end": "border-right",
}
OF_TEXT = "currentcolor"
"""The value of a colour that is that of the text."""
_NUMBER = re.compile(r"(?<![\w.#-])([+-]?(?:\d+\.?\d*|\.\d+))(?:e[+-]?\d+)?([a-z%]*)")
_PIXELS = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "cm": 38,
    "mm": 3.8,
    "q": 0.9,
    "%": 10,
    "em": 16,
    "rem": 16,
    "ex": 8,
    "ch": 8,
    "vw": 13,
    "vh": 8,
    "vmin": 8,
    "vmax": 13,
}
"""Of a unit: about as many as on a usual screen."""
_MAY_MATTER = re.compile(
    r"display|visib|opacity|filter|color|backgr|content|order|float|positi|inset|zoom|scale|rotate|transl|direction"
    r"|stroke|-layout|bidi|writing|vertical|clip|overflow|decoration|transform|flex|grid|mask|security|box-|font|mso-hide|animation"
    r"|contain|offset|blend|list-style|quotes|emphasis|\ball\s*:"
    r"|aspect|--|text-shadow|text-indent[\w-]*\s*:[^;]*-|(?:letter|word)-spacing|margin|padding|border|outline|line-height|(?:height|width|left|top|right|bottom)\s*:",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_VALUE = 20_000, 1_000
"""Characters of a style, and of a value, that are looked at: of a longer value only its beginning, such as ``url(``."""
_MANY_DIGITS = re.compile(r"(\d{300})\d+")
_LINE_HEIGHT = re.compile(r"^\s*/\s*\S+")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_SIDES = ("top", "right", "bottom", "left")
_WORKED_OUT = re.compile(
    r"(?<![\w-])(?:env|attr|if|contrast-color|sibling-\w+|random|round|mod|rem|sign|abs|sqrt|pow|hypot|log|exp|a?sin|a?cos|a?tan2?|progress|--[\w-]+)\(|\(\s*from\s"
)
"""Values that are worked out from what is not at hand, or in a way that is not known here."""
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_CLIPS = re.compile(r"strict|content|paint")
"""Kinds of ``contain`` that cut off what reaches beyond the box."""


@lru_cache(maxsize=4096)
def inline_declarations(style: str) -> tuple[Declared, ...]:
    """What the ``style`` of an element declares, as far as it may matter.

    Args:
        style: The attribute.
    """
    if not _MAY_MATTER.search(style):
        return ()
    return tuple(declarations(tinycss2.parse_blocks_contents(shorten_numbers(style[:_LONGEST]), skip_comments=True)))


def shorten_numbers(text: str) -> str:
    """A style with at most some hundred digits of each number: tinycss2 fails where Python refuses to read more.

    Args:
        text: Declarations, or a style sheet.
    """
    return _MANY_DIGITS.sub(r"\1", text)


def declarations(nodes: Iterable[Any]) -> Iterator[Declared]:
    """The declarations among the nodes of a block, as far as they may matter.

    Args:
        nodes: Of tinycss2.
    """
    for node in nodes:
        if node.type == "declaration":
            yield from _plain(node)


@lru_cache(maxsize=1024)
def pixels(value: str) -> float | None:
    """The length that a value states, about; of a formula the one that is furthest to the left; None without one.

    Args:
        value: As declared.
    """
    numbers = [float(number) * _PIXELS.get(unit, 1) for number, unit in _NUMBER.findall(value)]
    return min(numbers, default=None)


def is_known(name: str, value: str) -> bool:
    """Whether browsers certainly know of a property and its value; of one that is of no use here nobody is sure.

    Args:
        name: The property.
        value: Without custom properties, in lower case.
    """
    name = _RENAMED.get(name, _PREFIX.sub("", name))
    return (_KEPT.fullmatch(name) is not None or name in _SHORT) and is_valid(name, value)


def _plain(node: Any) -> Iterator[Declared]:
    name = _PREFIX.sub("", node.lower_name)
    name = _RENAMED.get(name, name)
    value = tinycss2.serialize(node.value).strip()
    if name[:2] == "--":
        yield node.name, value, node.important
        return
    value = value[:_LONGEST_VALUE]
    value = value if name == "content" or "var(" in value else value.lower()
    if name != "content" and _WORKED_OUT.search(value):
        value = DOUBTED.get(name, "transparent" if name.endswith("color") else value)
    if "var(" not in value and not is_valid(name, value):
        return
    if "var(" in value:  # for each element to be replaced by what it stands for there
        if _KEPT.fullmatch(name) or name in _SHORT:
            yield name, value, node.important
        return
    for part, own in _longhands(name, value, node.value):
        if _KEPT.fullmatch(part):
            yield part, own, node.important


def longhands(name: str, value: str) -> list[tuple[str, str]]:
    """The longhand properties that a shorthand property stands for, each with its value.

    Args:
        name: The property.
        value: Without custom properties.
    """
    value = shorten_numbers(value[:_LONGEST_VALUE])
    return _longhands(name, value, tinycss2.parse_component_value_list(value))


def _longhands(name: str, value: str, tokens: list[Any]) -> list[tuple[str, str]]:
    if name == "background":
        parts = [tinycss2.serialize([token]).lower() for token in tokens]
        colours = (part for part in parts if colour_of(part) or part == OF_TEXT)
        return [("background-color", next(colours, "transparent")), ("background-image", value)]
    if name == "font":
        sizes = [token for token in tokens if token.type in _SIZES or (token.type == "number" and not token.value)]
        names = tokens[tokens.index(sizes[0]) + 1 :] if sizes else tokens
        size = [("font-size", tinycss2.serialize([token])) for token in sizes[:1]]
        return [*size, ("font-family", _LINE_HEIGHT.sub("", tinycss2.serialize(names)).strip())]
    if name in _WAYS:
        return [*_WAYS[name](value)]
    if name in ("margin", "padding", "inset", "border-style"):
        prefix = "" if name == "inset" else f"{name.removesuffix('style').rstrip('-')}-"
        return [(f"{prefix}{side}", part) for side, part in zip(_SIDES, _four(value), strict=True)]
    return [(part, value) for part in _PARTS.get(name, (name,))]


def _flexes(value: str) -> Iterator[tuple[str, str]]:
    """What ``flex`` declares: how a box grows and shrinks, from which length on."""
    parts = value.split()
    yield "flex", value
    numbers = [part for part in parts if _PLAIN.fullmatch(part)]
    others = [part for part in parts if part not in numbers]
    word = parts[0] if len(parts) == 1 else ""
    yield "flex-grow", numbers[0] if numbers else "0" if word in ("none", "initial") else "1"
    yield "flex-shrink", numbers[1] if len(numbers) > 1 else "0" if word == "none" else "1"
    basis = numbers[2] if len(numbers) > 2 else "0"  # noqa: PLR2004 - a third number is a length without a unit
    yield "flex-basis", "auto" if word in ("none", "initial", "auto") else others[0] if others else basis


def _grids(value: str) -> Iterator[tuple[str, str]]:
    rows, sign, columns = value.partition("/")
    yield "grid-template-rows", rows.strip()
    if sign:
        yield "grid-template-columns", columns.strip()


def _contains(value: str) -> Iterator[tuple[str, str]]:
    yield "contain", value
    yield from ((part, "clip") for part in _OVERFLOWS if _CLIPS.search(value))


def _overflows(value: str) -> Iterator[tuple[str, str]]:
    across, *_, up = value.split() * 2 or [""] * 2
    yield from (("overflow", value), ("overflow-x", across), ("overflow-y", up))


_WAYS = {"flex": _flexes, "grid": _grids, "grid-template": _grids, "contain": _contains, "overflow": _overflows}
"""How the shorthand properties are taken apart that have rules of their own."""


def _four(value: str) -> list[str]:
    """The values of the four sides, from the top on; one with a formula is taken for all of them."""
    parts = [value] if "(" in value else value.split()
    if len(parts) > 2:  # noqa: PLR2004 - above and below differ
        return [*parts, parts[1]][:4]
    return (parts * 4)[:4] or [""] * 4


_PARTS = {
    "mask": ("mask-image",),
    "text-decoration": ("text-decoration-line",),
    "flex-flow": ("flex-direction", "flex-wrap"),
    "border": ("border-left", "border-right", "border-top", "border-bottom"),
    "border-block": ("border-top", "border-bottom"),
    "font-variant": ("font-variant-position",),
    "offset": ("offset-path",),
    "list-style": ("list-style-type",),
    "overflow-block": ("overflow", "overflow-y"),
    "overflow-inline": ("overflow", "overflow-x"),
    "overflow-x": ("overflow", "overflow-x"),
    "overflow-y": ("overflow", "overflow-y"),
}
_SHORT = frozenset({"background", "font", "margin", "padding", "inset", "border-style", *_WAYS, *_PARTS})
"""Properties that stand for others."""
_SIZES = ("dimension", "percentage")
"""Kinds of values that are the size of a font; a number is its weight, but for 0."""
