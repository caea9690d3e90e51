"""What the styles of a page do to its tables: cells that something is done to are rewritten, moved ones are noted.

What they do to its other text is for ``styled_texts``.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import Any

from gongkai.readers.html import visibility
from gongkai.readers.html.boxes.columns import note_grounds_of_columns
from gongkai.readers.html.boxes.opened import is_behind_dialog
from gongkai.readers.html.cell_copies import keep_one_of_each
from gongkai.readers.html.cell_parts import may_be_glued, text_of
from gongkai.readers.html.drawn_over import has_drawing_over
from gongkai.readers.html.elements import ROW_GROUP_TAGS, SLOT_TAG, STRIKING_TAGS
from gongkai.readers.html.layout_tables import own_tables
from gongkai.readers.html.styled_cells import StyledCell
from gongkai.readers.html.styled_texts import leave_out
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.colours import colour_of
from gongkai.readers.html.styles.counted import TooManyStylesError
from gongkai.readers.html.styles.grounds import COLUMN, GroundPictures, pictures_behind
from gongkai.readers.html.styles.own_fonts import figures_in_own_font, line_in_own_font
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import pixels
from gongkai.readers.html.unseen.added_texts import add_texts, placed_words
from gongkai.readers.html.unseen.around_tables import is_cut, is_unseen
from gongkai.readers.html.unseen.controls import say_unseen_controls
from gongkai.readers.html.unseen.own_rules import show_overridden

_CELLS = frozenset({"td", "th"})
_NO_ROOM = 4
"""Pixels of a column in which no digit has room."""
_OF_NOTE = STRIKING_TAGS | {"sup", "sub", "input", "hr", "u", "ins", "svg"}
"""Elements that strike or raise their text, or may draw a sign, or a text that is none of the page's."""
_PARTS = ("tr", "col", "colgroup", *_CELLS, *ROW_GROUP_TAGS)
_NAMES_OF_LOOKS = frozenset({"dir", "background", COLUMN})
"""Attributes by which something may be done to a text."""
_DIGIT = re.compile(r"\d")
_GROUPS = {"table-header-group": "thead", "table-footer-group": "tfoot"}


@dataclass(frozen=True, slots=True)
class StyledTables:
    """What the styles of a page do to its tables.

    Attributes:
        moved: Tables whose cells or rows are seen in another place than they are written.
        unseen: Tables that the page does not show at first; also slots for blocks that are not written in HTML.
        cut: Tables of which the page shows a part only.
        twice: Tables with cells that held the same text twice, of which one was kept.
        own_font: Tables with figures in a font that is embedded in the page, which may draw other digits.
        rows: Elements outside of tables that look like a row, or like a cell with a figure.
        line_in_own_font: The first line outside of tables with digits in such a font; empty for none.
        are_covered: Whether something from outside may lie over them.
        margins: Words that style sheets add outside of cells and rows of figures, or set over the page.
    """

    moved: frozenset[Any] = frozenset()
    unseen: frozenset[Any] = frozenset()
    cut: frozenset[Any] = frozenset()
    twice: frozenset[Any] = frozenset()
    own_font: frozenset[Any] = frozenset()
    rows: tuple[Any, ...] = ()
    line_in_own_font: str = ""
    are_covered: bool = False
    margins: tuple[str, ...] = ()


def show_styles(root: Any, layout: Collection[Any], scripts: Sequence[str] = ()) -> StyledTables:
    """Rewrite the cells of a page.

    A page whose styles are too many to look at counts as one whose cells are all elsewhere.

    Args:
        root: An element of lxml.
        layout: The tables that only lay out the page.
        scripts: The texts of its scripts.
    """
    own = own_tables(root, layout)
    try:
        styles = PageStyles(root, scripts)
        show_overridden(root, styles)
        adding = styles.adding_texts(root)
        watermarks = [*placed_words(root, styles)]
        tables = {table: _StyledTable(styles, table) for table in own}
        places = (*own, *root.iter(SLOT_TAG))
        unseen = frozenset([place for place in places if is_unseen(place, styles)])
        cut = frozenset([table for table in own if table not in unseen and is_cut(table, styles)])
        own_font = frozenset([table for table in own if figures_in_own_font([*table.iter(*_CELLS)], styles)])
        line = line_in_own_font(root, frozenset(own), styles)
        are_covered = has_drawing_over([table for table in own if any(map(_DIGIT.search, table.itertext("*")))], styles)
        are_covered = are_covered or is_behind_dialog(root, styles, scripts)
        moved = frozenset(
            [table for table, styled in tables.items() if styled.is_moved() or styled.has_column_without_room()]
        )
        rows = leave_out(root, frozenset(own), styles)
        margins = [*watermarks, *add_texts(adding, frozenset(rows), frozenset(own), styles)]
    except (TooManyStylesError, RecursionError):  # rules and values may stand in one another as deep as one likes
        return StyledTables(frozenset(own), rows=tuple(leave_out(root, frozenset(own), None)))
    twice = frozenset([table for table, styled in tables.items() if styled.was_twice])
    return StyledTables(moved, unseen, cut, twice, own_font, tuple(rows), line, are_covered, tuple(margins))


class _StyledTable:
    """One table with figures."""

    def __init__(self, styles: PageStyles, table: Any) -> None:
        self._styles = styles
        self._table = table
        self._have_links_colour = next(filter(None, (item.get("link") for item in table.iterancestors("body"))), None)
        self.was_twice = False

    def is_moved(self) -> bool:
        """Rewrite its cells; whether cells or rows are seen elsewhere than they are written."""
        has_rows_twice = self._leave_rows_twice()
        note_grounds_of_columns(self._table, self._styles)
        cells = [cell for cell in self._table.iter(*_CELLS) if self._is_own(cell)]
        self.was_twice = keep_one_of_each(cells, self._styles) or has_rows_twice
        suspects = {item for item in self._table.iter("*") if self._is_suspect(item)}
        glued = {cell for cell in cells if may_be_glued(cell)}
        is_struck = self._is_struck_around()
        if not suspects and not glued and not is_struck:
            return self._is_mirrored()
        for item in suspects:
            if visibility.is_hidden(item) and not effects.takes_out(self._styles.of(item).own):
                self._keep_visible_part(item)
        own = [
            item for item in self._table.iter("tr", "col", "colgroup", *_CELLS, *ROW_GROUP_TAGS) if self._is_own(item)
        ]
        moved = any(self._is_moved(item) for item in own if item in suspects) or self._is_mirrored()
        touched = {self._cell_of(item) for item in (*suspects, *glued)}
        suspect_cells = [
            cell for cell in cells if is_struck or cell in touched or not suspects.isdisjoint(self._rows_of(cell))
        ]
        pictures = (
            pictures_behind(cells, self._styles, is_struck_around=is_struck) if suspect_cells else GroundPictures()
        )
        for cell in suspect_cells:
            StyledCell(cell, self._rows_of(cell), self._styles, pictures).rewrite()
            say_unseen_controls(cell, self._styles)
        return moved

    def has_column_without_room(self) -> bool:
        """Whether columns are as wide as is declared, and one has no room: its figures lie over those beside it."""
        if self._styles.of(self._table).own.get("table-layout") != "fixed":
            return False
        first = next(self._table.iter("tr"), None)
        parts = [*self._table.iter("col"), *(() if first is None else first.iterchildren(*_CELLS))]
        return any(self._is_own(part) and self._width(part) < _NO_ROOM for part in parts)

    def _width(self, part: Any) -> float:
        attribute = (part.get("width") or "").strip() if part.tag == "col" else ""  # of a cell browsers take none of 0
        width = pixels(self._styles.of(part).own.get("width", ""))
        return width if width is not None else float(attribute) if attribute.isdecimal() else inf

    def _leave_rows_twice(self) -> bool:
        """Take out rows that a style sheet hides, and that stand once more right beside; whether there were any."""
        rows = [row for row in self._table.iter("tr") if self._is_own(row)]
        hidden = {row for row in rows if self._styles.may_change(row) and self._styles.is_hidden(row)}
        if not hidden or any(cell.get("rowspan") for cell in self._table.iter(*_CELLS)):
            return False
        beside = {row: [_texts(other) for other in _beside(row) if other not in hidden] for row in hidden}
        copies = [row for row, others in beside.items() if _texts(row) in others]
        for row in copies:
            row.getparent().remove(row)
        return bool(copies)

    def _keep_visible_part(self, element: Any) -> None:
        """Let an element be read that is hidden by its own style, but for what is in it."""
        if element.get("hidden") is None and element.get("popover") is None and self._styles.shows_part(element):
            element.attrib.pop("style", None)

    def _is_suspect(self, element: Any) -> bool:
        """Whether something may be done to an element by itself."""
        if element.tag in _OF_NOTE or self._styles.may_change(element):
            return True
        names = element.keys()
        if not names:
            return False
        if (
            not _NAMES_OF_LOOKS.isdisjoint(names)
            or (element.tag == "a" and self._have_links_colour)
            or ("type" in names and element.tag in ("ul", "menu", "li"))
        ):
            return True
        colour, ground = (colour_of(element.get(name)) if name in names else None for name in ("color", "bgcolor"))
        return (colour is not None and effects.is_light(colour)) or (ground is not None and effects.is_dark(ground))

    def _is_own(self, element: Any) -> bool:
        return next(element.iterancestors("table"), None) is self._table

    def _cell_of(self, element: Any) -> Any:
        """The cell of this table that an element is, or in which it is."""
        line = chain((element,), element.iterancestors(*_CELLS))
        return next((item for item in line if item.tag in _CELLS and self._is_own(item)), None)

    def _rows_of(self, cell: Any) -> list[Any]:
        """Its row and what is around that, the table last."""
        rows: list[Any] = []
        for item in cell.iterancestors():
            rows.append(item)
            if item is self._table:
                break
        self._styles.count(len(rows))
        return rows

    def _is_struck_around(self) -> bool:
        """Whether something around the table strikes out all that is in it."""
        around = list(self._table.iterancestors())
        self._styles.count(len(around))
        return any(item.tag in STRIKING_TAGS or effects.strikes(self._styles.of(item).own) for item in around)

    # Rows and whole cells

    def _is_moved(self, part: Any) -> bool:
        """Whether a cell, row or column is seen elsewhere, or makes others move up."""
        values = self._styles.of(part).own
        if part.tag in ("col", "colgroup"):
            return values.get("visibility") == "collapse" or effects.takes_out(values)
        if part.tag in _CELLS and effects.takes_out(values):
            return not visibility.is_hidden(part)
        if effects.moves(values, alone=True) or effects.is_placed(values):
            return True
        if part.tag in _CELLS:
            return False
        group = _GROUPS.get(values.get("display", ""), part.tag)
        return group != part.tag or effects.reorders(values)

    def _is_mirrored(self) -> bool:
        """Whether its first column stands on the right, or rows and columns change places."""
        if effects.reorders(self._styles.of(self._table).own):
            return True
        around = (self._table, *self._table.iterancestors())
        self._styles.count(len(around))
        if any(item.tag == "marquee" or effects.turns(self._styles.of(item).own) for item in around):
            return True
        modes = (self._styles.of(item).own.get("writing-mode", "") for item in around)
        if effects.reorders({"writing-mode": next(filter(None, modes), "")}):
            return True
        directions = (self._styles.of(item).own.get("direction") or item.get("dir") or "" for item in around)
        return next(filter(None, directions), "").strip().lower() == "rtl"


def _beside(row: Any) -> Iterator[Any]:
    """The rows right before and after a row."""
    yield from (item for item in (row.getprevious(), row.getnext()) if item is not None and item.tag == "tr")


def _texts(row: Any) -> list[str]:
    return [text_of(cell) for cell in row.iterchildren(*_CELLS)]
