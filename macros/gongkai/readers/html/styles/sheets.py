"""The style sheets within a page: in its own elements, and in addresses that hold them, as in pages saved whole.

Those count that hold on the screen of a desk, and not only on paper or on a telephone.
"""

import base64
import binascii
import operator
import re
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import tinycss2

from gongkai.readers.html.styles.values import declarations, pixels

_IN_ADDRESS = re.compile(r"\s*data:text/css(?P<options>[^,]*),(?P<text>.*)", re.IGNORECASE | re.DOTALL)

_DATA = re.compile(r"url\(\s*[\"']?data:", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(", re.IGNORECASE)
_USUAL_FONT = re.compile(
    r"arial|helvetica|roboto|open ?sans|noto|source ?(?:han|sans|serif)|思源|雅黑|yahei|pingfang|苹方|宋|song|sun"
    r"|黑体|hei|楷|kai|仿宋|fang|\bdin|lato|montserrat|\binter\b|impact|georgia|times|tahoma|verdana|segoe|阿里|alibaba"
    r"|puhui|普惠|harmony|misans|oppo|\bsf\b|san francisco|方正|^fz|华文|^st|汉仪|^hy|bebas|oswald|poppins|ubuntu"
    r"|barlow|raleway|icon|awesome|glyph|symbol|katex|mathjax"
)
"""Parts of the names of usual typefaces, and of fonts of signs."""
_BRACE = re.compile(r"([{}])")
_WITHIN = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_NAME = re.compile(r"[.#](-?[A-Za-z_\u0080-\uffff][\w-]*)")
_END = re.compile(r"(?<![\w-])to(?![\w-])|(?<![\d.])100(?:\.0+)?%")
_RANGE = re.compile(r"u\+([0-9a-f?]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)
_SCREEN = {"width": 1280, "height": 800}
_MEDIUM = re.compile(r"\s*(not\s+|only\s+)?([a-z]+)?", re.IGNORECASE)
_FEATURE = re.compile(r"(\(\s*not\s*)?\(\s*([\w-]+)\s*(?::\s*([^()]*))?\)")
_COMPARISON = re.compile(r"\(\s*([\w.-]+)\s*([<>]?=|[<>])\s*([\w.-]+)\s*(?:([<>]=?)\s*([\w.-]+)\s*)?\)")
_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_OTHER_MEDIA = frozenset({"print", "speech", "aural", "braille", "embossed", "handheld", "tty", "tv", "projection"})
_ABSENT = re.compile(r"-ms-|dark|portrait|reduce|more|print|coarse|none|standalone|fullscreen|inverted|active")
"""Parts of media features that a usual desktop browser lacks: touch screens, no scripts, personal preferences."""


def sheets_of(root: Any) -> Iterator[str]:
    """The texts of the sheets of a page that hold on a screen, in order.

    Args:
        root: Its outermost element.
    """
    for sheet in root.iter("style", "link"):
        if not holds_on_screen(sheet.get("media") or ""):
            continue
        if sheet.tag == "style":
            yield sheet.text or ""
        elif "stylesheet" in (sheet.get("rel") or "").lower().split():
            yield in_address(sheet.get("href") or "")


def without_idle_rules(text: str, names: Collection[str]) -> str:
    """A sheet without the rules that hold for no element of a page, as most of a framework's do.

    Args:
        text: The sheet.
        names: The classes and ids of all elements of the page.
    """
    first, *others = text.split("/*")
    tokens = _BRACE.split("".join((first, *(part.partition("*/")[2] for part in others))))
    for place in range(1, len(tokens) - 2, 2):  # every other one is a brace
        if tokens[place] == "{" and tokens[place + 2] == "}":
            before, prelude = _with_busy_selectors(tokens[place - 1], names)
            tokens[place - 1] = before + prelude
            if not prelude:
                tokens[place : place + 3] = [""] * 3
    return "".join(tokens)


def _with_busy_selectors(text: str, names: Collection[str]) -> tuple[str, str]:
    """What stands before a rule, and its selectors without those for no element; empty where none is left."""
    declared, sign, prelude = text.rpartition(";")  # declarations of the rule around it may stand before
    plain = _WITHIN.sub("", prelude)
    if "@" in prelude or "\\" in prelude or "(" in plain or not prelude.strip():
        return declared + sign, prelude or " "
    selectors = plain.split(",")
    busy = [one for one in selectors if all(name in names for name in _NAME.findall(one))]
    has_brackets = plain != prelude  # what stands within them may have commas
    return declared + sign, prelude if busy and has_brackets else ",".join(busy)


def lie_elsewhere(root: Any) -> bool:
    """Whether a page has style sheets in files of their own, which are not at hand.

    Args:
        root: Its outermost element.
    """
    links = (sheet for sheet in root.iter("link") if "stylesheet" in (sheet.get("rel") or "").lower().split())
    return any(sheet.get("href") and not _IN_ADDRESS.fullmatch(sheet.get("href")) for sheet in links)


def in_address(address: str) -> str:
    """The sheet that an address holds; empty where it holds none.

    Args:
        address: Such as ``data:text/css;base64,cHt9``.
    """
    match = _IN_ADDRESS.fullmatch(address)
    if match is None:
        return ""
    data = unquote_to_bytes(match["text"])
    if "base64" in match["options"].lower():
        try:
            data = base64.b64decode(data)
        except binascii.Error:
            return ""
    return data.decode(errors="replace")


def imported(rule: Any) -> str:
    """The sheet that an ``@import`` takes in, where its address holds it and it holds on a screen; else empty.

    Args:
        rule: A node of tinycss2.
    """
    address = next((token for token in rule.prelude if token.type in ("url", "string", "function")), None)
    if address is None:
        return ""
    if address.type == "function":
        text = next((part.value for part in address.arguments if part.type == "string"), "")
    else:
        text = address.value
    media = tinycss2.serialize(rule.prelude[rule.prelude.index(address) + 1 :])
    return in_address(text) if holds_on_screen(media) else ""


def last_frame(rule: Any) -> dict[str, str]:
    """What holds at the end of an animation.

    Args:
        rule: A node of tinycss2.
    """
    values: dict[str, str] = {}
    for frame in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if frame.type == "qualified-rule" and _END.search(tinycss2.serialize(frame.prelude)):
            inner = tinycss2.parse_blocks_contents(frame.content, skip_comments=True, skip_whitespace=True)
            values |= {name: value for name, value, _ in declarations(inner)}
    return values


def font_in_address(rule: Any) -> str:
    """The name of a font for digits that ``@font-face`` takes from an address, whose digits nobody knows; else empty.

    It may be embedded in the page as a ``data:`` address. One in a file of its own counts unless it has the name of a
    usual typeface, which sites give to what they let readers download.

    Args:
        rule: A node of tinycss2.
    """
    nodes = tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True)
    values = {node.lower_name: tinycss2.serialize(node.value) for node in nodes if node.type == "declaration"}
    source, name = values.get("src", ""), font_name(values.get("font-family", ""))
    is_strange = _DATA.search(source) or (_ADDRESS.search(source) and not _USUAL_FONT.search(name))
    return name if is_strange and _has_digits(values.get("unicode-range", "")) else ""


def font_name(text: str) -> str:
    """The name of a font in the form in which names are compared.

    Args:
        text: One name, as a sheet has it.
    """
    return " ".join(text.strip().strip("\"'").lower().split())


def _has_digits(ranges: str) -> bool:
    """Whether a digit is in the Unicode ranges for which a font is used; True where no ranges are named."""
    bounds = [
        (int(one.replace("?", "0"), 16), int(other or one.replace("?", "f"), 16))
        for one, other in _RANGE.findall(ranges)
    ]
    return not bounds or any(low <= ord("9") and high >= ord("0") for low, high in bounds)


# Media queries


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
    return (holds and all(map(_compares, _COMPARISON.findall(query)))) is not is_not


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
