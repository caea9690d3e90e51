"""The content of a generated page: its HTML, what can be linked to in it, and its text for the search."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a page's text as the search finds it.

    Attributes:
        text: As it is read on the page.
        anchor: The id that a result opens the page at: of a heading or a row; empty for the top of the page; None for
            a block that is found at the heading before it.
    """

    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a generated page holds.

    Attributes:
        html: Its content, the first heading included.
        headings: Id and plain text of its second-level headings, for the contents beside the page.
        ids: Further ids that can be linked to.
        description: For the head of the page.
        text: Its text, for pages that the search finds.
    """

    html: Markup
    headings: tuple[tuple[str, str], ...] = ()
    ids: frozenset[str] = frozenset()
    description: str = ""
    text: tuple[TextBlock, ...] = ()
