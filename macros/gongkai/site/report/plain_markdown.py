"""Text of headings and paragraphs alone as HTML: the bytes of Python-Markdown in a small part of its time.

Most narratives of offices have no other sign of Markdown than those of headings and of bold words. Whatever may be
another one leaves the page to Python-Markdown, and so does an extension that is not known to leave such text alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.site.report.block_slots import Slots
from gongkai.site.report.inline_styles import NoInlineStyles
from gongkai.site.report.plain_inlines import PlainInlines
from gongkai.site.report.safe_content import SafeContentExtension
from gongkai.site.report.slot_extension import SlotExtension
from gongkai.site.report.table_regions import TableRegions
from gongkai.work.search.narrative_text import HeadingIds

_NAMED = frozenset({"toc", "tables", "fenced_code", "admonition", "attr_list", "sane_lists"})
"""Extensions that do nothing to such text but what is done here: ``toc`` gives headings their ids."""
_OURS = (TableRegions, NoInlineStyles, PlainInlines, SlotExtension, SafeContentExtension)
_TOC_OPTIONS = {"permalink": False}

_SIGN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\\`*_{}\[\]<>&|~^=$#!]"
"""A sign that has no meaning anywhere within a line."""
_LINE = re.compile(rf"(?![\s:+-]|\d+\.){_SIGN}*(?:\*\*(?!\s){_SIGN}+(?<!\s)\*\*(?!\*){_SIGN}*)*(?<!\s)")
"""A line of a paragraph; nothing is possessive in it, as Python 3.11.2 goes wrong where it has to go back in that."""
_HEADING = re.compile(rf"(#{{1,6}}) (?!\s)({_SIGN}+)(?<!\s)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_BETWEEN = re.compile("\n\n+")


@dataclass(frozen=True, slots=True)
class PlainHeading:
    """A heading: its level, its id, and its text as a table of contents has it."""

    level: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PlainContent:
    """A text as HTML.

    Attributes:
        html: The HTML.
        title: The text of the heading that it begins with, if that is of the first level.
        headings: Its headings.
        ids: All ids that links may lead to.
    """

    html: str
    title: str | None
    headings: tuple[PlainHeading, ...]
    ids: frozenset[str]


def plain_content(text: str, extensions: Sequence[object], options: dict[str, Any]) -> PlainContent | None:
    """A text as HTML, the slots in it filled; None where that takes Python-Markdown.

    Args:
        text: Markdown in which macros have been run.
        extensions: The Markdown extensions of the site, by name or as objects.
        options: Their options, by name.
    """
    slots = next((item.slots for item in extensions if isinstance(item, SlotExtension)), None)
    if slots is None or not all(_leaves_alone(item) for item in extensions) or not _has_plain_toc(extensions, options):
        return None
    blocks = _BETWEEN.split(text.strip("\n"))
    if not all(_is_paragraph(block) or _is_heading(block, slots) for block in blocks):
        return None
    titles = [match for block in blocks if (match := _HEADING.fullmatch(block)) is not None]
    ids = HeadingIds().of([" ".join(match[2].split()) for match in titles])
    headings = tuple(
        PlainHeading(len(match[1]), name, heading_text) for match, (heading_text, name) in zip(titles, ids, strict=True)
    )
    html = _placed(_elements(blocks, headings), slots)
    for item in extensions:
        if isinstance(item, SafeContentExtension):
            html = item.check(html)
    html, ids_of_parts = slots.fill(html)
    title = headings[0].text if headings and headings[0].level == 1 and blocks[0].startswith("#") else None
    return PlainContent(html.strip(), title, headings, frozenset({*(item.name for item in headings), *ids_of_parts}))


def _leaves_alone(extension: object) -> bool:
    return extension in _NAMED if isinstance(extension, str) else isinstance(extension, _OURS)


def _has_plain_toc(extensions: Sequence[object], options: dict[str, Any]) -> bool:
    own = options.get("toc") or {}
    return "toc" in extensions and all(_TOC_OPTIONS.get(name, ...) == value for name, value in own.items())


def _is_paragraph(block: str) -> bool:
    return bool(block) and all(map(_LINE.fullmatch, block.split("\n")))


def _is_heading(block: str, slots: Slots[Any]) -> bool:
    """Whether a block is a heading; one with a part in it is no business of ours."""
    return _HEADING.fullmatch(block) is not None and not slots.are_in(block)


@dataclass(slots=True)
class _Element:
    """A heading or a paragraph: its tag, its HTML, and the white space after it."""

    tag: str
    html: str
    tail: str = "\n"


def _elements(blocks: Sequence[str], headings: Sequence[PlainHeading]) -> list[_Element]:
    elements, remaining = [], iter(headings)
    for block in blocks:
        if block.startswith("#"):
            heading = next(remaining)
            tag, content = f"h{heading.level}", block.lstrip("#")[1:]
            elements.append(_Element(tag, f'<{tag} id="{heading.name}">{content}</{tag}>'))
        else:
            content = _BOLD.sub(r"<strong>\1</strong>", block) if "**" in block else block
            elements.append(_Element("p", f"<p>{content}</p>"))
    return elements


def _placed(elements: list[_Element], slots: Slots[Any]) -> str:
    """All elements, with the marks that the text does not call for where ``SlotExtension`` puts them."""
    if slots.below_title:
        new, place = _marks(slots.below_title), _first(elements, "h1")
        if place is not None:
            new[-1].tail, elements[place].tail = elements[place].tail, ""
        at = 0 if place is None else place + 1
        elements[at:at] = new
    if slots.before_section:
        place = _first(elements, "h2")
        at = len(elements) if place is None else place
        elements[at:at] = _marks(slots.before_section)
    if slots.at_end:
        elements[-1].tail = ""
        elements += _marks(slots.at_end)
    return "".join(f"{element.html}{element.tail}" for element in elements).strip()


def _first(elements: Sequence[_Element], tag: str) -> int | None:
    return next((place for place, element in enumerate(elements) if element.tag == tag), None)


def _marks(marks: Sequence[str]) -> list[_Element]:
    return [_Element("p", f"<p>{mark}</p>", "") for mark in marks]
