"""Rewrites a cell so that its text says what the styles of the page do to it.

A part that is hidden, struck out, moved, added or as pale as its ground is put into brackets with a word that says so,
so that it is taken for no figure. A raised part becomes ``sup``, a picture beside digits the name of the picture.
"""

import re
from typing import Any

from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.html import visibility
from gongkai.readers.html.as_drawn import is_reversed
from gongkai.readers.html.boxes.dashes import has_dash_before
from gongkai.readers.html.boxes.shrunk import shown_size
from gongkai.readers.html.cell_parts import (
    added_text,
    append,
    bracket,
    break_line_beside,
    draws_text,
    is_beside_digit,
    is_called_mark,
    is_figure,
    is_jumbled,
    may_be_mark,
    own_text,
    parts_of,
    put_before,
    put_beside,
    room_before,
    text_of,
)
from gongkai.readers.html.elements import BLOCK_TAGS, STRIKING_TAGS, is_without_text
from gongkai.readers.html.styles import apart, clipping, effects, grounds, lines, sizes
from gongkai.readers.html.styles.grounds import GroundPictures
from gongkai.readers.html.styles.rules import PageStyles
from gongkai.readers.html.styles.values import inline_declarations

_DIGIT = re.compile(r"\d")
_MAY_COUNT = re.compile(r"[^\u4e00-\u9fff（）()：:、\s]|[〇零一二三四五六七八九十百千万亿两无未空负减增加降]")
"""What a hidden word beside a figure has that may be a figure, a sign or a unit: of others nothing is said."""
_CELLS = frozenset({"td", "th"})
_ROOM = "\u3000"
"""The space put between two figures of a line that are apart on the page."""
_STEPS_OF_CELL = 40
"""What it costs to look at a cell, as against a comparison."""


class StyledCell:
    """A cell of a table that something is done to."""

    def __init__(
        self, cell: Any, rows: list[Any], styles: PageStyles, pictures: GroundPictures, *, is_line: bool = False
    ) -> None:
        """Take a cell.

        Args:
            cell: An element of lxml.
            rows: Its row, the group of that and its table.
            styles: Those of its page.
            pictures: Those behind the text of cells of its table.
            is_line: Whether it is a line of text that may have figures after a label.
        """
        self._cell = cell
        self._rows = rows
        self._styles = styles
        self._pictures = pictures
        self._text = text_of(cell)
        self._figure = self._text if is_line or is_figure(self._text) else ""
        self._is_line = is_line
        self._explained_elements: set[Any] = set()
        self._apart: list[tuple[Any, bool]] = []
        """Elements that begin or end where a figure does, and whether they begin there."""
        self._smaller: set[Any] = set()  # elements whose digits are smaller than those right before them

    def rewrite(self) -> None:
        """Say in its text what is done to it."""
        elements = sum(1 for _ in self._cell.iter())
        self._styles.count(_STEPS_OF_CELL + elements**2)  # each of them is compared with what is in it
        if self._is_left_out() or self._is_marked_as_a_whole():
            return
        self._note_sizes()
        for element, before in parts_of(self._cell):
            if self._figure or not self._text:
                self._draw(element)
            self._add_text(element, before)
            if element is not self._cell and self._figure:
                self._part(element, before)
            if element is not self._cell:
                self._mark(element, before)
            elif self._figure and not is_reversed(element) and self._is_jumbled(element):
                self._say(element, "readers.moved")
        if self._figure:
            self._mark_pale()
        self._set_apart()

    def _note_sizes(self) -> None:
        """Note where digits of different sizes touch: they are apart, or the smaller ones are a mark."""
        changes = sizes.changes_of_size(self._cell, self._styles) if self._figure else ()
        for (element, is_start), size, its_size in changes:
            self._apart.append((element, is_start))
            if is_start and sizes.is_smaller(its_size, size):
                self._smaller.add(element)

    def _set_apart(self) -> None:
        """Separate figures that do not touch on the page: by a line break in a cell, by a space in a line of text."""
        for element, is_before in self._apart:
            if element.tag == "sup" or not self._explained_elements.isdisjoint((element, *element.iterancestors())):
                continue
            if self._is_line:
                put_beside(element, _ROOM, is_before=is_before)
            else:
                break_line_beside(element, is_before=is_before)

    def _values(self, element: Any) -> dict[str, str]:
        return self._styles.of(element).own

    def _say(self, element: Any, word: str) -> None:
        self._explained_elements.add(element)
        bracket(element, say(word) if word else "")

    # The cell as a whole

    def _is_left_out(self) -> bool:
        """Whether its own style or an attribute takes it out of its row, or its row out of the table."""
        if self._cell.get("hidden") is not None or any(map(visibility.is_hidden, self._rows)):
            return True
        own = inline_declarations(self._cell.get("style") or "")
        return effects.takes_out({name: value for name, value, _ in own})

    def _is_marked_as_a_whole(self) -> bool:
        hidden = self._styles.is_hidden(self._cell) or any(map(self._styles.is_hidden, self._rows[:-1]))
        hidden = hidden or self._is_cut(self._cell, self._text)
        is_struck = self._pictures.is_struck_around or any(map(self._is_struck, (self._cell, *self._rows)))
        if visibility.is_hidden(self._cell):
            self._cell.attrib.pop("style", None)  # it is not seen and keeps its place all the same
        word = "readers.hidden" if hidden else lines.STRUCK if is_struck else self._word_on_what_lies_over()
        is_label_lost = bool(self._text) and (self._styles.is_hidden(self._cell) or self._is_struck(self._cell))
        if word and (is_label_lost or _DIGIT.search(self._text)):
            self._say(self._cell, word)
        return bool(word)

    def _is_cut(self, element: Any, text: str) -> bool:
        """Whether only a part of a figure is seen."""
        display = "table-cell" if element.tag in _CELLS else "block" if element.tag in BLOCK_TAGS else "inline"
        is_fixed = bool(self._rows) and self._values(self._rows[-1]).get("table-layout") == "fixed"
        style = self._styles.of(element)
        lead = clipping.Lead(style.before, room_before(element, self._values))
        others = shown_size(element, self._styles) if self._figure else {}
        return bool(self._figure) and clipping.cuts(
            {**style.own, **others}, text, display=display, is_fixed=is_fixed, lead=lead
        )

    def _is_struck(self, element: Any) -> bool:
        style = self._styles.of(element)
        if effects.strikes(style.own) or effects.strikes(style.first):
            return True
        return bool(self._figure) and lines.draws_line(style.own)

    def _word_on_what_lies_over(self) -> str:
        """The key of words on what lies across or over the figure of the cell, or behind it alone; else empty."""
        if not self._figure or not _DIGIT.search(self._text):
            return ""
        for item in (self._cell, *self._rows[:1]):
            word = self._word_on_additions(item)
            if word:
                return word
        for element in self._cell.iterdescendants("*"):
            if not is_without_text(element) and not text_of(element):
                word = lines.over(self._values(element), is_rule=element.tag == "hr")
                if word:
                    return word
        if has_dash_before(self._cell, self._styles):
            return "readers.drawn-on"
        return "readers.over-picture" if self._pictures.is_alone_behind(self._cell, self._rows[:1]) else ""

    def _word_on_additions(self, element: Any) -> str:
        style = self._styles.of(element)
        words = (lines.over(values, is_added=True, is_before=is_before) for values, is_before in style.added)
        return lines.within(style.own) or next(filter(None, words), "")

    # An element within it

    def _part(self, element: Any, before: str) -> None:
        """Note an element that does not touch the figures beside it on the page."""
        text = text_of(element)
        touches = before[-1:].isdigit() and text[:1].isdigit()
        parent = element.getparent()
        around = self._values(parent) if parent is not None else {}
        is_apart = element.tag == "q" or apart.parts(self._values(element), around)
        if not (is_apart or grounds.is_filled(element, self._styles)):
            if self._styles.lie_elsewhere:
                self._apart += ((element, side) for side in apart.sides_that_may_be_apart(element, text, before))
            return
        if not text and before[-1:].isdigit():
            self._apart.append((element, True))  # an empty element is a gap between two figures
        if touches:
            self._apart.append((element, True))
        if text[-1:].isdigit():
            self._apart.append((element, False))

    def _mark(self, element: Any, before: str) -> None:
        """Say what is done to an element.

        Args:
            element: The element.
            before: The text before it.
        """
        text = text_of(element)
        if not text or is_reversed(element):
            return
        values = self._values(element)
        if element.tag in STRIKING_TAGS or self._is_struck(element):
            self._say(element, "readers.struck")
        elif self._figure and self._word_on_additions(element):
            self._say(element, self._word_on_additions(element))
        elif self._styles.is_hidden(element) and _DIGIT.search(self._text) and not _MAY_COUNT.search(text):
            element.text, element[:] = None, []
        elif self._styles.is_hidden(element) or self._is_cut(element, text):
            self._say(element, "readers.hidden")
        elif self._figure and effects.reverses(values) and not len(element):
            element.text = (element.text or "")[::-1]
        elif self._figure and (self._is_elsewhere(element, text) or sizes.is_set_back(element.tag, values)):
            self._say(element, "readers.moved")
        elif self._figure and element.tag not in BLOCK_TAGS and self._is_raised(element, text, before):
            if before[-1:].isdigit():
                element.tag = "sup"
            else:
                self._say(element, "readers.raised" if text == self._text else "")

    def _is_elsewhere(self, element: Any, text: str) -> bool:
        values = sizes.without_lift(element.tag, self._values(element))
        return effects.moves(values, alone=text == self._text) or self._is_jumbled(element)

    def _is_jumbled(self, element: Any) -> bool:
        """Whether the pieces of its text change places, or lie over one another."""
        values = self._values(element)
        if element is self._cell:  # which inherits what its row and its table have
            spacings = (self._values(item).get("letter-spacing") for item in (element, *self._rows))
            values = {**values, "letter-spacing": next(filter(None, spacings), "")}
        return is_jumbled(element, values, self._styles.of(element).first)

    def _is_raised(self, element: Any, text: str, before: str) -> bool:
        """Whether it may be the mark of a note: no digits of the figure beside it, or alone in its cell."""
        if not _DIGIT.search(text):
            return False
        if element.tag in ("sup", "sub") or effects.raises(self._values(element), alone=text == self._text):
            return True
        if text == self._text or not may_be_mark(text) or not is_beside_digit(text, self._text, before):
            return False
        return is_called_mark(element) or element in self._smaller

    # What is drawn or added

    def _draw(self, element: Any) -> None:
        """Name a picture beside digits, and one behind an element without text."""
        is_picture = (element.tag == "img" and not visibility.is_spacer(element)) or draws_text(element)
        if is_picture and _DIGIT.search(self._text):
            put_before(element, f"[{words_of_picture(visibility.picture_name(element))}]")
            return
        if visibility.is_icon(element) and _DIGIT.search(self._text):
            element.text = f"[{words_of_picture(element.get('class'))}]"
            return
        style = self._styles.of(element)
        image = next(
            (image for values in (style.own, style.before, style.after) for image in effects.pictures(values)), ""
        )
        is_ground = element is self._cell and image in self._pictures.all
        if image and not text_of(element) and not len(element) and not is_ground and element.tag != "img":
            words = words_of_picture("")
            element.text = f"[{words}]" if self._text else words

    def _add_text(self, element: Any, before: str) -> None:
        """Put in what a style adds before or after an element, where it may be part of a figure."""
        for values, is_before in self._styles.of(element).added:
            words = added_text(values.get("content", ""), element)
            is_bullet = self._is_line and element is self._cell and is_before and not _DIGIT.search(words)
            if not words or is_bullet or effects.hides(values):
                near = before if is_before else text_of(element)
                if near[-1:].isdigit() and element is not self._cell and self._figure and apart.adds_room(values):
                    self._apart.append((element, is_before))
                continue
            mark = f"[{say('readers.added')}{words}]"
            if is_before:
                element.text = mark + (element.text or "")
            else:
                append(element, mark)

    # What has the colour of its ground

    def _mark_pale(self) -> None:
        for element, _ in parts_of(self._cell):
            line = (element, *element.iterancestors())
            self._styles.count(len(line))
            if not _DIGIT.search(own_text(element)) or not self._explained_elements.isdisjoint(line):
                continue
            colour = grounds.colour_like_ground(line, self._styles)
            if colour is not None:
                self._say(element, "readers.white" if effects.is_white(colour) else "readers.same-color")
