"""The narrative as bare HTML: nothing but its text, its structure and styles in its tags.

It is made of the HTML that the narrative's own parser gives (``markdown``), so that it says what other formats say. The
parts that are in the text are not in it: their marks are left as they are, see ``bare_narrative``.
"""

import re
from collections.abc import Callable

from lxml import html as parser
from lxml.html import HtmlElement
from markupsafe import Markup

from gongkai.renders.bare.styles import BOLD, PLAIN, RULED, STYLES, cell_style, head_style
from gongkai.renders.html.markup import EMPTY, escape, fill, join

SITE_ONLY = frozenset({"headerlink"})
"""Classes of what belongs to the site and not to the report; an element of one is left out with all that it holds."""

_ALIGN = re.compile(r"text-align:\s*(left|right|center)")
_PLAIN = frozenset({
    "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "code", "em", "strong", "b", "i", "u",
    "s", "del", "ins", "sub", "sup", "br", "hr", "thead", "tbody", "tr",
})  # fmt: skip
_KEPT = frozenset({*STYLES, *_PLAIN, "td", "th"}) - {"div"}
_VOID = frozenset({"br", "hr"})
_DROPPED = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "video", "audio", "canvas", "form",
    "button", "select", "textarea", "nav", "input",
})  # fmt: skip
_ATTRIBUTES = ("colspan", "rowspan", "scope", "start")

Resolve = Callable[[str], str]


def bare_narrative(html: str, resolve: Resolve, *, titled: bool) -> tuple[Markup, str]:
    """The text of a narrative as bare HTML.

    Args:
        html: The text as Markdown gives it, with marks in the places of tables and other parts.
        resolve: Gives the full address of a link as it is written; a link without one becomes text.
        titled: Whether its title is kept: the first heading of the first level.

    Returns:
        The bare HTML with the same marks, and its title, whether it is kept or not; empty where it has none.
    """
    root = parser.fragment_fromstring(html, create_parent="div")
    title = root.find(".//h1")
    text = " ".join(title.text_content().split()) if title is not None else ""
    if title is not None and not titled:
        title.drop_tree()
    return _content(root, resolve).strip(), text


def _content(element: HtmlElement, resolve: Resolve) -> Markup:
    """What is within an element."""
    parts = [_text(element.text)]
    for child in element:
        if isinstance(child.tag, str):  # else a comment
            parts.append(_element(child, resolve))
        parts.append(_text(child.tail))
    return join(parts)


def _text(text: str | None) -> Markup:
    return escape(text) if text else EMPTY


def _element(element: HtmlElement, resolve: Resolve) -> Markup:
    name, classes = element.tag, frozenset(element.get("class", "").split())
    if name in _DROPPED or classes & SITE_ONLY:
        return EMPTY
    if name == "img":
        return _text(element.get("alt"))
    content = _content(element, resolve)
    if name == "a":
        address = resolve(element.get("href", ""))
        return fill('<a href="{}">{}</a>', escape(address), content) if address else content
    if name == "div" and "gk-scroll" in classes:
        return fill('<div tabindex="0" style="{}">{}</div>', escape(STYLES["div"]), content)
    return _kept(element, classes, content) if name in _KEPT else content


def _kept(element: HtmlElement, classes: frozenset[str], content: Markup) -> Markup:
    """An element that editors keep, with the attributes that they keep."""
    name = escape(str(element.tag))
    ruled = RULED if name == "table" else ()
    attributes = [*ruled, *((key, element.get(key)) for key in _ATTRIBUTES), ("style", _style(element, classes))]
    opening = join(fill(' {}="{}"', escape(key), escape(value)) for key, value in attributes if value)
    if element.tag in _VOID:
        return fill("<{}{}>", name, opening)
    return fill("<{}{}>{}</{}>", name, opening, content, name)


def _style(element: HtmlElement, classes: frozenset[str]) -> str:
    align = _ALIGN.search(element.get("style", ""))
    if element.tag == "th":
        fallback = "left" if element.get("scope", "row").startswith("row") else "center"
        return head_style(align[1] if align else fallback)
    if element.tag == "td":
        return cell_style(align[1] if align else "left")
    if "admonition-title" in classes:
        return f"{PLAIN};{BOLD}"
    parent = element.getparent()
    if element.tag == "p" and parent is not None and parent.tag in ("li", "td", "th", "dd"):
        return PLAIN
    return STYLES.get(str(element.tag), "")
