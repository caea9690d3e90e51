"""The narrative as bare HTML: nothing but its text, its structure and styles in its tags.

The text of a report is Markdown, and what HTML becomes of it depends on the Markdown extensions of the site. So the
copy is made from that HTML, read by a parser, and says what the page says. The parts that stand in the text are not in
it: their marks are left as they are, see ``bare_narrative``.
"""

import re
from urllib.parse import urljoin, urlsplit

from lxml import html as parser
from lxml.html import HtmlElement
from markupsafe import Markup

from gongkai.renders.bare.styles import BOLD, STYLES, cell_style, head_style
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
_FULL_ADDRESSES = frozenset({"http", "https", "mailto", "tel"})


def bare_narrative(html: str, base: str | None) -> tuple[Markup, bool]:
    """The text of a page as bare HTML.

    Args:
        html: The text as Markdown gives it, with marks in the places of tables and other parts.
        base: The page's full address, to which links are resolved; without one only full links stay links.

    Returns:
        The bare HTML with the same marks, and whether it has a heading of the first level.
    """
    root = parser.fragment_fromstring(html, create_parent="div")
    return _content(root, base), root.find(".//h1") is not None


def _content(element: HtmlElement, base: str | None) -> Markup:
    """What stands within an element."""
    parts = [_text(element.text)]
    for child in element:
        if isinstance(child.tag, str):  # else a comment
            parts.append(_element(child, base))
        parts.append(_text(child.tail))
    return join(parts)


def _text(text: str | None) -> Markup:
    return escape(text) if text else EMPTY


def _element(element: HtmlElement, base: str | None) -> Markup:
    name, classes = element.tag, frozenset(element.get("class", "").split())
    if name in _DROPPED or classes & SITE_ONLY:
        return EMPTY
    if name == "img":
        return _text(element.get("alt"))
    content = _content(element, base)
    if name == "a":
        address = _address(element.get("href", ""), base)
        return fill('<a href="{}">{}</a>', escape(address), content) if address else content
    if name == "div" and "gk-scroll" in classes:
        return fill('<div tabindex="0" style="{}">{}</div>', escape(STYLES["div"]), content)
    return _kept(element, classes, content) if name in _KEPT else content


def _kept(element: HtmlElement, classes: frozenset[str], content: Markup) -> Markup:
    """An element that editors keep, with the attributes that they keep."""
    name = escape(str(element.tag))
    attributes = [(key, element.get(key)) for key in _ATTRIBUTES] + [("style", _style(element, classes))]
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
    return STYLES.get(str(element.tag), "") + (f";{BOLD}" if "admonition-title" in classes else "")


def _address(href: str, base: str | None) -> str:
    """A link that leads on from anywhere; nothing for one that does not."""
    if href.startswith("#") or not href:
        return ""
    address = urljoin(base, href) if base else href
    return address if urlsplit(address).scheme in _FULL_ADDRESSES else ""
