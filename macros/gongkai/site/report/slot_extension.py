"""The Markdown extension behind the slots: it places marks of its own in the text, and puts the parts in at the end."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from gongkai.pages.parts import PagePart
from gongkai.renders.html.report import part_html, part_ids
from gongkai.site.mkdocs_compat import note_anchors
from gongkai.site.report.block_slots import Slots

_AFTER_ALL = -30
"""Priority after every other processor of the tree: Python-Markdown's last has 0, ours for tables -20."""
_AFTER_ALL_TEXT = -10
"""Priority after every other processor of the text, likewise."""


class SlotExtension(markdown.Extension):
    """Registers both processors; one instance a build, appended to the site's Markdown extensions."""

    def __init__(self, slots: Slots[Any]) -> None:
        """Fill from this store."""
        super().__init__()
        self.slots = slots

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run after all of Markdown's own processors."""
        md.treeprocessors.register(_Places(md, self.slots), "gongkai-slot-places", _AFTER_ALL)
        md.postprocessors.register(_Filling(md, self.slots), "gongkai-slots", _AFTER_ALL_TEXT)


def slots_of(config: Any, *, styled: bool = False) -> Slots[PagePart]:
    """The slots of a build: those of the extension among its Markdown extensions, which is added where there is none.

    Args:
        config: MkDocs' configuration. It lasts for one build, and the plugin and the pluglet both come by it.
        styled: Whether tables bring the style that they need, as the site has no style sheet of ours.
    """
    for extension in config.markdown_extensions:
        if isinstance(extension, SlotExtension):
            return extension.slots
    slots = Slots(partial(part_html, styled=styled), part_ids)
    config.markdown_extensions.append(SlotExtension(slots))
    return slots


class _Places(Treeprocessor):
    """Gives the parts that the text does not call for their places: by the first headings, and after the text."""

    def __init__(self, md: markdown.Markdown, slots: Slots[Any]) -> None:
        super().__init__(md)
        self.slots = slots

    def run(self, root: Element) -> None:
        if self.slots.below_title:
            parent, title = self._first_heading(root, "h1")
            _insert(parent, title, self.slots.below_title)
        if self.slots.before_section:
            parent, section = self._first_heading(root, "h2")
            place = list(parent).index(section) if section is not None else len(parent)
            parent[place:place] = _paragraphs(self.slots.before_section)
        if self.slots.at_end:
            if len(root):
                root[-1].tail = None
            root.extend(_paragraphs(self.slots.at_end))

    def _first_heading(self, root: Element, level: str) -> tuple[Element, Element | None]:
        """The first heading of a level (``h1``), and the element that it is in."""
        for parent in root.iter():
            for child in parent:
                if child.tag == level or self._is_raw_heading(child, level):
                    return parent, child
        return root, None

    def _is_raw_heading(self, element: Element, level: str) -> bool:
        """Whether the author wrote a heading as HTML; Python-Markdown keeps such blocks apart, as ``rawHtmlBlocks``."""
        placeholder = HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
        blocks = self.md.htmlStash.rawHtmlBlocks
        raw = blocks[int(placeholder[1])] if placeholder and int(placeholder[1]) < len(blocks) else ""
        return isinstance(raw, str) and raw.startswith(f"<{level}")


class _Filling(Postprocessor):
    def __init__(self, md: markdown.Markdown, slots: Slots[Any]) -> None:
        super().__init__(md)
        self.slots = slots

    def run(self, text: str) -> str:
        filled, ids = self.slots.fill(text)
        if ids:
            note_anchors(self.md, ids)
        return filled


def _insert(parent: Element, title: Element | None, marks: Sequence[str]) -> None:
    """Put marks after the title, or before everything else; what is between title and text stays between."""
    new = list(_paragraphs(marks))
    place = 0
    if title is not None:
        place = list(parent).index(title) + 1
        new[-1].tail, title.tail = title.tail, None
    parent[place:place] = new


def _paragraphs(marks: Iterable[str]) -> Iterator[Element]:
    for mark in marks:
        paragraph = Element("p")
        paragraph.text = mark
        yield paragraph
