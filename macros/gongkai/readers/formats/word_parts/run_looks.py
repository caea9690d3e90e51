"""How each run of a Word file looks on paper: by what is set on it, by styles, and by where in a table it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from gongkai.figures import whole_number
from gongkai.findings import say
from gongkai.readers.files.office_looks import FONT_OF_PICTURES, WHITE, is_alike
from gongkai.readers.files.office_xml import WORD
from gongkai.readers.formats.word_parts.shades import (
    behind,
    fill_color,
    is_blackened,
    is_transparent,
    text_color,
)
from gongkai.readers.formats.word_parts.styles import Looks, WordStyles, is_on, own_looks
from gongkai.readers.formats.word_parts.table_parts import TablePlace, parts_of_cells

_SMALLEST_SIZE, _SMALLEST_WIDTH = 4, 10
"""Half-points and per cent up to which characters are a line or a dot on paper."""
_USUAL_SIZE, _SMALLER_BY = 20, 0.8
"""Half-points of characters for which a file names no size; the share of a size up to which another is smaller."""
_LOWEST, _CLOSEST, _OUTSIDE, _OF_HALF_POINT = 60, -80, -400, 10
"""In twentieths of a point: a line height at which nothing is seen, a character spacing at which digits lie over one
another, an indent at which text begins outside of its cell, and half a point."""
_OF_DIGIT, _NARROWEST = 0.48, 0.05
"""The least width of a digit as a share of its size, and one at which nobody can read it."""
_POINTS = re.compile(r"-?\d{1,4}")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the runs of a paragraph stand."""

    style: str | None
    cell: Any = None
    place: TablePlace | None = None


class RunLooks:
    """The looks of the runs of a part.

    Args:
        styles: The root of the part that defines the styles of the file; None where it has none.
    """

    def __init__(self, styles: Any) -> None:
        self._styles = WordStyles(styles)
        self._spots: dict[Any, _Spot] = {}
        self._parts: dict[Any, dict[Any, tuple[str, ...]]] = {}
        self._to_fit: dict[Any, Counter[str | None]] = {}
        self._of_tables: dict[tuple[Any, str], Any] = {}

    def of(self, run: Any, paragraph: Any) -> Looks:
        """The properties of a run that matter.

        Args:
            run: An element ``w:r``.
            paragraph: Its paragraph.
        """
        spot = self._spot(paragraph)
        properties = run.find(f"{WORD}rPr")
        if properties is None:
            return self._styles.base(None, spot.style, spot.place)
        style = properties.find(f"{WORD}rStyle")
        style_name = style.get(f"{WORD}val") if style is not None else None
        own = own_looks(properties)
        base = self._styles.base(style_name, spot.style, spot.place)
        return {**base, **own} if own else base

    def cell_of(self, paragraph: Any) -> Any:
        """The cell in which a paragraph is; None outside of tables.

        Args:
            paragraph: An element ``w:p``.
        """
        return self._spot(paragraph).cell

    def _spot(self, paragraph: Any) -> _Spot:
        if paragraph not in self._spots:
            style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
            style_name = style.get(f"{WORD}val") if style is not None else None
            cell = next(paragraph.iterancestors(f"{WORD}tc"), None)
            place = self._place(cell) if cell is not None else None
            self._spots[paragraph] = _Spot(style_name, cell, place)
        return self._spots[paragraph]

    def _of_table(self, table: Any, name: str) -> Any:
        """A property of a table, asked for once: to look for one goes through all of its rows."""
        if (table, name) not in self._of_tables:
            self._of_tables[table, name] = table.find(f"{WORD}tblPr/{WORD}{name}")
        return self._of_tables[table, name]

    def _place(self, cell: Any) -> TablePlace | None:
        table = next(cell.iterancestors(f"{WORD}tbl"), None)
        if table is None:
            return None
        mark = self._of_table(table, "tblStyle")
        style = mark.get(f"{WORD}val") if mark is not None else None
        if not self._styles.has_parts(style):
            return TablePlace(style)
        if table not in self._parts:
            self._parts[table] = parts_of_cells(table)
        return TablePlace(style, self._parts[table].get(cell, ("wholeTable",)))

    def layout_of(self, paragraph: Any, name: str) -> Mapping[str, str]:
        """What a paragraph and its style say of its place.

        Args:
            paragraph: An element ``w:p``.
            name: Of an element: ``framePr``, ``spacing``, ``ind`` or ``jc``.
        """
        return self._styles.layout_of(paragraph, name) or {}

    def why_unseen(self, run: Any, looks: Looks, paragraph: Any) -> str:
        """Words to put before a figure that nobody sees on paper, or not everywhere; empty for others.

        Args:
            run: An element ``w:r``.
            looks: Its properties.
            paragraph: Its paragraph, in a cell.
        """
        words = self._why_out_of_sight(looks, paragraph) or self._why_squeezed(looks, paragraph)
        spot = self._spot(paragraph)
        if words or _is_crossed(spot.cell):
            return words or say("readers.struck")
        colors = [color for color in (text_color(looks.get("color")), fill_color(looks.get("textFill"))) if color]
        if not colors and is_blackened(looks.get("highlight")):
            return say("readers.same-color")
        ground = behind(self._shades(run, looks, paragraph, spot)) if colors else WHITE
        if not any(is_alike(color, ground) for color in colors):
            return ""
        return say("readers.white" if is_alike(ground, WHITE) else "readers.same-color")

    def _why_out_of_sight(self, looks: Looks, paragraph: Any) -> str:
        """Words to put before a figure that nobody can read, whatever its colour is; empty for others."""
        is_off = (
            is_on(looks.get("specVanish")) or is_on(looks.get("webHidden")) or is_transparent(looks.get("textFill"))
        )
        if is_off or self._is_cut_off(paragraph, looks):
            return say("readers.unseen")
        if self._is_outside(paragraph):
            return say("readers.outside")
        size, width = (_number(looks.get(name)) for name in ("sz", "w"))
        if (size is not None and size <= _SMALLEST_SIZE) or (width is not None and width <= _SMALLEST_WIDTH):
            return say("readers.tiny")
        if spacing_of(looks) <= _CLOSEST:
            return say("readers.covered")
        return say("readers.symbol") if _has_font_of_pictures(looks) else ""

    def _why_squeezed(self, looks: Looks, paragraph: Any) -> str:
        """Words to put before a figure that has no room to be read; empty for others."""
        fit = looks.get("fitText")
        if fit is not None:  # the runs with its number share its width
            signs = self._signs_to_fit(paragraph)[fit.get(f"{WORD}id")]
            width = _points(fit.get(f"{WORD}val"))
            if width is not None and width <= signs * _NARROWEST * _OF_HALF_POINT * size_of(looks):
                return say("readers.tiny")
        cell = self.cell_of(paragraph)
        table = next(cell.iterancestors(f"{WORD}tbl"), None) if cell is not None else None
        layout = self._of_table(table, "tblLayout") if table is not None else None
        room = _width_of(cell) if layout is not None and layout.get(f"{WORD}type") == "fixed" else None
        return say("readers.cut") if room and room < _OF_DIGIT * _OF_HALF_POINT * size_of(looks) else ""

    def _signs_to_fit(self, paragraph: Any) -> Counter[str | None]:
        """How many characters of a paragraph share a width, by the number of that."""
        if paragraph not in self._to_fit:
            self._to_fit[paragraph] = counts = Counter[str | None]()
            for fit in paragraph.iter(f"{WORD}fitText"):
                texts = fit.getparent().getparent().iter(f"{WORD}t")
                counts[fit.get(f"{WORD}id")] += sum(len(text.text or "") for text in texts)
        return self._to_fit[paragraph]

    def _is_cut_off(self, paragraph: Any, looks: Looks) -> bool:
        """Whether the lines of a paragraph are too low to show most of a character, or it is raised out of its line."""
        spacing = self.layout_of(paragraph, "spacing")
        height = _points(spacing.get(f"{WORD}line")) if spacing.get(f"{WORD}lineRule") == "exact" else None
        raised = 2 * _OF_HALF_POINT * abs(height_of(looks))
        return height is not None and height <= max(_LOWEST, _OF_HALF_POINT * size_of(looks) / 2, raised)

    def _is_outside(self, paragraph: Any) -> bool:
        """Whether the indents of a paragraph place its first line outside of its cell."""
        indent = self.layout_of(paragraph, "ind")
        if not indent:
            return False
        side = self.layout_of(paragraph, "jc").get(f"{WORD}val")
        left, start, right, end, first, hanging = (
            _points(indent.get(f"{WORD}{name}")) or 0
            for name in ("left", "start", "right", "end", "firstLine", "hanging")
        )
        left, right = left or start, right or end
        cell = self.cell_of(paragraph)
        room = _width_of(cell) or inf
        if side == "center":
            return room < inf and not _OUTSIDE <= left + room - right <= 2 * room - _OUTSIDE
        indent_of_side = right if side in {"right", "end"} else left
        begin = indent_of_side if indent_of_side is right else left + first - hanging
        return begin <= _OUTSIDE or indent_of_side >= room

    def _shades(self, run: Any, looks: Looks, paragraph: Any, spot: _Spot) -> Iterator[Any]:
        """What is behind a run, the nearest first."""
        of_styles = list(self._styles.shades(spot.style, spot.place))
        candidates = [looks.get("highlight"), looks.get("shd"), paragraph.find(f"{WORD}pPr/{WORD}shd")]
        candidates += [shade for of, shade in of_styles if of == "paragraph"]
        for number, cell in enumerate(run.iterancestors(f"{WORD}tc")):
            candidates.append(cell.find(f"{WORD}tcPr/{WORD}shd"))
            if number == 0:
                candidates += [shade for of, shade in of_styles if of == "table"]
            table = next(cell.iterancestors(f"{WORD}tbl"), None)
            candidates.append(self._of_table(table, "shd") if table is not None else None)
        return (shade for shade in candidates if shade is not None)


def _width_of(cell: Any) -> int | None:
    """The width of a cell in twentieths of a point; None or 0 where it is not stated so."""
    width = cell.find(f"{WORD}tcPr/{WORD}tcW") if cell is not None else None
    return _points(width.get(f"{WORD}w")) if width is not None and width.get(f"{WORD}type") == "dxa" else None


def _is_crossed(cell: Any) -> bool:
    """Whether a line runs across a cell from corner to corner."""
    borders = cell.find(f"{WORD}tcPr/{WORD}tcBorders") if cell is not None else None
    lines = (borders.find(f"{WORD}{name}") for name in ("tl2br", "tr2bl")) if borders is not None else ()
    return any(line is not None and line.get(f"{WORD}val") not in {None, "none", "nil"} for line in lines)


def _points(text: str | None) -> int | None:
    """A length in twentieths of a point; None for one with a unit of its own, or anything else."""
    number = whole_number((text or "").removeprefix("-"))
    return -number if number is not None and (text or "").startswith("-") else number


def _has_font_of_pictures(looks: Looks) -> bool:
    fonts = looks.get("rFonts")
    names = (fonts.get(f"{WORD}{name}") or "" for name in ("ascii", "hAnsi")) if fonts is not None else ()
    return any(FONT_OF_PICTURES.search(name) for name in names)


def spacing_of(looks: Looks) -> int:
    """By how many twentieths of a point characters are further apart than usual.

    Args:
        looks: Their properties.
    """
    element = looks.get("spacing")
    return (_points(element.get(f"{WORD}val")) or 0) if element is not None else 0


def height_of(looks: Looks) -> int:
    """By how many half-points characters stand above the line.

    Args:
        looks: Their properties.
    """
    return _number(looks.get("position")) or 0


def is_smaller(looks: Looks, others: Looks) -> bool:
    """Whether characters are clearly smaller, or set narrower, than others beside them.

    Args:
        looks: Their properties.
        others: Those of the others.
    """
    sizes = [size_of(item) for item in (looks, others)]
    widths = [_number(item.get("w")) or 100 for item in (looks, others)]
    return any(own <= _SMALLER_BY * other for own, other in (sizes, widths))


def size_of(looks: Looks) -> int:
    """The size of characters in half-points.

    Args:
        looks: Their properties.
    """
    return _number(looks.get("sz")) or _USUAL_SIZE


def is_raised(looks: Looks) -> bool:
    """Whether characters are small ones above or below the line.

    Args:
        looks: Their properties.
    """
    place = looks.get("vertAlign")
    return place is not None and place.get(f"{WORD}val") in {"superscript", "subscript"}


def _number(element: Any) -> int | None:
    """The number that an element sets, of whatever unit its file names; None for none."""
    text = (element.get(f"{WORD}val") or "").removesuffix("pt").removesuffix("%") if element is not None else ""
    number = whole_number(text.removeprefix("-")) if _POINTS.fullmatch(text) else None
    return -number if number is not None and text.startswith("-") else number
