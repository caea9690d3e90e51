"""What a reader of a page sees of an element: whether it is hidden, raised or struck out, and the text of controls.

Attributes of the element itself count. Of style sheets only the classes that they hide are known, and only to say so of
figures: scripts show and hide such elements, which are not run here.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.findings import say
from gongkai.readers.document.whitespace import collapse_spaces

_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_RAISED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_DISGUISED = re.compile(
    r"(?:^|;)\s*(?:opacity\s*:\s*0+(?:\.0*)?\s*(?:;|!|$)|color\s*:\s*transparent|(?:left|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_WHITE_NAMES = {"#fff", "#ffffff", "white"}
_SHADED = re.compile(r"\bbackground\b", re.IGNORECASE)
_FIGURE = re.compile(r"[+-]?[\d,.\s]+")
_CLASS = re.compile(r"\s*\w*\.([\w-]+)\s*")
_LARGEST_SHEET = 200_000
_TYPED = {"", "text", "number", "tel", "search"}
_SPACER = 3
_LONGEST_NAMES = 100


def is_hidden(element: Any) -> bool:
    """Whether its style or an attribute hides it."""
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def is_raised(element: Any) -> bool:
    """Whether it is a mark above or below the line."""
    return element.tag in {"sup", "sub"} or bool(_RAISED.search(element.get("style") or ""))


def classes_hidden_by(root: Any) -> frozenset[str]:
    """The classes that the style sheets of a page hide, whatever they are on."""
    names: set[str] = set()
    for sheet in root.iter("style"):
        for selectors, rules in _rules((sheet.text or "")[:_LARGEST_SHEET]):
            if _HIDDEN.search(rules):
                names |= {match[1] for one in selectors.split(",") if (match := _CLASS.fullmatch(one))}
    return frozenset(names)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold for any screen and paper: those in no ``@media``."""
    first, *others = sheet.split("/*")
    depth = 0
    for block in (first + "".join(other.partition("*/")[2] for other in others)).split("}"):
        if depth == 0 and block.count("{") == 1:
            selectors, _, rules = block.partition("{")
            yield selectors, rules
        depth = max(depth + block.count("{") - 1, 0)


def mark_of(element: Any, hidden: frozenset[str]) -> str:
    """Words on part of a cell that is no part of its figure, or perhaps none: struck out or hidden; empty for others.

    Args:
        element: An element within a line.
        hidden: The classes that the page hides.
    """
    if _is_white_figure(element):
        return say("readers.white")
    style = element.get("style") or ""
    is_struck = element.tag in {"s", "strike"} or _STRUCK.search(style)
    is_hidden = not hidden.isdisjoint((element.get("class") or "").split()) or _DISGUISED.search(style)
    if not (is_struck or is_hidden) or not collapse_spaces("".join(element.itertext())):
        return ""
    return say("readers.struck" if is_struck else "readers.hidden")


def _is_white_figure(element: Any) -> bool:
    """Whether it is a figure in white with no colour behind it; heads are often white on a colour of a style sheet."""
    is_white = _WHITE.search(element.get("style") or "") or (element.get("color") or "").lower() in _WHITE_NAMES
    if not is_white or not _FIGURE.fullmatch("".join(element.itertext())):
        return False
    around = (element, *element.iterancestors())
    return not any(item.get("bgcolor") or _SHADED.search(item.get("style") or "") for item in around)


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


def with_picture(names: str, name: str) -> str:
    """The names of the pictures of a cell and that of another one; of very many the first ones."""
    return "、".join(filter(None, (names, name or "?")))[:_LONGEST_NAMES]


def is_spacer(element: Any) -> bool:
    """Whether a picture is so small that it only holds room."""
    sizes = [re.match(r"\d{1,9}", (element.get(name) or "").strip()) for name in ("width", "height")]
    return any(size is not None and int(size[0]) < _SPACER for size in sizes)
