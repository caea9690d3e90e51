"""The texts of the scripts within a page: what is code, without its comments, and code that is hidden in texts.

Nothing is run.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml import etree

from gongkai.readers.html.running.plain_names import with_plain_names

_MOST_SOURCE, _LONGEST, _MOST_TEXTS = 400_000, 1_500, 20
"""Characters of all scripts of a page and of one statement, and texts in one that are code themselves."""
_NO_CODE = re.compile(r"json|template|html|text/(?!java|ecma|babel|jsx)", re.IGNORECASE)
"""Types of ``script`` elements that hold data."""
_LINE_COMMENT = re.compile(r"(?<![:\"'`\\\w])//[^\n]*")
_COMMENT = re.compile(rf"/\*.*?\*/|{_LINE_COMMENT.pattern}", re.DOTALL)
_ON = etree.XPath("//@*[starts-with(name(), 'on')]")
_BY_READERS = re.compile(
    r"on(?:(?:dbl|aux)?click|mouse|pointer|touch|key|drag|drop|wheel|scroll|copy|cut|paste|submit|reset|change|input"
    r"|select|blur|contextmenu|beforeprint|afterprint|resize|search)"
)
"""Events that somebody who reads the page brings about."""
_DATA = re.compile(
    r"\s*data:(?:text|application)/(?:javascript|ecmascript|x-javascript)[^,]{0,80}?(;base64)?,", re.IGNORECASE
)
_DATA_IN_TEXT = re.compile(r"\bimport[\s(]{0,9}[\"'`](data:[^\"'`]{1,20000})[\"'`]", re.IGNORECASE)
_RUNS_TEXT = re.compile(
    r"\beval\b|\bimport\b|\bFunction\b|\bset(?:Timeout|Interval)\(\s*[\"'`]|\bdocument\s*\.\s*write|\.text\s*="
)
_CODES = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")
_MOST_ENDLESS = 5
"""Functions without an end after which no other is looked for: each is followed far."""
_WORD = re.compile(r"[\w$]+")
_JOINED = re.compile(r"([\"'`])\s{0,9}\+\s{0,9}\1")
"""Where a text is put together of two."""
_READERS = (
    r"(?:(?:dbl|aux)?click|mouse\w{1,9}|pointer\w{1,9}|touch\w{1,9}|key\w{1,9}|drag\w{0,9}|drop|wheel|scroll|copy|cut|paste|submit"
    r"|reset|change|input|focus\w{0,3}|blur|contextmenu|hover|toggle|resize|(?:before|after)print)"
)
_FUNCTION = re.compile(
    r"(?<![\w$.])function\s{1,9}([\w$]{1,60})\s{0,9}\([^()]{0,300}\)\s{0,9}\{"
    rf"|(?:\.{_READERS}\(|\.on{_READERS}\s{{0,9}}=|\b(?:addEventListener|attachEvent|on|one|bind|live|delegate)\(\s{{0,9}}[\"'](?:on)?{_READERS}"
    rf"(?:\.\w{{1,20}})?[\"']\s{{0,9}},(?:\s{{0,9}}[\"'][^\"'\n]{{0,60}}[\"']\s{{0,9}},)?)\s{{0,9}}"
    r"(?:function\s{0,9}[\w$]{0,60}\s{0,9}\([^()]{0,100}\)|(?:\([^()]{0,100}\)|[\w$]{1,60})\s{0,9}=>)\s{0,9}\{"
)
"""A function with a name, and one that runs when somebody does something."""
_SIGN, _LONGEST_BLOCK = re.compile(r"\\.|[{}\"'`\n]", re.DOTALL), 40_000
"""What may begin or end a block or a text in a script, and how long a block is at most that is looked for."""
_WRAPPED = re.compile(r"\b(atob|unescape|decodeURI(?:Component)?)\(\s*[\"'`]([^\"'`]{8,20000})[\"'`]")
_NUMBERS = re.compile(r"\bfromCharCode\(\s*(\d{1,5}(?:\s*,\s*\d{1,5}){7,4000})\s*\)")


def sources(root: Any) -> Iterator[str]:
    """The texts of the scripts of a page, of what it does once something is there, and of code that they hold as text.

    Functions that nothing but a click can call, and what a click does, are left out.

    Args:
        root: Its outermost element.
    """
    room, codes = _MOST_SOURCE, []
    scripts = [
        script
        for script in root.iter("script")
        if script.get("nomodule") is None and not _NO_CODE.search(script.get("type") or "")
    ]
    for text in (*(script.text or _in_address(script.get("src") or "") for script in scripts), *_handlers(root)):
        room -= len(text)
        if text and room > 0:
            code = with_plain_names(_JOINED.sub("", _without_comments(text)))
            codes.append(code)
            if _RUNS_TEXT.search(code):
                codes += filter(None, _texts_of_code(code))
    counts = Counter(word for code in codes for word in _WORD.findall(code))
    return (_without_idle_functions(code, counts) for code in codes)


def _without_idle_functions(code: str, counts: Mapping[str, int]) -> str:
    """A script without what somebody's click does, and functions whose names stand nowhere else among the scripts."""
    parts, begin, endless = [], 0, 0
    for match in _FUNCTION.finditer(code):
        if endless < _MOST_ENDLESS and match.start() >= begin and (match[1] is None or counts[match[1]] == 1):
            start = match.start() if match[1] else match.end()
            parts.append(code[begin:start])
            end = end_of_block(code, match.end() - 1)
            begin, endless = max(end, start), endless + (end < match.end())
    return "".join((*parts, code[begin:]))


def end_of_block(code: str, begin: int, farthest: int | None = None) -> int:
    """Where the block ends that begins at a place; that place where no end is near.

    Args:
        code: The text of a script.
        begin: Where the block begins.
        farthest: Up to where its end is looked for.
    """
    depth, quote = 0, ""
    for match in _SIGN.finditer(code, begin, farthest or begin + _LONGEST_BLOCK):
        sign = match[0]
        if quote:
            quote = "" if sign in (quote, "\n") and not (sign == "\n" and quote == "`") else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            if not depth:
                return match.end()
    return begin


def own_handlers(element: Any) -> list[str]:
    """What an element does by itself, without anybody's click.

    Args:
        element: An element of lxml.
    """
    return [value for name, value in element.items() if name[:2] == "on" and not _BY_READERS.match(name)]


def _handlers(root: Any) -> Iterator[str]:
    """What a page does by itself, without anybody's click."""
    own = (str(value) for value in _ON(root) if not _BY_READERS.match(value.attrname))
    yield from (f"onload=function(){{{value}}}" for value in own)
    for element in root.iter("iframe", "object", "embed"):
        address = (element.get("src") or element.get("data") or "").strip()
        if address[:11].lower() == "javascript:":
            yield unquote(address[11:])


def _in_address(address: str) -> str:
    """The script that an address holds; empty where it holds none."""
    match = _DATA.match(address)
    if match is None:
        return ""
    text = unquote(address[match.end() :])
    return _from_base64(text) if match[1] else text


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _texts_of_code(code: str) -> Iterator[str]:
    """Code that a script holds as a text: with marks for quotes and characters, in base 64, or as numbers."""
    if "\\" in code:
        yield _CODES.sub(lambda match: chr(int(match[1] or match[2], 16)), code).replace('\\"', "'").replace("\\'", "'")
    for match in islice(_DATA_IN_TEXT.finditer(code), _MOST_TEXTS):
        yield _in_address(match[1])
    for match in islice(_WRAPPED.finditer(code), _MOST_TEXTS):
        yield _from_base64(match[2]) if match[1] == "atob" else unquote(match[2])
    for match in islice(_NUMBERS.finditer(code), _MOST_TEXTS):
        yield "".join(chr(min(int(number), 0xFFFF)) for number in match[1].split(","))


def _without_comments(text: str) -> str:
    """The text of a script without its comments.

    Behind the last end of a comment none is looked for: each of many beginnings would be followed to the end.
    """
    before, end, behind = text.rpartition("*/")
    return _COMMENT.sub("", before + end) + _LINE_COMMENT.sub("", behind)


def statement_at(script: str, begin: int) -> str:
    """A statement from a place in it on.

    Args:
        script: The script.
        begin: The place.
    """
    depth, quote = 0, ""
    for place in range(begin, min(len(script), begin + _LONGEST)):
        character = script[place]
        if quote:
            quote = "" if character == quote and script[place - 1] != "\\" else quote
        elif character in "\"'`":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        elif character == "}":
            depth -= 1
            if depth < 0:
                return script[begin:place]
        elif (character == ";" or (character == "\n" and script[place:].lstrip()[:1] != ".")) and not depth:
            return script[begin:place]
    return script[begin : begin + _LONGEST]
