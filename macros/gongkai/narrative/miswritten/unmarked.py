"""Sections of a form that a narrative begins without a heading: in bold, as plain text, as a list's item, in HTML.

Looked for only where a section has no heading, as the whole file is parsed for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.forms import Section
from gongkai.forms.model import canonical
from gongkai.narrative.model import Heading, ListBlock, NarrativeBlock, Paragraph, StyledInline, characters
from gongkai.narrative.parse import Narrative
from gongkai.narrative.sections import NUMBERED, title_of, titles_of

_SIGNS = re.compile(r"^[\s#＃*_>]*(?:[0-9]+[.、．)）]\s*)?")
"""What may be before a title: signs of a heading without the blank after them, of a list or of a quotation."""
_TAG = re.compile(r"<[^<>]*>")
_END = " \t\u3000:：。.;；*_#"
_GOES_ON = re.compile(r"[:：。\s]")
"""What is between a title and text in the same line."""


@dataclass(frozen=True, slots=True)
class UnmarkedSection:
    """A section whose beginning is no heading.

    Attributes:
        section: The section of the form.
        line: Its line in the file, from 1.
        text: The line's text.
        bold: Whether it is in bold.
    """

    section: Section
    line: int
    text: str
    bold: bool


def unmarked_sections(missing: Sequence[Section], narrative: Narrative) -> dict[str, UnmarkedSection]:
    """Those of some sections that begin without a heading, by their numbers.

    Args:
        missing: Sections that have no heading.
        narrative: The text.
    """
    sections: dict[str, UnmarkedSection] = {}
    if not missing:
        return sections
    for line, text, bold in _lines(narrative.blocks):
        bare = _TAG.sub("", _SIGNS.sub("", text)).strip(_END)
        for section in missing:
            if section.number not in sections and _begins(section, bare):
                sections[section.number] = UnmarkedSection(section, line, text.strip(), bold)
    return sections


def _lines(blocks: tuple[NarrativeBlock, ...]) -> Iterator[tuple[int, str, bool]]:
    """Every line that is no heading, with its number, and whether it is in bold."""
    for block in blocks:
        if isinstance(block, Paragraph):
            bold = all(isinstance(item, StyledInline) and item.style == "strong" for item in block.inlines)
            for number, line in enumerate(characters(block.inlines).split("\n")):
                yield block.line + number, line, bold
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _lines(item)
        elif not isinstance(block, Heading):
            for number, line in enumerate(block.markdown.split("\n")):
                yield block.line + number, line, False


def _begins(section: Section, text: str) -> bool:
    """Whether a line is a section's title, or begins with its number and title and goes on after a mark."""
    if title_of(text) in titles_of(section):
        return True
    match = NUMBERED.match(text)
    if match is None or match[1] != section.number:
        return False
    return canonical(_GOES_ON.split(match[2], maxsplit=1)[0]) in titles_of(section)
