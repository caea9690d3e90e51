"""Elements that browsers treat specially: text in ``xmp``, shadow trees in the place of a content, bodies of tables.

The parser treats them like any other element (HTML Standard, 13.1.2.2, 4.12.3 and 13.2.6.4.9).
"""

import re
from copy import deepcopy
from html import escape
from typing import Any

from lxml import etree

from gongkai.readers.html.cell_parts import own_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.visibility import is_hidden as is_hidden_by_attributes

_XMP = re.compile(r"<(/?)xmp\b[^<>]*>", re.IGNORECASE)
_END_OF_PAGE = re.compile(r"</(?:html|body)\b[^<>]{0,100}>", re.IGNORECASE)
"""An end behind which browsers show what follows like all before it; the parser leaves that out."""
_TAKEN = re.compile(r"</(?:(br)\b[^<>]{0,100}>|p\s{0,9}>(?=\s{0,9}[^<\s]))|<(image)(?=\s)", re.IGNORECASE)
"""An end of a line break, one of a paragraph that a text follows, if there was a paragraph or not, and a picture."""
_OF_SHADOW = re.compile(r"::slotted\(([^()]{0,200})\)|:host(?:-context)?(?:\(([^()]{0,200})\))?", re.IGNORECASE)
_HOST = "gk-host"
"""An attribute of this package's own, of elements with a shadow tree: their sheets name it by ``:host``."""
_NO_HOSTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "caption", "li", "a", "b", "i", "strong"})
"""Elements that cannot have a shadow tree."""


def as_taken(text: str) -> str:
    """A page in which tags stand for what browsers take them for: ends that were never begun for a line break.

    Args:
        text: HTML.
    """
    first, *others = _END_OF_PAGE.split(text)
    text = text if not any("<" in part for part in others) else " ".join((first, *others))
    return _TAKEN.sub(lambda match: "<br>" if match[1] else "<img" if match[2] else f"{match[0]}<br>", text)


def with_source_as_text(text: str) -> str:
    """A page in which the tags within ``xmp`` are escaped, as a browser shows them as text.

    Args:
        text: HTML.
    """
    first, *others = _XMP.split(text)
    parts, is_open = [first], False
    for slash, part in zip(others[::2], others[1::2], strict=True):
        if is_open == bool(slash):
            parts.append("</pre>" if slash else "<pre>")
        is_open = not slash
        parts.append(escape(part, quote=False) if is_open else part)
    return "".join(parts)


def add_row_groups(root: Any) -> None:
    """Put rows that stand in a table directly into a body, as browsers do: the rules of a style sheet may name it.

    Args:
        root: The outermost element of a page.
    """
    for table in list(root.iter("table")):
        body = None
        for child in list(table):
            if child.tag != "tr":
                body = None if isinstance(child.tag, str) else body
                continue
            if body is None:
                body = etree.Element("tbody")
                child.addprevious(body)
            body.append(child)


def show_shadow_trees(root: Any) -> None:
    """Replace the content of hosts by their declarative shadow trees, which show that content only in their slots.

    Args:
        root: The outermost element of a page.
    """
    for template in list(root.iter("template")):
        host = template.getparent()
        is_shadow = (template.get("shadowrootmode") or "").lower() in ("open", "closed")
        if is_shadow and host is not None and host.tag not in _NO_HOSTS:
            _replace(host, template)


def show_overridden(root: Any, styles: PageStyles) -> None:
    """Take away attributes by which browsers hide an element where a style has it displayed all the same.

    What is hidden until somebody looks for its text is so by a style. A style of its own that hides an element, but for
    what sets its size or sight back, is handed on to all else that is in it.

    Args:
        root: The outermost element of a page.
        styles: Its styles.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    for element in root.iter("*"):
        names = element.keys()
        if "hidden" in names and element.get("hidden").strip().lower() == "until-found":
            del element.attrib["hidden"]
            element.set("style", f"{element.get('style') or ''};content-visibility:hidden")
            continue
        is_hidden = "hidden" in names or "popover" in names or element.tag == "dialog"
        if is_hidden and styles.of(element).own.get("display", "none") != "none":
            for name in ("hidden", "popover"):
                element.attrib.pop(name, None)
            element.set("open", "")
        elif "style" in names and is_hidden_by_attributes(element):
            _hand_on(element, effects.hides_by_inheritance(styles.of(element).own), styles)


def _hand_on(element: Any, names: frozenset[str], styles: PageStyles) -> None:
    """Hand the style that hides an element on to what is in it, but for what brings itself back.

    Args:
        element: The element.
        names: The properties that hide it.
        styles: Those of the page.
    """
    if own_text(element).strip() or not any(_is_back(item, names, styles) for item in element.iterdescendants("*")):
        return
    style = element.attrib.pop("style")
    for child in element.iterchildren("*"):
        if not _is_back(child, names, styles):
            child.set("style", f"{style};{child.get('style') or ''}")
            _hand_on(child, names, styles)


def _is_back(element: Any, names: frozenset[str], styles: PageStyles) -> bool:
    """Whether an element sets one of some properties that hide what is around it, and is seen."""
    styles.count(1)
    values = styles.of(element).own
    return not names.isdisjoint(values) and not effects.hides(values)


def _replace(host: Any, template: Any) -> None:
    host.set(_HOST, "")
    for sheet in template.iter("style"):
        sheet.text = _OF_SHADOW.sub(_as_usual_selector, sheet.text or "")
    light = etree.Element("span")
    light.text = host.text
    before = template.getprevious()
    if template.tail and before is not None:
        before.tail = (before.tail or "") + template.tail
    elif template.tail:
        light.text = (light.text or "") + template.tail
    template.tail = None
    host.remove(template)
    light[:] = list(host)
    host.text, host[:] = template.text, list(template)
    for slot in list(host.iter("slot")):
        _fill(slot, light)


def _as_usual_selector(match: re.Match[str]) -> str:
    return f"[{_HOST}] {match[1]}" if match[1] is not None else f"[{_HOST}]{match[2] or ''}"


def _fill(slot: Any, light: Any) -> None:
    """Replace the default content of a slot by the host's content that is meant for it, if there is any."""
    name = slot.get("name") or ""
    children = [child for child in light.iterchildren("*") if (child.get("slot") or "") == name]
    text = (light.text or "") if not name else ""
    if children or text.strip():
        slot.text, slot[:] = text, [deepcopy(child) for child in children]
        if name:
            for child in slot:
                child.tail = None
