"""What the styles of a Word file make of its characters: those of tables, paragraphs and runs.

Source: ECMA-376 part 1, 17.7.2. The nearest one counts: what is set on the characters, then their style, that of their
paragraph, that of their table, the defaults of the file. Whether characters are hidden or struck out is a toggle: each
style that sets it turns it over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gongkai.readers.files.office_xml import WORD
from gongkai.readers.formats.word_parts.shades import EXTENDED
from gongkai.readers.formats.word_parts.table_parts import TablePlace

_OFF = {"0", "false", "off"}
_MATTER = {
    f"{WORD}{name}": name
    for name in (
        *("vanish", "specVanish", "webHidden", "strike", "dstrike", "vertAlign", "position"),
        *("color", "shd", "highlight", "sz", "w", "spacing", "bdr", "eastAsianLayout", "rFonts", "fitText"),
    )
} | {f"{EXTENDED}textFill": "textFill"}
"""The properties of characters that change what a text says, by the names of their elements."""
_OF_PLACE = ("framePr", "spacing", "ind", "jc")
"""The properties of paragraphs that may put them where nobody sees them."""
_TURNED_OVER = ("vanish", "strike")
_MOST_ANCESTORS = 20

Looks = Mapping[str, Any]
"""The properties of characters that matter, by name: the element that sets it, or whether it is on."""


def is_on(element: Any) -> bool:
    """Whether a property is on: none is off.

    Args:
        element: Its element, or None; or what styles make of it.
    """
    if isinstance(element, bool):
        return element
    return element is not None and (element.get(f"{WORD}val") or "").lower() not in _OFF


def own_looks(properties: Any) -> dict[str, Any]:
    """The properties that an element ``w:rPr`` sets.

    Args:
        properties: The element, or None.
    """
    if properties is None:
        return {}
    return {name: element for element in properties if (name := _MATTER.get(element.tag)) is not None}


@dataclass(slots=True)
class _Style:
    """A style, including what it inherits from the styles that it is based on.

    Attributes:
        looks: Its properties of characters.
        shade: The shading of its paragraphs or table; None where it sets none.
        layout: Its properties of the place of paragraphs, by element and attribute.
        parts: For a table style, the properties of characters and the shading of cells by table part (``firstRow``).
    """

    looks: dict[str, Any] = field(default_factory=dict)
    shade: Any = None
    layout: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, tuple[dict[str, Any], Any]] = field(default_factory=dict)


_NONE = _Style()


class WordStyles:
    """The styles of a file, read when they are asked for.

    Args:
        styles: The root of the part that defines them; None where there is none.
    """

    def __init__(self, styles: Any) -> None:
        self._root = styles
        self._resolved: dict[str, _Style] = {}
        self._bases: dict[Any, dict[str, Any]] = {}
        self._layouts: dict[Any, Mapping[str, Mapping[str, str]]] = {}

    @cached_property
    def _elements(self) -> dict[str, Any]:
        """The styles of the file by id."""
        every = self._root.iterchildren(f"{WORD}style") if self._root is not None else ()
        return {style.get(f"{WORD}styleId") or "": style for style in every}

    @cached_property
    def _usual(self) -> dict[str, str]:
        """The id of the style that is meant where none is named, by sort."""
        return {
            style.get(f"{WORD}type") or "": key
            for key, style in self._elements.items()
            if (style.get(f"{WORD}default") or "") in {"1", "true", "on"}
        }

    @cached_property
    def _defaults(self) -> dict[str, Any]:
        if self._root is None:
            return {}
        return own_looks(self._root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr"))

    def _style(self, key: str | None, sort: str) -> _Style:
        key = key or self._usual.get(sort) or ""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: str) -> _Style:
        resolved = _Style()
        for _ in range(_MOST_ANCESTORS):
            element = self._elements.get(key)
            if element is None:
                break
            resolved.looks = own_looks(element.find(f"{WORD}rPr")) | resolved.looks
            shades = (element.find(f"{WORD}{path}/{WORD}shd") for path in ("pPr", "tcPr", "tblPr"))
            if resolved.shade is None:
                resolved.shade = next((shade for shade in shades if shade is not None), None)
            for name in _OF_PLACE:
                place = element.find(f"{WORD}pPr/{WORD}{name}")
                if place is not None:
                    resolved.layout[name] = dict(place.attrib) | resolved.layout.get(name, {})
            for part in element.iterchildren(f"{WORD}tblStylePr"):
                name = part.get(f"{WORD}type") or ""
                looks, shade = resolved.parts.get(name, ({}, None))
                own = part.find(f"{WORD}tcPr/{WORD}shd")
                resolved.parts[name] = (own_looks(part.find(f"{WORD}rPr")) | looks, own if shade is None else shade)
            based = element.find(f"{WORD}basedOn")
            key = (based.get(f"{WORD}val") or "") if based is not None else ""
        return resolved

    def base(self, of_run: str | None, of_paragraph: str | None, place: TablePlace | None) -> Looks:
        """What styles make of characters on which nothing is set.

        Args:
            of_run: Id of their style, if they have one.
            of_paragraph: Likewise of their paragraph.
            place: Where in a table they are; None outside of tables.
        """
        key = (of_run, of_paragraph, place)
        if key not in self._bases:
            self._bases[key] = self._base(of_run, of_paragraph, place)
        return self._bases[key]

    def _base(self, of_run: str | None, of_paragraph: str | None, place: TablePlace | None) -> dict[str, Any]:
        levels = [
            self._of_table(place) if place is not None else {},
            self._style(of_paragraph, "paragraph").looks,
            self._style(of_run, "character").looks,
        ]
        looks: dict[str, Any] = dict(self._defaults)
        for level in levels:
            looks |= level
        for name in _TURNED_OVER:
            looks[name] = is_on(self._defaults.get(name)) or sum(is_on(level.get(name)) for level in levels) % 2 == 1
        return looks

    def _of_table(self, place: TablePlace) -> dict[str, Any]:
        style = self._style(place.style, "table")
        looks = dict(style.looks)
        for name in place.parts:
            looks |= style.parts.get(name, ({}, None))[0]
        return looks

    def layout_of(self, paragraph: Any, name: str) -> Mapping[str, str] | None:
        """What a paragraph and its style say of its place; None where neither says anything.

        Args:
            paragraph: An element ``w:p``.
            name: Of an element: ``framePr``, ``spacing``, ``ind`` or ``jc``.
        """
        if paragraph not in self._layouts:  # asked for by each run, and looked for among all of them
            self._layouts[paragraph] = self._layout_of(paragraph)
        return self._layouts[paragraph].get(name)

    def _layout_of(self, paragraph: Any) -> Mapping[str, Mapping[str, str]]:
        """Likewise by the names of the elements."""
        properties = paragraph.find(f"{WORD}pPr")
        own = {} if properties is None else {item.tag: item for item in reversed(properties)}
        style = own.get(f"{WORD}pStyle")
        of_style = self._style(style.get(f"{WORD}val") if style is not None else None, "paragraph").layout
        names = [name for name in _OF_PLACE if f"{WORD}{name}" in own]
        return of_style | {name: of_style.get(name, {}) | dict(own[f"{WORD}{name}"].attrib) for name in names}

    def has_parts(self, table: str | None) -> bool:
        """Whether a style of tables looks different in some of their rows or columns.

        Args:
            table: Its id; None for the usual one.
        """
        return bool(self._style(table, "table").parts)

    def shades(self, of_paragraph: str | None, place: TablePlace | None) -> Iterator[tuple[str, Any]]:
        """What styles put behind a paragraph and a cell, the nearest first.

        Args:
            of_paragraph: Id of the style of the paragraph, if it has one.
            place: Where in a table it is; None outside of tables.
        """
        yield "paragraph", self._style(of_paragraph, "paragraph").shade
        if place is not None:
            style = self._style(place.style, "table")
            for name in reversed(place.parts):
                yield "table", style.parts.get(name, ({}, None))[1]
            yield "table", style.shade
