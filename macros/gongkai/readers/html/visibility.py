"""What a reader of a page sees of an element: whether it is hidden, raised or struck out, and the text of controls.

Only attributes of the element itself count; style sheets are not evaluated.
"""

import re
from typing import Any

from gongkai.readers.document.whitespace import collapse_spaces

_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_RAISED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_TYPED = {"", "text", "number", "tel", "search"}
_SPACER = 3


def is_hidden(element: Any) -> bool:
    """Whether its style or an attribute hides it."""
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def is_raised(element: Any) -> bool:
    """Whether it is a mark above or below the line."""
    return element.tag in {"sup", "sub"} or bool(_RAISED.search(element.get("style") or ""))


def is_struck(element: Any) -> bool:
    """Whether a line goes through it."""
    return element.tag in {"s", "strike"} or bool(_STRUCK.search(element.get("style") or ""))


def control_text(element: Any) -> str:
    """What is in a control of a form."""
    if element.tag == "input" and (element.get("type") or "").lower() in _TYPED:
        return str(element.get("value") or "")
    if element.tag == "textarea":
        return "".join(element.itertext())
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return "".join(chosen[0].itertext()) if chosen else ""
    return ""


def picture_name(element: Any) -> str:
    """What a picture is called: by its words, or its file."""
    source = (element.get("src") or "").split("?")[0]
    source = "" if source.startswith("data:") else source.replace("\\", "/").rsplit("/", 1)[-1]
    return collapse_spaces(element.get("alt") or element.get("title") or "") or source


def is_spacer(element: Any) -> bool:
    """Whether a picture is so small that it only holds room."""
    sizes = [re.match(r"\d{1,9}", (element.get(name) or "").strip()) for name in ("width", "height")]
    return any(size is not None and int(size[0]) < _SPACER for size in sizes)
