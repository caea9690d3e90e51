"""The text of a page that is made as HTML, in blocks with the ids that they are found at."""

from collections.abc import Iterator

from lxml import html as lxml_html

from gongkai.site.search.narrative_text import TextBlock

_LINES = frozenset({"h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption"})
"""What holds a line of text, unless it holds another of these."""
_LEFT_OUT = frozenset({"nav", "script", "style", "svg", "form"})


def made_blocks(content: str) -> list[TextBlock]:
    """The blocks of a page's content, in order; a block with an id of its own is found at it.

    Args:
        content: HTML of the page.
    """
    return list(_blocks(lxml_html.fragment_fromstring(content, create_parent="div")))


def _blocks(element: lxml_html.HtmlElement) -> Iterator[TextBlock]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
            continue
        within = any(inner.tag in _LINES for inner in child.iterdescendants())
        if child.tag in _LINES and not within:
            text = " ".join(child.text_content().split())
            if text:
                yield TextBlock(text, "" if child.tag == "h1" else child.get("id"))
        else:
            yield from _blocks(child)
