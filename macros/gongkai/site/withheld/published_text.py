"""The text of a report as its published page has it, so that the search goes on finding it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from gongkai.findings import say
from gongkai.renders.html.markup import escape
from gongkai.reports.agencies import Scope
from gongkai.site.pages.home import markdown_text

_PAGE = "gk-page--report"
"""The class of the element whose children are the text of a report, and parts that we make."""
_OWN = "gk-"
"""What the classes of parts begin with that we make: tables, figures in short, links."""
_PERMALINK = "headerlink"
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(("p", "li", "dt", "dd", "td", "th", "blockquote", "pre", "figcaption", "summary"))


@dataclass(frozen=True, slots=True)
class PublishedText:
    """The text of a report as the page shows it that was published.

    Attributes:
        title: The title; None where the page has none.
        markdown: Headings and paragraphs as Markdown in which nothing is a call of a macro.
        scope: Whose figures the report holds; None where the page does not say.
    """

    title: str | None
    markdown: str
    scope: Scope | None


def published_text(page: str) -> PublishedText:
    """Read the text of a report from its published page.

    Args:
        page: The HTML of its page.
    """
    parser = _PageText()
    parser.feed(page)
    parser.close()
    title = next((text for level, text in parser.blocks if level == 1), None)
    scope = next((item for item in Scope if f"<dd>{escape(say(f'page.{item.value}'))}</dd>" in page), None)
    return PublishedText(title, "\n\n".join(_markdown(parser.blocks)) + "\n", scope)


def _markdown(blocks: list[tuple[int, str]]) -> Iterator[str]:
    for level, text in blocks:
        yield f"{'#' * level} {markdown_text(text)}" if level else markdown_text(text)


@dataclass(slots=True)
class _Depths:
    """How many elements are open: in the page's text, and in a part that we make; 0 outside."""

    page: int = 0
    own: int = 0


@dataclass
class _PageText(HTMLParser):
    """Gathers the headings and paragraphs of a report's page; the level of a paragraph is 0."""

    blocks: list[tuple[int, str]] = field(default_factory=list)
    _depths: _Depths = field(default_factory=_Depths)
    _text: list[str] = field(default_factory=list)
    _level: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._text.append(" ")
            return
        classes = (dict(attrs).get("class") or "").split()
        depths = self._depths
        if not depths.page:
            depths.page = int(_PAGE in classes)
            return
        depths.page += 1
        if depths.own or any(name.startswith(_OWN) or name == _PERMALINK for name in classes):
            depths.own += 1
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_block()
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        depths = self._depths
        if tag in _VOID or not depths.page:
            return
        depths.page -= 1
        if depths.own:
            depths.own -= 1
        elif tag in _HEADINGS or tag in _BLOCKS or not depths.page:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if self._depths.page and not self._depths.own:
            self._text.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            self.blocks.append((self._level, text))
        self._text.clear()
        self._level = 0
