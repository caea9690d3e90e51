"""A narrative as blocks of plain text, headings with their ids: what a reader of the page sees, except the tables.

Nothing is rendered for the search, so the ids that Markdown's extension ``toc`` gives to headings are computed here
from their texts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown.extensions import toc

from gongkai.narrative import Narrative
from gongkai.narrative.plain_text import Fill, plain_blocks
from gongkai.pages.content import TextBlock

_ATTRIBUTES = re.compile(r"\s*\{:?(?P<inner>[^{}]*)\}\s*$")
_ID = re.compile(r"#([^\s#.}]+)")


@dataclass(frozen=True, slots=True)
class HeadingIds:
    """Computes the ids of headings as the site's Markdown does.

    Attributes:
        slugify: The option ``slugify`` of Markdown's extension ``toc``.
        separator: Its option ``separator``.
        attr_list: Whether the extension ``attr_list`` is on, with which a heading can set its own id.
    """

    slugify: Callable[[str, str], str] = toc.slugify
    separator: str = "-"
    attr_list: bool = False

    def of(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        """Text and id of each heading of a page, in order; the texts without their attribute lists."""
        split = [self._split(text) for text in texts]
        own_ids = {own for _, own in split if own}
        return [(text, own or toc.unique(self.slugify(text, self.separator), own_ids)) for text, own in split]

    def _split(self, text: str) -> tuple[str, str]:
        match = _ATTRIBUTES.search(text) if self.attr_list else None
        if match is None:
            return text, ""
        own = _ID.search(match["inner"])
        return text[: match.start()], own[1] if own else ""


def text_blocks(narrative: Narrative, fill: Fill, ids: HeadingIds) -> list[TextBlock]:
    """The blocks of a Markdown file, front matter left out.

    Args:
        narrative: The file.
        fill: Prints macro calls.
        ids: Computes the ids of headings.
    """
    blocks = list(plain_blocks(narrative.blocks, fill, hard_paragraphs=narrative.hard_paragraphs))
    headings = iter(ids.of([text for text, is_heading in blocks if is_heading]))
    return [TextBlock(*next(headings)) if is_heading else TextBlock(text) for text, is_heading in blocks]
