"""The rules of the style sheets within a page, and what they declare for an element, together with its own style.

Rules hold on a screen as wide as those at work; those for print and for telephones do not. Sheets that lie in files of
their own are not there to be read. Whoever writes a page may make its rules as many and as slow as can be, so each
comparison is counted, and beyond a bound the page counts as not understood.
"""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import tinycss2
from cssselect2 import Matcher
from lxml import etree

from gongkai.readers.html.cell_parts import own_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.changes import adds_text, may_change
from gongkai.readers.html.styles.counted import MOST_STEPS, CountedElement, TooManyStylesError, take
from gongkai.readers.html.styles.custom import substituted
from gongkai.readers.html.styles.selectors import compiled, within
from gongkai.readers.html.styles.sheets import (
    font_in_address,
    holds_on_screen,
    imported,
    last_frame,
    lie_elsewhere,
    sheets_of,
    without_idle_rules,
)
from gongkai.readers.html.styles.values import Declared, declarations, inline_declarations, longhands

_MUCH_TEXT, _MOST_TEXT = 40_000, 400_000
"""Characters of sheets from which on their rules are sorted out first, and how many may be left."""
_NAMES = etree.XPath("//@class | //@id")
_MOST_RULES = 3_000
_STEPS_OF_STYLE, _STEPS_OF_ELEMENT = 200, 8
"""What it costs to read the style of an element, and to look for rules for it, as against a comparison."""
_LONGEST_SELECTOR = 400
_DEEPEST = 4
_HOLDING = frozenset({"supports", "layer", "container", "scope"})
"""Names of rules around others, which are taken to hold."""


@dataclass(slots=True)
class ElementStyle:
    """What holds for an element.

    Attributes:
        own: Values by property.
        before: Likewise of what is added before its text (``::before``); empty where nothing is.
        after: Likewise of what is added after its text (``::after``).
        first: Of its first letter or line, where that looks different.
    """

    own: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)


class PageStyles:
    """The rules of a page, asked for one element after another."""

    def __init__(self, root: Any) -> None:
        """Read the sheets of a page.

        Args:
            root: Its outermost element.

        Raises:
            TooManyStylesError: They are too long, or too many.
        """
        self._matcher = Matcher()
        self._suspects = Matcher()
        self._adding = Matcher()
        self._rules = 0
        self._steps_left = [MOST_STEPS]
        self._declared: dict[str, tuple[Declared, ...]] = {}
        self._changing: dict[str, bool] = {}
        self._resolved_styles: dict[Any, ElementStyle] = {}
        self._hidden: dict[Any, bool] = {}
        self._customs: dict[Any, dict[str, str]] = {}
        self._wrapped: dict[Any, CountedElement] = {}
        self._frames: dict[str, dict[str, str]] = {}
        """The style values at the end of each animation, by its name."""
        self.have_pictures = False
        """Whether a rule may put a picture somewhere."""
        self.own_fonts: set[str] = set()
        """Names of the fonts for digits that the page itself holds: nobody knows what they draw."""
        self.lie_elsewhere = lie_elsewhere(root)
        """Whether some of its sheets are not at hand."""
        texts = list(sheets_of(root))
        if sum(map(len, texts)) > _MUCH_TEXT:
            names = set(" ".join(map(str, _NAMES(root))).split())
            texts = [without_idle_rules(text, names) for text in texts]
        self._text_left = _MOST_TEXT
        self._count_text(sum(map(len, texts)))
        for text in texts:
            self._add_sheet(text, 0)
        if self._rules:
            self._wrapped[root] = CountedElement.from_html_root(root)
            self._wrapped[root].steps_left = self._steps_left

    def count(self, steps: int) -> None:
        """Count steps of whoever asks.

        Raises:
            TooManyStylesError: There are too many.
        """
        take(self._steps_left, steps)

    def may_change(self, element: Any) -> bool:
        """Whether any style of an element by itself may change what is seen.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        style = element.get("style")
        if style and self._may_change(style):
            return True
        return self._suspects.order > 0 and bool(self._matches(self._suspects, element))

    def adding_texts(self, root: Any) -> list[Any]:
        """The elements of a page before or after which a rule may add a text.

        Args:
            root: Its outermost element, before anything in it is rewritten.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        return [item for item in root.iter("*") if self._matches(self._adding, item)] if self._adding.order else []

    def of(self, element: Any) -> ElementStyle:
        """What holds for an element.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        if element not in self._resolved_styles:
            self._resolved_styles[element] = self._resolved(element)
        return self._resolved_styles[element]

    def is_hidden(self, element: Any) -> bool:
        """Whether the text of an element cannot be seen, and what is within it does not bring it back.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        if element not in self._hidden:
            style = self.of(element)
            is_hidden = effects.hides(style.own) and not self._is_brought_back(element)
            self._hidden[element] = is_hidden or effects.hides(style.first)
        return self._hidden[element]

    def shows_part(self, element: Any) -> bool:
        """Whether something in an element whose text is hidden brings its own text back."""
        names = effects.hides_by_inheritance(self.of(element).own)
        for item in element.iterdescendants("*") if names else ():
            self.count(_STEPS_OF_ELEMENT)
            values = self.of(item).own
            if names & values.keys() and not effects.hides(values):
                return True
        return False

    def _is_brought_back(self, element: Any) -> bool:
        values = self.of(element).own
        names = effects.hides_by_inheritance(values)
        others = {name: value for name, value in values.items() if name not in names}
        return not own_text(element).strip() and not effects.hides(others) and self.shows_part(element)

    def _resolved(self, element: Any) -> ElementStyle:
        style = ElementStyle()
        parts: dict[str | None, dict[str, str]] = {None: style.own, "before": style.before, "after": style.after}
        parts |= dict.fromkeys(("first-letter", "first-line"), style.first)
        for part, name, value in self._in_order(element):
            if part in parts and "var(" in value and name[:2] != "--":
                lookup = partial(self._custom, element, parts[part])
                parts[part].update(longhands(name, substituted(name, value, lookup)))
            elif part in parts:
                parts[part][name] = value
        words = f"{style.own.get('animation', '')} {style.own.get('animation-name', '')}"
        for name in words.split() if self._frames else ():
            style.own.update(self._frames.get(name, {}))
        return style

    def _in_order(self, element: Any) -> list[tuple[str | None, str, str]]:
        """What is declared for an element and for what is added to it, custom properties first, the strongest last."""
        matches = self._matches(self._matcher, element) if self._rules else []
        all_of_it = (*matches, (0, 0, None, self._inline(element.get("style") or "")))
        ordered = [
            (part, name, value)
            for is_last in (False, True)
            for _, _, part, declared in all_of_it
            for name, value, important in declared
            if important is is_last
        ]
        return sorted(ordered, key=lambda item: item[1][:2] != "--")

    def _custom(self, element: Any, own: dict[str, str], name: str) -> str | None:
        """The value of a custom property for an element or a part of it that has some of its own; None without one."""
        line = (element, *element.iterancestors())
        self.count(_STEPS_OF_ELEMENT)
        for item in line if name not in own else ():
            if item not in self._customs:
                self.count(_STEPS_OF_ELEMENT)
                values = {key: value for part, key, value in self._in_order(item) if part is None and key[:2] == "--"}
                self._customs[item] = values
            if name in self._customs[item]:
                return self._customs[item][name]
        return own.get(name)

    def _may_change(self, style: str) -> bool:
        changes = self._changing.get(style)
        if changes is None:
            changes = self._changing[style] = may_change(self._inline(style))
        return changes

    def _inline(self, style: str) -> tuple[Declared, ...]:
        if style not in self._declared:
            self._count_text(len(style))
            self.count(_STEPS_OF_STYLE)
            self._declared[style] = inline_declarations(style)
        return self._declared[style]

    def _count_text(self, length: int) -> None:
        self._text_left -= length
        if self._text_left < 0:
            raise TooManyStylesError

    def _matches(self, matcher: Any, element: Any) -> list[Any]:
        wrapped = self._wrap(element)
        name: str = element.tag if element.tag[:1] != "{" else wrapped.local_name
        looked_at = len(matcher.other_selectors) + len(matcher.lower_local_name_selectors.get(name, ()))
        if "class" in element.attrib:
            looked_at += sum(len(matcher.class_selectors.get(one, ())) for one in wrapped.classes)
        looked_at += len(matcher.id_selectors.get(element.get("id"), ()))
        wrapped.count(_STEPS_OF_ELEMENT + looked_at)
        if not (looked_at or matcher.namespace_selectors or matcher.lang_attr_selectors) and name.islower():
            return []  # as the library finds after a much longer look
        return sorted(matcher.match(wrapped), key=lambda match: match[:2])

    def _wrap(self, element: Any) -> CountedElement:
        path = []
        while element not in self._wrapped:
            path.append(element)
            element = element.getparent()
        for child in reversed(path):
            for wrapped in self._wrapped[child.getparent()].iter_children():
                self._wrapped[wrapped.etree_element] = wrapped
        return self._wrapped[path[0] if path else element]

    def _add_sheet(self, text: str, depth: int) -> None:
        self._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), "", depth)

    def _add(self, nodes: list[Any], parent: str, depth: int) -> None:
        """Add the rules among some nodes, and those within them."""
        if depth > _DEEPEST and any(node.type in ("qualified-rule", "at-rule") for node in nodes):
            raise TooManyStylesError
        for node in nodes:
            if node.type == "qualified-rule":
                selector = within(parent, node.prelude)
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                self._add_rule(selector, tuple(declarations(inner)))
                self._add(inner, selector, depth + 1)
            elif node.type == "at-rule" and node.lower_at_keyword == "import":
                text = imported(node)
                self._count_text(len(text))
                self._add_sheet(text, depth + 1)
            elif node.type == "at-rule" and node.lower_at_keyword == "font-face":
                self.own_fonts |= {font_in_address(node)} - {""}
            elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword.endswith("keyframes"):
                self._frames[tinycss2.serialize(node.prelude).strip().lower()] = last_frame(node)
            elif node.type == "at-rule" and node.content is not None and _holds(node):
                inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                if parent:
                    self._add_rule(parent, tuple(declarations(inner)))
                self._add(inner, parent, depth + 1)

    def _add_rule(self, selector: str, declared: tuple[Declared, ...]) -> None:
        self.have_pictures |= any(effects.names_picture(value) or "var(" in value for _, value, _ in declared)
        if not declared or len(selector) > _LONGEST_SELECTOR * (1 + selector.count(",")):
            return
        for one in compiled(selector):
            self._rules += 1
            if self._rules > _MOST_RULES:
                raise TooManyStylesError
            self._matcher.add_selector(one, declared)
            if one.pseudo_element in ("before", "after") and adds_text(declared):
                self._adding.add_selector(one, declared)
            if may_change(declared):
                self._suspects.add_selector(one, declared)


def _holds(rule: Any) -> bool:
    if rule.lower_at_keyword == "media":
        return holds_on_screen(tinycss2.serialize(rule.prelude))
    return rule.lower_at_keyword in _HOLDING
