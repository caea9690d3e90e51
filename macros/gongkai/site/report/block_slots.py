"""Finished HTML kept out of Markdown: a macro leaves a mark, a postprocessor puts the HTML in its place.

Markdown spends its time on text, not on two hundred table cells a page, and cannot spoil them.
"""

import re
import secrets
from collections.abc import Collection, Iterator
from typing import Any

import markdown
from markdown.postprocessors import Postprocessor

_EDGES = re.compile(r"^(?:\s|<br\s*/?>)+|(?:\s|<br\s*/?>)+$")
_IDS = re.compile(r'\sid="([^"]+)"')


class Slots:
    """The finished pieces of one build, each handed out once."""

    def __init__(self) -> None:
        """Begin empty; one store a build.

        A mark is one word, so that no extension of Markdown changes anything in it, and holds a number that is drawn
        anew for every build, so that no text of a page can be taken for one. Marks never reach the published page.
        """
        self._word = f"gongkaislot{secrets.token_hex(8)}n"
        self._mark = re.compile(rf"{self._word}(\d+)end")
        self._pieces: dict[int, tuple[str, Collection[str]]] = {}
        self._next = 0

    def keep(self, html: str, ids: Collection[str] | None = None) -> str:
        """Keep a piece of HTML and return the mark that stands for it, a paragraph of its own.

        Args:
            html: The piece.
            ids: The ids in it, where they are known; else it is looked through for them.
        """
        self._next += 1
        self._pieces[self._next] = (html, _IDS.findall(html) if ids is None else ids)
        return f"{self._word}{self._next}end"

    def fill(self, text: str) -> tuple[str, set[str]]:
        """Put the pieces in and return the text with the ids that came in with them.

        A piece is a block, and no block may stand in a paragraph: Markdown's ends before it and begins again after it.
        """
        ids: set[str] = set()
        parts, position = [], 0
        while match := self._mark.search(text, position):
            begin, end = _paragraph(text, match.start(), position) or match.span()
            parts += [text[position:begin], *self._put(text[begin:end], ids)]
            position = end
        return "".join([*parts, text[position:]]), ids

    def _put(self, block: str, ids: set[str]) -> Iterator[str]:
        """A paragraph with marks, or a mark alone, with the pieces in their places."""
        opening = block[: block.index(">") + 1] if block.startswith("<p") else ""
        closing = "</p>" if opening else ""
        text, position = "", len(opening)
        for match in self._mark.finditer(block):
            text += block[position : match.start()]
            position = match.end()
            piece = self._pieces.pop(int(match[1]), None)
            if piece is None:
                text += match[0]
                continue
            ids.update(piece[1])
            yield _wrapped(text, opening, closing)
            yield piece[0]
            text = ""
        yield _wrapped(text + block[position : len(block) - len(closing)], opening, closing)


def _paragraph(text: str, mark: int, position: int) -> tuple[int, int] | None:
    """Begin and end of the paragraph that a mark stands in, if it does."""
    begin = max(text.rfind("<p>", position, mark), text.rfind("<p ", position, mark))
    end = text.find("</p>", mark)
    if begin < 0 or end < 0 or text.find("</p>", begin, mark) >= 0:
        return None
    return begin, end + len("</p>")


def _wrapped(text: str, opening: str, closing: str) -> str:
    if not opening:
        return text
    trimmed = _EDGES.sub("", text)
    return f"{opening}{trimmed}{closing}" if trimmed else ""


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
