"""Which part of a narrative belongs to which section of the form: one reading for every rule and page that asks.

A section begins with its heading and ends before the next one's, or before a heading of a higher level. Text before the
first section belongs to none. Sections whose beginning is no heading are looked for in ``unmarked``.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.forms import Form, Section
from gongkai.forms.model import canonical
from gongkai.narrative.model import Heading, NarrativeBlock, characters
from gongkai.narrative.parse import Narrative

SECTION_LEVEL = 2
"""Level of the heading of a section; the title of the report has the one above."""

NUMBERED = re.compile(r"^\s*([一二三四五六七八九十]+)\s*[、.．，,]\s*(.*?)\s*$")
"""A number of a section, and what follows it."""

_ATTRIBUTES = re.compile(r"\s*\{[:#][^{}]*\}\s*$")
"""What attr_list takes from the end of a heading, and what looks like it."""


@dataclass(frozen=True)
class WrittenSection:
    """A section of the form as one narrative has it.

    Attributes:
        section: The section of the form.
        heading: The heading that begins it.
        end: The line at which something else begins; one after the last line of the file where nothing does.
        narrative: The file.
    """

    section: Section
    heading: Heading
    end: int
    narrative: Narrative

    @property
    def is_titled(self) -> bool:
        """Whether its heading is the form's, or one that reports use in its place."""
        return named(self.heading) in titles_of(self.section)

    @cached_property
    def blocks(self) -> tuple[NarrativeBlock, ...]:
        """The section's blocks, without its heading and with those within; they make the whole file be parsed."""
        return tuple(block for block in self.narrative.blocks if self.heading.line < block.line < self.end)

    @cached_property
    def source_lines(self) -> tuple[tuple[int, str], ...]:
        """The lines below its heading as written, each with its number; this parses nothing."""
        lines = self.narrative.text.split("\n")[self.heading.line : self.end - 1]
        return tuple(enumerate(lines, self.heading.line + 1))


@lru_cache(maxsize=32)
def written_sections(form: Form, narrative: Narrative) -> dict[str, WrittenSection]:
    """By number every section of a form that a narrative has, in the order of the file.

    Its heading is the one with its title, else the first one with its number: text within a section is often numbered
    alike, so only headings of the highest level of all these count by their number. Kept for the rules of one report.
    """
    headings = _headings(form, narrative)
    sections = {section.number: section for section in form.sections}
    return {
        number: WrittenSection(sections[number], heading, _end(narrative, heading, headings.values()), narrative)
        for number, heading in sorted(headings.items(), key=lambda item: item[1].line)
    }


def heading_text(heading: Heading) -> str:
    """The text of a heading as it is read: without marks of emphasis and attributes."""
    return _ATTRIBUTES.sub("", characters(heading.inlines))


def section_heading(section: Section) -> str:
    """The line to write for the heading of a section."""
    return f"{'#' * SECTION_LEVEL} {section.number}、{section.title}"


def named(heading: Heading) -> str:
    """What a heading says after its number, as titles are compared."""
    return title_of(heading_text(heading))


def title_of(text: str) -> str:
    """What a line says after the number of a section, as titles are compared."""
    match = NUMBERED.match(text)
    return canonical(match[2] if match else text)


@lru_cache(maxsize=256)
def titles_of(section: Section) -> frozenset[str]:
    """The titles that a form gives a section, as they are compared."""
    return frozenset(canonical(name) for name in (section.title, *section.also))


def titled_headings(section: Section, narrative: Narrative) -> tuple[Heading, ...]:
    """Every heading that has the title of a section."""
    titles = titles_of(section)
    return tuple(heading for heading, title in _titles(narrative) if title in titles)


@lru_cache(maxsize=32)
def _titles(narrative: Narrative) -> tuple[tuple[Heading, str], ...]:
    """Every heading with its title; kept for the rules of one report, which ask for each section."""
    return tuple((heading, named(heading)) for heading in narrative.headings)


def _headings(form: Form, narrative: Narrative) -> dict[str, Heading]:
    headings: dict[str, Heading] = {}
    others = []
    for heading, title in _titles(narrative):
        section = next((section for section in form.sections if title in titles_of(section)), None)
        if section is None:
            others.append(heading)
        elif section.number not in headings or SECTION_LEVEL == heading.level != headings[section.number].level:
            headings[section.number] = heading
    numbered = [(heading, match[1]) for heading in others if (match := NUMBERED.match(heading_text(heading)))]
    top = min((heading.level for heading in (*headings.values(), *(heading for heading, _ in numbered))), default=0)
    for heading, number in numbered:
        if heading.level == top and any(section.number == number for section in form.sections):
            headings.setdefault(number, heading)
    return headings | dict(_in_their_place(form, others, headings))


def _in_their_place(
    form: Form, others: Sequence[Heading], headings: Mapping[str, Heading]
) -> Iterator[tuple[str, Heading]]:
    """A heading of another name that stands alone where one section is missing between its neighbours.

    The last section has none after it, so that such a heading must have signs in common with its title.
    """
    for place, section in enumerate(form.sections[1:], 1):
        before, after = form.sections[place - 1], form.sections[place + 1 : place + 2]
        if section.number in headings or not {before.number, *(item.number for item in after)} <= headings.keys():
            continue
        start = headings[before.number].line
        end = headings[after[0].number].line if after else None
        between = [
            item
            for item in others
            if item.level == SECTION_LEVEL
            and start < item.line < (end or item.line + 1)
            and (after or len(set(named(item)) & set(section.title)) > 1)
        ]
        if len(between) == 1:
            yield section.number, between[0]


def _end(narrative: Narrative, heading: Heading, beginnings: Collection[Heading]) -> int:
    lines = (item.line for item in narrative.headings if item in beginnings or item.level < heading.level)
    return next((line for line in lines if line > heading.line), narrative.text.count("\n") + 2)
