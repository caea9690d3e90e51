"""What a reader of a page sees, part by part: of the page as Python-Markdown renders it, and of the parsed blocks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import markdown
from lxml import html

from gongkai.narrative.template import scan
from gongkai.work.search.narrative_text import HeadingIds, text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from gongkai.narrative import Narrative, Slot

EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "attr_list"]
"""Those that MkDocs always has, and those that a new site lists."""
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "pre", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)


def printed(slot: Slot) -> str:
    """What stands for a macro call on the page: a figure, or the mark of a table."""
    return "35" if slot.name == "figure" else "表"


def page_texts(narrative: Narrative) -> list[str]:
    """The texts of a page, one a paragraph, item or cell, blanks left out."""
    text = narrative.page_text
    scanned = scan(text)
    parts, position = [], scanned.body
    for slot, (start, end) in zip(scanned.slots, scanned.spans, strict=True):
        parts += [text[position:start], printed(slot)]
        position = end
    return texts_of_html(_converter().reset().convert("".join([*parts, text[position:]])))


@cache
def _converter() -> markdown.Markdown:
    """Made once: to put the extensions together takes longer than to convert a short text."""
    return markdown.Markdown(extensions=EXTENSIONS)


def texts_of_html(content: str) -> list[str]:
    texts: list[str] = [""]
    for part in _parts(html.fragment_fromstring(content, create_parent="div")):
        if part is None:
            texts.append("")
        else:
            texts[-1] += "".join(part.split())
    return [text for text in texts if text]


def _parts(element: HtmlElement) -> Iterator[str | None]:
    """The pieces of text of an element, with a None where a block begins or ends."""
    block = element.tag in BLOCKS
    if isinstance(element.tag, str):
        yield from [None] if block else []
        yield element.text or element.get("alt") or ""
        for child in element:
            yield from _parts(child)
        yield from [None] if block else []
    yield element.tail or ""


def block_texts(narrative: Narrative) -> list[str]:
    """The texts of the parsed blocks, as the search is fed with them."""
    blocks = text_blocks(narrative, printed, HeadingIds())
    return [text for block in blocks if (text := "".join(block.text.split()))]
