"""What declared styles do to the text of an element: they hide it, strike it out, raise it, or put it elsewhere.

A style that only may do so counts like one that certainly does: the text is not taken for one that stands there.
"""

import re

from gongkai.readers.html.styles import clipping
from gongkai.readers.html.styles.colours import Colour, colour_of
from gongkai.readers.html.styles.sheets import shares
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels

_THICK, _THICK_LINE = 4, 7
"""Pixels of a line around each digit that fills it, and of one above or below a text that covers digits."""
_FARTHEST, _INDENTED_AWAY, _OUT_OF_SIGHT = -100, 500, -1000
"""Pixels out of sight: of a text within its box, of all lines in a box around it, and of a box on the screen."""
_BESIDE_SCREEN = 2500
"""Pixels to the right beyond any screen."""
_PLACES = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top", "margin-right")
_SHARP, _BESIDE = (2, 3), 5
"""How many lengths one shadow of a text has, and from how many pixels on it stands beside the text."""
_FROZEN = 300
"""Pixels from an edge of the window on which nobody freezes the heads and first columns of a table."""
_FAR, NEAR = 20, 3
"""Pixels by which a text is moved among other cells, or among other characters of its own cell."""
_TURNED = re.compile(r"(?:rotate|skew|matrix|perspective)\w{0,2}\([^()]*[1-9]|scale\w{0,2}\([^()]*-")
_SHIFTED = re.compile(r"translate(\w{0,2})\(([^()]*)\)")
_SEEN_ON_WHITE = NORMAL | {"multiply", "darken", "color-burn", "linear-burn", "hard-light"}
"""Ways to blend with what is below by which a dark text on a white ground stays as it is."""
_PLACED = ("grid-area", "grid-row", "grid-column", "grid-row-start", "grid-column-start", "box-ordinal-group")


_PICTURES = re.compile(r"dings|marlett|barcode|\bcode ?(?:39|128)|blank|redact", re.IGNORECASE)
"""Names of fonts that draw pictures, bars or nothing for digits."""
_SAME_LIGHT, _DARKEST_LIGHT = 0.07, 0.45
"""Of a colour, how much each share of light may differ and not be seen; above which share a colour is not dark."""
_WHITE = (1.0, 1.0, 1.0, 1.0)
_RAISED_BY_FONT = re.compile(r"""["'](?:sups|subs|sinf|ordn|frac|numr|dnom)["'](?!\s*(?:0|off))""")
"""Features of a font by which it raises, lowers or halves digits."""
_UNNUMBERED = frozenset(
    {"none", "disc", "circle", "square", "inside", "outside", "disclosure-open", "disclosure-closed"}
)
"""Words for the looks of a list without numbers."""
_FUNCTION = re.compile(r"[\w-]{1,30}\([^()]{0,900}\)")
_PICTURE = re.compile(r"url\(|image-set\(", re.IGNORECASE)


def numbers(values: StyleValues) -> bool:
    """Whether the items of a list have numbers or letters of their own."""
    kind = values.get("list-style-type", "")
    return kind[:1] not in ("", '"', "'") and not _UNNUMBERED.issuperset(_FUNCTION.sub("", kind).lower().split())


def draws(values: StyleValues) -> bool:
    """Whether a picture or a text is added."""
    signs = (values.get(name, "none") for name in ("list-style-type", "text-emphasis", "quotes"))
    if any(sign[0] in "\"'" for sign in signs) or numbers(values):
        return True
    return values.get("content", "none") not in ("none", "normal", '""', "''") or bool(pictures(values))


def pictures(values: StyleValues) -> list[str]:
    """The pictures that are drawn in an element."""
    images = (values.get(name, "") for name in ("background-image", "border-image", "mask-image", "content"))
    return [image for image in images if _PICTURE.search(image)]


def is_replaced(values: StyleValues) -> bool:
    """Whether a picture takes the place of what is in an element."""
    return _PICTURE.search(values.get("content", "")) is not None


def names_picture(text: str) -> bool:
    """Whether a declaration, or a style with several, names a picture."""
    return _PICTURE.search(text) is not None


def has_picture_behind(values: StyleValues) -> bool:
    """Whether a picture or a run of colours is behind its text."""
    image = values.get("background-image", "")
    return "gradient" in image or _PICTURE.search(image) is not None


def is_light(colour: Colour) -> bool:
    """Whether a text of this colour cannot be told from a ground that is not dark."""
    return max(colour[:3]) > _DARKEST_LIGHT


def is_dark(ground: Colour) -> bool:
    """Whether a text that is not light cannot be told from a ground of this colour."""
    return ground[3] > 0 and max(ground[:3]) < _DARKEST_LIGHT + 2 * _SAME_LIGHT


def is_alike(one: Colour, other: Colour | None, *, within: float = _SAME_LIGHT) -> bool:
    """Whether a colour cannot be told from another."""
    return other is not None and all(abs(one[place] - other[place]) <= within for place in range(3))


def is_white(colour: Colour) -> bool:
    """Whether a colour is white."""
    return is_alike(colour, _WHITE, within=_SAME_LIGHT / 4)


def takes_out(values: StyleValues) -> bool:
    """Whether an element is not there at all, so that what follows moves up."""
    return values.get("display") == "none"


def hides(values: StyleValues) -> bool:
    """Whether the text of an element cannot be seen."""
    return bool(values) and (bool(hides_by_inheritance(values)) or _hides_wholly(values))


def hides_around(values: StyleValues) -> bool:
    """Whether nothing that is in an element can be seen.

    Boxes are laid out by setting them off by less than a screen, to which they are shifted back.

    Args:
        values: What holds for the element.
    """
    places = {name: values[name] for name in _PLACES if name in values}
    others = {name: value for name, value in values.items() if name not in places}
    is_far = any((pixels(value) or 0) <= _OUT_OF_SIGHT and not value.endswith("%") for value in places.values())
    is_far = is_far or (pixels(values.get("margin-left", "")) or 0) >= _BESIDE_SCREEN
    is_far = (
        is_far or abs(pixels(values.get("text-indent", "")) or 0) >= _INDENTED_AWAY
    )  # which every line in it inherits
    shifts = {name: values[name] for name in ("transform", "translate") if name in values}
    return hides(others) or is_far or _shift(shifts) >= -_OUT_OF_SIGHT


def hides_by_inheritance(values: StyleValues) -> frozenset[str]:
    """The properties that hide its text, and that an element within it may set back."""
    colours = {name: colour_of(values[name]) for name in ("color", "text-fill-color") if name in values}
    names = {name for name, colour in colours.items() if colour is not None and colour[3] <= shares.FAINTEST}
    if values.get("visibility") in ("hidden", "collapse"):
        names.add("visibility")
    size = values.get("font-size", "")
    length = pixels(size)
    if length is not None and (length * 16 / 1000 if size.endswith("%") else length) < shares.SMALLEST_PRINT:
        names.add("font-size")
    return frozenset(names)


def _hides_wholly(values: StyleValues) -> bool:
    if takes_out(values) or values.get("display", "").startswith("table-column"):
        return True
    if values.get("mso-hide") == "all":  # which Word heeds, of pages that it has saved
        return True
    if values.get("content-visibility") == "hidden" or values.get("text-security", "none") not in NORMAL:
        return True
    is_picture = _PICTURES.search(values.get("font-family", "")) is not None
    is_mixed = values.get("mix-blend-mode", "") not in _SEEN_ON_WHITE
    if (
        is_picture
        or is_mixed
        or shares.is_clear(values)
        or clipping.is_cut_off(values)
        or shares.is_scaled_away(values)
    ):
        return True
    if (pixels(values.get("text-stroke", "")) or 0) >= _THICK:
        return True
    return any((pixels(values[side]) or 0) <= _FARTHEST for side in _PLACES if side in values)


def strikes(values: StyleValues) -> bool:
    """Whether its text is struck out, be it by the line below it, which is set higher."""
    line = values.get("text-decoration-line", "")
    thickness = values.get("text-decoration-thickness") or (line if line.split() != ["none"] else "")
    if line not in NORMAL and (pixels(thickness) or 0) >= _THICK_LINE:
        return True
    offset = pixels(values.get("text-underline-offset", "")) if "underline" in line else None
    return "line-through" in line or (offset is not None and offset <= -NEAR)


def raises(values: StyleValues, *, alone: bool = False) -> bool:
    """Whether its text stands above or below the line.

    Args:
        values: What holds for it.
        alone: Whether nothing else stands in the same cell, so that a shift by some pixels places it in the cell.
    """
    place = values.get("vertical-align", "")
    if place in ("super", "sub") or not {"super", "sub"}.isdisjoint(values.get("font-variant-position", "").split()):
        return True
    if _RAISED_BY_FONT.search(values.get("font-feature-settings", "")):
        return True
    return not alone and abs(pixels(place) or 0) >= NEAR


def moves(values: StyleValues, *, alone: bool) -> bool:
    """Whether an element stands elsewhere than where it is written, or in another direction.

    Args:
        values: What holds for it.
        alone: Whether nothing else stands in the same cell or row, so that it has nothing to change places with.
    """
    if turns(values) or (not alone and is_placed(values)):
        return True
    upwards, indent = (pixels(values.get(name, "")) or 0 for name in ("margin-top", "text-indent"))
    return upwards <= -_FAR or indent >= _INDENTED_AWAY or _shift(values) >= (_FAR if alone else NEAR)


def turns(values: StyleValues) -> bool:
    """Whether it is turned or mirrored, or set along a line."""
    if values.get("offset-path", "none") not in NORMAL:
        return True
    if _TURNED.search(values.get("transform", "")) or values.get("rotate", "none") not in NORMAL:
        return True
    return "-" in values.get("scale", "")


def is_placed(values: StyleValues) -> bool:
    """Whether it takes another place among its neighbours."""
    if values.get("float", "none") not in NORMAL or values.get("position") in ("absolute", "fixed"):
        return True
    if values.get("order", "0") not in NORMAL:
        return True
    return any(values.get(name, "auto") not in NORMAL for name in _PLACED)


def reorders(values: StyleValues) -> bool:
    """Whether what is in an element stands in another order than it is written in."""
    if any("reverse" in values.get(name, "") for name in ("flex-direction", "flex-wrap", "box-direction")):
        return True
    if values.get("direction") == "rtl" or "override" in values.get("unicode-bidi", ""):
        return True
    return values.get("writing-mode", "horizontal-tb") not in NORMAL | {"horizontal-tb", "lr", "lr-tb"}


def overlaps(values: StyleValues) -> bool:
    """Whether its characters lie over one another, or over shadows that look like them."""
    shadow = [size for size in map(pixels, values.get("text-shadow", "").split()) if size is not None]
    is_sharp = len(shadow) in _SHARP and max(shadow[2:], default=0) < shares.BLURRED
    if is_sharp and max(map(abs, shadow[:2])) >= _BESIDE:
        return True
    return (pixels(values.get("letter-spacing", "")) or 0) <= -NEAR


def reverses(values: StyleValues) -> bool:
    """Whether its characters are seen in the opposite order."""
    return values.get("direction") == "rtl" and "override" in values.get("unicode-bidi", "")


def shifts(values: StyleValues) -> tuple[float, float]:
    """By how many pixels a transformation moves it to the right and down."""
    across = down = 0.0
    for name, text in (*_SHIFTED.findall(values.get("transform", "")), ("", values.get("translate", ""))):
        parts = [pixels(part) or 0 for part in re.split(r"[,\s]+", text) if part]
        across += parts[0] if parts and name != "y" else 0
        down += parts[0] if parts and name == "y" else parts[1] if len(parts) > 1 else 0
    return across, down


def _shift(values: StyleValues) -> float:
    """By how many pixels it stands elsewhere; what stays where it is scrolled to (``sticky``) counts from far on."""
    lengths = [_size(part) for _, part in _SHIFTED.findall(values.get("transform", ""))]
    lengths.append(_size(values.get("translate", "")))
    if values.get("position") in ("relative", "absolute", "fixed", "sticky"):
        sizes = [_size(values.get(side, "")) for side in ("left", "right", "top", "bottom")]
        lengths += [size for size in sizes if size >= _FROZEN or values["position"] != "sticky"]
    lengths += [max(-(pixels(values.get(f"margin-{side}", "")) or 0), 0) for side in ("left", "right")]
    return max(lengths)


def _size(value: str) -> float:
    return max((abs(pixels(part) or 0) for part in re.split(r"[,\s]+", value)), default=0)
