"""What the style sheets within a page declare for an element, together with its own style.

Sheets that lie in files of their own are not there to be read, but for those beside a saved page. Whoever writes a
page may make its rules as many and as slow as can be, so each comparison is counted, and beyond a bound the page counts
as not understood.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from lxml import etree

from gongkai.readers.html.cell_parts import own_text
from gongkai.readers.html.styles import effects
from gongkai.readers.html.styles.changes import may_change
from gongkai.readers.html.styles.counted import MOST_STEPS, CountedElement, take
from gongkai.readers.html.styles.custom import substituted
from gongkai.readers.html.styles.sheets import lengths
from gongkai.readers.html.styles.sheets.element_style import ElementStyle
from gongkai.readers.html.styles.sheets.page_rules import PageRules
from gongkai.readers.html.styles.sheets.selectors import BACKDROP
from gongkai.readers.html.styles.sheets.set_by_scripts import SET, matters
from gongkai.readers.html.styles.sheets.shares import shares_left
from gongkai.readers.html.styles.sheets.texts import lie_elsewhere
from gongkai.readers.html.styles.sheets.utility_classes import by_class
from gongkai.readers.html.styles.values import Declared, inline_declarations, longhands

_STEPS_OF_STYLE, _STEPS_OF_ELEMENT = 200, 8
"""What it costs to read the style of an element, and to look for rules for it, as against a comparison."""
_LISTS = ("ul", "menu", "li")
_SCHEMES = etree.XPath("//meta[@name='color-scheme']/@content")
_HAS_SCHEME = etree.XPath("boolean(//*[contains(@style, 'color-scheme')])")
_MAY_SHRINK = etree.XPath("boolean(//@style[contains(., 'zoom') or contains(., 'scale')])")
_AS_WITHOUT = frozenset({"inherit", "unset", "revert", "revert-layer"})
"""Values with which an element has what it has where nothing is declared, or nearly so."""


class PageStyles:
    """The rules of a page, asked for one element after another."""

    def __init__(self, root: Any, scripts: Sequence[str] = ()) -> None:
        """Read the sheets of a page.

        Args:
            root: Its outermost element.
            scripts: The texts of its scripts.

        Raises:
            TooManyStylesError: They are too long, or too many.
        """
        self._steps_left = [MOST_STEPS]
        self._declared: dict[str, tuple[Declared, ...]] = {}
        self._changing: dict[str, bool] = {}
        self._resolved_styles: dict[Any, ElementStyle] = {}
        self._hidden: dict[Any, bool] = {}
        self._customs: dict[Any, dict[str, str]] = {}
        self._wrapped: dict[Any, CountedElement] = {}
        self._rules, self._rem = PageRules(root, scripts), lengths.USUAL
        self.have_pictures = self._rules.have_pictures
        """Whether a rule may put a picture somewhere."""
        self.own_fonts = self._rules.own_fonts
        """Names of the fonts for digits that the page itself holds: nobody knows what they draw."""
        self.scheme = next((str(words).lower() for words in _SCHEMES(root)), "")
        """The scheme of colours that the page names for itself, if any."""
        self.have_schemes = bool(self.scheme) or self._rules.have_schemes or bool(_HAS_SCHEME(root))
        """Whether it, or a part of it, may have colours for a dark screen."""
        self._may_shrink = self._rules.shrink or bool(_MAY_SHRINK(root))
        self.lie_elsewhere = lie_elsewhere(root)
        """Whether some of its sheets are not at hand."""
        if self._rules.count:
            self._wrapped[root] = CountedElement.from_html_root(root)
            self._wrapped[root].steps_left = self._steps_left
        rem = lengths.rem_of(root, self.of(root).own.get("font-size", ""), scripts)
        if rem != self._rem:
            self._rem, self._rules = rem, PageRules(root, scripts, rem=rem)
            self._resolved_styles.clear()
            self._declared.clear()

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
        if (style and self._may_change(style)) or matters(self._inline(element.get(SET) or "")):
            return True
        if self.lie_elsewhere and by_class(element.get("class") or ""):
            return True
        if self.have_schemes and {"color", "text-fill-color"} & self.of(element).own.keys():
            return True
        return self._rules.suspects.order > 0 and bool(self._matches(self._rules.suspects, element))

    def adding_texts(self, root: Any) -> list[Any]:
        """The elements of a page before or after which a rule may add a text.

        Args:
            root: Its outermost element, before anything in it is rewritten.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        return (
            [item for item in root.iter("*") if self._matches(self._rules.adding, item)]
            if self._rules.adding.order
            else []
        )

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
            is_hidden = is_hidden or (element.tag != "img" and effects.is_replaced(style.own))
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
        parts |= {"first-letter": style.first, "first-line": style.first}
        parts |= {"marker": style.marker, BACKDROP: style.backdrop}
        for part, name, value in self._in_order(element):
            if part in parts and "var(" in value and name[:2] != "--":
                parts[part].update(self._substituted(name, value, partial(self._custom, element, parts[part])))
            elif part in parts and name == "all":
                parts[part].clear()
            elif part in parts and value in _AS_WITHOUT:
                parts[part].pop(name, None)
            elif part in parts:
                parts[part][name] = value
        if self.lie_elsewhere:
            style.own.update({**by_class(element.get("class") or ""), **style.own})
        style.own.update(self._set_on(element, style.own))
        if lengths.is_relative(style.own.get("font-size", "")):
            style.own["font-size"] = f"{self._size_by_others(element, style.own):.3f}px"
        style.own.update(self._rules.animated(style.own))
        if self._may_shrink or style.own.keys() & {"opacity", "filter"}:
            style.own.update(shares_left(element, style.own, self._around(element)))
        style.before.update({"content": style.own["quotes"]} if element.tag == "q" and "quotes" in style.own else {})
        if element.tag == "li" or style.own.get("display") == "list-item":
            self._number(element, style)
        return style

    def _set_on(self, element: Any, own: dict[str, str]) -> dict[str, str]:
        """What scripts set on an element; nothing where that could bring back what something else hides."""
        declared = [(name, value) for name, value, _ in self._inline(element.get(SET) or "")]
        return {
            name: value
            for name, value in declared
            if may_change(((name, value, False),)) or not may_change(((name, own.get(name, ""), False),))
        }

    def print_size(self, element: Any) -> float:
        """The size of the print of an element in pixels, about.

        Raises:
            TooManyStylesError: It takes too many comparisons to know.
        """
        return lengths.print_size(element, self._own)

    def _own(self, element: Any) -> dict[str, str]:
        self.count(1)
        return self.of(element).own

    def _size_by_others(self, element: Any, own: dict[str, str]) -> float:
        """The size of the print of an element that depends on that around it."""
        values_of = self._around(element)
        return lengths.print_size(element, lambda item: own if item is element else values_of(item))

    def _around(self, element: Any) -> Callable[[Any], dict[str, str]]:
        """How to ask for the values of what is around an element, each of which asks for the one before it alone."""
        for item in reversed([*element.iterancestors()]):
            self.of(item)
        return self._own

    def _number(self, element: Any, style: ElementStyle) -> None:
        """Note that an item of a list has a number by a style, or by an attribute of a list that has none otherwise."""
        items = (element, element.getparent()) if element.tag == "li" else (element,)
        styles = ({} if item is None else style.own if item is element else self.of(item).own for item in items)
        kind = next((values["list-style-type"] for values in styles if "list-style-type" in values), "")
        types = [item.get("type") or "" for item in items if item is not None and item.tag in _LISTS]
        if effects.numbers({"list-style-type": kind or next(filter(None, types), "")}) and not style.marker:
            style.marker = {"content": "counter(list-item)"}

    def _in_order(self, element: Any) -> list[tuple[str | None, str, str]]:
        """What is declared for an element and for what is added to it, custom properties first, the strongest last."""
        matches = self._matches(self._rules.matcher, element) if self._rules.count else []
        inline = self._inline(element.get("style") or "")
        ordered: list[tuple[str | None, str, str]] = []
        for is_last in (False, True):
            if self._rules.layers:  # of what is important, the first layer is the strongest
                matches = sorted(matches, key=lambda match: match[3][0], reverse=is_last)
            ordered += (
                (part, name, value)
                for part, declared in (*((match[2], match[3][1]) for match in matches), (None, inline))
                for name, value, important in declared
                if important is is_last
            )
        return sorted(ordered, key=lambda item: item[1][:2] != "--")

    def _substituted(self, name: str, value: str, lookup: Callable[[str], str | None]) -> list[tuple[str, str]]:
        """A property with custom ones in its value: with those that scripts set, where that may change what is seen."""
        own = longhands(name, substituted(name, value, lookup))
        if not self._rules.scripted.concerns(value):
            return own
        scripted = longhands(name, substituted(name, value, partial(self._rules.scripted.value_of, instead=lookup)))
        return scripted if may_change(tuple((key, part, False) for key, part in scripted)) else own

    def _custom(self, element: Any, own: dict[str, str], name: str) -> str | None:
        """The value of a custom property for an element or a part of it that has some of its own; None without one."""
        line = (element, *element.iterancestors())
        self.count(_STEPS_OF_ELEMENT)
        for item in line if name not in own else ():
            if item not in self._customs:
                self.count(_STEPS_OF_ELEMENT)
                values = {key: value for part, key, value in self._in_order(item) if part is None and key[:2] == "--"}
                self._customs[item] = values
            value = self._customs[item].get(name, "inherit")
            if value.lower() == "initial":
                return self._rules.initial.get(name)
            if value.lower() not in _AS_WITHOUT:
                return value
        return own.get(name, self._rules.initial.get(name))

    def _may_change(self, style: str) -> bool:
        changes = self._changing.get(style)
        if changes is None:
            changes = self._changing[style] = may_change(self._inline(style))
        return changes

    def _inline(self, style: str) -> tuple[Declared, ...]:
        if style not in self._declared:
            self._rules.count_text(len(style))
            self.count(_STEPS_OF_STYLE)
            self._declared[style] = inline_declarations(lengths.without_rems(style, self._rem))
        return self._declared[style]

    def _matches(self, matcher: Any, element: Any) -> list[Any]:
        wrapped = self._wrap(element)
        name: str = element.tag if element.tag[:1] != "{" else wrapped.local_name
        looked_at = len(matcher.other_selectors) + len(matcher.lower_local_name_selectors.get(name, ()))
        if "class" in element.attrib:
            looked_at += sum(len(matcher.class_selectors.get(one, ())) for one in wrapped.classes)
        looked_at += len(matcher.id_selectors.get(wrapped.id, ()))
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
