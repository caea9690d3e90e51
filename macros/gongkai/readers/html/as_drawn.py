"""Brings the tree of a page closer to what a browser draws, where the text in it says something else.

Characters whose direction is reversed come into the order in which they are seen. In a cell, what is drawn instead of
written (``svg``, ``canvas``, an embedded file, a picture behind an empty element) becomes a picture, so that the cell
is not taken for a blank one; the words of a button and plain formulas become text.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document.signs import words_of_picture
from gongkai.readers.html.boxes.tables import write_box_tables
from gongkai.readers.html.cell_parts import is_figure, text_of
from gongkai.readers.html.running.waiting_cells import cells_that_wait
from gongkai.readers.html.visibility import control_text, is_spacer, picture_name

_WRITES = re.compile(r"\bwrite|innerHTML|innerText|textContent|\.(?:html|text|append|val)\s*\(\s*[^\s)]")
"""What a script does that puts a text where it stands."""
_NAMED = re.compile(r"""["'`]([#.]?)([\w-]+)["'`]""")
_BINDING = re.compile(
    r"\[?(?:v-(?:bind)?|data-(?:ng|th|v)-|ng-|x-(?:bind)?|th:|wx:)?[:.]?(?:u?text|html|bind(?:-html)?|(?:inner|text)-?(?:text|html|content))"
    r"(?:\.prop)?\]?|data-bind",
    re.IGNORECASE,
)
"""Attributes that say which value a script writes into an element; ``text`` and ``html`` alone are none."""
_SIGN_CLASS = re.compile(r"minus|negative|decrease|dash", re.IGNORECASE)
_MOST_DIGITS = 18
_COUNTS_UP = re.compile(r"data-(?:\w+-)?(?:to|target|count\w*|end|number|final)", re.IGNORECASE)
"""Attributes in which scripts find the figure up to which they count: ``data-to``, ``data-countup-number``."""
_LONGEST_CLASS = 40
_REVERSED = re.compile(r"(?=.*bidi-override)(?=.*direction\s*:\s*rtl)", re.IGNORECASE | re.DOTALL)
_MAY_BE_REVERSED = etree.XPath("descendant-or-self::*[@style or self::bdo]")
_PICTURE_BEHIND = re.compile(r"\bbackground(?:-image)?\s*:[^;]*\burl\(", re.IGNORECASE)
_DRAWN = frozenset({"svg", "canvas", "object", "embed", "iframe", "video", "progress", "meter"})
_PLAIN_MATH = frozenset({"math", "mrow", "mstyle", "mn", "mo", "mtext", "semantics", "annotation", "annotation-xml"})
"""Elements of a formula whose characters stand in one line; others, such as fractions, set them above each other."""

_LOOKS_OF_MATH = frozenset({"mathcolor", "mathbackground", "mathsize", "color", "background", "fontsize"})
"""Attributes by which a part of a formula may be as pale as its ground, or next to nothing."""


def show_as_drawn(root: Any, rows: Sequence[Any] = (), targets: Collection[Any] = ()) -> None:
    """Change a tree in place.

    Args:
        root: An element of lxml.
        rows: Elements outside of tables that are like a row, or like a cell.
        targets: Cells, and parts of cells, that scripts are known to write into.
    """
    for element in [item for item in _MAY_BE_REVERSED(root) if is_reversed(item)]:
        element.text = "".join(element.itertext())[::-1]
        del element[:]
    names = _written_names(root)
    targets = {*targets, *cells_that_wait(root)}
    for cell in root.iter("td", "th"):
        _say_writers(cell, names, targets)
        if len(cell) and next(cell.iter("table"), None) is None:
            _leave_copies_of_formulas(cell)
            for element in list(cell.iterdescendants()):
                _show(element)
            _say_scripts(cell)
    for row in rows:
        if len(row):
            _show_in_line(row)
    write_box_tables(root)


def _show_in_line(row: Any) -> None:
    """Put words on what is drawn, written by a script or typed into a line of text."""
    has_digit = re.search(r"\d", text_of(row)) is not None
    for element in list(row.iterdescendants()):
        if element.getparent() is None:  # was in one that has become a picture
            continue
        _show(element)
        if element.tag == "input" and control_text(element):
            element.tag, element.text = "span", control_text(element)
        elif element.tag == "img" and has_digit and not is_spacer(element):
            words = f"[{words_of_picture(picture_name(element))}]"
            element.tag, element.text = "span", None if _before(element).endswith("]") else words
    _say_scripts(row, is_line=True)


def _before(element: Any) -> str:
    """The text right before an element."""
    previous = element.getprevious()
    return (previous.tail if previous is not None else element.getparent().text) or ""


def is_reversed(element: Any) -> bool:
    """Whether its tag or its own style has its characters seen in the opposite order."""
    if element.tag == "bdo":
        return (element.get("dir") or "").strip().lower() == "rtl"
    return _REVERSED.match(element.get("style") or "") is not None


def _show(element: Any) -> None:
    may_be_drawn = _is_custom(element) or _has_picture_behind(element)
    is_picture = element.tag == "input" and (element.get("type") or "").strip().lower() == "image"
    if is_picture or element.tag in _DRAWN or (may_be_drawn and not "".join(element.itertext()).strip()):
        _become_picture(element)
    elif element.tag == "ol" and element.get("start") and re.search(r"\d", text_of(element)):
        element.text = f"[{element.get('start')}.]"  # the number of the list's first item, which the browser shows
    elif element.tag == "rt" and re.search(r"\d", element.text or ""):
        element.tag = "sup"
    elif element.tag == "details" and element.get("open") is None:
        _fold(element)
    elif element.tag == "button":
        element.tag = "span"
        element.tail = f"\u3000{element.tail or ''}"  # a button is a box of its own
    elif element.tag == "math":
        names = {name for item in element.iter("*") for name in item.attrib}
        if {item.tag for item in element.iter("*")} <= _PLAIN_MATH and _LOOKS_OF_MATH.isdisjoint(names):
            for note in list(element.iter("annotation", "annotation-xml")):
                note.text = None
                del note[:]
            element.tag = "span"
        else:
            _become_picture(element)


def _fold(element: Any) -> None:
    """Put words on the figures that are shown only once somebody opens them."""
    title = next(element.iterchildren("summary"), None)
    rest = _text_in(element).removeprefix("" if title is None else _text_in(title)).strip()
    if re.search(r"\d", rest):
        element.text, element[:] = None, [title] if title is not None else []
        words = f"[{say('readers.hidden')}{rest}]"
        if title is None:
            element.text = words
        else:
            title.tail = words


def _leave_copies_of_formulas(cell: Any) -> None:
    """Take out what a script has drawn of a formula, where the formula beside it, for other programs, is the same."""
    for formula in list(cell.iter("math")):
        wrapper = formula
        while len(wrapper.getparent()) == 1 and wrapper.getparent() is not cell:
            wrapper = wrapper.getparent()
        is_for_others = "mathml" in (wrapper.get("class") or "").lower()
        for drawn in (wrapper.getnext(), wrapper.getprevious()):
            is_copy = drawn is not None and (is_for_others or drawn.get("aria-hidden") == "true")
            if is_copy and drawn.tag != "script" and _in_formula(formula) == _text_in(drawn):
                drawn.text = None
                del drawn[:]


def _in_formula(formula: Any) -> str:
    notes = set(formula.iter("annotation", "annotation-xml"))
    return "".join(item.text or "" for item in formula.iter("*") if item not in notes).strip()


def _text_in(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _say_scripts(cell: Any, *, is_line: bool = False) -> None:
    """Say in a line, or a cell that is no label, that a script writes into it, or that an icon is a sign there."""
    for element in cell.iterdescendants("*"):
        if _counts_up(element) and (is_line or is_figure(text_of(cell))):
            _say_script(element)
    for element in cell.iter("script", "i", "span", "em"):
        writes = element.tag == "script" and _WRITES.search(element.text or "")
        is_sign = element.tag != "script" and not len(element) and _SIGN_CLASS.search(element.get("class") or "")
        if (writes or (is_sign and not (element.text or "").strip())) and (is_line or is_figure(text_of(cell))):
            words = say("readers.script") if writes else words_of_picture((element.get("class") or "")[:_LONGEST_CLASS])
            element.tag, element.text = "span", f"[{words}]"


def _written_names(root: Any) -> frozenset[str]:
    """The elements that scripts name, if they write into any element: ``#id`` and ``.class``."""
    scripts = (script.text for script in root.iter("script") if _WRITES.search(script.text or ""))
    names = (match for text in scripts for match in _NAMED.findall(text))
    return frozenset(f"{sign or '#'}{name}" for sign, name in names)


def _say_writers(cell: Any, names: frozenset[str], targets: Collection[Any]) -> None:
    """Say in a cell that is no label that a script elsewhere writes into it."""
    for element in (cell, *cell.iterdescendants("*")):
        if not element.attrib and element not in targets:
            continue  # as nearly all
        classes = (element.get("class") or "").split() if names else ()
        is_named = f"#{element.get('id')}" in names or any(f".{name}" in names for name in classes)
        is_written = is_named or element in targets or any(map(_is_binding, element.keys())) or _counts_up(element)
        if is_written and is_figure(text_of(cell)):
            element.tag = "span" if element.tag == "input" else element.tag
            _say_script(element)
            return


def _say_script(element: Any) -> None:
    """Say that a script writes into an element, and up to which figure it counts there, if it does."""
    figure = _counts_up(element)
    element.text = f"[{say('readers.script')}{'：' if figure else ''}{figure[:_MOST_DIGITS]}]"
    del element[:]


def _is_binding(name: str) -> bool:
    return name not in ("text", "html", "bind") and _BINDING.fullmatch(name) is not None


def _counts_up(element: Any) -> str:
    """The figure up to which a script lets that of an element run, if an attribute holds one; else empty."""
    numbers = [value.strip() for name, value in element.attrib.items() if _COUNTS_UP.fullmatch(name)]
    counter = _count(_text_in(element)) if numbers else None
    if counter is None:
        return ""
    return next((number for number in numbers if number.isdecimal() and _count(number) != counter), "")


def _count(text: str) -> int | None:
    """The number that a text is, if it has no more digits than a count may have: Python refuses thousands of them."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _is_custom(element: Any) -> bool:
    """Whether it is an element that a script of the page defines, or a drawing of Word's."""
    is_name = isinstance(element.tag, str)
    return is_name and (("-" in element.tag and element.tag[:3] != "gk-") or element.tag[:2] == "v:")


def _has_picture_behind(element: Any) -> bool:
    style = element.get("style") if isinstance(element.tag, str) else None
    return style is not None and _PICTURE_BEHIND.search(style) is not None


def _become_picture(element: Any) -> None:
    element.tag, element.text = "img", None
    del element[:]
    for name in ("src", "width", "height"):
        element.attrib.pop(name, None)
