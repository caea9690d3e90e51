"""The style sheets within a page: in its own elements, and in addresses that hold them, as in pages saved whole."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import tinycss2

from gongkai.readers.html.styles.media import holds_on_screen
from gongkai.readers.html.styles.values import declarations

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
_END = re.compile(r"(?<![\w-])to(?![\w-])|(?<![\d.])100(?:\.0+)?%")
_RANGE = re.compile(r"u\+([0-9a-f?]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)


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
