"""The background of an element's text: its colour, and the pictures behind the cells of a table."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.readers.html.cell_parts import own_text, text_of
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.colours import Colour, colour_of, dark_colour_of, split
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.shadows import ground_of_shadow
from gongkai.readers.html.styles.values import NORMAL, OF_TEXT, StyleValues

_NEARLY_WHITE = 0.95
_RUN = re.compile(r"gradient\((.*)\)")
COLUMN = "gk-column"
"""An attribute of this package's own: the ground of the column in which a cell begins."""
_NO_COLOUR = frozenset({"", "inherit", "initial", "none", "unset"})


def colour_of_text(line: tuple[Any, ...], styles: PageStyles) -> Colour | None:
    """The colour of a text; None where it is not known.

    Args:
        line: The element of the text and all elements around it, the nearest first.
        styles: Those of its page.
    """
    of = _reader(line, styles)
    fills = (styles.of(item).own.get("text-fill-color") for item in line)
    fill = next(filter(None, fills), OF_TEXT)
    if fill != OF_TEXT:
        return of(fill)
    of_links = next((item.get("link") for item in line if item.get("link")), None)
    values = (
        styles.of(item).own.get("color") or item.get("color") or item.get("text") or (_is_link(item) and of_links)
        for item in line
    )
    value = next(filter(None, values), None)
    return of(value or "canvastext")


def _is_link(element: Any) -> bool:
    return element.tag == "a" and element.get("href") is not None


def ground_of(line: tuple[Any, ...], styles: PageStyles) -> Colour | None:
    """The colour behind an element; None where an unknown colour is there, or a picture with none below it.

    Args:
        line: The element and all around it, the nearest first.
        styles: Those of its page.
    """
    of = _reader(line, styles)
    columns = iter([item.get(COLUMN) for item in line if item.tag in ("td", "th")])
    for item in line:
        values = styles.of(item).own
        column = next(columns, None) if item.tag == "table" else None  # which lies over that of the table alone
        if column and (colour := of(column)) is not None and colour[3] > 0:
            return colour
        if effects.has_picture_behind(values):
            below = of(values.get("background-color", "")) if effects.pictures(values) else None
            return below if below is not None and below[3] == 1 else plain_gradient(values)
        value = ground_of_shadow(values) or values.get("background-color") or item.get("bgcolor") or ""
        if value == OF_TEXT:
            return colour_of_text((item, *item.iterancestors()), styles)
        colour = of(value)
        if value not in _NO_COLOUR and (colour is None or colour[3] > 0):
            return colour
    return _reader(line[-1:], styles)("canvas")


def _reader(line: tuple[Any, ...], styles: PageStyles) -> Callable[[str], Colour | None]:
    """How colours are read that the browser has by itself: as dark ones where a page, or a part of it, wants that.

    Args:
        line: An element and all around it, the nearest first.
        styles: Those of its page.
    """
    if not styles.have_schemes:
        return colour_of
    schemes = (styles.of(item).own.get("color-scheme", "normal") for item in line)
    scheme = next((scheme for scheme in schemes if scheme not in NORMAL), styles.scheme)
    words = scheme.split()
    return dark_colour_of if "dark" in words and "light" not in words else colour_of


def colour_like_ground(line: tuple[Any, ...], styles: PageStyles) -> Colour | None:
    """The colour of a text, or of its first letter or line, that cannot be told from what is behind it; else None.

    Args:
        line: The element of the text and all elements around it, the nearest first.
        styles: Those of its page.
    """
    ground = ground_of(line, styles)
    colours = (colour_of_text(line, styles), _reader(line, styles)(styles.of(line[0]).first.get("color", "")))
    return next((colour for colour in colours if colour is not None and _is_like(colour, ground)), None)


def _is_like(colour: Colour, ground: Colour | None) -> bool:
    """Whether a colour cannot be told from a ground: nearly the same, or both nearly white, as a pale yellow is."""
    if ground is not None and min(_light(colour), _light(ground)) > _NEARLY_WHITE:
        return True
    return effects.is_alike(colour, ground)


def _light(colour: Colour) -> float:
    """How light a colour is to the eye, from 0 to 1 (WCAG 2.2, relative luminance; its curve taken for a square)."""
    red, green, blue = (float(part**2.2) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def plain_gradient(values: StyleValues) -> Colour | None:
    """The colour of a run of colours that are all the same; None of any other, and of pictures.

    Args:
        values: The style values of an element.
    """
    image = values.get("background-image", "")
    run = _RUN.search(image)
    if run is None or effects.names_picture(image):
        return None
    words = (word for part in split(run[1], ",") for word in split(part.strip(), " "))
    colours = [colour for colour in map(colour_of, words) if colour is not None]
    is_plain = bool(colours) and all(effects.is_alike(colours[0], other) for other in colours)
    return colours[0] if is_plain and colours[0][3] == 1 else None


def is_filled(element: Any, styles: PageStyles) -> bool:
    """Whether an element has another background than what is around and beside it, as a badge has.

    Args:
        element: The element.
        styles: Those of its page.
    """
    parent = element.getparent()
    if parent is None or "background-color" not in styles.of(element).own:
        return False
    items = (element, parent, *(item for item in parent.iterchildren("*") if item is not element))
    own, *others = (ground_of((item, *item.iterancestors()), styles) for item in items)
    return own is not None and not any(other is None or effects.is_alike(own, other) for other in others)


@dataclass(frozen=True, slots=True)
class GroundPictures:
    """The pictures behind the cells of a table.

    Attributes:
        all: The pictures behind the text of cells.
        alone: Elements with a picture behind their text that is behind no other row of the table.
        is_struck_around: Whether an element around the table strikes out everything in it.
    """

    all: frozenset[str] = frozenset()
    alone: frozenset[Any] = frozenset()
    is_struck_around: bool = False

    def is_alone_behind(self, cell: Any, rows: list[Any]) -> bool:
        """Whether a picture lies behind the figure of a cell, or of all of its row, and of no other one.

        Args:
            cell: The cell.
            rows: Its row; none for a line of text.
        """
        return bool(self.alone) and not self.alone.isdisjoint((*rows, *cell.iter("*")))


def pictures_behind(cells: Collection[Any], styles: PageStyles, *, is_struck_around: bool) -> GroundPictures:
    """The pictures behind the text of cells.

    Args:
        cells: Those of a table.
        styles: Those of its page.
        is_struck_around: Whether what is around the table strikes out all that is in it.
    """
    elements: defaultdict[str, set[Any]] = defaultdict(set)
    rows_with: defaultdict[str, set[Any]] = defaultdict(set)
    of_cells = set()
    for cell in cells:
        row = cell.getparent()
        styles.count(1)
        images = [(item, image) for item in _with_pictures(row, cell, styles) for image in _pictures_of(item, styles)]
        for item, image in images if images and text_of(cell) else ():
            of_cells |= {image} if item is cell else set()
            elements[image].add(item)
            rows_with[image].add(row)
    single = [image for image in elements if len(rows_with[image]) == 1]
    rows = {cell.getparent() for cell in cells if text_of(cell)} if single else set()
    alone = frozenset(item for image in single for item in elements[image]) if len(rows) > 1 else frozenset()
    return GroundPictures(frozenset(of_cells), alone, is_struck_around)


def _with_pictures(row: Any, cell: Any, styles: PageStyles) -> Iterator[Any]:
    """What may have a picture of its own: the row, the cell, and the elements in it that have a text."""
    for item in (row, *cell.iter("*")):
        may_have_some = item.get("background") or _may_have_pictures(item, styles)  # before its text, as few have any
        if may_have_some and (item is row or item is cell or own_text(item).strip()):
            yield item


def _may_have_pictures(element: Any, styles: PageStyles) -> bool:
    """Whether the styles of an element may put a picture behind it."""
    return styles.have_pictures or effects.names_picture(element.get("style") or "")


def _pictures_of(element: Any, styles: PageStyles) -> list[str]:
    attribute = element.get("background")
    images = effects.pictures(styles.of(element).own) if _may_have_pictures(element, styles) else []
    return [*images, *([f"url({attribute})"] if attribute else [])]
