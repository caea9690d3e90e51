"""The style sheets within a page: in its own elements, and in addresses that hold them, as in pages saved whole.

Those count that hold on the screen of a desk, and not only on paper or on a telephone. Rules that stand as text in a
script may be put into the page by it: they count as rules of which nobody knows whether they hold.
"""

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

import tinycss2

from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.sheets.conditions import holds_on_screen
from gongkai.readers.html.styles.values import declarations

_IN_ADDRESS = re.compile(r"\s*data:text/css(?P<options>[^,]*),(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_RULES_IN_SCRIPT = re.compile(r"([\"'`])([^\"'`{}]{1,200}\{[^\"'`{}]{3,2000}\}[^\"'`]{0,4000})\1")
"""A text in a script that is one rule of a style sheet, or several."""
_RULE_IN_TWO = re.compile(r"addRule\(\s*[\"']([^\"']{1,200})[\"']\s*,\s*[\"']([^\"']{3,400})[\"']")
_QUOTED = re.compile(r"\\[\"']|[\"'`]\s*\+\s*[\"'`]")
"""A quotation mark in a text, and where one text is put to another."""
_TAG = re.compile(r"<[^<>{}]{0,200}>|^data:text/css[^,]{0,40},")
_MOST_OF_SCRIPTS = 400_000
_BRACE = re.compile(r"([{}])")
_WITHIN = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_NAME = re.compile(r"[.#](-?[A-Za-z_\u0080-\uffff][\w-]*)")
_BEGINNING = re.compile(r"(?<![\w-])from(?![\w-])|(?<![\d.])0(?:\.0+)?%")
_END = re.compile(r"(?<![\w-])to(?![\w-])|(?<![\d.])100(?:\.0+)?%")


def sheets_of(root: Any, switched: Collection[Any] = ()) -> Iterator[tuple[str, bool]]:
    """The texts of the sheets of a page that may hold on a screen, in order, each with whether it certainly does.

    Args:
        root: Its outermost element.
        switched: The elements with the sheets that its scripts may switch on or off.
    """
    room = _MOST_OF_SCRIPTS
    own_set = _set_of_sheets(root)
    for sheet in root.iter("style", "link", "script"):
        if sheet.tag == "script":
            script = sheet.text or ""
            room -= len(script)
            if ("{" in script or "addRule" in script) and room > 0 and (rules := _rules_in(script)):
                yield rules, False
            continue
        holds = None if sheet in switched else holds_on_screen(sheet.get("media") or "")
        if holds is False or _is_idle(sheet, own_set, is_switched=sheet in switched):
            continue
        text = sheet.text or "" if sheet.tag == "style" else in_address(sheet.get("href") or "")
        yield text, holds is True


def _set_of_sheets(root: Any) -> str:
    """The name of the set of sheets that holds of those with a name: the one the page chooses, else the first."""
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "default-style":
            return element.get("content") or ""
    names = (
        sheet.get("title") for sheet in root.iter("style", "link") if not _is_alternate(sheet) and _is_sheet(sheet)
    )
    return next(filter(None, names), "")


def _is_sheet(element: Any) -> bool:
    return element.tag == "style" or "stylesheet" in (element.get("rel") or "").lower().split()


def _is_alternate(sheet: Any) -> bool:
    return "alternate" in (sheet.get("rel") or "").lower().split()


def _is_idle(sheet: Any, own_set: str, *, is_switched: bool) -> bool:
    """Whether a sheet does not hold: for browsers without scripts, to be chosen by somebody, or for another program."""
    if (sheet.get("type") or "text/css").strip().lower() != "text/css":
        return True
    name = sheet.get("title") or ""
    is_off = (name not in ("", own_set)) or (_is_alternate(sheet) and (not name or name != own_set))
    is_off = is_off or (sheet.tag == "link" and sheet.get("disabled") is not None)
    if not _is_sheet(sheet) or (is_off and not is_switched):
        return True
    return next(sheet.iterancestors("noscript", "template"), None) is not None


def _rules_in(script: str) -> str:
    """The rules of style sheets that stand as texts in a script."""
    script = _QUOTED.sub("", script)
    rules = [_TAG.sub(" ", match[2]) for match in _RULES_IN_SCRIPT.finditer(script)]
    return "\n".join((*rules, *(f"{match[1]}{{{match[2]}}}" for match in _RULE_IN_TWO.finditer(script))))


def without_idle_rules(text: str, names: Collection[str]) -> str:
    """A sheet without the rules that hold for no element of a page, as most of a framework's do.

    Args:
        text: The sheet.
        names: The classes and ids of all elements of the page, without capitals.
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
    busy = [one for one in selectors if all(name.lower() in names for name in _NAME.findall(one))]
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
    """The sheet that an ``@import`` takes in, where its address holds it and it may hold on a screen; else empty.

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
    return "" if holds_on_screen(media) is False else in_address(text)


@dataclass(frozen=True, slots=True)
class Frames:
    """What holds in the course of an animation.

    Attributes:
        first: At its beginning.
        last: At its end.
        hiding: In the first part of it in which nothing is seen; empty where all of it shows something.
    """

    first: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    hiding: dict[str, str] = field(default_factory=dict)


def frames_of(rule: Any) -> Frames:
    """What holds in the course of an animation.

    Args:
        rule: A node of tinycss2.
    """
    frames = Frames()
    for frame in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if frame.type != "qualified-rule":
            continue
        inner = tinycss2.parse_blocks_contents(frame.content, skip_comments=True, skip_whitespace=True)
        values = {name: value for name, value, _ in declarations(inner)}
        prelude = tinycss2.serialize(frame.prelude)
        frames.first.update(values if _BEGINNING.search(prelude) else {})
        frames.last.update(values if _END.search(prelude) else {})
        frames.hiding.update(values if not frames.hiding and effects.hides(values) else {})
    return frames


def initial_value(rule: Any) -> Iterator[str]:
    """The value that ``@property`` says a custom property has where none is declared, if it says one.

    Args:
        rule: A node of tinycss2.
    """
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name == "initial-value":
            yield tinycss2.serialize(node.value).strip()
