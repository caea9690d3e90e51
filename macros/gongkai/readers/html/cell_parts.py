"""The elements of a cell with the text before each, and ways to put words into their text."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from gongkai.figures import whole_number
from gongkai.readers.document.signs import PIECES
from gongkai.readers.document.whitespace import collapse_spaces
from gongkai.readers.html.elements import is_without_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.values import NORMAL, StyleValues, pixels
from gongkai.readers.html.visibility import is_hidden, is_icon

_DIGIT = re.compile(r"\d")
_STRING = re.compile(r"""(["'])((?:(?!\1).)*)\1|attr\(\s*([\w-]+)""", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_COUNTS = re.compile(r"[\d?.,，．+\-−－%万千百元/／、;；|｜~～×]|^[(（]$")
_MAY_BE_DIGITS = re.compile(r"[^\W_\u4e00-\u9fff]")
"""Letters and digits of any kind (``O``, ``①``); the signs of icon fonts are none."""
_WORKED_OUT = re.compile(
    r"counter|url\(|image-set\(|(?<!no-)(?:open|close)-quote|string\(|content\(|element\(|leader\("
)
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_UNITS_ADDED = re.compile(rf"[\s（()）{PIECES}元数]*")
"""What says no more after a figure than its column does."""
_LETTERS = re.compile(r"[^\W\d_]")
_UNITS = re.compile(r"[约万元件条次份项个注]+")
_MARK = re.compile(r"[\[(（【〔]?\s*(?:注\s*)?\d{1,2}\s*[\])）】〕]?")
_MARK_CLASS = re.compile(
    r"(?:^|[-_\s])(?:\w*foot\w*|\w*note\w*|\w*ref(?:erence)?|f(?:oo)?tn\w*|sup\w*|mark\w*)(?:[-_\s]|$)", re.IGNORECASE
)
_LONGEST_FIGURE = 40
_AT_START = NORMAL | {"left", "inline-start"}
_LINE = 20.0
"""The height of a line of text in pixels."""
_DRAWN_TEXT = ("text", "use", "image")
_DRAWN_ELSEWHERE = ("object", "embed", "canvas", "iframe")
_LAST_CHARACTER = 0x10FFFF


def is_figure(text: str) -> bool:
    """Whether the text of a cell is a figure or a blank, and no label.

    Args:
        text: The text.
    """
    return len(text) <= _LONGEST_FIGURE and not _LETTERS.search(_UNITS.sub("", text))


def parts_of(cell: Any) -> list[tuple[Any, str]]:
    """A cell and all elements in it that may have a text of the page, each with the text before it in the cell.

    Args:
        cell: An element of lxml.
    """
    parts: list[tuple[Any, str]] = []
    before: list[str] = []
    for item in _walk(cell):
        if isinstance(item, str):
            before.append(item)
        else:
            parts.append((item, "".join(before).rstrip()))
    return parts


def _walk(cell: Any) -> Iterator[Any]:
    """The texts of the page in a cell in order, and before its own each element that may have one."""
    stack: list[tuple[Any, bool]] = [(cell, True)]
    while stack:
        element, entering = stack.pop()
        if not entering or not isinstance(element.tag, str):
            yield element.tail or ""
            continue
        is_silent = element is not cell and (is_without_text(element) or is_hidden(element))
        if not is_silent or draws_text(element):
            yield element
        if element is not cell:
            stack.append((element, False))
        if not is_silent:
            yield element.text or ""
            stack.extend([(child, True) for child in reversed(element)])


def draws_text(element: Any) -> bool:
    """Whether an element draws characters, or may do so by a script or a file of its own."""
    return element.tag in _DRAWN_ELSEWHERE or (
        element.tag == "svg" and next(element.iter(*_DRAWN_TEXT), None) is not None
    )


def text_of(element: Any) -> str:
    """The text of the page in an element in one line."""
    if is_without_text(element):
        return ""
    if not len(element) and isinstance(element.tag, str):  # as most cells
        return collapse_spaces(element.text or "")
    return collapse_spaces("".join(item for item in _walk(element) if isinstance(item, str)))


def may_be_mark(text: str) -> bool:
    """Whether a text may be the mark of a note: a small number, be it in brackets."""
    return _MARK.fullmatch(text) is not None


def is_beside_digit(text: str, whole: str, before: str) -> bool:
    """Whether a digit stands right before a text, or right behind it.

    Args:
        text: The text of an element.
        whole: That of the cell in which it is.
        before: That of the cell before it.
    """
    rest = whole[len(collapse_spaces(before)) :].lstrip()
    return before[-1:].isdigit() or (rest.startswith(text) and rest[len(text) :][:1].isdigit())


def is_called_mark(element: Any) -> bool:
    """Whether an element is one that marks of notes are in, by its tag or its class."""
    return element.tag in ("a", "small") or _MARK_CLASS.search(element.get("class") or "") is not None


def own_text(element: Any) -> str:
    """The text of an element without that of those in it."""
    return "".join((element.text or "", *(child.tail or "" for child in element)))


def room_before(element: Any, values_of: Callable[[Any], StyleValues]) -> float:
    """The height of blank lines, pictures and empty blocks before the text of an element, in pixels.

    Args:
        element: The element.
        values_of: The style values of an element.
    """
    room = 0.0
    before = element.text or ""
    for child in element.iterchildren("*"):
        if before.strip() or text_of(child):
            return room
        height = pixels(values_of(child).get("height", "")) or 0
        room += _LINE if child.tag == "br" else max(height, float(whole_number(child.get("height") or "") or 0))
        before = child.tail or ""
    return room if before.strip() else 0.0


def is_jumbled(element: Any, values: StyleValues, first: StyleValues) -> bool:
    """Whether the pieces of the text of an element change places, or lie over one another.

    Args:
        element: The element.
        values: What holds for it.
        first: What holds for its first letter or line.
    """
    if (element.get("dir") or "").lower() == "rtl":
        values = {"direction": "rtl", **values}
    pieces = [text.strip() for text in element.itertext() if text.strip()]
    if first.get("float", "left") not in _AT_START:
        return True
    if effects.overlaps(values):
        return len("".join(pieces)) > 1
    is_one_number = len(pieces) == 1 and pieces[0].isdecimal() and "override" not in values.get("unicode-bidi", "")
    return bool(pieces) and not is_one_number and effects.reorders(values)


def may_be_glued(cell: Any) -> bool:
    """Whether a cell has more digits than those of its figure, or a picture beside them.

    Args:
        cell: An element of lxml.
    """
    inner = cell
    while len(inner) == 1 and not (inner.text or inner[0].tail or "").strip():
        inner = inner[0]
    if not len(inner):
        return False  # one text, as most cells have
    pieces = [text for text in cell.itertext() if text.strip()]
    if not pieces or not _DIGIT.search("".join(pieces)):
        return False
    drawn = any(item.tag == "img" or draws_text(item) or is_icon(item) for item in cell.iterdescendants())
    return (drawn or len(pieces) > 1) and is_figure("".join(pieces).strip())


def bracket(element: Any, words: str) -> None:
    """Put the text of an element into brackets.

    Args:
        element: The element.
        words: What is said of it.
    """
    element.text = f"[{words}{element.text or ''}"
    append(element, "]")


def append(element: Any, text: str) -> None:
    """Put a text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def put_before(element: Any, text: str) -> None:
    """Put a text before an element."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text


def put_beside(element: Any, text: str, *, is_before: bool) -> None:
    """Put a text right before or after an element."""
    if is_before:
        put_before(element, text)
    else:
        element.tail = text + (element.tail or "")


def break_line_beside(element: Any, *, is_before: bool) -> None:
    """Put a line break right before an element, or right after it and before the text that follows."""
    line_break = etree.Element("br")
    if is_before:
        element.addprevious(line_break)
        return
    line_break.tail, element.tail = element.tail, None
    element.addnext(line_break)


def added_text(content: str, element: Any) -> str:
    """What a style adds to an element, where that may be another figure then: digits, signs, words but counting words.

    Words that an attribute holds are those of the head of the column, as for narrow screens.

    Args:
        content: Value of the property; of a counter or a picture nobody knows what it shows.
        element: The element, whose attributes the value may name.
    """
    words = literal_text(content, element) + ("?" if _WORKED_OUT.search(_STRING.sub("", content)) else "")
    content_text = _unescaped("".join(text for _, text, _ in _STRING.findall(content)))
    says_more = _WORDS.search(content_text) and not _UNITS_ADDED.fullmatch(content_text)
    is_figure_part = _COUNTS.search(words) or _MAY_BE_DIGITS.search(content_text)
    return collapse_spaces(words) if says_more or is_figure_part else ""


def literal_text(content: str, element: Any) -> str:
    """The text of the strings and attributes that a style adds to an element; counters and pictures have none.

    Args:
        content: Value of the property.
        element: The element.
    """
    words = "".join(
        text or (element.get(name.lower()) or "" if name else "") for _, text, name in _STRING.findall(content)
    )
    return _unescaped(words)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), _LAST_CHARACTER)), text)
