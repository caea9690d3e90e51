"""Finished HTML kept out of Markdown: a macro leaves a mark, a postprocessor puts the HTML in its place.

Markdown spends its time on text, not on two hundred table cells a page, and cannot spoil them.
"""

import re
from typing import Any

import markdown
from markdown.postprocessors import Postprocessor

_MARK = re.compile(r"<p>\s*gongkai-slot-(\d+)-\s*</p>|gongkai-slot-(\d+)-")
_IDS = re.compile(r'\sid="([^"]+)"')


class Slots:
    """The finished pieces of one build, each handed out once."""

    def __init__(self) -> None:
        """Begin empty; one store a build."""
        self._pieces: dict[int, str] = {}
        self._next = 0

    def keep(self, html: str) -> str:
        """Keep a piece of HTML and return the mark that stands for it, a paragraph of its own."""
        self._next += 1
        self._pieces[self._next] = html
        return f"gongkai-slot-{self._next}-"

    def fill(self, text: str) -> tuple[str, set[str]]:
        """Put the pieces in and return the text with the ids that came in with them."""
        ids: set[str] = set()

        def put(match: re.Match[str]) -> str:
            piece = self._pieces.pop(int(match[1] or match[2]), None)
            if piece is None:
                return match[0]
            ids.update(_IDS.findall(piece))
            return piece

        return _MARK.sub(put, text), ids


class SlotExtension(markdown.Extension):
    """Registers the postprocessor; one instance a build, appended to the site's Markdown extensions."""

    def __init__(self, slots: Slots) -> None:
        """Fill from this store."""
        super().__init__()
        self.slots = slots

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run after all of Markdown's own postprocessors."""
        md.postprocessors.register(_SlotPostprocessor(md, self.slots), "gongkai-slots", -10)


class _SlotPostprocessor(Postprocessor):
    def __init__(self, md: markdown.Markdown, slots: Slots) -> None:
        super().__init__(md)
        self.slots = slots

    def run(self, text: str) -> str:
        filled, ids = self.slots.fill(text)
        if ids and "mkdocs_extract_anchors" in self.md.treeprocessors:
            # MkDocs gathers the anchors of a page here; without these, links to a row would be called dead.
            extractor: Any = self.md.treeprocessors["mkdocs_extract_anchors"]
            extractor.present_anchor_ids.update(ids)
        return filled
