"""HTML read back with the standard library's parser: elements, and tables laid out as a browser lays them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
"""Elements without an end."""


@dataclass
class Element:
    """An element with its attributes, its children and its own text in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *tags: str) -> Iterator[Element]:
        """Give every element below this one, in order; of these tags where any are named."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def one(self, tag: str) -> Element:
        (element,) = self.all(tag)
        return element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read(html: str) -> Element:
    """Read a run of HTML; elements that do not nest are an error."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.open[0]


def grid(table: Element) -> list[list[str]]:
    """Lay a table out: `<` where a cell goes on from its left, `^` from above; overlaps and holes are an error."""
    cells: dict[tuple[int, int], str] = {}
    rows = list(table.all("tr"))
    for top, row in enumerate(rows):
        left = 0
        for cell in row.all("th", "td"):
            while (top, left) in cells:
                left += 1
            spans = [int(cell.attributes.get(name, "1")) for name in ("rowspan", "colspan")]
            for place in ((r, c) for r in range(top, top + spans[0]) for c in range(left, left + spans[1])):
                assert place not in cells, f"{place} is taken twice"
                cells[place] = "^" if place[0] > top else "<"
            cells[top, left] = cell.text
    width = max(column for _, column in cells) + 1
    return [[cells[row, column] for column in range(width)] for row in range(len(rows))]
