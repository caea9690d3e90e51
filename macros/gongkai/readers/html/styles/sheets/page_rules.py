"""The rules of the style sheets within a page, read from their texts and sorted by the elements that they may hold for.

Rules hold on a screen as wide as those at work; those for print and for telephones do not. Of some nobody knows whether
they hold: these count only where they may keep something from sight, so that none of them brings back what is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import tinycss2
from cssselect2 import Matcher
from lxml import etree

from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.changes import adds_text, may_change
from gongkai.readers.html.styles.counted import TooManyStylesError, is_quirky
from gongkai.readers.html.styles.sheets.conditions import holds
from gongkai.readers.html.styles.sheets.fonts import font_in_address, fonts_of_scripts
from gongkai.readers.html.styles.sheets.layers import LayerName, Layers
from gongkai.readers.html.styles.sheets.lengths import USUAL, without_rems
from gongkai.readers.html.styles.sheets.script_values import scripted_styles
from gongkai.readers.html.styles.sheets.selectors import compiled, is_doubtful, within
from gongkai.readers.html.styles.sheets.shares import may_add_up
from gongkai.readers.html.styles.sheets.texts import (
    Frames,
    frames_of,
    imported,
    initial_value,
    sheets_of,
    without_idle_rules,
)
from gongkai.readers.html.styles.values import Declared, declarations, shorten_numbers

_MUCH_TEXT, _MOST_TEXT = 40_000, 400_000
"""Characters of sheets from which on their rules are sorted out first, and how many may be left."""
_NAMES = etree.XPath("//@class | //@id")
_MOST_RULES = 3_000
_ANIMATION = ("animation", "animation-name", "animation-play-state", "animation-iteration-count")
_LONGEST_SELECTOR = 400
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule stands.

    Attributes:
        parent: The selectors of the rule that it stands within.
        layer: The layer that it is in.
        depth: How many rules are around it.
        is_sure: Whether it certainly holds. Else it counts only where it may keep something from sight.
    """

    parent: str = ""
    layer: LayerName = ()
    depth: int = 0
    is_sure: bool = True


class PageRules:
    """The rules of a page.

    Attributes:
        matcher: Finds the rules for an element, each with the order of its layer and what it declares.
        suspects: Finds those that may by themselves change what is seen.
        adding: Finds those that may add a text before or after an element.
        count: How many there are.
        layers: The layers that they are in.
        initial: The values of custom properties where none is declared.
        frames: What holds in the course of each animation, by its name.
        have_pictures: Whether one may put a picture somewhere.
        have_schemes: Whether one names a scheme of colours, as for a dark screen.
        shrink: Whether one makes anything smaller or fainter.
        own_fonts: Names of the fonts for digits that the page itself holds: nobody knows what they draw.
        scripted: What scripts do to the sheets.
        is_quirky: Whether the names of classes and ids are the same in capitals.
    """

    def __init__(self, root: Any, scripts: Sequence[str] = (), *, rem: float = USUAL) -> None:
        """Read the sheets of a page.

        Args:
            root: Its outermost element.
            scripts: The texts of its scripts.
            rem: The size of its print in pixels, by which they state lengths.

        Raises:
            TooManyStylesError: They are too long, or too many.
        """
        self._rem = rem
        self.is_quirky = is_quirky(root)
        self.matcher, self.suspects, self.adding = Matcher(), Matcher(), Matcher()
        self.count = 0
        self.layers = Layers()
        self.initial: dict[str, str] = {}
        self.frames: dict[str, Frames] = {}
        self.have_pictures = False
        self.have_schemes = False
        self.shrink = False
        self.own_fonts = fonts_of_scripts(scripts)
        self.scripted = scripted_styles(root, scripts)
        texts = list(sheets_of(root, self.scripted.switched))
        if sum(len(text) for text, _ in texts) > _MUCH_TEXT:
            names = set(" ".join(map(str, _NAMES(root))).lower().split())
            texts = [(without_idle_rules(text, names), is_sure) for text, is_sure in texts]
        self._text_left = _MOST_TEXT
        for text, is_sure in texts:
            self._add_sheet(text, _Place(is_sure=is_sure))

    def animated(self, own: dict[str, str]) -> dict[str, str]:
        """What the animations of an element set in the end, or what keeps it from sight for a while or for good.

        Args:
            own: What is declared for it.
        """
        words = " ".join(own.get(name, "") for name in _ANIMATION).split() if self.frames else []
        is_still, is_scrolled = "paused" in words, own.get("animation-timeline", "auto") != "auto"
        values: dict[str, str] = {}
        for name in words:
            frames = self.frames.get(name, Frames())
            values.update(frames.first if is_still else frames.last)
            values.update(frames.hiding if is_still or is_scrolled or "infinite" in words else {})
        return values

    def count_text(self, length: int) -> None:
        """Count characters of style sheets.

        Raises:
            TooManyStylesError: There are too many.
        """
        self._text_left -= length
        if self._text_left < 0:
            raise TooManyStylesError

    def _add_sheet(self, text: str, place: _Place) -> None:
        self.count_text(len(text))
        text = without_rems(shorten_numbers(text), self._rem)
        self._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), place)

    def _add(self, nodes: list[Any], place: _Place) -> None:
        """Add the rules among some nodes, and those within them."""
        if place.depth > _DEEPEST and any(node.type in ("qualified-rule", "at-rule") for node in nodes):
            raise TooManyStylesError
        for node in nodes:
            if node.type == "qualified-rule":
                selector = within(place.parent, node.prelude)
                self._add_inner(node, replace(place, parent=selector))
            elif node.type == "at-rule" and node.content is None:
                self._add_statement(node, place)
            elif node.type == "at-rule" and node.lower_at_keyword == "font-face":
                self.own_fonts |= {font_in_address(node)} - {""}
            elif node.type == "at-rule" and node.lower_at_keyword.endswith("keyframes"):
                self.frames[_prelude(node).lower()] = frames_of(node)
            elif node.type == "at-rule" and node.lower_at_keyword == "property":
                self.initial |= {_prelude(node): value for value in initial_value(node)}
            elif node.type == "at-rule" and (verdict := holds(node)) is not False:
                self._add_group(node, replace(place, is_sure=place.is_sure and verdict is True))

    def _add_statement(self, node: Any, place: _Place) -> None:
        """Add a rule without a block."""
        if node.lower_at_keyword == "import":
            self._add_sheet(imported(node), replace(place, depth=place.depth + 1))
        elif node.lower_at_keyword == "layer":
            self.layers.named(_prelude(node), place.layer)

    def _add_group(self, node: Any, place: _Place) -> None:
        """Add the rules within one that says when, or in which order, they hold."""
        if node.lower_at_keyword == "layer":
            place = replace(place, layer=self.layers.named(_prelude(node), place.layer)[0])
        elif node.lower_at_keyword == "scope":
            root, limit, _ = _prelude(node).partition(" to ")
            is_sure = place.is_sure and not limit
            place = replace(place, parent=root.strip().removeprefix("(").removesuffix(")"), is_sure=is_sure)
        self._add_inner(node, place, has_own=bool(place.parent) and node.lower_at_keyword != "scope")

    def _add_inner(self, node: Any, place: _Place, *, has_own: bool = True) -> None:
        inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        if has_own:
            self._add_rule(place, tuple(declarations(inner)))
        self._add(inner, replace(place, depth=place.depth + 1))

    def _add_rule(self, place: _Place, declared: tuple[Declared, ...]) -> None:
        self.have_pictures |= any(effects.names_picture(value) or "var(" in value for _, value, _ in declared)
        self.have_schemes |= any(name == "color-scheme" for name, _, _ in declared)
        self.shrink |= may_add_up({name: value for name, value, _ in declared})
        is_suspect = may_change(declared)
        is_long = len(place.parent) > _LONGEST_SELECTOR * (1 + place.parent.count(","))
        is_sure = place.is_sure and not is_doubtful(place.parent)
        if not declared or is_long or not (is_suspect or is_sure):
            return
        payload = (self.layers.order(place.layer), declared)
        for one in compiled(place.parent, is_quirky=self.is_quirky):
            self.count += 1
            if self.count > _MOST_RULES:
                raise TooManyStylesError
            self.matcher.add_selector(one, payload)
            if one.pseudo_element in ("before", "after") and adds_text(declared):
                self.adding.add_selector(one, declared)
            if is_suspect:
                self.suspects.add_selector(one, declared)


def _prelude(rule: Any) -> str:
    return str(tinycss2.serialize(rule.prelude)).strip()
