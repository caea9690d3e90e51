"""Which values of properties browsers take, as far as it may matter."""

import re

from gongkai.readers.html.styles.colours import may_be_colour

_OF_ALL = ("inherit", "initial", "unset", "revert", "revert-layer")
_VALUES = {
    "visibility": frozenset(("visible", "hidden", "collapse", *_OF_ALL)),
    "display": frozenset((
        *("none", "contents", "block", "inline", "inline-block", "flow", "flow-root", "list-item", "run-in", "ruby"),
        *("flex", "inline-flex", "grid", "inline-grid", "table", "inline-table", "math"),
        *("-webkit-box", "-webkit-inline-box", "-webkit-flex", "-webkit-inline-flex"),
        *(f"table-{part}" for part in ("row", "cell", "column", "caption", "row-group", "column-group")),
        *("table-header-group", "table-footer-group"),
        *_OF_ALL,
    )),
}  # fmt: skip
"""Of a property all values that browsers know."""
_OF_TEXT = frozenset({
    *("content", "font", "font-family", "grid-area", "animation", "animation-name", "animation-timeline", "mso-hide"),
    *("quotes", "text-emphasis"),
})  # fmt: skip
"""Properties whose values have words of the page's own, or are not for browsers."""
_OF_LENGTH = re.compile(
    r"opacity|zoom|order|z-index|(?:min-|max-)?(?:height|width)|left|right|top|bottom|(?:margin|padding)(?:-[a-z]+)?"
    r"|inset|(?:letter|word)-spacing|text-indent|font-size|line-height|scale"
)
_WORDS_OF_LENGTHS = frozenset((
    *("auto", "none", "normal", "min-content", "max-content", "fit-content", "-webkit-fill-available", "stretch"),
    *("xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "smaller", "larger"),
    *("hanging", "each-line", "reset", "document", "intrinsic", "min-intrinsic", "-webkit-min-content"),
    *("-webkit-max-content", "-webkit-fit-content", "-webkit-auto"),
    *_OF_ALL,
))  # fmt: skip
_WORD = re.compile(r"(?<![\w.%#+-])-?[a-z][\w-]*")
_FUNCTION = re.compile(r"(?<![\w-])([a-z-][\w-]*)\(")
_FUNCTIONS = frozenset((
    *("var", "env", "attr", "if", "calc", "min", "max", "clamp", "round", "mod", "rem", "abs", "sign", "sin", "cos"),
    *("tan", "asin", "acos", "atan", "atan2", "pow", "sqrt", "hypot", "log", "exp", "anchor", "anchor-size"),
    *("calc-size", "fit-content", "minmax", "repeat", "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab"),
    *("oklch", "color", "color-mix", "light-dark", "contrast-color", "url", "src", "image-set", "-webkit-image-set"),
    *("cross-fade", "-webkit-cross-fade", "-webkit-gradient", "translate", "translatex", "translatey", "translatez"),
    *(f"{prefix}{shape}-gradient" for prefix in ("", "repeating-") for shape in ("linear", "radial", "conic")),
    *(f"-webkit-{prefix}{shape}-gradient" for prefix in ("", "repeating-") for shape in ("linear", "radial")),
    *("translate3d", "scale", "scalex", "scaley", "scalez", "scale3d", "rotate", "rotatex", "rotatey", "rotatez"),
    *("rotate3d", "skew", "skewx", "skewy", "matrix", "matrix3d", "perspective", "blur", "brightness", "contrast"),
    *("drop-shadow", "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia", "inset", "circle"),
    *("ellipse", "polygon", "path", "rect", "xywh", "shape", "ray", "symbols"),
))  # fmt: skip
"""All functions that browsers know in the values of properties that are kept."""


def is_valid(name: str, value: str) -> bool:
    """Whether browsers take a value; they keep what was declared before where they do not.

    Args:
        name: The property.
        value: Without custom properties, in lower case.
    """
    if name in _OF_TEXT:
        return True
    if "\\" in value or not _FUNCTIONS.issuperset(_FUNCTION.findall(value)):
        return False
    words = _VALUES.get(name) or (_WORDS_OF_LENGTHS if _OF_LENGTH.fullmatch(name) else None)
    if words is not None and "(" not in value and not words.issuperset(_WORD.findall(value)):
        return False
    return name != "color" or may_be_colour(value)
