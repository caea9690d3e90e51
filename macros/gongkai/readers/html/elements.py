"""Elements of HTML by what they mean for the text of a page: a new paragraph, no text, emphasis and links."""

from dataclasses import replace
from typing import Any

from gongkai.readers.document.text_styles import TextStyle

BLOCK_TAGS = frozenset({
    *("html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "blockquote"),
    *("center", "form", "fieldset", "address", "figure", "figcaption", "hr", "ul", "ol", "li", "dl", "dt", "dd", "pre"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "details", "summary", "ucapcontent"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "legend", "dir", "menu", "hgroup", "colgroup", "col", "dialog"),
    *("listing", "search", "optgroup"),
})  # fmt: skip
"""Elements that end one paragraph and begin another; ``ucapcontent`` is of a content management system."""

ROW_GROUP_TAGS = frozenset({"thead", "tbody", "tfoot"})
"""Elements that group the rows of a table; no span reaches beyond its group."""

STYLE_TAGS = frozenset({"a", "b", "em", "i", "strong"})
"""Elements that give their text a style; see ``styled``."""

STRIKING_TAGS = frozenset({"s", "strike", "del"})
"""Elements through whose text a line is drawn."""

LEFT_TAG = "gk-left"
"""An element of this package's own, in place of a text that is struck out or not shown; it holds words on that."""

SLOT_TAG = "gk-slot"
"""An element of this package's own, in place of blocks that are not written in HTML; its id says which."""

_SILENT_TAGS = frozenset({
    *("script", "style", "head", "title", "noscript", "template", "xml", "iframe", "object", "embed", "svg", "math"),
    *("select", "button", "input", "option", "textarea", "audio", "video", "canvas", "map", "link", "meta"),
    *("rt", "rp", "datalist", "noframes", "noembed", "progress", "meter", LEFT_TAG),
})  # fmt: skip
_FOR_SCREEN_READERS = frozenset({"sr-only", "visually-hidden"})
"""Classes of what is read out and not shown: words that explain a button, and the table that a chart was drawn from."""
_OF_TABLES = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_SILENT_CLASSES = frozenset({
    *("headerlink", "md-skip", *_FOR_SCREEN_READERS),
    # What this package's own pages add to a report (explanations, sums, charts, links) is none of the office's words.
    *("gk-sheet", "gk-summary", "gk-figures", "gk-related", "gk-below", "gk-downloads", "gk-cite", "gk-copied"),
    *("gk-chart", "gk-chart-note", "gk-path", "gk-bar", "gk-find", "gk-nav", "gk-reading__panel", "gk-more"),
    *("gk-switch", "gk-folded", "gk-columns"),
})  # fmt: skip


def is_without_text(element: Any) -> bool:
    """Whether an element has no text of the page's author: a script, a control, something deleted or added.

    Args:
        element: An element of lxml.
    """
    if element.tag in _SILENT_TAGS:
        return True
    names = _SILENT_CLASSES.intersection((element.get("class") or "").split())
    return bool(names) and not (names <= _FOR_SCREEN_READERS and _is_of_table(element))


def _is_of_table(element: Any) -> bool:
    return element.tag in _OF_TABLES or element.find("table") is not None


def styled(style: TextStyle, element: Any) -> TextStyle:
    """The style of what is within an element of ``STYLE_TAGS``.

    Args:
        style: Of what is around it.
        element: An element of lxml.
    """
    if element.tag == "a":
        return replace(style, href=element.get("href") or style.href)
    return replace(style, strong=True) if element.tag in {"b", "strong"} else replace(style, emphasis=True)
