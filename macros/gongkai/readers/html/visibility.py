"""What a reader of a page sees of an element by its own attributes: hidden or raised, and the text of controls.

What the style sheets of the page do to tables is for ``styled_tables``.
"""

import re
from collections.abc import Callable
from typing import Any

from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.document.whitespace import BREAK, collapse_spaces

_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:;|!\s*important|$)|font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_RAISED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_DIGIT = re.compile(r"\d")
_ICON = re.compile(r"icon|glyph|sprite|num|digit|fa-", re.IGNORECASE)
_CONTROLS = frozenset({"style", "select", "option", "optgroup", "datalist", "input", "textarea", "img"})
_TYPED = {"", "text", "number", "tel", "search"}
_BUTTONS = {"button", "submit", "reset"}
_SHOWN_OTHERWISE = {"password", "date", "month", "week", "time", "datetime-local", "range", "color", "email", "url"}
"""Types of input fields that show their value as dots, as a date or as a position on a scale."""
_SPACER = 3
_LONGEST_NAMES = 100


def is_hidden(element: Any) -> bool:
    """Whether its style or an attribute hides it."""
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def is_raised(element: Any) -> bool:
    """Whether it is a mark above or below the line."""
    style = element.get("style")
    return element.tag in {"sup", "sub", "rtc"} or (style is not None and _RAISED.search(style) is not None)


def control_text(element: Any) -> str:
    """What is in a control of a form; nothing where its own style or an attribute hides it."""
    if is_hidden(element):
        return ""
    if element.tag == "input":
        return _text_of_input(element)
    if element.tag == "textarea":
        hint = element.get("placeholder") or ""
        text = "".join(element.itertext())
        return f" {text} " if text.strip() or not _DIGIT.search(hint) else f" [{hint}] "
    if element.tag == "option":  # of no list, so that it is shown, on a line of its own
        return f"{BREAK}{_text_of_option(element)}{BREAK}"
    return _text_of_list(element) if element.tag == "select" else ""


def _text_of_input(element: Any) -> str:
    kind, value = (element.get("type") or "").lower(), element.get("value") or ""
    has_digit = _DIGIT.search(value) is not None
    if kind == "number" and value and not _NUMBER.fullmatch(value):  # a browser shows nothing
        return f" [{value}] "
    if kind in _TYPED:
        hint = element.get("placeholder") or ""
        return f" {value} " if value or not _DIGIT.search(hint) else f" [{hint}] "
    if kind in _BUTTONS:
        return f" {value} " if has_digit else ""
    return f" [{value}] " if kind in _SHOWN_OTHERWISE and has_digit else ""


def _text_of_list(element: Any) -> str:
    """What a list shows: the options that are chosen, else the first one with a remark that nobody has chosen it."""
    options = list(element.iter("option"))
    selected_options = [option for option in options if option.get("selected") is not None]
    if element.get("multiple") is None:
        selected_options = selected_options[-1:]
    first = _text_of_option(options[0]).strip() if options else ""
    if not selected_options and first:
        return f"[{say('readers.not-chosen', {'shown': first})}]"
    return BREAK.join(map(_text_of_option, selected_options))


def _text_of_option(option: Any) -> str:
    return option.get("label") or "".join(option.itertext())


def unseen_in(cell: Any, is_silent: Callable[[Any], bool]) -> str:
    """Remark on figures that a cell holds and does not show as text: hidden, drawn as an icon, numbers of a list.

    Args:
        cell: An element of lxml.
        is_silent: Whether an element has no text that is shown.
    """
    for element in cell.iterdescendants("*"):
        names = element.get("class") or ""
        text = collapse_spaces("".join(element.itertext()))
        is_unseen = element.get("type", "").lower() == "hidden" or is_hidden(element)
        value = element.get("value") if is_unseen else ""
        if _DIGIT.search(value or ""):
            return f"[{say('readers.hidden')}{value[:_LONGEST_NAMES]}]"
        if names[:3] == "gk-" or element.tag in _CONTROLS:
            continue
        if element.tag == "li" and element.getparent().tag == "ol":
            return f"[{say('readers.list-number')}]"
        if _DIGIT.search(text) and is_silent(element):
            return f"[{say('readers.hidden')}{text[:_LONGEST_NAMES]}]"
        if is_icon(element):
            return words_of_picture(names[:_LONGEST_NAMES])
    return ""


def is_icon(element: Any) -> bool:
    """Whether an element has no text, and a class name for which an icon font may draw a digit."""
    names = element.get("class") if isinstance(element.tag, str) and not len(element) else ""
    if not names or names[:3] == "gk-" or (element.text or "").strip():
        return False
    return _ICON.search(names) is not None and _DIGIT.search(names) is not None


def picture_name(element: Any) -> str:
    """What a picture is called: by its words, or its file."""
    source = (element.get("src") or "").split("?")[0]
    source = "" if source.startswith("data:") else source.replace("\\", "/").rsplit("/", 1)[-1]
    return collapse_spaces(element.get("alt") or element.get("title") or "") or source


def with_picture(names: str, name: str) -> str:
    """The names of the pictures of a cell and that of another one; of very many the first ones."""
    return "、".join(filter(None, (names, name or "?")))[:_LONGEST_NAMES]


def is_spacer(element: Any) -> bool:
    """Whether a picture is so small that it only holds room."""
    sizes = [re.match(r"\d{1,9}", (element.get(name) or "").strip()) for name in ("width", "height")]
    return any(size is not None and int(size[0]) < _SPACER for size in sizes)
