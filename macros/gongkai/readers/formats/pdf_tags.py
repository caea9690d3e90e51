"""Reads the tags of PDF files that typst has set, as those of this project: headings, items of lists, emphasis, links.

Other programs tag files, too, but often wrongly: their lines are joined by where they are on the page, as those of
files without tags. Tables are read by their lines in any case, because a table that breaks has its tags on one page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.readers.document.text_styles import PLAIN, TextStyle

_GROUPS = frozenset({"Art", "Div", "Document", "NonStruct", "Part", "Sect"})
_HEADING = re.compile(r"H([1-6])")
_DEEPEST = 40
_MOST = 100_000
"""The most elements, each counted as often as it is a part of another one."""


@dataclass(frozen=True, slots=True)
class TaggedBlock:
    """A heading, paragraph or item of a list.

    Attributes:
        number: Its place among all blocks of the file.
        level: Of a heading.
        item: Whether it is an item.
        depth: Of an item, in how many lists its own is.
    """

    number: int
    level: int = 0
    item: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """What the tags say of some characters.

    Attributes:
        block: The block that they are in.
        style: Their style.
        label: Whether they are the sign or number of an item.
    """

    block: TaggedBlock
    style: TextStyle = PLAIN
    label: bool = False


Tags = Mapping[tuple[int, int], Tag]
"""By the number of a page's object, and that of marked content on the page."""
IN_TABLE = Tag(TaggedBlock(0))
"""The tag of everything inside a table."""


def tags_of(file: Any) -> Tags:
    """The tags of a file; none if typst has not set it.

    Args:
        file: A file of pdfplumber.
    """
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - an extra; whoever has a file has it

    root = resolve1(file.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict) or not str(file.metadata.get("Creator") or "").startswith("Typst"):
        return {}
    walk = _Walk(resolve1)
    for child in walk.children(root):
        walk.enter(child, _Context())
    return walk.tags if walk.steps_left > 0 else {}


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around an element are."""

    block: TaggedBlock | None = None
    style: TextStyle = PLAIN
    lists: int = 0
    label: bool = False
    page: int = 0
    deep: int = 0


class _Walk:
    """Goes through the elements of a structure; ``resolve`` gives the object that a reference leads to."""

    def __init__(self, resolve: Any) -> None:
        self.tags: dict[tuple[int, int], Tag] = {}
        self._resolve = resolve
        self._count = 0
        self.steps_left = _MOST

    def children(self, element: Mapping[str, Any]) -> Sequence[Any]:
        """What is in an element: other elements, and numbers of marked content."""
        inside = self._resolve(element.get("K"))
        return inside if isinstance(inside, list) else [inside]

    def enter(self, child: Any, around: _Context) -> None:
        """Take in an element, or marked content of the one around it."""
        self.steps_left -= 1
        if self.steps_left <= 0:
            return
        page = getattr(child, "objid", 0)
        element = self._resolve(child)
        if isinstance(element, int):
            self._mark(around.page, element, around)
        elif isinstance(element, dict) and "MCID" in element:
            page = getattr(element.get("Pg"), "objid", around.page)
            self._mark(page, int(element["MCID"]), around)
        elif isinstance(element, dict) and "S" in element and around.deep < _DEEPEST:
            page = getattr(element.get("Pg"), "objid", around.page)
            inside = self._within(element, replace(around, page=page, deep=around.deep + 1))
            for one in self.children(element):
                self.enter(one, inside)

    def _mark(self, page: int, content: int, around: _Context) -> None:
        if around.block is not None:
            self.tags[page, content] = Tag(around.block, around.style, around.label)

    def _within(self, element: Mapping[str, Any], around: _Context) -> _Context:
        """The context for the children of an element."""
        name = str(getattr(element["S"], "name", ""))
        if name == "Table" or around.block is IN_TABLE.block:
            return replace(around, block=IN_TABLE.block)
        if name == "L":
            return replace(around, block=None, lists=around.lists + 1)
        if name == "LI":
            return replace(around, block=self._block(item=True, depth=max(around.lists - 1, 0)))
        if name == "Lbl":
            return replace(around, label=True)
        if around.block is None:
            heading = _HEADING.fullmatch(name)
            own = None if name in _GROUPS else self._block(level=int(heading[1]) if heading else 0)
            return replace(around, block=own)
        return replace(around, style=self._style(name, element, around.style))

    def _block(self, *, level: int = 0, item: bool = False, depth: int = 0) -> TaggedBlock:
        self._count += 1
        return TaggedBlock(self._count, level, item, depth)

    def _style(self, name: str, element: Mapping[str, Any], style: TextStyle) -> TextStyle:
        if name == "Link":
            return replace(style, href=self._address(element) or style.href)
        if name == "Strong":
            return replace(style, strong=True)
        return replace(style, emphasis=True) if name == "Em" else style

    def _address(self, link: Mapping[str, Any]) -> str:
        for child in map(self._resolve, self.children(link)):
            note = self._resolve(child.get("Obj")) if isinstance(child, dict) else None
            action = self._resolve(note.get("A")) if isinstance(note, dict) else None
            address = self._resolve(action.get("URI")) if isinstance(action, dict) else None
            if isinstance(address, bytes):
                return address.decode("utf-8", "replace")
        return ""
