"""Fonts that a style sheet brings along, which may draw other digits than are written, or none."""

import re
from collections.abc import Iterable
from typing import Any

import tinycss2

from gongkai.readers.html.styles.values import pixels

_DATA = re.compile(r"url\(\s*[\"']?data:", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(", re.IGNORECASE)
_USUAL_FONT = re.compile(
    r"arial|helvetica|roboto|open ?sans|noto|source ?(?:han|sans|serif)|思源|雅黑|yahei|pingfang|苹方|宋|song|sun"
    r"|黑体|hei|楷|kai|仿宋|fang|\bdin|lato|montserrat|\binter\b|impact|georgia|times|tahoma|verdana|segoe|阿里|alibaba"
    r"|puhui|普惠|harmony|misans|oppo|\bsf\b|san francisco|方正|^fz|华文|^st|汉仪|^hy|bebas|oswald|poppins|ubuntu"
    r"|barlow|raleway|icon|awesome|glyph|symbol|katex|mathjax"
)
"""Parts of the names of usual typefaces, and of fonts of signs."""
_OF_PICTURES = re.compile(r"local\([^)]*(?:dings|marlett)", re.IGNORECASE)
_BY_SCRIPT = re.compile(r"\bFontFace\(\s{0,9}[\"'`]([^\"'`]{1,80})[\"'`]")
_SMALLEST_SHARE = 0.3
"""The share of its size up to which a font is adjusted to next to nothing."""
_RANGE = re.compile(r"u\+([0-9a-f?]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)


def font_in_address(rule: Any) -> str:
    """The name of a font for digits that ``@font-face`` takes from an address, whose digits nobody knows; else empty.

    It may be embedded in the page as a ``data:`` address. One in a file of its own counts unless it has the name of a
    usual typeface, which sites give to what they let readers download. A font of this machine counts where it draws
    pictures for digits, and any that is made so small that nothing is left.

    Args:
        rule: A node of tinycss2.
    """
    nodes = tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True)
    values = {node.lower_name: tinycss2.serialize(node.value) for node in nodes if node.type == "declaration"}
    source, name = values.get("src", ""), font_name(values.get("font-family", ""))
    is_strange = _DATA.search(source) or (_ADDRESS.search(source) and not _USUAL_FONT.search(name))
    is_strange = is_strange or _OF_PICTURES.search(source) or _is_next_to_nothing(values.get("size-adjust", ""))
    return name if is_strange and _has_digits(values.get("unicode-range", "")) else ""


def fonts_of_scripts(scripts: Iterable[str]) -> set[str]:
    """The names of the fonts that scripts bring along.

    Args:
        scripts: Their texts.
    """
    names = {font_name(name) for script in scripts if "FontFace" in script for name in _BY_SCRIPT.findall(script)}
    return {name for name in names if not _USUAL_FONT.search(name)}


def _is_next_to_nothing(share: str) -> bool:
    return share.endswith("%") and (pixels(share) or 0) <= _SMALLEST_SHARE * 1000  # as of a usual screen


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
