"""Notes lines, dark shapes and pictures of the heads and feet of a Word file that reach into the body of its pages.

Word prints them on every page, behind the text: what is light hides nothing, but a line strikes figures out, and a
picture may say that all of them are void. Only what a section names is printed; where the body begins and ends on a
page is known by its margins. Without figures in a table there is nothing to note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.figures import whole_number
from gongkai.readers.document import FileNotice
from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_links import linked_parts
from gongkai.readers.files.office_looks import BLACK, rgb_of
from gongkai.readers.files.office_xml import RELATIONS, WORD, xml_root
from gongkai.readers.formats.word_parts.drawn.floating import Floating, floating_objects

_MAY_FLOAT = re.compile(rb"<wp:anchor\b|position:\s*absolute")
_DIGIT_IN_TABLE = re.compile(rb"<w:tbl>.*?<w:t(?: [^>]*)?>[^<]*\d", re.DOTALL)
_PAGE, _MARGIN, _DISTANCE = (11_906, 16_838), 1_440, 851
"""Width and height of a page, margins, and how far heads and feet are from its edges, in twentieths of a point, where
a section does not say it."""
_OF_TWIP, _LINE, _THIN = 635, 250_000, 100_000
"""English metric units of a twentieth of a point; heights of a line of text and of a shape like a rule."""
_DARK = 90
"""How bright red, green and blue are at most of a colour on which black text cannot be read."""
_LOOKS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = ("f", "false", "0", "off")


@dataclass(frozen=True, slots=True)
class _Paper:
    """The pages of a section, in English metric units: their size, and how far the body is from each edge."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    head: int
    foot: int


def drawn_behind_pages(archive: Archive, path: str, part: bytes) -> Iterator[FileNotice]:
    """A notice where something of a head or foot reaches into the body of pages with tables.

    Args:
        archive: The parts of the file.
        path: The name of a main part.
        part: The part.
    """
    names = {key: name for _, key, name in linked_parts(archive, path)}
    if not any("header" in name or "footer" in name for name in names.values()) or not _DIGIT_IN_TABLE.search(part):
        return
    has_even_pages = b"<w:evenAndOddHeaders" in (archive.part("word/settings.xml") or b"")
    objects: dict[str, list[Floating]] = {}
    for section in xml_root(part).iter(f"{WORD}sectPr"):
        paper = _paper(section)
        for name in _shown_parts(section, names, has_even_pages=has_even_pages):
            if name not in objects:
                objects[name] = list(_objects(archive.xml(name) or b""))
            if any(_reaches_body(item, paper, is_foot="footer" in name) for item in objects[name]):
                yield FileNotice("drawn-behind")
                return


def _shown_parts(section: Any, names: dict[str, str], *, has_even_pages: bool) -> Iterator[str]:
    """The names of the heads and feet that a section shows."""
    title = section.find(f"{WORD}titlePg")
    kinds = {"default"} | ({"even"} if has_even_pages else set())
    if title is not None and title.get(f"{WORD}val") not in _OFF:
        kinds.add("first")
    for reference in section.iterchildren(f"{WORD}headerReference", f"{WORD}footerReference"):
        name = names.get(reference.get(f"{RELATIONS}id") or "")
        if name and (reference.get(f"{WORD}type") or "default") in kinds:
            yield name


def _paper(section: Any) -> _Paper:
    size, margins = (section.find(f"{WORD}{name}") for name in ("pgSz", "pgMar"))

    def length(element: Any, name: str, usual: int) -> int:
        number = whole_number((element.get(f"{WORD}{name}") or "").removeprefix("-")) if element is not None else None
        return (usual if number is None else number) * _OF_TWIP

    width, height = length(size, "w", _PAGE[0]), length(size, "h", _PAGE[1])
    sides = (length(margins, name, _MARGIN) for name in ("top", "bottom", "left", "right"))
    return _Paper(width, height, *sides, *(length(margins, name, _DISTANCE) for name in ("header", "footer")))


def _objects(part: bytes) -> Iterator[Floating]:
    """What floats in a head or foot and would be seen behind text."""
    if not _MAY_FLOAT.search(part):
        return
    for item in floating_objects(xml_root(part)):
        is_thin = item.is_line or item.height <= _THIN
        if item.picture is not None or (item.has_colour and (is_thin or _is_dark(item.element))):
            yield item


def _is_dark(element: Any) -> bool:
    """Whether a shape is filled with a colour on which black text cannot be read."""
    texts = [item.get("val") for fill in element.iter(f"{_LOOKS}solidFill") for item in fill.iter(f"{_LOOKS}srgbClr")]
    texts += [item.get("fillcolor") for item in element.iter() if item.get("fillcolor")]
    colors = (BLACK if (text or "").startswith("black") else rgb_of((text or "").split(" ")[0]) for text in texts)
    return any(color is not None and max(color) <= _DARK for color in colors)


def _reaches_body(item: Floating, paper: _Paper, *, is_foot: bool) -> bool:
    """Whether an object lies, by more than a line of text, between the margins of a page and across its text."""
    if item.width < _LINE or (item.is_line and item.height > item.width):
        return False  # a rule along the edge, as beside the place where pages are bound
    if item.beside_across in ("leftMargin", "rightMargin", "insideMargin", "outsideMargin"):
        return False
    if item.beside_across == "page" and item.across > 0:
        is_beside = item.across + item.width <= paper.left or item.across >= paper.width - paper.right
        if is_beside:
            return False
    top = _top(item, paper, is_foot=is_foot)
    room = _LINE if item.height <= _LINE else 2 * _LINE
    return top + item.height > paper.top + room and top < paper.height - paper.bottom - room


def _top(item: Floating, paper: _Paper, *, is_foot: bool) -> int:
    """How far an object is from the top of the page."""
    is_of_page = item.beside in ("page", "topMargin", "bottomMargin")
    if item.down is None:
        top, bottom = (0, paper.height) if is_of_page else (paper.top, paper.height - paper.bottom)
        return bottom - item.height if item.align in ("bottom", "outside") else (top + bottom - item.height) // 2
    begins = {"page": 0, "topMargin": 0, "margin": paper.top, "bottomMargin": paper.height - paper.bottom}
    usual = paper.height - paper.foot - _LINE if is_foot else paper.head
    return item.down + begins.get(item.beside, usual)
