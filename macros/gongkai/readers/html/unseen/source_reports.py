"""Finds a whole report in source code on a page that shows no table of the form: in a box, with its tags, in data.

Such a page shows the report by a script, or shows its source. Where one source alone has one, that is read as a page of
its own; of several nobody knows which is meant.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml import etree

from gongkai.readers.document.form_words import name_rows

_MOST_SOURCE, _MOST_TEXTS = 2_000_000, 2_000
"""Characters of all sources together, and texts of one script that are looked at."""
_SIGN = re.compile(r"\\.|[\"'`\n]", re.DOTALL)
"""What may begin or end a text in a script."""
_TABLE = re.compile(r"(?:<|&(?:amp;)?lt;|\\u003c|\\x3c|%3c|\\u0026lt;)table\b", re.IGNORECASE)
_TAGS = re.compile(r"\s*(?:</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,300})?>\s*)+", re.IGNORECASE)
_WITH_TAGS = etree.XPath(
    "//*[not(self::script or self::style or self::textarea or ancestor-or-self::pre)]"
    "/text()[contains(., '<table') or contains(., '&lt;table')]|//@*[contains(., '<table') or contains(., '&lt;table')]"
)
_BY_NUMBER = re.compile(r"\\(?:u\{?([0-9a-fA-F]{2,5})\}?|x([0-9a-fA-F]{2}))")
_BY_SIGN = re.compile(r"\\(.|\n)")
_SIGNS = {"n": "\n", "r": "\n", "t": "\t", "\n": ""}
_QUOTES = frozenset("\"'`")
_JOINED = re.compile(r"([\"'])\s{0,200}\+\s{0,200}\1")
_OPEN = re.compile(r"\{\{|\$\{|<%|v-for|ng-repeat")
"""What a program puts other words for before a page is shown."""
_CODE = re.compile(r"javascript|module|ecmascript|json", re.IGNORECASE)


def report_in_source(root: Any) -> tuple[str, int | None] | None:
    """The source of a report that is nowhere else on a page, with its line; None where there is none, or several.

    Args:
        root: The outermost element of a page that shows no table of the form.
    """
    reports: dict[str, int | None] = {}
    for source, line in _texts(root):
        plain = unquote(source) if "%3ctable" in source.lower() else source
        once = plain if "<table" in plain.lower() else unescape(plain)
        text = once if "<table" in once.lower() else unescape(once)
        if "<table" in text.lower() and not _OPEN.search(text) and name_rows([text]):
            reports.setdefault(text.strip(), line)
    return next(iter(reports.items())) if len(reports) == 1 else None


def is_source(text: str) -> bool:
    """Whether a text that a page shows is the source of a table.

    Args:
        text: A paragraph.
    """
    return _TABLE.search(text) is not None or _TAGS.match(text) is not None


def _texts(root: Any) -> Iterator[tuple[str, int | None]]:
    """The texts with a table that may be source, without the escapes of scripts."""
    length_left = _MOST_SOURCE
    for element, text in _places(root):
        length_left -= len(text)
        if length_left < 0 or not _TABLE.search(text):
            continue
        if element.tag != "script" or not _CODE.search((element.get("type") or "javascript").strip()):
            yield text, element.sourceline
            continue
        for literal in islice(_literals(_JOINED.sub("", text)), _MOST_TEXTS):
            if _TABLE.search(literal):
                yield _plain(literal), element.sourceline


def _places(root: Any) -> Iterator[tuple[Any, str]]:
    """The elements that may hold source, each with it: boxes, scripts, texts with tags in them, and attributes."""
    for element in root.iter("script", "textarea", "pre"):
        yield element, "".join(element.itertext()) if element.tag != "script" else element.text or ""
    for text in _WITH_TAGS(root):
        element = text.getparent() if not text.is_tail else text.getparent().getparent()
        if not text.is_attribute or text.attrname not in ("srcdoc", "style"):
            yield element, str(text)


def _literals(script: str) -> Iterator[str]:
    """The texts in a script or in data, with their escapes."""
    quote, begin = "", 0
    for match in _SIGN.finditer(script):
        sign = match[0]
        if not quote:
            quote, begin = (sign, match.end()) if sign in _QUOTES else ("", 0)
        elif sign == quote:
            yield script[begin : match.start()]
            quote = ""
        elif sign == "\n" and quote != "`":  # was no beginning of a text
            quote = ""


def _plain(literal: str) -> str:
    """A text of a script without its escapes."""
    text = _BY_NUMBER.sub(lambda code: chr(min(int(code[1] or code[2], 16), 0xFFFF)), literal)
    return _BY_SIGN.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), text)
