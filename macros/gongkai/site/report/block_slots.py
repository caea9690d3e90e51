"""Parts of a page kept out of Markdown: a macro leaves a mark, a postprocessor puts the finished HTML in its place.

Markdown spends its time on text, not on two hundred table cells a page, and cannot spoil them. What is kept is the
part itself and not its HTML, as the model of a page may still change it.
"""

import re
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

P = TypeVar("P")
"""A part of a page."""

_EDGES = re.compile(r"^(?:\s|<br\s*/?>)+|(?:\s|<br\s*/?>)+$")


class Slots(Generic[P]):
    """The parts of the page that is being rendered, each handed out once.

    Attributes:
        below_title: Marks of the parts that are after the first heading; at the top where there is none.
        before_section: Marks of the parts that are before the first heading of the second level; after the text
            where there is none.
        at_end: Marks of the parts that are after the text.
    """

    def __init__(self, show: Callable[[P], str], ids: Callable[[P], Collection[str]]) -> None:
        """Begin empty; one store a build.

        A mark is one word, so that no extension of Markdown changes anything in it, and holds a number that is drawn
        anew for every build, so that no text of a page can be taken for one. Marks never reach the published page.

        Args:
            show: Gives the HTML of a part for the page.
            ids: Gives the ids in that HTML, to which links can lead.
        """
        self._show = show
        self._ids = ids
        self._word = f"gongkaislot{secrets.token_hex(8)}n"
        self._mark = re.compile(rf"{self._word}(\d+)end")
        self._next = 0
        self._parts: dict[str, P] = {}
        self.below_title: Sequence[str] = ()
        self.before_section: Sequence[str] = ()
        self.at_end: Sequence[str] = ()

    def begin_page(self) -> None:
        """Forget what an earlier page has left, e.g. a mark that ended up where Markdown drops it."""
        self._parts.clear()
        self.below_title = self.before_section = self.at_end = ()

    def keep(self, part: P) -> str:
        """Keep a part and return the mark that stands for it, a paragraph of its own."""
        self._next += 1
        mark = f"{self._word}{self._next}end"
        self._parts[mark] = part
        return mark

    @property
    def unplaced(self) -> Mapping[str, P]:
        """The parts that have no place yet, by mark, in the order in which they were kept."""
        return self._parts

    def change(self, mark: str, part: P) -> None:
        """Put another part in the place of one that was kept."""
        self._parts[mark] = part

    def are_in(self, text: str) -> bool:
        """Whether a text holds marks."""
        return self._word in text

    def fill(self, text: str) -> tuple[str, set[str]]:
        """Put the parts in and return the text with the ids that came in with them.

        A part is a block, and no block may be in a paragraph: Markdown's ends before it and begins again after it.
        """
        if not self.are_in(text):
            return text, set()
        parts = {mark: self._parts.pop(mark) for mark in self._marks(text) if mark in self._parts}
        ids = {name for part in parts.values() for name in self._ids(part)}
        return self._filled(text, parts), ids

    def _marks(self, text: str) -> list[str]:
        return [match[0] for match in self._mark.finditer(text)]

    def _filled(self, text: str, parts: Mapping[str, P]) -> str:
        pieces, position, unplaced = [], 0, dict(parts)
        while match := self._mark.search(text, position):
            begin, end = _paragraph(text, match.start(), position) or match.span()
            pieces += [text[position:begin], *self._put(text[begin:end], unplaced)]
            position = end
        return "".join([*pieces, text[position:]])

    def _put(self, block: str, unplaced: dict[str, P]) -> Iterator[str]:
        """A paragraph with marks, or a mark alone, with the parts in place; ``unplaced`` holds those without one."""
        opening = block[: block.index(">") + 1] if block.startswith("<p") else ""
        closing = "</p>" if opening else ""
        text, position = "", len(opening)
        for match in self._mark.finditer(block):
            text += block[position : match.start()]
            position = match.end()
            if match[0] not in unplaced:
                text += match[0]
                continue
            yield _wrapped(text, opening, closing)
            yield self._show(unplaced.pop(match[0]))
            text = ""
        yield _wrapped(text + block[position : len(block) - len(closing)], opening, closing)


def _paragraph(text: str, mark: int, position: int) -> tuple[int, int] | None:
    """Begin and end of the paragraph that a mark is in, if it is in one."""
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
