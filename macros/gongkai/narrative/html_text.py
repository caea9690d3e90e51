"""The text of HTML, of narratives and of titles, for documents and search: read by a parser, as a browser reads it."""

from html.parser import HTMLParser

_LINES = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"}
    | {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
"""Elements whose text stands apart from what is before and after it; cells too, or two figures would become one."""


def html_text(html: str) -> str:
    """The text of HTML, a line for each block and each cell; empty lines are left out.

    Args:
        html: The HTML, of which tags may be missing. Comments, styles and scripts have no text.
    """
    lines = (line.strip() for line in _text(html).split("\n"))
    return "\n".join(line for line in lines if line)


def _text(html: str) -> str:
    """The text, with line breaks where blocks and cells begin and end."""
    if "<" not in html and "&" not in html:  # as in nearly all titles; to set up a parser takes longer than to read one
        return html
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # the content of a style or a script
            self.parts.append(data)
